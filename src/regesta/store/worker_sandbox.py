"""What a query worker takes away from itself, so that a query can do no harm outside it.

All of it is of Linux; elsewhere each function says by its answer that it did nothing.
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2

# Architecture: its audit number, then the numbers of socket, connect, ptrace, execve, execveat
# and io_uring_setup (which could open a connection without the first two).
_SYSTEM_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 101, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 203, 117, 221, 281, 425)),
}
_X32_CALLS = 0x40000000
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_GREATER_OR_EQUAL, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_OFFSET, _ARCHITECTURE_OFFSET = 0, 4
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000 | errno.EACCES


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends; end now if it has ended already."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit(1)


def limit_memory(extra_bytes: int) -> bool:
    """Allow this process no more than so much memory beyond what it holds now.

    Pages that it shares with the process that forked it count as held.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held = _held_bytes()
    if held is None:
        return False
    resource.setrlimit(resource.RLIMIT_DATA, (held + extra_bytes,) * 2)
    return True


@contextmanager
def memory_limit(extra_bytes: int) -> Iterator[None]:
    """Allow this process no more than so much memory beyond what it holds, until the block ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    before = resource.getrlimit(resource.RLIMIT_DATA)
    if (held := _held_bytes()) is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (held + extra_bytes, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_DATA, before)


def be_first_to_go() -> None:
    """Have the kernel end this process before others where the machine runs out of memory."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def limit_computing(extra_seconds: float) -> None:
    """Have the kernel end this process after so many more seconds of a processor, rounded up."""
    _, highest = resource.getrlimit(resource.RLIMIT_CPU)
    most = ceil(time.process_time() + extra_seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (most, highest))


def _held_bytes() -> int | None:
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    lines = status.splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmData"))


def forbid_network() -> bool:
    """Make every later attempt at a connection or a new program fail, in all later threads too.

    Whether it worked is tried, not assumed.
    """
    filter_program = _filter_program(platform.machine())
    if filter_program is None or _prctl(_PR_SET_NO_NEW_PRIVS, 1) != 0:
        return False
    instructions = ctypes.create_string_buffer(filter_program, len(filter_program))
    program = struct.pack("HP", len(filter_program) // 8, ctypes.addressof(instructions))
    if _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program) != 0:
        return False
    try:
        socket.socket().close()
    except PermissionError:
        return True
    return False


def _filter_program(machine: str) -> bytes | None:
    """The filter in the kernel's BPF: another architecture or a forbidden call fails."""
    if machine not in _SYSTEM_CALLS:
        return None
    architecture, calls = _SYSTEM_CALLS[machine]
    steps = len(calls)
    program = [
        (_LOAD, 0, 0, _ARCHITECTURE_OFFSET),
        (_JUMP_IF_EQUAL, 0, steps + 3, architecture),
        (_LOAD, 0, 0, _NUMBER_OFFSET),
        (_JUMP_IF_GREATER_OR_EQUAL, steps + 1, 0, _X32_CALLS),
        *((_JUMP_IF_EQUAL, steps - index, 0, call) for index, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _FAIL),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)


def _prctl(option: int, *arguments: int | bytes) -> int:
    try:
        call = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return -1
    values = [*arguments, 0, 0, 0, 0][:4]
    return int(call(option, *(v if isinstance(v, bytes) else ctypes.c_ulong(v) for v in values)))

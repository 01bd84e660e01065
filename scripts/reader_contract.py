"""What every reader owes to whatever it is given: `fuzz_readers.py` and the tests check it."""

import codecs
import resource
import signal
import time
import tomllib
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from regesta.assets import asset_root
from regesta.findings import Finding, Severity
from regesta.identifiers import is_local_name
from regesta.records import Record
from regesta.sources.reader import Reader

FIXTURES = asset_root() / "tests" / "fixtures"
KEPT = FIXTURES / "fuzz"
"""Inputs that once broke a reader, and seeds of the binary forms, in a folder for each reader."""

LARGEST = 64 * 1024
GOOD_TITLE = "Return migration from nine northern towns"
SECONDS = 10
_MEMORY = 1024 * 1024
"""The most that the process may ever have used, in kilobytes, if it used less before."""
_MACHINERY = ("sh:", "_:", "Traceback")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""What follows these is in an encoding in which no good record is written here."""
_START = 64 * 1024
_GOOD = tomllib.loads((KEPT / "good.toml").read_text(encoding="utf-8"))


class BreachError(Exception):
    """A reader did not keep the contract; `sign` is the same for all inputs that show one fault."""

    def __init__(self, sign: str, told: str = "") -> None:
        super().__init__(f"{sign}\n{told}" if told else sign)
        self.sign = sign


def seeds(reader: Reader) -> list[Path]:
    """The inputs kept for the reader, and the fixtures that it may be given."""
    kept = sorted(path for path in (KEPT / reader.name).glob("*") if path.is_file())
    others = (path for path in sorted(FIXTURES.rglob("*")) if not path.is_relative_to(KEPT))
    return kept + [
        path
        for path in others
        if path.suffix in reader.suffixes
        and path.stat().st_size < LARGEST
        and reader.recognises(path.read_bytes()[:_START])
    ]


def check(reader: Reader, path: Path, content: bytes) -> None:
    """Read the content from the path, twice and beside a good record.

    Raises BreachError where the reader does not keep the contract.
    """
    found = outcome(reader, path, content)
    if outcome(reader, path, content) != found:
        raise BreachError("reads the same in two ways")
    good = _GOOD.get(reader.name, {})
    if path.suffix == good.get("suffix") and not content.startswith(_MARKS):
        _check_good(reader, path, content, good)


def _check_good(reader: Reader, path: Path, content: bytes, good: Mapping[str, str]) -> None:
    """A good record must be read, whatever stands before it or behind it."""
    beside = {}
    if "before" in good:
        beside["behind"] = good["before"].encode() + content
    if "behind" in good:
        beside["before"] = content + good["behind"].encode()
    for where, whole in beside.items():
        found = outcome(reader, path, whole)
        if not any(_is_good(each) for each in found):
            raise BreachError(f"loses a good record with the input {where} it")


def _is_good(each: Record | Finding) -> bool:
    """Whether it is the good record, or refuses the whole of the file."""
    if isinstance(each, Record):
        return GOOD_TITLE in each.title
    return each.severity is Severity.VIOLATION and not each.place.position


def outcome(reader: Reader, path: Path, content: bytes) -> list[Record | Finding]:
    """All that a file of this content yields; raises BreachError for all that it must not."""
    path.write_bytes(content)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        with _time_limit():
            found = list(_read(reader, path))
    except BreachError:
        raise
    except Exception as error:
        raise BreachError(_origin(error), traceback.format_exc()) from error
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if before < _MEMORY <= after:
        raise BreachError("takes the memory", f"{after} kB")
    if not found:
        raise BreachError("says nothing of a file")
    text = content.decode("utf-8", "replace")
    for each in found:
        _check_place(each, path)
        if isinstance(each, Finding):
            _check_texts(each, text)
    return found


def _read(reader: Reader, path: Path) -> Iterator[Record | Finding]:
    source = reader.settings("fuzz", path)
    for part in reader.split(path, source):
        if isinstance(part, Finding):
            yield part
            continue
        found = list(reader.read(part, source))
        if not found:
            raise BreachError("says nothing of a unit", repr(part))
        yield from found


def _check_place(each: Record | Finding, path: Path) -> None:
    # Nobody looks into the store of a harvest, so its records are known by their keys alone.
    is_known = isinstance(each, Finding) or each.place.key is not None
    if each.place.source != "fuzz" or each.place.file not in (path.name, "" if is_known else None):
        raise BreachError("yields what has no place", repr(each))
    if isinstance(each, Record) and each.identifier and not is_local_name(each.identifier):
        raise BreachError("makes an identifier that cannot end an IRI", each.identifier)


def _check_texts(finding: Finding, content: str) -> None:
    for text in (finding.message, finding.remedy):
        if not text.strip():
            raise BreachError(f"says {finding.code} without a word")
        for sign in _MACHINERY:
            if sign in text and sign not in content:
                raise BreachError(f"says {sign} in {finding.code}", text)


@contextmanager
def _time_limit() -> Iterator[None]:
    """Time is that of the processor, so that a busy machine makes no reader slow."""

    def stop(signal_number: int, frame: FrameType | None) -> None:
        raise BreachError("hangs", "".join(traceback.format_stack(frame)))

    before = signal.signal(signal.SIGPROF, stop)
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if time.process_time() - start > SECONDS:
        raise BreachError("hangs")


def _origin(error: Exception) -> str:
    """The kind of an exception, and where in the project it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/regesta/" in frame.filename] or frames
    return f"{type(error).__name__} in {Path(own[-1].filename).name}, {own[-1].name}"

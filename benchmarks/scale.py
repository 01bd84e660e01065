"""How a build grows with its records: rate, memory, and a second build with one record changed.

Usage: python benchmarks/scale.py MARC_FILE [NUMBER ...]

The file is one of MARC 21 with at least as many records as the largest number; the Library of
Congress's "Books All 2016" part 1 (250,000 records) comes in the source distribution of pymarc 5.4.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regesta.assets import asset

SOURCE = """
[[sources]]
name = "books"
title = "Books"
reader = "marc"
path = "sources/books.mrc"
modified = 2016-01-01
"""
END = b"\x1d"


@dataclass(frozen=True)
class Run:
    """One build: seconds on the clock, and the most memory that its processes had together."""

    seconds: float
    megabytes: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("marc", type=Path)
    parser.add_argument("numbers", type=int, nargs="*", default=[1_000, 10_000, 100_000, 250_000])
    options = parser.parse_args()
    print("| records | first build | a second | MB | one changed | ms a record, growth |")
    print("|---|---|---|---|---|---|")
    before = 0.0
    for number in options.numbers:
        with tempfile.TemporaryDirectory(prefix="regesta-scale-") as folder:
            first, second = measure(options.marc, number, Path(folder))
        each = first.seconds / number
        growth = f"{each / before:.2f}" if before else ""
        before = each
        rate = number / first.seconds
        print(
            f"| {number:,} | {first.seconds:.0f} s | {rate:.0f} | {first.megabytes:,} "
            f"| {second.seconds:.0f} s | {1000 * each:.1f}, {growth} |",
            flush=True,
        )


def measure(marc: Path, number: int, folder: Path) -> tuple[Run, Run]:
    """Build a catalogue of the first records of a file, change one, and build it again."""
    data = folder / "data"
    (data / "sources").mkdir(parents=True)
    shutil.copytree(asset("data") / "authorities", data / "authorities")
    head = (asset("data") / "catalogue.toml").read_text(encoding="utf-8").partition("[[sources]]")
    (data / "catalogue.toml").write_text(head[0] + SOURCE, encoding="utf-8")
    path = data / "sources" / "books.mrc"
    with path.open("wb") as file:
        file.writelines(records(marc, number))
    first = build(data, folder / "releases")
    content = path.read_bytes()
    middle = content.index(END, len(content) // 2) + 1
    at = content.index(b"\x1fa", content.index(b"\x1e", middle)) + 2
    path.write_bytes(content[:at] + b"#" + content[at + 1 :])
    return first, build(data, folder / "releases")


def records(marc: Path, number: int) -> Iterator[bytes]:
    """The first records of a file, as they are."""
    rest, found = b"", 0
    with marc.open("rb") as file:
        while found < number and (part := file.read(1024**2)):
            *whole, rest = (rest + part).split(END)
            for record in whole[: number - found]:
                yield record + END
            found += len(whole)
    if found < number:
        sys.exit(f"{marc} has only {found} records.")


def build(data: Path, releases: Path) -> Run:
    """Run the command itself, and watch the memory of all its processes."""
    command = [sys.executable, "-m", "regesta", "--data", str(data), "--releases", str(releases)]
    started = time.monotonic()
    with subprocess.Popen([*command, "build"], stdout=subprocess.DEVNULL) as process:
        peak = [0]
        watcher = threading.Thread(target=watch, args=(process, peak), daemon=True)
        watcher.start()
        if process.wait():
            sys.exit("The build failed.")
    return Run(time.monotonic() - started, peak[0] // 1024)


def watch(process: "subprocess.Popen[bytes]", peak: list[int]) -> None:
    """Note the largest sum of what the processes have to themselves and share."""
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(proportional_kilobytes, family(process.pid))))
        time.sleep(0.5)


def family(pid: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def proportional_kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1764028800")
    main()

"""Gives readers invented files, and keeps those that show that a reader breaks its contract.

Run it from anywhere: `python scripts/fuzz_readers.py READER [--seconds N] [--seed N]
[--engine atheris|hypothesis] [--output DIR]`. Atheris mutates the
fixtures and keeps what reaches new code (`pip install regesta[fuzz]`); Hypothesis mutates them
blindly. Each fault is told once, with the smallest input found for it, which stands in the folder
of the output; moved to tests/fixtures/fuzz/READER, it is tried by the tests for ever after.
"""

import argparse
import hashlib
import importlib
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import seed as hypothesis_seed
from hypothesis import strategies as st
from reader_contract import LARGEST, BreachError, check, seeds

from regesta.sources.reader import Reader

_LIBRARIES = ("regesta.sources", "regesta.values", "bibtexparser", "pymarc", "openpyxl", "yaml")
_WORD = re.compile(rb"[^\w\s]{0,2}\w{2,18}[^\w\s]{0,2}|[^\w\s]{2,4}")
_MOST_WORDS = 400
_SHRINKING_SECONDS = 20


class Trial:
    """Tries inputs with one reader; the first byte of an input chooses the ending of its file."""

    def __init__(self, name: str, output: Path) -> None:
        # The import comes late so that the code of the readers can be instrumented.
        registry = importlib.import_module("regesta.sources.registry")
        self.reader: Reader = registry.reader(name)
        self.output = output / name
        self.signs: set[str] = set()
        self.count = 0
        self._folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        self._start = time.monotonic()

    def seeds(self) -> list[bytes]:
        """The fixtures as inputs."""
        endings = self.reader.suffixes
        return [
            bytes([endings.index(path.suffix)]) + path.read_bytes() for path in seeds(self.reader)
        ]

    def words(self) -> list[bytes]:
        """What fixtures of this format are made of, the commonest first."""
        counts = Counter(word for content in self.seeds() for word in set(_WORD.findall(content)))
        return [word for word, _ in counts.most_common(_MOST_WORDS)]

    def run(self, content: bytes) -> None:
        """Try an input; a fault not seen before is told and its smallest input kept."""
        self.count += 1
        breach = self._breach(content)
        if breach is None or breach.sign in self.signs:
            return
        self.signs.add(breach.sign)
        smallest = shrink(content, lambda less: self._sign(less) == breach.sign)
        self.output.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(smallest).hexdigest()[:8]
        kept = self.output / f"{digest}{self._path(smallest).suffix}"
        kept.write_bytes(smallest[1:])
        print(f"{self.reader.name}: {kept.name} ({len(smallest) - 1} bytes): {breach}", flush=True)

    def summary(self) -> str:
        """How much was tried and what came of it."""
        seconds = time.monotonic() - self._start
        return (
            f"{self.reader.name}: {self.count:,} inputs in {seconds:.0f} s, "
            f"{len(self.signs)} faults"
        )

    def _path(self, content: bytes) -> Path:
        endings = self.reader.suffixes
        return self._folder / f"input{endings[content[0] % len(endings)]}"

    def _breach(self, content: bytes) -> BreachError | None:
        if not 0 < len(content) <= LARGEST:
            return None
        try:
            check(self.reader, self._path(content), content[1:])
        except BreachError as breach:
            return breach
        return None

    def _sign(self, content: bytes) -> str:
        breach = self._breach(content)
        return breach.sign if breach else ""


def shrink(content: bytes, is_alike: Callable[[bytes], bool]) -> bytes:
    """A smaller input that does the same, found by leaving out ever smaller pieces."""
    end = time.monotonic() + _SHRINKING_SECONDS
    piece = len(content) // 2
    while piece:
        at = 1
        while at < len(content) and time.monotonic() < end:
            less = content[:at] + content[at + piece :]
            content, at = (less, at) if is_alike(less) else (content, at + piece)
        piece //= 2
    return content


def run_atheris(name: str, arguments: argparse.Namespace) -> None:
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=list(_LIBRARIES)):
        trial = Trial(name, arguments.output)
    corpus = Path(tempfile.mkdtemp(prefix="fuzz-seeds-"))
    for number, content in enumerate(trial.seeds()):
        (corpus / str(number)).write_bytes(content)
    words = corpus.with_suffix(".dict")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in trial.words()), encoding="ascii")
    said = False

    def run(content: bytes) -> None:
        nonlocal said
        trial.run(content)
        if not said and time.monotonic() > end:
            said = True
            print(trial.summary(), flush=True)

    end = time.monotonic() + arguments.seconds - 2
    flags = [
        f"-max_total_time={arguments.seconds}",
        f"-seed={arguments.seed or 1}",
        f"-max_len={LARGEST}",
        f"-dict={words}",
        "-timeout=120",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={arguments.output}/{name}-",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *flags, str(corpus)], run)
    atheris.Fuzz()


def run_hypothesis(name: str, arguments: argparse.Namespace) -> None:
    trial = Trial(name, arguments.output)
    end = time.monotonic() + arguments.seconds
    mutated = mutations(trial.seeds(), trial.words())
    round_number = arguments.seed
    while time.monotonic() < end:

        @hypothesis_seed(round_number)
        @settings(
            max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(mutated)
        def run(content: bytes) -> None:
            if time.monotonic() < end:
                trial.run(content)

        run()
        round_number += 1
    print(trial.summary(), flush=True)


def mutations(contents: list[bytes], words: list[bytes]) -> st.SearchStrategy[bytes]:
    """Seeds with some places cut out, written over, doubled, or filled with words or bytes."""
    piece = st.one_of(st.sampled_from(words), st.binary(min_size=1, max_size=8))
    change = st.tuples(st.floats(0, 1), st.integers(0, 40), piece, st.integers(0, 4))

    def changed(content: bytes, changes: list[tuple[float, int, bytes, int]]) -> bytes:
        for share, length, new, kind in changes:
            at = 1 + int(share * (len(content) - 1))
            old = content[at : at + length]
            middle = (b"", new, old + new, old * 3, new * length)[kind]
            content = content[:at] + middle + content[at + length :]
        return content

    return st.builds(changed, st.sampled_from(contents), st.lists(change, max_size=12))


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("atheris", "hypothesis"), default="atheris")
    parser.add_argument("--output", type=Path, default=Path("fuzzed"))
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    run = run_atheris if arguments.engine == "atheris" else run_hypothesis
    run(arguments.reader, arguments)


if __name__ == "__main__":
    main()

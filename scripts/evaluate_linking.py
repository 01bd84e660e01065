"""Measures the linker on labelled names: precision, recall and F1 for each kind and part.

Run it from anywhere: `python scripts/evaluate_linking.py [--errors] [--part PART]`. It links what
stands in `tests/fixtures/linking/evaluation/*.tsv` and counts the links that are made without a
person: those right, those wrong, and the names that were missed.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.records import Contributor, Kind, Name, Place, Record, Text

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "linking" / "evaluation"
KINDS = (Kind.AGENCY, Kind.REGION, Kind.THEME, Kind.PERSON)
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
_BASE = "http://localhost:8000/"
_PLACE = Place("evaluation")
_LABELS = {"a": Kind.AGENCY, "r": Kind.REGION, "t": Kind.THEME, "p": Kind.PERSON}


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled text: its names by kind, as IRIs or as names of persons.

    `either` are things that may be linked or not; `left_open` are names that only a person can
    tell.
    """

    part: str
    language: str
    field: str
    text: str
    names: dict[Kind, frozenset[str]]
    either: frozenset[str]
    left_open: frozenset[str]

    @property
    def record(self) -> Record:
        """A record that has the text in its field."""
        title, name = Text(self.text, self.language), Name(self.text, _PLACE)
        if self.field in ("title", "abstract"):
            return Record("x", _PLACE, **{f"{self.field}s": (title,)})  # type: ignore[arg-type]
        value = Contributor(name) if self.field == "creator" else name
        return Record("x", _PLACE, **{f"{self.field}s": (value,)})  # type: ignore[arg-type]


@dataclass(slots=True)
class Score:
    """How many links of a kind are right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of links that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of names that are linked."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Evaluation:
    """What came of the cases of one part."""

    scores: dict[Kind, Score] = field(default_factory=lambda: {kind: Score() for kind in KINDS})
    left_open: Score = field(default_factory=Score)
    errors: list[str] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)


def read_authorities() -> Authorities:
    """The authorities of the default catalogue."""
    paths = sorted(asset("data", "authorities").glob("*.ttl"))
    quads = (
        quad for path in paths for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=_BASE)
    )
    return Authorities.from_quads(quads, Identifiers(_BASE))


def read_cases(part: str, authorities: Authorities) -> Iterator[Case]:
    """The cases of a part; raises ValueError for a label that the authorities do not have."""
    for line in (FOLDER / f"{part}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, where, text, labels = line.split("\t")
            values = dict(re.split("=", each, maxsplit=1) for each in labels.split(" | ") if each)
            yield Case(
                part,
                language,
                where,
                text,
                {
                    kind: _labelled(kind, values.get(letter, ""), authorities)
                    for letter, kind in _LABELS.items()
                },
                frozenset(
                    iri
                    for kind in KINDS[:3]
                    for code in filter(None, values.get("m", "").split(","))
                    if (iri := _iri(kind, code, authorities))
                ),
                frozenset(filter(None, values.get("o", "").split(";"))),
            )


def _labelled(kind: Kind, value: str, authorities: Authorities) -> frozenset[str]:
    if kind is Kind.PERSON:
        return frozenset(filter(None, value.split(";")))
    iris = {code: _iri(kind, code, authorities) for code in filter(None, value.split(","))}
    if unknown := [code for code, iri in iris.items() if iri is None]:
        raise ValueError(f"No {kind.value} has these codes: {unknown}.")
    return frozenset(iri for iri in iris.values() if iri)


def _iri(kind: Kind, code: str, authorities: Authorities) -> str | None:
    thing = authorities.find(kind, code)
    return thing.iri if thing else None


def evaluate(cases: Iterable[Case], linker: Linker, authorities: Authorities) -> Evaluation:
    """Link every case and compare."""
    result = Evaluation()
    for case in cases:
        linked, findings = linker.link_record(case.record)
        found: dict[Kind, set[str]] = {kind: set() for kind in KINDS}
        for link in linked.links:
            if link.kind is not Kind.PERSON:
                found[link.kind].add(link.iri)
        found[Kind.PERSON] = {person.name for person in linked.persons}
        for kind in KINDS:
            _count(result, case, kind, frozenset(found[kind]), authorities)
            result.languages[case.language] += len(case.names[kind])
        reported = {each.value for each in findings if each.code == "name-left-open"}
        left_open = reported & case.left_open
        result.left_open.right += len(left_open)
        result.left_open.missed += len(case.left_open - left_open)
        result.errors += [
            f"not left open: {name} | {case.text}" for name in case.left_open - left_open
        ]
    return result


def _count(
    result: Evaluation, case: Case, kind: Kind, found: frozenset[str], authorities: Authorities
) -> None:
    expected, score = case.names[kind], result.scores[kind]
    wrong = found - expected - case.either
    score.right += len(found & expected)
    score.wrong += len(wrong)
    score.missed += len(expected - found)
    for what, things in (("wrong", wrong), ("missed", expected - found)):
        for thing in sorted(things):
            result.errors.append(f"{what} {kind.value}: {authorities.label(thing)} | {case.text}")


def describe(part: str, result: Evaluation) -> Iterator[str]:
    """The table of a part, a line a kind."""
    yield f"{part}: {result.languages.total()} names in {len(+result.languages)} languages"
    yield f"  {'kind':8} {'names':>6} {'precision':>10} {'recall':>8} {'F1':>8}"
    for kind, score in result.scores.items():
        yield (
            f"  {kind.value:8} {score.right + score.missed:6} {score.precision:10.3f} "
            f"{score.recall:8.3f} {score.f1:8.3f}"
        )
    open_names = result.left_open
    yield f"  left to a person: {open_names.right} of {open_names.right + open_names.missed}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--errors", action="store_true", help="list what is wrong or missed")
    parts = sorted(path.stem for path in FOLDER.glob("*.tsv"))
    parser.add_argument("--part", choices=parts)
    options = parser.parse_args(arguments)
    authorities = read_authorities()
    linker = Linker(authorities, Identifiers(_BASE), LANGUAGES)
    for part in [options.part] if options.part else parts:
        result = evaluate(read_cases(part, authorities), linker, authorities)
        print("\n".join(describe(part, result)))
        if options.errors:
            print("\n".join(f"  {error}" for error in result.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

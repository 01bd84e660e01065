"""The code lists of MARC 21 as this reader knows them: areas, languages, relators."""

from functools import cache
from importlib.resources import files

from regesta.values.languages import language_iri, language_tag


def _rows(name: str) -> list[list[str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@cache
def areas() -> dict[str, tuple[str, str]]:
    """The identifier of the region, empty where there is none, and the name of each area code."""
    return {
        code: (identifier, names.split("|")[0])
        for code, identifier, names in _rows("areas.tsv")
        if code
    }


@cache
def places() -> dict[str, str]:
    """The identifier of the region that each name of a place, as libraries write it, lies in."""
    return {
        name: identifier
        for _, identifier, names in _rows("areas.tsv")
        if identifier
        for name in names.split("|")
    }


@cache
def relators() -> dict[str, str]:
    """The MARC relator code of each code and term."""
    table: dict[str, str] = {}
    for code, terms in _rows("relators.tsv"):
        for word in (code, *terms.split("|")):
            table.setdefault(word, code)
    return table


@cache
def language_of(code: str) -> str | None:
    """The BCP 47 tag for a MARC language code, those that were given up included.

    None for the codes of groups of languages, which no authority list has.
    """
    current = _successors().get(code, code)
    return language_tag(current) if code.isalpha() and language_iri(current) else None


@cache
def _successors() -> dict[str, str]:
    # Each row has two cells.
    return dict(_rows("languages.tsv"))

"""Standard numbers in cells, and what spreadsheets do to them."""

import re
from collections.abc import Iterator

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Identifier, Place
from regesta.values.standard_numbers import normalise_doi, normalise_isbn, normalise_issn

_NORMALISE = {"doi": normalise_doi, "isbn": normalise_isbn, "issn": normalise_issn}
_LENGTHS = {"isbn": 10, "issn": 8}
_SCIENTIFIC = re.compile(r"[0-9][.,]?[0-9]*E\+?[0-9]{1,2}", re.IGNORECASE)
_WHOLE = re.compile(r"([0-9]+)\.0+")
_ROUNDED = re.compile(r"97[89][0-9]{3,9}0{4,}")
_HINT = re.compile(r"\([^)]*\)|\b(?:print|online|pdf|pbk|hbk|paperback|e-?book|cloth)\b\.?", re.I)
_BETWEEN = re.compile(r"\|\||[;|\n]+|,\s*|\s+(?:and|et|y|/)\s+|\s*/\s+")


def is_scientific(text: str) -> bool:
    """Whether a number is written as 9.78E+12, which has lost its last digits."""
    return _SCIENTIFIC.fullmatch(text.strip()) is not None


def split_numbers(text: str, scheme: str) -> Iterator[str]:
    """The numbers in a cell, without what is said of them in brackets."""
    if is_scientific(text):
        yield text
        return
    bare = text if scheme == "doi" else _HINT.sub(" ", text)
    for part in _BETWEEN.split(bare):
        if part.strip(" .:"):
            yield part.strip(" .:") if scheme != "doi" else part.strip()


def read_number(
    text: str, scheme: str, place: Place, findings: list[Finding]
) -> Iterator[Identifier]:
    """The number with the zeros that a spreadsheet took from its front; as written if it fails."""
    whole = _WHOLE.fullmatch(text)
    value = whole[1] if whole else text
    normalise = _NORMALISE[scheme]
    if is_scientific(value) or (scheme == "isbn" and _is_rounded(value)):
        findings.append(new_finding("number-shortened", place, value=text, scheme=scheme.upper()))
        return
    if value.isdecimal() and normalise(value) is None and scheme in _LENGTHS:
        filled = value.zfill(_LENGTHS[scheme])
        value = filled if normalise(filled) else value
    yield Identifier(scheme, normalise(value) or value)


def _is_rounded(value: str) -> bool:
    return _ROUNDED.fullmatch(value) is not None and normalise_isbn(value) is None

"""DOI, ISBN, ISSN and ORCID: one written form for each, None where a check fails."""

import re

from pyoxigraph import NamedNode

from regesta.values.texts import read_iri
from regesta.vocabulary import DOIS

_DOI_START = re.compile(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:|doi\s)\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s<>\"{}|\\^`]+")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015]")


def normalise_doi(text: str) -> str | None:
    """The DOI in lower case without resolver or prefix, for example `10.1000/182`."""
    doi = _DOI_START.sub("", text.strip()).lower()
    return doi if _DOI.fullmatch(doi) else None


def read_doi_or_iri(text: str) -> NamedNode | None:
    """The address of what a DOI or a web address stands for, None if it is neither."""
    doi = normalise_doi(text)
    return read_iri(DOIS + doi if doi else text)


def normalise_isbn(text: str) -> str | None:
    """The ISBN as 13 digits; one of 10 is converted."""
    digits = _SEPARATORS.sub("", re.sub(r"^\s*isbn(?:-1[03])?\s*:?", "", text, flags=re.I)).upper()
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits) and _mod_11(digits) == 0:
        stem = "978" + digits[:9]
        return stem + str(-_ean_sum(stem) % 10)
    if re.fullmatch(r"97[89][0-9]{10}", digits) and _ean_sum(digits) % 10 == 0:
        return digits
    return None


def normalise_issn(text: str) -> str | None:
    """The ISSN as two groups of four, for example `2049-3630`."""
    digits = _SEPARATORS.sub("", re.sub(r"^\s*e?issn\s*:?", "", text, flags=re.I)).upper()
    if re.fullmatch(r"[0-9]{7}[0-9X]", digits) and _mod_11(digits) == 0:
        return f"{digits[:4]}-{digits[4:]}"
    return None


def normalise_orcid(text: str) -> str | None:
    """The ORCID as four groups of four, without its resolver."""
    bare = re.sub(r"^https?://(?:www\.)?orcid\.org/", "", text.strip(), flags=re.I)
    digits = _SEPARATORS.sub("", bare).upper()
    if not re.fullmatch(r"[0-9]{15}[0-9X]", digits):
        return None
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if digits[15] != ("X" if check == 10 else str(check)):
        return None
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def _mod_11(digits: str) -> int:
    """The weighted sum of ISBN-10 and ISSN, whose last digit X is ten; 0 for a right number."""
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(weight * value for weight, value in enumerate(reversed(values), start=1)) % 11


def _ean_sum(digits: str) -> int:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))

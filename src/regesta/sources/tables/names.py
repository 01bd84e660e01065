"""Names in cells: persons and bodies, one or many, with what stands behind them."""

import re
from collections.abc import Iterator

from regesta.records import Contributor, Name, Place
from regesta.sources.listing.names import read_stated_persons
from regesta.sources.listing.words import fold, words
from regesta.sources.tables.splitting import split_acronyms, split_cell
from regesta.values.standard_numbers import normalise_orcid

_ORCID = re.compile(
    r"[\s(\[,]*(?:orcid(?: id)?\s*:?\s*)?(?:https?://(?:www\.)?orcid\.org/)?"
    r"(?P<number>[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9Xx])[)\]]?",
    re.IGNORECASE,
)
_EDITOR = re.compile(
    r"[\s,]*[(\[]\s*(?:eds?|editors?|hrsg|hg|dirs?|dir\. publ|coords?|coordinador\w*|comps?|org)"
    r"\.?\s*[)\]]\.?|,\s*(?:eds?|editors?|hrsg|coords?|dir)\.\s*$",
    re.IGNORECASE,
)
# The role in words, as WorldCat has it, or the number that Scopus gives a person.
_BEHIND = re.compile(r",\s*(?:author|auteur|autor)s?\.?$|\s*\([0-9]{5,}\)$", re.IGNORECASE)
_ET_AL = re.compile(r"[,;]?\s+(?:et\.? al|y otros|et autres|u\. ?a)\.?\s*$", re.IGNORECASE)
_JOINED = re.compile(r"\s(?:and|et|y|und|e|&)\s|&")
_INVERTED = re.compile(r"(?P<family>[^,]{1,60}),\s*(?P<given>[^,]{1,60})")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
_VANCOUVER = re.compile(r"(?:[^\W\d_a-z][\w'’-]+ ){1,2}[^\W\d_a-z]{1,3}")
_AFTER_INITIALS = re.compile(r"(?<=[^\W\d_]\.),\s*(?:&\s*)?(?=[^\W\d_]{2})")


def read_names(
    text: str, place: Place, separator: str, role: str | None, *, is_agency: bool | None = None
) -> Iterator[Contributor]:
    """The contributors that a cell names, in its order; editors by the word behind the name."""
    for piece in _pieces(text, separator, is_agency=bool(is_agency)):
        found = _ORCID.search(piece)
        orcid = normalise_orcid(found["number"]) if found else None
        bare = _ORCID.sub("", piece) if orcid else piece
        edits = _EDITOR.search(bare)
        name = _BEHIND.sub("", _EDITOR.sub("", bare).strip(" ,;"))
        if fold(name) in words().nobody or fold(name) in words().others or not name:
            continue
        family, given = (None, None) if is_agency else split_inverted(name)
        yield Contributor(
            Name(name, place),
            family_name=family,
            given_name=given,
            orcid=orcid,
            is_agency=is_agency,
            role=role or ("edt" if edits else None),
        )


def split_inverted(name: str) -> tuple[str | None, str | None]:
    """The parts of “Family, Given”; neither where the comma is that of a body's name."""
    found = _INVERTED.fullmatch(name)
    if not found or any(fold(word.strip(".,")) in words().bodies for word in name.split()):
        return None, None
    given = found["given"].strip()
    is_acronym = len(given) > 2 and given.isalpha() and given.isupper()
    if is_acronym and " " in found["family"]:
        return None, None
    if len(given.split()) > 4 or any(letter.isdigit() for letter in name):
        return None, None
    return found["family"].strip(), given


def _pieces(text: str, separator: str, *, is_agency: bool) -> Iterator[str]:
    if is_agency:
        yield from split_acronyms(text, separator)
        return
    for piece in split_cell(_ET_AL.sub("", text), separator):
        yield from [piece] if separator else _joined(_ET_AL.sub("", piece))


def _joined(piece: str) -> list[str]:
    """The names of a piece without semicolons, which commas or a word such as “and” may join."""
    by_comma = re.split(r",\s*", piece)
    if len(by_comma) > 1 and all(map(_VANCOUVER.fullmatch, by_comma)):
        return [", ".join(name.rsplit(" ", 1)) for name in by_comma]
    if _INVERTED.fullmatch(piece) and not _JOINED.search(piece):
        family, given = piece.split(",")
        if len(family.split()) == 1 or _INITIALS.fullmatch(given.strip()):
            return [piece]
    by_initials = [part.strip(" &") for part in _AFTER_INITIALS.split(piece)]
    if len(by_initials) > 1 and all(_INVERTED.fullmatch(part) for part in by_initials):
        return by_initials
    by_word = [part.strip(" ,") for part in _JOINED.split(piece)]
    if len(by_word) > 1 and all(split_inverted(part)[0] for part in by_word):
        return by_word
    if "," not in piece and not _JOINED.search(piece):
        return [piece]
    names = read_stated_persons(piece)
    if len(names) < 2:
        return [piece]
    return [f"{name.family}, {name.given}" if name.family else name.value for name in names]

"""The coded part of a record: what kind of document it is, in which languages, from when."""

import re
from datetime import date

from regesta.sources.marc.fields import MarcRecord
from regesta.sources.marc.punctuation import trim
from regesta.sources.marc.tables import language_of
from regesta.sources.marc.work import Work
from regesta.values.document_types import read_document_type

NOT_PUBLICATIONS = frozenset("zuvxywq")
"""The types of records of authorities, holdings, classifications and communities."""

_TYPES = {
    "c": "musical score",
    "d": "musical score",
    "e": "map",
    "f": "map",
    "g": "video",
    "i": "sound recording",
    "j": "sound recording",
    "k": "image",
    "o": "other",
    "p": "other",
    "r": "other",
}
_CONTENTS = {"m": "thesis", "t": "technical report", "l": "legislation", "z": "treaty"}
_REPORTS = frozenset(("027", "088"))
_GOVERNMENTS = frozenset("acfilmosz")
_DOCTOR = re.compile(r"ph\.? ?d|doct|d\.? ?phil|dr\.|thèse|diss", re.IGNORECASE)
_MASTER = re.compile(r"\bM\. ?(?:A|Sc|S|Phil|Ed)\b|\bmaster|\bmagist|\bmaestr", re.IGNORECASE)
_FORMS = frozenset(
    map(
        read_document_type,
        "report|technical report|policy brief|working paper|manual|web page|blog post".split("|"),
    )
)
"""Kinds that headings of form tell and the coded part of a record does not."""
_NO_LANGUAGE = frozenset(("", "und", "zxx", "mul", "mis", "n/a", "sgn"))


def document_type(marc: MarcRecord) -> str:
    """The kind of document, in a word of the table of document types."""
    if marc.of("502") or (marc.kind in "at" and "m" in marc.fixed(24, 28)):
        return _thesis(marc)
    if marc.kind in _TYPES:
        return _TYPES[marc.kind]
    if marc.kind == "m":
        return {"a": "dataset", "b": "software"}.get(marc.fixed(26, 27), "other")
    if marc.level == "s":
        return "periodical"
    if form := _form(marc):
        return form
    if marc.level in ("a", "b"):
        return _part(marc)
    if marc.level == "i":
        return "web page" if marc.fixed(21, 22) == "w" else "other"
    return _text(marc)


def _form(marc: MarcRecord) -> str:
    """What a heading of form, such as “Policy briefs”, calls the document; empty without one."""
    terms = [trim(value) for each in marc.of("655") for value in each.all("a")]
    words = (word for term in terms for word in (term, *term.split(" and ")))
    return next((word for word in words if read_document_type(word) in _FORMS), "")


def _part(marc: MarcRecord) -> str:
    """What a part of another publication is: of a journal, of a conference, or of a book."""
    if marc.level == "b" or any(each.get("x") for each in marc.of("773")):
        return "article"
    return "conference paper" if marc.fixed(29, 30) == "1" else "chapter"


def _thesis(marc: MarcRecord) -> str:
    notes = " ".join(value for each in marc.of("502") for value in each.all("ab"))
    if _DOCTOR.search(notes):
        return "doctoral thesis"
    return "master's thesis" if _MASTER.search(notes) else "thesis"


def _text(marc: MarcRecord) -> str:
    """A book, or what field 008 says of its contents; what an office says of itself is a report."""
    for code in marc.fixed(24, 28):
        if code in _CONTENTS:
            return _CONTENTS[code]
    if marc.fixed(29, 30) == "1" or marc.of("111"):
        return "conference proceedings"
    is_official = marc.fixed(28, 29) in _GOVERNMENTS and bool(marc.of("110"))
    if is_official or marc.of_any(_REPORTS):
        return "report"
    return "book"


def read_languages(work: Work) -> tuple[str, ...]:
    """The languages of fields 008 and 041, also where codes are written without a space."""
    codes = [(work.marc.fixed(35, 38).lower(), "008")]
    for each in work.marc.of("041"):
        if each.second != "7" or each.get("2").startswith(("iso639", "marc")):
            codes += [(part, "041 $a") for value in each.all("ad") for part in _codes(value)]
    tags: dict[str, None] = {}
    for code, label in dict.fromkeys(codes):
        if code.strip(" |#^-") in _NO_LANGUAGE:
            continue
        tag = language_of(code)
        if tag:
            tags[tag] = None
        else:
            work.report("marc-language-unknown", label, code)
    return tuple(tags)


def _codes(value: str) -> list[str]:
    text = value.strip(" .").lower()
    if len(text) % 3 or not text.isalpha():
        return [text]
    return [text[at : at + 3] for at in range(0, len(text), 3)]


def read_modified(work: Work) -> str | None:
    """The day of the last change, by field 005."""
    stamp = work.marc.control.get("005", "").strip()
    try:
        return str(date.fromisoformat(stamp[:8])) if stamp else None
    except ValueError:
        work.report("marc-modified-unclear", "005", stamp)
        return None

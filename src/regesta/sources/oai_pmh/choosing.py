"""Chooses among values that a repository repeats: dates, kinds of document, languages."""

import re

from regesta.sources.oai_pmh.drafting import Draft
from regesta.values.dates import parse_date
from regesta.values.document_types import read_document_type
from regesta.values.languages import language_iri

_VERSION = re.compile(
    r"info:eu-repo/semantics/(?:\w+Version|\w*[aA]ccess)|https?://purl\.org/coar/version/\w+"
    r"|text|dctype:text|peer-?reviewed(?: article)?|nonpeerreviewed|non-peer-reviewed"
    r"|version of record|published version|article, review/survey",
    re.IGNORECASE,
)
_TYPE_START = re.compile(r"info:eu-repo/semantics/|http://purl\.org/dc/dcmitype/", re.IGNORECASE)
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EMBARGO = re.compile(r"info:eu-repo/date/", re.IGNORECASE)
_TIME = re.compile(r"[T ]\d\d:\d\d")
_GENERAL = ("other", "document", "text", "publication")
_NO_LANGUAGE = re.compile(r"(?:und|mul|mis|zxx|other|n/?a|none|-|\*)?", re.IGNORECASE)


def choose_type(draft: Draft) -> None:
    """Keep the kind of document that is understood and says most; else the first as written."""
    written = [(type_word(value), name) for value, name in draft.types]
    kinds = [(word, name) for word, name in written if word and not _VERSION.fullmatch(word)]
    known = [(word, name) for word, name in kinds if read_document_type(word)]
    precise = [(word, name) for word, name in known if word.casefold() not in _GENERAL]
    for word, name in (precise or known or kinds)[:1]:
        draft.set("document_type", word, name)


def type_word(value: str) -> str:
    """The word for a kind of document, without the prefix of a vocabulary: `bookPart` is a word."""
    bare = _TYPE_START.sub("", value.strip())
    if read_document_type(bare) or "/" in bare:
        return bare
    apart = _WORDS.sub(" ", bare).lower()
    return apart if read_document_type(apart) else bare


def choose_issued(draft: Draft) -> None:
    """Keep the date of issue: the earliest of those without a time, which machines write.

    Where they name different years, the choice is told.
    """
    dates = [
        (value, name)
        for value, name in dict.fromkeys(draft.dates)
        if value and not _EMBARGO.match(value)
    ]
    readable = [(value, name) for value, name in dates if parse_date(value)]
    by_people = [(value, name) for value, name in readable if not _TIME.search(value)]
    chosen = sorted(by_people or readable, key=lambda date: str(parse_date(date[0])))
    for value, name in (chosen or dates)[:1]:
        draft.set("issued", _TIME.split(value)[0] if parse_date(value) else value, name)
        years = {str(parse_date(each))[:4] for each, _ in by_people}
        if len(years) > 1:
            draft.warn("harvested-dates-differ", name, value, years=", ".join(sorted(years)))


def add_language(draft: Draft, written: str, name: str) -> None:
    """Add the languages that a text names; one that says that there is none is not a language."""
    value = draft.clean(written, name)
    whole = [value] if language_iri(value) else re.split(r"\s*[;,|/]\s*", value)
    for each in whole:
        if not _NO_LANGUAGE.fullmatch(each):
            draft.add("languages", each, name)

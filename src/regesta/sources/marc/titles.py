"""Titles: the title proper with its parts, other titles, and titles in their own script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from regesta.records import Text
from regesta.sources.marc.fields import DataField
from regesta.sources.marc.punctuation import trim
from regesta.sources.marc.tables import language_of
from regesta.sources.marc.work import Work

_PARALLEL = " = "
_OTHER = frozenset(("130", "240", "242", "246", "247", "740"))
_NOT_LATIN = re.compile("[\u0370-\u1dff\u2c00-\ufaff\U00010000-\U0003ffff]")
_WRITTEN_OTHERWISE = frozenset(
    "ab am ar arc as ba be bg bho bn bo chu cu cv dv dz el fa gez grc gu he hi hy iu ja ka kk km kn"
    " ko ks ku ky lo mk ml mn mr my ne new or ota pa pi prs ps ru sa sd si sr syr ta te tg th ti tt"
    " ug uk ur yi zh".split()
)
"""Languages whose own script is not Latin, at least for the most part."""


@dataclass(slots=True)
class Titles:
    """The titles of a record and the others that it is known by."""

    main: list[Text] = field(default_factory=list)
    other: list[Text] = field(default_factory=list)


def read_titles(work: Work) -> Titles:
    """The title of field 245, in its own script too, and the titles of other fields."""
    titles = Titles()
    for each in work.marc.of("245")[:1]:
        titles.main += _main(work, each, titles.other)
        original = work.marc.original(each)
        if original:
            titles.main += _main(work, original, titles.other)
    for each in work.marc.of_any(_OTHER):
        if each.tag == "740" and each.second == "2":
            continue
        for form in filter(None, (each, work.marc.original(each))):
            titles.other += _other(work, form, each.tag)
    known = {text.value for text in titles.main}
    titles.other = [text for text in dict.fromkeys(titles.other) if text.value not in known]
    return titles


def _main(work: Work, title: DataField, other: list[Text]) -> Iterator[Text]:
    value, parallel = join_title(title)
    if value.startswith("[") and value.find("]") == len(value) - 1:
        value = value[1:-1]
    if value:
        yield Text(value, tag_of(work, value))
    other += (Text(each) for each in parallel)


def join_title(field: DataField) -> tuple[str, list[str]]:
    """A title with subtitle and parts in one line, and the parallel titles beside it."""
    title = before = ""
    parallel: list[str] = []
    for code, value in field.subfields:
        if code not in "abnps" or not value.strip():
            continue
        # Only a subtitle is followed by a parallel title; “E = mc²” is one title.
        own, *others = value.split(_PARALLEL) if code == "b" else (value,)
        if code == "b" and before.endswith("="):
            others.insert(0, own)
        else:
            title += _joint(title, code, before) + trim(own)
        parallel += filter(None, map(trim, others))
        before = value.rstrip()
    return title, parallel


def _joint(title: str, code: str, before: str) -> str:
    if not title:
        return ""
    if code == "b":
        return "; " if before.endswith(";") else ": "
    if code == "p" and before.endswith(","):
        return ", "
    return " " if title.endswith((".", "!", "?")) else ". "


def _other(work: Work, field: DataField, tag: str) -> Iterator[Text]:
    value = join_title(field)[0]
    if not value:
        return
    if tag == "242":
        yield Text(value, language_of(field.get("y")))
    elif tag in ("130", "240") or (tag == "246" and field.second == "1"):
        yield Text(value)
    else:
        yield Text(value, tag_of(work, value))


def tag_of(work: Work, value: str) -> str | None:
    """The language of a text in the record's language, with its script where that is romanised."""
    language = work.language
    if language in _WRITTEN_OTHERWISE:
        return language if _NOT_LATIN.search(value) else f"{language}-Latn"
    return None if language and _NOT_LATIN.search(value) else language


def in_own_script(work: Work, value: str) -> Text:
    """A text of a field 880, with the record's language where that is written so."""
    return Text(value, work.language if work.language in _WRITTEN_OTHERWISE else None)

"""Last stage: an item's lines become a record; every value keeps the line that it stands on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from regesta.records import Contributor, Identifier, Name, Place, Record, Text
from regesta.sources.listing.items import Item, SeenLine
from regesta.sources.listing.lines import PageLine
from regesta.sources.listing.metadata import Part, read_label, split_tags
from regesta.sources.listing.names import Certainty, read_persons
from regesta.sources.listing.words import fold, words

_TIGHT_COLON = re.compile(r"(?<=[^\W\d_]):(?=[^\W\d_])")
_FILE_NOTE = re.compile(
    r"\s*[(\[](?:pdf|docx?|xlsx?|epub)(?:[\s,:;–-]+[\w.,]+){0,4}[)\]]$", re.IGNORECASE
)
_QUOTES = tuple(map(tuple, ("“”", "„“", "«»", "‘’", "《》", "「」", "『』", '""')))
_NAMED = frozenset({"publishers", "regions", "themes", "tags"})
_SINGLE = frozenset({"issued", "modified", "document_type", "extent", "licence"})


@dataclass(slots=True)
class _Draft:
    """What has been gathered for a record: values by field, and the place of each field."""

    values: dict[str, list[object]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def add(self, name: str, value: object, place: Place) -> None:
        self.places.setdefault(name, place)
        known = self.values.setdefault(name, [])
        if value not in known:
            known.append(value)


def build_record(item: Item, place: Place, page_words: frozenset[str]) -> Record:
    """The record of an item; its place is the line of the title."""
    draft = _Draft()
    there = replace(place, line=item.titles[0].number)
    draft.add("titles", Text(title_text(item.titles)), there)
    for heading in item.headings:
        spot = replace(place, line=heading.number)
        draft.add("themes", Name(heading.text.rstrip(" :："), spot), spot)
    if item.abstracts:
        spot = replace(place, line=item.abstracts[0].number)
        draft.add("abstracts", Text(_abstract_text(item.abstracts)), spot)
    for line, part in _parts(item, page_words):
        _add_part(draft, part, replace(place, line=line.number))
    return _record(draft, there)


def title_text(lines: list[PageLine]) -> str:
    """A title of one or more lines: without enclosing quotes, with a space after its colon."""
    text = _unlabelled(lines[0].text)
    for line in lines[1:]:
        text += (" " if _is_open(text) or line.text[:1].islower() else ": ") + line.text
    bare = _FILE_NOTE.sub("", text) or text
    for opening, closing in _QUOTES:
        inner = bare[1:-1]
        if bare.startswith(opening) and bare.endswith(closing) and len(bare) > 2:
            bare = inner if opening not in inner and closing not in inner else bare
    return _TIGHT_COLON.sub(": ", bare).strip()


def _is_open(text: str) -> bool:
    """Whether a title's line cannot be its end, so that no colon is wanting before the next."""
    last = fold(text).rpartition(" ")[2]
    return not text[-1:].isalnum() or last in words().connectives


def _unlabelled(text: str) -> str:
    label = read_label(text)
    return label.value if label and label.value and label.field in ("title", "abstract") else text


def _abstract_text(lines: list[PageLine]) -> str:
    """Paragraphs parted by a blank line; the lines of a wrapped paragraph are joined."""
    text = _unlabelled(lines[0].whole)
    for line in lines[1:]:
        ended = re.search(r"[.!?:;。！？؟…۔।][\"”»’')\]]*$", text)
        wrapped = not line.gap and not line.mark and (line.text[:1].islower() or not ended)
        between = " " if wrapped else "\n" if line.mark and not line.gap else "\n\n"
        text += between + line.whole
    return text


def _parts(item: Item, page_words: frozenset[str]) -> Iterator[tuple[PageLine, Part]]:
    """The parts of an item's metadata, with the one open question decided: person or tag."""
    unclear = [seen for seen in item.metadata if not seen.features.metadata]
    people = [
        seen for seen in item.metadata if any(p.field == "creators" for p in seen.features.metadata)
    ]
    alone = len(unclear) == 1 and not people
    for seen in item.metadata:
        parts = seen.features.metadata or _open_parts(seen, page_words, alone=alone)
        yield from ((seen.line, part) for part in parts)


def _open_parts(seen: SeenLine, page_words: frozenset[str], *, alone: bool) -> Iterator[Part]:
    persons = read_persons(seen.line.text, page_words)
    inverted = persons and any(name.family for name in persons.names)
    likely = persons and persons.certainty is Certainty.LIKELY
    if persons and (likely or (alone and persons.certainty > Certainty.WEAK)) and not inverted:
        yield from (Part("creators", name.value, name) for name in persons.names)
        return
    yield from (Part("tags", tag) for tag in split_tags(seen.line.text))


def _add_part(draft: _Draft, part: Part, place: Place) -> None:
    name = Name(part.value, place)
    if part.field in ("creators", "contributors"):
        person = part.person
        family, given = (person.family, person.given) if person else (None, None)
        draft.add(part.field, Contributor(name, family, given), place)
    elif part.field in _NAMED:
        draft.add(part.field, name, place)
    elif part.field in ("doi", "isbn", "issn"):
        draft.add("identifiers", Identifier(part.field, part.value), place)
    elif part.field == "part_of":
        draft.add(part.field, Text(part.value), place)
    else:
        draft.add(part.field, part.value, place)


def _record(draft: _Draft, place: Place) -> Record:
    values: dict[str, object] = {
        name: known[0] if name in _SINGLE else tuple(known) for name, known in draft.values.items()
    }
    return replace(
        Record(identifier="", place=place, places=tuple(draft.places.items())),
        **values,  # type: ignore[arg-type]
    )

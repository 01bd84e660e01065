"""Last stage: an item's lines become a record; every value keeps the line that it stands on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from regesta.findings import Finding
from regesta.records import Contributor, Identifier, Name, Place, Record, Text
from regesta.sources.listing import reports
from regesta.sources.listing.dates import read_date
from regesta.sources.listing.items import Item, SeenLine
from regesta.sources.listing.lines import PageLine
from regesta.sources.listing.metadata import Part, read_label, split_tags
from regesta.sources.listing.names import Certainty, read_persons
from regesta.sources.listing.texts import abstract_text, title_text

_NAMED = frozenset({"publishers", "regions", "themes", "tags"})
_SINGLE = frozenset({"issued", "modified", "document_type", "extent", "licence"})
_ANY_LABEL = re.compile(r"(?P<label>[^\W\d_]+(?: [^\W\d_]+){0,3})\s*[:：](?!//)")


@dataclass(slots=True)
class Draft:
    """What has been gathered for a record: values by field, the place of each, and findings."""

    values: dict[str, dict[str, object]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, name: str, key: str, value: object, place: Place) -> None:
        """Add a value to a field, once for each key."""
        self.places.setdefault(name, place)
        self.values.setdefault(name, {}).setdefault(key, value)

    def record(self, place: Place, line: int) -> Record:
        """The record, whose place is the line of its title."""
        values: dict[str, object] = {
            name: next(iter(known.values())) if name in _SINGLE else tuple(known.values())
            for name, known in self.values.items()
        }
        empty = Record("", replace(place, line=line), places=tuple(self.places.items()))
        # Each value was gathered under the name of its field.
        return replace(empty, **values)  # type: ignore[arg-type]


def read_item(item: Item, place: Place, page_words: frozenset[str]) -> Draft:
    """What the lines of an item say."""
    draft = Draft()
    title = title_text(item.titles)
    draft.add("titles", title, Text(title), replace(place, line=item.titles[0].number))
    for heading in item.headings:
        theme = heading.text.rstrip(" :：")
        spot = replace(place, line=heading.number)
        draft.add("themes", theme, Name(theme, spot), spot)
    if item.abstracts:
        text = abstract_text(item.abstracts)
        draft.add("abstracts", text, Text(text), replace(place, line=item.abstracts[0].number))
    for line, parts in _parts(item, page_words):
        if not parts or parts[0].field == "label":
            draft.findings.append(reports.label_unknown(line, place, _label_of(line)))
            continue
        for part in parts:
            _add_part(draft, part, line, place)
    if item.year and "issued" not in draft.values:
        period = read_date(item.year.text) or item.year.text
        _add_part(draft, Part("issued", period), item.year, place)
    return draft


def _parts(item: Item, page_words: frozenset[str]) -> Iterator[tuple[PageLine, tuple[Part, ...]]]:
    """The parts of each line of metadata, with the one open question decided: person or tag."""
    people = _are_people(item.metadata)
    for seen, is_person in zip(item.metadata, people, strict=True):
        parts = seen.features.metadata or tuple(_open_parts(seen, page_words, is_person=is_person))
        yield seen.line, parts


def _are_people(lines: Sequence[SeenLine]) -> list[bool]:
    """Whether each line that is a possible name is taken as one.

    So is the only unclear line of an item, one that joins names by a word, and one beside a person.
    """
    unclear = [seen for seen in lines if not seen.features.metadata]
    sure = [any(part.field == "creators" for part in seen.features.metadata) for seen in lines]
    alone = len(unclear) == 1 and not any(sure)
    likely = [seen.features.persons is Certainty.LIKELY for seen in lines]
    people = [one or another for one, another in zip(sure, likely, strict=True)]
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        step = order.step
        for index in order:
            if lines[index].features.persons is Certainty.POSSIBLE:
                people[index] = people[index] or alone or people[index - step]
    return [True] * len(lines) if alone else people


def _open_parts(seen: SeenLine, page_words: frozenset[str], *, is_person: bool) -> Iterator[Part]:
    text = seen.line.text
    persons = read_persons(text, page_words) if is_person else None
    inverted = persons and any(name.family for name in persons.names)
    if persons and persons.certainty > Certainty.WEAK and not inverted:
        yield from (Part("creators", name.value, name) for name in persons.names)
    elif not _ANY_LABEL.match(text) and not read_label(text):
        yield from (Part("tags", tag) for tag in split_tags(text))


def _label_of(line: PageLine) -> str:
    found = _ANY_LABEL.match(line.text)
    return found["label"] if found else line.text[:40]


def _add_part(draft: Draft, part: Part, line: PageLine, place: Place) -> None:
    spot = replace(place, line=line.number)
    known = draft.values.get(part.field, {})
    if part.field in _SINGLE and known and part.value not in known:
        draft.findings.append(reports.value_ignored(line, place, part.value, next(iter(known))))
    elif part.field in ("doi", "isbn", "issn"):
        key = f"{part.field} {part.value}"
        draft.add("identifiers", key, Identifier(part.field, part.value), spot)
    else:
        draft.add(part.field, part.value, _value(part, spot), spot)


def _value(part: Part, place: Place) -> object:
    name = Name(part.value, place)
    if part.field in ("creators", "contributors"):
        person = part.person
        return Contributor(name, person.family, person.given) if person else Contributor(name)
    if part.field in _NAMED:
        return name
    return Text(part.value) if part.field == "part_of" else part.value

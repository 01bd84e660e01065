"""A record while it is being read: values by field, each with its place, and the findings."""

from collections.abc import Iterable, Iterator

from regesta.findings import Finding
from regesta.identifiers import local_name
from regesta.messages import new_finding
from regesta.records import Contributor, Identifier, Name, Place, Record, Relation, Text
from regesta.sources.bibliographies.texts import (
    addresses,
    control_characters,
    doi_of_page,
    one_line,
    paragraphs,
    standard_numbers,
)
from regesta.sources.reader import with_record
from regesta.values.languages import language_tag
from regesta.values.standard_numbers import normalise_doi

_LOCAL_PAGES = ("file:", "internal-pdf:", "/", "\\", "c:")
_LONGEST_TITLE = 5_000
_SCHEMES = ("doi", "isbn", "issn", "local")
_SINGLE = frozenset(
    "issued document_type volume issue page_range edition report_number extent licence "
    "modified".split()
)


class Draft:
    """Gathers the values of one record; what stands twice is kept once, in the first place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.findings: list[Finding] = []
        self._values: dict[str, dict[object, object]] = {}
        self._places: dict[str, Place] = {}
        self._unprintable = ""

    def at(self, field: str, line: int | None = None) -> Place:
        """The place of a field of this record."""
        own = self.place
        # Made anew, since copying takes thrice the time and there is one for every value.
        return Place(
            own.source, own.file, line or own.line, field or None, record=own.record, key=own.key
        )

    def report(self, code: str, place: Place, value: str = "", **parts: object) -> None:
        """Keep a finding."""
        self.findings.append(new_finding(code, place, value=value, **parts))

    def has(self, field: str) -> bool:
        """Whether there is a value for a field of the record."""
        return field in self._values

    def add_text(self, field: str, text: str, place: Place, language: str | None = None) -> None:
        """Add a title, an alternative title, an abstract or the title of what this is part of."""
        self._note_control_characters(text)
        value = paragraphs(text) if field == "abstracts" else one_line(text)
        if field == "titles" and len(value) > _LONGEST_TITLE:
            self.report("reference-title-too-long", place, value, length=f"{len(value):,}")
            return
        if field == "alternative_titles" and self._is_in_title(value):
            return
        self._add(field, Text(value, language) if value else None, place, key=value)

    def add_contributor(self, field: str, contributor: Contributor | None) -> None:
        """Add a creator or a contributor."""
        if contributor:
            self._note_control_characters(contributor.name.value)
            key = (contributor.name.value, contributor.role)
            self._add(field, contributor, contributor.name.place, key=key)

    def add_name(self, field: str, text: str, place: Place, identifier: str | None = None) -> None:
        """Add a publisher, a funder or a keyword."""
        value = one_line(text)
        self._add(field, Name(value, place, identifier) if value else None, place, key=value)

    def add_pages(self, text: str, place: Place) -> None:
        """Add web addresses; a file on somebody's disk is none, and a DOI is kept as such too."""
        for address in addresses(text):
            if address.lower().startswith(_LOCAL_PAGES):
                continue
            self._add("pages", address, place)
            if doi := doi_of_page(address):
                self._add("identifiers", Identifier("doi", doi), place)

    def add_doi(self, text: str, place: Place) -> None:
        """Add a DOI, as it stands where it is none."""
        value = one_line(text)
        doi = normalise_doi(value) or value
        self._add("identifiers", Identifier("doi", doi) if doi else None, place)

    def add_numbers(self, text: str, place: Place, scheme: str = "") -> Iterator[str]:
        """Add ISBNs and ISSNs, and yield what is neither where no scheme is expected."""
        for found, number in standard_numbers(text):
            if found or scheme:
                self._add("identifiers", Identifier(found or scheme, number), place)
            else:
                yield number

    def add_local(self, text: str, place: Place) -> None:
        """Add an identifier that is of no scheme that is known everywhere."""
        value = one_line(text)
        self._add("identifiers", Identifier("local", value) if value else None, place)

    def add_language(self, text: str, place: Place) -> None:
        """Add a language by its tag, or as it stands where it is not known."""
        self._add("languages", language_tag(text) or one_line(text), place)

    def add_places(self, text: str, place: Place) -> None:
        """Add the towns of the imprint."""
        for town in text.split(";"):
            self._add("publication_places", one_line(town), place)

    def add_relation(self, kind: str, target: str, place: Place) -> None:
        """Add a relation to another publication."""
        self._add("relations", Relation(kind, target) if target else None, place)

    def set(self, field: str, text: str, place: Place) -> None:
        """Set a field that has one value; the first counts."""
        self._note_control_characters(text)
        value = one_line(text)
        if value and field not in self._values:
            self._add(field, value, place)

    def set_number_in_series(self, text: str, place: Place) -> None:
        """Set the number in a series: the volume, as libraries have it, unless it has another."""
        self.set("issue" if self.has("volume") else "volume", text, place)

    def finish(self, key: str) -> Iterator[Record | Finding]:
        """The findings, then the record, unless it has no title."""
        identifier = local_name(self.place.source, key) if key.strip() else ""
        values = {
            name: next(iter(known.values())) if name in _SINGLE else tuple(known.values())
            for name, known in self._values.items()
        }
        numbers = [each for each in self._of("identifiers") if isinstance(each, Identifier)]
        values["identifiers"] = tuple(sorted(numbers, key=_scheme_rank))
        places = tuple(self._places.items())
        # The methods above say which values each field has, and tests fill every one.
        record = Record(identifier, self.place, places=places, **values)  # type: ignore[arg-type]
        title = record.titles[0].value if record.titles else ""
        if self._unprintable:
            self.report("reference-unprintable", self.place, title, characters=self._unprintable)
        yield from (with_record(finding, title) for finding in self.findings)
        if record.titles:
            yield record
        elif not any(each.code == "reference-title-too-long" for each in self.findings):
            yield new_finding("reference-without-title", self.at("title"))

    def abandon(self, title: str) -> Iterator[Finding]:
        """The findings of a record that is not published."""
        yield from (with_record(finding, title) for finding in self.findings)

    def _add(self, field: str, value: object, place: Place, key: object = None) -> None:
        if value:
            self._values.setdefault(field, {}).setdefault(key or value, value)
            self._places.setdefault(field, place)

    def _of(self, field: str) -> Iterable[object]:
        return self._values.get(field, {}).values()

    def _is_in_title(self, text: str) -> bool:
        """Whether a title begins so, as it does with most short titles."""
        return any(str(title).startswith(text) for title in self._values.get("titles", ()))

    def _note_control_characters(self, text: str) -> None:
        self._unprintable = self._unprintable or control_characters(text)


def _scheme_rank(identifier: Identifier) -> int:
    return _SCHEMES.index(identifier.scheme)

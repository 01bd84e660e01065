"""A record while it is put together from a table of JSON, with what is wrong in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from regesta.findings import Finding
from regesta.identifiers import local_name
from regesta.messages import new_finding
from regesta.records import Identifier, Name, Place, Record, Relation, Text
from regesta.sources.json_values import Table, text_of
from regesta.sources.reader import with_record
from regesta.values.dates import DateFault, read_date
from regesta.values.standard_numbers import (
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_orcid,
)
from regesta.values.texts import iri_fault, read_iri

_NORMAL = {"isbn": normalise_isbn, "issn": normalise_issn}
_NUMBER_PREFIXES = ("http://id.crossref.org/isbn/", "https://id.crossref.org/isbn/")


@dataclass(slots=True)
class Draft:
    """The fields of a record read so far, the place of each, and the findings."""

    place: Place
    fields: dict[str, object] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def at(self, key: str) -> Place:
        """The place of what stands under a key."""
        return replace(self.place, field=key)

    def put(self, name: str, key: str, value: object) -> None:
        """Fill a field of the record once; empty values and later ones say nothing."""
        if value and not self.fields.get(name):
            self.fields[name] = value
            self.places[name] = self.at(key)

    def add(self, name: str, key: str, values: Iterable[object]) -> None:
        """Add to a field of the record that has many values, each once."""
        known = self.fields.get(name, ())
        assert isinstance(known, tuple)
        merged = tuple(dict.fromkeys((*known, *values)))
        if merged:
            self.fields[name] = merged
            self.places.setdefault(name, self.at(key))

    def texts(self, name: str, key: str, values: Iterable[str], language: str | None) -> None:
        """Add texts in one language."""
        self.add(name, key, (Text(value, language) for value in values if value))

    def report(self, code: str, key: str, value: str = "", **parts: object) -> None:
        """Say what is wrong with the value of a key."""
        self.findings.append(new_finding(code, self.at(key), value=value, **parts))

    def doi(self, value: object, key: str) -> str:
        """Keep the DOI, which is also what the source calls the record; empty if it is none."""
        written = text_of(value)
        doi = normalise_doi(written)
        if written and not doi:
            self.report("doi-malformed-in-source", key, written)
        if doi:
            self.place = replace(self.place, key=doi)
            self.add("identifiers", key, [Identifier("doi", doi)])
        return doi or ""

    def numbers(self, scheme: str, key: str, values: Iterable[str]) -> None:
        """Keep ISBNs or ISSNs; one that fails its check is a finding."""
        for written in values:
            bare = written
            for prefix in _NUMBER_PREFIXES:
                bare = bare.removeprefix(prefix)
            number = _NORMAL[scheme](bare)
            if number:
                self.add("identifiers", key, [Identifier(scheme, number)])
            else:
                self.report("doi-number-malformed", key, written, scheme=scheme.upper())

    def orcid(self, written: str, key: str) -> str | None:
        """The ORCID, None with a finding where it fails its check."""
        orcid = normalise_orcid(written)
        if written and not orcid:
            self.report("doi-orcid-malformed", key, written)
        return orcid

    def address(self, name: str, key: str, written: str) -> None:
        """Keep a web address of the publication; anything else is a finding."""
        if written and not (fault := iri_fault(written)):
            self.add(name, key, [written])
        elif written:
            self.report("doi-address-malformed", key, written, fault=fault)

    def date(self, name: str, key: str, written: str) -> bool:
        """Keep a date as it is written, and say whether one is there now."""
        if not written:
            return bool(self.fields.get(name))
        fault = read_date(written)
        if isinstance(fault, DateFault):
            self.report("doi-date-unreadable", key, written)
        else:
            self.put(name, key, written)
        return bool(self.fields.get(name))

    def relation(self, kind: str, key: str, target: str) -> None:
        """Keep a relation to what has a DOI or a web address."""
        goal = normalise_doi(target) or (target if read_iri(target) else "")
        if goal:
            self.add("relations", key, [Relation(kind, goal)])
        elif target:
            self.report("doi-relation-unusable", key, target)

    def name(self, value: str, key: str, identifier: str | None = None) -> Name:
        """A name at the place of its key."""
        return Name(value, self.at(key), identifier)

    def finish(self, source: str, doi: str) -> Iterable[Record | Finding]:
        """The findings, then the record, which needs a title."""
        if not self.fields.get("titles"):
            self.report("doi-title-missing", "title", doi)
        titles = self.fields.get("titles") or ()
        assert isinstance(titles, tuple)
        title = titles[0].value if titles else ""
        yield from (with_record(finding, title) for finding in dict.fromkeys(self.findings))
        if titles:
            record = Record(
                local_name(source, doi) if doi else "",
                self.place,
                places=tuple(self.places.items()),
            )
            # Each field is filled by its own name with values of its type, as tests show.
            yield replace(record, **self.fields)  # type: ignore[arg-type]


def first_text(table: Table, *keys: str) -> str:
    """The text of the first key that has one."""
    return next((text for key in keys if (text := text_of(table.get(key)))), "")

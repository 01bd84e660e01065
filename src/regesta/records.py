"""Records: what any source yields, and what linking adds to it. No RDF, no input or output."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a source a value stands; lines, rows and records are counted from 1.

    `field` is what the format calls it: a column's heading, a key, a MARC tag with its subfield.
    `row` is that of a table, its heading counted; `sheet` names the table in a workbook. `record`
    is the number of a record in a file that has no lines, and `key` the identifier that the source
    itself gives the record.
    """

    source: str
    file: str = ""
    line: int | None = None
    field: str | None = None
    row: int | None = None
    sheet: str | None = None
    record: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        """Say the place in words, as a curator would look for it."""
        noun = "field" if self.row is None else "column"
        return ", ".join((*self._parts(), *([f"{noun} “{self.field}”"] if self.field else ())))

    @property
    def position(self) -> int:
        """The number by which places in one file are ordered, 0 for the file as a whole."""
        return self.line or self.row or self.record or 0

    @property
    def lasting(self) -> str:
        """The place in words that stay when other records are added: by the key, if it has one."""
        if self.key is None:
            return str(self)
        return str(Place(self.source, self.file, key=self.key))

    def _parts(self) -> tuple[str, ...]:
        numbers = (("line", self.line), ("row", self.row), ("record", self.record))
        return (
            self.file or self.source,
            *([f"sheet “{self.sheet}”"] if self.sheet else ()),
            *(f"{noun} {number}" for noun, number in numbers if number is not None),
            *([f"record “{self.key}”"] if self.key else ()),
        )


@dataclass(frozen=True, slots=True)
class Text:
    """A title, an abstract or a name, with its BCP 47 language tag where that is known."""

    value: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a source writes it, with the identifier that the source gives for it, if any."""

    value: str
    place: Place
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or an agency that made a publication, as a source writes it.

    `role` is a code of the MARC relators (`edt`, `trl` …); `variants` are the same name in other
    scripts. `is_agency` is True or False where the source says so; None leaves it to linking.
    """

    name: Name
    family_name: str | None = None
    given_name: str | None = None
    orcid: str | None = None
    is_agency: bool | None = None
    role: str | None = None
    variants: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of the publication itself: the scheme is `doi`, `isbn`, `issn` or `local`."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A publication's relation to another: a property of DCMI Terms, and the other's IRI or DOI.

    The kinds are `relation`, `isVersionOf`, `hasVersion`, `isPartOf`, `hasPart`, `references`,
    `isReferencedBy`, `replaces`, `isReplacedBy`, `isFormatOf`, `hasFormat`, `requires` and
    `isRequiredBy`; `target` is as written.
    """

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Record:
    """One publication as one source describes it.

    `identifier` is the local name that its IRI is made of: the source's own identifier, or the
    one that the registry of identifiers keeps for sources that have none (empty until then).
    `tags` are trailing words whose kind the source does not say. `agencies` are bodies that the
    publication is about; who made it stands in `creators`, `publishers` and `contributors`.
    `issued` and `modified` are as written in the source. `keywords` are words of a source's own
    choice: those that name a region or a theme are linked, all are kept as words. `matches` are
    the IRIs by which the source knows the publication. `part_of` are titles of series, journals
    and collections; `volume`, `issue` and `page_range` say where in them. `publication_places`
    are the towns of the imprint.
    """

    identifier: str
    place: Place
    titles: tuple[Text, ...] = ()
    alternative_titles: tuple[Text, ...] = ()
    abstracts: tuple[Text, ...] = ()
    creators: tuple[Contributor, ...] = ()
    publishers: tuple[Name, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    funders: tuple[Name, ...] = ()
    agencies: tuple[Name, ...] = ()
    regions: tuple[Name, ...] = ()
    themes: tuple[Name, ...] = ()
    tags: tuple[Name, ...] = ()
    keywords: tuple[Name, ...] = ()
    issued: str | None = None
    languages: tuple[str, ...] = ()
    document_type: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    pages: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    part_of: tuple[Text, ...] = ()
    volume: str | None = None
    issue: str | None = None
    page_range: str | None = None
    edition: str | None = None
    report_number: str | None = None
    publication_places: tuple[str, ...] = ()
    extent: str | None = None
    licence: str | None = None
    modified: str | None = None
    places: tuple[tuple[str, Place], ...] = ()
    """The place of each field that has one of its own, by the field's name."""

    @property
    def title(self) -> str:
        """The first title, or the identifier of a record that has none."""
        return self.titles[0].value if self.titles else self.identifier

    def place_of(self, field_name: str) -> Place:
        """The most precise place known for a field."""
        return dict(self.places).get(field_name, self.place)


class Kind(StrEnum):
    """What a name can stand for."""

    AGENCY = "agency"
    REGION = "region"
    THEME = "theme"
    PERSON = "person"


class Role(StrEnum):
    """How a publication is related to what a link points at."""

    CREATOR = "creator"
    PUBLISHER = "publisher"
    CONTRIBUTOR = "contributor"
    FUNDER = "funder"
    SPATIAL = "spatial"
    SUBJECT = "subject"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Link:
    """A name in a record, and the one thing it stands for.

    `iri` is absolute. `score` is between 0 and 1; `stated` tells a tag or field from a mention in
    running text; `evidence` says in words why. `position` keeps the order of creators; `relator`
    is the contributor's code in the MARC relators.
    """

    role: Role
    kind: Kind
    iri: str
    name: str
    place: Place
    score: float
    evidence: str
    stated: bool
    position: int = 0
    relator: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the graph knows them; the IRI is made of `identifier`."""

    identifier: str
    name: str
    given_name: str | None = None
    family_name: str | None = None
    orcid: str | None = None
    variants: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAgency:
    """A body that a source names and no authority knows; the IRI is made of `identifier`.

    `matches` are the IRIs that the source gives for it, such as one of ROR.
    """

    identifier: str
    name: Text
    variants: tuple[Text, ...] = ()
    matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """A record whose texts have their languages and whose names are linked.

    `dates` are those that title and abstract name, in ISO 8601, as precise as the text; none of
    them is thereby the date of publication.
    """

    record: Record
    links: tuple[Link, ...] = ()
    persons: tuple[Person, ...] = ()
    dates: tuple[str, ...] = ()
    agencies: tuple[NewAgency, ...] = ()

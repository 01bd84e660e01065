"""Records: what any source yields, and what linking adds to it. No RDF, no input or output."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a source a value stands; a line is counted from 1."""

    source: str
    file: str = ""
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        """Say the place in words, as a curator would look for it."""
        parts = [self.file or self.source]
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.field:
            parts.append(f"field “{self.field}”")
        return ", ".join(parts)


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
    """A person or an agency that made a publication, as a source writes it."""

    name: Name
    family_name: str | None = None
    given_name: str | None = None
    orcid: str | None = None
    is_agency: bool | None = None
    """True or False where the source says so; None leaves it to linking."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of the publication itself: the scheme is `doi`, `isbn`, `issn` or `local`."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """One publication as one source describes it.

    `identifier` is the local name that its IRI is made of: the source's own identifier, or the
    one that the registry of identifiers keeps for sources that have none (empty until then).
    `tags` are trailing words whose kind the source does not say. `agencies` are bodies that the
    publication is about; who made it stands in `creators`, `publishers` and `contributors`.
    `issued` and `modified` are as written in the source.
    """

    identifier: str
    place: Place
    titles: tuple[Text, ...] = ()
    alternative_titles: tuple[Text, ...] = ()
    abstracts: tuple[Text, ...] = ()
    creators: tuple[Contributor, ...] = ()
    publishers: tuple[Name, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    agencies: tuple[Name, ...] = ()
    regions: tuple[Name, ...] = ()
    themes: tuple[Name, ...] = ()
    tags: tuple[Name, ...] = ()
    issued: str | None = None
    languages: tuple[str, ...] = ()
    document_type: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    pages: tuple[str, ...] = ()
    part_of: tuple[Text, ...] = ()
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
    SPATIAL = "spatial"
    SUBJECT = "subject"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Link:
    """A name in a record, and the one thing it stands for.

    `iri` is absolute. `score` is between 0 and 1; `stated` tells a tag or field from a mention in
    running text; `evidence` says in words why. `position` keeps the order of creators.
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


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the graph knows them; the IRI is made of `identifier`."""

    identifier: str
    name: str
    given_name: str | None = None
    family_name: str | None = None
    orcid: str | None = None


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

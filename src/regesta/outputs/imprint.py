"""What the page of a publication says of where it appeared, and of others it is related to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from regesta.outputs.description import Description
from regesta.outputs.wording import Wording
from regesta.vocabulary import BIBO, DCTERMS, PLACE_OF_PUBLICATION

_NAMES: Final[Mapping[str, str]] = {
    "isVersionOf": "A version of",
    "hasVersion": "Other versions",
    "isPartOf": "Part of",
    "hasPart": "Its parts",
    "references": "Refers to",
    "isReferencedBy": "Referred to by",
    "replaces": "Replaces",
    "isReplacedBy": "Replaced by",
    "isFormatOf": "Another format of",
    "hasFormat": "Other formats",
    "requires": "Requires",
    "isRequiredBy": "Required by",
    "relation": "See also",
}
"""What each kind of relation is called."""


@dataclass(frozen=True, slots=True)
class RelatedPublications:
    """Other publications below a heading, by their addresses."""

    heading: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where a publication appeared; `part_of` are series and journals, by title."""

    part_of: tuple[Wording, ...]
    volume: str
    issue: str
    page_range: str
    edition: str
    report_number: str
    places: tuple[str, ...]
    extent: str

    @property
    def within(self) -> str:
        """Where in a series or a journal it stands, in words; nothing where that is not known."""
        named = (("volume", self.volume), ("issue", self.issue), ("pages", self.page_range))
        return ", ".join(f"{noun} {value}" for noun, value in named if value)


def describe_imprint(about: Description, thing: NamedNode) -> Imprint:
    """What the document says of where the publication appeared."""
    parts = about.iris(thing, DCTERMS.isPartOf)
    return Imprint(
        part_of=tuple(title for part in parts for title in about.wordings(part, DCTERMS.title)),
        volume=about.text(thing, BIBO.volume),
        issue=about.text(thing, BIBO.issue),
        page_range=about.text(thing, BIBO.pages),
        edition=about.text(thing, BIBO.edition),
        report_number=about.text(thing, BIBO.number),
        places=about.texts(thing, PLACE_OF_PUBLICATION),
        extent=about.text(thing, DCTERMS.extent),
    )


def related_publications(about: Description, thing: NamedNode) -> Iterator[RelatedPublications]:
    """The publications that it is related to, but for the series that the document describes."""
    for kind, name in _NAMES.items():
        related = about.iris(thing, DCTERMS[kind])
        found = tuple(one.value for one in related if not about.wordings(one, DCTERMS.title))
        if found:
            yield RelatedPublications(name, found)

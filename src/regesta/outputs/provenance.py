"""Where a document comes from: its source, the place in it, its date and its licence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from regesta.outputs.description import Description
from regesta.outputs.wording import Reference, Wording, label_thing
from regesta.vocabulary import DCTERMS, PROV, REGESTA


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of a record document."""

    document: str
    modified: str
    licence: str
    sources: tuple[Reference, ...]
    place_in_source: str


def describe_provenance(
    about: Description,
    document: NamedNode,
    names: Mapping[str, Sequence[Wording]],
    languages: Sequence[str],
) -> Provenance:
    """Read the origin of a document out of what it says of itself."""
    sources = about.iris(document, PROV.wasDerivedFrom)
    return Provenance(
        document=document.value,
        modified=about.text(document, DCTERMS.modified),
        licence=about.text(document, DCTERMS.license),
        sources=tuple(
            label_thing(one.value, names.get(one.value, ()), languages) for one in sources
        ),
        place_in_source=about.text(document, REGESTA.placeInSource),
    )

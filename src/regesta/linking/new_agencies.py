"""New agencies: bodies that a source names and no authority knows, published by their names."""

from collections.abc import Sequence

from regesta.findings import Finding
from regesta.identifiers import Identifiers, distinct_name
from regesta.linking.authorities import Authorities
from regesta.linking.folding import clean, keys
from regesta.linking.lexicon import NOBODY
from regesta.messages import new_finding
from regesta.records import Kind, Name, NewAgency, Text
from regesta.values.authority_iris import authority_iri

_MISSPELT = 0.85
_LONGEST = 300


class NewAgencies:
    """Makes agencies of names, by nothing but the name and the authorities."""

    def __init__(self, authorities: Authorities, identifiers: Identifiers) -> None:
        self._identifiers = identifiers
        self._taken = frozenset(
            thing.local_name for thing in authorities.things if thing.kind is Kind.AGENCY
        )

    def build(self, name: Name, variants: Sequence[Text] = ()) -> NewAgency | None:
        """The agency of a name; the same written name always gives the same one.

        None where the name is nobody's, as “[s.n.]” on a library's card, or too long to be one.
        """
        written = " ".join(clean(name.value).split()).strip(" ,;:/")
        words = keys(written)
        if not words or words in NOBODY or len(written) > _LONGEST:
            return None
        match = authority_iri(name.identifier) if name.identifier else None
        return NewAgency(
            identifier=distinct_name(written, self._taken),
            name=Text(written),
            variants=tuple(dict.fromkeys(text for text in variants if text.value != written)),
            matches=(match,) if match else (),
        )

    def iri(self, agency: NewAgency) -> str:
        """The IRI of a new agency."""
        return self._identifiers.thing("agency", agency.identifier).value


def agency_new(name: Name, suggestions: Sequence[tuple[str, float]]) -> Finding:
    """What a curator is told of a new agency: a warning where it may be a misspelt known one."""
    near = [
        f"“{label}” ({likeness:.0%})" for label, likeness in suggestions if likeness > _MISSPELT
    ]
    if near:
        return new_finding("agency-new-similar", name.place, value=name.value, near=", ".join(near))
    return new_finding("agency-new", name.place, value=name.value)

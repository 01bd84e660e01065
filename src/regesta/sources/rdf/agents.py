"""Persons, bodies, places and subjects: the names that nodes or texts of RDF stand for."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pyoxigraph as ox

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Contributor, Name, Place, Text
from regesta.sources.rdf.description import Description, Term, last_part
from regesta.values.standard_numbers import normalise_orcid
from regesta.vocabulary import EU_AUTHORITIES, GEONAMES_FEATURES, expand_iri

_PERSONS: Final = frozenset(
    map(expand_iri, ("foaf:Person", "schema:Person", "bf:Person", "vcard:Individual"))
)
_BODIES: Final = frozenset(
    map(
        expand_iri,
        "foaf:Organization foaf:Group org:Organization org:OrganizationalUnit "
        "org:FormalOrganization "
        "schema:Organization schema:GovernmentOrganization schema:NGO schema:Corporation "
        "schema:EducationalOrganization schema:CollegeOrUniversity schema:ResearchOrganization "
        "schema:NewsMediaOrganization schema:FundingAgency vcard:Organization bf:Organization "
        "schema:GovernmentOffice bf:Jurisdiction".split(),
    )
)
_PLACES: Final = frozenset(
    map(
        expand_iri,
        "schema:Place schema:Country schema:City schema:AdministrativeArea schema:State "
        "dcterms:Location gn:Feature edm:Place bf:Place".split(),
    )
)
_GEONAMES = re.compile(r"https?://(?:www\.|sws\.)?geonames\.org/(\d+)(?:/.*)?")
_KNOWN_TO_MANY = re.compile(
    r"https?://(?:ror\.org|www\.wikidata\.org|wikidata\.org|isni\.org|www\.isni\.org|viaf\.org|"
    r"id\.loc\.gov|d-nb\.info|doi\.org/10\.13039)/"
)
_OF_BODIES = re.compile(r"https?://(?:ror\.org|doi\.org/10\.13039)/|.*/id/agency/")
_OWN = re.compile(r".*/id/(agency|theme|region|person|publication)/([a-z0-9-]+)")


class Agents:
    """Reads names from the description of one publication."""

    def __init__(self, described: Description, place: Place, languages: tuple[str, ...]) -> None:
        self._described = described
        self._place = place
        self._languages = languages
        self.findings: list[Finding] = []

    def contributor(self, term: Term, field: str, role: str | None = None) -> Contributor | None:
        """The person or body that a term stands for; None with a finding if it has no name."""
        place = replace(self._place, field=field)
        if isinstance(term, ox.Literal):
            text = " ".join(term.value.split())
            return Contributor(Name(text, place), role=role) if text else None
        family, given = self._described.text(term, "family"), self._described.text(term, "given")
        labels = self._described.labels(term)
        value = self._choose(labels) or " ".join(filter(None, (given, family)))
        identifiers = self.identifiers(term)
        orcid = next(filter(None, map(_orcid, identifiers)), None)
        is_agency = self._is_agency(term, orcid, bool(family))
        if not value:
            value = self._unnamed(term, place, is_agency=bool(is_agency))
        if not value:
            return None
        name = Name(value, place, None if orcid else self._best(identifiers))
        variants = tuple(text for text in labels if text.value != value) if labels else ()
        parts = (family or None, given or None) if family else (None, None)
        return Contributor(name, *parts, orcid, is_agency, role, variants)

    def name(self, term: Term, field: str) -> Name | None:
        """The name of a body, a place or a subject; its IRI where the file has no name for it."""
        place = replace(self._place, field=field)
        if isinstance(term, ox.Literal):
            text = " ".join(term.value.split())
            identifier = _place_iri(text) if text.startswith("http") else None
            return Name(text, place, identifier) if text else None
        value = self._choose(self._described.labels(term))
        identifiers = self.identifiers(term)
        if not value and isinstance(term, ox.NamedNode):
            value = word_of(term.value)
        if not value:
            code = self._described.text(term, "identifier")
            value = code if len(code) < 10 else ""
        return Name(value, place, self._best(identifiers)) if value else None

    def kind(self, term: Term) -> str:
        """Whether a node is typed as a person, an agency or a region; empty if as none."""
        classes = set(self._described.classes(term))
        own = _OWN.fullmatch(term.value) if isinstance(term, ox.NamedNode) else None
        if own:
            return own[1]
        for word, known in (("person", _PERSONS), ("agency", _BODIES), ("region", _PLACES)):
            if classes & known:
                return word
        is_feature = isinstance(term, ox.NamedNode) and _GEONAMES.fullmatch(term.value)
        return "region" if is_feature else ""

    def identifiers(self, term: Term) -> list[str]:
        """The IRIs of a node: its own, and those that it is said to be the same as."""
        found = [term.value] if isinstance(term, ox.NamedNode) else []
        for value in self._described.all(term, "same"):
            if not isinstance(value, ox.BlankNode):
                found.append(value.value.strip())
        for value in self._described.all(term, "identifier"):
            text = value.value if not isinstance(value, ox.BlankNode) else ""
            if isinstance(value, ox.BlankNode):
                text = self._described.text(value, "identifier_value")
            if text.startswith("http") or normalise_orcid(text):
                found.append(text.strip())
        return found

    def _is_agency(self, term: Term, orcid: str | None, has_parts: bool) -> bool | None:
        kind = self.kind(term)
        if kind == "person" or orcid or has_parts:
            return False
        if kind == "agency" or any(_OF_BODIES.match(iri) for iri in self.identifiers(term)):
            return True
        return None

    def _unnamed(self, term: Term, place: Place, *, is_agency: bool) -> str:
        """What to call somebody of whom the file only has the address."""
        iri = term.value if isinstance(term, ox.NamedNode) else ""
        own = _OWN.fullmatch(iri)
        if own and own[1] == "person":
            return own[2].replace("-", " ").title()
        if iri and is_agency:
            return word_of(iri)
        self.findings.append(
            new_finding("rdf-name-missing", place, value=iri or "an entry without address")
        )
        return ""

    def _choose(self, labels: Iterable[Text]) -> str:
        """The name in the language of the source, in English, in none, or the first."""
        listed = list(labels)
        for language in (*self._languages, "en", None):
            for text in listed:
                if _primary(text.language) == _primary(language):
                    return text.value
        return listed[0].value if listed else ""

    @staticmethod
    def _best(identifiers: list[str]) -> str | None:
        """The identifier that an authority is most likely to know."""
        for iri in identifiers:
            if region := _place_iri(iri):
                return region
        known = [iri for iri in identifiers if _KNOWN_TO_MANY.match(iri)]
        return next(iter((*known, *identifiers)), None)


def word_of(iri: str) -> str:
    """A word for a thing that has no name: its code in a list of the EU, our own name, its IRI."""
    own = _OWN.fullmatch(iri)
    if own:
        return own[2].replace("-", " ") if not own[2].isdecimal() else iri
    return last_part(iri) if iri.startswith(EU_AUTHORITIES) else iri


def _place_iri(iri: str) -> str | None:
    found = _GEONAMES.fullmatch(iri)
    return f"{GEONAMES_FEATURES}{found[1]}/" if found else None


def _orcid(iri: str) -> str | None:
    return normalise_orcid(iri) if "orcid.org" in iri or not iri.startswith("http") else None


def _primary(language: str | None) -> str | None:
    return language.partition("-")[0].lower() if language else None

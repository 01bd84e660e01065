"""Whatever a source writes, mapping neither fails nor makes what no format can hold."""

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st
from record_files import BASE

from regesta.findings import Severity
from regesta.identifiers import Identifiers
from regesta.mapping.agencies import map_agency
from regesta.mapping.persons import map_person
from regesta.mapping.publications import map_publication
from regesta.records import (
    Identifier,
    Kind,
    Link,
    LinkedRecord,
    Name,
    NewAgency,
    Person,
    Place,
    Record,
    Relation,
    Role,
    Text,
)
from regesta.serialisation import FORMATS
from regesta.settings import SourceSettings
from regesta.validation.literals import validate_literals
from regesta.validation.validator import Validator
from regesta.validation.values import validate_values

IDENTIFIERS = Identifiers(BASE)
VALIDATOR = Validator.load()
ANY = st.text(st.characters(exclude_categories=[]), max_size=12)
NASTY = st.sampled_from(
    ["", " ", "\x00", "\ud800", "a\r\nb", "<x>", '"', "http://a b", "\u202e", "²"]
)
TEXT = ANY | NASTY
TEXTS = st.lists(st.builds(Text, TEXT, st.none() | TEXT), max_size=2).map(tuple)
VALUE = st.none() | TEXT
PLACE = Place("s", "s.txt", 1)
PLACES = st.builds(Place, st.just("s"), TEXT, row=st.none() | st.integers(1, 9), key=VALUE)
LINKS = st.builds(
    Link,
    role=st.sampled_from(Role),
    kind=st.sampled_from(Kind),
    iri=st.sampled_from([f"{BASE}id/agency/a", f"{BASE}id/agency/b", "https://sws.geonames.org/1/"])
    | TEXT,
    name=TEXT,
    place=st.just(PLACE),
    score=st.floats(0, 1),
    evidence=TEXT,
    stated=st.booleans(),
    position=st.integers(0, 3),
    relator=st.none() | st.sampled_from(["edt", "aut", "zzz"]) | TEXT,
)
STRINGS = st.lists(TEXT, max_size=2).map(tuple)
RECORDS = st.builds(
    Record,
    identifier=st.sampled_from(["a", "a-b", "Not one", ""]),
    place=PLACES,
    titles=TEXTS,
    alternative_titles=TEXTS,
    abstracts=TEXTS,
    issued=VALUE,
    modified=VALUE,
    languages=STRINGS,
    document_type=VALUE,
    identifiers=st.lists(
        st.builds(Identifier, st.sampled_from(["doi", "isbn", "issn", "local", "else"]), TEXT),
        max_size=3,
    ).map(tuple),
    pages=STRINGS,
    matches=STRINGS,
    keywords=st.lists(st.builds(Name, TEXT, st.just(PLACE), VALUE), max_size=2).map(tuple),
    relations=st.lists(
        st.builds(
            Relation,
            st.sampled_from(["relation", "isPartOf", "references"]) | TEXT,
            st.sampled_from(["10.1000/1", "https://example.org/1"]) | TEXT,
        ),
        max_size=2,
    ).map(tuple),
    volume=VALUE,
    issue=VALUE,
    page_range=VALUE,
    edition=VALUE,
    report_number=VALUE,
    publication_places=STRINGS,
    part_of=TEXTS,
    extent=VALUE,
    licence=VALUE,
)
LINKED = st.builds(LinkedRecord, RECORDS, st.lists(LINKS, max_size=4).map(tuple))
SOURCES = st.builds(
    SourceSettings,
    name=st.just("s"),
    reader=st.just("records"),
    path=TEXT,
    title=TEXT,
    modified=st.sampled_from(["2026-11-23", "never"]),
    url=TEXT,
    licence=TEXT,
)


@given(LINKED, SOURCES)
@settings(max_examples=150, deadline=None)
def test_any_record_becomes_well_formed_quads(linked: LinkedRecord, source: SourceSettings) -> None:
    quads = map_publication(linked, source, IDENTIFIERS)
    assert quads == map_publication(linked, source, IDENTIFIERS)
    assert len(set(quads)) == len(quads)
    assert list(validate_literals(quads)) == []
    triples = [quad.triple for quad in quads]
    for rdf_format in FORMATS:
        written = ox.serialize(triples, format=rdf_format.engine)
        read = {quad.triple for quad in ox.parse(written, format=rdf_format.engine)}
        assert read == set(triples), rdf_format.name


AGENCIES = st.builds(
    NewAgency, st.just("a"), st.builds(Text, TEXT, VALUE), variants=TEXTS, matches=STRINGS
)
PERSONS = st.builds(
    Person,
    st.just("a"),
    TEXT,
    given_name=VALUE,
    family_name=VALUE,
    orcid=VALUE,
    variants=TEXTS,
)


@given(AGENCIES, PERSONS)
@settings(max_examples=100, deadline=None)
def test_any_agency_and_person_become_well_formed_quads(agency: NewAgency, person: Person) -> None:
    for quads in (map_agency(agency, IDENTIFIERS), map_person(person, IDENTIFIERS)):
        assert len(set(quads)) == len(quads) >= 3
        assert list(validate_literals(quads)) == []


@given(LINKED, SOURCES)
@settings(max_examples=50, deadline=None)
def test_any_record_is_judged(linked: LinkedRecord, source: SourceSettings) -> None:
    quads = map_publication(linked, source, IDENTIFIERS)
    findings = (
        *validate_values(linked.record),
        *VALIDATOR.validate_record(quads, (), linked.record),
    )
    if not quads:
        assert any(finding.severity is Severity.VIOLATION for finding in findings)
    for finding in findings:
        assert "_:" not in finding.message

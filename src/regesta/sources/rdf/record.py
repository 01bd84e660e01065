"""One publication of a file of RDF as a record."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyoxigraph as ox

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record, Text
from regesta.settings import SourceSettings
from regesta.sources.rdf.description import Description
from regesta.sources.rdf.identifying import record_name
from regesta.sources.rdf.makers import Makers
from regesta.sources.rdf.parsing import BASE, syntax_finding
from regesta.sources.rdf.topics import read_topics
from regesta.sources.rdf.works import Work
from regesta.sources.reader import with_record


def read_publication(
    content: str, subject: str, place: Place, source: SourceSettings
) -> Iterator[Record | Finding]:
    """The findings and the record of a publication that N-Triples describe."""
    try:
        described = Description(content, subject)
    except SyntaxError as error:
        yield syntax_finding(error, place)
        return
    node = described.subject
    iri = node.value if isinstance(node, ox.NamedNode) else None
    there = replace(place, key=iri.removeprefix(BASE) if iri else place.key)
    languages = (source.language,) if source.language else ()
    work = Work(described, there)
    makers = Makers(described, there, languages)
    fields: dict[str, Any] = {
        **work.fields(),
        **makers.fields(),
        **read_topics(described, makers.agents),
    }
    findings = [*work.findings, *makers.agents.findings]
    titles: tuple[Text, ...] = fields["titles"]
    title = titles[0].value if titles else ""
    yield from (with_record(finding, title) for finding in dict.fromkeys(findings))
    if not titles:
        missing = replace(there, field="title")
        yield new_finding("rdf-title-missing", missing, value=iri or "")
        return
    doi = next((each.value for each in fields["identifiers"] if each.scheme == "doi"), "")
    namespace = str(source.options.get("namespace", ""))
    matches = (iri,) if iri and iri.startswith(("http://", "https://")) else ()
    yield Record(
        identifier=record_name(source.name, node, namespace, doi),
        place=there,
        **{**fields, "matches": tuple(dict.fromkeys((*matches, *fields["matches"])))},
        places=_places(fields, described, there),
    )


def _places(
    fields: dict[str, Any], described: Description, place: Place
) -> tuple[tuple[str, Place], ...]:
    """The property that each field was read from, as far as one alone is known."""
    found = []
    for name, field in _FIELDS.items():
        words = described.property_of(field)
        if fields.get(name) and words:
            found.append((name, replace(place, field=words)))
    return tuple(found)


_FIELDS = {
    "titles": "title",
    "alternative_titles": "alternative",
    "abstracts": "abstract",
    "issued": "issued",
    "languages": "language",
    "document_type": "kind",
    "identifiers": "identifier",
    "pages": "page",
    "part_of": "part_of",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "extent": "extent",
    "licence": "licence",
    "modified": "modified",
}

"""Makes an edit of what was sent: linked, mapped and validated as in a build."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from regesta.editing.edit import Edit, place_of
from regesta.editing.editor import RdfBody
from regesta.findings import Finding, has_violation
from regesta.identifiers import Identifiers
from regesta.mapping.sources import map_source
from regesta.messages import new_finding
from regesta.pipeline.authorities import read_authority_graphs
from regesta.pipeline.outcome import Outcome
from regesta.pipeline.pipeline import make_preparer
from regesta.pipeline.written_graphs import MOST_STATEMENTS, graph_faults, read_graph
from regesta.pipeline.written_records import edits_source, read_written_record
from regesta.release.graphs import graph_lines
from regesta.release.release import Release
from regesta.release.revised_graphs import RevisedGraphs
from regesta.settings import Settings, release_time
from regesta.validation.validator import Validator
from regesta.vocabulary import DCTERMS


class Drafting:
    """Judges what is sent against one catalogue; making it reads the authorities and shapes."""

    def __init__(self, settings: Settings) -> None:
        self._catalogue = settings.catalogue
        self._identifiers = Identifiers(settings.catalogue.base_iri)
        self._authorities = read_authority_graphs(settings, self._identifiers)
        self._validator = Validator.load()
        self._preparer = make_preparer(settings, self._authorities, self._validator)

    def read(self, name: str, body: RdfBody) -> list[Quad]:
        """The statements that were sent. Raises MalformedBodyError."""
        return read_graph(body, self._identifiers.document("publication", name))

    def graph(self, name: str, quads: Sequence[Quad], release: Release) -> Edit:
        """The edit that statements make, with what is wrong with it."""
        faults = self._faults(name, quads)
        if faults:
            return self._edit(name, "", (), faults)
        document = self._identifiers.document("publication", name)
        own = [Quad(each.subject, each.predicate, each.object, document) for each in quads]
        others, dangling = self._neighbours(name, own, release)
        found = [
            replace(each, place=replace(place_of(name), field=each.place.field))
            for each in self._validator.validate_record(own, others)
        ]
        edit = self._edit(name, self._title(name, own), own, [*dangling, *found])
        return replace(edit, beside=self._missing(release, self._subdivisions(own)))

    def record(self, name: str, values: Mapping[str, Any], release: Release) -> Edit:
        """The edit that a record makes, with what is wrong with it."""
        source = edits_source(release_time().date().isoformat())
        outcomes = self._preparer.outcomes(read_written_record(values, name), source)
        findings: list[Finding] = []
        made: Outcome | None = None
        for each in outcomes:
            if isinstance(each, Finding):
                findings.append(each)
            else:
                made = each
                findings.extend(each.findings)
        if made is None:
            return self._edit(name, "", (), findings)
        edit = self._edit(name, made.linked.record.title, made.quads, findings)
        if has_violation(edit.findings):
            return edit
        described = map_source(edits_source(self._catalogue.modified), self._identifiers)
        beside = chain(made.others.values(), [described], self._subdivisions(made.quads))
        return replace(edit, record=dict(values), beside=self._missing(release, beside))

    def _faults(self, name: str, quads: Sequence[Quad]) -> list[Finding]:
        if len(quads) > MOST_STATEMENTS:
            number, most = f"more than {MOST_STATEMENTS:,}", f"{MOST_STATEMENTS:,}"
            return [new_finding("edit-too-large", place_of(name), number=number, most=most)]
        return list(dict.fromkeys(graph_faults(quads, name, self._identifiers)))

    def _edit(
        self, name: str, title: str, quads: Sequence[Quad], findings: Iterable[Finding]
    ) -> Edit:
        thing = self._identifiers.thing("publication", name).value
        told = tuple(dict.fromkeys(each.about(title, thing) for each in findings))
        return Edit(name, self._identifiers.base_iri, title, graph_lines(quads), {}, told)

    def _title(self, name: str, quads: Iterable[Quad]) -> str:
        thing = self._identifiers.thing("publication", name)
        titles = [
            quad.object.value
            for quad in quads
            if (quad.subject, quad.predicate) == (thing, DCTERMS.title)
            and isinstance(quad.object, Literal)
        ]
        return min(titles, default=name)

    def _neighbours(
        self, name: str, quads: Sequence[Quad], release: Release
    ) -> tuple[list[Quad], list[Finding]]:
        """The graphs of what these quads point at, and what points at nothing."""
        own = self._identifiers.document("publication", name).value
        pointed: dict[str, str] = {}
        for iri in (each.object.value for each in quads if isinstance(each.object, NamedNode)):
            home = self._identifiers.document_of(iri)
            if home and home.value != own and home.value not in self._authorities.graphs:
                pointed[home.value] = iri
        known = [each for each in sorted(pointed) if release.record_checksum(each) is not None]
        example = self._identifiers.thing("agency", "iom").value
        findings = [
            new_finding(
                "edit-link-dangling", place_of(name), value=pointed[each], example_iri=example
            )
            for each in sorted(pointed.keys() - set(known))
        ]
        lines = b"".join(RevisedGraphs(release, {}, frozenset()).lines(known))
        in_release = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
        return [*self._authorities.neighbours(quads), *in_release], findings

    def _subdivisions(self, quads: Sequence[Quad]) -> Iterator[Sequence[Quad]]:
        for document in self._authorities.subdivisions_in(quads):
            yield self._authorities.graphs[document]

    def _missing(self, release: Release, graphs: Iterable[Sequence[Quad]]) -> dict[str, bytes]:
        """Those of some graphs that the release does not have, by their documents."""
        named = {str(graph[0].graph_name)[1:-1]: graph for graph in graphs}
        return {
            document: graph_lines(graph)
            for document, graph in named.items()
            if release.record_checksum(document) is None
        }

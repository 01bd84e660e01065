"""What a new release has in common with the one before, so that only the rest is made anew."""

from array import array
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from regesta.release.graphs import Graphs
from regesta.release.manifest import LAYOUT, engine_versions
from regesta.release.records_index import read_records
from regesta.release.release import Release
from regesta.serialisation import FORMATS, Format, block_writer, prefixes_for

_MOST_CHANGED = 0.3
"""Where more than this share of the documents has changed, all is made anew, which is quicker."""


@dataclass(frozen=True, slots=True)
class Differences:
    """The documents of a new release in order, and where the unchanged ones stand in the old.

    `old_places` has the number of each document in the old release, -1 where it must be made anew.
    `changed` and `deleted` are the documents that the store must forget or replace.
    """

    documents: list[str]
    old: Release | None
    old_places: "array[int]"
    changed: frozenset[str]
    deleted: tuple[str, ...] = field(default=())

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Stretches of documents: the first, the one behind the last, the first's old place."""
        start, places = 0, self.old_places
        for end in range(1, len(places) + 1):
            follows = end < len(places) and (
                places[end] == places[end - 1] + 1 if places[start] >= 0 else places[end] < 0
            )
            if not follows:
                yield start, end, places[start]
                start = end

    def without(self, documents: Set[str]) -> "Differences":
        """The same where these documents are made anew as well."""
        places = array(
            "q",
            (
                -1 if document in documents else place
                for document, place in zip(self.documents, self.old_places, strict=True)
            ),
        )
        return Differences(self.documents, self.old, places, self.changed, self.deleted)


def find_differences(graphs: Graphs, old: Release | None, base_iri: str) -> Differences:
    """Compare the documents with those of a release, if its files can be built upon."""
    new = list(graphs.checksums())
    documents = [document for document, _ in new]
    if old is None or not _is_usable(old, base_iri):
        return _all_new(documents)
    before = {
        line[0]: (place, line[1]) for place, line in enumerate(read_records(old.records_path))
    }
    places = array("q", [-1]) * len(new)
    for number, (document, checksum) in enumerate(new):
        place, known = before.pop(document, (-1, ""))
        places[number] = place if known == checksum else -1
    changed = frozenset(
        document for document, place in zip(documents, places, strict=True) if place < 0
    )
    # The first document of a file has nothing before it, so it is never a mere copy.
    if 0 in places:
        places[places.index(0)] = -1
    if places:
        places[0] = -1
    if len(changed) > _MOST_CHANGED * len(new):
        return _all_new(documents)
    return Differences(documents, old, places, changed, tuple(before))


def _all_new(documents: list[str]) -> Differences:
    places = array("q", [-1]) * len(documents)
    return Differences(documents, None, places, frozenset(documents))


def _is_usable(old: Release, base_iri: str) -> bool:
    manifest = old.manifest
    return (
        manifest.layout == LAYOUT
        and manifest.base_iri == base_iri
        and dict(manifest.versions) == engine_versions()
        and all((old.path / file.name).is_file() for file in manifest.files + manifest.dumps)
        and all(_begins_as_now(old, each) for each in FORMATS)
    )


def _begins_as_now(old: Release, rdf_format: Format) -> bool:
    """Whether a dump has the prefixes of today, which its parts are written with."""
    header = block_writer(rdf_format, prefixes_for(old.manifest.base_iri)).header
    with old.dump_path(rdf_format).open("rb") as file:
        return file.read(len(header)) == header

"""The store of a release: loaded from the dump, or copied from the release before and changed."""

from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from regesta.identifiers import Identifiers
from regesta.release.differences import Differences
from regesta.release.graphs import Graphs, graph_lines
from regesta.release.partition_description import describe_partitions
from regesta.release.partitions import Partitions
from regesta.release.release import STORE_FOLDER, dump_name
from regesta.serialisation import N_QUADS
from regesta.store.oxigraph import OxigraphStore

_AT_ONCE = 2_000
_MUCH = 0.02
"""Where more than this share of the documents has changed, the files of a copy are put in order."""


def load_store(folder: Path, place: Path) -> OxigraphStore:
    """A new store with all that the dump of a release has, open for writing."""
    store = OxigraphStore.create(place)
    store.load_n_quads(folder / dump_name(N_QUADS))
    store.flush()
    store.compact()
    return store


def copy_store(differences: Differences, graphs: Graphs, place: Path) -> OxigraphStore:
    """The store of the old release with the changed documents replaced and the deleted gone."""
    assert differences.old is not None
    store = OxigraphStore.copy(differences.old.path / STORE_FOLDER, place)
    changed = sorted(differences.changed)
    for document in chain(changed, differences.deleted):
        store.remove_graph(document)
    for at in range(0, len(changed), _AT_ONCE):
        store.load_lines(b"".join(graphs.lines(changed[at : at + _AT_ONCE])))
    if len(changed) > _MUCH * len(differences.documents):
        store.flush()
        store.compact()
    return store


def description_lines(partitions: Partitions, identifiers: Identifiers) -> bytes:
    """The description of a store, in a graph that is in no dump, since it follows from the rest."""
    graph = identifiers.page("void")
    described = describe_partitions(partitions, identifiers)
    return graph_lines(
        Quad(triple.subject, triple.predicate, triple.object, graph) for triple in described
    )


def describe_in_store(store: OxigraphStore, lines: bytes, identifiers: Identifiers) -> None:
    """Put the description of a store into it, in the stead of that of an older release."""
    store.remove_graph(identifiers.page("void").value)
    store.load_lines(lines)

"""The store of a release: loaded from the dump, or copied from the release before and changed."""

from itertools import chain
from pathlib import Path

from regesta.release.differences import Differences
from regesta.release.graphs import Graphs
from regesta.release.release import STORE_FOLDER, dump_name
from regesta.serialisation import N_QUADS
from regesta.store.oxigraph import OxigraphStore

_AT_ONCE = 2_000


def load_store(folder: Path, place: Path) -> None:
    """A new store with all that the dump of a release has."""
    store = OxigraphStore.create(place)
    try:
        store.load_n_quads(folder / dump_name(N_QUADS))
        store.flush()
    finally:
        store.close()


def copy_store(differences: Differences, graphs: Graphs, place: Path) -> None:
    """The store of the old release with the changed documents replaced and the deleted gone."""
    assert differences.old is not None
    store = OxigraphStore.copy(differences.old.path / STORE_FOLDER, place)
    try:
        changed = sorted(differences.changed)
        for document in chain(changed, differences.deleted):
            store.remove_graph(document)
        for at in range(0, len(changed), _AT_ONCE):
            store.load_lines(b"".join(graphs.lines(changed[at : at + _AT_ONCE])))
        store.flush()
    finally:
        store.close()

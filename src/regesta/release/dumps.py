"""The dumps: one release as one file in each format, streamed from the sorted statements."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from regesta.release.release import dump_name
from regesta.serialisation import FORMATS, N_QUADS, N_TRIPLES, Format, serialise_to
from regesta.serialisation.prefixes import prefixes_for

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much (0 while nobody knows)."""


def write_dumps(folder: Path, base_iri: str, progress: Progress) -> None:
    """Write every dump but N-Quads and N-Triples, which the folder has already."""
    rest = [each for each in FORMATS if each not in (N_QUADS, N_TRIPLES)]
    for number, rdf_format in enumerate(rest, start=1):
        _write_dump(folder, rdf_format, base_iri)
        progress("dumps", number, len(rest))


def _write_dump(folder: Path, rdf_format: Format, base_iri: str) -> None:
    source = N_QUADS if rdf_format.has_graphs else N_TRIPLES
    quads = ox.parse(path=str(folder / dump_name(source)), format=source.engine)
    with (folder / dump_name(rdf_format)).open("wb", buffering=1024**2) as file:
        serialise_to(quads, rdf_format, file, prefixes_for(base_iri))

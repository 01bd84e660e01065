"""Build time per record: Regesta against the naive way, on the same records.

    python benchmarks/build.py [--publications 300]

The naive way is what a script of an afternoon does with the libraries everybody knows: all triples
into one rdflib graph, one pySHACL run over it with the same shapes, rdflib's own serialisers for
the same formats. It is given the very quads that Regesta maps, so reading, linking and mapping are
in both times. Each way runs in a process of its own, so that its memory is its own.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate
import pyoxigraph as ox
import pyshacl
import rdflib

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.mapping.persons import map_person
from regesta.mapping.publications import map_publication
from regesta.mapping.sources import map_source
from regesta.pipeline import Pipeline
from regesta.pipeline.authorities import read_authority_graphs, read_ontology
from regesta.records import Record
from regesta.release.repository import ReleaseRepository
from regesta.settings import Settings, load_settings, release_time
from regesta.sources.registry import reader

RDFLIB_FORMATS = ("turtle", "json-ld", "nt", "xml", "nquads", "trig")


def main() -> None:
    """Run both ways, print seconds, milliseconds per record, memory, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publications", type=int, default=300)
    parser.add_argument("--way", choices=("regesta", "naive"), help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        _run_way(options.way, options.data)
        return
    with tempfile.TemporaryDirectory() as name:
        data = generate.write_data_folder(
            Path(name) / "data", options.publications, asset("data", "authorities")
        )
        results = {way: _measure(way, data) for way in ("regesta", "naive")}
    print(f"{options.publications} publications, with the authorities of the default catalogue")
    print(f"{'':12}{'seconds':>10}{'ms/record':>12}{'peak MB':>10}")
    for way, (seconds, peak) in results.items():
        per_record = seconds / options.publications * 1000
        print(f"{way:12}{seconds:>10.2f}{per_record:>12.2f}{peak:>10.0f}")
    ratio = results["regesta"][0] / results["naive"][0]
    print(f"Regesta takes {ratio:.2f} of the naive way's time.")


def _measure(way: str, data: Path) -> tuple[float, float]:
    """Seconds and megabytes of one way in a process of its own, interpreter start left out."""
    command = [sys.executable, __file__, "--way", way, "--data", str(data)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, peak = done.stdout.split()[-2:]
    return float(seconds), float(peak)


def _run_way(way: str, data: Path) -> None:
    settings = load_settings(data, data.parent / f"releases-{way}", {})
    start = time.perf_counter()
    (_build_with_regesta if way == "regesta" else _build_naively)(settings)
    seconds = time.perf_counter() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _build_with_regesta(settings: Settings) -> None:
    Pipeline(settings).build(ReleaseRepository(settings.releases), release_time())


def _build_naively(settings: Settings) -> None:
    dataset = rdflib.Dataset(default_union=True)
    quads = _mapped_quads(settings)
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    dataset.parse(data=text, format="nquads")
    graph = rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    shapes = rdflib.Graph()
    for path in sorted(asset("shapes").glob("*.ttl")):
        shapes.parse(path)
    pyshacl.validate(graph, shacl_graph=shapes)
    folder = settings.releases
    folder.mkdir()
    for name in RDFLIB_FORMATS:
        source = dataset if name in ("nquads", "trig", "json-ld") else graph
        source.serialize(folder / f"dump.{name}", format=name)


def _mapped_quads(settings: Settings) -> list[ox.Quad]:
    """What Regesta maps, before anything is validated."""
    identifiers = Identifiers(settings.catalogue.base_iri)
    authorities = read_authority_graphs(settings, identifiers)
    known = Authorities.from_quads(authorities.quads(), identifiers)
    linker = Linker(known, identifiers, settings.catalogue.languages)
    quads = [*authorities.quads(), *read_ontology()]
    for source in settings.catalogue.sources:
        quads += map_source(source, identifiers)
        for record in reader(source.reader).read_records(settings.data / source.path, source.name):
            assert isinstance(record, Record)
            linked, _ = linker.link_record(record)
            quads += map_publication(linked, source, identifiers)
            for person in linked.persons:
                quads += map_person(person, identifiers)
    return quads


if __name__ == "__main__":
    main()

"""Validation alone: Regesta's against pySHACL, on the same records.

    python benchmarks/validation.py [--publications 1000 10000] [--slow-at-most 1000]

The ways: `regesta` is `Validator.validate_records` with what it needs for findings; `all cores` is
the same in one process for each core; `pyshacl, record by record` is the same validator with
pySHACL, its shapes prepared once, as the only engine; `pyshacl, one graph` is `pyshacl.validate` on
one rdflib graph of everything. All are given quads that were mapped before. Each way runs in a
process of its own; its memory is what it needs beyond the mapped records.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import generate
import pyshacl
import rdflib
from pyoxigraph import Quad

from regesta.assets import asset
from regesta.findings import Finding
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.mapping.persons import map_person
from regesta.mapping.publications import map_publication
from regesta.pipeline.authorities import read_authority_graphs
from regesta.records import Record
from regesta.settings import load_settings
from regesta.sources.registry import reader
from regesta.validation.pyshacl_engine import PyshaclEngine
from regesta.validation.shapes import read_shapes, shape_files
from regesta.validation.terms import as_rdflib_graph
from regesta.validation.validator import RecordData, Validator

_UNIT = 500
Found = list[tuple[Finding, ...]]


def main() -> None:
    """Run all ways at all sizes; print records per second, memory, and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publications", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--slow-at-most", type=int, default=10_000, help="Leave pySHACL out above.")
    parser.add_argument("--way", choices=_WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        _run_way(options.way, options.publications[0])
        return
    print(
        f"{'publications':>12}  {'way':26}{'seconds':>9}{'records/s':>11}{'ms/record':>11}{'MB':>7}"
    )
    for number in options.publications:
        ways = [way for way in _WAYS if number <= options.slow_at_most or "pyshacl" not in way]
        results = {way: _measure(way, number) for way in ways}
        for way, (seconds, peak) in results.items():
            rate, each = number / seconds, seconds / number * 1000
            print(f"{number:>12,}  {way:26}{seconds:>9.2f}{rate:>11,.0f}{each:>11.3f}{peak:>7.0f}")
        for way in ways[1:]:
            print(f"{'':14}regesta / {way}: {results['regesta'][0] / results[way][0]:.3f}")


def _measure(way: str, number: int) -> tuple[float, float]:
    command = [sys.executable, __file__, "--way", way, "--publications", str(number)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, peak = done.stdout.split()[-2:]
    return float(seconds), float(peak)


def _run_way(way: str, number: int) -> None:
    records = list(_mapped_records(number))
    before = _peak()
    start = time.perf_counter()
    _WAYS[way](records)
    print(time.perf_counter() - start, _peak() - before)


def _peak() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, children) / 1024


def _regesta(records: list[RecordData]) -> Found:
    return _in_units(Validator.load(), records)


def _record_by_record(records: list[RecordData]) -> Found:
    return _in_units(Validator(read_shapes(shape_files()), "en", PyshaclEngine), records)


def _in_units(validator: Validator, records: list[RecordData]) -> Found:
    starts = range(0, len(records), _UNIT)
    return [
        each
        for start in starts
        for each in validator.validate_records(records[start : start + _UNIT])
    ]


def _all_cores(records: list[RecordData]) -> None:
    """Forked, so that the records need not be sent; a build makes them in the same process."""
    cores = os.cpu_count() or 1
    shares = [range(core, len(records), cores) for core in range(cores)]
    validator = Validator.load()

    def validate(share: range) -> None:
        _in_units(validator, [records[number] for number in share])

    children = [get_context("fork").Process(target=validate, args=(share,)) for share in shares]
    for child in children:
        child.start()
    for child in children:
        child.join()
        assert child.exitcode == 0


def _one_graph(records: list[RecordData]) -> None:
    quads: dict[Quad, None] = {}
    for own, neighbours, _record in records:
        quads |= dict.fromkeys(chain(own, neighbours))
    data, shapes = rdflib.Graph(), rdflib.Graph()
    data += as_rdflib_graph(quads)
    shapes += read_shapes(shape_files())
    pyshacl.validate(data, shacl_graph=shapes)


def _mapped_records(number: int) -> Iterator[RecordData]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = generate.write_data_folder(folder / "data", number, asset("data", "authorities"))
        settings = load_settings(data, folder / "releases", {})
        identifiers = Identifiers(settings.catalogue.base_iri)
        authorities = read_authority_graphs(settings, identifiers)
        known = Authorities.from_quads(authorities.quads(), identifiers)
        linker = Linker(known, identifiers, settings.catalogue.languages)
        (source,) = settings.catalogue.sources
        for record in reader(source.reader).read_records(data / source.path, source):
            assert isinstance(record, Record)
            linked, _ = linker.link_record(record)
            own = map_publication(linked, source, identifiers)
            persons = [map_person(person, identifiers) for person in linked.persons]
            yield own, [*authorities.neighbours(own), *chain.from_iterable(persons)], linked.record


_WAYS: dict[str, Callable[[list[RecordData]], object]] = {
    "regesta": _regesta,
    "regesta, all cores": _all_cores,
    "pyshacl, record by record": _record_by_record,
    "pyshacl, one graph": _one_graph,
}

if __name__ == "__main__":
    main()

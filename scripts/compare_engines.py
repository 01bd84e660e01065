"""Compares the compiled engine with pySHACL on many odd records and on the default catalogue.

    PYTHONPATH=src:scripts python scripts/compare_engines.py [--odd 20000] [--seed 0]

Records are compared by the shape, focus node, path, value, component and severity of every result.
Exit status 1 and the records that differ, if any does. Beyond what the tests do: every property of
every thing with every odd value, and as many invented records as you like.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

from odd_records import OddRecords, as_record

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.mapping.persons import map_person
from regesta.mapping.publications import map_publication
from regesta.pipeline.authorities import read_authority_graphs
from regesta.records import Record
from regesta.settings import Settings, SourceSettings, load_settings
from regesta.sources.registry import reader
from regesta.validation.compiled_engine import CompiledEngine
from regesta.validation.engine import RecordGraph
from regesta.validation.excerpt import read_excerpt
from regesta.validation.pyshacl_engine import PyshaclEngine
from regesta.validation.shapes import read_shapes, shape_files

_AT_ONCE = 500


def main() -> int:
    """Compare, and say how much was compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--odd", type=int, default=20_000, help="How many records to invent.")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    odd, chance = OddRecords(), Random(options.seed)
    values = (asset("tests", "fixtures", "shapes") / "odd-values.txt").read_text(encoding="utf-8")
    parts = {
        "the default catalogue": catalogue_records(),
        "every property with every value": odd.systematic(values.splitlines()),
        "invented records": (odd.invent(chance) for _ in range(options.odd)),
    }
    shapes = read_shapes(shape_files())
    engines = CompiledEngine(shapes), PyshaclEngine(shapes)
    return 1 if sum([_compare(name, records, *engines) for name, records in parts.items()]) else 0


def _compare(
    name: str, records: Iterable[RecordGraph], engine: CompiledEngine, reference: PyshaclEngine
) -> int:
    """How many records of one part differ."""
    remaining = iter(records)
    compared = alike = different = 0
    while some := list(islice(remaining, _AT_ONCE)):
        pairs = zip(some, engine.validate(some), reference.validate(some), strict=True)
        for record, found, expected in pairs:
            compared += 1
            alike += read_excerpt(record) is not None
            if found != expected:
                different += 1
                print(
                    "DIFFERENT", *record.quads, "compiled:", found, "pySHACL:", expected, sep="\n"
                )
    print(f"{name}: {compared:,} records, {alike:,} by the compiled engine, {different} differ")
    return different


def catalogue_records() -> Iterator[RecordGraph]:
    """Every authority, publication and person of the default catalogue."""
    settings = load_settings(asset("data"), Path("unused"), {})
    identifiers = Identifiers(settings.catalogue.base_iri)
    graphs = read_authority_graphs(settings, identifiers)
    for quads in graphs.graphs.values():
        yield as_record(list(quads), graphs.neighbours(quads))
    known = Authorities.from_quads(graphs.quads(), identifiers)
    linker = Linker(known, identifiers, settings.catalogue.languages)
    for source, record in _records(settings):
        linked, _ = linker.link_record(record)
        own = map_publication(linked, source, identifiers)
        persons = [map_person(person, identifiers) for person in linked.persons]
        neighbours = [*graphs.neighbours(own), *(quad for person in persons for quad in person)]
        yield as_record(list(own), neighbours)
        yield from (as_record(list(person), []) for person in persons)


def _records(settings: Settings) -> Iterator[tuple[SourceSettings, Record]]:
    for source in settings.catalogue.sources:
        for item in reader(source.reader).read_records(settings.data / source.path, source):
            if isinstance(item, Record):
                yield source, item


if __name__ == "__main__":
    sys.exit(main())

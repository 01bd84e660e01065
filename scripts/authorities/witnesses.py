"""Checks identifiers of agencies against their witnesses: a registry, or the verified table."""

import gzip
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from authorities.labels import plain
from authorities.tables import TableError

_REGISTRY = "ROR"
_TABLE = "identifiers.md: "


class Witnesses:
    """The reference data that an agency's identifiers must agree with."""

    def __init__(self, reference: Path) -> None:
        self._reference = reference

    def check(self, name: str, entry: Mapping[str, Any]) -> None:
        """Raise TableError where the witness that an entry names does not say the same."""
        witness = entry.get("witness")
        if witness == _REGISTRY:
            self._check_registry(name, entry)
        elif witness and witness.startswith(_TABLE):
            self._check_table(name, entry, witness.removeprefix(_TABLE))
        elif witness:
            raise TableError(f"agencies.toml: {name} has a witness that nobody knows: {witness}.")

    def _check_registry(self, name: str, entry: Mapping[str, Any]) -> None:
        record = self._registry.get(entry["ror"])
        if record is None or record["status"] != "active":
            raise TableError(f"{name}: ROR has no active record {entry['ror']}.")
        known = {plain(text).casefold() for text in _names(record)}
        labels = (*entry["labels"].values(), *(t for v in entry["also"].values() for t in v))
        if not known & {plain(text).casefold() for text in labels}:
            raise TableError(f"{name}: ROR {entry['ror']} has none of its names, but {known}.")
        for kind in ("wikidata", "isni"):
            if kind in entry and entry[kind] not in set(_external(record, kind)):
                raise TableError(f"{name}: ROR {entry['ror']} does not give {kind} {entry[kind]}.")

    def _check_table(self, name: str, entry: Mapping[str, Any], row: str) -> None:
        lines = (self._reference / "identifiers.md").read_text(encoding="utf-8").splitlines()
        rows = [line for line in lines if line.startswith(f"| {row} |")]
        for kind in ("wikidata", "ror", "isni"):
            if kind in entry and not any(entry[kind] in line for line in rows):
                raise TableError(f"{name}: the row {row} does not give {kind} {entry[kind]}.")

    @cached_property
    def _registry(self) -> dict[str, dict[str, Any]]:
        path = self._reference / "ror" / "ror_latest.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records = map(json.loads, lines)
            return {record["id"].rpartition("/")[2]: record for record in records}


def _names(record: Mapping[str, Any]) -> Iterator[str]:
    """The names of a record, of either version of the registry's schema."""
    if "names" in record:
        yield from (name["value"] for name in record["names"])
        return
    yield record["name"]
    yield from (*record.get("aliases", ()), *record.get("acronyms", ()))
    yield from (label["label"] for label in record.get("labels", ()))


def _external(record: Mapping[str, Any], kind: str) -> Iterator[str]:
    found = record.get("external_ids", {})
    if isinstance(found, list):
        for one in found:
            if one["type"] == kind:
                yield from one["all"]
        return
    for name, one in found.items():
        if name.lower() == kind:
            yield from [one["all"]] if isinstance(one["all"], str) else one["all"]

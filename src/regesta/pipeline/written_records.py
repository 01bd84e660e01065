"""What was sent as a record: JSON with the keys of the reader of curated records."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from regesta.editing.edit import SOURCE, place_of
from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Record
from regesta.settings import SourceSettings
from regesta.sources.curated.building import read_record
from regesta.sources.curated.nodes import Node, Scalar, Sequence, Table


def edits_source(modified: str) -> SourceSettings:
    """What the documents of written records name as their source."""
    return SourceSettings(SOURCE, "records", SOURCE, "Written over HTTP", modified)


def read_written_record(values: Mapping[str, Any], name: str) -> Iterator[Record | Finding]:
    """The record after its findings, or these alone; the address gives it its name."""
    place = place_of(name)
    own = values.get("id", name)
    if own != name:
        yield new_finding("edit-id-differs", place, value=str(own), name=name)
        return
    yield from read_record(_as_node({**values, "id": name}), place)


def merge_patch(target: object, patch: object) -> object:
    """A JSON value changed by a merge patch (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged


def _as_node(value: object) -> Node:
    if isinstance(value, Mapping):
        return Table(None, None, {str(name): _as_node(each) for name, each in value.items()})
    if isinstance(value, list):
        return Sequence(None, tuple(map(_as_node, value)))
    if value is None or isinstance(value, str):
        return Scalar(None, value or "")
    return Scalar(None, json.dumps(value))

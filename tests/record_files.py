"""Records and links as JSON files of tests write them."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from regesta.records import (
    Contributor,
    Identifier,
    Kind,
    Link,
    LinkedRecord,
    Name,
    Person,
    Place,
    Record,
    Relation,
    Role,
    Text,
)

BASE = "http://localhost:8000/"
_TEXTS = ("titles", "alternative_titles", "abstracts", "part_of")


def read_linked_record(path: Path) -> LinkedRecord:
    """Read `{"record": …, "links": […], "persons": […]}`; links may leave out the usual."""
    return linked_record(json.loads(path.read_text(encoding="utf-8")))


def linked_record(case: dict[str, Any]) -> LinkedRecord:
    record = read_record(case["record"])
    if key := case.get("place_key"):
        record = replace(record, place=replace(record.place, key=key))
    links = tuple(_link(link, record.place) for link in case.get("links", []))
    persons = tuple(Person(**person) for person in case.get("persons", []))
    return LinkedRecord(record, links, persons, tuple(case.get("dates", [])))


def read_record(values: dict[str, Any]) -> Record:
    known = {field.name for field in fields(Record)}
    assert values.keys() <= known, values.keys() - known
    place = Place("list", "list.yaml", 12)
    places = {
        name: Place("list", "list.yaml", line, name)
        for name, line in values.get("places", {}).items()
    }
    converted = {
        name: _convert(name, value, place) for name, value in values.items() if name != "places"
    }
    return Record(**{"place": place, "places": tuple(places.items()), **converted})


def _convert(name: str, value: Any, place: Place) -> Any:
    if name in _TEXTS:
        return tuple(Text(*text) if isinstance(text, list) else Text(text) for text in value)
    if name == "identifiers":
        return tuple(Identifier(*identifier) for identifier in value)
    if name == "relations":
        return tuple(Relation(*relation) for relation in value)
    if name in ("keywords", "funders"):
        return tuple(Name(item, place) for item in value)
    if name in ("creators", "contributors"):
        return tuple(
            Contributor(Name(item["name"], place), orcid=item.get("orcid"), role=item.get("role"))
            for item in value
        )
    return tuple(value) if isinstance(value, list) else value


def _link(values: dict[str, Any], place: Place) -> Link:
    iri = values["iri"]
    return Link(
        role=Role(values["role"]),
        kind=Kind(values.get("kind", "agency")),
        iri=iri if "://" in iri else BASE + iri,
        name=values.get("name", "name"),
        place=place,
        score=values.get("score", 1.0),
        evidence=values.get("evidence", "the source says so"),
        stated=values.get("stated", True),
        position=values.get("position", 0),
        relator=values.get("relator"),
    )

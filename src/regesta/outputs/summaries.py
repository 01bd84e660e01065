"""Publications as lists show them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from regesta.outputs.catalogue import Catalogue, text_of
from regesta.outputs.wording import (
    Reference,
    Wording,
    choose_wording,
    label_thing,
    read_wording,
)
from regesta.store.port import Row
from regesta.vocabulary import DCTERMS, MEMBERSHIP


@dataclass(frozen=True, slots=True)
class Summary:
    """One publication in a list; `through` are regions or themes by which it was found."""

    iri: str
    title: Wording
    issued: str
    creators: tuple[Reference, ...]
    publishers: tuple[Reference, ...]
    regions: tuple[Reference, ...]
    themes: tuple[Reference, ...]
    through: tuple[Reference, ...] = ()


def list_publications(
    catalogue: Catalogue,
    publications: Sequence[str],
    languages: Sequence[str],
    through: Mapping[str, Collection[str]] | None = None,
) -> tuple[Summary, ...]:
    """The summaries of some publications in their order, by one question to the store."""
    rows: dict[str, list[Row]] = {iri: [] for iri in publications}
    for row in catalogue.rows_about(publications):
        rows[text_of(row, "publication")].append(row)
    return tuple(
        _summarise(iri, found, languages, (through or {}).get(iri, ()))
        for iri, found in rows.items()
    )


def _summarise(
    iri: str, rows: Sequence[Row], languages: Sequence[str], through: Collection[str]
) -> Summary:
    titles = [
        read_wording(value)
        for row in rows
        if text_of(row, "property") == DCTERMS.title.value
        and isinstance(value := row["value"], Literal)
    ]
    regions = _references(rows, languages, DCTERMS.spatial.value)
    themes = _references(rows, languages, DCTERMS.subject.value)
    issued = [text_of(row, "value") for row in rows if _is(row, DCTERMS.issued.value)]
    return Summary(
        iri=iri,
        title=choose_wording(titles, languages) or Wording(iri),
        issued=min(issued, default=""),
        creators=_creators(rows, languages),
        publishers=_references(rows, languages, DCTERMS.publisher.value),
        regions=regions,
        themes=themes,
        through=tuple(one for one in (*regions, *themes) if one.iri in through),
    )


def _creators(rows: Sequence[Row], languages: Sequence[str]) -> tuple[Reference, ...]:
    properties = {text_of(row, "property") for row in rows}
    members = sorted(
        (one for one in properties if one.startswith(MEMBERSHIP)),
        key=lambda one: int(one.removeprefix(MEMBERSHIP)),
    )
    ordered = (one for member in members for one in _references(rows, languages, member))
    others = _references(rows, languages, DCTERMS.creator.value)
    return tuple(dict.fromkeys((*ordered, *others)))


def _references(
    rows: Iterable[Row], languages: Sequence[str], wanted: str
) -> tuple[Reference, ...]:
    names: dict[str, list[Wording]] = {}
    for row in rows:
        if _is(row, wanted):
            label = row.get("label")
            found = names.setdefault(text_of(row, "value"), [])
            if isinstance(label, Literal):
                found.append(read_wording(label))
    references = [label_thing(iri, found, languages) for iri, found in names.items()]
    return tuple(sorted(references, key=lambda one: one.sort_key))


def _is(row: Row, wanted: str) -> bool:
    return text_of(row, "property") == wanted

"""The pages of the named queries: the list, and one with its form, its rows and its addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regesta.outputs.query_values import AskedQuery, describe_expected
from regesta.outputs.wording import Wording
from regesta.store.query_parameters import Parameter, ParameterType
from regesta.web.parts import Parts
from regesta.web.queries.formats import downloads_of
from regesta.web.queries.named import NamedQuery, read_named_queries
from regesta.web.sparql.page import ROWS_ON_PAGE

_MOST_CHOICES = 1_000
_KINDS_OF_INPUT = {
    ParameterType.DATE: "date",
    ParameterType.YEAR: "number",
    ParameterType.INTEGER: "number",
    ParameterType.IRI: "url",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter in a form; `choices` are names by value where it stands for a thing."""

    parameter: Parameter
    value: str
    expected: str
    kind: str
    choices: Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a query's page shows: what was asked and found, or what was `written` and its error."""

    named: NamedQuery
    asked: AskedQuery | None = None
    found: Mapping[str, Any] | None = None
    written: Mapping[str, str] = field(default_factory=dict)
    error: str = ""


def render_list(parts: Parts) -> str:
    """The page that lists every query."""
    return parts.pages.render(
        "queries",
        queries=[
            (named, named.form_path(parts.links), named.query.declared)
            for named in read_named_queries().values()
        ],
        json_path=parts.links.path("api/queries.json"),
        section="sparql",
        release=parts.service.release.identifier,
    )


def render_query(parts: Parts, shown: Shown, languages: Sequence[str]) -> str:
    """The page of one query."""
    named = shown.named
    filled = shown.asked or named.example(parts.service.identifiers)
    values = {**filled.values, **shown.written}
    data = {
        label: parts.links.path(named.address(suffix, filled.values))
        for suffix, label in downloads_of(named.form).items()
    }
    return parts.pages.render(
        "query",
        named=named,
        path=parts.links.path(named.address("html")),
        fields=[_field(parts, each, values[each.name], languages) for each in named.query.declared],
        downloads=data,
        address=parts.links.absolute(named.address("csv", filled.values)),
        editor=named.editor_path(filled, parts.links),
        list_path=parts.links.path("api/queries.html"),
        text=filled.text,
        asked=shown.asked,
        found=shown.found,
        error=shown.error,
        rows_on_page=ROWS_ON_PAGE,
        section="sparql",
        release=parts.service.release.identifier,
    )


def _field(parts: Parts, parameter: Parameter, value: str, languages: Sequence[str]) -> Field:
    kind = _KINDS_OF_INPUT.get(parameter.type, "text")
    choices: dict[str, Wording] = {}
    if parameter.type.is_thing:
        choices = _choices(parts, parameter.type, languages)
        if value not in choices:
            choices = {value: Wording(value, None), **choices}
    return Field(parameter, value, describe_expected(parameter), kind, choices)


def _choices(parts: Parts, kind: str, languages: Sequence[str]) -> dict[str, Wording]:
    """The things of a kind by local name; of very many, those with publications come in."""
    catalogue = parts.service.catalogue
    counted = catalogue.counted(kind, languages)
    parsed = ((parts.service.identifiers.parse_thing(one.thing.iri), one) for one in counted)
    found = {name[1]: one.thing.label for name, one in parsed if name}
    return dict(list(found.items())[:_MOST_CHOICES])

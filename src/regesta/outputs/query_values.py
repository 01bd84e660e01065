"""The values of a query's parameters: what a person wrote, read as the terms to bind."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from regesta.errors import RegestaError
from regesta.identifiers import Identifiers, is_local_name
from regesta.store.query import Query
from regesta.store.query_parameters import Parameter, ParameterType, without_parameters
from regesta.vocabulary import XSD

Term = NamedNode | Literal | int
_LONGEST = 2_000
_DIGITS = re.compile(r"[0-9]{1,9}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass
class ParameterError(RegestaError):
    """A parameter is wrong, missing, unknown or given twice; the message says what fits."""

    parameter: str
    message: str
    expected: str = ""
    example: str = ""

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class AskedQuery:
    """A query with its values: as they were written, in one spelling each, and the SPARQL."""

    query: Query
    values: Mapping[str, str]
    text: str


def fill_query(
    query: Query,
    given: Iterable[tuple[str, str]],
    identifiers: Identifiers,
    is_known: Callable[[str, str], bool] = lambda kind, name: True,
) -> AskedQuery:
    """The query with what was given, and with defaults for the rest; raises ParameterError.

    `is_known` tells whether the catalogue has a thing. It is not asked about defaults: one that
    the catalogue lacks finds nothing, as the same text in the editor does.
    """
    asked = _collect(query, given)
    terms: dict[str, Term] = {}
    values: dict[str, str] = {}
    for parameter in query.declared:
        written = asked.get(parameter.name)
        if written is None and parameter.is_required:
            raise _error(parameter, f"The parameter “{parameter.name}” is missing")
        text = parameter.value if written is None else written
        term = _read(parameter, text, identifiers)
        if term is None:
            raise _error(parameter, f"The parameter “{parameter.name}” is “{_shorten(text)}”")
        if parameter.type.is_thing and term != _read(parameter, parameter.value, identifiers):
            _require_known(parameter, term, identifiers, is_known)
        terms[parameter.name] = term
        values[parameter.name] = _spell(parameter, term, identifiers)
    return AskedQuery(query, values, without_parameters(query.bind(**terms)))


def fill_with_examples(query: Query, identifiers: Identifiers) -> AskedQuery:
    """The query with its defaults, and with its examples where a value would have to be given."""
    given = [(one.name, one.value) for one in query.declared]
    return fill_query(query, given, identifiers)


def describe_expected(parameter: Parameter) -> str:
    """What the values of a parameter are, to follow “must be”."""
    kind, least, most = parameter.type, parameter.least, parameter.most
    match kind:
        case ParameterType.REGION:
            return "the GeoNames number, the local name or the IRI of a region of this catalogue"
        case ParameterType.AGENCY | ParameterType.THEME:
            return f"the local name or the IRI of {_article(kind)} {kind} of this catalogue"
        case ParameterType.IRI:
            return "an absolute IRI"
        case ParameterType.STRING:
            return f"a text of {least} to {most} characters"
        case ParameterType.LANGUAGE:
            return "a language tag"
        case ParameterType.DATE:
            return "a date, written year-month-day"
        case ParameterType.YEAR:
            return f"a year from {least} to {most}"
        case ParameterType.INTEGER:
            return f"a whole number from {least} to {most:,}"


def _collect(query: Query, given: Iterable[tuple[str, str]]) -> dict[str, str]:
    known = {one.name: one for one in query.declared}
    asked: dict[str, str] = {}
    for name, text in given:
        if name not in known:
            names = ", ".join(known) or "none"
            message = f"There is no parameter “{_shorten(name)}” here; there are: {names}."
            raise ParameterError(_shorten(name), message, f"one of: {names}", next(iter(known), ""))
        if name in asked:
            raise _error(known[name], f"The parameter “{name}” is given more than once")
        asked[name] = text
    return asked


def _read(parameter: Parameter, text: str, identifiers: Identifiers) -> Term | None:
    """The term that a text stands for, None where it stands for none of the type."""
    if len(text) > _LONGEST:
        return None
    match parameter.type:
        case ParameterType.AGENCY | ParameterType.REGION | ParameterType.THEME:
            return _read_thing(parameter.type, text.strip(), identifiers)
        case ParameterType.IRI:
            return _read_iri(text.strip())
        case ParameterType.STRING:
            fits = parameter.least <= len(text) <= parameter.most
            return Literal(text) if fits else None
        case ParameterType.LANGUAGE:
            return Literal(text.lower()) if _LANGUAGE.fullmatch(text) else None
        case ParameterType.DATE:
            return _read_date(text.strip())
        case ParameterType.YEAR | ParameterType.INTEGER:
            number = int(text) if _DIGITS.fullmatch(text.strip()) else -1
            return number if parameter.least <= number <= parameter.most else None


def _read_thing(kind: str, text: str, identifiers: Identifiers) -> NamedNode | None:
    """A thing by its local name, its IRI, or the address of its page."""
    parsed = identifiers.parse_thing(text) or identifiers.parse_document(text)
    found, name = parsed or (kind, text)
    return identifiers.thing(kind, name) if found == kind and is_local_name(name) else None


def _read_iri(text: str) -> NamedNode | None:
    try:
        return NamedNode(text)
    except ValueError:
        return None


def _read_date(text: str) -> Literal | None:
    try:
        date.fromisoformat(text)
    except ValueError:
        return None
    return Literal(text, datatype=XSD.date) if _DATE.fullmatch(text) else None


def _require_known(
    parameter: Parameter,
    term: Term,
    identifiers: Identifiers,
    is_known: Callable[[str, str], bool],
) -> None:
    assert isinstance(term, NamedNode)
    parsed = identifiers.parse_thing(term.value)
    if parsed is None or not is_known(*parsed):
        name = _shorten(parsed[1] if parsed else term.value)
        raise _error(
            parameter,
            f"The parameter “{parameter.name}” is “{name}”, which is no {parameter.type} of this "
            "catalogue",
        )


def _spell(parameter: Parameter, term: Term, identifiers: Identifiers) -> str:
    """One spelling for each value, the shortest, so that the same question has one address."""
    if isinstance(term, int):
        return str(term)
    parsed = identifiers.parse_thing(term.value) if parameter.type.is_thing else None
    return parsed[1] if parsed else term.value


def _error(parameter: Parameter, fault: str) -> ParameterError:
    expected = describe_expected(parameter)
    message = f"{fault}; it must be {expected}, for example {parameter.value}."
    return ParameterError(parameter.name, message, expected, parameter.value)


def _shorten(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"

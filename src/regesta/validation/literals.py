"""A strict check of what literals and IRIs are written like, before any shape is asked.

SHACL engines differ over ill-formed literals (some find `2020-13` a month), and some stop at
them; so nothing ill-formed reaches them without being named here.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.messages.phrases import phrase
from regesta.records import Place
from regesta.values.languages import language_tag
from regesta.values.texts import clean_text, iri_fault
from regesta.vocabulary import XSD

# Whoever knows the record puts the true place in.
_NOWHERE: Final = Place("")


def validate_literals(quads: Iterable[Quad]) -> Iterator[tuple[Quad, Finding]]:
    """Each ill-formed value with the statement in which it stands."""
    for quad in quads:
        finding = _judge(quad.object)
        if finding:
            yield quad, finding


def _judge(term: object) -> Finding | None:
    if isinstance(term, Literal):
        return _judge_literal(term)
    if isinstance(term, NamedNode):
        fault = _iri_fault(term.value)
        if fault is None:
            return None
        return new_finding("address-malformed", _NOWHERE, value=term.value, fault=fault)
    return new_finding("node-without-address", _NOWHERE)


# Classes, properties and authorities come back in every record.
@lru_cache(maxsize=20_000)
def _iri_fault(iri: str) -> str | None:
    return iri_fault(iri)


def _judge_literal(literal: Literal) -> Finding | None:
    if literal.language:
        if language_tag(literal.language) is not None:
            return None
        return _finding("language-unknown", literal.language, "language-code", "en")
    if clean_text(literal.value) != literal.value and literal.datatype == XSD.string:
        return _finding("text-unclean", literal.value, "text", "Global Report")
    rule = _DATATYPES.get(literal.datatype.value)
    if rule is None or rule[0](literal.value):
        return None
    return _finding("value-malformed", literal.value, rule[1], rule[2])


def _finding(code: str, value: str, kind: str, example: str) -> Finding:
    return new_finding(f"literal-{code}", _NOWHERE, value=value, kind=phrase(kind), example=example)


def _is_date(text: str, template: str = "{}") -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", template.format(text), re.ASCII):
        return False
    try:
        datetime.date.fromisoformat(template.format(text))
    except ValueError:
        return False
    return True


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


_DATATYPES: Final[Mapping[str, tuple[Callable[[str], bool], str, str]]] = {
    XSD.date.value: (_is_date, "day", "2016-06-01"),
    XSD.gYearMonth.value: (lambda text: _is_date(text, "{}-01"), "month", "2016-06"),
    XSD.gYear.value: (lambda text: _is_date(text, "{}-01-01"), "year", "2016"),
    XSD.decimal.value: (_matches(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"), "number", "0.9"),
    XSD.integer.value: (_matches(r"[+-]?[0-9]+"), "whole-number", "48"),
    XSD.boolean.value: (_matches(r"true|false|1|0"), "yes-or-no", "true"),
}
"""For each datatype that we publish: the check, the phrase that names it, an example."""

"""The first rows of any answer as plain values, for a page that shows a table."""

from itertools import islice
from typing import Any

import pyoxigraph as ox

_LONGEST = 2000


def list_rows(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, most: int
) -> dict[str, Any]:
    """The names of the columns and up to `most` rows; `has_more` tells whether there are others.

    A value is None where it is unbound. The answer to ASK is one row with one value.
    """
    if isinstance(results, ox.QueryBoolean):
        value = {"kind": "literal", "text": "yes" if results else "no"}
        return {"columns": ["answer"], "rows": [[value]], "has_more": False}
    if isinstance(results, ox.QueryTriples):
        columns = ["subject", "predicate", "object"]
    else:
        columns = [variable.value for variable in results.variables]
    rows = [[_describe(term) for term in row] for row in islice(results, most + 1)]
    return {"columns": columns, "rows": rows[:most], "has_more": len(rows) > most}


def _describe(term: object) -> dict[str, str] | None:
    match term:
        case None:
            return None
        case ox.NamedNode():
            return {"kind": "iri", "text": term.value}
        case ox.Literal():
            described = {"kind": "literal", "text": _cut(term.value)}
            if term.language:
                return {**described, "language": term.language}
            return {**described, "datatype": term.datatype.value}
        case _:
            return {"kind": "other", "text": _cut(str(term))}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} … (cut)"

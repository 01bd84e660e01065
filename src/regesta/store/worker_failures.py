"""What went wrong in a query worker, in words for the person who asked."""

import re
import signal
from collections.abc import Mapping

from regesta.errors import QueryLimitError, QuerySyntaxError, RegestaError, SerialisationError
from regesta.settings import QueryLimits
from regesta.store.query_analysis import list_undeclared_prefixes
from regesta.vocabulary import prefixes

_PLACE = re.compile(r"error at (\d+):(\d+)")
_CHARACTER_CLASS = re.compile(r"\['.*?'\]", re.DOTALL)
_EXPECTED = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z][A-Za-z ]+')
_MOST_HINTS = 8


def describe_failure(failure: Mapping[str, str], query: str, limits: QueryLimits) -> RegestaError:
    """The error that a worker reported and survived."""
    match failure["kind"]:
        case "syntax":
            return describe_syntax_error(failure["message"], query)
        case "rows":
            return QueryLimitError(
                f"The answer has more than {limits.rows:,} rows, the limit of this service; "
                "ask for less at once, with LIMIT, or download a dump.",
                "rows",
            )
        case "serialisation":
            return SerialisationError(failure["message"])
        case "memory":
            return QueryLimitError(
                "The query was stopped: it needed more memory than this service gives. Ask for "
                "less at once, without sorting or grouping so much.",
                "memory",
            )
        case _:
            return QueryLimitError(f"The query could not be answered: {failure['message']}.")


def describe_syntax_error(message: str, query: str) -> QuerySyntaxError:
    """The parser's message with its line and column, without the long list of characters."""
    if undeclared := list_undeclared_prefixes(query):
        token = undeclared[0]
        prefix = token.text.partition(":")[0]
        namespace = prefixes().get(prefix, "…")
        return QuerySyntaxError(
            f"The prefix “{prefix}:” in line {token.line}, column {token.column} is not declared; "
            f"begin the query with PREFIX {prefix}: <{namespace}>.",
            token.line,
            token.column,
        )
    place = _PLACE.search(message)
    if place is None:
        return QuerySyntaxError(f"This is not a SPARQL query: {message}.")
    line, column = int(place[1]), int(place[2])
    hint = _hint(message.partition("expected ")[2].removeprefix("one of "))
    return QuerySyntaxError(
        f"This is not a SPARQL query: the parser stopped at line {line}, column {column}{hint}.",
        line,
        column,
    )


def _hint(expected: str) -> str:
    """What the parser hoped for, or what it says; a bare word is only the last thing it tried."""
    found = _EXPECTED.findall(_CHARACTER_CLASS.sub("", expected))
    remarks = [one.strip() for one in found if not one.startswith('"')]
    if sentence := next((one for one in remarks if " " in one), ""):
        return f" ({sentence})"
    symbols = [one for one in found if one.startswith('"')]
    return f" (expected there: {', '.join(symbols)})" if 0 < len(symbols) <= _MOST_HINTS else ""


def describe_death(status: int, limits: QueryLimits) -> QueryLimitError:
    """The error for a worker that ended in the middle of a query, by its exit status."""
    known = {
        -signal.SIGABRT: (
            f"The query was stopped: it needed more than {limits.memory_bytes:,} bytes of memory, "
            "the limit of this service. Ask for less at once, without sorting or grouping so much.",
            "memory",
        ),
        -signal.SIGKILL: (
            "The query was stopped: the process that answered it was killed, as happens where a "
            "machine runs out of memory; try again in a minute.",
            "worker_died",
        ),
        -signal.SIGXCPU: (
            f"The query was stopped after {limits.computing_seconds:g} s of computing, the limit "
            "of this service; ask for less at once, or download a dump.",
            "time",
        ),
        -signal.SIGSEGV: (
            "The query was stopped: its parentheses or paths are nested too deeply.",
            "memory",
        ),
    }
    if status in known:
        return QueryLimitError(*known[status])
    return QueryLimitError(
        "The query was stopped: the process that answered it ended before it was done "
        f"(status {status}).",
        "worker_died",
    )

"""Our own queries: one question a file, whose parameters are bound as terms."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode

from regesta.assets import asset
from regesta.errors import ConfigurationError
from regesta.store.query_parameters import Parameter, read_parameters
from regesta.store.sparql_lexer import Token, TokenKind, read_tokens

Value = NamedNode | Literal | int | Sequence[NamedNode | Literal]
_SUMMARY = "#+ summary:"
_ESCAPED = re.compile(r"(\\\\)([uU])|\\.")


@dataclass(frozen=True, slots=True)
class Query:
    """A query of ours: the text of its file, split at its parameters.

    Those that a person may choose are `declared` at its head, with their types.
    """

    name: str
    summary: str
    text: str
    parameters: tuple[Token, ...]
    declared: tuple[Parameter, ...] = ()

    def bind(self, **values: Value) -> str:
        """The query with each `$name` replaced by its value, written as SPARQL writes terms.

        A whole number may stand after LIMIT or OFFSET; a sequence of terms stands in the braces
        of VALUES with one variable. Raises ConfigurationError for a parameter that is missing or
        unknown, or a value that has no place in a query.
        """
        self._check_names(values)
        pieces, end = [], 0
        for token in self.parameters:
            value = values[token.text[1:]]
            pieces += [self.text[end : token.start], self._write(token, value)]
            end = token.end
        return "".join([*pieces, self.text[end:]])

    def _check_names(self, values: Iterable[str]) -> None:
        wanted = {token.text[1:] for token in self.parameters}
        for name in sorted(wanted.symmetric_difference(values)):
            fault = "has no value" if name in wanted else "is not in the query"
            raise ConfigurationError(f"queries/{self.name}.rq: the parameter ${name} {fault}.")

    def _write(self, token: Token, value: Value) -> str:
        if isinstance(value, NamedNode | Literal):
            return _write_term(value)
        if isinstance(value, int):
            if value >= 0 and not isinstance(value, bool):
                return str(value)
        elif isinstance(value, list | tuple) and all(
            isinstance(item, NamedNode | Literal) for item in value
        ):
            self._check_sequence(token)
            return " ".join(map(_write_term, value))
        raise ConfigurationError(
            f"queries/{self.name}.rq: {token.text} must be an IRI, a literal, a whole number from "
            f"0 or a list of terms, not {value!r}."
        )

    def _check_sequence(self, token: Token) -> None:
        before = [item.text.upper() for item in _significant(self.text[: token.start])][-3:]
        if len(before) < 3 or before[0] != "VALUES" or before[2] != "{":
            raise ConfigurationError(
                f"queries/{self.name}.rq, line {token.line}: a list may stand for {token.text} "
                f"only directly in VALUES ?name {{ {token.text} }}."
            )


@cache
def load_query(name: str) -> Query:
    """Read `queries/NAME.rq`, once; its first line must be `#+ summary: …`."""
    return read_query(name, asset("queries", *f"{name}.rq".split("/")).read_text(encoding="utf-8"))


def read_query(name: str, text: str) -> Query:
    """The query in a text; raises ConfigurationError, which names it, for a malformed head."""
    first, _, _ = text.partition("\n")
    if not first.startswith(_SUMMARY):
        raise ConfigurationError(f"queries/{name}.rq: the first line must begin with “{_SUMMARY}”.")
    parameters = (token for token in read_tokens(text) if _is_parameter(token))
    declared = read_parameters(text, f"queries/{name}.rq")
    return Query(name, first.removeprefix(_SUMMARY).strip(), text, tuple(parameters), declared)


def _is_parameter(token: Token) -> bool:
    return token.kind is TokenKind.VARIABLE and token.text.startswith("$")


def _significant(text: str) -> Iterable[Token]:
    return (token for token in read_tokens(text) if token.kind is not TokenKind.COMMENT)


def _write_term(term: NamedNode | Literal) -> str:
    """The term in a form that every reading of SPARQL takes for the same.

    SPARQL 1.1 lets an engine decode `\\u0022` before it looks for strings, even where the first
    backslash is itself escaped; so the letter u never follows an escaped backslash.
    """
    letters = {"u": r"\u0075", "U": r"\u0055"}
    return _ESCAPED.sub(
        lambda found: found[1] + letters[found[2]] if found[1] else found[0], str(term)
    )

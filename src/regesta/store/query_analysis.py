"""What a query from outside is, and whether it is refused, decided before anything is evaluated.

The engine shows no parsed form, so the decision is made on the tokens, and it must be sound: its
grammar takes keywords without a space around them (`1SERVICE<…>{…}`) and reads `<` as an operator
where the longest token would be an IRI (`?a<?b#>`), so that it may see a comment or a keyword
where the tokeniser sees part of an IRI or of a string. A text in which the letters of SERVICE do
not occur is safe. In any other text, everything that the two could read differently is refused.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from regesta.errors import QueryRefusedError
from regesta.store.sparql_lexer import Token, TokenKind, read_tokens


class QueryForm(StrEnum):
    """The four forms of query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def is_graph(self) -> bool:
        """Whether the answer is RDF."""
        return self in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)


_UPDATES = frozenset(
    ("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "USING", "WITH")
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# Engines disagree on what such an escape means, and on whether a lone CR ends a comment.
_DOUBTFUL_TEXT = re.compile(r"\\[uU]|\r(?!\n)")
# Two slashes are never an operator, so that this can only be an IRI, whatever it holds.
_CERTAIN_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_OPENS_ANOTHER_TOKEN = re.compile(r"[#'\\]")
# The letters alone decide, wherever they stand: what is taken for a call by mistake is only not
# kept. White space or a comment may come before the bracket.
_VOLATILE_CALL = re.compile(r"(?:RAND|NOW|UUID|BNODE)\s*+[(#]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OutsideQuery:
    """A query from outside that has passed `analyse_query`."""

    text: str
    form: QueryForm
    has_dataset: bool
    """Whether the query says itself, by FROM, which graphs it asks."""
    is_volatile: bool = False
    """Whether the same graphs may answer it differently: by chance, by the clock, by new names."""


def analyse_query(text: str) -> OutsideQuery:
    """Look a query over; raises QueryRefusedError for updates and calls of other services.

    A text that is no query at all passes as a SELECT: the parser will say what is wrong, and where.
    """
    _refuse_federation(text)
    form, has_dataset = None, False
    for token in read_tokens(text):
        word = token.text.upper() if token.kind is TokenKind.WORD else ""
        if word in _UPDATES:
            raise QueryRefusedError(
                f"This service only answers queries; {word} in line {token.line}, column "
                f"{token.column} would change data. Use SELECT, ASK, CONSTRUCT or DESCRIBE."
            )
        if form is None and word in QueryForm.__members__:
            form = QueryForm(word)
        has_dataset = has_dataset or word == "FROM"
    return OutsideQuery(text, form or QueryForm.SELECT, has_dataset, _is_volatile(text))


def list_undeclared_prefixes(text: str) -> list[Token]:
    """The first use of each prefix that no PREFIX declares; what follows “<” may be a bad IRI."""
    used: dict[str, Token] = {}
    declared, before = set(), ""
    for token in read_tokens(text):
        if token.kind is TokenKind.PREFIXED_NAME:
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            if not text.startswith("<", max(token.start - 1, 0)):
                used.setdefault(prefix, token)
        if token.kind is not TokenKind.COMMENT:
            before = token.text.upper()
    return [token for prefix, token in used.items() if prefix not in declared]


def _refuse_federation(text: str) -> None:
    if not _mentions_service(text) and not _mentions_service(_decode(text)):
        return
    if doubtful := _DOUBTFUL_TEXT.search(text):
        line = text.count("\n", 0, doubtful.start()) + 1
        raise QueryRefusedError(
            f"The query mentions SERVICE and has a \\u escape or a lone carriage return in line "
            f"{line}; write the character itself."
        )
    for token in read_tokens(text):
        if token.kind is TokenKind.WORD and _mentions_service(token.text):
            raise QueryRefusedError(
                f"This service does not call other services; take out the SERVICE clause in line "
                f"{token.line}, column {token.column}."
            )
        if not _is_harmless(token):
            raise QueryRefusedError(
                f"The query mentions SERVICE, and “{token.text[:40]}” in line {token.line}, column "
                f"{token.column} can be read in two ways. Write IRIs in full (<https://…>), put a "
                f"space after a “<” that compares, and name no prefix “service”."
            )


def _is_harmless(token: Token) -> bool:
    match token.kind:
        case TokenKind.UNKNOWN:
            return False
        case TokenKind.IRI:
            certain = _CERTAIN_IRI.match(token.text) is not None
            return certain or _OPENS_ANOTHER_TOKEN.search(token.text) is None
        case TokenKind.COMMENT | TokenKind.STRING | TokenKind.VARIABLE:
            return True
        case TokenKind.PREFIXED_NAME | TokenKind.BLANK_NODE:
            prefix = token.text.partition(":")[0]
            split = "." in token.text or "\\" in token.text
            return not _mentions_service(prefix if not split else token.text)
        case _:
            return not _mentions_service(token.text)


def _is_volatile(text: str) -> bool:
    return any(_VOLATILE_CALL.search(each) for each in (text, _decode(text)))


def _mentions_service(text: str) -> bool:
    return "service" in text.upper().lower()


def _decode(text: str) -> str:
    return _ESCAPE.sub(_decode_escape, text)


def _decode_escape(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= 0x10FFFF else escape[0]

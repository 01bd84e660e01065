"""Whether a query is small, guessed from its text before anything is evaluated.

A small query asks for one record, or for the first few solutions that the engine comes across. The
guess need not be sound: a query that takes longer than it seemed is set aside while it runs.
"""

from collections.abc import Iterator, Sequence

from regesta.store.query_analysis import OutsideQuery, QueryForm
from regesta.store.sparql_lexer import Token, TokenKind, read_tokens

_LONGEST_TEXT = 8_000
_MOST_PATTERNS = 12
_MOST_ROWS = 1_000
# Of two such patterns, every value of the one is combined with every value of the other.
_MOST_OPEN = 2
_HARMLESS = frozenset(
    (*QueryForm.__members__, *"DISTINCT REDUCED FROM NAMED WHERE ORDER BY ASC DESC LIMIT".split())
)
_BOUND = (TokenKind.IRI, TokenKind.PREFIXED_NAME, TokenKind.STRING, TokenKind.NUMBER)
_TERMS = (*_BOUND, TokenKind.VARIABLE, TokenKind.BLANK_NODE)
_KEPT_TERMS = {";": 1, ",": 2, ".": 0, "{": 0, "}": 0}

_Pattern = tuple[Token, Token, Token]


def is_small(query: OutsideQuery) -> bool:
    """Whether a query seems to be answered from a few statements."""
    if len(query.text) > _LONGEST_TEXT:
        return False
    tokens = _tokens_from_form(query)
    braces = [index for index, token in enumerate(tokens) if token.text in ("{", "}")]
    if query.form is QueryForm.CONSTRUCT and [_word(one) for one in tokens[1:2]] != ["WHERE"]:
        braces = braces[2:]
    start, end = (braces[0], braces[-1] + 1) if braces else (len(tokens), len(tokens))
    if not all(_is_modest(token) for token in (*tokens[:start], *tokens[end:])):
        return False
    if not braces:
        named = all(token.kind is not TokenKind.VARIABLE for token in tokens)
        return named and query.form is QueryForm.DESCRIBE
    inside, is_filtered = _without_filters(tokens[start:end])
    patterns = _read_patterns(inside)
    if not patterns or len(patterns) > _MOST_PATTERNS:
        return False
    return _start_bound(patterns) or (
        not is_filtered and _wants_few(query, tokens[end:]) and _are_streamed(patterns)
    )


def _tokens_from_form(query: OutsideQuery) -> list[Token]:
    """The tokens that carry meaning, without the prologue."""
    skipped = (TokenKind.COMMENT, TokenKind.LANGUAGE)
    tokens = [token for token in read_tokens(query.text) if token.kind not in skipped]
    start = next((i for i, token in enumerate(tokens) if _word(token) == query.form.value), 0)
    return tokens[start:]


def _wants_few(query: OutsideQuery, modifiers: Sequence[Token]) -> bool:
    words = [_word(token) for token in modifiers]
    if query.form is QueryForm.ASK:
        return True
    if "ORDER" in words or "LIMIT" not in words[:-1]:
        return False
    number = modifiers[words.index("LIMIT") + 1].text
    return number.isdecimal() and int(number) <= _MOST_ROWS


def _start_bound(patterns: Sequence[_Pattern]) -> bool:
    """Whether each pattern starts at a term, or at what another one has led to."""
    if sum(predicate.kind is TokenKind.VARIABLE for _, predicate, _ in patterns) > _MOST_OPEN:
        return False
    reached = {subject.text for subject, _, _ in patterns if subject.kind in _BOUND}
    for _ in patterns:
        reached |= {value.text for subject, _, value in patterns if subject.text in reached}
    return all(subject.text in reached for subject, _, _ in patterns)


def _are_streamed(patterns: Sequence[_Pattern]) -> bool:
    """Whether solutions come one after the other, and seldom one is found not to fit."""
    _, predicate, value = patterns[0]
    is_led = value.kind in _BOUND and predicate.kind is not TokenKind.VARIABLE
    about_one = len({subject.text for subject, _, _ in patterns}) == 1
    return len(patterns) == 1 or (is_led and about_one)


def _read_patterns(tokens: Sequence[Token]) -> list[_Pattern]:
    """The triple patterns; none at all where the text has anything else than plain ones."""
    patterns: list[_Pattern] = []
    terms: list[Token] = []
    before = ""
    for token in tokens:
        if token.kind is TokenKind.PUNCTUATION and token.text in _KEPT_TERMS:
            if len(terms) == 3:
                patterns.append((terms[0], terms[1], terms[2]))
            elif len(terms) > 1:
                return []
            terms = terms[: _KEPT_TERMS[token.text]]
        elif token.kind in _TERMS or token.text == "a":
            if before != "GRAPH":
                terms.append(token)
        elif _word(token) not in ("OPTIONAL", "GRAPH"):
            return []
        before = _word(token)
    return patterns


def _without_filters(tokens: Sequence[Token]) -> tuple[list[Token], bool]:
    """The tokens without FILTERs that compare or call; one with a group of its own stays."""
    kept: list[Token] = []
    rest: Iterator[Token] = iter(tokens)
    is_filtered = False
    for token in rest:
        if _word(token) != "FILTER":
            kept.append(token)
            continue
        is_filtered, depth = True, 0
        for inner in rest:
            depth += {"(": 1, ")": -1}.get(inner.text, 0)
            if inner.text in ("{", "}"):
                kept.append(token)
            if inner.text == ")" and depth <= 0:
                break
    return kept, is_filtered


def _word(token: Token) -> str:
    return token.text.upper() if token.kind is TokenKind.WORD else ""


def _is_modest(token: Token) -> bool:
    """Whether a token outside the patterns tells of no aggregate and no other computing."""
    if token.kind is TokenKind.WORD:
        return _word(token) in _HARMLESS
    return token.kind in _TERMS or token.text in "{}*()"

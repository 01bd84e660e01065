"""Mentions: the names of authorities that stand in titles and abstracts."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from regesta.linking import lexicon
from regesta.linking.beside import subdivisions_beside
from regesta.linking.candidates import Candidate, ranked
from regesta.linking.context import Casing, Context, casing_of
from regesta.linking.folding import fold
from regesta.linking.institutions import names_treaty
from regesta.linking.matching import Entry, Index, Match, Words
from regesta.linking.places import allows_region
from regesta.linking.subdivisions import Subdivisions
from regesta.records import Kind, Text

_PRECEDENCE = (Kind.AGENCY, Kind.REGION, Kind.THEME)
_LONG = 4
_WORLD = "6295630"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in running text; `candidates` are of one kind, best first."""

    name: str
    kind: Kind
    candidates: tuple[Candidate, ...]


def find_mentions(
    index: Index, subdivisions: Subdivisions, text: Text, common: Container[str]
) -> Iterator[Mention]:
    """The mentions in one text, in order of appearance; words are part of one mention only.

    Subdivisions come last.
    """
    words = Words.of(text.value)
    casing = casing_of(words)
    matches = _longest(index, words, casing, text.language)
    owners = {at: match for match in matches for at in range(match.start, match.end)}
    context = Context(words, casing, owners, common)
    allowed = [
        (match, kind) for match, kind in _kinds(matches) if _is_allowed(context, match, kind)
    ]
    names = {at: match for match, _ in allowed for at in range(match.start, match.end)}
    parts = [
        part
        for match, kind in allowed
        if kind is Kind.REGION
        for part in subdivisions_beside(subdivisions, context, names, match)
    ]
    taken = {at for part in parts for at in range(part.start, part.end)}
    for match, kind in allowed:
        if taken.isdisjoint(range(match.start, match.end)):
            yield Mention(words.written(match), kind, _ranked(match.of(kind), text.language))
    for part in parts:
        candidates = tuple(Candidate(entry, 1.0) for entry in part.entries)
        yield Mention(words.written(part), Kind.REGION, candidates)


def _kinds(matches: list[Match]) -> Iterator[tuple[Match, Kind]]:
    for match in matches:
        yield match, next(kind for kind in _PRECEDENCE if match.of(kind))


def lower_case_words(texts: tuple[Text, ...]) -> frozenset[str]:
    """The keys of all words that these texts write in lower case."""
    return frozenset(
        token.key for text in texts for token in Words.of(text.value).tokens if token.text.islower()
    )


def _longest(index: Index, words: Words, casing: Casing, language: str | None) -> list[Match]:
    """The longest match that its spelling allows at each place, from left to right."""
    found: list[Match] = []
    for start, matches in index.longest(words):
        if found and start < found[-1].end:
            continue
        for match in matches:
            if _joins_two(match, matches, words):
                continue
            entries = tuple(
                entry
                for entry in match.entries
                if _is_written(entry, match, words, casing, language)
            )
            if entries:
                found.append(Match(match.start, match.end, entries))
                break
    return found


def _joins_two(match: Match, matches: list[Match], words: Words) -> bool:
    """Whether a name is that of an agency and, after its genitive, of a part: two names."""
    return any(
        other.end < match.end
        and words.tokens[other.end].key == "s"
        and words.gap(other.end) in ("'", "’")
        and other.of(Kind.AGENCY)
        for other in matches
    )


def _is_written(
    entry: Entry, match: Match, words: Words, casing: Casing, language: str | None
) -> bool:
    """Whether the capitals and accents of the text are those of the name."""
    tokens = words.tokens[match.start : match.end]
    if entry.is_acronym:
        written = [token.text.replace(".", "") for token in tokens]
        if casing is Casing.UPPER and any(token.key in lexicon.FUNCTION_WORDS for token in tokens):
            return False
        return written == [word.replace(".", "") for word in entry.written]
    if entry.thing.kind is Kind.THEME:
        return len(tokens) > 1 or entry.label.language in (language, None) or language is None
    if "," in words.text[tokens[0].start : tokens[-1].end] and "," not in entry.label.text:
        return False
    if not _is_in_accents(entry, words.written(match), casing, language):
        return False
    if casing is Casing.LOWER:
        return entry.thing.kind is Kind.REGION and tokens[0].key not in lexicon.FUNCTION_WORDS
    if tokens[0].text.lower() == tokens[0].text.upper():
        return True
    return _has_capitals(entry, match, words)


def _is_in_accents(entry: Entry, written: str, casing: Casing, language: str | None) -> bool:
    """Whether a name of another language than the text's is written as in that language."""
    if (
        entry.label.language in (language, None)
        or not entry.is_exact
        or casing is Casing.UPPER
        or not written.isascii()
    ):
        return True
    return fold(entry.label.text) == entry.label.text.casefold()


def _has_capitals(entry: Entry, match: Match, words: Words) -> bool:
    """Whether every word that the name capitalises has its capital, directions excepted.

    Of a long name it is enough that it begins with one: many languages write the rest small.
    """
    tokens = words.tokens[match.start : match.end]
    if len(tokens) != len(entry.written):
        return tokens[-1].is_capitalised
    if len(tokens) >= _LONG:
        return tokens[0].is_capitalised
    return all(
        token.is_capitalised
        or not written[0].isupper()
        or (token.key in lexicon.DIRECTIONS and len(tokens) > 1)
        for token, written in zip(tokens, entry.written, strict=True)
    )


def _is_allowed(context: Context, match: Match, kind: Kind) -> bool:
    if kind is Kind.REGION:
        return allows_region(context, match) and any(
            entry.thing.local_name != _WORLD for entry in match.of(kind)
        )
    return kind is Kind.THEME or not names_treaty(context, match)


def _ranked(entries: tuple[Entry, ...], language: str | None) -> tuple[Candidate, ...]:
    return ranked(Candidate(entry, _score(entry, language)) for entry in entries)


def _score(entry: Entry, language: str | None) -> float:
    score = 1.0 if entry.label.is_preferred else 0.97
    if language is not None and entry.label.language not in (language, None):
        score -= 0.06
    return score if entry.is_exact else score - 0.03

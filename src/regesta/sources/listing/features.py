"""Second stage: what can be seen of a single line, in any script."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from regesta.sources.listing.lines import PageLine
from regesta.sources.listing.metadata import (
    HARD,
    Label,
    Part,
    read_label,
    read_metadata,
    split_tags,
)
from regesta.sources.listing.names import Certainty, read_persons
from regesta.sources.listing.words import fold, words

_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_FULL_STOP = re.compile(r"(?:[.。．।۔]|\.{3}|…)[\"”»’')\]]*(?:\[\d+\])?$")
_QUESTION = re.compile(r"[?!？！؟][\"”»’')\]]*$")
_SENTENCE_END = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[\d)”»%]))[.!?؟]+[\"”»)]?\s+(?=[^\sa-zа-яà-ÿ])|[。！？](?=.)"
)
_QUOTED = re.compile(r"[\"“„«‘《「『].*[\"”“»’》」』][.,]?")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PHRASE_WORDS = frozenset("to how what why when who from with for a an the our their your".split())
_LONG = 200
_VERY_LONG = 20_000


@dataclass(frozen=True, slots=True)
class Features:
    """What can be seen of a line on its own; lengths are in words of a language with spaces."""

    words: int
    ends_full: bool
    ends_question: bool
    ends_open: bool
    has_stops: bool
    """Whether sentences end in a full stop in the line's script, as they do not in Thai."""
    sentences: int
    opens_text: bool
    introduces: bool
    verbs: int
    lower_start: bool
    capitals: bool
    title_case: bool
    colon: bool
    quoted: bool
    metadata: tuple[Part, ...]
    label: Label | None
    persons: Certainty | None
    place: bool
    body: bool
    phrase: bool
    short_list: bool


def see(line: PageLine, page_words: frozenset[str]) -> Features:
    """The features of a line, on a page that has these words in lower case."""
    cut = len(line.text) > _VERY_LONG or (line.fault and line.fault.code == "line-too-long")
    text = line.text[:_VERY_LONG]
    folded = fold(text)
    tokens = _LETTERS.findall(text)
    cased = [word for word in tokens if word.lower() != word.upper()]
    short = len(text) <= _LONG
    label = read_label(text)
    metadata = read_metadata(text, page_words) if short or (label and label.value) else ()
    persons = read_persons(text, page_words) if short else None
    return Features(
        words=_VERY_LONG if cut else count_words(text),
        ends_full=bool(_FULL_STOP.search(text)),
        ends_question=bool(_QUESTION.search(text)),
        has_stops=not re.search(r"[\u0e00-\u0eff]", text),
        ends_open=text.endswith((",", ":", "،", "，", "：", "-", "–", "—", "/", "&", "(")),
        sentences=len(_SENTENCE_END.findall(text)),
        opens_text=folded.startswith(words().openings),
        introduces=folded.startswith(words().introductions),
        verbs=sum(fold(word) in words().sentence_words for word in tokens[:60]),
        lower_start=bool(cased) and text[:1].islower(),
        capitals=len(cased) > 0
        and all(word.isupper() for word in cased)
        and len("".join(cased)) > 3,
        title_case=_is_title_case(cased),
        colon=bool(re.search(r"\S[:：]\s*\S", text)) and not _FULL_STOP.search(text),
        quoted=bool(_QUOTED.fullmatch(text)),
        metadata=metadata,
        label=label,
        persons=persons.certainty if persons else None,
        place=short and _is_place(tokens),
        body=short and is_body(text),
        phrase=short and _is_phrase(text),
        short_list=short and _is_short_list(text),
    )


def is_hard(features: Features) -> bool:
    """Whether the line is metadata by its form or label."""
    return any(part.field in HARD or part.labelled for part in features.metadata)


def count_words(text: str) -> int:
    """The number of words; where a script has no spaces, about what a translation would have."""
    dense, unspaced = len(_DENSE.findall(text)), len(_UNSPACED.findall(text))
    spaced = len(_UNSPACED.sub("", _DENSE.sub(" ", text)).split()) if dense or unspaced else 0
    if not dense and not unspaced:
        return len(text.split())
    return spaced + round(dense / 1.8) + round(unspaced / 5)


def words_in_lower_case(lines: Iterable[PageLine]) -> frozenset[str]:
    """The words that the page's running text writes in lower case, hence no names."""
    found: set[str] = set()
    for line in lines:
        if len(line.text) > _LONG:
            tokens = _LETTERS.findall(line.text[:_VERY_LONG])
            found.update(word for word in tokens if word.islower() and word.upper() != word)
    return frozenset(found - words().particles)


def _is_title_case(cased: list[str]) -> bool:
    content = [word for word in cased if len(word) > 3]
    if len(content) < 2 or not cased[0][:1].isupper():
        return False
    return sum(word[0].isupper() for word in content) / len(content) > 0.7


def _is_place(tokens: list[str]) -> bool:
    """Whether a few words, one of them of places' names, have nothing of a title about them."""
    folded = [fold(word) for word in tokens]
    content = [word for word in tokens if len(word) > 3]
    return (
        0 < len(tokens) <= 6
        and any(word in words().places for word in folded)
        and not any(fold(word) in words().common for word in content)
        and all(not word[0].islower() or fold(word) in words().places for word in content)
    )


def is_body(text: str, longest: int = 10) -> bool:
    """Whether a short line has a word of bodies' names, and nothing of a sentence."""
    tokens = _LETTERS.findall(text)
    named = (
        text.endswith(words().body_endings)
        or fold(text).startswith(words().body_starts)
        or any(fold(word) in words().bodies for word in tokens)
    )
    content = [word for word in tokens if len(word) > 3]
    starts = bool(tokens) and fold(tokens[0]) in words().bodies and not tokens[0][0].islower()
    capitals = starts or all(not word[0].islower() for word in content[:1])
    return named and capitals and len(tokens) <= longest and not re.search(r"[.:?!：？。]", text)


def _is_short_list(text: str) -> bool:
    tags = split_tags(text)
    return (
        len(tags) > 1
        and not any(tag[0].isdigit() for tag in tags)
        and all(count_words(tag) <= 4 and not _is_phrase(tag) for tag in tags)
    )


def _is_phrase(tag: str) -> bool:
    """Whether a line or a piece of it is of a title, as "Hard to See, Harder to Count" is."""
    return any(word in _PHRASE_WORDS for word in fold(tag).split())

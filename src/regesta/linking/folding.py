"""Folding: text becomes words that compare equal however they were typed."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06ed\u0900-\u0dff"
)
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?"  # U.S., U.S.A, С.Ш.А.
    r"|\b[Ss]t[aeo]?\."  # the stop of St. Lucia ends no sentence
    rf"|[{_UNSPACED}]"  # no word boundaries: each character is a word of its own
    rf"|(?:[^\W_{_UNSPACED}][{_MARKS}]*)+"
    rf"|&"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"\s{2,}|[^\S ]")
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
        "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": None, ".": None,
    }
)  # fmt: skip


class Token(NamedTuple):
    """A word of a text: `key` is what compares, `text` is what stands there."""

    key: str
    text: str
    start: int
    end: int

    @property
    def is_capitalised(self) -> bool:
        """Whether the word begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_upper(self) -> bool:
        """Whether the word is written in capitals only, and in more than one."""
        letters = self.text.replace(".", "")
        return len(letters) > 1 and letters.isupper()


def clean(text: str) -> str:
    """The text in one Unicode normal form, without unseen characters and wrapped lines."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _SPACES.sub(lambda space: "\n" if space[0].count("\n") > 1 else " ", seen)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The key of a word: without case, accents, vowel signs and variants of one letter."""
    folded = word.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFD", folded)
        folded = "".join(mark for mark in decomposed if unicodedata.category(mark) != "Mn")
    return "and" if folded == "&" else folded.translate(_LETTERS)


@lru_cache(maxsize=64)
def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a cleaned text, in order; the texts of one record are asked for repeatedly."""
    return tuple(
        Token(fold(match.group()), match.group(), match.start(), match.end())
        for match in _WORD.finditer(text)
    )


def keys(text: str) -> tuple[str, ...]:
    """The keys of the words of any text."""
    return tuple(token.key for token in tokenise(clean(text)))


def is_unspaced(word: str) -> bool:
    """Whether a word belongs to a script that puts no spaces between words."""
    return re.match(f"[{_UNSPACED}]", word) is not None


def is_acronym(text: str) -> bool:
    """Whether the case is part of a name: it has no lower-case letters, as IOM, or few, as BiH."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    is_short = len(letters) <= 6 and len(text.split()) == 1 and "-" not in text
    return len(letters) > 1 and (capitals == len(letters) or (is_short and capitals > 1))

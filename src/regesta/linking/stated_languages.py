"""Stated languages: which of those that a record states a text is in, told by its small words."""

import re
from typing import Final

from regesta.linking.folding import keys

_WORDS: Final = {
    "en": "the of and in to for on with by from at is are their an as its through between how what",
    "fr": "le la les des du et dans pour sur au aux une est par avec leurs l d ou en de un",
    "es": "el la los las del y para por con una sus entre desde en de un al como",
    "it": "il lo gli della dei delle degli nel nella e per con una di del da al tra alla in la le",
    "pt": "o os as da do das dos em no na e para por com uma de um ao entre a",
    "de": "der die das des und im für mit von zu den dem ein eine zur zum auf aus über bei in nach",
    "nl": "de het een en van voor met op bij uit naar door tot over in aan tussen",
}
_FUNCTION_WORDS: Final = {
    language: frozenset(key for word in words.split() for key in keys(word))
    for language, words in _WORDS.items()
}
_OTHER_SCRIPT: Final = re.compile(r"[\u0370-\u1cff\u3040-\u9fff\uac00-\ud7af]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_ENOUGH = 400
_CLEAR = 2


def the_one_with_words(text: str, languages: tuple[str, ...]) -> str | None:
    """The one of several languages that has small words in the text, if the others have none."""
    words = set(keys(text[:_ENOUGH]))
    told = [
        language
        for language in languages
        if not words.isdisjoint(_FUNCTION_WORDS.get(_primary(language), ()))
    ]
    are_comparable = all(_primary(language) in _FUNCTION_WORDS for language in languages)
    return told[0] if len(told) == 1 and are_comparable else None


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def contradicts(text: str, language: str) -> bool:
    """Whether the letters or the small words of a text are those of another language.

    A language that has letters of its own may be written in Latin ones, as libraries do; words are
    compared for the languages alone that share these letters.
    """
    start = text[:_ENOUGH]
    own = _FUNCTION_WORDS.get(_primary(language))
    if own is None:
        return False
    if len(_OTHER_SCRIPT.findall(start)) > len(_LATIN.findall(start)):
        return True
    words = set(keys(start))
    if not words.isdisjoint(own):
        return False
    return any(len(words & others) >= _CLEAR for others in _FUNCTION_WORDS.values())

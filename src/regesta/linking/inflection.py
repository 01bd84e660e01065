"""Inflection: the case forms of Russian names, and the small words that Arabic attaches."""

from collections.abc import Sequence
from functools import lru_cache

_HUSHING = "гкхжчшщ"
_ADJECTIVES = {
    # nominative ending: genitive, dative, accusative, instrumental, prepositional
    "ая": ("ой", "ой", "ую", "ой", "ой"),
    "яя": ("ей", "ей", "юю", "ей", "ей"),
    "ый": ("ого", "ому", "ый", "ым", "ом"),
    "ое": ("ого", "ому", "ое", "ым", "ом"),
    "ые": ("ых", "ым", "ые", "ыми", "ых"),
    "ие": ("их", "им", "ие", "ими", "их"),
}
_SOFT_ADJECTIVE = ("его", "ему", "ий", "им", "ем")
_HARD_ADJECTIVE = ("ого", "ому", "ий", "им", "ом")
_NOUNS = {
    "ия": ("ии", "ии", "ию", "ией", "ии"),
    "ья": ("ьи", "ье", "ью", "ьей", "ье"),
    "я": ("и", "е", "ю", "ей", "е"),
    "а": ("ы", "е", "у", "ой", "е"),
    "ы": ("ов", "ам", "ы", "ами", "ах"),
    "ль": ("ля", "лю", "ль", "лем", "ле"),
    "ь": ("и", "и", "ь", "ью", "и"),
    "й": ("я", "ю", "й", "ем", "е"),
}
_GENITIVES = ("ых", "их", "ого", "его", "ои", "еи", "ел", "ов", "ев", "ии", "ы", "а", "я", "и")
_FLEETING = {"египет": "египт"}
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_PROCLITICS = ("وب", "ول", "وك", "فب", "و", "ف", "ب", "ل", "ك")


def russian_forms(name: Sequence[str]) -> set[tuple[str, ...]]:
    """The name in every case: all its words inflected, those up to the first noun, or the last."""
    words = tuple(word.lower() for word in name)
    table = [_forms(word) for word in words]
    head = next((at for at, word in enumerate(words) if not _is_adjective(word)), len(words) - 1)
    forms = set()
    for case in range(5):
        inflected = tuple(row[case] for row in table)
        forms.add(inflected)
        forms.add(inflected[: head + 1] + words[head + 1 :])
        forms.add(words[:-1] + inflected[-1:])
    return forms - {words}


def is_cyrillic(word: str) -> bool:
    """Whether a word is written in Cyrillic."""
    return "\u0400" <= word[0] <= "\u04ff"


def is_russian_genitive(word: str) -> bool:
    """Whether a folded word may depend on the noun before it, as in a ministry’s name."""
    return is_cyrillic(word) and len(word) > 2 and word.endswith(_GENITIVES)


def _is_adjective(word: str) -> bool:
    return word.endswith((*_ADJECTIVES, "ий")) and len(word) > 4


def _forms(word: str) -> tuple[str, ...]:
    if _is_adjective(word):
        ending = word[-2:]
        if ending == "ий":
            soft = word[-3] in "нжшчщ"
            return tuple(word[:-2] + end for end in (_SOFT_ADJECTIVE if soft else _HARD_ADJECTIVE))
        return tuple(word[:-2] + end for end in _ADJECTIVES[ending])
    for ending, endings in _NOUNS.items():
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            if ending == "а" and stem.endswith(tuple(_HUSHING)):
                return tuple(stem + end for end in ("и", *endings[1:]))
            return tuple(stem + end for end in endings)
    if word and word[-1] in _CONSONANTS:
        stem = _FLEETING.get(word, word)
        return (stem + "а", stem + "у", word, stem + "ом", stem + "е")
    return (word,) * 5


@lru_cache(maxsize=1 << 14)
def arabic_stems(key: str) -> tuple[str, ...]:
    """What an Arabic word may be without the conjunctions and prepositions written onto it.

    The article stays: it belongs to some names, and makes an adjective of others.
    """
    if not "\u0620" <= key[0] <= "\u064a":
        return ()
    stems = []
    for proclitic in _PROCLITICS:
        if key.startswith(proclitic) and len(key) - len(proclitic) >= 3:
            stems.append(key.removeprefix(proclitic))
    for merged in ("لل", "ولل"):
        if key.startswith(merged):
            stems.append("ال" + key.removeprefix(merged))
    return tuple(stems)

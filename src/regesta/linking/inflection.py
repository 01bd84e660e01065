"""Inflection: the case forms of Russian names, and the small words that Arabic attaches."""

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
    "ь": ("и", "и", "ь", "ью", "и"),
    "й": ("я", "ю", "й", "ем", "е"),
}
_CONSONANT = ("а", "у", "", "ом", "е")
_LIQUIDS = "бвгджзклмнпрстфхцчшщ"
_PROCLITICS = ("وب", "ول", "وك", "فب", "و", "ف", "ب", "ل", "ك")


def russian_forms(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The name in every case: all its words inflected, and only those up to the first noun."""
    words = tuple(word.lower() for word in words)
    table = [_forms(word) for word in words]
    head = next((at for at, word in enumerate(words) if not _is_adjective(word)), len(words) - 1)
    forms = set()
    for case in range(5):
        inflected = tuple(row[case] for row in table)
        forms.add(inflected)
        forms.add(inflected[: head + 1] + words[head + 1 :])
    return forms - {words}


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
    if word and word[-1] in _LIQUIDS:
        return tuple(word + end for end in _CONSONANT)
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

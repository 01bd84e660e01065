"""Names of persons: whether a text is one or several of them, and how sure that is.

Sure are initials, degrees, a known given name, a family name in capitals, "By" before it, and
"Family, Given" where something of that is present. Names joined by a word such as "and" are likely,
unless a title reads so. Two to five words that could be a name or a place are possible. Words that
the page writes in lower case, and the words of titles, bodies and places in `words.toml`, keep a
text from being a name.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

from regesta.sources.listing.name_words import (
    INITIALS,
    are_name_words,
    is_cased,
    is_given_name,
    without_stray_stop,
)
from regesta.sources.listing.words import fold, words

_AFFILIATION = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]")
_ET_AL = re.compile(r",?\s+(?:et al|и др|и соавт|y otros|u\.\s?a|وآخرون|等)\.?$|(?<=\w)等$")
_PATRONYMIC = re.compile(r".+(?:ович|евич|овна|евна|ична|оглы|кызы)")
_CHILD_OF = frozenset({"بن", "بنت", "ابن", "bin", "bint", "binti", "ibn", "ould"})
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8}){1,3}")
_ARTICLES = frozenset({"A", "À", "O", "E", "Y", "I", "Un"})
"""Words that are no initial at the start of a text, since they have no full stop."""
_ARTICLE = re.compile(r"(?:the|la|le|les|el|los|las|der|die|das|il|lo|the)\s+(?=[A-ZÀ-Þ])")
_COMMA = re.compile(r"\s*[,،、，]\s*")
_SEMICOLON = re.compile(r"\s*[;；؛|]\s*")


class Certainty(IntEnum):
    """How sure it is that a text names persons."""

    WEAK = 1
    """Nothing speaks against it, in a script without capitals."""
    POSSIBLE = 2
    LIKELY = 3
    """Names joined by a word: no place and no topic, but perhaps a title."""
    SURE = 4


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name in the order of speech; the parts are known only where the text tells them."""

    value: str
    family: str | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons that a line names, in its order."""

    names: tuple[PersonName, ...]
    certainty: Certainty


def read_persons(text: str, page_words: AbstractSet[str] = frozenset()) -> Persons | None:
    """The persons that the whole text names; None where it is something else."""
    stated, rest = _without_by(text.strip().rstrip(","))
    bare = _AFFILIATION.sub("", _ET_AL.sub("", rest)).strip(" ,;")
    if not bare or len(bare) > 400 or any(character.isdigit() for character in bare):
        return None
    persons = _read_list(bare, page_words) or (_read_bodies(bare) if stated else None)
    if persons and persons.certainty is Certainty.LIKELY:
        return persons
    if persons and (stated or (bare != rest.strip(" ,;") and _ET_AL.search(rest))):
        return Persons(persons.names, Certainty.SURE)
    return persons


def read_stated_persons(text: str) -> tuple[PersonName, ...]:
    """The names in a text that a label says to be names, whatever they look like."""
    persons = read_persons(text)
    if persons and (len(persons.names) > 1 or persons.certainty is Certainty.SURE):
        return persons.names
    pieces = _SEMICOLON.split(text) if _SEMICOLON.search(text) else _stated_pieces(text)
    return tuple(_any_name(piece) for piece in pieces if piece.strip(" ."))


def _stated_pieces(text: str) -> list[str]:
    """Cut at commas only where each piece has more than a word, or the script has no capitals."""
    commas = [piece for piece in _COMMA.split(text) if piece]
    if all(" " in piece.strip() or not is_cased(piece) for piece in commas):
        return [part for piece in commas for part in _split_bodies(piece)]
    return [text]


def _split_bodies(piece: str) -> list[str]:
    """Cut at words such as "and", but not within the name of a body."""
    parts = [part for part in _split_joined(piece) if fold(part) not in words().others]
    bodies = [_has_body(part) for part in parts]
    if not any(bodies):
        return parts
    whole = all(
        body or _is_sure(part) or part.isupper() for body, part in zip(bodies, parts, strict=True)
    )
    return parts if whole else [piece]


def _has_body(text: str) -> bool:
    return any(fold(word) in words().bodies for word in text.split())


def _is_sure(text: str) -> bool:
    one = _read_one(text, frozenset())
    return one is not None and one[1] is Certainty.SURE


def _read_bodies(text: str) -> Persons | None:
    """The bodies after a "By", which are likely where each has a capital and few words."""
    parts = [
        part for piece in _COMMA.split(_ARTICLE.sub("", text)) for part in _split_bodies(piece)
    ]
    parts = [part for part in parts if fold(part) not in words().others]
    few = all(len(part.split()) <= 6 and part[:1].isupper() for part in parts)
    if not parts or not few or ":" in text or text.endswith((".", "?", "!")):
        return None
    return Persons(tuple(PersonName(part) for part in parts), Certainty.LIKELY)


def _any_name(piece: str) -> PersonName:
    one = _read_one(piece.strip(), frozenset())
    return one[0] if one else PersonName(" ".join(piece.split()).strip(" ,;"))


def _without_by(text: str) -> tuple[bool, str]:
    folded = fold(text)
    for start in words().by:
        if folded.startswith((start + " ", start + ":", start + "：")):
            return True, text[len(start) :].lstrip(" :：")
    return False, text


def _read_list(text: str, page_words: AbstractSet[str]) -> Persons | None:
    if _SEMICOLON.search(text):
        return _combined([_read_one(part, page_words) for part in _SEMICOLON.split(text) if part])
    parts = [part for piece in _COMMA.split(text) for part in _split_joined(piece) if part]
    parts = [part for part in parts if fold(part) not in words().degrees]
    joined = len(parts) > len([piece for piece in _COMMA.split(text) if piece])
    direct = _combined([_read_one(part, page_words) for part in parts])
    if direct and len(parts) > 1 and joined and direct.certainty is Certainty.POSSIBLE:
        return Persons(direct.names, Certainty.LIKELY)
    if direct:
        return direct
    whole = None if _COMMA.search(text) else _read_one(text, page_words)
    return Persons((whole[0],), whole[1]) if whole else _inverted_pairs(parts, page_words)


def _split_joined(piece: str) -> list[str]:
    found: list[list[str]] = [[]]
    for word in piece.split():
        if fold(word) in words().joiners and word == word.lower():
            found.append([])
        else:
            found[-1].append(word)
    return [" ".join(part) for part in found if part]


def _combined(read: list[tuple[PersonName, Certainty] | None]) -> Persons | None:
    if not read or None in read:
        return None
    known = [one for one in read if one]
    return Persons(tuple(name for name, _ in known), max(certainty for _, certainty in known))


def _inverted_pairs(parts: list[str], page_words: AbstractSet[str]) -> Persons | None:
    """`Family, Given` one after the other; the last may be in the order of speech."""
    read: list[tuple[PersonName, Certainty] | None] = []
    rest = list(parts)
    while len(rest) >= 2 and len(rest[0].split()) <= 3:
        read.append(_inverted(rest[0], rest[1], page_words))
        rest = rest[2:]
        if rest and _read_one(rest[0], page_words):
            break
    read.extend(_read_one(part, page_words) for part in rest)
    persons = _combined(read)
    several = persons and len(persons.names) > 1
    return None if persons and several and persons.certainty is not Certainty.SURE else persons


def _inverted(
    family: str, given: str, page_words: AbstractSet[str]
) -> tuple[PersonName, Certainty] | None:
    if not are_name_words([*family.split(), *given.split()], page_words):
        return None
    given_words = given.split()
    if len(given_words) > 3 or not is_cased(family) or INITIALS.fullmatch(family):
        return None
    sure = INITIALS.fullmatch(given_words[-1]) or is_given_name(given_words[0])
    name = PersonName(f"{given} {family}", family, given)
    return name, Certainty.SURE if sure else Certainty.POSSIBLE


def _read_one(text: str, page_words: AbstractSet[str]) -> tuple[PersonName, Certainty] | None:
    if comma := _COMMA.search(text):
        return _inverted(text[: comma.start()], text[comma.end() :], page_words)
    if _DOTTED.fullmatch(text):
        return PersonName(text), Certainty.LIKELY
    untitled = [word for word in text.split() if fold(word) not in words().personal_titles]
    plain = untitled if len(untitled) > 1 else text.split()
    named = [word for word in plain if fold(word.strip(",")) not in words().degrees]
    titled = len(named) < len(text.split())
    tokens = [without_stray_stop(word) for word in named]
    if not 2 <= len(tokens) <= 6 or not are_name_words(tokens, page_words):
        return None
    certainty = _certainty(tokens)
    if certainty is None:
        return None
    return PersonName(" ".join(tokens)), Certainty.SURE if titled else certainty


def _certainty(tokens: list[str]) -> Certainty | None:
    full = [token for token in tokens if not INITIALS.fullmatch(token)]
    if not full or fold(tokens[-1]) in words().particles or tokens[0] in _ARTICLES:
        return None
    known = is_given_name(tokens[0]) or any(_PATRONYMIC.fullmatch(fold(word)) for word in full)
    known = known or not _CHILD_OF.isdisjoint(tokens[1:-1])
    surname_first = len(tokens) == 2 and tokens[0] > "Ѐ" and is_given_name(tokens[1])
    if known or surname_first or (len(full) < len(tokens) and is_cased(full[0])):
        return Certainty.SURE
    capitals = [len(word) > 3 and word.isupper() for word in full]
    if len(full) > 1 and capitals[-1] and not any(capitals[:-1]) and full[0][1:].islower():
        return Certainty.SURE
    if not is_cased(tokens[0]):
        return Certainty.WEAK if len(tokens) <= 4 else None
    acronyms = any(len(word) > 1 and word.isupper() for word in full)
    return Certainty.POSSIBLE if len(tokens) <= 5 and not acronyms else None

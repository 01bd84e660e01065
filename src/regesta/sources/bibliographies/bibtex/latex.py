"""Turns LaTeX into the text that a reader would see in print."""

import re
import unicodedata
from functools import cache

from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry, Field

from regesta.sources.bibliographies.bibtex.latex_signs import (
    ACCENTS,
    EMPTY,
    SIGNS,
    SPACES,
    TRANSPARENT,
)

_SPECIAL = re.compile(r"[\\{}$~]|--|``|''")
_TOKEN = re.compile(
    r"\\(?P<accent>[`'^~=.\"]|[uhrHvGUdckbt](?![A-Za-z]))\s*"
    r"(?P<base>\{\s*\\(?:[`'^~=.\"]|[uhrHvGUdckbt]\b)\s*\{?\\?\w\}?\s*\}"
    r"|\{\s*(?:\\?[^\W\d_]|\\[A-Za-z]{2})?\s*\}|\\(?:[ijoOlL]|ae|AE|oe|OE)(?![A-Za-z])"
    r"|\\[`'^~=.\"]\s*\{?[^\W\d_]\}?|[^\W\d_]|(?=\\))"
    r"|\\href\s*\{[^{}]*\}"
    r"|\\(?P<name>[A-Za-z]+|.|$)(?P<space>\s*)"
    r"|(?P<math>\$\$?[^$]*\$\$?)"
    r"|(?P<mark>---?|``|''|~|[{}])",
    re.DOTALL,
)
_MARKS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": ""}
_VERBATIM = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\{[^{}]*\}")
_ESCAPE = re.compile(r"\\([_%&#$~{}^\-/])|\\text(asciitilde|underscore)\b(?:\{\})? ?|\\\\")
_WORDY = re.compile(r"[a-z]{2,} +[a-z]{2,}", re.IGNORECASE)


def plain_text(text: str) -> str:
    """The text without commands: accents are letters, braces are gone, spaces are single."""
    if _SPECIAL.search(text):
        text = unicodedata.normalize("NFC", _TOKEN.sub(_replace, text))
    return " ".join(text.split())


def unknown_commands(text: str) -> tuple[str, ...]:
    """The commands in a text that nobody knows, so that `plain_text` leaves them out."""
    if "\\" not in text:
        return ()
    names = (found["name"] for found in _TOKEN.finditer(text) if found["name"])
    return tuple(
        name for name in names if len(name) > 1 and not _is_known(name) and not _rare(name)
    )


def verbatim(text: str) -> str:
    """An address or a number, in which only what LaTeX forces on its writer is undone."""
    if "\\" not in text and "{" not in text:
        return text.strip()
    unwrapped = _VERBATIM.sub(lambda found: found[1] or found[2] or "", text)
    signs = {"asciitilde": "~", "underscore": "_"}
    plain = _ESCAPE.sub(lambda found: found[1] or signs.get(found[2] or "", ""), unwrapped)
    return plain.replace("{", "").replace("}", "").strip()


def linked_addresses(text: str) -> tuple[str, ...]:
    """The addresses that a note gives with a command for addresses."""
    return tuple(verbatim(found[0]) for found in _VERBATIM.finditer(text))


def _replace(found: re.Match[str]) -> str:
    if found["accent"]:
        return _accented(found["accent"], found["base"])
    if found["math"]:
        return _formula(found["math"])
    if found["mark"]:
        return _MARKS[found["mark"]]
    if found["name"] is None:
        return ""
    return _command(found["name"], found["space"])


def _accented(accent: str, base: str) -> str:
    """The letter with its accent; the base may be an accented letter itself."""
    letter = _TOKEN.sub(_replace, base).strip()
    return {"ı": "i", "ȷ": "j"}.get(letter, letter) + ACCENTS[accent] if letter else ""


def _command(name: str, space: str) -> str:
    if name in SIGNS:
        return SIGNS[name]
    if name in TRANSPARENT or name in EMPTY:
        return ""
    if name in SPACES or name in " ,;:\\\n\t":
        return " "
    if len(name) == 1 and not name.isalpha():
        return name + space
    return _rare(name) + space


def _formula(math: str) -> str:
    """A formula as text; two amounts in dollars are none."""
    inner = math.strip("$")
    is_formula = bool(inner.strip()) and (
        "\\" in inner or "^" in inner or "_" in inner or not _WORDY.search(inner)
    )
    if not is_formula or re.match(r"\d[\d,.]*\s", inner):
        return math if not is_formula else "$" + plain_text(inner) + "$"
    bare = re.sub(r"[\^_](?:\{([^{}]*)\}|(\w))", lambda part: part[1] or part[2], inner)
    return plain_text(bare)


def _is_known(name: str) -> bool:
    return (
        name in SIGNS or name in TRANSPARENT or name in EMPTY or name in SPACES or bool(_rare(name))
    )


@cache
def _rare(name: str) -> str:
    """What the library of LaTeX's whole language makes of a command; nothing where nothing."""
    field = Field(key="title", value="\\" + name + "{}")
    _library_decoder().transform_entry(Entry("misc", "key", [field]), Library())
    return str(field.value)


@cache
def _library_decoder() -> LatexDecodingMiddleware:
    return LatexDecodingMiddleware(keep_math_mode=False)

"""Reads the text of one BibTeX entry, also where commas, braces or quotes are missing."""

import re
from collections.abc import Mapping

from regesta.sources.bibliographies.bibtex.entries import MACROS, Entry, Fault, Field

_HEAD = re.compile(r"\s*@\s*(?P<type>[^\s{}(),=\"@]+)\s*(?P<open>[{(])")
_KEY = re.compile(r"\s*+(?P<key>[^,={}()\"\n]*+)(?:\s*+(?P<end>,))?")
_NAME = re.compile(r"(?P<name>[^\s={}(),\"#%@]+(?: [^\s={}(),\"#%@]+)?)\s*=\s*")
_USUAL = re.compile(
    r"[\s,]*+(?P<name>[A-Za-z][\w-]*+)\s*+=\s*+"
    r"(?:\{(?P<braced>[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+)\}|(?P<number>\d++))\s*+(?=[,}])"
)
"""A field as most are, so that it need not be read sign by sign."""
_BALANCED = re.compile(r"(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+\}")
"""Up to a closing brace, as deep as entries usually are."""
_BRACES = re.compile(r"[{}]")
_QUOTES = re.compile(r"[{}\"]")
_SIGNS = re.compile(r"[{})\"]")
_WORD = re.compile(r"[^\s{},#\"=()]+")
_BETWEEN = re.compile(r"[\s,]*")
_SPACE = re.compile(r"\s*")
_NEXT_FIELD = re.compile(r"\n[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"\w]")
_SWALLOWED = re.compile(r"\n[ \t]*[A-Za-z][\w-]*+[ \t]*+=\s*+$")
_FIELD_END = re.compile(r"[,{}()]")
_MOST_FAULTS = 50


def parse_entry(text: str, macros: Mapping[str, str], line: int = 1) -> Entry | None:
    """The entry that begins a text at this line, None if none does."""
    head = _HEAD.match(text)
    return _Parser(text, macros, line).entry(head) if head else None


def end_of_block(text: str) -> int | None:
    """Where the first entry, comment or macro of a text ends, None if it is not closed."""
    head = _HEAD.match(text)
    if head is None:
        return None
    return _closing(text, head.end(), head["open"])


class _Parser:
    """Reads one entry; positions count characters in its text."""

    def __init__(self, text: str, macros: Mapping[str, str], line: int) -> None:
        self._text = text
        self._macros = macros
        self._first = line
        self._counted = (0, line)
        self._entry = Entry()

    def entry(self, head: re.Match[str]) -> Entry:
        entry = self._entry
        entry.type, entry.line = head["type"].lower(), self._line(head.start("type"))
        closing = "}" if head["open"] == "{" else ")"
        position = head.end()
        if entry.type != "string":
            position = self._key(position)
        while position < len(self._text):
            if len(entry.faults) > _MOST_FAULTS:
                self._fault("entry-garbled", position, is_grave=True)
                return entry
            if closing == "}" and (usual := _USUAL.match(self._text, position)):
                position = self._usual(usual)
                continue
            position = self._match_end(_BETWEEN, position)
            if self._text.startswith(closing, position):
                return entry
            if position < len(self._text):
                position = self._field(position, closing)
        self._fault("entry-end-missing", len(self._text.rstrip()) - 1)
        return entry

    def _key(self, position: int) -> int:
        """Read the key of the entry; one without key begins with a field."""
        found = _KEY.match(self._text, position)
        if found is None or _NAME.match(self._text, self._match_end(_SPACE, position)):
            self._fault("entry-key-missing", position)
            return position
        self._entry.key = found["key"].strip()
        if not self._entry.key:
            self._fault("entry-key-missing", position)
        elif not found["end"] and self._rest_begins_field(found.end()):
            self._fault("entry-comma-missing", position, self._entry.key)
        return found.end()

    def _rest_begins_field(self, position: int) -> bool:
        return bool(_NAME.match(self._text, self._match_end(_SPACE, position)))

    def _usual(self, found: re.Match[str]) -> int:
        value = found["number"] if found["braced"] is None else found["braced"]
        if self._is_cut_off(found.end("braced"), value):
            value, end = self._cut_short(found.end("name"), "entry-brace-missing", found["name"])
            self._keep(found["name"], value, found.start("name"))
            return end
        self._keep(found["name"], value, found.start("name"))
        return found.end()

    def _is_cut_off(self, end: int, value: str) -> bool:
        """Whether a value took the brace that should close the entry, and fields with it."""
        return self._text.find("}", end + 1) < 0 and bool(_NEXT_FIELD.search(value))

    def _field(self, position: int, closing: str) -> int:
        named = _NAME.match(self._text, position)
        if named is None:
            return self._unreadable(position, closing)
        value, end = self._value(named.end(), named["name"])
        self._keep(named["name"], value, position)
        after = self._match_end(_SPACE, end)
        if self._text[after : after + 1] not in (",", closing, ""):
            if self._rest_begins_field(after):
                self._fault("entry-comma-missing", end - 1, named["name"])
            else:
                self._fault("entry-value-unquoted", position, named["name"], is_grave=True)
        return after

    def _unreadable(self, position: int, closing: str) -> int:
        """Skip what is no field up to the next comma or line that begins one."""
        found = _FIELD_END.search(self._text, position + 1)
        end = found.start() if found else len(self._text)
        following = _NEXT_FIELD.search(self._text, position, end)
        end = following.start() if following and following.start() > position else end
        self._fault("entry-field-unreadable", position, self._text[position:end].strip())
        return end

    def _keep(self, name: str, value: str, position: int) -> None:
        key = name.lower()
        if key in self._entry.fields:
            if self._entry.fields[key].text.split() != value.split():
                self._fault("entry-field-twice", position, name)
            return
        self._entry.fields[key] = Field(value, self._line(position), name)

    def _value(self, position: int, name: str) -> tuple[str, int]:
        """The value that begins here, its parts joined, and where it ends."""
        parts: list[str] = []
        while True:
            part, position = self._part(position, name)
            parts.append(part)
            after = self._match_end(_SPACE, position)
            if not self._text.startswith("#", after):
                return "".join(parts), position
            position = self._match_end(_SPACE, after + 1)

    def _part(self, position: int, name: str) -> tuple[str, int]:
        sign = self._text[position : position + 1]
        if sign == "{":
            end = _closing(self._text, position + 1)
            if end is None or self._is_cut_off(end - 1, self._text[position:end]):
                return self._cut_short(position, "entry-brace-missing", name)
            return self._text[position + 1 : end - 1], end
        if sign == '"':
            end = _closing_quote(self._text, position + 1)
            if end is None or _SWALLOWED.search(self._text[position : end - 1]):
                return self._cut_short(position, "entry-quote-missing", name)
            return self._text[position + 1 : end - 1], end
        word = _WORD.match(self._text, position)
        return (self._macro(word[0], position), word.end()) if word else ("", position)

    def _macro(self, word: str, position: int) -> str:
        if word.isdecimal():
            return word
        known = self._macros.get(word.lower()) or MACROS.get(word.lower())
        if known is None:
            self._fault("entry-macro-unknown", position, word)
        return known if known is not None else word

    def _cut_short(self, position: int, code: str, name: str) -> tuple[str, int]:
        """A value that is not closed, as far as the line before the next field."""
        self._fault(code, position, name, is_grave=True)
        following = _NEXT_FIELD.search(self._text, position)
        end = following.start() if following else len(self._text)
        return self._text[position:end].strip(' \t\n,={}"'), end

    def _match_end(self, pattern: re.Pattern[str], position: int) -> int:
        found = pattern.match(self._text, position)
        return found.end() if found else position

    def _line(self, position: int) -> int:
        start, line = self._counted
        if position < start:
            return self._first + self._text.count("\n", 0, position)
        self._counted = (position, line + self._text.count("\n", start, position))
        return self._counted[1]

    def _fault(self, code: str, position: int, value: str = "", *, is_grave: bool = False) -> None:
        line = self._first + self._text.count("\n", 0, max(position, 0))
        self._entry.faults.append(Fault(code, line, " ".join(value.split()), is_grave))


def _closing(text: str, position: int, opening: str = "{") -> int | None:
    """Where the brace or parenthesis that is open here is closed, counted behind it.

    A parenthesis is closed by one outside all braces and quotes.
    """
    depth, in_quotes, in_braces = 1, False, opening == "{"
    if in_braces and (usual := _BALANCED.match(text, position)):
        return usual.end()
    for found in (_BRACES if in_braces else _SIGNS).finditer(text, position):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 1 and found[0] == '"':
            in_quotes = not in_quotes
        elif depth == 1 and found[0] == ")" and not in_quotes:
            return found.end()
        if depth == 0 and in_braces:
            return found.end()
    return None


def _closing_quote(text: str, position: int) -> int | None:
    depth = 0
    for found in _QUOTES.finditer(text, position):
        if found[0] == '"':
            if depth == 0:
                return found.end()
        else:
            depth += 1 if found[0] == "{" else -1
            if depth < 0:
                return None
    return None

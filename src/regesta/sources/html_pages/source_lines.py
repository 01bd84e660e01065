"""Marks the tags of a page with their lines, since the parser does not say where they stood.

On the way it finds pages that were made to overwhelm a parser: elements that stand too deep in
each other, and formatting that is opened again in every paragraph, since nothing closes it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

LINE = "data-source-line"
"""The attribute that tells the line of a tag."""

DEEPEST = 500
MOST_ELEMENTS = 600_000

_TAG = re.compile(
    r"<!--.*?(?:--!?>|\Z)"
    r"|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)"
    r"|</(?P<end>[A-Za-z][^\s/>]*+)[^>]*+>?"
    r"|<(?P<start>[A-Za-z][^\s/>]*+)(?P<rest>(?:[\s/]++|=?[^\s/>=]++"
    r"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+|=)*+)>?",
    re.DOTALL,
)
_OPEN_QUOTE = re.compile(r"(?P<before>=\s*+)(?:\"(?![^\"]*\")|'(?![^']*'))")
_SWALLOWED = re.compile(
    r"\b(?:href|src|class|id)\s*=\s*(?:\"[^\"]*</?\w|'[^']*</?\w)", re.IGNORECASE
)
_DECLARED = re.compile(
    r"(?P<before>\s*(?:<\?xml[^>]*>)?\s*<!doctype[^>\[]*)(?P<declared>\[[^\]]*\])", re.IGNORECASE
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
_OPTIONAL = frozenset(
    "p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rt rp".split()
)
# A tag with its line is no longer like others, and of those like each other three are kept open.
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_ALIKE = 3


class BurstingPageError(Exception):
    """Raised where a page would take a parser too much time or memory; says why by a code."""

    def __init__(self, code: str, most: int) -> None:
        super().__init__(code)
        self.code = code
        self.most = most


@dataclass(slots=True)
class _Open:
    """The elements that are open at a place in the page."""

    names: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    formatting: list[tuple[str, str]] = field(default_factory=list)
    alike: Counter[tuple[str, str]] = field(default_factory=Counter)
    elements: int = 0

    def start(self, name: str, rest: str) -> None:
        if name in _FORMATTING:
            key = (name, rest)
            if self.alike[key] < _ALIKE:
                self.alike[key] += 1
                self.formatting.append(key)
        elif name not in _OPTIONAL and name not in _VOID:
            self.names.append(name)
            self.counts[name] += 1
        self._count(1 + len(self.formatting))
        if len(self.names) + len(self.formatting) > DEEPEST:
            raise BurstingPageError("html-nesting-too-deep", DEEPEST)

    def end(self, name: str) -> None:
        self._count(1)
        if name in _FORMATTING:
            for index in range(len(self.formatting) - 1, -1, -1):
                if self.formatting[index][0] == name:
                    self.alike[self.formatting.pop(index)] -= 1
                    return
        while self.counts[name]:
            last = self.names.pop()
            self.counts[last] -= 1
            if last == name:
                return

    def comment(self) -> None:
        self._count(1)

    def _count(self, more: int) -> None:
        self.elements += more
        if self.elements > MOST_ELEMENTS:
            raise BurstingPageError("html-too-many-elements", MOST_ELEMENTS)


@dataclass(frozen=True, slots=True)
class Marked:
    """A page with the lines of its tags, and the lines on which a quotation mark is not closed."""

    text: str
    unclosed: tuple[int, ...]


def with_lines(text: str, *, is_xml: bool) -> Marked:
    """The page with the line of each tag but those of formatting; raises BurstingPageError.

    In XML, a tag that closes itself is closed, as a parser of HTML would not take it to be.
    """
    text = _without_declared(text)
    pieces: list[str] = []
    unclosed: list[int] = []
    opened = _Open()
    position = counted = 0
    line = 1
    while found := _TAG.search(text, position):
        pieces.append(text[position : found.start()])
        line += text.count("\n", counted, found.start())
        counted = found.start()
        position = max(found.end(), found.start() + 1)
        name = (found["start"] or "").lower()
        if name:
            if _OPEN_QUOTE.search(found["rest"]) or _SWALLOWED.search(found["rest"]):
                unclosed.append(line)
            closes = is_xml and found["rest"].endswith("/") and name not in _VOID
            pieces.append(_tag(found, name, line, closes=closes))
            if not closes:
                opened.start(name, found["rest"])
            if name in _RAW and not closes:
                position = _end_of_raw(text, position, name)
                pieces.append(text[found.end() : position])
        elif found["end"]:
            opened.end(found["end"].lower())
            pieces.append(found[0])
        else:
            opened.comment()
            pieces.append(_other(found, is_xml=is_xml))
    return Marked("".join([*pieces, text[position:]]), tuple(unclosed))


def _tag(found: re.Match[str], name: str, line: int, *, closes: bool) -> str:
    rest = found["rest"].removesuffix("/") if closes else found["rest"]
    # A parser would look for the other quotation mark in the rest of the page.
    rest = _OPEN_QUOTE.sub(lambda quote: quote["before"], rest)
    number = "" if name in _FORMATTING else f' {LINE}="{line}"'
    end = ">" if found[0].endswith(">") else ""
    return f"<{found['start']}{number}{rest}{end}" + (f"</{name}>" if closes else "")


def _without_declared(text: str) -> str:
    """The page without the entities that its type declares, which HTML does not know."""
    found = _DECLARED.match(text)
    if not found:
        return text
    return found["before"] + "\n" * found["declared"].count("\n") + text[found.end() :]


def _other(found: re.Match[str], *, is_xml: bool) -> str:
    """A comment as it is, and text of XML as text."""
    if found["cdata"] is not None and is_xml:
        return found["cdata"].replace("&", "&amp;").replace("<", "&lt;")
    return found[0]


def _end_of_raw(text: str, position: int, name: str) -> int:
    """Where the text that is no markup ends, before the tag that ends it."""
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, position)
    return found.start() if found else len(text)

"""A list of publications in Markdown as blocks of text, each with its links."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from regesta.sources.html_pages.blocks import Block
from regesta.sources.markdown.body import LINK, plain

_ITEM = re.compile(r"\s*(?P<mark>[-*+]|\d{1,3}[.)])\s+(?=\S)")
_HEADING = re.compile(r"\s{0,3}(?P<signs>#{1,6})\s+(?P<text>.*?)\s*#*\s*")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{3,})\s*")
_RULER = re.compile(r"\s*(?:[-*_]\s*){3,}|\s*(?:```|~~~).*")
_ROW = re.compile(r"\s*\|(?P<cells>.+)\|\s*")
_UNDER_HEADER = re.compile(r"[\s|:-]+")
_BETWEEN = " -–—,:;|·."
_SHORTEST_TITLE = 12
_LISTED = re.compile(
    rb"^[ \t]*(?:[-*+]|\d{1,3}[.)]|#{1,6})[ \t]+[^\n]{0,200}?\[[^\]\n]{3,}\]\([^)\n]+\)",
    re.MULTILINE,
)


def has_listed_links(start: bytes) -> bool:
    """Whether headings or items of a list hold links as Markdown writes them."""
    return bool(_LISTED.search(start))


def read_blocks(lines: Sequence[str], address: str) -> Iterator[Block]:
    """The blocks of a text, a paragraph of several lines being one; links start at the address."""
    for block in _read_blocks(lines):
        block.links = [urljoin(address, link) if address else link for link in block.links]
        yield block


def _read_blocks(lines: Sequence[str]) -> Iterator[Block]:
    parted, pending = True, list[str]()
    start, mark = 1, ""
    for number, line in enumerate((*lines, ""), start=1):
        item, heading, row = _ITEM.match(line), _HEADING.fullmatch(line), _ROW.fullmatch(line)
        is_underline = bool(pending and not mark and _UNDERLINE.fullmatch(line))
        ends = not line.strip() or item or heading or row or _RULER.fullmatch(line) or is_underline
        if ends and pending:
            level = (1 if "=" in line else 2) if is_underline else 0
            yield from _blocks(" ".join(pending), start, mark, level, parted=parted)
            parted, pending, mark = False, [], ""
        if heading:
            level = len(heading["signs"])
            yield from _blocks(heading["text"], number, "", level, parted=True)
        elif row and not _UNDER_HEADER.fullmatch(line):
            yield _row(row["cells"], number)
        elif item and not is_underline and not _RULER.fullmatch(line):
            mark = "1. " if item["mark"][0].isdecimal() else "• "
            parted, start, pending = True, number, [line[item.end() :].strip()]
        elif line.strip() and not ends:
            start = start if pending else number
            pending.append(line.strip())
        parted = parted or not line.strip()


def _blocks(text: str, line: int, mark: str, level: int, *, parted: bool) -> Iterator[Block]:
    """The block of a paragraph, or two where it begins with a link that is long enough."""
    first = LINK.match(text)
    if first and len(first[1]) >= _SHORTEST_TITLE and text[first.end() :].strip(_BETWEEN):
        yield Block(plain(first[0]), line, parted, mark, level, _links(first[0]))
        text = text[first.end() :].strip().lstrip(_BETWEEN)
        parted, mark, level = False, "", 0
    if words := plain(text):
        yield Block(words, line, parted, mark, level, _links(text))


def _row(cells: str, line: int) -> Block:
    texts = [plain(cell) for cell in cells.split("|")]
    return Block("\t".join(texts), line, parted=False, links=_links(cells))


def _links(text: str) -> list[str]:
    return [found["target"] for found in LINK.finditer(text) if found["target"]]

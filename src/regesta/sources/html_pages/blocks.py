"""A page's content as blocks of text, one below the other, as a person would copy them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborNode

from regesta.sources.html_pages.page import HEADINGS, Page, attribute, content_root, line_of, walk
from regesta.sources.html_pages.page import text_of as whole_text
from regesta.sources.listing.lines import clean
from regesta.sources.listing.metadata import read_label, read_metadata

_BLOCKS = frozenset(
    "p div li ul ol dl dt dd tr td th table tbody thead section article blockquote pre figure "
    "figcaption header address caption details summary fieldset form main body br hr center "
    "h1 h2 h3 h4 h5 h6".split()
)
_PARTED = frozenset(
    "li article tr dt section ul ol dl table hr blockquote h1 h2 h3 h4 h5 h6".split()
)
_PIECES = frozenset({"span", "time", "a", "strong", "b", "em", "i", "small"})
_AROUND_PIECES = frozenset({"div", "li", "article", "section", "header", "figcaption", "dd", "dt"})
_BETWEEN = " -–—,:;|·•"
_SHORTEST_TITLE = 12
_LONGEST_LEAD = 60
_NUMBER = re.compile(r"\d{1,3}[.)]?")
_ITEMS = frozenset({"li", "article", "tr", "dt"})
_SUMMARY = 6
_ANY_HEADING = "h1, h2, h3, h4, h5, h6"
_LEVELS = {**HEADINGS, "summary": _SUMMARY}


@dataclass(slots=True)
class Block:
    """A piece of text: its line in the page, and the links within it.

    `parted` says that something else begins with it, and `begins` that its element may be an item;
    `mark` is the sign of an item of a list, and `level` that of a heading, 0 for none.
    """

    text: str
    line: int
    parted: bool = False
    mark: str = ""
    level: int = 0
    links: list[str] = field(default_factory=list)
    begins: bool = False


def read_blocks(page: Page) -> list[Block]:
    """The blocks of a page's content in their order."""
    root = content_root(page)
    return _titles_first(list(_Blocks(page).read(root))) if root is not None else []


def _titles_first(blocks: list[Block]) -> list[Block]:
    """The blocks with what stands in an item above its title, as its date, set below it."""
    ordered = list(blocks)
    for index, lead in enumerate(blocks):
        end = index
        while lead.begins and end + 1 < len(blocks) and _is_lead(blocks[end]):
            end += 1
            if blocks[end].begins:
                break
            if blocks[end].level or (blocks[end].links and len(blocks[end].text) > _SHORTEST_TITLE):
                title = replace(blocks[end], parted=True, begins=True, mark=lead.mark)
                leads = (
                    replace(each, parted=False, begins=False, mark="") for each in blocks[index:end]
                )
                ordered[index : end + 1] = [title, *leads]
                break
    return ordered


def _is_lead(block: Block) -> bool:
    """Whether a block surely says something of a publication and is no title."""
    is_short = not block.level and len(block.text) < _LONGEST_LEAD
    return is_short and bool(read_metadata(block.text, frozenset()))


@dataclass(slots=True)
class _Blocks:
    page: Page
    pieces: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    line: int = 1
    parted: bool = True
    begins: bool = True
    mark: str = ""
    level: int = 0
    around: str = ""
    """The link that is open, which may be around a whole item."""
    cells: int = 0
    rows: int = 0
    """The element whose end ends a table of data, by its identity; 0 outside of one."""

    def read(self, root: LexborNode) -> Iterator[Block]:
        for event, node in walk(root):
            if event == "text":
                self.pieces.append((node.text_content or "").replace("\t", " "))
            elif event == "start":
                yield from self._start(node)
            else:
                yield from self._end(node)
        yield from self._flush()

    def _start(self, node: LexborNode) -> Iterator[Block]:
        tag = node.tag or ""
        if self.rows and tag in ("td", "th"):
            self.pieces.append("\t" if self.cells else "")
            self.cells += 1
            return
        if _is_piece(node) and not self.rows:
            yield from self._flush()
        is_card = tag == "a" and not self.rows and node.css_first(_ANY_HEADING) is not None
        if is_card or (tag in _BLOCKS and not (self.rows and tag != "tr")):
            yield from self._flush()
            begins = is_card or tag in _ITEMS or (tag == "div" and _is_repeated(node))
            self.begins = self.begins or begins
            self.parted = self.parted or begins or tag in _PARTED
            self.line = line_of(node)
            self.level = _LEVELS.get(tag, self.level)
            if tag in HEADINGS and self.around:
                self.links.append(self.around)
        if tag == "li":
            self.mark = "1. " if node.parent and node.parent.tag == "ol" else "• "
        elif tag == "table" and not self.rows and _is_data(node):
            self.rows = node.mem_id
        elif tag == "a" and (link := self.page.link(attribute(node, "href"))):
            self.around = link if is_card else ""
            self.links += [] if is_card else [link]

    def _end(self, node: LexborNode) -> Iterator[Block]:
        tag = node.tag or ""
        if tag in _BLOCKS and not (self.rows and tag not in ("tr", "table")):
            yield from self._flush()
            self.parted = self.parted or (tag in _PARTED and tag not in HEADINGS)
            self.line = line_of(node) if tag == "br" else self.line
            self.level = 0 if tag in _LEVELS else self.level
            if tag == "li":
                self.mark = ""
        if self.rows and node.mem_id == self.rows:
            self.rows = 0
        if tag == "a" and not self.rows and (self.around or self._is_title(node)):
            yield from self._flush()
            self.around = ""

    def _is_title(self, link: LexborNode) -> bool:
        """Whether a link opens its element and is long enough for a title."""
        text = clean("".join(self.pieces))
        opens = link.parent is not None and link.parent.tag in _AROUND_PIECES
        return opens and len(text) >= _SHORTEST_TITLE and text == whole_text(link)

    def _flush(self) -> Iterator[Block]:
        joined = "".join(self.pieces)
        cells = joined.split("\t") if self.rows else [joined.strip().lstrip(_BETWEEN)]
        text = "\t".join(map(clean, cells))
        if self.begins and _NUMBER.fullmatch(text) and not self.links:
            self.mark = "1. "
        elif text.strip():
            yield Block(
                text, self.line, self.parted, self.mark, self.level, self.links, self.begins
            )
            self.parted, self.begins, self.mark, self.links = False, False, "", []
        self.pieces, self.cells = [], 0


def _is_piece(node: LexborNode) -> bool:
    """Whether an element stands beside another with no text between, as date beside type."""
    if node.tag not in _PIECES or not node.parent or node.parent.tag not in _AROUND_PIECES:
        return False
    near = node.prev
    while near is not None and near.is_text_node and not (near.text_content or "").strip():
        near = near.prev
    beside = near is not None and near.tag in _PIECES and "class" in near.attributes
    return beside or (near is not None and near.tag in _PIECES and "class" in node.attributes)


def _is_repeated(node: LexborNode) -> bool:
    """Whether an element is one of several like it, each of which has a link or a heading."""
    kind = attribute(node, "class")
    siblings = (_sibling(node, forward=True), _sibling(node, forward=False))
    if not kind or not any(each and attribute(each, "class") == kind for each in siblings):
        return False
    return node.css_first("a[href], h1, h2, h3, h4, h5, h6") is not None


def _sibling(node: LexborNode, *, forward: bool) -> LexborNode | None:
    near = node.next if forward else node.prev
    while near is not None and not near.is_element_node:
        near = near.next if forward else near.prev
    return near


def _is_data(table: LexborNode) -> bool:
    """Whether a table holds data under a row of known labels, and is not there for the layout."""
    first = table.css_first("tr")
    if first is None or table.css_first("td table") is not None:
        return False
    labels = [read_label(whole_text(cell)) for cell in first.css("td, th")]
    fields = {label.field for label in labels if label and not label.value}
    return "title" in fields and len(fields) > 1


def heading_texts(page: Page) -> Iterator[tuple[LexborNode, str]]:
    """The headings of the page's content with their texts."""
    root = content_root(page)
    for event, node in walk(root) if root is not None else ():
        if event == "start" and node.tag in HEADINGS:
            yield node, whole_text(node)

"""A parsed page: its tree, the line of each element, what a reader sees of it, and its links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from regesta.records import Place
from regesta.sources.html_pages.source_lines import LINE, with_lines
from regesta.sources.listing.lines import clean

HEADINGS = {f"h{level}": level for level in range(1, 7)}

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>]+)\s*-->")
_XML = re.compile(r"\s*<\?xml|\s*<!DOCTYPE\s+html\s+PUBLIC\s+\"-//W3C//DTD XHTML 1\.1", re.I)
_NEVER = frozenset(
    "script style template noscript svg math iframe object select button textarea input dialog "
    "nav footer aside head audio video canvas".split()
)
_PROGRAMS = frozenset({"script", "style", "template", "noscript"})
_ROLES = frozenset("navigation banner contentinfo search dialog complementary alert menu".split())
_TOKENS = frozenset(
    "breadcrumb breadcrumbs pager pagination navbar menu main-menu footer site-footer site-header "
    "sidebar leftnav topnav main-nav site-nav skip-link skiplink sr-only visually-hidden "
    "screen-reader-text element-invisible "
    "hidden cookie-banner cookie-notice cookies social-share share-buttons language-switcher "
    "ms-hidden noindex".split()
)
_IDENTIFIERS = frozenset({"header", "search", "nav", "navigation", "leftnav", "topnav", "left-nav"})
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OF_CONTENT = frozenset({"article", "main", "li", "section", "td"})
_BLOCKS = frozenset(
    "p div li ul ol dl dt dd tr td th table section article h1 h2 h3 h4 h5 h6 br hr blockquote "
    "pre figure figcaption header address caption details summary fieldset form main body".split()
)
_CUT = "\x1f"
_NOT_FOLLOWED = ("#", "javascript:", "mailto:", "tel:", "data:", "about:", "file:", "vbscript:")


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `address` is where it was saved from, empty if that is not known."""

    tree: LexborHTMLParser
    place: Place
    address: str = ""
    unclosed: tuple[int, ...] = ()
    """The lines on which a quotation mark is not closed."""

    def at(self, node: LexborNode, field: str | None = None) -> Place:
        """The place of an element: the line that its tag stands on."""
        return replace(self.place, line=line_of(node), field=field)

    def link(self, target: str) -> str:
        """The web address that a link leads to; as written if that is relative to an unknown one.

        Empty for what leads to no page.
        """
        target = "".join(target.split("\n")).strip()
        if not target or target.lower().startswith(_NOT_FOLLOWED):
            return ""
        try:
            joined = urljoin(self.address, target) if self.address else target
            parts = urlsplit(joined)
        except ValueError:
            return target
        if not parts.scheme and parts.netloc:
            joined = "https:" + joined
        return joined.replace(" ", "%20")


def parse(text: str, place: Place, address: str) -> Page:
    """The page that a text makes; raises BurstingPageError for one that no parser should see."""
    marked = with_lines(text, is_xml=bool(_XML.match(text)))
    tree = LexborHTMLParser(marked.text)
    return Page(tree, place, address or _address(tree, text), marked.unclosed)


def _address(tree: LexborHTMLParser, text: str) -> str:
    """Where the page says that it stood: its base, its lasting address, or a browser's remark."""
    saved = _SAVED_FROM.search(text[:4096])
    found = [
        *(_attribute(node, "href") for node in tree.css("base[href], link[rel=canonical]")),
        *(_attribute(node, "content") for node in tree.css('meta[property="og:url"]')),
        saved[1] if saved else "",
    ]
    return next((each for each in found if each.startswith(("http://", "https://"))), "")


def line_of(node: LexborNode | None) -> int:
    """The line of an element, or of the one that it stands in."""
    while node is not None:
        if node.is_element_node and (written := _attribute(node, LINE)):
            return int(written) if written.isascii() and written.isdecimal() else 1
        node = node.parent
    return 1


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value, empty where the element has none."""
    return _attribute(node, name)


def _attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip() if node.is_element_node else ""


def walk(root: LexborNode, *, seen_only: bool = True) -> Iterator[tuple[str, LexborNode]]:
    """All nodes in their order, as `start` and `end` of elements and as `text`.

    What a reader of the page does not see is left out, or what is no part of its content.
    """
    node: LexborNode | None = root
    stack: list[LexborNode] = []
    while node is not None:
        goes_in = False
        if node.is_text_node:
            yield "text", node
        elif node.is_element_node and not (seen_only and stack and is_left_out(node, stack)):
            yield "start", node
            goes_in = node.child is not None
            if not goes_in:
                yield "end", node
        if goes_in:
            stack.append(node)
            node = node.child
            continue
        while stack and node.next is None:
            node = stack.pop()
            yield "end", node
        node = node.next if stack else None


def is_left_out(node: LexborNode, above: list[LexborNode]) -> bool:
    """Whether an element is the site's or is not shown."""
    tag = node.tag or ""
    if tag in _NEVER:
        # A heading that folds its section in and out is a button as a whole.
        return not (tag == "button" and above[-1].tag in HEADINGS)
    if tag in ("html", "body", "main", "article"):
        return False
    values = node.attributes
    if tag == "header" and not any(each.tag in _OF_CONTENT for each in above):
        return True
    if "hidden" in values or (values.get("aria-hidden") or "").lower() == "true":
        return True
    if (values.get("role") or "").lower() in _ROLES or _UNSEEN.search(values.get("style") or ""):
        return True
    if attribute(node, "id").lower() in _IDENTIFIERS:
        return True
    tokens = f"{values.get('class') or ''} {values.get('id') or ''}".lower().split()
    # Where a class says at what width an element is shown, "hidden" holds for other widths only.
    depends = any(":" in token for token in tokens)
    return not _TOKENS.isdisjoint(tokens) and not depends


def text_of(node: LexborNode) -> str:
    """What a reader sees of an element, on one line; elements that stand apart are parted."""
    return " ".join(paragraphs_of(node))


def paragraphs_of(node: LexborNode) -> tuple[str, ...]:
    """What a reader sees of an element, cut where the elements in it stand apart."""
    pieces: list[str] = []
    for event, inner in walk(node):
        if event == "text":
            pieces.append((inner.text_content or "").replace(_CUT, " "))
        elif inner.tag in _BLOCKS:
            pieces.append(_CUT)
    parts = map(clean, "".join(pieces).split(_CUT))
    return tuple(part for part in parts if part)


def content_root(page: Page) -> LexborNode | None:
    """The element that holds the page's content: its main part, where it has one alone."""
    main = page.tree.css("main, [role=main]")
    if len(main) == 1 and text_of(main[0]):
        return main[0]
    return page.tree.body


def left_out(page: Page) -> list[str]:
    """The texts of the page that are no part of its content, but for those of programs."""
    body = page.tree.body
    root = content_root(page)
    if body is None or root is None:
        return []
    content = {node.mem_id for event, node in walk(root) if event == "text"}
    pieces = []
    for event, node in walk(body, seen_only=False):
        is_text = event == "text" and node.mem_id not in content
        if is_text and not (node.parent and node.parent.tag in _PROGRAMS):
            pieces.append(clean(node.text_content or ""))
    return [piece for piece in pieces if piece]

"""Reads the publications that a curator's selectors find on a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from selectolax.lexbor import LexborNode

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Name, Record
from regesta.settings import SourceSettings
from regesta.sources.html_pages.blocks import heading_texts
from regesta.sources.html_pages.drafting import Draft, Value
from regesta.sources.html_pages.outline import Heading, Outline
from regesta.sources.html_pages.page import (
    HEADINGS,
    Page,
    attribute,
    content_root,
    line_of,
    paragraphs_of,
    text_of,
    walk,
)
from regesta.sources.html_pages.selectors import (
    FieldSelector,
    SelectorMapping,
    find_items,
    read_selectors,
    unmatched,
)
from regesta.sources.html_pages.themes import is_period, is_theme

_LINKS = frozenset({"href", "src", "cite", "data-href"})


def read_items(
    page: Page, item: str, fields: Mapping[str, Any], source: SourceSettings, *, themes: bool
) -> Iterator[Record | Finding]:
    """The records and findings of a page, as the options of its source say."""
    missing = "item" if not item else "fields" if not fields else ""
    if missing:
        yield new_finding("html-option-missing", page.place, option=missing)
        return
    mapping, findings = read_selectors(item, fields, page)
    yield from findings
    items = find_items(mapping, page)
    if isinstance(items, Finding):
        yield items
        return
    yield from unmatched(mapping, items, page)
    headings = _headings(page, items)
    reading = _Items(page, mapping, source.name, themes)
    for node in items:
        yield from reading.read(node, headings[node.mem_id])
    used = {
        node.mem_id
        for node, text in heading_texts(page)
        if themes and (is_theme(text) or is_period(text))
    }
    yield from _left(page, reading.seen | used)


@dataclass(slots=True)
class _Items:
    """Reads one item after the other; `seen` are the elements that a selector matched."""

    page: Page
    mapping: SelectorMapping
    source: str
    themes: bool
    seen: set[int] = field(default_factory=set)

    def read(self, item: LexborNode, above: Sequence[Heading]) -> Iterator[Record | Finding]:
        draft = self._draft(item)
        period = next((each for each in reversed(above) if is_period(each.text)), None)
        if self.themes and period and not draft.has("issued"):
            draft.add("issued", Value(period.text, period.line), f"h{period.level}")
        for label, doubled in draft.doubled:
            place = replace(self.page.place, line=doubled.line, field=label)
            yield new_finding("html-value-ignored", place, value=doubled.text)
        for result in draft.build(self.source):
            yield _with_themes(result, above, self.page) if self.themes else result

    def _draft(self, item: LexborNode) -> Draft:
        """What the selectors find in an item; the paragraphs of an abstract are one text."""
        draft = Draft(self.page.at(item))
        abstract: list[Value] = []
        for selector in self.mapping.fields:
            for node in selector.nodes(item):
                self.seen.add(node.mem_id)
                value = _value(self.page, node, selector)
                if selector.key == "abstract" and value.text:
                    abstract.append(value)
                else:
                    draft.add(selector.key, value, selector.written)
        if abstract:
            text = "\n\n".join(dict.fromkeys(value.text for value in abstract))
            label = next(each.written for each in self.mapping.fields if each.key == "abstract")
            draft.add("abstract", replace(abstract[0], text=text), label)
        return draft


def _value(page: Page, node: LexborNode, selector: FieldSelector) -> Value:
    if selector.attribute:
        text = attribute(node, selector.attribute)
        text = page.link(text) if selector.attribute in _LINKS else text
    elif selector.key == "url" and node.tag == "a":
        text = page.link(attribute(node, "href"))
    elif selector.key == "abstract":
        text = "\n\n".join(paragraphs_of(node))
    else:
        text = text_of(node)
    return Value(text, line_of(node), _language(node))


def _language(node: LexborNode) -> str:
    """The language that an element states; that of the whole page is too often wrong."""
    current: LexborNode | None = node
    while current is not None and current.tag not in ("body", "html"):
        if language := attribute(current, "lang"):
            return language
        current = current.parent
    return ""


def _with_themes(
    result: Record | Finding, above: Sequence[Heading], page: Page
) -> Record | Finding:
    if isinstance(result, Finding):
        return result
    names = tuple(
        Name(each.text, replace(page.place, line=each.line, field=f"h{each.level}"))
        for each in above
        if is_theme(each.text)
    )
    known = {name.value: name for name in (*names, *result.themes)}
    places = dict(result.places)
    if names:
        places["themes"] = names[0].place
    return replace(result, themes=tuple(known.values()), places=tuple(places.items()))


def _headings(page: Page, items: Sequence[LexborNode]) -> dict[int, tuple[Heading, ...]]:
    """The headings above each item, but for those that stand in one."""
    wanted = {item.mem_id for item in items}
    shown = {node.mem_id: text for node, text in heading_texts(page)}
    outline = Outline()
    found: dict[int, tuple[Heading, ...]] = {}
    within = 0
    body = page.tree.body
    for event, node in walk(body, seen_only=False) if body is not None else ():
        if event == "start":
            if node.mem_id in wanted:
                found[node.mem_id] = outline.current()
                within += 1
            elif node.mem_id in shown and not within:
                level = HEADINGS[node.tag or ""]
                outline.add(Heading(level, shown[node.mem_id], line_of(node)))
        elif event == "end" and node.mem_id in wanted:
            within -= 1
    return {each: found.get(each, ()) for each in wanted}


def _left(page: Page, read: set[int]) -> Iterator[Finding]:
    """One finding on all text of the content that no selector matched."""
    pieces: list[str] = []
    within = 0
    root = content_root(page)
    for event, node in walk(root) if root is not None else ():
        if event == "text":
            text = (node.text_content or "").strip()
            if text and not within:
                pieces.append(text)
        elif node.mem_id in read:
            within += 1 if event == "start" else -1
    if pieces:
        sample = " | ".join(pieces[:5])
        yield new_finding("html-text-left", page.place, value=sample, count=len(pieces))

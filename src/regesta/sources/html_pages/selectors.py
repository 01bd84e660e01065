"""A curator's selectors: which element is one publication, and which in it are its fields."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborNode, SelectolaxError

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.sources.curated.keys import KEYS, suggest
from regesta.sources.html_pages.page import Page, attribute, walk

_SELECTOR = re.compile(r"(?P<selector>.*?)\s*@(?P<attribute>[\w:.-]+)\s*", re.DOTALL)
_FIELDS = {**{name: name for name in KEYS}, "pages": "url", "identifier": "id"}
_COMMON = ("title", "abstract", "creators", "issued", "pages", "id", "themes", "tags", "doi")
_ITSELF = "."
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class FieldSelector:
    """Where the values of a key stand; without a selector, in the item itself."""

    key: str
    selector: str
    attribute: str
    option: str
    written: str

    def nodes(self, item: LexborNode) -> list[LexborNode]:
        """The elements in an item that it matches."""
        return item.css(self.selector) if self.selector else [item]


@dataclass(frozen=True, slots=True)
class SelectorMapping:
    """The selector of items and those of fields."""

    item: str
    fields: tuple[FieldSelector, ...]


def read_selectors(
    item: str, fields: Mapping[str, Any], page: Page
) -> tuple[SelectorMapping, list[Finding]]:
    """The selectors that can be used on a page, and what is wrong with the others."""
    findings: list[Finding] = []
    known: list[FieldSelector] = []
    for name, written in fields.items():
        key = _FIELDS.get(name)
        if key is None:
            meant = suggest(name, _FIELDS) or "title"
            findings.append(
                new_finding(
                    "html-field-unknown", page.place, value=name, meant=meant,
                    known=", ".join(_COMMON),
                )
            )  # fmt: skip
            continue
        for one in written if isinstance(written, list) else [written]:
            selector = _field(key, f"fields.{name}", one)
            if selector is None or not is_valid(selector.selector or "*", page):
                findings.append(_invalid(f"fields.{name}", one, page))
            else:
                known.append(selector)
    return SelectorMapping(item, tuple(known)), findings


def _field(key: str, option: str, written: Any) -> FieldSelector | None:
    if not isinstance(written, str) or not written.strip():
        return None
    found = _SELECTOR.fullmatch(written.strip())
    selector, name = (found["selector"], found["attribute"]) if found else (written.strip(), "")
    selector = "" if selector == _ITSELF else selector
    return FieldSelector(key, selector.strip(), name.lower(), option, written)


def is_valid(selector: str, page: Page) -> bool:
    """Whether a selector is one of CSS."""
    try:
        page.tree.css_first(selector)
    except (SelectolaxError, ValueError):
        return False
    return True


def _invalid(option: str, written: object, page: Page) -> Finding:
    return new_finding("html-selector-invalid", page.place, value=str(written), option=option)


def find_items(mapping: SelectorMapping, page: Page) -> list[LexborNode] | Finding:
    """The elements that are publications, or why there are none."""
    if not is_valid(mapping.item, page):
        return _invalid("item", mapping.item, page)
    items = page.tree.css(mapping.item)
    if items:
        return items
    has = describe_elements(page.tree.body) or "no element with a class"
    return new_finding("html-item-absent", page.place, value=mapping.item, has=has)


def unmatched(mapping: SelectorMapping, items: list[LexborNode], page: Page) -> Iterator[Finding]:
    """A finding for each selector that matches in none of the items."""
    for each in mapping.fields:
        if not any(each.nodes(item) for item in items):
            has = describe_elements(items[0]) or "no other element"
            yield new_finding(
                "html-field-absent", page.place, value=each.written, option=each.option, has=has
            )


def describe_elements(root: LexborNode | None) -> str:
    """The commonest elements below one, as selectors with their numbers."""
    if root is None:
        return ""
    counted: Counter[str] = Counter()
    for event, node in walk(root):
        if event == "start" and node.mem_id != root.mem_id:
            classes = attribute(node, "class").split()
            counted[".".join([node.tag or "", *classes[:1]])] += 1
    shown = [f"{name} ({count})" for name, count in counted.most_common(_SHOWN)]
    return ", ".join(shown)

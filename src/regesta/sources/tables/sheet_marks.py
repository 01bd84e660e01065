"""What a sheet says of its cells after the last of them: where they lead, which are one."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.utils import range_boundaries

_CHUNK = 1024 * 1024
_LONGEST_TAIL = 64 * 1024 * 1024
_ROOT = re.compile(rb"<(?:[\w.-]+:)?worksheet\b[^>]*>")
_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData\s*/>")
_MOST = 1_000_000


@dataclass(slots=True)
class SheetMarks:
    """Links by the row and column of their cell; the last row by the first cell of merged ones."""

    links: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[tuple[int, int], int] = field(default_factory=dict)


def read_marks(archive: zipfile.ZipFile, part: str) -> SheetMarks:
    """The marks of a sheet; none where they cannot be read, which hides no cell."""
    marks = SheetMarks()
    root = _parse(_without_cells(archive, part))
    if root is None:
        return marks
    targets = dict(_targets(archive, part))
    for element in root.iter():
        # Comments and the like have a function where an element has its name.
        name = str(element.tag).rpartition("}")[2]
        if name == "hyperlink":
            _add_link(marks, element, targets)
        elif name == "mergeCell":
            _add_merged(marks, element.get("ref", ""))
    return marks


def _add_link(marks: SheetMarks, element: etree._Element, targets: dict[str, str]) -> None:
    number = next((value for key, value in element.attrib.items() if str(key).endswith("}id")), "")
    target = targets.get(str(number), "")
    bounds = _bounds(element.get("ref", ""))
    if target.lower().startswith(("http://", "https://")) and bounds:
        left, top, _, _ = bounds
        if fragment := element.get("location"):
            target = f"{target}#{fragment}"
        marks.links[top, left] = target


def _add_merged(marks: SheetMarks, reference: str) -> None:
    bounds = _bounds(reference)
    if bounds and bounds[1] < bounds[3] and len(marks.merged) < _MOST:
        marks.merged[bounds[1], bounds[0]] = bounds[3]


def _bounds(reference: str) -> tuple[int, int, int, int] | None:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        return None
    if left is None or top is None or right is None or bottom is None:
        return None
    return int(left), int(top), int(right), int(bottom)


def _without_cells(archive: zipfile.ZipFile, part: str) -> bytes:
    """The sheet's XML with its root and what follows the cells; the cells are passed over."""
    with archive.open(part) as file:
        held = file.read(_CHUNK)
        root = _ROOT.search(held)
        if not root:
            return b""
        while not (end := _END.search(held)):
            chunk = file.read(_CHUNK)
            if not chunk:
                return b""
            held = held[-64:] + chunk
        tail = held[end.end() :] + file.read(_LONGEST_TAIL)
    return root[0] + tail


def _targets(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    folder, _, name = part.rpartition("/")
    try:
        content = archive.read(f"{folder}/_rels/{name}.rels")
    except KeyError:
        return
    root = _parse(content)
    for element in root.iter() if root is not None else ():
        if element.get("Id") and element.get("Target"):
            yield str(element.get("Id")), str(element.get("Target"))


def _parse(content: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        return etree.fromstring(content, parser) if content else None
    except etree.XMLSyntaxError:
        return None

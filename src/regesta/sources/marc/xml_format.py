"""Decodes one record of MARCXML."""

import re
from collections.abc import Collection

from lxml import etree

from regesta.sources.marc.characters import clean, repair_utf8
from regesta.sources.marc.fields import DataField, MarcRecord

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse_record(content: bytes, declarations: str) -> tuple[etree._Element, bool]:
    """The element of a record, and whether its characters had to be repaired.

    Raises XMLSyntaxError where it is not well formed even then.
    """
    start = f"<r{declarations}>".encode()
    try:
        return _parse(start + content + b"</r>"), False
    except etree.XMLSyntaxError:
        text = repair_utf8(content)
        repaired = _CONTROL.sub("", text).encode()
        if repaired == content:
            raise
        return _parse(start + repaired + b"</r>"), True


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(content, parser)[0]


def read_element(element: etree._Element, wanted: Collection[str] | None = None) -> MarcRecord:
    """The fields with one of the tags `wanted` of a record, all of them if it is None."""
    record = MarcRecord("")
    for child in element.iterchildren("*"):
        name = str(child.tag).rpartition("}")[2]
        if name == "leader":
            record.leader = _text(child)
            continue
        tag = child.get("tag", "")
        if wanted is not None and tag not in wanted:
            continue
        if name == "controlfield":
            record.control.setdefault(tag, clean(_text(child)))
        elif name == "datafield":
            _add(record, tag, child)
    return record


def _add(record: MarcRecord, tag: str, element: etree._Element) -> None:
    subfields = [
        (child.get("code", "")[:1], " ".join(clean(_text(child)).split()))
        for child in element.iterchildren("*")
    ]
    if subfields:
        first, second = element.get("ind1", " ")[:1], element.get("ind2", " ")[:1]
        record.add(DataField(tag, first or " ", second or " ", subfields))


def _text(element: etree._Element) -> str:
    """The text of an element and of all within it."""
    if len(element):
        return "".join(map(str, element.itertext()))
    return element.text or ""

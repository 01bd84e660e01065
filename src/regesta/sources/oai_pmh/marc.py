"""MARC 21 in XML, as OAI-PMH carries it: read by the reader of MARC, where there is one."""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec

from lxml import etree

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.oai_pmh.elements import Element

ReadMarcXml = Callable[[bytes, Place, SourceSettings], Iterator[Record | Finding]]

_MODULE = "regesta.sources.marc.marcxml"


def read_marc(element: Element, place: Place, source: SourceSettings) -> Iterator[Record | Finding]:
    """The record of an element of MARCXML, or a finding that it cannot be read here."""
    read = _reader()
    if read is None:
        yield new_finding("harvested-format-unknown", place, value="marc21", format="MARCXML")
    else:
        yield from read(etree.tostring(element, encoding="utf-8"), place, source)


def _reader() -> ReadMarcXml | None:
    parent = _MODULE.rpartition(".")[0]
    if not find_spec(parent) or not find_spec(_MODULE):
        return None
    found: ReadMarcXml | None = getattr(import_module(_MODULE), "read_marcxml", None)
    return found

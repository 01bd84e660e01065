"""MARC 21 in XML, as OAI-PMH carries it: read by the reader of MARC, where there is one."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from lxml import etree

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.oai_pmh.elements import Element
from regesta.sources.reader import Reader, Unit

_PACKAGE, _MODULE, _READER = "regesta.sources.marc", "regesta.sources.marc.reader", "MarcXmlReader"


def read_marc(element: Element, place: Place, source: SourceSettings) -> Iterator[Record | Finding]:
    """The record of an element of MARCXML, or a finding that it cannot be read here."""
    reader = _reader()
    if reader is None:
        yield new_finding("harvested-format-unknown", place, value="marc21", format="MARCXML")
        return
    content = etree.tostring(element, encoding="utf-8", xml_declaration=False, with_tail=False)
    yield from reader.read(Unit(place, content), source)


def _reader() -> Reader | None:
    if not find_spec(_PACKAGE) or not find_spec(_MODULE):
        return None
    reader: Reader = getattr(import_module(_MODULE), _READER)()
    return reader

"""The reader of CSL-JSON."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Record
from regesta.sources.bibliographies.csl.fields import read_fields
from regesta.sources.bibliographies.csl.items import items
from regesta.sources.bibliographies.csl.reading import ItemReading
from regesta.sources.bibliographies.draft import Draft
from regesta.sources.bibliographies.kinds import types_of
from regesta.sources.bibliographies.opening import Keys, OpenFile
from regesta.sources.bibliographies.reader import ReferenceReader
from regesta.sources.bibliographies.segments import LONGEST_RECORD
from regesta.sources.reader import Unit

_TYPE: Final = re.compile(r'"type"\s*:\s*"([A-Za-z_-]{3,30})"')
_OTHERS: Final = re.compile(
    r'"(?:@context|@graph|@id|@type|attributes|message-type|works|schemaVersion|relationships)"\s*:'
    r'|"(?:title|container-title)"\s*:\s*\['
)
"""What stands in JSON-LD, and in the answers of Crossref and DataCite."""
_ANYBODYS: Final = frozenset("book report dataset standard software article chapter".split())
"""Types that other forms of JSON have as well."""
_OWN: Final = re.compile(
    r'"(?:date-parts|container-title|publisher-place|collection-title|title-short|citation-key|'
    r'non-dropping-particle|number-of-pages)"\s*:|"(?:family|literal|title)"\s*:\s*"'
)


class CSLJSONReader(ReferenceReader):
    """Reads each item of a list, of a list within an object, or of a file of lines, as one record.

    A file that is cut off or broken gives what can be read of it, and a violation.
    """

    name = "csl-json"
    suffixes = (".json", ".jsonl", ".ndjson")

    def recognises(self, start: bytes) -> bool:
        """Whether the types are those of CSL, and nothing is of another form of JSON."""
        text = start.decode(errors="replace")
        if _OTHERS.search(text):
            return False
        types = {found.lower() for found in _TYPE.findall(text)} & types_of("csl")
        return bool(types - _ANYBODYS) or bool(types and _OWN.search(text))

    def split_files(self, files: Sequence[OpenFile], keys: Keys) -> Iterator[Unit | Finding]:
        """Each item is one unit."""
        for file in files:
            yield from _split_file(file, keys)

    def read_text(self, text: str, unit: Unit) -> Iterator[Record | Finding]:
        """The record of one item after its findings."""
        item: Mapping[str, Any] = json.loads(text)
        draft = Draft(unit.place)
        read_fields(ItemReading(item, draft))
        yield from draft.finish(unit.place.key or "")


def _split_file(file: OpenFile, keys: Keys) -> Iterator[Unit | Finding]:
    found_any = False
    for item in items(file.chunks()):
        found_any = True
        content = item.text.encode(errors="surrogateescape")
        place = replace(file.place, line=item.line, record=item.number)
        fault = item.fault or ("reference-too-long" if len(content) > LONGEST_RECORD else "")
        if fault:
            shown = " ".join(item.text[:200].split()).encode(errors="replace").decode()
            yield new_finding(
                fault, place, value=shown, number=str(item.number), length=f"{len(content):,}"
            )
            continue
        keyed = replace(place, key=item.key)
        yield keys.repeated(keyed, content) or Unit(keyed, content)
    if not found_any:
        yield new_finding(
            "references-absent", file.place, format="CSL-JSON", example='[{"type": "report", …}]'
        )

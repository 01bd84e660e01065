"""What the readers of Crossref's and of DataCite's metadata share: files, envelopes, errors."""

import json
from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.json_items import Envelope, JsonItem, Lists, read_json_items
from regesta.sources.json_values import Table, parse_item, table_of, tables_of, text_of
from regesta.sources.reader import Reader, Unit, source_files


class MetadataReader(Reader):
    """Reads JSON whose records have one form; a record is a unit."""

    suffixes = (".json", ".jsonl", ".ndjson", ".gz")
    publishes_new_agencies = True
    lists: ClassVar[Lists]
    form: ClassVar[str]

    def split(self, path: Path, source: SourceSettings) -> Iterator[Unit | Finding]:
        """A unit for each record; a finding where a service has more than the files hold."""
        count, totals, last = 0, [0], Place(source.name, path.name)
        for file in source_files(path, self.suffixes, source.name):
            if isinstance(file, Finding):
                yield file
                continue
            for item in read_json_items(*file, self.lists):
                if isinstance(item, JsonItem):
                    yield Unit(item.place, item.content)
                elif isinstance(item, Envelope):
                    count, last = count + item.count, file[1]
                    totals.append(self._total(item))
                else:
                    yield item
        if max(totals) > count:
            yield new_finding("json-answer-partial", last, count=count, total=max(totals))

    def read(self, unit: Unit, source: SourceSettings) -> Iterator[Record | Finding]:
        """The record of a unit."""
        value, findings = parse_item(unit.content, unit.place)
        yield from findings
        if value is None:
            if not findings:
                yield self._unknown(value, unit.place)
            return
        work = self.unwrapped(value)
        if work is not None:
            yield from self.read_work(work, unit.place, source)
        elif said := _error_of(table_of(value)):
            yield new_finding("json-service-error", unit.place, value=said)
        else:
            yield self._unknown(value, unit.place)

    @abstractmethod
    def unwrapped(self, value: Any) -> Table | None:
        """The table that describes the publication; None where the value has another form."""

    @abstractmethod
    def total_of(self, envelope: Table) -> int:
        """How many records the service has for the request, 0 where it does not say."""

    @abstractmethod
    def read_work(
        self, work: Table, place: Place, source: SourceSettings
    ) -> Iterator[Record | Finding]:
        """The record that a table describes."""

    def _total(self, envelope: Envelope) -> int:
        try:
            return self.total_of(table_of(json.loads(envelope.content)))
        except (ValueError, RecursionError):
            return 0

    def _unknown(self, value: Any, place: Place) -> Finding:
        keys = [str(key) for key in table_of(value)][:6]
        shown = ", ".join(f"“{key}”" for key in keys) if keys else "no table with keys"
        return new_finding("json-form-unknown", place, form=self.form, keys=shown)


def _error_of(value: Table) -> str:
    """What a service said went wrong, where it answered with an error."""
    for key in ("errors", "message", "error"):
        for table in tables_of(value.get(key)):
            said = [text_of(table.get(word)) for word in ("title", "message", "detail")]
            if any(said):
                return "; ".join(filter(None, said))
    failed = value.get("status") == "failed" or "error" in value
    return text_of(value.get("error")) or text_of(value.get("message")) if failed else ""

"""The reader of curated records in YAML and TOML."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from regesta.findings import Finding, has_violation
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.curated.building import read_record
from regesta.sources.curated.nodes import Node, Sequence, Table, fault
from regesta.sources.curated.toml_file import read_toml
from regesta.sources.curated.yaml_file import read_yaml
from regesta.sources.decoding import Line, control_characters, read_lines
from regesta.sources.reader import WholeFileReader

_LISTS = ("publications", "records")
_OTHER_LINE_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")


class RecordsReader(WholeFileReader):
    """Reads publications that curators write: a list, or a table with `publications`.

    A record that holds a broken line is not yielded; the others are.
    """

    name = "records"
    suffixes = (".yaml", ".yml", ".toml")

    def read_file(
        self, path: Path, place: Place, source: SourceSettings
    ) -> Iterator[Record | Finding]:
        """The records of a file, in their order."""
        lines: list[str] = []
        faults: dict[int, Finding] = {}
        for line in read_lines(path, place):
            if isinstance(line, Finding):
                yield line
                return
            sound, finding = control_characters(line, place)
            if finding:
                yield finding
            if line.fault:
                faults[line.number] = line.fault
            lines.append(_as_text(sound))
        read = read_toml if path.suffix.lower() == ".toml" else read_yaml
        found_any = False
        for document in read("\n".join(lines), place):
            if isinstance(document, Finding):
                found_any = found_any or has_violation([document])
                yield document
                continue
            for node in _record_nodes(document):
                found_any = True
                yield from _read_node(node, place, faults)
        yield from faults.values()
        if not found_any and not faults:
            yield _no_publication(place)


def _as_text(line: Line) -> str:
    """The line; one that was cut for its length gets its end closed, so that the rest parses."""
    text = line.text.translate(_OTHER_LINE_BREAKS)
    too_long = line.fault is not None and line.fault.code == "line-too-long"
    return text.split(":", 1)[0] + ": ''" if too_long and ":" in text else text


def _record_nodes(document: Node) -> tuple[Node, ...]:
    if isinstance(document, Sequence):
        return document.items
    if not isinstance(document, Table):
        return (document,) if document.text else ()
    for name in _LISTS:
        listed = document.entries.get(name)
        if listed is not None:
            return listed.items if isinstance(listed, Sequence) else (listed,)
    return (document,) if document.entries else ()


def _read_node(
    node: Node, place: Place, faults: Mapping[int, Finding]
) -> Iterator[Record | Finding]:
    """What a node gives; nothing but its findings if a line of it is broken."""
    first = node.line or 0
    last = (node.last_line or first) if isinstance(node, Table) else first
    broken = [number for number in faults if first <= number <= last]
    for found in read_record(node, replace(place)):
        if not broken or isinstance(found, Finding):
            yield found


def _no_publication(place: Place) -> Finding:
    return fault("no-publication", place, None)

"""The reader of Markdown files with front matter."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from regesta.errors import ConfigurationError
from regesta.findings import Finding, has_violation
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.settings import SourceSettings
from regesta.sources.curated.building import read_record
from regesta.sources.curated.nodes import Scalar, Table
from regesta.sources.curated.toml_file import read_toml
from regesta.sources.curated.yaml_file import read_yaml
from regesta.sources.decoding import control_characters, read_lines
from regesta.sources.html_pages.addresses import without_relative
from regesta.sources.html_pages.as_listing import read_as_listing
from regesta.sources.markdown.body import first_paragraph
from regesta.sources.markdown.front_matter import Parts, begins_with_front_matter, take_apart
from regesta.sources.markdown.habits import as_record
from regesta.sources.markdown.listed import has_listed_links, read_blocks
from regesta.sources.reader import WholeFileReader

_ABSTRACT = "abstract"
_OTHER_LINE_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")
_PARSERS = {"yaml": read_yaml, "toml": read_toml}


class MarkdownReader(WholeFileReader):
    """Reads one publication a file, as generators of websites keep them, or a list of links.

    A file of the first kind begins with front matter; below it stands text.
    """

    name = "markdown"
    suffixes = (".md", ".markdown", ".qmd", ".mdx")
    options = ("body", "base")

    def recognises(self, start: bytes) -> bool:
        """Whether there is front matter, or a list of links; any other text is a listing."""
        return begins_with_front_matter(start) or has_listed_links(start)

    def read_file(
        self, path: Path, place: Place, source: SourceSettings
    ) -> Iterator[Record | Finding]:
        """The record of a file."""
        body = self.option(source, "body", "")
        if body not in ("", _ABSTRACT):
            raise ConfigurationError(
                f"The source “{source.name}”: the option “body” is “{body}”; it can only be "
                f"“{_ABSTRACT}”, or be left out."
            )
        lines: list[str] = []
        faults: list[Finding] = []
        for line in read_lines(path, place):
            if isinstance(line, Finding):
                yield line
                return
            sound, finding = control_characters(line, place)
            faults += [fault for fault in (finding, line.fault) if fault]
            lines.append(sound.text.translate(_OTHER_LINE_BREAKS))
        yield from faults
        parts = take_apart(lines)
        if parts is None:
            # Broken lines are left out, so that none of them is published.
            broken = {fault.place.line for fault in faults if fault.code != "control-character"}
            kept = ["" if n in broken else text for n, text in enumerate(lines, start=1)]
            blocks = tuple(read_blocks(kept, self.option(source, "base", "")))
            results = read_as_listing(blocks, place, themes=True).results
            yield from without_relative(iter(results), place)
            return
        yield from _read(parts, place, source, with_body=body == _ABSTRACT, faults=faults)


def _read(
    parts: Parts, place: Place, source: SourceSettings, *, with_body: bool, faults: list[Finding]
) -> Iterator[Record | Finding]:
    front: Table | None = None
    for found in _front_matter(parts, place):
        if isinstance(found, Table):
            front = found
        else:
            yield found
    if front is None:
        return
    table, labels, skipped = as_record(front, source.name)
    if skipped:
        yield new_finding("markdown-keys-of-site", place, names=", ".join(skipped))
    paragraph = None if "abstract" in table.entries else first_paragraph(parts.body)
    if paragraph and with_body:
        table = replace(table, entries={**table.entries, "abstract": paragraph})
        labels = {**labels, "abstract": "body"}
    elif any(line.strip() for line in parts.body):
        there = replace(place, line=paragraph.line if paragraph else None)
        yield new_finding("markdown-body-unread", there, value=paragraph.text if paragraph else "")
    is_broken = has_violation(faults)
    for each in read_record(table, place):
        if isinstance(each, Finding):
            yield replace(each, place=_called(each.place, labels))
        elif not is_broken:
            places = tuple((name, _called(there, labels)) for name, there in each.places)
            yield replace(each, places=places)


def _front_matter(parts: Parts, place: Place) -> Iterator[Table | Finding]:
    """The keys and values before the body, or why they are not read."""
    if not parts.is_closed:
        yield new_finding("markdown-front-matter-open", place)
        return
    documents = list(_PARSERS[parts.language](parts.front, place))
    yield from (each for each in documents if isinstance(each, Finding))
    front = next((each for each in documents if not isinstance(each, Finding)), None)
    if not isinstance(front, Table) or not front.entries:
        if not any(isinstance(each, Finding) for each in documents):
            yield new_finding("markdown-front-matter-empty", place)
        return
    draft = front.entries.get("draft")
    if isinstance(draft, Scalar) and draft.text.casefold() in ("true", "yes"):
        yield new_finding("markdown-draft", replace(place, line=draft.line, field="draft"))
    else:
        yield front


def _called(place: Place, labels: Mapping[str, str]) -> Place:
    """The place with what the file calls the key."""
    return replace(place, field=labels.get(place.field or "", place.field))

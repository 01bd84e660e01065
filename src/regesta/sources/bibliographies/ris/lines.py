"""Takes a tagged record apart into its fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from regesta.sources.bibliographies.ris.dialects import RIS, Dialect, is_known_tag


@dataclass(frozen=True, slots=True)
class TaggedField:
    """A field: its tag in RIS and as written, its value with all its lines, its first line."""

    tag: str
    written: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class TaggedRecord:
    """The fields of a record in their order and by their tags, and whether a line ends it."""

    fields: tuple[TaggedField, ...]
    by_tag: Mapping[str, tuple[TaggedField, ...]]
    is_ended: bool


def read_tagged(text: str, dialect: Dialect, first_line: int) -> TaggedRecord:
    """The fields of a record; a line without a tag belongs to the field before it."""
    found: list[tuple[TaggedField, list[str]]] = []
    lines = text.split("\n")
    is_tight = _is_tight(lines[0], dialect)
    is_ended = False
    for number, line in enumerate(lines, start=first_line):
        field = _field(line, number, dialect, is_tight=is_tight)
        if field and field.tag == "ER" and dialect.has_end:
            is_ended = True
            break
        if field:
            found.append((field, [field.value]))
        elif found:
            found[-1][1].append(line.strip())
    fields = tuple(replace(field, value="\n".join(values)) for field, values in found)
    by_tag: dict[str, list[TaggedField]] = {}
    for field in fields:
        if field.value.strip():
            by_tag.setdefault(field.tag, []).append(field)
    return TaggedRecord(fields, {tag: tuple(those) for tag, those in by_tag.items()}, is_ended)


def _is_tight(line: str, dialect: Dialect) -> bool:
    """Whether a file leaves out the spaces around the hyphens, as its first line does."""
    found = dialect.line.match(line)
    return found is not None and (not found["gap"] or not found["value"].startswith(" "))


def _field(line: str, number: int, dialect: Dialect, *, is_tight: bool) -> TaggedField | None:
    found = dialect.line.fullmatch(line.rstrip())
    if found is None:
        return None
    tag, value = found["tag"], found["value"].strip()
    if dialect is RIS:
        is_plain = len(found["gap"]) > 1 and (not value or found["value"].startswith(" "))
        is_spaced = bool(found["gap"]) and (found["value"].startswith(" ") or not value)
        if not is_plain and not (is_known_tag(tag) and (is_spaced or is_tight)):
            return None
    return TaggedField(dialect.tag(tag), tag, value, number)


def values(record: TaggedRecord, *tags: str) -> Iterator[TaggedField]:
    """The fields with these tags that are not empty, tag by tag."""
    for tag in tags:
        yield from record.by_tag.get(tag, ())

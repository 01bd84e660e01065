"""What an entry inherits from those that its fields `crossref` and `xdata` name."""

from collections.abc import Mapping

from regesta.sources.bibliographies.bibtex.entries import Entry, Fault

_DEEPEST = 4
_OWN = frozenset(
    """
    crossref xdata xref entryset ids related relatedtype keywords abstract annotation annote
    doi url urldate eprint eprinttype eprintclass urn pages title subtitle titleaddon booktitle
    booksubtitle booktitleaddon maintitle mainsubtitle author shorttitle shorthand file note
    timestamp biburl bibsource date-modified date-added modificationdate creationdate owner
    sortkey label options pagetotal type
    """.split()
)
"""What is an entry's own, even if the entry that it belongs to has it."""
_DATES = frozenset({"date", "year", "month", "day"})
_RENAMED = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_PARTS = frozenset({"inbook", "bookinbook", "suppbook"})
_JOURNALS = frozenset({"periodical", "mvperiodical"})
_VOLUMES = {"mvbook", "mvcollection", "mvproceedings", "mvreference"}
_WHOLE = {"book", "collection", "proceedings", "reference"}


def inherit(entry: Entry, others: Mapping[str, Entry], depth: int = 0) -> Entry | None:
    """Give an entry what it lacks, and return the entry that it is a part of, if there is one."""
    for key in _keys(entry, "xdata"):
        data = _resolve(entry, key, others, depth)
        if data:
            for name, field in data.fields.items():
                if name not in ("crossref", "xdata", "ids"):
                    entry.fields.setdefault(name, field)
    parent = None
    for key in _keys(entry, "crossref")[:1]:
        parent = _resolve(entry, key, others, depth)
        if parent:
            _from_parent(entry, parent)
    return parent


def _keys(entry: Entry, name: str) -> list[str]:
    return [key.strip() for key in entry.text(name).split(",") if key.strip()]


def _resolve(entry: Entry, key: str, others: Mapping[str, Entry], depth: int) -> Entry | None:
    found = others.get(key.lower())
    if found is None or key.lower() == entry.key.lower() or depth >= _DEEPEST:
        names = [name for name in ("crossref", "xdata") if key in entry.text(name)]
        line = entry.fields[names[0]].line if names else entry.line
        entry.faults.append(Fault("entry-parent-missing", line, key))
        return None
    copied = Entry(found.type, found.key, entry.line, dict(found.fields))
    inherit(copied, others, depth + 1)
    return copied


def _from_parent(entry: Entry, parent: Entry) -> None:
    is_dated = bool(_DATES & entry.fields.keys())
    for name, field in parent.fields.items():
        target = _target(name, entry, parent)
        if target and not (is_dated and name in _DATES):
            entry.fields.setdefault(target, field)


def _target(name: str, entry: Entry, parent: Entry) -> str | None:
    """The field of an entry that a field of its parent fills, None if it fills none."""
    if name in _RENAMED:
        is_journal = parent.type in _JOURNALS or entry.type in ("article", "suppperiodical")
        if is_journal:
            return "journaltitle" if name == "title" and "journal" not in entry.fields else None
        is_volume = parent.type in _VOLUMES and entry.type in _WHOLE
        return _RENAMED[name].replace("book", "main") if is_volume else _RENAMED[name]
    if name == "booktitle" or (name == "author" and entry.type in _PARTS):
        return name
    return None if name in _OWN else name

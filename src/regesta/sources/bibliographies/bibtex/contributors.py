"""Reads who made a publication from the fields of a BibTeX entry."""

from typing import Final

from regesta.sources.bibliographies.bibtex.names import OTHERS, read_name, split_names
from regesta.sources.bibliographies.bibtex.reading import EntryReading

_EDITORS: Final = {
    "editor": "edt",
    "compiler": "com",
    "founder": "fou",
    "redactor": "red",
    "reviser": "edt",
    "collaborator": "ctb",
    "organizer": "orm",
    "director": "drt",
}
"""The roles that BibLaTeX's `editortype` gives an editor."""
_ROLES: Final = {
    "editor": "edt",
    "editora": "edt",
    "editorb": "edt",
    "editorc": "edt",
    "serieseditor": "edt",
    "translator": "trl",
    "annotator": "ann",
    "commentator": "cwt",
    "introduction": "aui",
    "foreword": "aui",
    "afterword": "aft",
    "bookauthor": "ctb",
    "contributor": "ctb",
    "collaborator": "ctb",
    "advisor": "ths",
    "supervisor": "ths",
    "illustrator": "ill",
    "director": "drt",
}


def read_contributors(reading: EntryReading) -> None:
    """Add the authors and everybody else whom a field names."""
    _read(reading, "author", "creators", None)
    for name, role in _ROLES.items():
        if name not in reading.entry.fields:
            continue
        kind = reading.text(f"{name}type").lower()
        _read(reading, name, "contributors", _EDITORS.get(kind, role))


def _read(reading: EntryReading, name: str, target: str, role: str | None) -> None:
    for field in reading.fields(name):
        place = reading.place(field)
        for written in split_names(field.text):
            if written.strip("{}. ").lower() in (OTHERS, "et al"):
                reading.draft.report("names-incomplete", place, written)
                continue
            contributor = read_name(written, place, role)
            if contributor and contributor.is_agency is None:
                reading.draft.report("name-without-braces", place, contributor.name.value)
            reading.draft.add_contributor(target, contributor)

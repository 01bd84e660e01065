"""Reads what curators and Zotero write as labelled lines into a note."""

import re

from regesta.records import Place
from regesta.sources.bibliographies.draft import Draft

_LABELLED = re.compile(
    r"^[ \t{:]*+(?P<label>DOI|ISBN|ISSN|PMID|PMCID|arXiv|URL|License|Licence)[ \t]*+:"
    r"(?P<value>.++)",
    re.IGNORECASE | re.MULTILINE,
)


def read_note(draft: Draft, text: str, place: Place) -> None:
    """Add the identifiers and addresses that a note gives line by line, such as `DOI: 10.…`."""
    for found in _LABELLED.finditer(text):
        label, value = found["label"].lower(), found["value"].strip(" \t}")
        if label == "doi":
            draft.add_doi(value, place)
        elif label in ("isbn", "issn"):
            list(draft.add_numbers(value, place, label))
        elif label == "url":
            draft.add_pages(value, place)
        elif label in ("license", "licence"):
            draft.set("licence", value, place)
        else:
            draft.add_local(f"{found['label']}:{value.removeprefix('arXiv:')}", place)

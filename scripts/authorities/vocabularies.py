"""Checks the matches of themes against EuroVoc and the case data standard."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from authorities.tables import TableError

_SECTION = "concepts:\n"
_STANDARD = "HTCDS Field Standards 2.0.ods"


def check_matches(table: Mapping[str, Any], reference: Path) -> None:
    """Raise TableError where a match has another label in EuroVoc, or a field is not there."""
    labels = _eurovoc_labels(reference / "eurovoc" / "eurovoc.yaml")
    words = _words(reference / "htcds" / _STANDARD)
    for name, entry in table.items():
        for number, label in {**entry.get("exact", {}), **entry.get("close", {})}.items():
            if labels.get(number) != label:
                raise TableError(
                    f"themes.toml: {name} matches EuroVoc {number} “{label}”, "
                    f"which is “{labels.get(number)}” there."
                )
        for field in entry.get("htcds", ()):
            if missing := [word for word in field.split(": ") if word not in words]:
                raise TableError(f"themes.toml: {name} names {missing}, which HTCDS has not.")


def _eurovoc_labels(path: Path) -> dict[str, str]:
    """The English label of each concept by its number.

    The labels stand at a fixed depth, so reading their lines takes a hundredth of the time that
    parsing three megabytes of YAML takes.
    """
    text = path.read_text(encoding="utf-8")
    concepts = text[text.index(_SECTION) :]
    found = re.findall(r"^  (\d+):$(?:\n    .*)*?\n    prefLabel:\n      en: (.*)$", concepts, re.M)
    return {number: str(yaml.safe_load(label)) for number, label in found}


def _words(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as sheet:
        content = sheet.read("content.xml").decode()
    return set(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", content)))

"""`data/edits/`: one file of JSON for each edit, so that each is written at one stroke."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from regesta.durability import force_to_disk, replace_file
from regesta.editing.edit import Edit
from regesta.errors import ConfigurationError
from regesta.findings import Finding
from regesta.identifiers import is_local_name

FOLDER = "edits"


class EditsFolder:
    """The edits of a data folder, which need not have any."""

    def __init__(self, data: Path, base_iri: str) -> None:
        self._path, self._base_iri = data / FOLDER, base_iri

    def all(self) -> list[Edit]:
        """Every edit by name. Raises ConfigurationError with the file that is damaged."""
        return [self._read(path) for path in sorted(self._path.glob("*.json"))]

    def get(self, name: str) -> Edit | None:
        """The edit of one publication, None where there is none."""
        path = self._file(name)
        return self._read(path) if path.is_file() else None

    @contextmanager
    def keeping(self, edit: Edit) -> Iterator[None]:
        """Put an edit on the disk; where what follows fails, what was there before is put back."""
        if not self._path.is_dir():
            self._path.mkdir(parents=True)
            force_to_disk(self._path.parent)
        path = self._file(edit.name)
        before = path.read_text(encoding="utf-8") if path.is_file() else None
        replace_file(path, _as_text(edit))
        try:
            yield
        except BaseException:
            if before is None:
                path.unlink()
                force_to_disk(path.parent)
            else:
                replace_file(path, before)
            raise

    def _file(self, name: str) -> Path:
        return self._path / f"{name}.json"

    def _read(self, path: Path) -> Edit:
        try:
            edit = _from_values(_name_of(path), json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigurationError(
                f"The edit {path} cannot be read ({error}); put its last backup back, "
                "or remove it to publish what the sources say."
            ) from error
        if edit.base_iri != self._base_iri:
            raise ConfigurationError(
                f"The edit {path} was written for {edit.base_iri}, but the catalogue's base_iri is "
                f"{self._base_iri}; set the base back, or remove the edit."
            )
        return edit


def _name_of(path: Path) -> str:
    if not is_local_name(path.stem):
        raise ValueError(f"“{path.stem}” cannot be the name of a publication")
    return path.stem


def _as_text(edit: Edit) -> str:
    values = {
        "base_iri": edit.base_iri,
        "title": edit.title,
        "record": edit.record,
        "lines": _lines(edit.lines),
        "beside": {document: _lines(lines) for document, lines in edit.beside.items()},
        "findings": [finding.as_stored() for finding in edit.findings],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _from_values(name: str, values: dict[str, Any]) -> Edit:
    return Edit(
        name,
        values["base_iri"],
        values["title"],
        _content(values["lines"]),
        {document: _content(lines) for document, lines in values["beside"].items()},
        tuple(map(Finding.from_stored, values["findings"])),
        values["record"],
    )


def _lines(content: bytes) -> list[str]:
    return content.decode().split("\n")[:-1]


def _content(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()

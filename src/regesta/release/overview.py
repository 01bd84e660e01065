"""`overview.json`: what lists ask of a release as a whole, so that no list asks its store.

A store on disk reads some ten thousand statements a second where they are scattered, so what
concerns every publication is gathered once, when the release is made.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

from regesta.errors import ReleaseError

OVERVIEW_FILE = "overview.json"

LINKED_KINDS = ("agency", "region", "theme", "person")
"""The kinds of thing that publications are linked to."""

Name = tuple[str, str | None]
"""A name and its language."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Every publication, the latest first, undated ones last; elsewhere known by its place there.

    `dates` are those of issue, as they are stated. `titles` are in lower case, those of one
    publication on a line each. `linked` are the places of
    the publications of a thing, a language or a source, by its IRI, without what lies below it.
    `names` are by kind and IRI; `above` are the things directly above a region or a theme.
    """

    publications: Sequence[str]
    dates: Sequence[str]
    titles: Sequence[str]
    linked: Mapping[str, "array[int]"]
    names: Mapping[str, Mapping[str, Sequence[Name]]]
    above: Mapping[str, Sequence[str]]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file. Raises ReleaseError where it is damaged."""
        try:
            values = msgspec.json.decode(path.read_bytes())
            return cls(
                publications=values["publications"],
                dates=values.get("dates", ()),
                titles=values["titles"],
                linked={iri: array("I", places) for iri, places in values["linked"].items()},
                names={
                    kind: {iri: tuple(map(_name, names)) for iri, names in things.items()}
                    for kind, things in values["names"].items()
                },
                above=values["above"],
            )
        except (OSError, msgspec.DecodeError, KeyError, TypeError) as error:
            raise ReleaseError(
                f"The overview {path} cannot be read ({error}); build the release again."
            ) from error

    def write(self, path: Path) -> None:
        """Write the file, the same for the same release."""
        values = {
            "publications": self.publications,
            "dates": self.dates,
            "titles": self.titles,
            "linked": {iri: list(places) for iri, places in sorted(self.linked.items())},
            "names": {kind: dict(sorted(things.items())) for kind, things in self.names.items()},
            "above": dict(sorted(self.above.items())),
        }
        path.write_bytes(msgspec.json.encode(values) + b"\n")


def latest_first(dates: Mapping[str, str]) -> list[str]:
    """Publications by their dates: the latest first, those of one date by their IRIs."""
    return sorted(sorted(dates), key=dates.__getitem__, reverse=True)


def _name(pair: Sequence[str | None]) -> Name:
    value, language = pair
    return value or "", language

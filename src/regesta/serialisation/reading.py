"""Reads the Turtle files of authorities, shapes and the ontology."""

from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import RdfFormat, Triple

from regesta.errors import ConfigurationError


def read_turtle(path: Path, base_iri: str | None = None) -> list[Triple]:
    """The triples of a file, its relative IRIs resolved on the base.

    Blank nodes get names that no other file has. Raises ConfigurationError with the file, and the
    parser's line where it is malformed.
    """
    try:
        quads = ox.parse(
            path=str(path), format=RdfFormat.TURTLE, base_iri=base_iri, rename_blank_nodes=True
        )
        return [quad.triple for quad in quads]
    except (SyntaxError, ValueError) as error:
        raise ConfigurationError(f"{path} is not valid Turtle: {error}.") from None
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror or error}.") from None

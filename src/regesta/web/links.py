"""The only place that makes addresses: paths for pages, absolute ones for headers and data."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from regesta.identifiers import Identifiers


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses below one base.

    Pages link by path, so that they work on whatever host they are read; headers and data name
    the base IRI, whatever host they are asked on.
    """

    identifiers: Identifiers

    @property
    def root(self) -> str:
        """The path of the base, which begins and ends with a slash."""
        return urlsplit(self.identifiers.base_iri).path

    def path(self, relative: str) -> str:
        """The path of a page of ours, for example `publication`."""
        return self.root + relative

    def absolute(self, relative: str) -> str:
        """The IRI of a page of ours, for headers and data."""
        return self.identifiers.base_iri + relative

    def to(self, iri: str) -> str | None:
        """Where a link to an IRI leads, None where it must not be one.

        What is ours leads to its page, other addresses of the web to themselves; anything else,
        such as `javascript:`, is to be shown as text.
        """
        document = self.identifiers.document_of(iri)
        target = document.value if document else iri
        if target.startswith(self.identifiers.base_iri):
            return self.path(target.removeprefix(self.identifiers.base_iri))
        return target if is_web_address(target) else None

    def publications(self, kind: str, iri: str) -> str:
        """The path of the list of publications linked to a thing."""
        parsed = self.identifiers.parse_thing(iri)
        return self.query("publication", {kind: parsed[1] if parsed else ""})

    def query(self, relative: str, parameters: dict[str, object]) -> str:
        """A path with those of the parameters that have a value."""
        kept = {name: value for name, value in parameters.items() if value}
        return self.path(relative) + (f"?{urlencode(kept)}" if kept else "")


def is_web_address(iri: str) -> bool:
    """Whether an IRI is safe to link to."""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)

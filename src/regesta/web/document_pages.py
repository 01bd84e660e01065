"""The pages of documents."""

from collections.abc import Sequence

from regesta.outputs.kinds import DETAILS
from regesta.outputs.publication import describe_publication
from regesta.outputs.things import describe_thing
from regesta.serialisation import FORMATS
from regesta.web.parts import Parts

HEADINGS = {
    "publication": "Publications",
    "agency": "Agencies",
    "region": "Regions",
    "theme": "Themes",
    "person": "People",
}
"""What the list of each kind is called."""


def render_document(parts: Parts, kind: str, name: str, languages: Sequence[str]) -> str:
    """The page about one thing, which there must be."""
    catalogue = parts.service.catalogue
    common = {
        "release": parts.service.release.identifier,
        "formats": [
            (each.label, parts.links.path(f"{kind}/{name}.{each.suffix}"), each.media_type)
            for each in FORMATS
        ],
        "heading": HEADINGS.get(kind, ""),
    }
    if kind == "publication":
        publication = describe_publication(catalogue, name, languages)
        return parts.pages.render("publication", page=publication, **common)
    thing = describe_thing(catalogue, kind, name, languages, DETAILS[kind])
    return parts.pages.render("thing", page=thing, **common)

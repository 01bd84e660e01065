"""HTML pages: the templates, and what every one of them can use."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from regesta.outputs.wording import Wording
from regesta.settings import Settings
from regesta.values.licences import licence_name
from regesta.web.dates import write_issued
from regesta.web.links import Links, is_web_address
from regesta.web.static_files import StaticFiles

_TEMPLATES = Path(__file__).parent / "templates"


def create_environment() -> Environment:
    """The templates, which escape whatever they are given."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Pages:
    """Renders templates for one catalogue; `fingerprint` changes whenever any of them would."""

    def __init__(self, settings: Settings, links: Links, static_files: StaticFiles) -> None:
        catalogue = settings.catalogue
        shown = {
            "style": links.path(static_files.address("style.css")),
            "icon": links.path(static_files.address("icon.svg")),
            "site_title": _first(catalogue.titles),
            "site_description": _first(catalogue.descriptions),
            "catalogue_licence": catalogue.licence,
        }
        self._environment = create_environment()
        self._environment.globals.update(links=links, **shown)
        self._environment.filters.update(issued=write_issued, licence=licence_name)
        self._environment.tests["web_address"] = is_web_address
        sources = [one.read_bytes() for one in sorted(_TEMPLATES.glob("*.html"))]
        self.fingerprint = sha256(b"".join([*sources, repr(shown).encode()])).hexdigest()[:16]

    def render(self, template: str, **values: object) -> str:
        """A page made of `templates/TEMPLATE.html`."""
        return self._environment.get_template(f"{template}.html").render(**values)


def _first(texts: Mapping[str, str]) -> Wording:
    language, text = next(iter(texts.items()), (None, ""))
    return Wording(text, language)

"""Languages as LaTeX calls them."""

from typing import Final

_BABEL: Final = {
    "ngerman": "de",
    "german": "de",
    "naustrian": "de-at",
    "austrian": "de-at",
    "nswissgerman": "de-ch",
    "swissgerman": "de-ch",
    "usenglish": "en-us",
    "american": "en-us",
    "ukenglish": "en-gb",
    "british": "en-gb",
    "canadian": "en-ca",
    "australian": "en-au",
    "newzealand": "en-nz",
    "francais": "fr",
    "frenchb": "fr",
    "canadien": "fr-ca",
    "acadian": "fr-ca",
    "brazil": "pt-br",
    "brazilian": "pt-br",
    "portuges": "pt",
    "spanishmx": "es-mx",
    "mexican": "es-mx",
    "polutonikogreek": "el",
    "farsi": "fa",
    "bahasa": "id",
    "bahasam": "ms",
    "nynorsk": "nn",
    "magyar": "hu",
}


def babel_language(name: str) -> str:
    """The tag for the name that packages of LaTeX give a language; any other text as it is."""
    return _BABEL.get(name.strip().casefold().removeprefix("lang"), name)

"""What to call a licence."""

import re

_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/([a-z]+))?/?"
)


def name_licence(iri: str) -> str:
    """The usual short name of a Creative Commons licence, the IRI of any other."""
    match = _CREATIVE_COMMONS.fullmatch(iri)
    if match is None:
        return iri
    family, name, version, port = match.groups()
    names = {"zero": "CC0", "mark": "Public Domain Mark"}
    short = f"CC {name.upper()}" if family == "licenses" else names.get(name, name)
    return " ".join(filter(None, (short, version, (port or "").upper())))

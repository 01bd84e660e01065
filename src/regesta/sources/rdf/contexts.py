"""Contexts of JSON-LD that files name by an address, which are never fetched.

For those that are common a small one of our own stands in; a file that names another is refused,
since without it nobody can say what its terms mean.
"""

import re
from typing import Any, Final

from regesta.sources.json_values import Table
from regesta.vocabulary import DCAT, DCTERMS, FOAF, FOREIGN, SCHEMA, prefixes

_ALIASES: Final = {"id": "@id", "type": "@type"}
_SCHEMA: Final = {"@vocab": SCHEMA.iri, "schema": SCHEMA.iri, **_ALIASES}
_DCAT: Final = {
    "@vocab": DCAT.iri,
    **_ALIASES,
    **{
        name: DCTERMS.iri + name
        for name in (
            "title description identifier issued modified language publisher creator spatial "
            "temporal license rights accrualPeriodicity conformsTo format type subject relation "
            "isVersionOf hasVersion isPartOf hasPart isReferencedBy references source "
            "accessRights provenance"
        ).split()
    },
    "name": FOAF.iri + "name",
    "homepage": FOAF.iri + "homepage",
    "page": FOAF.iri + "page",
    "hasEmail": FOREIGN["vcard"] + "hasEmail",
    "fn": FOREIGN["vcard"] + "fn",
}
_KNOWN: Final = (
    (re.compile(r"https?://(?:www\.)?schema\.org(?:/.*)?"), _SCHEMA),
    (re.compile(r"https?://w3id\.org/ro/crate/[\d.]+(?:-DRAFT)?/context/?"), _SCHEMA),
    (re.compile(r"https?://(?:doi\.org/10\.5063/schema/codemeta|w3id\.org/codemeta).*"), _SCHEMA),
    (re.compile(r"https?://raw\.githubusercontent\.com/codemeta/.*\.jsonld"), _SCHEMA),
    (re.compile(r"https?://www\.w3\.org/ns/dcat\d?(?:\.jsonld)?#?"), _DCAT),
    (re.compile(r"https?://project-open-data\.cio\.gov/v1\.1/schema/.*\.jsonld"), _DCAT),
    (
        re.compile(r"(?i)https?://(?:w3id|semiceu\.github|data\.europa)\.\w+/.*dcat.+"),
        _DCAT,
    ),
)
_LEAST: Final = {"dc": FOREIGN["dc"], "dct": DCTERMS.iri, "prism": FOREIGN["prism"]}
_DEEPEST = 200


class StrangeContextError(Exception):
    """Raised where a file names a context that is not known; the text is its address."""


class NestingError(Exception):
    """Raised where a file is nested more deeply than any that describes a publication."""


def with_own_contexts(value: Any) -> Any:
    """The value with contexts of our own; raises StrangeContextError and NestingError.

    Where a file has no context at all, the prefixes that we know are understood.
    """
    rewritten = _rewritten(value, 0)
    if isinstance(rewritten, dict) and "@context" not in rewritten:
        return {"@context": {**prefixes(), **_LEAST}, **rewritten}
    return rewritten


def _rewritten(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise NestingError
    if isinstance(value, list):
        return [_rewritten(each, depth + 1) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _own(each) if key == "@context" else _rewritten(each, depth + 1)
        for key, each in value.items()
    }


def _own(context: Any) -> Any:
    """A context in which nothing has to be fetched."""
    if isinstance(context, str):
        return _known(context)
    if isinstance(context, list):
        return [_own(each) for each in context]
    if not isinstance(context, dict):
        return context
    if isinstance(context.get("@import"), str):
        raise StrangeContextError(context["@import"])
    return {key: _scoped(each) for key, each in context.items()}


def _scoped(definition: Any) -> Any:
    """The definition of a term, which may have a context of its own."""
    if isinstance(definition, dict) and "@context" in definition:
        return {**definition, "@context": _own(definition["@context"])}
    return definition


def _known(address: str) -> Table:
    for pattern, context in _KNOWN:
        if pattern.fullmatch(address.strip()):
            return dict(context)
    raise StrangeContextError(address)

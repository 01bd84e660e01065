"""Says a finding in another language than English, in which it was made."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from regesta.findings import Finding
from regesta.messages import messages
from regesta.messages.places import LANGUAGES
from regesta.messages.shape_texts import ShapeTexts, shape_texts

_PROPERTY_UNKNOWN: Final = "-property-unknown"


def choose_language(asked: Iterable[str]) -> str:
    """The first of the languages asked for that findings are told in, else English."""
    spoken = (tag.lower().replace("_", "-").split("-")[0] for tag in asked)
    return next((language for language in spoken if language in LANGUAGES), "en")


def translate(finding: Finding, language: str) -> Finding:
    """The finding in a language; as it is where its message is not known in it."""
    if language == "en":
        return finding
    message = messages().get(finding.wording or finding.code)
    if message and finding.parts:
        return _said(finding, message.render(dict(finding.parts), language))
    known = shape_texts()
    texts = known.get(finding.code) or known.get(finding.code.removesuffix(_PROPERTY_UNKNOWN))
    return _of_shape(finding, texts, language) if texts else finding


def _of_shape(finding: Finding, texts: ShapeTexts, language: str) -> Finding:
    said = {
        name: texts.get(name, {}).get(language) or getattr(finding, name)
        for name in ("message", "expected", "example", "remedy")
    }
    names = texts.get("name", {})
    place = finding.place
    if place.field and place.field == names.get("en"):
        place = replace(place, field=names.get(language) or place.field)
    return replace(_said(finding, said), place=place)


def _said(finding: Finding, texts: Mapping[str, str]) -> Finding:
    return replace(
        finding,
        message=texts["message"],
        expected=texts["expected"],
        example=texts["example"],
        remedy=texts["remedy"],
    )

"""Chooses the media type that answers an Accept header (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Iterator, Mapping, Sequence

# A quoted string that does not end takes the rest, so that a hostile header is read once.
_QUOTED = r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)'
_PART = re.compile(rf'(?:[^,"]|{_QUOTED})+')
_PIECE = re.compile(rf'(?:[^;"]|{_QUOTED})+')
_WORD = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]++"
_RANGE = re.compile(rf"\*/\*|{_WORD}/\*|{_WORD}/{_WORD}")
_QUALITY = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")


def negotiate(
    accept: str | None, offers: Sequence[str], worth: Mapping[str, float] | None = None
) -> str | None:
    """The offer that the client likes best, None where it accepts none of them.

    `offers` are media types in the server's order of preference, which decides between offers
    of equal quality. The most specific range decides an offer's quality, which is multiplied by
    what the offer is `worth` to the server (1 unless it says otherwise); parameters other than `q`
    are ignored, and so are malformed parts. No header, or an empty one, accepts everything.
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = dict(_read_ranges(accept))
    qualities = {
        offer: _quality(offer.lower(), ranges) * (worth or {}).get(offer, 1.0) for offer in offers
    }
    best = max(offers, key=lambda offer: qualities[offer])
    return best if qualities[best] > 0 else None


def _quality(offer: str, ranges: dict[str, float]) -> float:
    for candidate in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        if candidate in ranges:
            return ranges[candidate]
    return 0.0


def _read_ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in _PART.findall(accept):
        media_range, _, parameters = part.partition(";")
        quality = read_quality(_PIECE.findall(parameters))
        if quality is not None and _RANGE.fullmatch(media_range.strip()):
            yield media_range.strip().lower(), quality


def read_quality(parameters: Sequence[str]) -> float | None:
    """The weight that `q` gives, 1 without it; None where it is malformed."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return float(value) if _QUALITY.fullmatch(value.strip()) else None
    return 1.0

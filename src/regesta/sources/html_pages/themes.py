"""Which headings are the theme of what stands below them."""

import re
from functools import cache

from regesta.sources.listing.site_lines import is_navigation
from regesta.sources.listing.words import fold, words

_PERIOD = re.compile(r"(?:\w{3,12}\.? )?(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?")
_LONGEST = 120
_BEFORE_TYPES = frozenset(
    "our all latest new recent key the and more nos nouveaux toutes tous les dernières derniers "
    "et nuestras nuestros últimas últimos todas todos y las los unsere alle neue aktuelle und "
    "publications publicaciones publikationen publicações pubblicazioni".split()
)


@cache
def _general() -> frozenset[str]:
    """Words such as “latest” and “reports”, which say nothing of what the reports are about."""
    kinds = {word for kind in words().types for word in kind.split()}
    return frozenset(word.rstrip("s") for word in (*_BEFORE_TYPES, *kinds))


def is_theme(heading: str) -> bool:
    """Whether a heading may name a theme: it is no year, no kind of document, no word of a site."""
    text = heading.strip(" :：")
    folded = fold(text)
    return (
        0 < len(text) <= _LONGEST
        and not is_period(text)
        and folded not in words().types
        and not is_navigation(folded)
        and not {word.rstrip("s") for word in folded.split()} <= _general()
    )


def is_period(heading: str) -> bool:
    """Whether a heading is a year, a month of one, or some years."""
    return _PERIOD.fullmatch(heading.strip(" :：")) is not None

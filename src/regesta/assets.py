"""Finds `ontology/`, `shapes/`, `queries/` and the default `data/`: in a checkout, else bundled."""

from functools import cache
from pathlib import Path

from regesta.errors import ConfigurationError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent
_BUNDLED = _PACKAGE / "_bundled"


@cache
def asset_root() -> Path:
    """The folder that holds the assets.

    The checkout comes first: an editable install leaves stale copies beside the package.
    """
    for root in (_CHECKOUT, _BUNDLED):
        if (root / "ontology" / "context.jsonld").is_file() and (root / "shapes").is_dir():
            return root
    raise ConfigurationError(
        f"The folders ontology/ and shapes/ are neither in {_CHECKOUT} nor in {_BUNDLED}; "
        "install Regesta again."
    )


def asset(*parts: str) -> Path:
    """The path of one asset, for example `asset("shapes", "agency.ttl")`.

    Raises ConfigurationError where it does not exist.
    """
    path = asset_root().joinpath(*parts)
    if not path.exists():
        raise ConfigurationError(f"Regesta's own file {'/'.join(parts)} is missing; install again.")
    return path

import pytest

from regesta.assets import asset, asset_root
from regesta.errors import ConfigurationError


def test_the_checkout_comes_before_what_an_editable_install_has_bundled():
    assert (asset_root() / "pyproject.toml").is_file()


def test_an_asset_that_is_missing_is_named():
    with pytest.raises(ConfigurationError, match=r"shapes/none\.ttl"):
        asset("shapes", "none.ttl")

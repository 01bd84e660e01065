"""What a deployment and its `catalogue.toml` can set; nothing else reads either."""

from regesta.settings.catalogue import Catalogue, SourceSettings, read_catalogue
from regesta.settings.deployment import (
    LogStyle,
    MetricsAccess,
    Operation,
    QueryLimits,
    Settings,
    load_settings,
    release_time,
)

__all__ = [
    "Catalogue",
    "LogStyle",
    "MetricsAccess",
    "Operation",
    "QueryLimits",
    "Settings",
    "SourceSettings",
    "load_settings",
    "read_catalogue",
    "release_time",
]

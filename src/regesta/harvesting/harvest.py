"""Harvests one source of the catalogue, by the protocol that it declares."""

from collections.abc import Callable
from pathlib import Path

from regesta.harvesting.fetching import Fetcher
from regesta.harvesting.oai_pmh import HarvestResult, OaiPmhHarvest, Progress
from regesta.harvesting.record_store import RecordStore, harvest_lock
from regesta.harvesting.remote_file import fetch_file
from regesta.harvesting.repository import Repository
from regesta.settings import SourceSettings
from regesta.settings.harvest import read_harvest
from regesta.sources.oai_pmh.stored import STORE_FILE


def harvest_source(
    source: SourceSettings,
    data: Path,
    *,
    from_scratch: bool = False,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> HarvestResult:
    """Fetch a source into the data folder; raises ConfigurationError and HarvestError."""
    settings = read_harvest(source)
    path = data / source.path
    lock = path.with_name(f".{path.name}.lock")
    with harvest_lock(lock, source.name), Fetcher(settings, tell=tell) as fetcher:
        if settings.protocol == "file":
            result = HarvestResult(is_full=True)
            fetched = fetch_file(settings, path, fetcher, anew=from_scratch)
            result.remarks.append("The file was fetched." if fetched else "It has not changed.")
            return result
        store = RecordStore(path if path.suffix == Path(STORE_FILE).suffix else path / STORE_FILE)
        try:
            harvest = OaiPmhHarvest(settings, store, Repository(settings, fetcher), progress)
            return harvest.run(from_scratch=from_scratch)
        finally:
            store.close()

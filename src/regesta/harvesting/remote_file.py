"""Fetches a file at a web address, only where it has changed."""

import json
from pathlib import Path

from regesta.durability import force_to_disk, replace_file
from regesta.errors import HarvestError
from regesta.harvesting.fetching import Answer, Fetcher
from regesta.settings.harvest import HarvestSettings

_PAGES = (".html", ".htm", ".xhtml")


def fetch_file(settings: HarvestSettings, path: Path, fetcher: Fetcher, *, anew: bool) -> bool:
    """Whether the file was fetched; False where the server says that it has not changed.

    The file that was there before stays until the new one is whole.
    """
    memory = path.with_name(f".{path.name}.harvest.json")
    draft = path.with_name(f".{path.name}.draft")
    path.parent.mkdir(parents=True, exist_ok=True)
    known = {} if anew or not path.is_file() else _remembered(memory, settings.url)
    try:
        with draft.open("w+b") as target:
            answer = fetcher.get(
                settings.url, target, headers=_conditions(known), limit=settings.max_bytes
            )
            if answer.status == 304 and known:
                return False
            target.seek(0)
            _check(answer, path, target.read(1024), settings.url)
        force_to_disk(draft)
        # Forgotten first: should a crash part the two, the file is only fetched again.
        memory.unlink(missing_ok=True)
        draft.replace(path)
        force_to_disk(path.parent)
        replace_file(memory, json.dumps(_remember(answer, settings.url), indent=1) + "\n")
    except OSError as error:
        raise HarvestError(
            f"{path} cannot be written: {error.strerror}; check the folder and the disk."
        ) from None
    finally:
        draft.unlink(missing_ok=True)
    return True


def _check(answer: Answer, path: Path, start: bytes, url: str) -> None:
    if answer.status != 200:
        raise HarvestError(
            f"The server answers with status {answer.status} for {url}; check harvest.url in "
            "catalogue.toml. The file fetched before was kept."
        )
    if not answer.length:
        raise HarvestError(f"The file at {url} is empty; the one fetched before was kept.")
    looks_like_page = start.lstrip().lower().startswith((b"<!doctype html", b"<html"))
    if looks_like_page and path.suffix.lower() not in _PAGES:
        raise HarvestError(
            f"The server gives a web page in place of the file at {url}, as when one must log in; "
            "the one fetched before was kept."
        )


def _conditions(known: dict[str, str]) -> dict[str, str]:
    headers = {
        "If-None-Match": known.get("etag", ""),
        "If-Modified-Since": known.get("last_modified", ""),
    }
    return {name: value for name, value in headers.items() if value}


def _remember(answer: Answer, url: str) -> dict[str, str]:
    return {
        "url": url,
        "etag": answer.headers.get("etag", ""),
        "last_modified": answer.headers.get("last-modified", ""),
    }


def _remembered(path: Path, url: str) -> dict[str, str]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    is_known = isinstance(values, dict) and values.get("url") == url
    return {str(name): str(value) for name, value in values.items()} if is_known else {}

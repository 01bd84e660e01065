"""`current.json`: which release is the current one, and by which switch it became so."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from regesta.durability import replace_file
from regesta.errors import ReleaseError

_STATE_FILE = "current.json"


@dataclass(frozen=True, slots=True)
class State:
    """The current release, the number of the last switch, and when that was (UTC)."""

    release: str
    sequence: int
    switched: str


def read_state(root: Path) -> State | None:
    """The state of the releases in a folder, None where nothing was ever built.

    Raises ReleaseError where the file is damaged.
    """
    path = root / _STATE_FILE
    try:
        return State(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise ReleaseError(
            f"{path} cannot be read ({error}); put its last backup back, or remove it and build."
        ) from error


def write_state(root: Path, state: State) -> None:
    """Make a release the current one at one stroke."""
    replace_file(root / _STATE_FILE, json.dumps(asdict(state)) + "\n")

"""Files that survive a power cut: written, forced to the disk, and only then named."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def force_to_disk(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def force_tree_to_disk(folder: Path) -> None:
    """Wait until a folder is on the disk with everything below it."""
    for parent, _, names in os.walk(folder):
        for name in names:
            force_to_disk(Path(parent, name))
        force_to_disk(Path(parent))


def replace_file(path: Path, text: str) -> None:
    """Give a file new content at one stroke: a reader sees the old or the new, never a part."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        force_to_disk(draft)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    force_to_disk(path.parent)


def remove_tree(folder: Path) -> None:
    """Remove a folder as far as that is possible; what stays is removed by the next build."""
    shutil.rmtree(folder, ignore_errors=True)

"""What only its owner may read: folders 0700, files 0600."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read; one that is there is not touched.

    Not even opened: closing a SQLite file takes away every lock that the process has on it.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def open_to_others(paths: Iterable[Path]) -> list[str]:
    """Return what to type so that nobody else may read these; nothing for what is private."""
    there = [path for path in paths if path.exists()]
    wide = [path for path in there if path.stat().st_mode & OTHERS]
    return [f"chmod {'700' if path.is_dir() else '600'} {path}" for path in wide]

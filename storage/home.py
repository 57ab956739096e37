"""The data folder, and which process runs on what it holds.

A lock of the operating system is let go by whoever dies, however they die: nothing has to be
cleared away after a kill or a power cut.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from core.settings import Settings
from storage.config import dialect_of, tortoise_config
from storage.system import SystemClock

LOCK_FILE, LOCK_SUFFIX = "running", ".running"
TRIES, PAUSE_SECONDS = 10, 0.1


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that runs: its number, and since when (local time)."""

    pid: str
    since: str


class HomeIsHeld(Exception):
    """Another process runs on this data; the sentence names it."""

    def __init__(self, holder: Holder, what: str) -> None:
        super().__init__(
            f"Process {holder.pid} has been running on {what} since {holder.since}: stop it first."
        )
        self.holder = holder


def make_home(home: Path) -> None:
    """Make the data folder, for its owner only."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def hold_home(settings: Settings, *, alone: bool = False) -> Iterator[None]:
    """Run on this data for as long as the context lasts. Raises HomeIsHeld.

    A SQLite file bears one process. On PostgreSQL several may share a folder, except with one
    that must be `alone`, as a restore must. The lock's own file is never moved or removed.
    """
    make_home(settings.home)
    path = _lock_path(settings)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _opened(path) as lock:
        is_only = alone or _is_sqlite(settings)
        if not _taken_soon(lock, fcntl.LOCK_EX if is_only else fcntl.LOCK_SH):
            raise HomeIsHeld(_named(lock), str(_held(settings)))
        _sign(lock)
        yield


def running(settings: Settings) -> Holder | None:
    """Return the process that runs on this data (one of several on PostgreSQL), if any does."""
    try:
        lock = _lock_path(settings).open(encoding="utf-8")
    except FileNotFoundError:
        return None
    with lock:
        return None if _taken(lock, fcntl.LOCK_EX) else _named(lock)


def _is_sqlite(settings: Settings) -> bool:
    return dialect_of(settings.database_url) == "sqlite"


def _held(settings: Settings) -> Path:
    """The SQLite file, wherever it lies; two folders may name the same one."""
    if not _is_sqlite(settings):
        return settings.home
    config = tortoise_config(settings.database_url)
    return Path(config["connections"]["sqlite"]["credentials"]["file_path"]).resolve()


def _lock_path(settings: Settings) -> Path:
    held = _held(settings)
    return held.with_name(held.name + LOCK_SUFFIX) if _is_sqlite(settings) else held / LOCK_FILE


def _opened(path: Path) -> TextIO:
    return os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+", encoding="utf-8")


def _taken_soon(lock: TextIO, how: int) -> bool:
    """Try a second long: somebody may only be asking whether it is taken."""
    for _ in range(TRIES):
        if _taken(lock, how):
            return True
        time.sleep(PAUSE_SECONDS)
    return False


def _taken(lock: TextIO, how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(lock: TextIO) -> None:
    lock.seek(0)
    lock.truncate()
    lock.write(f"{os.getpid()} {SystemClock().now().astimezone():%Y-%m-%d %H:%M:%S}\n")
    lock.flush()


def _named(lock: TextIO) -> Holder:
    """Whoever has just taken the lock may not have signed yet."""
    pid, _, since = lock.read().strip().partition(" ")
    return Holder(pid or "?", since or "just now")

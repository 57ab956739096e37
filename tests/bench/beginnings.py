"""What databases begin with, made once in a run and copied: from nothing it takes seconds."""

import shutil
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from core.settings import Settings
from storage.config import dialect_of, sqlite_path
from storage.desk import open_desk
from storage.migrate import migrate
from storage.sample import fill
from storage.system import MovableClock
from tests.conftest import TODAY


async def begin(settings: Settings) -> None:
    """Make a database that is up to date, with nothing in it."""
    await _once("empty", settings, migrate)


async def begin_with_sample(settings: Settings) -> None:
    """Make a database with the sample hospital of TODAY."""
    await _once("sample", settings, _filled)


async def _filled(settings: Settings) -> None:
    await begin(settings)
    async with open_desk(settings, clock=MovableClock(TODAY)) as desk:
        await fill(desk, desk.today())


async def _once(name: str, settings: Settings, make: Callable[[Settings], Awaitable[None]]) -> None:
    """Make what a database begins with; SQLite's is a file, and copied the next time."""
    kept = Path(_folder().name) / name
    if dialect_of(settings.database_url) != "sqlite":
        await make(settings)
        return
    file = Path(sqlite_path(settings.database_url))
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if kept.exists():
        shutil.copytree(kept / "home", settings.home, dirs_exist_ok=True)
        shutil.copy(kept / "database", file)
        return
    await make(settings)
    shutil.copytree(settings.home, kept / "home")
    shutil.copy(file, kept / "database")


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="bench-")

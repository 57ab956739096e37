"""Brings a database up to date, and never at the price of what it holds.

Tortoise's own migrations are enough for PostgreSQL, where a step that fails leaves nothing. On
SQLite they rebuild a table to change a column: with foreign keys on, dropping the old table
silently deletes the rows that hang on it, and its indexes are not made again. Hence the care.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.settings import Settings
from storage.config import APP, dialect_of, tortoise_config
from storage.private import make_private
from storage.shape import check_rows, check_sound, mend_indexes, opened, row_counts
from storage.steps import Steps
from storage.store import Database

RESTORING = ".restoring"
COPYING, UNDER_WAY, KEPT = ".copying", ".before-migration", ".backup"
ONE_AT_A_TIME = 0x5875_6566  # the advisory lock that migrations of a PostgreSQL database take


class MigrationFailed(Exception):
    """A step failed; the database is as it was before. The cause says what went wrong."""


class RestoreUnfinished(Exception):
    """The old database is aside and the backup is not in its place yet."""


async def migrate(settings: Settings) -> list[str]:
    """Apply the migrations that are still to be applied; return their names."""
    if dialect_of(settings.database_url) == "sqlite":
        return await migrate_sqlite(tortoise_config(settings.database_url))
    return await migrate_postgres(tortoise_config(settings.database_url))


async def waiting(settings: Settings) -> list[str]:
    """Return the names of the migrations that are still to be applied."""
    return await _waiting(tortoise_config(settings.database_url))


async def migrate_postgres(config: dict[str, Any]) -> list[str]:
    """Several processes may start at once: the first migrates, the others wait for it."""
    however_long: dict[str, Any] = {"server_settings": {}, "command_timeout": None}
    config["connections"]["postgres"]["credentials"] |= however_long
    async with _alone(config):
        return await _apply(config)


async def migrate_sqlite(config: dict[str, Any]) -> list[str]:
    """Copy the file, migrate without foreign keys, check; on any failure put the copy back.

    A copy that is still there from a run that was killed is put back first.
    """
    credentials = config["connections"]["sqlite"]["credentials"]
    path = Path(credentials["file_path"])
    await asyncio.to_thread(_prepare, path)
    names = await _waiting(config)
    if not names:
        return []
    await asyncio.to_thread(back_up, path)
    credentials["foreign_keys"] = "OFF"
    try:
        before = await asyncio.to_thread(row_counts, path)
        await _apply(config)
        if before:
            await _check(config, path, before)
    except BaseException as fault:
        await asyncio.to_thread(put_back, path)
        if isinstance(fault, Exception):
            raise MigrationFailed(f"{names[0]} to {names[-1]}") from fault
        raise
    await asyncio.to_thread(_beside(path, UNDER_WAY).replace, _beside(path, KEPT))
    return names


async def _waiting(config: dict[str, Any]) -> list[str]:
    async with _steps(config) as executor:
        return _names(await executor.plan())


async def _apply(config: dict[str, Any]) -> list[str]:
    async with _steps(config) as executor:
        names = _names(await executor.plan())
        if names:
            await executor.migrate()
        return names


@asynccontextmanager
async def _steps(config: dict[str, Any]) -> AsyncIterator[Steps]:
    async with Database().opened(config) as database:
        with database.entered():
            (name,) = config["connections"]
            yield Steps(database.connections.get(name), config["apps"])


def _names(plan: Iterable[Any]) -> list[str]:
    return [step.migration.name for step in plan]


@asynccontextmanager
async def _alone(config: dict[str, Any]) -> AsyncIterator[None]:
    async with Database().opened(config) as database:
        connection = database.connections.get("postgres")
        async with connection.acquire_connection() as held:
            await held.execute("SELECT pg_advisory_lock($1)", ONE_AT_A_TIME)
            yield


def _prepare(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists() and _beside(path, RESTORING).exists():
        raise RestoreUnfinished("A restore was cut short: run `cme restore` again.")
    if _beside(path, UNDER_WAY).exists():
        put_back(path)


def back_up(path: Path) -> None:
    """Copy the database as it is now beside itself, for its owner only; whole or not at all."""
    copying = _beside(path, COPYING)
    copying.unlink(missing_ok=True)
    make_private(copying)
    with opened(path) as file:
        file.execute("VACUUM INTO ?", (str(copying),))
    copying.replace(_beside(path, UNDER_WAY))


def put_back(path: Path) -> None:
    """Replace the database by the copy made before."""
    for suffix in ("-wal", "-shm"):
        _beside(path, suffix).unlink(missing_ok=True)
    _beside(path, UNDER_WAY).replace(path)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


async def _check(config: dict[str, Any], path: Path, before: dict[str, int]) -> None:
    with TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.db"
        await _make_from_models(config, fresh)
        await asyncio.to_thread(mend_indexes, path, fresh)
    await asyncio.to_thread(check_sound, path)
    await asyncio.to_thread(check_rows, path, before)


async def _make_from_models(config: dict[str, Any], path: Path) -> None:
    fresh = tortoise_config(f"sqlite://{path}")
    fresh["apps"] = {APP: config["apps"][APP]}
    async with Database().opened(fresh) as database:
        with database.entered():
            await database.generate_schemas()

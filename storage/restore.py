"""Puts a backup back: everything is read and compared first, and what was there is kept aside."""

import asyncio
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.records.journal import RESTORED
from core.settings import Settings
from storage.backup import FILES, HINDRANCES, NAME, whole_backups, why
from storage.config import APPLICATION, dialect_of, sqlite_path
from storage.desk import known_secret, open_desk
from storage.files import FolderFiles, open_files
from storage.home import PAUSE_SECONDS, TRIES, hold_home
from storage.installation import note
from storage.looking import PostgresLook, look_at, look_at_file
from storage.manifest import (
    FILE_LIST,
    MANIFEST,
    BackupFault,
    Manifest,
    contents_of,
    named,
    read_file_list,
    read_manifest,
    sha256_of,
    shipped,
)
from storage.migrate import RESTORING, migrate
from storage.places import place_of
from storage.postgres_programs import programs_for, put_back
from storage.private import make_private
from storage.protection import Protection
from storage.shape import Unsound, check_file
from storage.system import SystemClock

ASIDE = f"before-restore-{NAME}"
BESIDE = ("", "-wal", "-shm", "-journal", ".before-migration", ".copying", ".backup")
OTHERS = f"""
    SELECT string_agg(DISTINCT coalesce(host(client_addr), 'this machine'), ', ')
    FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND application_name = '{APPLICATION}'
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was put back, where what was there is now, if it was, and files left out."""

    manifest: Manifest
    aside: str
    damaged: list[str]


@dataclass(frozen=True, slots=True)
class _Backup:
    """A backup that was read through: the hash of each file, and those that lost theirs."""

    folder: Path
    manifest: Manifest
    hashes: Mapping[str, str]
    damaged: list[str]

    @property
    def database(self) -> Path:
        return self.folder / self.manifest.database


async def restore(settings: Settings, source: Path, *, leave_out_damaged: bool = False) -> Restored:
    """Put the backup `source`, or the latest in that folder, in place of what is there.

    Raises HomeIsHeld while a server runs, and BackupFault for a backup that is not whole or not
    of this installation's secret; then the database is as it was.
    """
    folder, manifest = _chosen(source)
    with hold_home(settings, alone=True):
        _check_fit(settings, manifest)
        backup = await asyncio.to_thread(_read, folder, manifest)
        if backup.damaged and not leave_out_damaged:
            raise BackupFault(
                f"{len(backup.damaged)} file(s) of the backup are missing or damaged: "
                f"{named(backup.damaged)}. Nothing was changed. --leave-out-damaged restores "
                "everything else."
            )
        try:
            aside = await PUT_BACK[manifest.dialect](settings, backup)
        except HINDRANCES as fault:
            raise BackupFault(f"{why(fault, settings.home)} The database is as it was.") from fault
        await migrate(settings)
        async with open_desk(settings) as desk:
            await note(desk, RESTORED, {"made_at": manifest.made_at, "aside": aside})
    return Restored(manifest, aside, backup.damaged)


async def check(source: Path) -> tuple[Manifest, list[str]]:
    """Read a backup as `restore` would, and touch nothing; return it and its damaged files.

    Raises BackupFault.
    """
    backup = await asyncio.to_thread(_read, *_chosen(source))
    return backup.manifest, backup.damaged


def _chosen(source: Path) -> tuple[Path, Manifest]:
    if not source.is_dir():
        raise BackupFault(f"There is no backup at {source}.")
    if not (source / MANIFEST).exists() and (found := whole_backups(source)):
        source = found[-1]
    return source, read_manifest(source)


def _check_fit(settings: Settings, manifest: Manifest) -> None:
    """Refuse what this installation could not read afterwards."""
    if manifest.dialect != dialect_of(settings.database_url):
        raise BackupFault(f"The backup is of {manifest.dialect}; CME_DATABASE_URL is not.")
    secret = known_secret(settings)
    if not secret or Protection(secret).key_id != manifest.key_id:
        here = f"the one here has {Protection(secret).key_id}" if secret else "there is none here"
        raise BackupFault(
            f"The backup belongs to the secret with the fingerprint {manifest.key_id}; {here}. "
            f"Put the secret that you kept into {settings.home / 'secret'} or CME_SECRET first."
        )
    if unknown := set(manifest.level) - shipped():
        raise BackupFault(
            f"The backup was made by a newer Xuefen (it knows {max(unknown)}): install that first."
        )


def _read(folder: Path, manifest: Manifest) -> _Backup:
    """Compare everything with its hash. Raises BackupFault for the database or the list."""
    for name, expected in (
        (manifest.database, manifest.database_sha256),
        (FILE_LIST, manifest.file_list_sha256),
    ):
        if not _is(folder / name, expected):
            raise BackupFault(f"{folder / name} is missing or damaged. Nothing was changed.")
    hashes = read_file_list(folder)
    damaged = [key for key, expected in hashes.items() if not _is(_file(folder, key), expected)]
    return _Backup(folder, manifest, hashes, sorted(damaged))


def _file(folder: Path, key: str) -> Path:
    return folder.parent / FILES / place_of(key)


def _is(path: Path, expected: str) -> bool:
    return path.is_file() and sha256_of(path) == expected


async def _put_back_sqlite(settings: Settings, backup: _Backup) -> str:
    """Put the files back, then let the copy take the database's name, which is the last step."""
    path = sqlite_path(settings.database_url)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = path.with_name(path.name + RESTORING)
    aside = path.with_name(_aside())
    try:
        await _copy_checked(backup, copy)
        aside.mkdir(mode=0o700)
        await _put_back_files(settings, backup, aside)
    except BaseException:
        copy.unlink(missing_ok=True)
        with suppress(OSError):
            aside.rmdir()
        raise
    _exchange(path, copy, aside)
    with suppress(OSError):
        aside.rmdir()
        return ""
    return str(aside)


def _aside() -> str:
    return f"{SystemClock().now():{ASIDE}}"


async def _copy_checked(backup: _Backup, copy: Path) -> None:
    """Copy the database and look whether it is sound and holds what the manifest says."""
    await asyncio.to_thread(_copy_private, backup.database, copy)
    with look_at_file(copy, is_still=True) as look:
        if not backup.manifest.agrees(await contents_of(look)):
            raise BackupFault("The database is not what the manifest says. Nothing was changed.")
        try:
            await asyncio.to_thread(check_file, look.connection)
        except Unsound as fault:
            raise BackupFault(f"The database is damaged: {fault}. Nothing was changed.") from fault


def _copy_private(original: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    make_private(copy)
    shutil.copyfile(original, copy)


def _exchange(path: Path, copy: Path, aside: Path) -> None:
    """Move the old database aside with all that belongs to it, and the copy into its place.

    An old log beside a new file would be played into it, an old copy of before a migration be
    put back over it. Whoever finds the copy without a database knows that this was cut short.
    """
    os.sync()
    for old in (path.with_name(path.name + suffix) for suffix in BESIDE):
        if old.exists():
            old.rename(aside / old.name)
    copy.rename(path)
    os.sync()


async def _put_back_files(settings: Settings, backup: _Backup, aside: Path) -> None:
    """Add what is missing; a file that is not what it was is kept aside."""
    files = open_files(settings.files_url)
    there = await files.listed()
    for key in sorted(backup.hashes.keys() - set(backup.damaged)):
        content = await asyncio.to_thread(_file(backup.folder, key).read_bytes)
        kept = await files.get(key) if key in there else None
        if kept == content:
            continue
        if kept is not None:
            await FolderFiles(aside / FILES).put(key, kept)
        await files.put(key, content)


async def _put_back_postgres(settings: Settings, backup: _Backup) -> str:
    """Move our tables into a schema aside and fill in the dump, in one transaction."""
    aside = re.sub(r"\W", "_", _aside()).lower()
    await refuse_running(settings)
    async with look_at(settings) as look:
        assert isinstance(look, PostgresLook)
        schema, server, tables = await look.schema(), await look.version(), await look.all_tables()
    if schema != backup.manifest.schema:
        raise BackupFault(
            f"The backup is of the schema {backup.manifest.schema}, the database's is {schema}."
        )
    programs = programs_for(settings, server)
    await _put_back_files(settings, backup, settings.home / aside)
    moved = [f'ALTER TABLE "{schema}"."{name}" SET SCHEMA "{aside}"' for name in tables]
    before = [f'CREATE SCHEMA "{aside}"', *moved] if moved else []
    await asyncio.to_thread(put_back, settings, programs, backup.database, server, before)
    async with look_at(settings) as look:
        if not backup.manifest.agrees(await contents_of(look)):
            raise BackupFault(f"The tables are not what the manifest says; the old are in {aside}.")
    return f"the schema {aside}" if moved else ""


async def refuse_running(settings: Settings) -> None:
    """Refuse while a server is connected, on this machine or another; a killed one soon is not."""
    for _ in range(TRIES):
        async with look_at(settings) as look:
            assert isinstance(look, PostgresLook)
            others = await look.value(OTHERS)
        if not others:
            return
        await asyncio.sleep(PAUSE_SECONDS)
    raise BackupFault(f"Xuefen is connected to this database from {others}: stop it first.")


PUT_BACK = {"sqlite": _put_back_sqlite, "postgres": _put_back_postgres}

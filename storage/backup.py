"""Copies an installation beside those who use it: the database of one moment, then its files.

A backup is a folder named after its moment; several share one folder of files, which are never
changed and so are copied once. It takes its name when it is whole, not before.
"""

import asyncio
import fcntl
import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]

from core.evidence.refusals import FULL, DiskFull, FilesUnavailable
from core.ports import Clock
from core.settings import Settings
from storage.config import dialect_of, sqlite_path
from storage.copying import Source, copy_files
from storage.desk import known_secret, open_desk
from storage.file_keys import keys_of
from storage.files import (
    is_bucket,
    open_files,
)
from storage.installation import BACKED_UP, note
from storage.looking import NoDatabase, PostgresLook, look_at, look_at_file
from storage.manifest import (
    DATABASE_FILES,
    FILE_LIST,
    BackupFault,
    Contents,
    Manifest,
    contents_of,
    lacking,
    read_file_list,
    read_manifest,
    sha256_of,
    write_file_list,
    write_manifest,
)
from storage.places import place_of
from storage.postgres_programs import dump, programs_for
from storage.private import make_private
from storage.protection import Protection
from storage.refusals import DatabaseBusy, DatabaseReadOnly, refusal_of
from storage.system import SystemClock

log = logging.getLogger(__name__)

PAGES_A_STEP = 2000
FILES, LOCK, DRAFT = "files", ".lock", ".unfinished-"
NAME = "%Y%m%dT%H%M%S.%fZ"
NAMED = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
HINDRANCES = (
    NoDatabase,
    DatabaseBusy,
    DatabaseReadOnly,
    FilesUnavailable,
    DiskFull,
    OSError,
    sqlite3.Error,
    asyncpg.PostgresError,
)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup, and files that its rows speak of but that were not whole where they are kept."""

    folder: Path
    manifest: Manifest
    lost: list[str]


async def make_backup(
    settings: Settings, target: Path, *, with_files: bool = False, keep: int | None = None
) -> Made:
    """Copy database and files into the folder `target`, whether or not a server runs.

    Files in a bucket are only checked, unless `with_files`. Of the backups in the folder `keep`
    stay. Raises BackupFault; the backups made before stay as they are.
    """
    if not (secret := known_secret(settings)):
        raise BackupFault(f"There is no installation in {settings.home}: it has no secret.")
    clock = SystemClock()
    try:
        with alone_in(target):
            made = await _make(settings, target, Protection(secret), clock, with_files)
            _prune(target, keep)
    except HINDRANCES as fault:
        raise BackupFault(f"{why(fault, target)} The backup was not made.") from fault
    try:
        async with open_desk(settings) as desk:
            await note(desk, BACKED_UP, {"made_at": made.manifest.made_at, "lost": len(made.lost)})
    except HINDRANCES:
        log.warning("the backup is whole, but the journal could not be told of it")
    return made


def why(fault: Exception, folder: Path) -> str:
    """Return in one sentence what hindered the work in a folder."""
    fault = refusal_of(fault) or fault
    if isinstance(fault, DiskFull) or getattr(fault, "errno", 0) in FULL:
        return f"There is no room left in {folder}."
    match fault:
        case NoDatabase():
            return str(fault)
        case DatabaseBusy():
            return "The database does not answer, or another program holds it."
        case DatabaseReadOnly():
            return "The database cannot be opened for writing."
        case FilesUnavailable():
            return "The evidence store does not answer."
        case OSError():
            return f"{fault.filename or folder}: {fault.strerror or fault}."
    return f"The database refuses: {fault}."


@contextmanager
def alone_in(target: Path) -> Iterator[None]:
    """Be the only one who backs up into this folder; what others left unfinished is removed."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (target / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupFault(f"Another backup into {target} is being made.") from None
        for left in target.glob(f"{DRAFT}*"):
            shutil.rmtree(left)
        yield


async def _make(
    settings: Settings, target: Path, protection: Protection, clock: Clock, with_files: bool
) -> Made:
    made_at = clock.now()
    draft = target / f"{DRAFT}{made_at:{NAME}}"
    draft.mkdir(mode=0o700)
    try:
        manifest, lost = await _fill(settings, draft, protection, made_at, with_files)
        write_manifest(draft, manifest)
        os.sync()
        folder = draft.rename(target / f"{made_at:{NAME}}")
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Made(folder, manifest, lost)


async def _fill(
    settings: Settings, draft: Path, protection: Protection, made_at: datetime, with_files: bool
) -> tuple[Manifest, list[str]]:
    """Copy the database first: a file is there before a row speaks of it."""
    dialect = dialect_of(settings.database_url)
    copy = draft / DATABASE_FILES[dialect]
    make_private(copy)
    contents, schema = await COPIED[dialect](settings, copy)
    has_files = with_files or not is_bucket(settings.files_url)
    async with look_at(settings) as look:
        keys = await keys_of(look, protection)
    source = Source(open_files(settings.files_url), keys)
    known = _known_hashes(draft.parent)
    copied = await copy_files(source, draft.parent / FILES if has_files else None, contents, known)
    write_file_list(draft, copied.hashes, {key: place_of(key) for key in copied.hashes})
    lost = sorted({*lacking(contents.files, copied.listed), *copied.damaged})
    manifest = Manifest(
        made_at=made_at.isoformat(timespec="seconds"),
        dialect=dialect,
        schema=schema,
        key_id=protection.key_id,
        level=contents.level,
        counts=contents.counts,
        journal_seq=contents.journal_seq,
        journal_hash=contents.journal_hash,
        database_bytes=copy.stat().st_size,
        database_sha256=await asyncio.to_thread(sha256_of, copy),
        files=len(copied.hashes if has_files else copied.listed),
        files_bytes=sum(copied.listed.values()),
        has_files=has_files,
        file_list_sha256=sha256_of(draft / FILE_LIST),
        missing=[key for key in lost if key not in copied.hashes],
    )
    return manifest, lost


async def _copied_file(settings: Settings, copy: Path) -> tuple[Contents, str]:
    await asyncio.to_thread(copy_sqlite, sqlite_path(settings.database_url), copy)
    with look_at_file(copy, is_still=True) as look:
        return await contents_of(look), "main"


def copy_sqlite(path: Path, copy: Path) -> None:
    """Copy a SQLite file as it is at this moment, beside those who write.

    Inside a read transaction: else every write of another connection starts the copy over.
    """
    with look_at_file(path) as look:
        _ask_for_room(copy, path.stat().st_size)
        with closing(sqlite3.connect(copy)) as target:
            look.connection.backup(target, pages=PAGES_A_STEP)


def _ask_for_room(copy: Path, size_bytes: int) -> None:
    """Raises OSError where there is too little; SQLite would only speak of an I/O error."""
    with copy.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size_bytes)
        file.truncate(0)


async def _dumped(settings: Settings, copy: Path) -> tuple[Contents, str]:
    """Let pg_dump see what we count: the snapshot of our own transaction."""
    async with look_at(settings) as look:
        assert isinstance(look, PostgresLook)
        programs = programs_for(settings, await look.version())
        schema = await look.schema()
        tables = [f'"{schema}"."{name}"' for name in await look.all_tables()]
        snapshot = await look.value("SELECT pg_export_snapshot()")
        await asyncio.to_thread(dump, settings, programs, copy, snapshot, tables)
        return await contents_of(look), schema


COPIED = {"sqlite": _copied_file, "postgres": _dumped}


def _known_hashes(target: Path) -> Mapping[str, str]:
    """Return the hashes that the latest sound backup knows; a damaged one hinders no other."""
    for folder in reversed(whole_backups(target)):
        with suppress(BackupFault, OSError):
            return _sound_list(folder)
    return {}


def _sound_list(folder: Path) -> Mapping[str, str]:
    """Return the hashes of a backup's files. Raises BackupFault for a list that is damaged."""
    if sha256_of(folder / FILE_LIST) != read_manifest(folder).file_list_sha256:
        raise BackupFault(f"{folder / FILE_LIST} is damaged.")
    return read_file_list(folder)


def whole_backups(target: Path) -> list[Path]:
    """Return the backups in a folder, the oldest first."""
    return sorted(folder for folder in target.iterdir() if NAMED.fullmatch(folder.name))


def _prune(target: Path, keep: int | None) -> None:
    """Take the name of an old backup away before its content: it is never seen half removed."""
    if not keep:
        return
    for old in whole_backups(target)[:-keep]:
        shutil.rmtree(old.rename(target / f"{DRAFT}{old.name}"))
    with suppress(BackupFault, OSError):  # who does not know what is needed removes nothing
        needed = {key for folder in whole_backups(target) for key in _sound_list(folder)}
        for path in (target / FILES).glob("??/??/*"):
            if path.name not in needed:
                path.unlink()

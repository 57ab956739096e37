"""Is what an installation keeps still what it was? Checks of `cme doctor`, one function each."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from core.domain.errors import NotFound
from core.domain.subjects import Subject, SubjectKind
from core.records.journal import RESTORED, Event
from core.settings import Settings
from storage.desk import known_secret, open_desk
from storage.file_keys import HASH_LENGTH, FileKey, is_whole, keys_of
from storage.files import ListedFiles, open_files
from storage.installation import BACKED_UP, SECRET_IS_KEPT, last
from storage.looking import Look, SqliteLook, is_there, look_at
from storage.manifest import files_of, lacking, named
from storage.migrate import waiting
from storage.protection import Protection
from storage.queries.sealed import SEALED_TABLES
from storage.shape import Unsound, check_file
from storage.system import SystemClock

OLDEST_BACKUP_HOURS = 36
HISTORY = "SELECT subject, after FROM journal WHERE subject LIKE 'credit:%' ORDER BY seq"
CREDITS = "SELECT id, stage FROM credit"
INVALID_INDEXES = """
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND NOT i.indisvalid
"""
CHECKSUM_FAULTS = """
    SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()
"""
REFERENCES = """
    SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, f.attname
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
    WHERE c.contype = 'f' AND n.nspname = current_schema()
"""
ORPHANS = """
    SELECT 1 FROM {table} t WHERE t."{column}" IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM {other} o WHERE o."{key}" = t."{column}") LIMIT 1
"""

Answer = tuple[bool, str]


async def integrity(settings: Settings) -> Answer:
    """Is the file whole, and does every reference lead somewhere?"""
    async with look_at(settings) as look:
        faults = [fault async for fault in _faults(look)]
    return not faults, "; ".join(faults) or "whole, every reference leads somewhere"


async def _faults(look: Look) -> AsyncIterator[str]:
    if isinstance(look, SqliteLook):
        try:
            await asyncio.to_thread(check_file, look.connection)
        except Unsound as fault:
            yield str(fault)
        return
    async for (index,) in look.rows(INVALID_INDEXES):
        yield f"the index {index} is not valid"
    async for (count,) in look.rows(CHECKSUM_FAULTS):
        if count:
            yield f"{count} pages were not what they should be"
    async for table, column, other, key in look.rows(REFERENCES):
        broken = ORPHANS.format(table=table, column=column, other=other, key=key)
        async for _ in look.rows(broken):
            yield f"{table}.{column} leads nowhere"


async def files(settings: Settings) -> Answer:
    """Is every file there that a row speaks of, in its size?"""
    async with look_at(settings) as look:
        wanted = await files_of(look)
    lost = lacking(wanted, await open_files(settings.files_url).listed())
    if lost:
        return False, f"{len(lost)} of {len(wanted)} are missing or not sealed: {named(lost)}"
    return True, f"{len(wanted)} of evidence, all there"


async def contents(settings: Settings) -> Answer:
    """Does every file open, and every original to what its row says?"""
    async with look_at(settings) as look:
        keys = await keys_of(look, Protection(known_secret(settings)))
    store = open_files(settings.files_url)
    listed = await store.listed()
    known = sorted(name for name in listed if name[:HASH_LENGTH] in keys)
    damaged = [name for name in known if await _is_damaged(store, name, keys)]
    if damaged:
        return False, f"{len(damaged)} of {len(known)} are damaged: {named(damaged)}"
    rest = len(listed) - len(known)
    unknown = f"; {rest} that no row knows will be thrown away" if rest else ""
    return True, f"{len(known)} files of evidence read, each opens to what its row says{unknown}"


async def _is_damaged(store: ListedFiles, name: str, keys: Mapping[str, FileKey]) -> bool:
    try:
        content = await store.get(name)
    except NotFound:
        return False  # taken away just now
    except OSError:
        return True
    return not await asyncio.to_thread(is_whole, content, name, keys)


async def stages(settings: Settings) -> Answer:
    """Does every credit stand where the journal last put it?"""
    async with look_at(settings) as look:
        told = await _told(look)
        credits = look.rows(CREDITS)
        stood = {str(Subject(SubjectKind.CREDIT, id)): stage async for id, stage in credits}
    wrong = [subject for subject, stage in stood.items() if told.get(subject) != stage]
    if wrong:
        return False, f"{len(wrong)} are not where the journal last put them: {named(wrong)}"
    return True, f"{len(stood)}, each where the journal last put it"


async def _told(look: Look) -> dict[str, str]:
    """Return the last stage that the journal tells of each credit."""
    return {
        subject: told["stage"]
        async for subject, after in look.rows(HISTORY)
        if "stage" in (told := _plain(after))
    }


def _plain(column: Any) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(column) if isinstance(column, str) else column
    return values


async def sealed(settings: Settings) -> Answer:
    """Does the secret open every document, mobile, account name and key?"""
    protection = Protection(known_secret(settings))
    closed, number = [], 0
    async with look_at(settings) as look:
        for table in SEALED_TABLES:
            async for row in look.rows(table.statement):
                number += 1
                closed += [f"{table.name} {row[0]}"] if table.closed(protection, row) else []
    if closed:
        return False, f"the secret does not open {len(closed)} of {number}: {named(closed)}"
    return True, f"the secret opens all that is sealed in {number} rows"


async def secret_is_kept(settings: Settings) -> Answer:
    """Has somebody confirmed that this very secret is kept elsewhere too?"""
    key_id = Protection(known_secret(settings)).key_id
    confirmed = await _last(settings, SECRET_IS_KEPT)
    if confirmed and confirmed.after["key_id"] == key_id:
        return True, f"confirmed on {confirmed.at:%Y-%m-%d} that {key_id} is kept elsewhere"
    return False, (
        f"nobody has confirmed that the secret {key_id} is kept elsewhere: keep a copy apart from "
        "the backups, then run `cme confirm-secret`"
    )


async def last_backup(settings: Settings) -> Answer:
    """Is there a backup of the last day and a half?"""
    made, restored = [await _last(settings, verb) for verb in (BACKED_UP, RESTORED)]
    moments = [made.at] if made else []
    if restored:  # that backup knows nothing of having been made
        moments.append(datetime.fromisoformat(restored.after["made_at"]))
    if not moments:
        return False, "there is none yet: run `cme backup` every night"
    hours = (SystemClock().now() - max(moments)) // timedelta(hours=1)
    return hours <= OLDEST_BACKUP_HOURS, f"{hours} hours old"


async def _last(settings: Settings, verb: str) -> Event | None:
    """Return when something was last done here; asking makes no home and no secret."""
    if not is_there(settings) or await waiting(settings):
        return None
    async with open_desk(settings) as desk:
        return await last(desk, verb)

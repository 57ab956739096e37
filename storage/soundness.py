"""Is what an installation keeps still what it was? Checks of `cme doctor`, one function each."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag

from core.domain.errors import NotFound
from core.domain.subjects import Subject, SubjectKind
from core.records.journal import Event
from core.settings import Settings
from storage.desk import known_secret, open_desk
from storage.files import is_original, open_files
from storage.installation import BACKED_UP, RESTORED, SECRET_IS_KEPT, last
from storage.looking import Look, SqliteLook, is_there, look_at
from storage.manifest import digest_of, files_of, lacking, named
from storage.migrate import waiting
from storage.protection import Protection
from storage.queries.register.people import SEALED, sealed_in
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
        return False, f"{len(lost)} of {len(wanted)} are missing: {named(lost)}"
    return True, f"{len(wanted)} of evidence, all there"


async def contents(settings: Settings) -> Answer:
    """Is every original what its name says, and can its pictures be read?"""
    store = open_files(settings.files_url)
    listed = await store.listed()
    damaged = []
    for key in listed:
        try:
            digest = await digest_of(await store.get(key))
        except NotFound:
            continue  # taken away just now
        except OSError:
            digest = ""
        if not digest or (is_original(key) and digest != key):
            damaged.append(key)
    if damaged:
        return False, f"{len(damaged)} of {len(listed)} are damaged: {named(damaged)}"
    return True, f"{len(listed)} files of evidence read, each as its name says"


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
    """Does the secret open every document and mobile?"""
    protection = Protection(known_secret(settings))
    closed, number = 0, 0
    async with look_at(settings) as look:
        columns = f"SELECT id, {', '.join(SEALED)} FROM staff"  # noqa: S608
        async for staff_id, *fields in look.rows(columns):
            number += 1
            closed += not all(
                _opens(protection, bytes(field), sealed_in(name, staff_id))
                for name, field in zip(SEALED, fields, strict=True)
            )
    if closed:
        return False, f"the secret does not open the documents of {closed} of {number} people"
    return True, f"the secret opens the documents of {number} people"


def _opens(protection: Protection, field: bytes, context: str) -> bool:
    try:
        protection.open(field, context)
    except (InvalidTag, ValueError):
        return False
    return True


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

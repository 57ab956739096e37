"""Another secret for an installation: rows are sealed anew, the files stay as they are.

The new secret is on the disk before the first row changes, and takes the old one's name after the
last. In between every row opens with one of the two, and nothing else opens the installation:
given again after a kill, the command goes on where it was.
"""

import os
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from tortoise.transactions import in_transaction

from core.domain.register import Actor
from core.domain.subjects import INSTALLATION
from core.settings import Settings
from storage.config import dialect_of, tortoise_config
from storage.desk import (
    NEXT_SECRET,
    SECRET_FILE,
    SecretFault,
    keep_secret,
    known_secret,
    own_secret,
)
from storage.home import hold_home
from storage.installation import SECRET_CHANGED
from storage.looking import look_at
from storage.manifest import named
from storage.migrate import migrate
from storage.protection import Protection
from storage.publisher import ProcessPublisher
from storage.queries.sealed import SEALED_TABLES, Resealing
from storage.restore import refuse_running
from storage.store import Database, DatabaseStore
from storage.system import SystemClock


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of it: both fingerprints, how many rows, and where the old secret is kept."""

    before: str
    after: str
    rows: int
    old_secret: Path


async def change_secret(settings: Settings, chosen: str = "") -> Changed:
    """Seal everything that hangs on the secret under a new one, `chosen` or made.

    Raises HomeIsHeld while a server runs, and SecretFault where something opens under neither
    secret; then nothing was changed.
    """
    if not own_secret(settings):
        raise SecretFault(f"There is no installation in {settings.home}: it has no secret.")
    with hold_home(settings, alone=True):
        await migrate(settings)
        if dialect_of(settings.database_url) == "postgres":
            await refuse_running(settings)
        work, next_secret = _begun(settings, chosen)
        kept = settings.home / f"{SECRET_FILE}.{work.old.key_id}"
        async with Database().opened(tortoise_config(settings.database_url)) as database:
            with database.entered():
                looked = Resealing(work.old, work.new)
                async for _ in resealed(looked, only_look=True):
                    pass
                _check(looked, next_secret)
                keep_secret(kept, own_secret(settings))
                async for _ in resealed(work):
                    pass
            await _note(DatabaseStore(database, work.new, SystemClock(), ProcessPublisher()), work)
        next_secret.replace(settings.home / SECRET_FILE)
        os.sync()
    return Changed(work.old.key_id, work.new.key_id, work.changed, kept)


def _begun(settings: Settings, chosen: str) -> tuple[Resealing, Path]:
    """Put the new secret on the disk, unless it is there since a try that was cut short."""
    path, old = settings.home / NEXT_SECRET, own_secret(settings)
    if chosen == old:
        raise SecretFault("That is the secret of this installation already.")
    keep_secret(path, chosen or secrets.token_urlsafe(32))
    secret = path.read_text("utf-8").strip()
    if chosen and chosen != secret:
        raise SecretFault(
            f"A change to another new secret was cut short: give the command without one, or the "
            f"one in {path}."
        )
    return Resealing(Protection(old), Protection(secret)), path


async def resealed(work: Resealing, *, only_look: bool = False) -> AsyncIterator[None]:
    """Go through all that is sealed; between two steps nothing is half done."""
    for table in SEALED_TABLES:
        after: str | None = ""
        while after is not None:
            async with in_transaction():
                after = await work.step(table, after, only_look=only_look)
            yield


def _check(looked: Resealing, next_secret: Path) -> None:
    """Raises SecretFault where something would stay behind that nobody could open any more."""
    if not looked.closed:
        return
    if not looked.done:  # no row has changed yet, so nothing has to go on
        next_secret.unlink()
    raise SecretFault(
        f"{len(looked.closed)} rows open neither with the secret {looked.old.key_id} nor with "
        f"{looked.new.key_id}: {named(looked.closed)}. Nothing was changed."
    )


async def _note(store: DatabaseStore, work: Resealing) -> None:
    """What jobs made is under the old secret; it would have been thrown away within a day."""
    async with store.transaction() as tx:
        await tx.jobs.forget_results(SystemClock().now())
        tx.journal.add(
            Actor.system(),
            SECRET_CHANGED,
            INSTALLATION,
            before={"key_id": work.old.key_id},
            after={"key_id": work.new.key_id},
        )


async def check_secret(settings: Settings) -> None:
    """Raises SecretFault where the secret is not the one that the rows are sealed under."""
    protection = Protection(known_secret(settings))
    async with look_at(settings) as look:
        for table in SEALED_TABLES:
            async for sealed in look.rows(f"{table.statement} LIMIT 1"):
                if table.closed(protection, sealed):
                    raise SecretFault(
                        f"The secret here, {protection.key_id}, is not the one that this "
                        f"installation is sealed under: put that into CME_SECRET or "
                        f"{settings.home / SECRET_FILE}."
                    )

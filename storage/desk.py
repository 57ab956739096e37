"""Assembles the real desk: database, files, workers, clock."""

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

from core.ports import Clock, Desk
from core.settings import Settings
from storage.check_ins import check_ins_of
from storage.config import dialect_of, tortoise_config
from storage.files import open_files
from storage.home import make_home
from storage.passwords import Argon2Passwords
from storage.phone_messages import open_sender
from storage.protection import Protection
from storage.publisher import ProcessPublisher
from storage.reader import EngineReader, reading_workers
from storage.sealed_files import SealedFiles
from storage.store import Database, DatabaseStore, StoredRulebooks
from storage.system import RandomIds, SystemClock
from storage.workers import LocalWorkers

SECRET_FILE, NEXT_SECRET = "secret", "secret.next"


class SecretFault(Exception):
    """Why the secret that is here cannot be worked with: one sentence; nothing was changed."""


@asynccontextmanager
async def open_desk(settings: Settings, *, clock: Clock | None = None) -> AsyncIterator[Desk]:
    """Open everything that use cases need, and close it again. The database must be migrated.

    Raises DatabaseBusy when the database does not answer, SecretFault while the secret is half
    changed.
    """
    make_home(settings.home)
    _refuse_half_changed(settings)
    settings = replace(settings, secret=settings.secret or stored_secret(settings.home))
    clock = clock or SystemClock()
    publisher = ProcessPublisher()
    async with AsyncExitStack() as stack:
        config = tortoise_config(settings.database_url)
        database = await stack.enter_async_context(Database().opened(config))
        workers = await stack.enter_async_context(LocalWorkers())
        reading = await stack.enter_async_context(reading_workers())
        check_ins = check_ins_of(database, dialect_of(settings.database_url))
        stack.callback(check_ins.close)
        protection = Protection(settings.secret)
        store = DatabaseStore(database, protection, clock, publisher)
        yield Desk(
            settings=settings,
            store=store,
            rulebooks=StoredRulebooks(store),
            files=SealedFiles(open_files(settings.files_url), store, protection, clock),
            clock=clock,
            ids=RandomIds(),
            workers=workers,
            passwords=Argon2Passwords(),
            publisher=publisher,
            check_ins=check_ins,
            sender=open_sender(settings, clock),
            reader=EngineReader(reading, is_wanted=settings.ocr, pictures=workers),
        )


def known_secret(settings: Settings) -> str:
    """Return the installation's secret without making one; empty if there is none yet.

    Raises SecretFault while a change of it is half done.
    """
    _refuse_half_changed(settings)
    return own_secret(settings)


def own_secret(settings: Settings) -> str:
    """Return the secret as it is known here, whatever is being done to it."""
    path = settings.home / SECRET_FILE
    if settings.secret or not path.exists():
        return settings.secret
    return path.read_text("utf-8").strip()


def _refuse_half_changed(settings: Settings) -> None:
    if (settings.home / NEXT_SECRET).exists():
        raise SecretFault("A change of the secret was cut short: give `cme change-secret` again.")


def stored_secret(home: Path) -> str:
    """Return the secret of this installation; the first to ask makes it, for its owner only."""
    path = home / SECRET_FILE
    keep_secret(path, secrets.token_urlsafe(32))
    return path.read_text("utf-8").strip()


def keep_secret(path: Path, secret: str) -> None:
    """Write a secret for its owner only, unless one is there.

    Written beside, then linked: nobody ever reads half a secret, of two at once one wins.
    """
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as page:
        page.write(secret)
        page.flush()
        os.fsync(page.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    os.sync()

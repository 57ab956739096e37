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
from storage.protection import Protection
from storage.publisher import ProcessPublisher
from storage.store import Database, DatabaseStore, StoredRulebooks
from storage.system import RandomIds, SystemClock
from storage.workers import LocalWorkers

SECRET_FILE = "secret"  # noqa: S105 - a file's name


@asynccontextmanager
async def open_desk(settings: Settings, *, clock: Clock | None = None) -> AsyncIterator[Desk]:
    """Open everything that use cases need, and close it again. The database must be migrated.

    Raises DatabaseBusy when the database does not answer.
    """
    make_home(settings.home)
    settings = replace(settings, secret=settings.secret or stored_secret(settings.home))
    clock = clock or SystemClock()
    publisher = ProcessPublisher()
    async with AsyncExitStack() as stack:
        config = tortoise_config(settings.database_url)
        database = await stack.enter_async_context(Database().opened(config))
        workers = await stack.enter_async_context(LocalWorkers())
        check_ins = check_ins_of(database, dialect_of(settings.database_url))
        stack.callback(check_ins.close)
        store = DatabaseStore(database, Protection(settings.secret), clock, publisher)
        yield Desk(
            settings=settings,
            store=store,
            rulebooks=StoredRulebooks(store),
            files=open_files(settings.files_url),
            clock=clock,
            ids=RandomIds(),
            workers=workers,
            passwords=Argon2Passwords(),
            publisher=publisher,
            check_ins=check_ins,
        )


def known_secret(settings: Settings) -> str:
    """Return the installation's secret without making one; empty if there is none yet."""
    path = settings.home / SECRET_FILE
    if settings.secret or not path.exists():
        return settings.secret
    return path.read_text("utf-8").strip()


def stored_secret(home: Path) -> str:
    """Return the secret of this installation; the first to ask makes it, for its owner only."""
    path = home / SECRET_FILE
    if not path.exists():
        _make_secret(path)
    return path.read_text("utf-8").strip()


def _make_secret(path: Path) -> None:
    """Write beside, then link: nobody ever reads half a secret, of two at once one wins."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as page:
        page.write(secrets.token_urlsafe(32))
        page.flush()
        os.fsync(page.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()

"""Assembles the real desk: database, files, workers, clock."""

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

from core.ports import Clock, Desk
from core.settings import Settings
from storage.bell import ProcessBell
from storage.config import dialect_of, tortoise_config
from storage.entrance import entrance_of
from storage.files import open_files
from storage.home import make_home
from storage.limits import FailureLimits
from storage.passwords import Argon2Passwords
from storage.protection import Protection
from storage.store import Database, DatabaseStore
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
    bell = ProcessBell()
    async with AsyncExitStack() as stack:
        config = tortoise_config(settings.database_url)
        database = await stack.enter_async_context(Database().opened(config))
        workers = await stack.enter_async_context(LocalWorkers())
        entrance = entrance_of(database, dialect_of(settings.database_url))
        stack.callback(entrance.close)
        yield Desk(
            settings=settings,
            store=DatabaseStore(database, Protection(settings.secret), clock, bell),
            files=open_files(settings.files_url),
            clock=clock,
            ids=RandomIds(),
            workers=workers,
            passwords=Argon2Passwords(),
            limits=FailureLimits(),
            bell=bell,
            entrance=entrance,
        )


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

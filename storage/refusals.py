"""What the database itself refuses, and which of its faults are such a refusal."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg  # type: ignore[import-untyped]
from tortoise.exceptions import BaseORMException, DBConnectionError, ValidationError

from core.domain.errors import MadeAlready, Refusal
from core.evidence.refusals import DiskFull

FAULTS = (
    BaseORMException,
    sqlite3.Error,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)


class DatabaseBusy(Refusal):
    """The database cannot be reached, or others held it for too long; nothing was changed."""

    code = "database-busy"
    status = 503
    retry_seconds = 5


class DatabaseReadOnly(Refusal):
    """The database can be read, but lies where nothing may be written; nothing was changed."""

    code = "database-read-only"
    status = 503
    retry_seconds = 60


class TooLong(Refusal):
    """Something is longer than its column, be it looked for or kept; nothing was changed."""

    code = "too-long-to-keep"


# A disk that takes no more is FULL to SQLite; one whose quota is used up is a failed write.
SQLITE_REFUSALS: dict[int, type[Refusal]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFull,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
    sqlite3.SQLITE_CANTOPEN: DatabaseReadOnly,
    sqlite3.SQLITE_PERM: DatabaseReadOnly,
}
# By SQLSTATE, or by the class that its first two places name. What a server may not write, be it
# for a role's rights or for how its disk is mounted, is a lack of rights to it.
POSTGRES_REFUSALS: dict[str, type[Refusal]] = {
    "53100": DiskFull,
    "25006": DatabaseReadOnly,
    "42501": DatabaseReadOnly,
    "55P03": DatabaseBusy,
    "08": DatabaseBusy,
    "40": DatabaseBusy,
    "53": DatabaseBusy,
    "57": DatabaseBusy,
    "58": DatabaseBusy,
}
TAKEN, PRIMARY = "23505", "_pkey"  # ids are drawn by lot, or follow from a form that was sent


@contextmanager
def refusing() -> Iterator[None]:
    """Say as a refusal what a database cannot do now; raise any other fault as it is."""
    try:
        yield
    except FAULTS as fault:
        if refusal := refusal_of(fault):
            raise refusal from fault
        raise


@contextmanager
def measuring(refusal: Refusal) -> Iterator[None]:
    """Refuse what is longer than its column, also where it is only looked for."""
    try:
        yield
    except ValidationError as fault:
        raise refusal from fault


def refusal_of(fault: BaseException) -> Refusal | None:
    """Return the refusal that a fault of the database comes to, None where it is a defect."""
    cause: BaseException | None = fault
    while cause is not None:
        if kind := _kind_of(cause):
            return kind()
        cause = cause.__cause__ or cause.__context__
    return DatabaseBusy() if isinstance(fault, DBConnectionError) else None


def _kind_of(fault: BaseException) -> type[Refusal] | None:
    if isinstance(fault, sqlite3.Error):
        if getattr(fault, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
            return MadeAlready
        return SQLITE_REFUSALS.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(fault, asyncpg.PostgresError):
        state: str = fault.sqlstate or ""
        if state == TAKEN and (fault.constraint_name or "").endswith(PRIMARY):
            return MadeAlready
        return POSTGRES_REFUSALS.get(state) or POSTGRES_REFUSALS.get(state[:2])
    return None

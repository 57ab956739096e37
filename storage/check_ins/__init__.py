"""The way in for many at once: plain SQL, one transaction for all who wait together.

An ORM's objects would cost twenty times what the statements do, and a commit for each person would
wait for the disk each time. Everybody is answered after the commit that holds their row.
"""

from storage.check_ins.postgres import PostgresCheckIns
from storage.check_ins.sqlite import SqliteCheckIns
from storage.store import Database

AnyCheckIns = PostgresCheckIns | SqliteCheckIns


def check_ins_of(database: Database, dialect: str) -> AnyCheckIns:
    """Return the check_ins to an opened database; close it before the database."""
    client = database.client(dialect)
    return SqliteCheckIns(client) if dialect == "sqlite" else PostgresCheckIns(client)

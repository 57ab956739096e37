"""The way in for many at once: plain SQL, one transaction for all who wait together.

An ORM's objects would cost twenty times what the statements do, and a commit for each person would
wait for the disk each time. Everybody is answered after the commit that holds their row.
"""

from storage.entrance.postgres import PostgresEntrance
from storage.entrance.sqlite import SqliteEntrance
from storage.store import Database

Entrances = PostgresEntrance | SqliteEntrance


def entrance_of(database: Database, dialect: str) -> Entrances:
    """Return the entrance to an opened database; close it before the database."""
    client = database.client(dialect)
    return SqliteEntrance(client) if dialect == "sqlite" else PostgresEntrance(client)

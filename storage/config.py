"""Where the database is, in the words that Tortoise asks for."""

from pathlib import Path
from typing import Any

from tortoise.backends.base.config_generator import expand_db_url

APP = "models"
APPLICATION = "xuefen"  # how PostgreSQL names our connections
ENGINES = {"sqlite": "storage.sqlite", "postgres": "storage.postgres"}

# FULL: an answer that a person has seen outlives a power cut. NORMAL would be twice as fast and
# forget the last commits of a machine that loses its power (never those of a killed process).
# The log may grow to 32 MB before it is copied into the file: every copy halts a full lecture hall.
SQLITE_DEFAULTS = {
    "busy_timeout": 15000,
    "synchronous": "FULL",
    "cache_size": -20000,
    "wal_autocheckpoint": 8000,
    "journal_size_limit": 64 * 1024 * 1024,
}
POSTGRES_DEFAULTS = {
    "minsize": 2,
    "maxsize": 10,
    "application_name": APPLICATION,
    "lock_timeout": "15s",  # as long as SQLite's writers are patient
    "jit": "off",  # of a large unit, pages are estimated dear: compiling costs more than asking
    "random_page_cost": "1.1",  # of disks without arms: else all is read through for a thousand
    "command_timeout": 30,  # a server that has stopped in the middle says nothing at all
}


def dialect_of(database_url: str) -> str:
    """Return “sqlite” or “postgres”; other databases are not known to us."""
    scheme = database_url.partition(":")[0]
    dialect = {"postgresql": "postgres", "asyncpg": "postgres"}.get(scheme, scheme)
    if dialect not in ENGINES:
        raise ValueError(f"CME_DATABASE_URL must begin with sqlite:// or postgres://, not {scheme}")
    return dialect


def tortoise_config(database_url: str) -> dict[str, Any]:
    """Return Tortoise's configuration; what the address says goes before our defaults.

    The connection is named after its dialect, because Tortoise keeps prepared statements by
    the connection's name and SQLite's are not PostgreSQL's.
    """
    dialect = dialect_of(database_url)
    address = database_url.replace("postgresql://", "postgres://", 1)
    defaults = SQLITE_DEFAULTS if dialect == "sqlite" else POSTGRES_DEFAULTS
    credentials = {**defaults, **expand_db_url(address)["credentials"]}
    if dialect == "postgres":
        credentials["server_settings"] = {
            name: credentials.pop(name) for name in ("lock_timeout", "jit", "random_page_cost")
        }
    return {
        "connections": {dialect: {"engine": ENGINES[dialect], "credentials": credentials}},
        "apps": {
            APP: {
                "models": ["storage.models"],
                "migrations": "storage.migrations",
                "default_connection": dialect,
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def sqlite_path(database_url: str) -> Path:
    """Return the file that a SQLite address names."""
    config = tortoise_config(database_url)
    return Path(config["connections"]["sqlite"]["credentials"]["file_path"]).resolve()


TORTOISE_ORM = tortoise_config("sqlite://:memory:")

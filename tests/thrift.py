"""What every test would pay for again, though it is the same each time."""

import os
import shutil
import ssl
import sys
from collections.abc import Callable
from copy import copy
from functools import partialmethod
from pathlib import Path
from typing import Any

import certifi
from telegram.ext import AIORateLimiter
from tortoise.apps import Apps
from werkzeug.routing import Rule

DISK, MEMORY, ROOM = Path("/tmp"), Path("/dev/shm"), 2 * 1024**3
END = "-----END CERTIFICATE-----\n"
FOLLOWS = (
    "filters",
    "basetable",
    "basequery",
    "basequery_all_fields",
    "db_native_fields",
    "db_default_fields",
    "db_complex_fields",
)


def brief() -> Path:
    """Return where files lie that no test run leaves behind: in memory, where there is room.

    A test's home and databases are written through to a disk again and again, as they ought to
    be, and a copied database of PostgreSQL is seven hundred files.
    """
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if is_roomy and os.access(MEMORY, os.W_OK) else DISK


def trust_one_authority(folder: Path) -> None:
    """Whoever dials out reads one certificate: reading all that the world trusts takes longer than
    most tests, and nothing here speaks TLS. Processes that tests start do as well.
    """
    everybody = Path(certifi.where()).read_text("utf-8")
    one = folder / "one-authority.pem"
    one.write_text(everybody.partition(END)[0] + END, "utf-8")
    os.environ[ssl.get_default_verify_paths().openssl_cafile_env] = str(one)


def know_addresses() -> None:
    """The three hundred addresses of a test's app are those of the last one's: what builds them
    is compiled once.
    """
    compiled: dict[object, Callable[..., tuple[str, str]]] = {}
    compile_builder = Rule._compile_builder

    def known(rule: Rule, append_unknown: bool = True) -> Any:
        key = (rule.rule, tuple(rule._trace), str(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = known  # type: ignore[method-assign]


def know_tables() -> None:
    """What the tables can be asked for follows from the kind of database: it is the same for the
    next test's database of that kind.
    """
    known: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    build = Apps._build_initial_querysets

    def build_once(apps: Apps) -> None:
        models = [model for app in apps.apps.values() for model in app.values()]
        kind = (*models, *{model._meta.db.query_class for model in models})
        if kind not in known:
            for model in models:
                for name in FOLLOWS:  # those of the other kind stay as they are
                    setattr(model._meta, name, copy(getattr(model._meta, name)))
            build(apps)
            known[kind] = [{name: getattr(one._meta, name) for name in FOLLOWS} for one in models]
        for model, made in zip(models, known[kind], strict=True):
            for name in FOLLOWS:
                setattr(model._meta, name, made[name])

    Apps._build_initial_querysets = build_once  # type: ignore[method-assign]


def know_what_is_missing() -> None:
    """Whoever sends a request looks for this library in every folder, each time anew."""
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]


def talk_fast() -> None:
    """Telegram takes thirty messages a second. Ours takes as many as it is sent."""
    begin = AIORateLimiter.__init__
    AIORateLimiter.__init__ = partialmethod(begin, overall_max_rate=0)  # type: ignore[assignment]

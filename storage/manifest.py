"""What a backup says of itself: enough to know it again whole, nothing that opens it."""

import asyncio
import json
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from storage import migrations
from storage.looking import Look
from storage.private import make_private
from storage.sealing import SEALING_BYTES
from storage.shape import BOOKKEEPING

FORMAT = 1
MANIFEST, FILE_LIST = "manifest.json", "files.sha256"
DATABASE_FILES = {"sqlite": "database.db", "postgres": "database.dump"}
KEPT_FILES = ("application_file", "evidence", "training_file")
SEALED_FILES = """
    SELECT n.sha256, n.has_view, f.stored_as, f.size_bytes
    FROM {table} n LEFT JOIN file f ON f.sha256 = n.sha256
"""
UNSEALED_FILES = "SELECT sha256, has_view, NULL, NULL FROM {table}"
PICTURELESS = {
    "number_range": """
        SELECT s.photo, f.stored_as, f.size_bytes
        FROM staff s LEFT JOIN file f ON f.sha256 = s.photo WHERE s.photo IS NOT NULL
    """,
    "credit_import": """
        SELECT i.sha256, f.stored_as, f.size_bytes
        FROM credit_import i LEFT JOIN file f ON f.sha256 = i.sha256
    """,
}
"""Files that no picture was made of: photos of people, workbooks of credits.

Each beside a table of the same migration: a backup of an earlier version knows of none.
"""
NO_SIZE = -1
VIEW_ENDINGS = ("-view", "-thumbnail")


class BackupFault(Exception):
    """Why there can be no backup or no restore: one sentence; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds at one moment.

    Rows by table, the journal's last entry and its hash, the migrations applied, and the files
    that its rows speak of, by key with their size (None where no row tells it).
    """

    counts: dict[str, int]
    journal_seq: int
    journal_hash: str
    level: list[str]
    files: dict[str, int | None] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup. `missing` are files that its rows speak of and that were not to be had."""

    made_at: str
    dialect: str
    schema: str
    key_id: str
    level: list[str]
    counts: dict[str, int]
    journal_seq: int
    journal_hash: str
    database_bytes: int
    database_sha256: str
    files: int
    files_bytes: int
    has_files: bool
    file_list_sha256: str
    missing: list[str]

    @property
    def database(self) -> str:
        """The name of the database's copy."""
        return DATABASE_FILES[self.dialect]

    def agrees(self, contents: Contents) -> bool:
        """Return whether a database holds exactly what this one did."""
        mine = (self.counts, self.journal_seq, self.journal_hash, self.level)
        return mine == (
            contents.counts,
            contents.journal_seq,
            contents.journal_hash,
            contents.level,
        )


async def contents_of(look: Look) -> Contents:
    """Read what a database holds."""
    counts = {table: await _count(look, table) for table in await look.tables()}
    heads = [row async for row in look.rows("SELECT seq, hash FROM journal_head")]
    seq, last_hash = heads[0] if heads else (0, "")
    applied = look.rows(f"SELECT name FROM {BOOKKEEPING} ORDER BY name")  # noqa: S608
    level = [name async for (name,) in applied]
    return Contents(counts, seq, last_hash, level, await files_of(look))


async def _count(look: Look, table: str) -> int:
    async for (count,) in look.rows(f'SELECT count(*) FROM "{table}"'):  # noqa: S608
        return int(count)
    return 0


async def files_of(look: Look) -> dict[str, int | None]:
    """Return the files that rows speak of, by the name they lie under, with their size there.

    One that nothing opens is asked for under its hash, in a size that no file has. A database
    that knows no sealed files yet is asked for the names only.
    """
    tables = set(await look.tables())
    is_sealed = "file" in tables
    files: dict[str, int | None] = {}
    for table in sorted(tables.intersection(KEPT_FILES)):
        statement = (SEALED_FILES if is_sealed else UNSEALED_FILES).format(table=table)
        async for content, has_view, stored_as, size_bytes in look.rows(statement):
            name = stored_as or content
            size = size_bytes + SEALING_BYTES if stored_as else NO_SIZE
            files[name] = size if is_sealed else None
            if has_view:
                files.update((name + ending, None) for ending in VIEW_ENDINGS)
    for table in PICTURELESS.keys() & tables:
        async for content, stored_as, size_bytes in look.rows(PICTURELESS[table]):
            files[stored_as or content] = size_bytes + SEALING_BYTES if stored_as else NO_SIZE
    return files


def lacking(wanted: Mapping[str, int | None], listed: Mapping[str, int]) -> list[str]:
    """Return the files that are not there in the size that they should have."""
    return sorted(
        key
        for key, size in wanted.items()
        if key not in listed or (size is not None and listed[key] != size)
    )


def shipped() -> set[str]:
    """Return the names of the migrations that this version knows."""
    return {module.name for module in pkgutil.iter_modules(migrations.__path__)}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into a backup's folder, last of all."""
    told = {"format": FORMAT, **asdict(manifest)}
    text = json.dumps({**told, "sha256": _seal(told)}, ensure_ascii=False, indent=2)
    make_private(folder / MANIFEST)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")


def _seal(told: Mapping[str, Any]) -> str:
    """Return the hash of what a manifest says; a slip of the disk in it is noticed."""
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Return what a backup says of itself. Raises BackupFault for what is none, or not whole."""
    page = folder / MANIFEST
    try:
        told: dict[str, Any] = json.loads(page.read_text("utf-8"))
        seal = told.pop("sha256", None)
        is_known = told.get("format") == FORMAT
        if is_known and seal == _seal(told):
            return Manifest(**{name: told[name] for name in told if name != "format"})
    except FileNotFoundError:
        raise BackupFault(f"{folder} is not a whole backup: it has no {MANIFEST}.") from None
    except (ValueError, AttributeError, TypeError):
        raise BackupFault(f"{page} is damaged.") from None
    if is_known:
        raise BackupFault(f"{page} is damaged.")
    raise BackupFault(f"{folder} was made by another version of Xuefen: restore it with that.")


def write_file_list(folder: Path, hashes: Mapping[str, str], places: Mapping[str, str]) -> None:
    """Write the files with their hashes, so that `sha256sum -c` checks them too."""
    lines = (f"{hashes[key]}  ../files/{places[key]}\n" for key in sorted(hashes))
    make_private(folder / FILE_LIST)
    with (folder / FILE_LIST).open("w", encoding="ascii") as page:
        page.writelines(lines)


def read_file_list(folder: Path) -> dict[str, str]:
    """Return the hash of each file of a backup by its key."""
    lines = (folder / FILE_LIST).read_text("ascii").splitlines()
    return {Path(place).name: digest for digest, _, place in (line.split(" ") for line in lines)}


def sha256_of(path: Path) -> str:
    """Return the hash of a file's content."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


async def digest_of(content: bytes) -> str:
    """Return the hash of content, worked out in a thread."""
    return await asyncio.to_thread(_digest, content)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def named(keys: Iterable[str], most: int = 3) -> str:
    """Return some of the files in words: the first few and how many more."""
    all_of_them = sorted(keys)
    more = len(all_of_them) - most
    return ", ".join(all_of_them[:most]) + (f" and {more} more" if more > 0 else "")

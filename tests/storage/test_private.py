"""What an installation keeps, nobody else on the machine reads; the doctor says what is open."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.settings import Settings
from storage.backup import make_backup
from storage.config import dialect_of, sqlite_path
from storage.desk import open_desk
from storage.doctor import examine
from storage.home import hold_home
from storage.migrate import back_up, migrate
from storage.restore import restore
from tests import cast
from tests.conftest import settings_for
from tests.storage.test_backup import begin


@pytest.fixture(autouse=True)
def usual_rights() -> Iterator[None]:
    """Give new files the rights that most machines give them."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def wide(folder: Path) -> dict[str, str]:
    """What others may read below a folder, unless it lies in one that they may not enter."""
    found = {}
    for path in folder.iterdir():
        if rights(path) & 0o077:
            found[path.name] = oct(rights(path))
            continue
        if path.is_dir() and path.name.startswith("2"):  # a backup, which people copy elsewhere
            found |= wide(path)
    return found


async def test_a_new_home_its_database_its_copies_and_its_backups_are_for_their_owner_only(
    tmp_path: Path,
) -> None:
    settings, target = settings_for(tmp_path / "home"), tmp_path / "backups"
    with hold_home(settings):
        await migrate(settings)
    back_up(settings.home / "xuefen.db")
    async with open_desk(settings) as desk:
        async with desk.store.transaction() as tx:
            await cast.add_cast(tx)
        assert {"xuefen.db-wal", "xuefen.db-shm"} <= {path.name for path in settings.home.iterdir()}
        await begin(settings)
        assert wide(settings.home) == {}
    assert rights(settings.home) == 0o700
    await make_backup(settings, target)
    await restore(settings, target)
    assert rights(target) == 0o700
    assert wide(settings.home) == {}
    assert {name for name in wide(target) if name != ".lock"} == set()


async def test_the_doctor_names_what_is_open_to_others_and_what_to_type(
    settings: Settings,
) -> None:
    await begin(settings)
    assert await told(settings) == (True, "only its owner reads it")
    (settings.home / "files").chmod(0o750)
    (settings.home / "secret").write_text("a copy of it")
    is_well, words = await told(settings)
    assert not is_well
    for typed in (f"chmod 700 {settings.home}/files", f"chmod 600 {settings.home}/secret"):
        assert typed in words
    if dialect_of(settings.database_url) == "sqlite":
        path = sqlite_path(settings.database_url)
        path.chmod(0o640)
        assert f"chmod 600 {path}" in (await told(settings))[1]


async def told(settings: Settings) -> tuple[bool, str]:
    found = await examine(settings)
    return next((one.is_well, one.words) for one in found if one.subject == "privacy")

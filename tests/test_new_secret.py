"""A new secret: everything opens with it afterwards, whenever the one who changes it is killed."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tortoise.fields import BinaryField
from tortoise.transactions import in_transaction

from core.domain.register import Actor
from core.files import Picture
from core.settings import Settings
from core.usecases.credits.entry import start_draft
from core.usecases.credits.evidence import attach_evidence, read_evidence
from core.usecases.register.sign_in import sign_in
from storage import models
from storage.config import dialect_of, tortoise_config
from storage.desk import NEXT_SECRET, SECRET_FILE, SecretFault, open_desk
from storage.doctor import DEEP_CHECKS, examine
from storage.home import HomeIsHeld, hold_home
from storage.looking import look_at
from storage.new_secret import change_secret, check_secret, resealed
from storage.protection import Protection
from storage.queries.sealed import ROWS_AT_ONCE, SEALED_TABLES, Resealing
from storage.store import Database
from tests import cast
from tests.bot.world import photo
from tests.conftest import SECRET
from tests.test_front_door import FRONT_DOOR, cme, environment
from tests.waiting import PATIENCE_SECONDS

OLD = Protection(SECRET)
FILES = 8 * ROWS_AT_ONCE
PEOPLE = (cast.NURSE, cast.HEAD_NURSE, cast.UNIT_ADMINISTRATOR, cast.AUTHORITY)


@pytest.fixture
async def installed(settings: Settings, nurse: Actor) -> tuple[Settings, str, str]:
    """An installation whose secret is in its folder, with a draft that has a photograph."""
    settings.home.mkdir()
    (settings.home / SECRET_FILE).write_text(SECRET)
    settings = replace(settings, secret="")
    async with open_desk(settings) as desk:
        draft = await start_draft(desk, nurse)
        file = await attach_evidence(desk, nurse, draft.id, "a.jpg", photo(1), key="one")
    return settings, draft.id, file.id


Installed = tuple[Settings, str, str]


async def opens_everything(installed: Installed, nurse: Actor) -> None:
    """Everybody signs in, every file opens, and every number is found again."""
    settings, draft_id, file_id = installed
    async with open_desk(settings) as desk:
        for person in PEOPLE:
            await sign_in(desk, person.login, cast.PASSWORD, ip="10.0.0.5", device="phone")
        for picture in Picture:
            shown = await read_evidence(desk, nurse, draft_id, file_id, picture)
            assert shown.content
        async with desk.store.transaction() as tx:
            assert cast.NURSE.staff
            assert await tx.people.document(cast.NURSE.staff.id) == cast.NURSE.document
            assert await tx.people.mobile(cast.NURSE.staff.id) == cast.NURSE.mobile
    found = await examine(settings, deep=True)
    assert [one for one in found if one.subject in DEEP_CHECKS and not one.is_well] == []
    async with look_at(settings) as look:
        new = Protection((settings.home / SECRET_FILE).read_text())
        rows = look.rows("SELECT document_index, mobile_index FROM staff")
        indexes = {row async for row in rows}
    assert (
        new.index(cast.NURSE.document, "staff.document"),
        new.index(cast.NURSE.mobile, "staff.mobile"),
    ) in indexes


def lying(settings: Settings) -> dict[str, str]:
    folder = Path(settings.files_url)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}


async def test_with_a_new_secret_everybody_signs_in_and_every_file_opens_unchanged(
    installed: Installed, nurse: Actor
) -> None:
    settings = installed[0]
    before = lying(settings)
    done = await change_secret(settings)
    assert done.before == OLD.key_id != done.after
    assert lying(settings) == before
    assert done.old_secret.read_text() == SECRET
    assert not (settings.home / NEXT_SECRET).exists()
    for kept in (settings.home / SECRET_FILE, done.old_secret):
        assert kept.stat().st_mode & 0o777 == 0o600
    await opens_everything(installed, nurse)
    with pytest.raises(SecretFault, match=OLD.key_id):
        await check_secret(replace(settings, secret=SECRET))
    await change_secret(settings, "a second new secret that is long enough")
    await opens_everything(installed, nurse)


async def test_it_goes_on_where_it_was_stopped_wherever_that_was(
    installed: Installed, nurse: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.queries.sealed.ROWS_AT_ONCE", 2)
    settings, new = installed[0], "a new secret that is long enough for this"
    (settings.home / NEXT_SECRET).write_text(new)
    steps = 0
    while True:
        work = Resealing(OLD, Protection(new))
        async with aclosing(_steps(settings, work)) as doing:
            for _ in range(steps):
                if await anext(doing, None) is None:
                    break
            else:
                steps += 2
                continue
        break
    assert steps > 8
    with pytest.raises(SecretFault, match="change-secret"):
        async with open_desk(settings):
            pass
    done = await change_secret(settings)
    assert done.after == Protection(new).key_id
    await opens_everything(installed, nurse)


async def _steps(settings: Settings, work: Resealing) -> AsyncIterator[int]:
    async with Database().opened(tortoise_config(settings.database_url)) as database:
        with database.entered():
            async for _ in resealed(work):
                yield work.changed


async def _many_files(settings: Settings) -> None:
    rows = [
        models.FileRow(
            sha256=(name := sha256(bytes([number % 256, number // 256])).hexdigest()),
            stored_as=name[::-1],
            size_bytes=1,
            wrapped_key=OLD.seal_bytes(bytes(32), f"file.key:{name}"),
            key_id=OLD.key_id,
        )
        for number in range(FILES)
    ]
    async with Database().opened(tortoise_config(settings.database_url)) as database:
        with database.entered():
            async with in_transaction():
                await models.FileRow.bulk_create(rows, batch_size=500)


async def _count_changed(settings: Settings) -> int:
    async with look_at(settings) as look:
        rows = look.rows(f"SELECT count(*) FROM file WHERE key_id <> '{OLD.key_id}'")
        return [number async for (number,) in rows][0]  # noqa: RUF015


async def test_killed_several_times_it_still_ends_with_everything_under_one_secret(
    installed: Installed, nurse: Actor
) -> None:
    settings = installed[0]
    await _many_files(settings)
    is_sqlite = dialect_of(settings.database_url) == "sqlite"
    for least in (0, 1, FILES // 2) if is_sqlite else (FILES // 3,):
        killed = await _killed_behind(settings, least)
        assert killed < FILES
        assert (settings.home / NEXT_SECRET).exists()
        with pytest.raises(SecretFault):
            async with open_desk(settings):
                pass
    new = (settings.home / NEXT_SECRET).read_text()
    done = await change_secret(settings)
    assert done.after == Protection(new).key_id
    assert await _count_changed(settings) == FILES + 1
    async with look_at(settings) as look:
        for table in SEALED_TABLES:
            async for row in look.rows(table.statement):
                assert not table.closed(Protection(new), row)
    async with Database().opened(tortoise_config(settings.database_url)) as database:
        with database.entered():
            await models.FileRow.filter(size_bytes=1).delete()
    await opens_everything(installed, nurse)


async def _killed_behind(settings: Settings, least: int) -> int:
    """Give the command as a process, and kill it when so many files are under the new secret."""
    path = settings.home / NEXT_SECRET
    process = subprocess.Popen(  # noqa: ASYNC220 - starting it takes no time
        [*FRONT_DOOR, "change-secret"],
        env=environment(settings.home, CME_DATABASE_URL=settings.database_url),
        stdout=subprocess.DEVNULL,
    )
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not path.exists() or (least and await _count_changed(settings) < least):
            assert process.poll() is None
            await asyncio.sleep(0.001)
    process.kill()
    process.wait()
    return await _count_changed(settings)


async def test_beside_a_server_the_secret_stays(installed: Installed) -> None:
    settings = installed[0]
    with hold_home(settings), pytest.raises(HomeIsHeld):
        await change_secret(settings)
    assert (settings.home / SECRET_FILE).read_text() == SECRET


async def test_the_wrong_secret_changes_nothing_and_says_so(
    installed: Installed, nurse: Actor
) -> None:
    settings = installed[0]
    wrong = replace(settings, secret="another secret, as long as they have to be")
    with pytest.raises(SecretFault, match="Nothing was changed"):
        await change_secret(wrong)
    with pytest.raises(SecretFault, match="not the one"):
        await check_secret(wrong)
    await check_secret(settings)
    await opens_everything(installed, nurse)


def test_every_sealed_column_is_known_to_who_changes_the_secret() -> None:
    known = {(table.name, one.column) for table in SEALED_TABLES for one in table.columns}
    rows = [getattr(models, name) for name in models.__all__]
    sealed = {
        (row._meta.db_table, name)
        for row in rows
        for name, field in row._meta.fields_map.items()
        if isinstance(field, BinaryField)
    }
    assert known == sealed


def test_the_command_says_what_to_keep_and_a_server_with_the_old_secret_refuses_to_start(
    empty_home: Path,
) -> None:
    given = {"unit-code": "330922", "unit-name": "海晏医院", "name": "刘独秀"}
    words = [f"--{name}={value}" for name, value in given.items()]
    assert cme(empty_home, "create-admin", *words).returncode == 0
    old = (empty_home / SECRET_FILE).read_text()
    told = cme(empty_home, "change-secret")
    assert told.returncode == 0, told.stderr
    new = (empty_home / SECRET_FILE).read_text()
    for key_id in (Protection(old).key_id, Protection(new).key_id):
        assert key_id in told.stdout
    assert new not in told.stdout
    assert old not in told.stdout
    refused = cme(empty_home, "serve", CME_SECRET=old, CME_PORT="0")
    assert refused.returncode == 1
    assert f"The secret here, {Protection(old).key_id}, is not the one" in refused.stderr
    (empty_home / NEXT_SECRET).write_text("left by one who was killed, long enough")
    for command in ("serve", "backup /backup", "create-admin " + " ".join(words)):
        stopped = cme(empty_home, *command.split())
        assert (stopped.returncode, "give `cme change-secret` again" in stopped.stderr) == (1, True)

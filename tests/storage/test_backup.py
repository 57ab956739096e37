"""What a backup holds, what a restore accepts, and what the doctor finds."""

import re
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Event

import asyncpg
import pytest

from core.evidence.positions import without_position
from core.ports import Desk
from core.settings import Settings
from core.usecases.credits.entry import start_draft
from core.usecases.credits.evidence import attach_evidence
from storage.backup import DRAFT, alone_in, copy_sqlite, make_backup, whole_backups
from storage.config import dialect_of, sqlite_path, tortoise_config
from storage.desk import open_desk
from storage.doctor import examine
from storage.files import FolderFiles
from storage.home import HomeIsHeld, hold_home
from storage.installation import confirm
from storage.looking import look_at, look_at_file
from storage.manifest import BackupFault, contents_of
from storage.migrate import RESTORING, UNDER_WAY, RestoreUnfinished, migrate
from storage.postgres_programs import programs_for
from storage.protection import Protection
from storage.restore import check, restore
from tests import cast, pictures
from tests.conftest import SECRET, settings_for

PATIENCE = 60
PHOTO = without_position(pictures.jpeg(pictures.drawn(pictures.some_certificate(1), 400)))
KEY = sha256(PHOTO).hexdigest()


@pytest.fixture
async def installation(settings: Settings) -> Settings:
    """A home with the cast, a draft and its photo."""
    await begin(settings)
    return settings


async def begin(settings: Settings, photo: bytes = PHOTO) -> str:
    async with open_desk(settings) as desk:
        draft = await start_draft(desk, cast.NURSE.actor)
        await attach_evidence(desk, cast.NURSE.actor, draft.id, "photo.jpg", photo, key="one")
    return draft.id


async def name_of(settings: Settings, sha256: str = KEY) -> str:
    """Under which name a content lies."""
    async with look_at(settings) as look:
        rows = look.rows(f"SELECT stored_as FROM file WHERE sha256 = '{sha256}'")
        return next(iter([name async for (name,) in rows]))


async def photo_in(settings: Settings) -> bytes:
    async with open_desk(settings) as desk:
        return await desk.files.get(KEY)


async def drafts(settings: Settings) -> set[str]:
    async with look_at(settings) as look:
        return {credit_id async for (credit_id,) in look.rows("SELECT id FROM credit")}


def kept(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in {".running", ".db-shm"} and path.name != "running"
    }


def flip(path: Path) -> None:
    """Turn over one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


async def change(settings: Settings, statement: str) -> None:
    """Reach into the database behind everybody's back."""
    if dialect_of(settings.database_url) == "sqlite":
        with closing(sqlite3.connect(sqlite_path(settings.database_url))) as file:
            file.execute("PRAGMA foreign_keys = OFF")
            file.execute(statement)
            file.commit()
        return
    named = tortoise_config(settings.database_url)["connections"]["postgres"]["credentials"]
    where = {name: named[name] for name in ("host", "port", "user", "database")}
    connection = await asyncpg.connect(**where)
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(statement)
    await connection.close()


async def found(settings: Settings, subject: str, *, deep: bool = False) -> tuple[bool, str]:
    findings = await examine(settings, deep=deep)
    return next((one.is_well, one.words) for one in findings if one.subject == subject)


async def test_what_was_lost_after_the_backup_comes_back_and_what_came_after_is_kept_aside(
    installation: Settings, tmp_path: Path
) -> None:
    before = await drafts(installation)
    made = await make_backup(installation, tmp_path / "backups")
    await begin(installation, pictures.png(pictures.drawn(pictures.some_certificate(2), 300)))
    shutil.rmtree(installation.files_url)
    done = await restore(installation, tmp_path / "backups")
    assert await drafts(installation) == before
    assert await photo_in(installation) == PHOTO
    async with look_at(installation) as look:
        now = await contents_of(look)
    assert now.counts == made.manifest.counts | {"journal": made.manifest.counts["journal"] + 1}
    if dialect_of(installation.database_url) == "sqlite":
        aside = replace(installation, database_url=f"sqlite://{done.aside}/xuefen.db")
    else:
        schema = done.aside.removeprefix("the schema ")
        aside = replace(installation, database_url=f"{installation.database_url}&schema={schema}")
    assert len(await drafts(aside)) == len(before) + 1
    assert all(one.is_well or one.only_warns for one in await examine(installation, deep=True))


async def test_a_backup_is_restored_into_an_empty_place_which_has_the_secret(
    installation: Settings, tmp_path: Path
) -> None:
    before = await drafts(installation)
    await make_backup(installation, tmp_path / "backups")
    if dialect_of(installation.database_url) == "sqlite":
        url = f"sqlite://{tmp_path / 'elsewhere' / 'xuefen.db'}"
    else:
        server, _, name = installation.database_url.partition("?")[0].rpartition("/")
        url = f"{server}/{name}_elsewhere"
        await _on(server, f"CREATE DATABASE {name}_elsewhere")
    elsewhere = tmp_path / "elsewhere"
    new = replace(
        installation, home=elsewhere, database_url=url, files_url=str(elsewhere / "files")
    )
    assert not (await restore(new, tmp_path / "backups")).aside
    assert await drafts(new) == before
    assert await photo_in(new) == PHOTO
    found_there = await examine(new, deep=True)
    assert all(one.is_well or one.only_warns for one in found_there)
    if dialect_of(installation.database_url) == "postgres":
        await _on(server, f"DROP DATABASE {name}_elsewhere WITH (FORCE)")


async def _on(server: str, statement: str) -> None:
    connection = await asyncpg.connect(f"{server}/postgres")
    await connection.execute(statement)
    await connection.close()


async def test_the_secret_is_in_no_file_of_a_backup(tmp_path: Path, settings: Settings) -> None:
    target = tmp_path / "backups"
    await begin(replace(settings, secret=""))
    secret = (settings.home / "secret").read_bytes().strip()
    await make_backup(replace(settings, secret=""), target)
    assert len(secret) > 40
    assert not [name for name, content in kept(target).items() if secret in content]
    assert not list(target.rglob("secret"))


def test_whoever_looks_at_a_file_sees_one_moment_while_others_write(tmp_path: Path) -> None:
    path = tmp_path / "busy.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE line (number INTEGER PRIMARY KEY)")
        with look_at_file(path) as look:
            file.execute("INSERT INTO line DEFAULT VALUES")
            assert look.connection.execute("SELECT count(*) FROM line").fetchone() == (0,)


def test_a_large_database_is_copied_although_somebody_writes_all_the_time(tmp_path: Path) -> None:
    path, copy, has_begun, is_over = tmp_path / "large.db", tmp_path / "copy.db", Event(), Event()
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE filler (content BLOB)")
        file.execute("CREATE TABLE line (number INTEGER PRIMARY KEY)")
        file.execute("BEGIN")
        file.executemany("INSERT INTO filler VALUES (zeroblob(100000))", [()] * 400)
        file.execute("COMMIT")

    def write() -> None:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as file:
            file.execute("PRAGMA synchronous = OFF")
            while not is_over.is_set():
                file.execute("INSERT INTO line DEFAULT VALUES")
                has_begun.set()

    with ThreadPoolExecutor(2) as threads:
        threads.submit(write)
        assert has_begun.wait(PATIENCE)
        copying = threads.submit(copy_sqlite, path, copy)
        try:
            copying.result(PATIENCE)
        finally:
            is_over.set()
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        most, number = file.execute("SELECT max(number), count(*) FROM line").fetchone()
    assert most == number > 0


async def test_a_second_backup_copies_only_the_new_files(
    tmp_path: Path, settings: Settings
) -> None:
    target = tmp_path / "backups"
    await begin(settings)
    first = await make_backup(settings, target)
    copies = {path: path.stat().st_ino for path in (target / "files").rglob("*-view")}
    another = pictures.png(pictures.drawn(pictures.some_certificate(2), 300))
    await begin(settings, another)
    second = await make_backup(settings, target)
    assert second.manifest.files == first.manifest.files + 3
    assert copies.items() <= {p: p.stat().st_ino for p in (target / "files").rglob("*")}.items()
    assert whole_backups(target) == [first.folder, second.folder]


async def test_so_many_backups_are_kept_as_was_said_whatever_befell_them(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    target, settings = tmp_path / "backups", sqlite_desk.settings
    first = await make_backup(settings, target)
    for number in range(3):
        shutil.copytree(first.folder, target / f"2025010{number}T000000.000000Z")
    assert whole_backups(target)[-1] == first.folder
    flip(first.folder / "manifest.json")
    second = await make_backup(settings, target, keep=2)
    assert whole_backups(target) == [first.folder, second.folder]
    assert not list(target.glob(f"{DRAFT}*"))
    await restore(settings, target)


async def test_a_file_that_no_kept_backup_speaks_of_leaves_the_backups_too(
    installation: Settings, tmp_path: Path
) -> None:
    target = tmp_path / "backups"
    await make_backup(installation, target)
    name = await name_of(installation)
    await change(installation, "DELETE FROM evidence")
    await change(installation, "DELETE FROM file")
    shutil.rmtree(installation.files_url)
    await make_backup(installation, target, keep=2)
    assert list((target / "files").rglob(name))
    await make_backup(installation, target, keep=1)
    assert not [path for path in (target / "files").rglob("*") if path.is_file()]
    await restore(installation, target)


async def test_a_flipped_byte_anywhere_in_a_backup_is_found_before_anything_is_touched(
    installation: Settings, tmp_path: Path
) -> None:
    target = tmp_path / "backups"
    made = await make_backup(installation, target)
    await begin(installation, pictures.png(pictures.drawn(pictures.some_certificate(2), 300)))
    now = await drafts(installation)
    beside = [path for path in made.folder.iterdir() if path.is_file()]
    name = await name_of(installation)
    evidence = target / "files" / name[:2] / name[2:4]
    assert len(beside) == 3
    for path in (*beside, evidence / name, evidence / f"{name}-view"):
        whole = path.read_bytes()
        flip(path)
        with pytest.raises(BackupFault, match="damaged"):
            await restore(installation, target)
        if path.parent == evidence:
            assert await check(target) == (made.manifest, [path.name])
        path.write_bytes(whole)
    assert await check(target) == (made.manifest, [])
    assert await drafts(installation) == now
    (evidence / name).unlink()
    with pytest.raises(BackupFault, match=f"damaged: {name}"):
        await restore(installation, target)
    shutil.rmtree(installation.files_url)
    done = await restore(installation, target, leave_out_damaged=True)
    assert done.damaged == [name]
    assert await FolderFiles(Path(installation.files_url)).get(f"{name}-view")
    told = f"1 of 3 are missing or not sealed: {name}"
    assert await found(installation, "files") == (False, told)


async def test_a_backup_of_another_secret_is_refused(
    installation: Settings, tmp_path: Path
) -> None:
    made = await make_backup(installation, tmp_path / "backups")
    now = await drafts(installation) | {await begin(installation)}
    for secret in ("another secret of thirty-two letters", ""):
        with pytest.raises(BackupFault, match=f"fingerprint {made.manifest.key_id}"):
            await restore(replace(installation, secret=secret), tmp_path / "backups")
    assert not (installation.home / "secret").exists()
    assert await drafts(installation) == now


async def test_a_place_that_somebody_runs_on_is_not_restored_over(
    installation: Settings, tmp_path: Path
) -> None:
    target, now = tmp_path / "backups", await drafts(installation)
    with hold_home(installation):
        await make_backup(installation, target)
        with pytest.raises(HomeIsHeld, match="stop it first"):
            await restore(installation, target)
    if dialect_of(installation.database_url) == "postgres":
        elsewhere = replace(installation, home=tmp_path / "another machine")
        async with open_desk(elsewhere):
            with pytest.raises(BackupFault, match="connected to this database"):
                await restore(installation, target)
    assert await drafts(installation) == now


async def test_two_backups_into_one_folder_at_once_are_one_too_many(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    with (
        alone_in(tmp_path / "backups"),
        pytest.raises(BackupFault, match="Another backup"),
    ):
        await make_backup(sqlite_desk.settings, tmp_path / "backups")


async def test_an_evidence_that_changed_on_disk_neither_enters_a_backup_nor_survives_a_restore(
    installation: Settings, tmp_path: Path
) -> None:
    target = tmp_path / "backups"
    name = await name_of(installation)
    place = Path(installation.files_url) / name[:2] / name[2:4] / name
    whole = place.read_bytes()
    await make_backup(installation, target)
    flip(place)
    damaged = place.read_bytes()
    fresh = await make_backup(installation, tmp_path / "fresh")
    assert (fresh.lost, fresh.manifest.missing) == ([name], [name])
    await restore(installation, target)
    assert place.read_bytes() == whole
    (aside,) = [path for path in kept(tmp_path) if re.search(f"before.restore.*{name}$", path)]
    assert (tmp_path / aside).read_bytes() == damaged


async def test_neither_an_old_log_nor_a_copy_of_a_killed_migration_is_played_into_what_is_restored(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    settings = replace(sqlite_desk.settings, home=tmp_path / "other")
    path = sqlite_path(settings.database_url)
    await make_backup(settings, tmp_path / "backups")
    draft = await begin(settings)
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    left = dict.fromkeys((UNDER_WAY, "-shm"), b"left")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    shutil.copy(path, crashed)
    shutil.copy(log, crashed)
    for suffix, content in left.items():
        (crashed / f"xuefen.db{suffix}").write_bytes(content)
    there = replace(settings, database_url=f"sqlite://{crashed / 'xuefen.db'}")
    done = await restore(there, tmp_path / "backups")
    assert draft not in await drafts(there)
    assert await found(there, "integrity") == (True, "whole, every reference leads somewhere")
    assert (Path(done.aside) / f"xuefen.db{UNDER_WAY}").read_bytes() == b"left"
    assert (Path(done.aside) / "xuefen.db-wal").stat().st_size > 0


async def test_a_restore_that_was_cut_short_is_not_taken_for_a_new_installation(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    settings = sqlite_desk.settings
    await make_backup(settings, tmp_path / "backups")
    there = replace(settings, database_url=f"sqlite://{tmp_path / 'cut' / 'xuefen.db'}")
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / f"xuefen.db{RESTORING}").write_bytes(b"half")
    with pytest.raises(RestoreUnfinished):
        await migrate(there)
    await restore(there, tmp_path / "backups")
    assert await migrate(there) == []


async def test_a_backup_of_the_other_database_or_of_a_newer_version_is_refused(
    installation: Settings, tmp_path: Path
) -> None:
    await make_backup(installation, tmp_path / "backups")
    url = {"sqlite": "postgres://db/xuefen", "postgres": f"sqlite://{tmp_path / 'x.db'}"}
    other = replace(installation, database_url=url[dialect_of(installation.database_url)])
    with pytest.raises(BackupFault, match="CME_DATABASE_URL"):
        await restore(other, tmp_path / "backups")
    await change(
        installation,
        "INSERT INTO tortoise_migrations (app, name, applied_at) "
        "VALUES ('models', '9999_later', '2030-01-01')",
    )
    later = await make_backup(installation, tmp_path / "later")
    with pytest.raises(BackupFault, match="9999_later"):
        await restore(installation, later.folder)


async def test_where_nothing_is_installed_nothing_is_backed_up_or_begun(tmp_path: Path) -> None:
    nowhere = replace(settings_for(tmp_path / "nowhere"), secret="")
    with pytest.raises(BackupFault, match="no installation"):
        await make_backup(nowhere, tmp_path / "backups")
    findings = await examine(nowhere, deep=True)
    assert {"integrity", "secret", "secret kept"} <= {f.subject for f in findings if not f.is_well}
    assert not nowhere.home.exists()


def test_programs_older_than_the_server_are_refused_and_the_cure_is_named(
    tmp_path: Path,
) -> None:
    settings = settings_for(tmp_path / "home")
    with pytest.raises(BackupFault, match="Install postgresql-client-99"):
        programs_for(settings, 99)
    with pytest.raises(BackupFault, match="there are none here"):
        programs_for(replace(settings, postgres_programs=str(tmp_path)), 15)


async def test_newer_programs_serve_an_older_server(postgres_url: str, tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "home", postgres_url)
    async with look_at(settings) as look:
        server = await look.version()  # type: ignore[union-attr]
    try:
        newer = programs_for(settings, server + 1)
    except BackupFault:
        pytest.skip("no newer PostgreSQL programs are installed")
    settings = replace(settings, postgres_programs=str(newer))
    before = await drafts(settings) | {await begin(settings)}
    await make_backup(settings, tmp_path / "backups")
    await restore(settings, tmp_path / "backups")
    assert await drafts(settings) == before


async def test_a_dump_that_does_not_fit_leaves_the_tables_as_they_were(
    postgres_url: str, tmp_path: Path
) -> None:
    settings = settings_for(tmp_path / "home", postgres_url)
    await make_backup(settings, tmp_path / "backups")
    now = await drafts(settings) | {await begin(settings)}
    await change(settings, "ALTER TABLE issue RENAME TO issue_of_old")
    await change(settings, "CREATE VIEW issue AS SELECT 1")
    with pytest.raises(BackupFault, match="nothing was changed"):
        await restore(settings, tmp_path / "backups")
    assert await drafts(settings) == now


async def test_doctor_warns_until_somebody_gave_the_secret_from_where_it_is_kept(
    installation: Settings,
) -> None:
    assert not (await found(installation, "secret kept"))[0]
    with pytest.raises(BackupFault, match="not the secret"):
        await confirm(installation, "something else")
    assert not (await found(installation, "secret kept"))[0]
    assert await confirm(installation, SECRET) == Protection(SECRET).key_id
    is_well, words = await found(installation, "secret kept")
    assert is_well
    assert SECRET not in words
    other = replace(installation, secret="another secret of thirty-two letters")
    assert not (await found(other, "secret kept"))[0]


async def test_doctor_tells_the_age_of_the_last_backup(
    installation: Settings, tmp_path: Path
) -> None:
    assert await found(installation, "last backup") == (
        False,
        "there is none yet: run `cme backup` every night",
    )
    await make_backup(installation, tmp_path / "backups")
    assert await found(installation, "last backup") == (True, "0 hours old")
    await restore(installation, tmp_path / "backups")
    assert await found(installation, "last backup") == (True, "0 hours old")


async def test_a_database_out_of_reach_is_said_in_one_sentence(
    postgres_url: str, tmp_path: Path
) -> None:
    settings = settings_for(tmp_path / "home", postgres_url)
    made = await make_backup(settings, tmp_path / "backups")
    server = postgres_url.partition("?")[0].rpartition("/")[0]
    port = server.rpartition(":")[2]
    for url, words in (
        (f"{server}/nowhere", "does not answer"),
        (server.replace(port, "1") + "/x", "does not answer"),
        (f"{server}/postgres", "refuses"),
    ):
        away = replace(settings, database_url=url)
        with pytest.raises(BackupFault, match=words):
            await make_backup(away, tmp_path / "away")
    with pytest.raises(BackupFault, match="does not answer"):
        await restore(replace(settings, database_url=f"{server}/nowhere"), made.folder)


@pytest.mark.parametrize(
    ("statement", "subject", "words"),
    [
        ("UPDATE credit SET stage = 'approved'", "credits", "not where the journal last put them"),
        ("DELETE FROM journal WHERE verb = 'entered'", "credits", "not where the journal"),
        ("UPDATE evidence SET credit_id = 'nowhere'", "integrity", "nowhere"),
        ("UPDATE file SET size_bytes = 1", "files", "1 of 3 are missing or not sealed: "),
        ("DELETE FROM file", "files", f"3 of 3 are missing or not sealed: {KEY}"),
    ],
)
async def test_doctor_finds_what_was_changed_behind_everybodys_back(
    installation: Settings, statement: str, subject: str, words: str
) -> None:
    assert all(one.is_well or one.only_warns for one in await examine(installation, deep=True))
    await change(installation, statement)
    is_well, told = await found(installation, subject)
    assert not is_well
    assert words in told


async def test_doctor_finds_a_torn_page(installation: Settings) -> None:
    if dialect_of(installation.database_url) == "postgres":
        pytest.skip("PostgreSQL looks after its own pages")
    path = sqlite_path(installation.database_url)
    content = bytearray(path.read_bytes())
    content[-4096 * 3 : -4096] = bytes(4096 * 2)
    path.write_bytes(content)
    assert not (await found(installation, "integrity"))[0]


async def test_only_a_deep_look_finds_a_file_that_changed_and_documents_of_another_secret(
    installation: Settings,
) -> None:
    name = await name_of(installation)
    place = Path(installation.files_url) / name[:2] / name[2:4]
    flip(place / name)
    told = {one.subject: one.words for one in await examine(installation, deep=True)}
    assert f"1 of 3 are damaged: {name}" in told["every file"]
    (place / name).write_bytes(PHOTO)
    told = {one.subject: one.words for one in await examine(installation, deep=True)}
    assert f"1 of 3 are damaged: {name}" in told["every file"]
    other = replace(installation, secret="another secret of thirty-two letters")
    told = {one.subject: one.words for one in await examine(other, deep=True) if not one.is_well}
    assert f"3 of 3 are damaged: {name}" in told["every file"]
    assert re.search(r"does not open (\d+) of \1", told["every document"])

"""Where transactions begin and end: all or nothing, one after the other, and nobody overwritten."""

import asyncio
import contextvars
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import asyncpg
import pytest
from tortoise.transactions import in_transaction

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, CreditChanged, Origin, Stage
from core.domain.errors import MadeAlready, Refusal
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.evidence.refusals import DiskFull
from core.ports import Desk
from core.records.transaction import Transaction
from core.settings import Settings
from storage.desk import open_desk, stored_secret
from storage.migrate import waiting
from storage.refusals import DatabaseBusy, DatabaseReadOnly, TooLong
from storage.shape import check_sound
from storage.system import MovableClock
from tests import cast
from tests.conftest import settings_for
from tests.trouble import a_held_database
from tests.waiting import PATIENCE_SECONDS

TOP = Path(__file__).parents[2]


def a_draft(desk: Desk, who: Actor, credit_id: str = "credit2222222222") -> Credit:
    assert who.staff_id is not None
    assert who.unit_id is not None
    assert who.department_id is not None
    return Credit(
        id=credit_id,
        staff_id=who.staff_id,
        unit_id=who.unit_id,
        department_id=who.department_id,
        entered_by=who.account_id,
        origin=Origin.PERSONAL,
        claim=Claim(year=2026),
        stage=Stage.DRAFT,
        points=0,
        hours=0,
        to_authority=False,
        created_at=desk.clock.now(),
    )


class Interrupted(Exception):
    """Something went wrong in the middle of a use case."""


async def test_a_change_and_its_journal_are_written_together(desk: Desk, nurse: Actor) -> None:
    async with desk.store.transaction() as tx:
        await tx.accounts.set_language(nurse.account_id, "en")
        tx.journal.add(
            nurse,
            "language",
            Subject(SubjectKind.ACCOUNT, "1"),
            before={},
            after={"language": "en"},
        )
    async with desk.store.transaction() as tx:
        (event,) = await tx.journal.of(Subject(SubjectKind.ACCOUNT, "1"))
        assert (event.who, event.verb, event.after) == ("闻旦", "language", {"language": "en"})
        assert (await tx.accounts.get(nurse.account_id)).language == "en"


async def test_an_exception_takes_back_the_change_and_the_journal(desk: Desk, nurse: Actor) -> None:

    async def change() -> None:
        async with desk.store.transaction() as tx:
            await tx.accounts.set_language(nurse.account_id, "en")
            tx.journal.add(nurse, "language", Subject(SubjectKind.ACCOUNT, "1"))
            raise Interrupted

    with pytest.raises(Interrupted):
        await change()
    async with desk.store.transaction() as tx:
        assert await tx.journal.of(Subject(SubjectKind.ACCOUNT, "1")) == []
        assert (await tx.accounts.get(nurse.account_id)).language is None


async def test_the_bell_rings_after_the_commit_and_not_without_one(
    desk: Desk, nurse: Actor
) -> None:
    listener = desk.publisher.subscribe(nurse.account_id)
    told = asyncio.ensure_future(anext(listener))

    async def hello(*, fails: bool) -> None:
        async with desk.store.transaction() as tx:
            await tx.notices.add([nurse.account_id], "notice-hello", now=desk.clock.now())
            assert not told.done()
            if fails:
                raise Interrupted

    with pytest.raises(Interrupted):
        await hello(fails=True)
    await asyncio.sleep(0)
    assert not told.done()
    await hello(fails=False)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await told


async def test_of_two_who_save_the_same_version_one_is_told_that_it_changed(
    desk: Desk, nurse: Actor
) -> None:
    async with desk.store.transaction() as tx:
        await tx.credits.add(a_draft(desk, nurse))
    async with desk.store.transaction() as tx:
        seen = await tx.credits.get("credit2222222222")

    async def save(remark: str) -> Credit:
        async with desk.store.transaction() as tx:
            return await tx.credits.save(replace(seen, claim=Claim(year=2026, remark=remark)))

    outcomes = await asyncio.gather(save("one"), save("two"), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Credit", "CreditChanged"]
    assert any(isinstance(outcome, CreditChanged) for outcome in outcomes)


async def test_a_key_that_is_taken_leaves_the_rest_of_the_transaction_alive(
    desk: Desk, nurse: Actor
) -> None:
    async with desk.store.transaction() as tx:
        await tx.credits.add(a_draft(desk, nurse), "once")
        with pytest.raises(MadeAlready):
            await tx.credits.add(a_draft(desk, nurse))
        with pytest.raises(CreditChanged):
            await tx.credits.add(a_draft(desk, nurse, "credit4444444444"), "once")
        await tx.credits.add(a_draft(desk, nurse, "credit3333333333"))
    async with desk.store.transaction() as tx:
        assert (await tx.credits.get("credit2222222222")).stage is Stage.DRAFT
        assert (await tx.credits.get("credit3333333333")).stage is Stage.DRAFT


async def test_what_is_longer_than_its_column_is_refused(desk: Desk) -> None:
    with pytest.raises(TooLong):
        async with desk.store.transaction() as tx:
            await tx.people.department("x" * 3000)


async def test_a_savepoint_within_a_savepoint_takes_back_only_its_own(
    desk: Desk, nurse: Actor
) -> None:
    async def in_vain(tx: Transaction) -> None:
        async with in_transaction():
            await tx.accounts.set_language(nurse.account_id, "zh-CN")
            raise Interrupted

    async with desk.store.transaction() as tx:
        await tx.accounts.set_language(nurse.account_id, "en")
        async with in_transaction():
            await tx.credits.add(a_draft(desk, nurse))
            with pytest.raises(Interrupted):
                await in_vain(tx)
    async with desk.store.transaction() as tx:
        assert (await tx.accounts.get(nurse.account_id)).language == "en"
        assert (await tx.credits.get("credit2222222222")).stage is Stage.DRAFT


async def test_many_at_once_write_one_unbroken_journal(desk: Desk, nurse: Actor) -> None:
    async def note(number: int) -> None:
        async with desk.store.transaction() as tx:
            await tx.people.get(cast.NURSE.account.staff_id or "")
            tx.journal.add(
                nurse, "noted", Subject(SubjectKind.CREDIT, "subject"), after={"number": number}
            )

    await asyncio.gather(*(note(number) for number in range(100)))
    async with desk.store.transaction() as tx:
        assert len(await tx.journal.of(Subject(SubjectKind.CREDIT, "subject"))) == 100
        assert await tx.journal.broken_at() is None


async def test_tasks_that_a_desk_did_not_start_use_it_all_the_same(desk: Desk) -> None:
    """uvicorn's request tasks copy the context of the loop's callbacks, not the desk's."""
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    names: list[str] = []

    async def request() -> None:
        async with desk.store.transaction() as tx:
            names.append((await tx.people.get("nursestaff222222")).name)
        done.set()

    tasks: list[asyncio.Task[None]] = []
    loop.call_soon(lambda: tasks.append(loop.create_task(request())), context=contextvars.Context())
    async with asyncio.timeout(PATIENCE_SECONDS):
        await done.wait()
    assert names == ["闻旦"]


async def test_two_desks_in_one_process_keep_apart(
    desk: Desk, settings: Settings, clock: MovableClock, nurse: Actor
) -> None:
    async with (
        open_desk(settings, clock=clock) as other,
        desk.store.transaction() as tx,
    ):
        assert (await tx.accounts.get(nurse.account_id)).name == "闻旦"
        assert other.store is not desk.store
    async with desk.store.transaction() as tx:
        assert (await tx.accounts.get(nurse.account_id)).name == "闻旦"


async def test_a_document_is_found_by_login_but_not_readable_in_the_file(
    sqlite_desk: Desk, sqlite_url: str
) -> None:
    async with sqlite_desk.store.transaction() as tx:
        account = await tx.accounts.by_login(cast.NURSE.login)
        assert account is not None
        assert await tx.people.document("nursestaff222222") == cast.NURSE.document
    file = Path(sqlite_url.removeprefix("sqlite://").partition("?")[0])
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    written = await asyncio.to_thread(file.read_bytes)
    assert cast.NURSE.account.name.encode() in written
    assert cast.NURSE.document.encode() not in written
    assert cast.NURSE.mobile.encode() not in written


async def test_a_database_held_by_another_process_is_busy_and_then_works_again(
    sqlite_url: str, tmp_path: Path, clock: MovableClock, nurse: Actor
) -> None:
    settings = settings_for(tmp_path / "home", f"{sqlite_url}&busy_timeout=100")
    async with open_desk(settings, clock=clock) as desk:
        with _another_process_holding(sqlite_url), pytest.raises(DatabaseBusy) as refusal:
            async with desk.store.transaction():
                pass
        assert (refusal.value.code, refusal.value.status) == ("database-busy", 503)
        async with desk.store.transaction() as tx:
            assert (await tx.accounts.get(nurse.account_id)).name == "闻旦"


async def test_twenty_writers_who_wait_for_a_held_file_give_up_together(
    sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    async def write(desk: Desk) -> None:
        async with desk.store.transaction():
            pass

    settings = settings_for(tmp_path / "home", f"{sqlite_url}&busy_timeout=1000")
    async with open_desk(settings, clock=clock) as desk, a_held_database(sqlite_url):
        began = asyncio.get_running_loop().time()
        ends = await asyncio.gather(*(write(desk) for _ in range(20)), return_exceptions=True)
        assert {type(one) for one in ends} == {DatabaseBusy}
        assert asyncio.get_running_loop().time() - began < 10  # one after the other takes twenty


@pytest.mark.parametrize(
    ("more", "refusal"), [("&query_only=1", DatabaseReadOnly), ("&max_page_count=1", DiskFull)]
)
async def test_what_cannot_be_written_is_refused_and_nothing_of_it_is_kept(
    sqlite_url: str,
    tmp_path: Path,
    clock: MovableClock,
    nurse: Actor,
    more: str,
    refusal: type[Refusal],
) -> None:
    async def write(desk: Desk) -> None:
        async with desk.store.transaction() as tx:
            for number in range(200):
                after = {"number": number, "words": "长" * 200}
                tx.journal.add(nurse, "noted", Subject(SubjectKind.CREDIT, "one"), after=after)

    async with open_desk(settings_for(tmp_path / "home", sqlite_url + more), clock=clock) as desk:
        with pytest.raises(refusal):
            await write(desk)
        async with desk.store.reading() as tx:
            assert await tx.journal.of(Subject(SubjectKind.CREDIT, "one")) == []


async def test_a_row_that_others_hold_on_postgres_is_busy(
    postgres_url: str, tmp_path: Path, clock: MovableClock, nurse: Actor
) -> None:
    async def write(desk: Desk) -> None:
        async with desk.store.transaction() as tx:
            await tx.accounts.set_language(nurse.account_id, "en")

    settings = settings_for(tmp_path / "home", f"{postgres_url}&lock_timeout=200ms")
    other = await asyncpg.connect(postgres_url.partition("?")[0])
    async with open_desk(settings, clock=clock) as desk:
        async with other.transaction():
            await other.execute("LOCK TABLE account IN EXCLUSIVE MODE")
            with pytest.raises(DatabaseBusy):
                await write(desk)
        await write(desk)
    await other.close()


async def test_a_desk_whose_database_does_not_answer_is_not_opened(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "home", "postgres://nobody@127.0.0.1:9/nothing")
    with pytest.raises(DatabaseBusy):
        async with open_desk(settings):
            pass


async def test_a_file_that_does_not_open_leaves_no_thread_behind(tmp_path: Path) -> None:
    away = settings_for(tmp_path / "home", f"sqlite://{tmp_path}/nowhere/xuefen.db")
    before = set(threading.enumerate())
    for _ in range(20):
        with pytest.raises(DatabaseReadOnly):
            await waiting(away)
    new = set(threading.enumerate()) - before
    assert [one.name for one in new if "connection_worker" in one.name] == []


async def test_a_postgres_connection_that_dies_is_busy_and_then_works_again(
    postgres_url: str, tmp_path: Path, clock: MovableClock, nurse: Actor
) -> None:
    async def bereaved(desk: Desk) -> None:
        async with desk.store.transaction() as tx:
            await _end_all_connections(postgres_url.partition("?")[0])
            await tx.accounts.get(nurse.account_id)

    async with open_desk(settings_for(tmp_path / "home", postgres_url), clock=clock) as desk:
        with pytest.raises(DatabaseBusy):
            await bereaved(desk)
        async with desk.store.transaction() as tx:
            assert (await tx.accounts.get(nurse.account_id)).name == "闻旦"


async def _end_all_connections(address: str) -> None:
    connection = await asyncpg.connect(address)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


@contextmanager
def _another_process_holding(url: str) -> Iterator[None]:
    file = url.removeprefix("sqlite://").partition("?")[0]
    program = (
        "import sqlite3, sys\n"
        "held = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "held.execute('BEGIN IMMEDIATE')\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, file]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield


WRITER = """
import asyncio, sys
from pathlib import Path
from core.settings import read_settings
from storage.desk import open_desk
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind

async def work(home, url, times, dies):
    environment = {"CME_HOME": home, "CME_DATABASE_URL": url, "CME_SECRET": "x"}
    async with open_desk(read_settings(environment)) as desk:
        for _ in range(times):
            async with desk.store.transaction() as tx:
                await tx.people.get("nursestaff222222")
                tx.journal.add(Actor.system(), "counted", Subject(SubjectKind.CREDIT, "counter"))
                if dies:
                    await tx.accounts.set_language("nurseaccount2222", "en")
                    print("writing", flush=True)
                    await asyncio.sleep(60)

asyncio.run(work(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "dies"))
"""


def _writer(home: Path, url: str, times: int, end: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home), url, str(times), end],
        cwd=TOP,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


async def test_four_processes_count_to_four_hundred_and_none_fails(
    desk: Desk, settings: Settings
) -> None:
    writers = [_writer(settings.home, settings.database_url, 100, "lives") for _ in range(4)]
    ended = await asyncio.gather(*(asyncio.to_thread(writer.communicate) for writer in writers))
    assert [errors.decode() for _, errors in ended] == [""] * 4
    async with desk.store.transaction() as tx:
        assert len(await tx.journal.of(Subject(SubjectKind.CREDIT, "counter"))) == 400
        assert await tx.journal.broken_at() is None


async def test_a_process_killed_in_the_middle_of_a_transaction_leaves_nothing_of_it(
    desk: Desk, settings: Settings, nurse: Actor
) -> None:
    writer = _writer(settings.home, settings.database_url, 1, "dies")
    assert writer.stdout is not None
    assert await asyncio.to_thread(writer.stdout.readline) == b"writing\n"
    writer.send_signal(signal.SIGKILL)
    await asyncio.to_thread(writer.communicate)
    async with asyncio.timeout(PATIENCE_SECONDS), desk.store.transaction() as tx:
        assert (await tx.accounts.get(nurse.account_id)).language is None
        assert await tx.journal.of(Subject(SubjectKind.CREDIT, "counter")) == []
    if settings.database_url.startswith("sqlite"):
        check_sound(Path(settings.database_url.removeprefix("sqlite://").partition("?")[0]))


def test_the_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first = stored_secret(tmp_path)
    assert stored_secret(tmp_path) == first
    assert len(first) == 43
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret"]


async def test_the_data_folder_is_made_for_its_owner_only(sqlite_url: str, tmp_path: Path) -> None:
    settings = replace(settings_for(tmp_path / "deep/home", sqlite_url), secret="")
    async with open_desk(settings) as desk:
        assert desk.settings.secret == (settings.home / "secret").read_text()
    assert stat.S_IMODE(settings.home.stat().st_mode) == 0o700


async def test_the_clock_of_the_tests_stands_at_ten_on_a_monday_in_june(
    desk: Desk, clock: MovableClock
) -> None:
    assert desk.today() == date(2026, 6, 15)
    clock.move(days=1)
    assert desk.today() == date(2026, 6, 16)
    assert desk.clock.now() == datetime.fromisoformat("2026-06-16T02:00:00+00:00")

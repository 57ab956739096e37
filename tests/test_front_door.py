"""The command line as an operator uses it: real processes, real signals."""

import asyncio
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import httpx
import pytest
from click.testing import CliRunner

from bot.sandbox.app import sandbox_app
from bot.sandbox.people import Person
from bot.sandbox.phone import Phone
from bot.sandbox.telegram import Telegram
from bot.sandbox.webhook import Webhook
from cme import _listen, main
from core.ports import Desk
from core.records.jobs import Job, Progress, Slices
from core.usecases.jobs.kinds import TIMED, Kind, in_a_minute
from core.usecases.messages.notices import read_inbox
from storage.desk import open_desk
from storage.doctor import CHECKS
from storage.system import MovableClock, SystemClock
from tests import cast
from tests.bot.world import STRANGER, TOKEN, link_everybody, people, photo, served, words_of
from tests.conftest import SECRET, settings_for
from tests.jobs import work_off
from tests.storage.test_migrate import SHIPPED
from tests.trainings import an_approved_training
from tests.trouble import a_full_disk
from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parent.parent
FRONT_DOOR = [sys.executable, str(ROOT / "cme.py")]
BROUGHT = (
    ("", b'{"update_id": 5}', 403),
    ("s-2", b'{"update_id": 5}', 403),
    ("s-1", b"[5]", 400),
    ("s-1", b'{"update_id": "5"}', 400),
    ("s-1", b'{"update_id": 1e400}', 400),
    ("s-1", b"\xff\xfe", 400),
    ("s-1", b"[" * 20_000, 400),
    ("s-1", b'{"update_id": 5, "message": "\xe9\x97\xbb\xe6\x97\xa6"}', 200),
)


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CME_")}
    return {**kept, "CME_HOME": str(home), **more}


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def cme(home: Path, *words: str, **more: str) -> Told:
    """Give a command that ends by itself; starting Python for each would take three seconds."""
    unset = {name: None for name in os.environ if name.startswith("CME_")}
    settings = {**unset, "CME_HOME": str(home), **more}
    ended = CliRunner().invoke(main, words, env=settings)
    if ended.exception and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Told(ended.exit_code, ended.stdout, ended.stderr)


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def running(
    home: Path, command: str = "serve", log: Path | None = None, **more: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The app as a process of its own, and where it is on this machine; `log` takes its log."""
    port = more.setdefault("CME_PORT", str(free_port()))
    with ExitStack() as stack:
        process = subprocess.Popen(
            [*FRONT_DOOR, command],
            env=environment(home, PYTHONUNBUFFERED="1", **more),
            stdout=subprocess.PIPE,
            stderr=stack.enter_context(log.open("w")) if log else None,
            text=True,
        )
        try:
            told = address_told_by(process)
            is_here = told.startswith("http://127.0.0.1")
            yield told if is_here else f"http://127.0.0.1:{port}", process
        finally:
            process.kill()
            process.wait()


def address_told_by(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    for line in process.stdout:
        if told := re.search(r"https?://[\w.:-]+", line):
            return told[0]
    raise AssertionError("it ended before it said where it is")


def answering(address: str) -> httpx.Client:
    transport = httpx.HTTPTransport(retries=10)
    return httpx.Client(base_url=address, transport=transport, timeout=PATIENCE_SECONDS)


def test_serve_prepares_everything_and_stops_in_time_with_streams_open(tmp_path: Path) -> None:
    home = tmp_path / "home"
    link = cme(
        home, "create-admin", "--unit-code", "330922", "--unit-name", "海晏医院", "--name", "周全"
    )
    token = link.stdout.split("/sign-in/")[1].split()[0]
    with running(home) as (address, process), answering(address) as browser:
        assert browser.get("/sign-in").status_code == 200
        browser.headers["Origin"] = address
        assert browser.get(f"/sign-in/{token}").status_code == 200
        assert browser.post(f"/sign-in/{token}").status_code == 303
        new = {"new": cast.PASSWORD, "again": cast.PASSWORD}
        assert browser.post("/password/first", data=new).status_code == 303
        with browser.stream("GET", "/live") as stream:
            assert stream.status_code == 200
            next(stream.iter_lines())
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=PATIENCE_SECONDS) == 0
    assert (home / "secret").stat().st_mode & 0o077 == 0


def test_a_real_installation_loads_neither_the_sample_nor_the_chat_service_of_its_own(
    empty_home: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    asked = running(empty_home, log=log, PYTHONPROFILEIMPORTTIME="1")
    with asked as (address, _), answering(address) as browser:
        assert browser.get("/sign-in").status_code == 200
    loaded = {line.rpartition("|")[2].strip() for line in log.read_text("utf-8").splitlines()}
    assert {"bot.running", "pwa.app", "storage.desk"} <= loaded
    only_for_demo = ("bot.sandbox", "pwa.demo", "storage.sample")
    assert [name for name in loaded if name.startswith(only_for_demo)] == []


def test_doctor_is_content_after_serve_and_says_what_is_wrong(
    empty_home: Path, tmp_path: Path
) -> None:
    before = cme(tmp_path / "nowhere", "doctor")
    assert before.returncode == 1
    assert "BAD database" in before.stdout
    with running(empty_home) as (address, _), answering(address) as browser:
        browser.get("/sign-in")
    after = cme(empty_home, "doctor")
    assert (after.returncode, _bad(after.stdout)) == (0, []), after.stdout
    assert {f"ok  {subject}" for subject in CHECKS} <= _subjects(after.stdout)
    wrong = cme(empty_home, "doctor", CME_PUBLIC_URL="学分")
    assert wrong.returncode == 1
    assert "CME_PUBLIC_URL" in wrong.stdout


def test_visitors_behind_the_proxy_in_front_are_told_apart(empty_home: Path) -> None:
    with running(empty_home) as (address, _), answering(address) as browser:

        def guess(forwarded: str) -> int:
            headers = {"Origin": address, "X-Forwarded-For": forwarded}
            form = {"login": "330922", "password": "wrong"}
            return browser.post("/sign-in", data=form, headers=headers).status_code

        assert [guess(f"7.7.7.{n}, 1.1.1.1") for n in range(6)] == [401] * 5 + [429]
        assert guess("1.1.1.1, 2.2.2.2") == 401


def test_a_taken_port_is_named(empty_home: Path, filled_sample: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = cme(empty_home, "serve", CME_PORT=str(port))
        assert refused.returncode == 1
        assert str(port) in refused.stderr
        shutil.copytree(filled_sample, empty_home / "demo")
        with running(empty_home, "demo", CME_PORT=str(port), CME_SECRET=SECRET) as told:
            address, _ = told
            assert int(address.rsplit(":", 1)[1]) > port


def test_a_second_process_on_one_sqlite_file_is_told_of_the_first(
    empty_home: Path, tmp_path: Path
) -> None:
    database = f"sqlite://{empty_home / 'xuefen.db'}"
    elsewhere = {"CME_HOME": str(tmp_path / "elsewhere"), "CME_DATABASE_URL": database}
    words = ("--unit-code", "330922", "--unit-name", "海晏医院", "--name", "周全")
    with running(empty_home) as (address, first), answering(address) as browser:
        for second in (
            cme(empty_home, "serve"),
            cme(empty_home, "migrate"),
            cme(empty_home, "serve", **elsewhere),
        ):
            assert second.returncode == 1
            assert re.search(rf"Process {first.pid} .* since 20\d\d-", second.stderr), second
            assert "Traceback" not in second.stderr
        assert cme(empty_home, "doctor").returncode == 0
        assert cme(empty_home, "create-admin", *words).returncode == 0
        assert browser.get("/alive").status_code < 300
        first.kill()
        first.wait()
    with running(empty_home) as (address, _), answering(address) as browser:
        assert browser.get("/alive").status_code < 300


def test_a_sample_in_use_is_not_thrown_away(tmp_path: Path, filled_sample: Path) -> None:
    shutil.copytree(filled_sample, tmp_path / "home" / "demo")
    with running(tmp_path / "home", "demo", CME_SECRET=SECRET) as (_, first):
        refused = cme(tmp_path / "home", "demo", "--fresh")
        assert refused.returncode == 1
        assert str(first.pid) in refused.stderr
        assert (tmp_path / "home/demo/xuefen.db").exists()


async def test_when_one_process_stops_another_on_the_same_database_answers_the_chats(
    tmp_path: Path, postgres_url: str
) -> None:
    telegram = Telegram(TOKEN, [Person(STRANGER, "路人")], SystemClock())
    phone = Phone(telegram, STRANGER)
    async with served(sandbox_app(telegram)) as chats:
        shared = {
            "CME_DATABASE_URL": postgres_url,
            "CME_TELEGRAM_TOKEN": TOKEN,
            "CME_TELEGRAM_API_URL": chats,
            "CME_SECRET": SECRET,
        }
        with ExitStack() as stack:
            _, first = stack.enter_context(running(tmp_path / "first", **shared))
            phone.opens_link()
            await telegram.until(lambda: len(phone.heard) == 1, PATIENCE_SECONDS)
            await asyncio.to_thread(stack.enter_context, running(tmp_path / "second", **shared))
            first.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(first.wait, PATIENCE_SECONDS) == 0
            phone.says("在吗")
            await telegram.until(lambda: len(phone.heard) == 2, PATIENCE_SECONDS)
        telegram.close()


async def test_a_webhook_brings_updates_with_the_right_secret_only(
    tmp_path: Path, sqlite_url: str, clock: MovableClock
) -> None:
    settings = settings_for(tmp_path / "home", sqlite_url)
    async with open_desk(settings, clock=clock) as desk:
        await link_everybody(desk)
    telegram, log = Telegram(TOKEN, people(), SystemClock()), tmp_path / "log"
    nurse = Phone(telegram, 1001)
    async with served(sandbox_app(telegram)) as chats:
        set_up = {
            "CME_DATABASE_URL": sqlite_url,
            "CME_SECRET": SECRET,
            "CME_TELEGRAM_TOKEN": TOKEN,
            "CME_TELEGRAM_API_URL": chats,
            "CME_TELEGRAM_WEBHOOK_SECRET": "s-1",
            "CME_PUBLIC_URL": "https://cme.test",
        }
        with ExitStack() as stack:
            process = running(tmp_path / "home", log=log, **set_up)
            address, _ = await asyncio.to_thread(stack.enter_context, process)
            await telegram.until(lambda: telegram.webhook, PATIENCE_SECONDS)
            assert telegram.webhook
            assert telegram.webhook.url == "https://cme.test/telegram"
            telegram.webhook.stop()
            async with httpx.AsyncClient(base_url=address, timeout=PATIENCE_SECONDS) as anybody:
                for secret, body, status in BROUGHT:
                    told = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
                    answer = await anybody.post("/telegram", content=body, headers=told)
                    assert answer.status_code == status, body[:50]
            telegram.webhook = Webhook(f"{address}/telegram", "s-1")
            telegram.webhook.start(telegram)
            telegram.updates.add("message", {"message_id": "第一", "text": "闻旦的秘密"})
            await nurse.sends_photos([photo(1), photo(2)])
            await telegram.until(
                lambda: nurse.heard and "2 份" in words_of(nurse.heard[-1]), PATIENCE_SECONDS
            )
        telegram.close()
        examined = await asyncio.to_thread(cme, tmp_path / "home", "doctor", **set_up)
    assert "2 update(s) could not be read" in examined.stdout
    said = log.read_text("utf-8")
    assert "set aside" in said
    for word in ("闻旦", "秘密", "s-1", TOKEN):
        assert word not in said


def test_it_opens_as_many_connections_as_it_may(empty_home: Path) -> None:
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(before, 512), most))
        with running(empty_home) as (_, process):
            assert resource.prlimit(process.pid, resource.RLIMIT_NOFILE) == (most, most)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))


def test_a_port_is_taken_before_anything_is_served_on_it() -> None:
    with _listen("127.0.0.1", free_port()) as first:
        host, port = first.getsockname()
        with pytest.raises(click.ClickException):
            _listen(host, port)
        with _listen(host, port, tries=20) as another:
            assert another.getsockname()[1] > port


async def test_people_are_reminded_in_time_whatever_else_fails(sqlite_desk: Desk) -> None:
    async def broken(_: Desk, __: Job) -> Slices:
        yield Progress(0)
        raise ValueError("broken")

    unit = cast.UNIT_ADMINISTRATOR.actor
    await an_approved_training(sqlite_desk, cast.HEAD_NURSE.actor, unit)
    kind = Kind(broken, failed="broken", due_again=in_a_minute)
    await work_off(sqlite_desk, {"another": kind, **TIMED})
    inbox = await read_inbox(sqlite_desk, cast.NURSE.actor)
    assert [notice.key for notice in inbox.rows] == ["training-soon"]


def test_a_unit_is_created_once(empty_home: Path) -> None:
    words = ("create-admin", "--unit-code", "330922", "--unit-name", "海晏医院", "--name", "周全")
    assert cme(empty_home, *words).returncode == 0
    again = cme(empty_home, *words)
    assert again.returncode == 1
    assert "330922" in again.stderr
    assert "Traceback" not in again.stderr


def test_doctor_names_all_that_is_wrong_at_once(empty_home: Path, tmp_path: Path) -> None:
    before = cme(tmp_path / "nowhere", "doctor").stdout
    assert {"BAD database", "BAD disk", "BAD secret"} <= set(_bad(before))
    wrong = cme(
        empty_home,
        "doctor",
        CME_SECRET="short",
        CME_TELEGRAM_TOKEN="1:token",
        CME_TELEGRAM_API_URL=f"http://127.0.0.1:{free_port()}",
        CME_PUBLIC_URL="http://xuefen.example",
    )
    assert wrong.returncode == 1
    assert _bad(wrong.stdout) == ["BAD clock", "BAD bot", "BAD secret", "BAD public URL"]
    assert "1:token" not in wrong.stdout
    unreachable = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    away = cme(empty_home, "doctor", CME_DATABASE_URL=unreachable)
    assert "BAD database" in _bad(away.stdout)


def _subjects(told: str) -> set[str]:
    return {line.partition(":")[0] for line in told.splitlines()}


def _bad(told: str) -> list[str]:
    return [line.partition(":")[0] for line in told.splitlines() if line.startswith("BAD")]


def test_what_hinders_a_start_is_said_in_one_line(tmp_path: Path, sqlite_template: Path) -> None:
    def refused(home: Path, *words: str, **more: str) -> str:
        told = cme(home, *(words or ("serve",)), **more)
        assert (told.returncode, told.stderr.count("\n")) == (1, 1), told
        return told.stderr

    nowhere = Path("/proc/xuefen")
    assert "/proc/xuefen" in refused(nowhere)
    with a_full_disk():
        assert "no room left" in refused(tmp_path / "full")
        assert "no room left" in refused(tmp_path / "full", "migrate")
    (tmp_path / "held").mkdir()
    file = shutil.copy(sqlite_template, tmp_path / "held" / "xuefen.db")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        url = f"sqlite://{file}?busy_timeout=50"
        assert "another program" in refused(tmp_path / "held", CME_DATABASE_URL=url)


def test_a_setting_that_cannot_be_is_said_in_one_line(tmp_path: Path) -> None:
    for wrong in ({"CME_PORT": "acht"}, {"CME_DATABASE_URL": "mysql://x"}):
        refused = cme(tmp_path, "migrate", **wrong)
        assert refused.returncode == 1
        assert next(iter(wrong)) in refused.stderr
        assert "Traceback" not in refused.stderr


def test_migrating_twice_has_nothing_left_to_do(tmp_path: Path) -> None:
    assert re.findall(r"0\d{3}_\w+", cme(tmp_path / "home", "migrate").stdout) == SHIPPED
    assert cme(tmp_path / "home", "migrate").stdout.strip() == "nothing to do"


def test_every_command_is_listed_with_what_it_does(tmp_path: Path) -> None:
    listed = cme(tmp_path, "--help").stdout
    for command in ("serve", "demo", "migrate", "doctor", "create-admin", "backup", "restore"):
        assert re.search(rf"^  {command}\s+\w+", listed, re.MULTILINE)


def test_an_account_without_its_password_is_let_in_again_at_the_machine(empty_home: Path) -> None:
    words = ("create-admin", "--unit-code", "330922", "--unit-name", "海晏医院", "--name", "周全")
    assert cme(empty_home, *words).returncode == 0
    links = {cme(empty_home, "sign-in-link", "330922").stdout.splitlines()[0] for _ in range(2)}
    assert all(re.fullmatch(r"http\S+/sign-in/[\w-]{43}", link) for link in links)
    assert len(links) == 2
    refused = cme(empty_home, "sign-in-link", "330999")
    assert refused.returncode == 1
    assert "Nobody signs in" in refused.stderr

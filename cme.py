"""The front door: opens a desk and starts the faces on it. `cme --help` lists the commands."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from typing import Any

import click
import uvloop
from quart import Quart

from bot.running import ChatBot
from bot.sandbox.app import sandbox_app
from bot.sandbox.people import Person
from bot.sandbox.telegram import Telegram
from bot.webhook import wants_webhook, webhook_pages
from core.domain.dates import midnight_after
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
from core.settings import Settings, read_settings
from core.texts import say, speaking
from core.usecases.attendance.coming import send_reminders
from core.usecases.credits.compliance import recount_dirty, take_effect
from core.usecases.leader import LEAD_LASTS, leave_lead, take_lead
from core.usecases.register.accounts import create_administrator
from core.usecases.sweeping import sweep
from core.wording.refusals import explain
from pwa.app import create_app
from pwa.demo import demo_pages
from pwa.frame.access import Access
from pwa.frame.server import GRACE_SECONDS, Server, configured, raise_descriptor_limit
from pwa.frame.web_app import WebApp
from storage.backup import make_backup
from storage.config import dialect_of
from storage.desk import open_desk
from storage.doctor import Finding, examine
from storage.home import HomeIsHeld, hold_home, running
from storage.installation import confirm
from storage.manifest import BackupFault, named
from storage.migrate import RestoreUnfinished, waiting
from storage.migrate import migrate as migrate_database
from storage.restore import check
from storage.restore import restore as put_back
from storage.sample import PASSWORD, ROSTER, chat_people, fill, is_filled
from storage.system import MovableClock

A_MOMENT = timedelta(milliseconds=100)
LONGEST_NAP = timedelta(minutes=1)
PORTS_TO_TRY = 20
FOLDER = click.Path(file_okay=False, path_type=Path)
SANDBOX_PORT = 8081
SANDBOX_TOKEN = "1:sandbox"  # noqa: S105 - the sandbox's own, it opens nothing
JOBS = (
    (
        recount_dirty,
        "%d years were counted again",
        "years could not be counted again; trying again in a minute",
    ),
    (
        take_effect,
        "%d credits took effect",
        "credits could not take effect; trying again in a minute",
    ),
    (
        send_reminders,
        "people were reminded of %d cycles",
        "people could not be reminded; trying again in a minute",
    ),
    (
        sweep,
        "%d things that had run out were forgotten",
        "nothing could be swept; trying again in a minute",
    ),
)
log = logging.getLogger("cme")


@click.group(help="Xuefen: continuing medical education credits for hospital departments.")
def main() -> None:
    raise_descriptor_limit()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for talkative in ("httpx", "uvicorn.error"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


@main.command(help="Run the web app, the bot and the outbox (after migrating).")
def serve() -> None:
    settings = _settings()
    with _holding(settings):
        _run(_serve(settings))


@main.command(help="Run with a sample hospital, in a data folder of its own.")
@click.option("--fresh", is_flag=True, help="Throw the sample data away and start over.")
def demo(fresh: bool) -> None:
    settings = _demo_settings(_settings())
    if fresh and not running(settings):
        rmtree(settings.home, ignore_errors=True)
    with _holding(settings):
        _run(_demo(settings))


@main.command(help="Bring the database up to date.")
def migrate() -> None:
    settings = _settings()
    with _holding(settings):
        names = asyncio.run(migrate_database(settings))
    click.echo("\n".join(names) or "nothing to do")


@main.command(help="Check database, files, disk, clock, fonts, bot, secret, address and backups.")
@click.option("--deep", is_flag=True, help="Read every file and open every document as well.")
def doctor(deep: bool) -> None:
    _report(asyncio.run(examine(_settings(), deep=deep)))


def _report(findings: Sequence[Finding]) -> None:
    for finding in findings:
        click.echo(f"{finding.mark}{finding.subject}: {finding.words}")
    raise SystemExit(0 if all(one.is_well or one.only_warns for one in findings) else 1)


@main.command(help="Copy database and files into a folder, beside a server that runs.")
@click.argument("target", type=FOLDER)
@click.option("--with-files", is_flag=True, help="Copy files that lie in a bucket, too.")
@click.option("--keep", type=click.IntRange(1), help="Remove all but so many of the backups there.")
def backup(target: Path, with_files: bool, keep: int | None) -> None:
    with _said():
        made = asyncio.run(make_backup(_settings(), target, with_files=with_files, keep=keep))
    told = made.manifest
    click.echo(f"{made.folder}: {sum(told.counts.values())} rows and {told.files} files.")
    click.echo(f"The secret {told.key_id} is not in it: keep that elsewhere.")
    if made.lost:
        lost = f"{len(made.lost)} file(s) are missing or damaged where they are kept"
        click.echo(f"But {lost}: {named(made.lost)}. See `cme doctor --deep`.", err=True)


@main.command(help="Put a backup in place of what is there (which is kept), then run doctor.")
@click.argument("source", type=FOLDER)
@click.option("--leave-out-damaged", is_flag=True, help="Go on without files that are damaged.")
@click.option("--check", "only_check", is_flag=True, help="Only read the backup; touch nothing.")
def restore(source: Path, leave_out_damaged: bool, only_check: bool) -> None:
    settings = _settings()
    if only_check:
        _check(source)
        return
    with _said():
        done = asyncio.run(put_back(settings, source, leave_out_damaged=leave_out_damaged))
    click.echo(f"Restored the backup of {done.manifest.made_at}.")
    if done.aside:
        click.echo(f"What was there is in {done.aside}.")
    if done.damaged:
        click.echo(f"Without the damaged {named(done.damaged)}.", err=True)
    _report(asyncio.run(examine(settings)))


def _check(source: Path) -> None:
    with _said():
        manifest, damaged = asyncio.run(check(source))
    if damaged:
        raise click.ClickException(f"Damaged or missing: {named(damaged)}.")
    click.echo(f"The backup of {manifest.made_at} is whole.")


@main.command(help="Confirm that the secret is kept elsewhere, by giving it from there.")
def confirm_secret() -> None:
    secret: str = click.prompt("The secret, from where you keep it", hide_input=True)
    with _said():
        key_id = asyncio.run(confirm(_settings(), secret.strip()))
    click.echo(f"That is the secret of this installation, {key_id}.")


@main.command(help="Create a unit and its first administrator; print a sign-in link.")
@click.option("--unit-code", prompt=True, help="The unit's six-digit number, like 330922.")
@click.option("--unit-name", prompt=True)
@click.option("--name", prompt=True, help="The administrator's own name.")
def create_admin(unit_code: str, unit_name: str, name: str) -> None:
    async def create() -> None:
        settings = _settings()
        await _bring_up_to_date(settings)
        async with open_desk(settings) as desk:
            try:
                token = await create_administrator(desk, Actor.system(), unit_code, unit_name, name)
            except Refusal as refusal:
                with speaking("en"):
                    raise click.ClickException(explain(refusal)) from None
        click.echo(f"{settings.public_url}/sign-in/{token}")
        click.echo("Opens once, within a day; the account name is the unit's number.")

    asyncio.run(create())


def _settings() -> Settings:
    """Read the environment; a value that cannot be is said, not thrown."""
    try:
        settings = read_settings(os.environ)
        dialect_of(settings.database_url)
    except (ValueError, OSError) as fault:
        raise click.ClickException(str(fault)) from None
    return settings


@contextmanager
def _holding(settings: Settings) -> Iterator[None]:
    """Be the one process on this data; who is not is told of the other."""
    with _said(), hold_home(settings):
        yield


@contextmanager
def _said() -> Iterator[None]:
    """Say in one sentence why something cannot be."""
    try:
        yield
    except (HomeIsHeld, BackupFault, RestoreUnfinished) as fault:
        raise click.ClickException(str(fault)) from None


async def _bring_up_to_date(settings: Settings) -> None:
    """Migrate, unless a server runs that has done so at its start."""
    try:
        with hold_home(settings):
            await migrate_database(settings)
    except HomeIsHeld as held:
        if await waiting(settings):
            raise click.ClickException(str(held)) from None


def _run(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


async def _serve(settings: Settings) -> None:
    await migrate_database(settings)
    door = _listen(settings.host, settings.port)
    async with open_desk(settings) as desk:
        app = create_app(desk)
        click.echo(f"Xuefen is at {settings.public_url}")
        await _until_stopped(app, [(app, door)])


async def _demo(settings: Settings) -> None:
    await migrate_database(settings)
    door = _listen(settings.host, settings.port, tries=PORTS_TO_TRY)
    settings = replace(settings, port=_port(door), public_url=_address(door))
    clock, faces = MovableClock(), list[tuple[Quart, socket.socket]]()
    if not settings.telegram_token:
        telegram = Telegram(SANDBOX_TOKEN, chat_people(Person), clock)
        sandbox_door = _listen("127.0.0.1", SANDBOX_PORT, tries=PORTS_TO_TRY)
        faces.append((sandbox_app(telegram), sandbox_door))
        settings = replace(
            settings, telegram_token=SANDBOX_TOKEN, telegram_api_url=_address(sandbox_door)
        )
    async with open_desk(settings, clock=clock) as desk:
        if not await is_filled(desk):
            click.echo("Filling the sample hospital, ten seconds or so …")
            await fill(desk, desk.today())
        app = create_app(desk)
        app.admit(demo_pages(clock, settings.telegram_api_url, ROSTER), Access.EVERYBODY)
        _print_roster(settings)
        await _until_stopped(app, [(app, door), *faces])


def _demo_settings(settings: Settings) -> Settings:
    """The sample hospital never touches a real one's data."""
    home = settings.home / "demo"
    return replace(
        settings,
        home=home,
        database_url=f"sqlite://{home / 'xuefen.db'}",
        files_url=str(home / "files"),
    )


def _print_roster(settings: Settings) -> None:
    click.echo(f"\nXuefen with a sample hospital: {settings.public_url}/demo\n")
    for person in ROSTER:
        click.echo(f"  {person.login:<20} {person.name}  {say(person.role)}")
    click.echo(f"\n  password of all of them: {PASSWORD}")
    click.echo(f"  their chats: {settings.telegram_api_url}/sandbox/\n  Ctrl-C stops.\n")


async def _until_stopped(app: WebApp, faces: Sequence[tuple[Quart, socket.socket]]) -> None:
    """Web, bot, outbox and midnight in one loop, until SIGTERM or Ctrl-C, or one of them breaks."""
    stop, watch = asyncio.Event(), Watch(app.desk)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if wants_webhook(app.desk.settings):
        secret = app.desk.settings.telegram_webhook_secret
        app.admit(webhook_pages(secret, watch.receive), Access.MACHINES)
    servers = [(Server(configured(face)), door) for face, door in faces]
    web = [asyncio.create_task(server.serve([door])) for server, door in servers]
    duty, waiting = asyncio.create_task(watch.keep(stop)), asyncio.create_task(stop.wait())
    await asyncio.wait([waiting, *web, duty], return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    app.close_streams()
    await asyncio.wait([duty], timeout=GRACE_SECONDS)
    for server, _ in servers:
        server.should_exit = True
    await asyncio.gather(waiting, *web, duty)


class Watch:
    """Chats, outbox and midnight: kept by one process of all that share a database."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._holder = desk.ids.new()
        self._bot: ChatBot | None = None

    async def receive(self, body: object) -> int:
        """Take what the chat service brings; 503 sends it to the process that is on duty."""
        return await self._bot.receive(body) if self._bot else 503

    async def keep(self, stop: asyncio.Event) -> None:
        """Wait for the duty, keep it as long as it can be kept, until `stop`."""
        while not stop.is_set():
            if await self._is_ours():
                await self._serve(stop)
            await _nap(LEAD_LASTS / 3, stop)

    async def _is_ours(self) -> bool:
        """With SQLite there is no other process. A database that does not answer says no."""
        if dialect_of(self._desk.settings.database_url) == "sqlite":
            return True
        try:
            return await take_lead(self._desk, Actor.system(), self._holder)
        except Refusal:
            return False

    async def _serve(self, stop: asyncio.Event) -> None:
        over = asyncio.Event()
        jobs = [asyncio.create_task(_keep_time(self._desk, over))]
        if self._desk.settings.telegram_token:
            self._bot = ChatBot(self._desk)
            jobs.append(asyncio.create_task(self._bot.run(over)))
        try:
            while not stop.is_set() and not any(job.done() for job in jobs):
                await _nap(LEAD_LASTS / 3, stop)
                if not await self._is_ours():
                    break
        finally:
            over.set()
            self._bot = None
            await asyncio.gather(*jobs)
            await leave_lead(self._desk, Actor.system(), self._holder)


async def _keep_time(desk: Desk, stop: asyncio.Event) -> None:
    """Do what is due at start, after each of Shanghai's midnights, and every minute."""
    while not stop.is_set():
        for job, done, not_done in JOBS:
            try:
                if count := await job(desk, Actor.system()):
                    log.info(done, count)
            except Exception:
                log.exception(not_done)
        left = midnight_after(desk.clock.now()) - desk.clock.now()
        await _nap(min(left + A_MOMENT, LONGEST_NAP), stop)


async def _nap(left: timedelta, stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), left.total_seconds())


def _listen(host: str, port: int, *, tries: int = 1) -> socket.socket:
    """Take the port, or the next free one; a taken one is named."""
    for number in range(port, port + tries):
        door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, number))
            door.listen()  # only then is the port ours: several sockets may be bound to one
        except OSError as fault:
            door.close()
            click.echo(f"Port {number} is not free ({fault.strerror}).", err=True)
            continue
        return door
    raise click.ClickException(f"Choose another port with CME_PORT (tried {port}).")


def _port(door: socket.socket) -> int:
    port: int = door.getsockname()[1]
    return port


def _address(door: socket.socket) -> str:
    return f"http://{door.getsockname()[0]}:{_port(door)}"


if __name__ == "__main__":
    main()

"""The front door: opens a desk and starts the faces on it. `cme --help` lists the commands."""

import asyncio
import logging
import signal
import socket
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from shutil import rmtree
from typing import Any

import click
import uvloop
from quart import Quart

from bot.running import LeadersBot
from bot.telegram.webhook import wants_webhook, webhook_pages
from core.leader import Leader
from core.settings import Settings
from core.texts import say
from pwa.app import create_app
from pwa.frame.access import Access
from pwa.frame.server import (
    GRACE_SECONDS,
    Server,
    configured,
    leave_alone_what_stays,
    raise_descriptor_limit,
)
from pwa.frame.web_app import WebApp
from storage.commands import COMMANDS, current_settings, holding, opened, said
from storage.config import dialect_of
from storage.home import running
from storage.migrate import migrate
from storage.new_secret import check_secret
from storage.phone_messages import Console
from storage.system import MovableClock

PORTS_TO_TRY = 20
SANDBOX_PORT = 8081
SANDBOX_TOKEN = "1:sandbox"  # noqa: S105 - the sandbox's own, it opens nothing
Face = tuple[Quart, socket.socket]


@click.group(help="Xuefen: continuing medical education credits for hospital departments.")
def main() -> None:
    raise_descriptor_limit()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for talkative in ("httpx", "uvicorn.error"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


for command in COMMANDS:
    main.add_command(command)


@main.command(help="Run the web app, the bot and the outbox (after migrating).")
def serve() -> None:
    settings = current_settings()
    with holding(settings):
        _run(_serve(settings))


@main.command(help="Run with a sample hospital, in a data folder of its own.")
@click.option("--fresh", is_flag=True, help="Throw the sample data away and start over.")
def demo(fresh: bool) -> None:
    settings = _demo_settings(current_settings())
    if fresh and not running(settings):
        rmtree(settings.home, ignore_errors=True)
    with holding(settings):
        _run(_demo(settings))


def _run(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


async def _serve(settings: Settings) -> None:
    with said(settings):
        await migrate(settings)
        await check_secret(settings)
    door = _listen(settings.host, settings.port)
    async with opened(settings) as desk:
        app = create_app(desk)
        click.echo(f"Xuefen is at {settings.public_url}")
        await _until_stopped(app, [(app, door)])


async def _demo(settings: Settings) -> None:
    from pwa.demo import demo_pages
    from storage.sample import ROSTER, fill, is_filled, is_outdated

    with said(settings):
        await migrate(settings)
        await check_secret(settings)
    if await is_outdated(settings):
        raise click.ClickException("The sample is of an earlier version: cme demo --fresh")
    door = _listen(settings.host, settings.port, tries=PORTS_TO_TRY)
    settings = replace(settings, port=_port(door), public_url=_address(door))
    clock, faces = MovableClock(), list[Face]()
    if not settings.telegram_token:
        faces.append(_sandbox(clock))
        address = _address(faces[0][1])
        settings = replace(settings, telegram_token=SANDBOX_TOKEN, telegram_api_url=address)
    async with opened(settings, clock) as desk:
        if not await is_filled(desk):
            click.echo("Filling the sample hospital, ten seconds or so …")
            await fill(desk, desk.today())
        sender = desk.sender if desk.sender.is_there else Console()
        app = create_app(replace(desk, sender=sender))
        app.admit(demo_pages(clock, settings.telegram_api_url, ROSTER), Access.EVERYBODY)
        _print_roster(settings)
        await _until_stopped(app, [(app, door), *faces])


def _sandbox(clock: MovableClock) -> Face:
    """Return a chat service of our own, with the sample's people in it."""
    from bot.sandbox.app import sandbox_app
    from bot.sandbox.people import Person
    from bot.sandbox.telegram import Telegram
    from storage.sample import chat_people

    telegram = Telegram(SANDBOX_TOKEN, chat_people(Person), clock)
    return sandbox_app(telegram), _listen("127.0.0.1", SANDBOX_PORT, tries=PORTS_TO_TRY)


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
    from storage.sample import PASSWORD, ROSTER

    click.echo(f"\nXuefen with a sample hospital: {settings.public_url}/demo\n")
    for person in ROSTER:
        click.echo(f"  {person.login:<20} {person.name}  {say(person.role)}")
    click.echo(f"\n  password of all of them: {PASSWORD}")
    click.echo(f"  their chats: {settings.telegram_api_url}/sandbox/\n  Ctrl-C stops.\n")


async def _until_stopped(app: WebApp, faces: Sequence[Face]) -> None:
    """Serve the faces and lead in one loop, until SIGTERM or Ctrl-C, or one of them breaks."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    leader = asyncio.create_task(_leader(app).run(stop))
    servers = [(Server(configured(face)), door) for face, door in faces]
    leave_alone_what_stays()
    web = [asyncio.create_task(server.serve([door])) for server, door in servers]
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([stopping, *web, leader], return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    app.close_streams()
    await asyncio.wait([leader], timeout=GRACE_SECONDS)
    for server, _ in servers:
        server.should_exit = True
    await asyncio.gather(stopping, *web, leader)


def _leader(app: WebApp) -> Leader:
    """Return the leader with the bot that it runs, which a webhook may bring updates to."""
    settings, bot = app.desk.settings, LeadersBot(app.desk)
    if wants_webhook(settings):
        pages = webhook_pages(settings.telegram_webhook_secret, bot.receive)
        app.admit(pages, Access.MACHINES)
    works = [bot.run] if settings.chats else []
    return Leader(app.desk, works, is_alone=dialect_of(settings.database_url) == "sqlite")


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

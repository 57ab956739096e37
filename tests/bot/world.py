"""A bot on a desk, a Telegram of our own, and people who talk to it with their phones."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from itertools import count
from typing import Any

import uvicorn
from quart import Quart

from bot.running import ChatBot
from bot.sandbox.app import sandbox_app
from bot.sandbox.people import Person
from bot.sandbox.phone import Phone
from bot.sandbox.telegram import Telegram
from core.domain.credits.credit import Credit
from core.ports import Desk
from core.records.messages import Channel, ChatId
from core.records.register import LinkPurpose
from core.usecases.credits.entry import revise_draft, start_draft, submit_credit
from core.usecases.credits.evidence import attach_evidence
from core.usecases.messages.chats import remember
from core.usecases.messages.linking import answer_chat
from core.usecases.register.links import make_link
from storage.system import MovableClock
from tests import cast, pictures
from tests.waiting import PATIENCE_SECONDS

TOKEN = "7001:sandbox-test"
LAST_ANSWERS_SECONDS = 2
_queries = count(7700)
STRANGER = 999
OTHER_OFFICE = 1006  # not linked
CHATS = {
    1001: cast.NURSE,
    1002: cast.HEAD_NURSE,
    1003: cast.UNIT_ADMINISTRATOR,
    1004: cast.AUTHORITY,
    1005: cast.PHYSICIAN,
}


class Server(uvicorn.Server):
    """A server that says when it answers and ends when it is told to: one that looks ten times a
    second whether it should takes as long to end as most conversations last.
    """

    def __init__(self, app: Quart) -> None:
        super().__init__(uvicorn.Config(app, log_level="critical"))
        self.ready, self.over = asyncio.Event(), asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.over.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if answering := list(self.server_state.tasks):
            _, late = await asyncio.wait(answering, timeout=LAST_ANSWERS_SECONDS)
            for one in late:
                one.cancel()
        await self.lifespan.shutdown()


@asynccontextmanager
async def served(app: Quart) -> AsyncIterator[str]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        server = Server(app)
        running = asyncio.create_task(server.serve(sockets=[door]))
        await server.ready.wait()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.over.set()
        await running


class Player:
    """One person and their phone."""

    def __init__(self, world: "World", chat_id: int) -> None:
        self.world = world
        self.id = chat_id
        self.phone = Phone(world.telegram, chat_id)

    @property
    def last(self) -> dict[str, Any]:
        """The bot's newest message."""
        return self.phone.heard[-1]

    @property
    def text(self) -> str:
        return words_of(self.last)

    @property
    def token(self) -> str:
        """The one of the newest link that signs in, wherever in a message it stands."""
        return re.findall(r"/sign-in/([\w-]{43})", str(self.phone.heard))[-1]

    def photo_of(self, message: dict[str, Any]) -> bytes:
        """Return the picture of a message, as large as it was sent."""
        largest = max(message["photo"], key=lambda size: size["height"])
        return self.content_of(largest)

    def content_of(self, document: dict[str, Any]) -> bytes:
        """Return a file that was heard."""
        return self.world.telegram.files.get(document["file_id"]).data

    async def says(self, text: str) -> str:
        self.phone.says(text)
        await self.world.settled()
        return self.text

    async def sends(self, *photos: bytes, caption: str = "") -> str:
        await self.phone.sends_photos(photos, caption)
        await self.world.settled()
        return self.text

    async def sends_file(self, name: str, data: bytes, media_type: str = "") -> str:
        await self.phone.sends_document(name, data, media_type or "application/octet-stream")
        await self.world.settled()
        return self.text

    @property
    def known_as(self) -> str:
        """What the service calls them."""
        return str(self.world.telegram.chats[self.id].person.name)

    async def brings(self, code: str) -> str:
        """Bring the code that the web app shows, by its link; where there is none it is typed."""
        return await self.says(f"/start {code}")

    @property
    def refusal(self) -> str:
        """What was said last of something that could not be done."""
        return str(self.phone.answers[-1]["text"])

    def find(self, label: str) -> tuple[int, str]:
        """Return the newest button whose label holds `label`: its message and its data."""
        for message in reversed(self.phone.heard):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"] and "callback_data" in button:
                        return message["message_id"], button["callback_data"]
        raise AssertionError(f"no button {label!r} in: {self.labels}")

    async def found(self, label: str) -> tuple[int, str]:
        """Return a button as soon as it is there."""
        return self.find(label)

    @property
    def labels(self) -> list[str]:
        """The labels of the newest message that has buttons."""
        for message in reversed(self.phone.heard):
            if rows := message.get("reply_markup", {}).get("inline_keyboard"):
                return [button["text"] for row in rows for button in row]
        return []

    async def presses(self, label: str) -> str:
        self.phone.presses(*self.find(label))
        await self.world.settled()
        return self.text

    async def forges(self, data: str) -> str:
        """Send what no button of ours sends, as a changed client could."""
        self.presses_unseen(data)
        await self.world.settled()
        return str(self.phone.answers[-1]["text"])

    async def presses_all(self, presses: Sequence[str]) -> list[str]:
        """Send presses that no button of ours sends, all at once; return what each was told."""
        asked = [self.presses_unseen(data) for data in presses]
        await self.world.settled()
        answers = {one["query"]: str(one["text"]) for one in self.phone.answers}
        return [answers[query] for query in asked]

    def presses_unseen(self, data: str) -> str:
        """Send it without waiting for the answer; return by which name the answer will go."""
        query = str(next(_queries))
        self.world.telegram.queries[query] = self.id
        pressed = {
            "id": query,
            "from": self.world.telegram.chats[self.id].person.user,
            "message": self.last,
            "chat_instance": "1",
            "data": data,
        }
        self.world.telegram.updates.add("callback_query", pressed)
        return query

    async def hears(self, part: str, within_seconds: int = PATIENCE_SECONDS) -> dict[str, Any]:
        """Wait until the bot says something with these words in it."""

        def heard() -> dict[str, Any] | None:
            said = (one for one in reversed(self.phone.heard) if part in words_of(one))
            return next(said, None)

        try:
            await self.world.until(heard, within_seconds)
        except TimeoutError:
            raise AssertionError([words_of(one) for one in self.phone.heard]) from None
        found = heard()
        assert found
        return found


def words_of(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "")


class World:
    """Telegram, the people, and the bot, which can be killed and started again."""

    channel = Channel.TELEGRAM

    def __init__(self, desk: Desk, telegram: Telegram, clock: MovableClock) -> None:
        self.desk = desk
        self.telegram = telegram
        self.clock = clock
        self.bot = ChatBot(desk)
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self.nurse = Player(self, 1001)
        self.head_nurse = Player(self, 1002)
        self.unit = Player(self, 1003)
        self.authority = Player(self, 1004)
        self.physician = Player(self, 1005)
        self.stranger = Player(self, STRANGER)

    async def start(self) -> None:
        self.bot = ChatBot(self.desk)
        self._stop = asyncio.Event()
        self._running = asyncio.create_task(self.bot.run(self._stop))
        await asyncio.wait_for(self.bot.is_ready.wait(), PATIENCE_SECONDS)

    def another_bot(self) -> ChatBot:
        """Return a second bot over the same database and with the same keys."""
        return ChatBot(self.desk)

    async def stop(self) -> None:
        """Stop as a signal does."""
        self._stop.set()
        if self._running:
            await asyncio.wait_for(self._running, PATIENCE_SECONDS)

    async def kill(self) -> None:
        """End at once, in the middle of whatever is being done."""
        tasks = {self._running, *self.bot._tasks, *self.bot.receiver._walks} - {None}
        self.bot._end = _nothing  # type: ignore[method-assign]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def restart(self) -> None:
        await self.kill()
        await self.start()

    async def until(
        self, condition: Callable[[], object], within_seconds: int = PATIENCE_SECONDS
    ) -> None:
        await self.telegram.until(condition, within_seconds)

    async def settled(self) -> None:
        """Wait until everything that was sent has been acted on."""
        await self.until(lambda: not len(self.telegram.updates) and self.bot.receiver.is_idle)

    async def passes(self, seconds: float) -> None:
        """Let time pass on the desk's clock: what was held back goes out."""
        self.clock.move(seconds=seconds)
        self.bot.deliveries.poke()


async def _nothing() -> None:
    return


def people() -> list[Person]:
    known = [
        Person(chat_id, person.account.name, started=True) for chat_id, person in CHATS.items()
    ]
    return [
        *known,
        Person(STRANGER, "路人"),
        Person(998, "Jane", language="en"),
        Person(OTHER_OFFICE, "秦望"),
    ]


async def link_everybody(desk: Desk, channel: Channel = Channel.TELEGRAM) -> None:
    async with desk.store.transaction() as tx:
        for chat_id, person in CHATS.items():
            await tx.chats.link(ChatId(channel, str(chat_id)), person.account.id)


async def links(player: Player, person: cast.Person) -> str:
    """Link a chat as its person does: both sides are asked. Return what the chat hears first."""
    desk = player.world.desk
    code = await make_link(desk, person.actor, LinkPurpose.CHAT)
    asked = await player.brings(code)
    await player.presses("是我的账号")
    await answer_chat(desk, person.actor, str(player.id), is_own=True)
    await player.hears("聊天已绑定")
    return asked


@asynccontextmanager
async def world_on(desk: Desk, clock: MovableClock) -> AsyncIterator[World]:
    """Serve a Telegram, link the cast, start the bot; everything ends with the block."""
    telegram = Telegram(TOKEN, people(), clock)
    async with served(sandbox_app(telegram)) as url:
        settings = replace(
            desk.settings,
            telegram_token=TOKEN,
            telegram_api_url=url,
            public_url="http://127.0.0.1:8000",
        )
        world = World(replace(desk, settings=settings), telegram, clock)
        await link_everybody(world.desk)
        await world.start()
        try:
            yield world
        finally:
            await world.stop()
            telegram.close()


@cache
def photo(seed: int = 1) -> bytes:
    """A certificate as a phone photographs it, small enough to be quick."""
    return pictures.jpeg(pictures.drawn(pictures.some_certificate(seed), 480))


ANSWERS = {
    "category": "out-of-province",
    "rule": "out-of-province-national",
    "quantity": "6",
    "project-name": "危重症护理新进展",
    "project-number": "2026-14-02-118",
    "organiser": "浙江省护理学会",
    "dates": "2026-06-12 至 06-14",
}


async def complete_draft(world: World, name: str = "危重症护理新进展") -> Credit:
    """Enter all that a claim needs, without the chat."""
    desk, who = world.desk, cast.NURSE.actor
    draft = await start_draft(desk, who)
    revision = await revise_draft(desk, who, draft.id, {**ANSWERS, "project-name": name})
    for seed, kind in enumerate(("certificate", "approval-form"), 1):
        file, key = photo(seed), f"file {seed}"
        await attach_evidence(desk, who, draft.id, "a.jpg", file, key=key, kind=kind)
    return revision.credit


async def at_the_summary(world: World) -> None:
    """Let the nurse stand before the summary of a complete draft."""
    draft = await complete_draft(world)
    who = cast.NURSE.actor
    await remember(world.desk, who, world.channel, draft_id=draft.id, asking="summary@0")
    assert "核对" in await world.nurse.says("然后呢")


async def submitted(world: World, name: str = "危重症护理新进展") -> str:
    """Submit a claim without the chat; its department's reviewer hears of it."""
    draft = await complete_draft(world, name)
    await submit_credit(world.desk, cast.NURSE.actor, draft.id, seen=draft.version)
    world.bot.deliveries.poke()
    await world.head_nurse.hears(name)
    await world.head_nurse.found("通过")  # some services send their buttons after the words
    return draft.id

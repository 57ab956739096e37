"""The same people and the same bot where the chat service is not Telegram."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from typing import Any, Protocol

from bot.chat.markup import Button, Screen
from bot.chat.service import ChatService
from bot.running import ChatBot
from core.ports import Desk
from core.records.messages import Channel, Received
from storage.system import MovableClock
from tests.bot.wecom import WeComPlace
from tests.bot.world import STRANGER, Player, World, link_everybody, words_of
from tests.waiting import PATIENCE_SECONDS, until

NUMBERED = re.compile(r"^(?P<mark>[A-Z]?\d{1,2}|[A-Z])(?P<dot>  | |$)", re.MULTILINE)


class Elsewhere(Protocol):
    """A chat service of our own that is not Telegram: what the bot dials, and people's phones."""

    channel: Channel

    def opened(self) -> AbstractAsyncContextManager[dict[str, Any]]:
        """Open the place; the bot finds it by these settings."""

    def service(self, desk: Desk) -> ChatService: ...
    def phone(self, address: str) -> Any: ...
    @property
    def is_quiet(self) -> bool: ...


class NumberPlayer(Player):
    """A person who answers with the number of a choice, or presses it where there are buttons."""

    world: "OtherWorld"

    def __init__(self, world: "OtherWorld", chat_id: int) -> None:
        self.world = world
        self.id = chat_id
        self.phone = world.place.phone(str(chat_id))

    def find(self, label: str) -> tuple[int, str]:
        """Return a button, or -1 and the mark before the label in the newest message with it."""
        for place, message in reversed(list(enumerate(self.phone.heard))):
            for words, carried in message.get("buttons", ()):
                if label in words:
                    return place, carried
            for line in words_of(message).splitlines():
                if (found := NUMBERED.match(line)) and label in line:
                    return -1, found["mark"]
        raise AssertionError(f"no choice {label!r} in: {[words_of(m) for m in self.phone.heard]}")

    async def presses(self, label: str) -> str:
        """Choose it as soon as it is there."""
        await self.found(label)
        return await super().presses(label)

    async def found(self, label: str) -> tuple[int, str]:
        """Return a choice as soon as it is there: a card may come after its words."""
        with suppress(TimeoutError):
            await until(lambda: self._offers(label))
        return self.find(label)

    def _offers(self, label: str) -> bool:
        try:
            self.find(label)
        except AssertionError:
            return False
        return True

    def photo_of(self, message: dict[str, Any]) -> bytes:
        return bytes(message["photo"])

    def content_of(self, document: dict[str, Any]) -> bytes:
        return bytes(document["content"])

    async def brings(self, code: str) -> str:
        return await self.says(code.upper())

    async def forges(self, data: str) -> str:
        before = len(self.phone.answers)
        self.phone.presses_made_up(data)
        await self.world.settled()
        return "".join(one["text"] for one in self.phone.answers[before:])

    async def presses_all(self, presses: Sequence[str]) -> list[str]:
        """Where there are no buttons, each is offered by its number and answered with that."""
        told = self.world.told.setdefault(str(self.id), [])
        service = self.world.bot.services[self.world.channel]
        marks = list(presses)
        if not service.can.most_buttons:
            rows = [[Button(f"({n})", data)] for n, data in enumerate(presses)]
            await service.say(str(self.id), Screen("", rows, is_card=True))
            marks = [self.find(f"({n})")[1] for n in range(len(presses))]
        before = len(told)
        for mark in marks:
            if service.can.most_buttons:
                self.phone.presses_made_up(mark)
            else:
                self.phone.says(mark)
        await self.world.settled()
        return told[before:]

    @property
    def known_as(self) -> str:
        """What the service calls them: WeCom tells no name."""
        return str(self.id) if isinstance(self.world.place, WeComPlace) else "路人"

    @property
    def labels(self) -> list[str]:
        """The choices of the newest message; a refusal stands behind what it is about."""
        answers = self.phone.answers
        [newest] = [one for one in self.phone.heard if one not in answers][-1:] or [{}]
        lines = [(NUMBERED.match(line), line) for line in words_of(newest).splitlines()]
        marked = [line[found.end() :] or line for found, line in lines if found]
        return [words for words, _ in newest.get("buttons", ())] or marked


class Telling(ChatBot):
    """The bot, which notes what it says to a person while it acts on one thing from them."""

    def __init__(self, world: "OtherWorld") -> None:
        super().__init__(world.desk, [world.place.service(world.desk)])
        self.world = world

    async def _act(self, received: Received) -> bool:
        address = received.chat_id.address
        heard = self.world.place.phone(address).heard
        before = len(heard)
        is_over = await super()._act(received)
        told = "\n".join(words_of(one) for one in heard[before:])
        self.world.told.setdefault(address, []).append(told)
        return is_over


class OtherWorld(World):
    """The bot over another service, and the people who have its app.

    `told` is what each has been told, one text for each thing that they did.
    """

    def __init__(self, desk: Desk, place: Elsewhere, clock: MovableClock) -> None:
        self.desk = desk
        self.clock = clock
        self.place = place
        self.channel = place.channel
        self._stop = asyncio.Event()
        self._running = None
        self.told = dict[str, list[str]]()
        people = (NumberPlayer(self, number) for number in (1001, 1002, 1003, 1004, 1005))
        self.nurse: NumberPlayer
        self.head_nurse: NumberPlayer
        self.nurse, self.head_nurse, self.unit, self.authority, self.physician = people
        self.stranger = NumberPlayer(self, STRANGER)

    async def start(self) -> None:
        self.bot = Telling(self)
        self._stop = asyncio.Event()
        self._running = asyncio.create_task(self.bot.run(self._stop))
        await asyncio.wait_for(self.bot.is_ready.wait(), PATIENCE_SECONDS)

    def another_bot(self) -> ChatBot:
        return ChatBot(self.desk, [self.place.service(self.desk)])

    async def until(self, condition: Any, within_seconds: int = PATIENCE_SECONDS) -> None:
        await until(condition, within_seconds)

    async def settled(self) -> None:
        await until(lambda: self.place.is_quiet and self.bot.receiver.is_idle)


@asynccontextmanager
async def other_world(
    desk: Desk, place: Elsewhere, clock: MovableClock
) -> AsyncIterator[OtherWorld]:
    """Open the place, link the cast there and start the bot; all ends with the block."""
    async with place.opened() as found:
        settings = replace(desk.settings, public_url="http://127.0.0.1:8000", **found)
        world = OtherWorld(replace(desk, settings=settings), place, clock)
        await link_everybody(world.desk, place.channel)
        await world.start()
        try:
            yield world
        finally:
            await world.stop()

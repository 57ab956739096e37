"""The bot alive: every service it speaks through, started through bad weather, stopped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from bot.chat.arrivals import Arrivals
from bot.chat.dispatching import Dispatcher
from bot.chat.incoming import Incoming
from bot.chat.notices import Deliveries
from bot.chat.numbering import Numbering
from bot.chat.receiving import Receiver
from bot.chat.retrying import told, until_it_works
from bot.chat.service import ChatService, Trouble, Unreadable
from bot.dingtalk.service import DingTalk
from bot.wecom.service import WeCom
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Channel, Received, ServiceState
from core.usecases.messages.received import note_service, set_update_aside

log = logging.getLogger(__name__)
STOP_WITHIN = 1.2
MOST_FAILURES = 10
TELLING_SECONDS, LAST_WORDS_WITHIN = 5.0, 0.4


def services_of(desk: Desk) -> list[ChatService]:
    """Return the chat services that are set up here."""
    settings, clock = desk.settings, desk.clock
    services = list[ChatService]()
    if Channel.TELEGRAM in settings.chats:
        from bot.telegram.service import Telegram  # noqa: PLC0415 - its library takes 15 MB

        services.append(Telegram(settings, clock))
    if Channel.DINGTALK in settings.chats:
        services.append(Numbering(desk, DingTalk(settings, clock)))
    if Channel.WECOM in settings.chats:
        services.append(Numbering(desk, WeCom(settings, clock)))
    return services


class ChatBot:
    """The bot over one desk: `run` it beside the web server, hand `receive` what a webhook gets."""

    def __init__(self, desk: Desk, services: Sequence[ChatService] = ()) -> None:
        self.desk = desk
        set_up = [Numbering(desk, one) for one in services] or services_of(desk)
        self.services: dict[Channel, ChatService] = {one.channel: one for one in set_up}
        self.dispatcher = Dispatcher(desk, self._later)
        self.receiver = Receiver(desk, self._act)
        self.deliveries = Deliveries(desk, self.services)
        self.arrivals = Arrivals(desk, self.services, self.dispatcher, self.receiver)
        self.is_ready = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures: dict[int, int] = {}
        self._told: dict[Channel, ServiceState] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Serve the chats until `stop` is set; it then ends within two seconds."""
        serving = self._begin(self._serve())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await self._end()

    async def receive(self, body: object) -> int:
        """Take an update that a webhook of Telegram brought; return the HTTP status to answer with.

        200 only once it is kept, 400 for what is no update, 503 when it cannot be kept now.
        """
        from bot.telegram.updates import received_of  # noqa: PLC0415 - as above

        if (received := received_of(body)) is None:
            return 400
        try:
            await self.receiver.keep(received)
        except Refusal:
            return 503
        return 200

    async def _serve(self) -> None:
        """Serve each chat as soon as its service answers; one that is away keeps no other back."""
        await until_it_works(self.receiver.resume)
        opening = [self._begin(self._open(service)) for service in self.services.values()]
        if opening:
            await asyncio.wait(opening, return_when=asyncio.FIRST_COMPLETED)
        self._begin(self.deliveries.run())
        self._begin(self.arrivals.run())
        self._begin(self._keep_telling())
        await asyncio.gather(*opening)
        self.is_ready.set()
        await asyncio.Event().wait()

    async def _open(self, service: ChatService) -> None:
        await until_it_works(service.start)
        self._begin(service.run(self.receiver.keep))

    async def _act(self, received: Received) -> bool:
        """Do what came asks for; False when its answer did not get through."""
        service = self.services.get(received.chat_id.channel)
        incoming = _read(service, received) if service else None
        if service is None or incoming is None:
            await set_update_aside(self.desk, Actor.system(), received.number)
            return True
        is_over = await self.dispatcher.act(service, incoming, partial(self._coming, received))
        self.deliveries.poke()
        if is_over:
            self._failures.pop(received.number, None)
            return True
        return await self._is_hopeless(service, received.number)

    async def _coming(self, received: Received, seconds: float) -> Incoming | None:
        next_one = await self.receiver.coming(received.chat_id, seconds)
        service = self.services[received.chat_id.channel]
        return _read(service, next_one) if next_one else None

    async def _is_hopeless(self, service: ChatService, number: int) -> bool:
        """Return whether an answer fails again and again although the line is good."""
        self._failures[number] = self._failures.get(number, 0) + 1
        if self._failures[number] < MOST_FAILURES or not await service.is_reachable():
            return False
        log.error("an answer never got through and is given up")
        del self._failures[number]
        return True

    async def _keep_telling(self) -> None:
        """Write down how the services are doing, for `cme doctor`, whenever that has changed."""
        while True:
            await self._tell_signs()
            await asyncio.sleep(TELLING_SECONDS)

    async def _tell_signs(self) -> None:
        for service in self.services.values():
            signs = service.signs
            state = ServiceState(
                service.channel, signs.connected_at, signs.last_in_at, signs.last_out_at
            )
            if self._told.get(state.channel) != state:
                with suppress(Refusal):
                    await note_service(self.desk, Actor.system(), state)
                    self._told[state.channel] = state

    def _later(self, seconds: float, work: Callable[[], Awaitable[Any]]) -> None:
        self._begin(_after(seconds, work))

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _end(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.receiver.close(STOP_WITHIN)
        for service in self.services.values():
            await service.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_WITHIN):
                await self._tell_signs()


class LeadersBot:
    """The bot of the process that leads, made anew whenever that comes to lead."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._bot: ChatBot | None = None
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Serve the chats until `stop` is set, which ends the lead."""
        self._bot, self._stop = ChatBot(self._desk), stop
        try:
            await self._bot.run(stop)
        finally:
            self._bot = None

    async def receive(self, body: object) -> int:
        """Take what a webhook brings; 503 sends it to the process that leads."""
        if self._bot is None or self._stop.is_set():
            return 503
        return await self._bot.receive(body)


def _read(service: ChatService, received: Received) -> Incoming | None:
    """Return what came, None where the service says what it never promised."""
    try:
        return service.read(received)
    except Unreadable as fault:
        log.error("what came cannot be read and is set aside: %s", told(fault))
        return None


async def _after(seconds: float, work: Callable[[], Awaitable[Any]]) -> None:
    await asyncio.sleep(seconds)
    with suppress(Trouble, Refusal):
        await work()

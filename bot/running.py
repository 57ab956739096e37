"""The bot alive: started through bad weather, fetching or being brought updates, stopped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from bot.app import build, publish_commands
from bot.context import ChatApplication
from bot.notices import Deliveries
from bot.polling import poll
from bot.receiving import Receiver, pauses
from bot.retrying import rest, told
from bot.updates import ALLOWED, received_of
from bot.webhook import PATH, wants_webhook
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Received
from core.usecases.messages.chats import set_update_aside

log = logging.getLogger(__name__)
STOP_WITHIN = 1.2
MOST_FAILURES = 10


class ChatBot:
    """One bot over one desk: `run` it beside the web server, hand `receive` what a webhook gets."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.application: ChatApplication = build(desk)
        self.receiver = Receiver(desk, self._act)
        self.deliveries = Deliveries(desk, self.application.bot)
        self.is_ready = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures: dict[int, int] = {}
        self.application.bot_data.coming = self.receiver.coming
        self.application.bot_data.later = self._later

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
        """Take an update that a webhook brought; return the HTTP status to answer with.

        200 only once it is kept, 400 for what is no update, 503 when it cannot be kept now.
        """
        if (received := received_of(body)) is None:
            return 400
        try:
            await self.receiver.keep(received)
        except Refusal:
            return 503
        return 200

    async def _serve(self) -> None:
        await self._retry(self.application.initialize)
        await self._retry(self._choose_way)
        await self._retry(self.receiver.resume)
        self.is_ready.set()
        self._begin(self._retry(lambda: publish_commands(self.application.bot)))
        if wants_webhook(self.desk.settings):
            await self.deliveries.run()
        else:
            await asyncio.gather(
                self.deliveries.run(), poll(self.application.bot, self.receiver.keep)
            )

    async def _choose_way(self) -> None:
        settings, bot = self.desk.settings, self.application.bot
        if wants_webhook(settings):
            await bot.set_webhook(
                settings.public_url + PATH,
                secret_token=settings.telegram_webhook_secret,
                allowed_updates=ALLOWED,
            )
        else:
            await bot.delete_webhook()

    async def _retry(self, step: Callable[[], Awaitable[object]]) -> None:
        for pause in pauses():
            try:
                await step()
            except (TelegramError, Refusal) as trouble:
                log.warning("starting the bot: %s", told(trouble))
                await rest(trouble, pause)
            else:
                return

    async def _act(self, received: Received) -> bool:
        """Do what an update asks; False when its answer did not get through."""
        try:
            update = Update.de_json(dict(received.body), self.application.bot)
        except Exception as fault:  # noqa: BLE001 - the library raises whatever comes to it
            log.error("an update cannot be read and is set aside: %s", type(fault).__name__)
            await set_update_aside(self.desk, Actor.system(), received.update_id)
            return True
        await self.application.process_update(update)
        self.deliveries.poke()
        unfinished = self.application.bot_data.unfinished
        if received.update_id not in unfinished:
            self._failures.pop(received.update_id, None)
            return True
        unfinished.discard(received.update_id)
        return await self._is_hopeless(received.update_id)

    async def _is_hopeless(self, update_id: int) -> bool:
        """Return whether an answer fails again and again although the line is good."""
        self._failures[update_id] = self._failures.get(update_id, 0) + 1
        if self._failures[update_id] < MOST_FAILURES:
            return False
        try:
            await self.application.bot.get_me()
        except TelegramError:
            return False
        log.error("an answer never got through and is given up")
        del self._failures[update_id]
        return True

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
        with suppress(TelegramError, RuntimeError):
            await self.application.shutdown()


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


async def _after(seconds: float, work: Callable[[], Awaitable[Any]]) -> None:
    await asyncio.sleep(seconds)
    with suppress(TelegramError, Refusal):
        await work()

"""The outbox to the chats: what is due goes out in order, and what fails is tried again."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from itertools import groupby

from bot.chat.retrying import log_defect, told
from bot.chat.service import Blocked, ChatService, NotTaken, Passing, Recipient, Trouble
from bot.chat.telling import send_notice, send_summary
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Channel
from core.usecases.messages.notices import (
    Delivery,
    due_deliveries,
    next_delivery_at,
    note_blocked,
    note_failed,
    note_refused,
    note_sent,
)

log = logging.getLogger(__name__)
LONGEST_REST = 2.0
SHORTEST_REST = 0.05
AT_ONCE = 16


class Deliveries:
    """Sends what is due for as long as it runs; `poke` tells it that something may have come."""

    def __init__(self, desk: Desk, services: Mapping[Channel, ChatService]) -> None:
        self._desk = desk
        self._services = services
        self._poked = asyncio.Event()
        self._places = asyncio.Semaphore(AT_ONCE)

    def poke(self) -> None:
        """Look soon rather than after the rest: once for all who say so within a moment."""
        self._poked.set()

    async def run(self) -> None:
        """Deliver for ever."""
        while True:
            try:
                await self.deliver_due()
                pause = await self._until_next()
            except Refusal as refusal:
                log.warning("delivering: %s", refusal.code)
                pause = LONGEST_REST
            except Exception as defect:  # noqa: BLE001 - the outbox must not stop for good
                log_defect(defect)
                pause = LONGEST_REST
            await self._rest(pause)

    async def deliver_due(self) -> None:
        """Send what is due: one after the other in a chat, different chats at once."""
        due = await due_deliveries(self._desk, Actor.system())
        by_chat = sorted(due, key=lambda one: (one.chat.id, one.notice.id))
        chats = [list(group) for _, group in groupby(by_chat, key=lambda one: one.chat.id)]
        outcomes = await asyncio.gather(*map(self._deliver_chat, chats), return_exceptions=True)
        for trouble in outcomes:
            if isinstance(trouble, Exception):
                log_defect(trouble)

    async def _deliver_chat(self, deliveries: list[Delivery]) -> None:
        async with self._places:
            gathered = [one for one in deliveries if one.outgoing.is_gathered]
            alone = [[one] for one in deliveries if not one.outgoing.is_gathered]
            for together in [gathered, *alone] if gathered else alone:
                if not await self._deliver(together):
                    return

    async def _deliver(self, together: list[Delivery]) -> bool:
        """Send what is said in one message; False when what is behind it has to wait."""
        desk, system, delivery = self._desk, Actor.system(), together[0]
        try:
            await self._send(together)
        except Blocked:
            await note_blocked(desk, system, delivery, "blocked")
            return False
        except NotTaken as refused:
            log_defect(refused)
            for one in together:
                await note_refused(desk, system, one, "refused")
            return True
        except Trouble as trouble:
            log.warning("delivering: %s", told(trouble))
            await note_failed(desk, system, delivery, wait=_asked_for(trouble))
            return False
        except Exception as defect:  # noqa: BLE001 - one bad message must not stop the outbox
            log_defect(defect)
            await note_failed(desk, system, delivery)
            return False
        await note_sent(desk, system, together)
        return True

    async def _send(self, together: list[Delivery]) -> None:
        """Say it where its person is; on a service that is not set up here it waits."""
        chat = together[0].chat.id
        service = self._services.get(chat.channel)
        if service is None:
            raise Trouble
        to = Recipient(service, chat.address, on_card=True)
        if together[0].outgoing.is_gathered:
            await send_summary(to, together)
        else:
            await send_notice(to, self._desk, together[0])

    async def _until_next(self) -> float:
        at = await next_delivery_at(self._desk, Actor.system())
        if at is None:
            return LONGEST_REST
        left = (at - self._desk.clock.now()).total_seconds()
        return min(max(left, SHORTEST_REST), LONGEST_REST)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._poked.wait()
        await asyncio.sleep(SHORTEST_REST)
        self._poked.clear()


def _asked_for(trouble: Trouble) -> timedelta | None:
    wait = trouble.wait_seconds if isinstance(trouble, Passing) else None
    return None if wait is None else timedelta(seconds=wait)

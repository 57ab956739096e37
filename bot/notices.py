"""The outbox to the chats: what is due goes out in order, and what fails is tried again."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from itertools import groupby

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.context import Bot
from bot.retrying import log_defect, seconds_of, told
from bot.telling import send_notice, send_summary
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
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

    def __init__(self, desk: Desk, bot: Bot) -> None:
        self._desk = desk
        self._bot = bot
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
            if delivery.outgoing.is_gathered:
                await send_summary(self._bot, together)
            else:
                await send_notice(self._bot, desk, delivery)
        except RetryAfter as limit:
            wait = timedelta(seconds=seconds_of(limit))
            await note_failed(desk, system, delivery, wait=wait)
            return False
        except Forbidden:
            await note_blocked(desk, system, delivery, "blocked")
            return False
        except BadRequest as refused:
            log_defect(refused)
            for one in together:
                await note_refused(desk, system, one, "refused")
            return True
        except TelegramError as trouble:
            log.warning("delivering: %s", told(trouble))
            await note_failed(desk, system, delivery)
            return False
        except Exception as defect:  # noqa: BLE001 - one bad message must not stop the outbox
            log_defect(defect)
            await note_failed(desk, system, delivery)
            return False
        await note_sent(desk, system, together)
        return True

    async def _until_next(self) -> float:
        at = await next_delivery_at(self._desk, Actor.system())
        if at is None:
            return LONGEST_REST
        left = (at - self._desk.clock.now()).total_seconds()
        return min(max(left, SHORTEST_REST), LONGEST_REST)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._poked.wait(), seconds)
        await asyncio.sleep(SHORTEST_REST)
        self._poked.clear()

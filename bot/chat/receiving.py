"""Updates on their way in: kept first, acted on in order, chat by chat, then crossed off."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.chat.retrying import log_defect, pauses
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import ChatId, Received
from core.usecases.messages.received import finish_update, keep_update, open_updates

log = logging.getLogger(__name__)


class Receiver:
    """Acts on one update after the other in each chat, on different chats at once.

    `act` does what it asks for and returns False when it must be done again later.
    """

    def __init__(self, desk: Desk, act: Callable[[Received], Awaitable[bool]]) -> None:
        self._desk = desk
        self._act = act
        self._lanes: dict[ChatId, deque[Received]] = {}
        self._came = asyncio.Condition()
        self._walks: set[asyncio.Task[None]] = set()
        self._is_open = asyncio.Event()

    async def keep(self, received: Received) -> bool:
        """Keep what came and put it in its chat's line; False when it was kept before."""
        kept = await keep_update(self._desk, Actor.system(), received)
        if kept is None:
            return False
        self._line_up(kept)
        async with self._came:
            self._came.notify_all()
        return True

    async def resume(self) -> None:
        """Line up what an earlier run has kept and not finished, then begin to act."""
        lined_up = {one.number for lane in self._lanes.values() for one in lane}
        for received in await open_updates(self._desk, Actor.system()):
            if received.number not in lined_up:
                self._line_up(received)
        self._is_open.set()

    async def coming(self, chat_id: ChatId, seconds: float) -> Received | None:
        """Return what waits behind what is being acted on in this chat, or comes so soon."""

        def waits() -> bool:
            return len(self._lanes.get(chat_id, ())) > 1

        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._came:
                await self._came.wait_for(waits)
        return self._lanes[chat_id][1] if waits() else None

    def is_busy(self, chat_id: ChatId) -> bool:
        """Return whether something that came in this chat is being acted on."""
        return chat_id in self._lanes

    @property
    def is_idle(self) -> bool:
        """Nothing waits and nothing is being done."""
        return not self._lanes

    async def close(self, seconds: float) -> None:
        """Let what is being done end, for so long; the rest is done by the next run."""
        self._is_open.clear()
        if self._walks:
            await asyncio.wait(self._walks, timeout=seconds)
        for walk in self._walks:
            walk.cancel()
        await asyncio.gather(*self._walks, return_exceptions=True)

    def _line_up(self, received: Received) -> None:
        if lane := self._lanes.get(received.chat_id):
            lane.append(received)
            return
        self._lanes[received.chat_id] = deque([received])
        walk = asyncio.create_task(self._walk(received.chat_id))
        self._walks.add(walk)
        walk.add_done_callback(self._walks.discard)

    async def _walk(self, chat_id: ChatId) -> None:
        lane = self._lanes[chat_id]
        await self._is_open.wait()
        while lane and self._is_open.is_set():
            await self._finish(lane[0])
            lane.popleft()
        if not lane:
            del self._lanes[chat_id]

    async def _finish(self, received: Received) -> None:
        await _until_done(lambda: self._acted(received))
        await _until_done(lambda: self._crossed_off(received))

    async def _acted(self, received: Received) -> bool:
        try:
            return await self._act(received)
        except Refusal as refusal:
            log.warning("an update waits: %s", refusal.code)
            return False
        except Exception as error:  # noqa: BLE001 - one bad update must not stop its chat
            log_defect(error)
            return True

    async def _crossed_off(self, received: Received) -> bool:
        try:
            await finish_update(self._desk, Actor.system(), received.number)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
            log_defect(error)
            return False
        return True


async def _until_done(work: Callable[[], Awaitable[bool]]) -> None:
    for pause in pauses():
        if await work():
            return
        await asyncio.sleep(pause)

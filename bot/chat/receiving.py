"""Updates on their way in: kept first, acted on in order, chat by chat, then crossed off."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.chat.retrying import log_defect, pauses
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Received
from core.usecases.messages.chats import finish_update, keep_update, open_updates

log = logging.getLogger(__name__)


class Receiver:
    """Acts on one update after the other in each chat, on different chats at once.

    `act` does what an update asks and returns False when it must be done again later.
    """

    def __init__(self, desk: Desk, act: Callable[[Received], Awaitable[bool]]) -> None:
        self._desk = desk
        self._act = act
        self._lanes: dict[int, deque[Received]] = {}
        self._walks: set[asyncio.Task[None]] = set()
        self._is_open = asyncio.Event()

    async def keep(self, received: Received) -> bool:
        """Keep an update and put it in its chat's line; False when it was kept before."""
        is_new = await keep_update(self._desk, Actor.system(), received)
        if is_new:
            self._line_up(received)
        return is_new

    async def resume(self) -> None:
        """Line up what an earlier run has kept and not finished, then begin to act."""
        lined_up = {one.update_id for lane in self._lanes.values() for one in lane}
        for received in await open_updates(self._desk, Actor.system()):
            if received.update_id not in lined_up:
                self._line_up(received)
        self._is_open.set()

    def coming(self, chat_id: int) -> Mapping[str, Any] | None:
        """Return the update that waits behind the one being acted on in this chat."""
        lane = self._lanes.get(chat_id)
        return lane[1].body if lane and len(lane) > 1 else None

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

    async def _walk(self, chat_id: int) -> None:
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
            await finish_update(self._desk, Actor.system(), received.update_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
            log_defect(error)
            return False
        return True


async def _until_done(work: Callable[[], Awaitable[bool]]) -> None:
    for pause in pauses():
        if await work():
            return
        await asyncio.sleep(pause)

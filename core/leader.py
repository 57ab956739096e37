"""The leading process: of all that share a database, one works on the jobs and the chats."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
from core.usecases.jobs.kinds import ASKED, TIMED
from core.usecases.leader import LEAD_LASTS, leave_lead, take_lead
from core.worker import Reading, Worker

Work = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


class Leader:
    """Leads whenever it may; while it does, `works` run beside the jobs.

    What is due by the clock does not wait for what people asked for: each has a worker.

    A work ends soon after the event that it is given is set; one that ends by itself ends the
    lead. A process that `is_alone` on its database need not ask for the lead.
    """

    def __init__(self, desk: Desk, works: Sequence[Work], *, is_alone: bool) -> None:
        self._desk = desk
        self._holder = desk.ids.new()
        self._works = works
        self._is_alone = is_alone

    async def run(self, stop: asyncio.Event) -> None:
        """Wait for the lead, keep it as long as it can be kept, until `stop`."""
        while not stop.is_set():
            if await self._may_lead():
                await self._lead(stop)
            await _nap(LEAD_LASTS / 3, stop)

    async def _may_lead(self) -> bool:
        """A database that does not answer says no."""
        if self._is_alone:
            return True
        try:
            return await take_lead(self._desk, Actor.system(), self._holder)
        except Refusal:
            return False

    async def _lead(self, stop: asyncio.Event) -> None:
        over = asyncio.Event()
        workers = [Worker(self._desk, kinds).run for kinds in (TIMED, ASKED)]
        reading = Reading(self._desk).run
        works = [work(over) for work in (*workers, reading, *self._works)]
        tasks = [asyncio.create_task(work) for work in works]
        try:
            while not stop.is_set() and not any(task.done() for task in tasks):
                await _nap(LEAD_LASTS / 3, stop)
                if not await self._may_lead():
                    break
        finally:
            over.set()
            await asyncio.gather(*tasks)
            await leave_lead(self._desk, Actor.system(), self._holder)


async def _nap(left: timedelta, stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), left.total_seconds())

"""The leading process: of all that share a database, one runs the timed jobs and the chats."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from core.domain.dates import midnight_after
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
from core.usecases.jobs import JOBS, TimedJob
from core.usecases.leader import LEAD_LASTS, leave_lead, take_lead

A_MOMENT = timedelta(milliseconds=100)
LONGEST_NAP = timedelta(minutes=1)
Work = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
log = logging.getLogger(__name__)


class Leader:
    """Leads whenever it may; while it does, `works` run beside the timed jobs.

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
        works = [keep_time(self._desk, over), *(work(over) for work in self._works)]
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


async def keep_time(desk: Desk, stop: asyncio.Event, jobs: Sequence[TimedJob] = JOBS) -> None:
    """Do what is due at start, after each of Shanghai's midnights, and every minute."""
    while not stop.is_set():
        for job in jobs:
            try:
                if count := await job.run(desk, Actor.system()):
                    log.info(job.done, count)
            except Exception:
                log.exception(job.failed)
        left = midnight_after(desk.clock.now()) - desk.clock.now()
        await _nap(min(left + A_MOMENT, LONGEST_NAP), stop)


async def _nap(left: timedelta, stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), left.total_seconds())

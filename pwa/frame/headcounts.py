"""How full the rooms are: one look a second at each room that somebody watches, however many do."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from core.domain.attendance.check_in import Headcount
from core.ports import CheckIns

LOOK_SECONDS = 1.0
HEARTBEAT_SECONDS = 15.0


@dataclass(slots=True)
class _Watch:
    """One cycle that is being watched: what was seen last, and who waits for something else."""

    headcount: Headcount | None = None
    watchers: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    looking: "asyncio.Future[None] | None" = None

    def tell(self, headcount: Headcount) -> None:
        """Wake all who wait, if there is anything new."""
        if headcount != self.headcount:
            self.headcount = headcount
            self.changed.set()
            self.changed = asyncio.Event()


class Headcounts:
    """The headcounts of this process. Nobody looks at a cycle once its last watcher has gone."""

    def __init__(
        self,
        check_ins: CheckIns,
        *,
        look: float = LOOK_SECONDS,
        heartbeat: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._check_ins = check_ins
        self._look = look
        self._heartbeat = heartbeat
        self._watches: dict[str, _Watch] = {}

    @property
    def watched(self) -> frozenset[str]:
        """Return the cycles that somebody watches now."""
        return frozenset(self._watches)

    async def changes(self, cycle_id: str) -> AsyncIterator[Headcount | None]:
        """Yield the headcount at once and at each change; None after a while without one.

        Whoever stops listening closes the iterator. What goes wrong in looking is raised here.
        """
        watch = self._watch(cycle_id)
        told = None
        try:
            while True:
                changed = watch.changed
                if watch.headcount is None or watch.headcount == told:
                    await self._wait(watch, changed)
                news = watch.headcount if watch.headcount != told else None
                told = watch.headcount
                yield news
        finally:
            self._leave(cycle_id, watch)

    def _watch(self, cycle_id: str) -> _Watch:
        watch = self._watches.setdefault(cycle_id, _Watch())
        watch.watchers += 1
        if watch.looking is None:
            watch.looking = asyncio.ensure_future(self._keep_looking(cycle_id, watch))
        return watch

    async def _keep_looking(self, cycle_id: str, watch: _Watch) -> None:
        while True:
            watch.tell(await self._check_ins.headcount(cycle_id))
            await asyncio.sleep(self._look)

    async def _wait(self, watch: _Watch, changed: asyncio.Event) -> None:
        """Wait for a change or for the heartbeat; a look that failed ends the waiting."""
        assert watch.looking is not None
        waiting = asyncio.ensure_future(changed.wait())
        try:
            await asyncio.wait(
                (waiting, watch.looking),
                timeout=self._heartbeat,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            waiting.cancel()
        if watch.looking.done():
            watch.looking.result()

    def _leave(self, cycle_id: str, watch: _Watch) -> None:
        watch.watchers -= 1
        is_broken = watch.looking is not None and watch.looking.done()
        if watch.watchers and not is_broken:
            return
        if watch.looking is not None:
            watch.looking.cancel()
        if self._watches.get(cycle_id) is watch:
            del self._watches[cycle_id]

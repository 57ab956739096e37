"""The counts of one open room, told as they change."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from core.domain.attendance.check_in import Headcount
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
from core.texts import speaking
from core.usecases.attendance import presence
from core.usecases.register.sessions import recognise
from core.wording.refusals import explain
from pwa.frame.headcounts import Headcounts
from pwa.frame.streams import BEAT, GONE, OVER, last_event

RETRY_MS = 3000


@dataclass(frozen=True, slots=True)
class RoomStream:
    """The events of one open room for one session; ends with it, or when the server stops."""

    desk: Desk
    headcounts: Headcounts
    who: Actor
    token: str
    language: str
    training_id: str
    cycle_id: str
    closing: asyncio.Event

    async def events(self) -> AsyncIterator[bytes]:
        """Yield the counts at once and whenever they change."""
        changes = self.headcounts.changes(self.cycle_id)
        closing = asyncio.ensure_future(self.closing.wait())
        coming: asyncio.Future[Headcount | None] = asyncio.ensure_future(anext(changes))
        try:
            yield f"retry: {RETRY_MS}\n\n".encode()
            while True:
                await asyncio.wait((coming, closing), return_when=asyncio.FIRST_COMPLETED)
                if closing.done():
                    return
                if end := await self._end():
                    yield end
                    return
                yield _event(coming.result())
                coming = asyncio.ensure_future(anext(changes))
        finally:
            closing.cancel()
            coming.cancel()
            await asyncio.wait((coming,))
            await changes.aclose()  # type: ignore[attr-defined]

    async def _end(self) -> bytes | None:
        """Whoever has signed out, or runs this room no longer, is told no more than that."""
        who = self.who
        found = await recognise(self.desk, self.token, ip=who.via, language=who.language)
        if found is None or found[1].is_confined:
            return last_event(OVER)
        try:
            await presence.read_headcount(self.desk, found[0], self.training_id, self.cycle_id)
        except Refusal as refusal:
            if refusal.status >= 500:
                raise  # the page asks again
            with speaking(self.language):
                return last_event(GONE, explain(refusal))
        return None


def _event(headcount: Headcount | None) -> bytes:
    if headcount is None:
        return BEAT
    body = json.dumps({"arrived": headcount.arrived, "left": headcount.left})
    return f"event: headcount\ndata: {body}\n\n".encode()

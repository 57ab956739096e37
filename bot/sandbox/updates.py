"""The queue of updates: kept until the bot confirms them, in the order they happened."""

import asyncio
from collections import deque
from collections.abc import Sequence
from itertools import count

from bot.sandbox.answers import Refused
from bot.sandbox.people import Json
from bot.sandbox.publisher import Publisher

NOT_SENT_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
TERMINATED = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


class Updates:
    """Updates that wait for the bot; `first` is the number of the first one."""

    def __init__(self, first: int, publisher: Publisher) -> None:
        self._numbers = count(first)
        self._publisher = publisher
        self._waiting: deque[Json] = deque()
        self._allowed: frozenset[str] = frozenset()
        self._poll = 0
        self._closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, kind: str, happened: Json) -> None:
        """Queue an update unless the bot asked for other kinds only."""
        wanted = kind in self._allowed if self._allowed else kind not in NOT_SENT_UNASKED
        if wanted:
            self._waiting.append({"update_id": next(self._numbers), kind: happened})
            self._publisher.publish()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Choose the kinds of later updates; none at all chooses the usual ones, None keeps."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`; a negative one keeps that many of the newest."""
        while offset > 0 and self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
        while offset < 0 and len(self._waiting) > -offset:
            self._waiting.popleft()

    def forget(self) -> None:
        """Drop everything that waits."""
        self._waiting.clear()

    def oldest(self, limit: int = 1) -> list[Json]:
        """Return up to `limit` waiting updates; they stay until confirmed."""
        return [update for update, _ in zip(self._waiting, range(limit), strict=False)]

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Answer getUpdates: confirm, then wait up to `seconds` for something to hand out."""
        self._poll += 1
        mine = self._poll
        self._publisher.publish()
        self.confirm(offset)
        clock = asyncio.get_running_loop()
        end = clock.time() + seconds
        while not self._waiting and mine == self._poll and not self._closed:
            if (left := end - clock.time()) <= 0:
                break
            await self._publisher.wait(left)
        if self._closed:
            raise Refused(502, "Bad Gateway")
        if mine != self._poll:
            raise Refused(409, TERMINATED)
        return self.oldest(limit)

    def close(self) -> None:
        """End waiting polls; the bot finds that the server is going away."""
        self._closed = True
        self._publisher.publish()

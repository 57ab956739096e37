"""Open streams of events: each takes a connection, and nobody may take them all."""

import json
import logging
import weakref
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import cast

from quart import Response

from core.domain.errors import Refusal

log = logging.getLogger(__name__)

MOST_OF_ACCOUNT = 8
MOST_OF_BOARD = 64
RETRY_SECONDS = 30
BEAT = b"event: beat\ndata: {}\n\n"  # told to scripts, which a comment is not
OVER, GONE = "over", "gone"


def last_event(name: str, sentence: str = "") -> bytes:
    """Return what a stream ends with: OVER with its session, GONE with what it tells of."""
    return f"event: {name}\ndata: {json.dumps({'sentence': sentence})}\n\n".encode()


class TooManyStreams(Refusal):
    """No further page can be kept up to date now; the page itself works."""

    code = "too-many-streams"
    status = 503
    retry_seconds = RETRY_SECONDS


class Streams:
    """The streams that this process has open, for whom."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    def answer(self, events: AsyncIterator[bytes], whose: str, most: int) -> Response:
        """Return the events as a stream, `most` of them for one. Raises TooManyStreams."""
        if self._open.total() >= self._most or self._open[whose] >= most:
            raise TooManyStreams
        self._open[whose] += 1
        response = Response(_until_refused(events), content_type="text/event-stream")
        response.headers["X-Accel-Buffering"] = "no"
        response.timeout = None
        # an answer whose reader has gone before it began is dropped and never closed
        weakref.finalize(response, self._close, whose)
        return response

    def _close(self, whose: str) -> None:
        self._open[whose] -= 1
        self._open += Counter()  # forgets who has none left


async def _until_refused(events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """What cannot go on now ends; the page opens another."""
    try:
        async with aclosing(cast("AsyncGenerator[bytes]", events)):
            async for event in events:
                yield event
    except Refusal as refusal:
        log.info("a stream ends: %s", refusal.code)

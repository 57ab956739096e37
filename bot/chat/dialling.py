"""Lines that we dial: kept up for ever, dialled again with growing pauses when they break."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bot.chat.retrying import log_defect, pauses, rest, told
from bot.chat.service import Passing, Trouble
from core.domain.errors import Refusal

log = logging.getLogger(__name__)
LARGEST_FRAME = 2**22
SILENCE_SECONDS = 20.0  # a line that does not answer for so long is taken for dead


def quiet_lines() -> None:
    """Libraries write addresses with tokens in them into the log, and what people have said."""
    for name in ("httpx", "httpcore", "websockets"):
        logging.getLogger(name).setLevel(logging.WARNING)


async def dial_forever(dial: Callable[[], Awaitable[bool]]) -> None:
    """Dial again and again; `dial` returns, or raises, when its line is over.

    It returns whether the line was good, after which the pauses begin anew.
    """
    waits = pauses()
    while True:
        trouble: Exception = Trouble()
        try:
            if await dial():
                waits = pauses()
        except (Trouble, Refusal, WebSocketException, OSError, TimeoutError) as fault:
            trouble = fault
            log.warning("the line to a chat service: %s", told(fault))
        except Exception as defect:  # noqa: BLE001 - the chats must not fall silent for good
            log_defect(defect)
        await rest(trouble, next(waits))


def line(url: str) -> connect:
    """Return a line to be entered; one that is silent for long breaks."""
    return connect(
        url,
        max_size=LARGEST_FRAME,
        open_timeout=SILENCE_SECONDS,
        ping_interval=SILENCE_SECONDS,
        ping_timeout=SILENCE_SECONDS,
        close_timeout=1,
    )


async def put(connection: ClientConnection, frame: Mapping[str, Any]) -> None:
    """Send a frame. Raises Passing where the line has broken."""
    try:
        await connection.send(json.dumps(frame, ensure_ascii=False))
    except WebSocketException as broken:
        raise Passing from broken


async def soon(work: Awaitable[Any], seconds: float) -> Any:
    """Return what comes of it within so many seconds. Raises Passing."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError as late:
        raise Passing from late

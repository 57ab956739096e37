"""Lines that we dial: kept up for ever, dialled again with growing pauses when they break."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bot.chat.retrying import log_defect, pauses, rest, told
from bot.chat.service import NotTaken, Passing, Trouble
from core.domain.errors import Refusal
from core.evidence.intake import MEGABYTE
from core.evidence.refusals import FileTooLarge

log = logging.getLogger(__name__)
LARGEST_FRAME = 2**22
SILENCE_SECONDS = 20.0  # a line that does not answer for so long is taken for dead
TOO_FAST, LONGEST_ASKED = 429, 60.0
DENIED = frozenset({401, 403})


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


def frame_in(raw: str | bytes) -> dict[str, Any]:
    """Return what a frame says, nothing where it is none."""
    try:
        frame = json.loads(raw)
    except ValueError:
        return {}
    return frame if isinstance(frame, dict) else {}


def part(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what lies under a name, nothing where it is of another shape."""
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def text_in(body: Mapping[str, Any], name: str) -> str:
    found = body.get(name)
    return found if isinstance(found, str) else ""


def checked(answer: httpx.Response) -> httpx.Response:
    """Return an answer that is one. Raises Passing, NotTaken, Trouble."""
    if answer.is_success:
        return answer
    if answer.status_code == TOO_FAST:
        asked = answer.headers.get("Retry-After", "")
        wait = float(asked) if asked.isdecimal() else None
        raise Passing(wait_seconds=wait)
    if answer.is_server_error:
        raise Passing
    if answer.status_code in DENIED:
        raise Trouble
    raise NotTaken(str(answer.status_code))


async def fetched(client: httpx.AsyncClient, url: str, largest: int) -> bytes:
    """Return what lies at an address. Raises FileTooLarge, Passing, NotTaken."""
    content = bytearray()
    try:
        async with client.stream("GET", url) as answer:
            checked(answer)
            async for piece in answer.aiter_bytes():
                content += piece
                if len(content) > largest:
                    raise FileTooLarge(limit_mb=largest // MEGABYTE)
    except httpx.HTTPError as broken:
        raise Passing from broken
    return bytes(content)


async def soon(work: Awaitable[Any], seconds: float) -> Any:
    """Return what comes of it within so many seconds. Raises Passing."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError as late:
        raise Passing from late

"""Bad connections: what is tried again, how it is named in the log, how long one waits."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from traceback import format_tb
from typing import TypeVar

from bot.chat.service import Passing, Trouble
from core.domain.errors import Refusal

T = TypeVar("T")
log = logging.getLogger(__name__)
ATTEMPTS = 3
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 30.0
LONGEST_WAIT = 60.0


def pauses() -> Iterator[float]:
    """Yield ever longer pauses, in seconds."""
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE)


async def retry(call: Callable[[], Awaitable[T]]) -> T:
    """Do a call again while the connection fails, a few times; wait as long as we are told to."""
    for attempt in range(ATTEMPTS):
        try:
            return await call()
        except Passing as trouble:
            pause = trouble.wait_seconds
            if pause is None:
                pause = FIRST_PAUSE * 2.0**attempt
            if attempt == ATTEMPTS - 1 or pause > LONGEST_WAIT:
                raise
            await asyncio.sleep(pause)
    raise AssertionError("unreachable")


async def until_it_works(step: Callable[[], Awaitable[object]]) -> None:
    """Do a step through bad weather: again and again, with ever longer pauses."""
    for pause in pauses():
        try:
            await step()
        except (Trouble, Refusal) as trouble:
            log.warning("trying again: %s", told(trouble))
            await rest(trouble, pause)
        else:
            return


def told(trouble: Exception) -> str:
    """Name a trouble without its words, which may hold the bot's token."""
    if isinstance(trouble, Refusal):
        return trouble.code
    return type(trouble.__cause__ or trouble).__name__


def log_defect(error: BaseException) -> None:
    """Log where something broke; what it said may hold somebody's words and is left out."""
    where = "".join(format_tb(error.__traceback__))
    log.error("%s\n%s", type(error.__cause__ or error).__name__, where)


async def rest(trouble: Exception, pause: float) -> None:
    """Wait as long as the service asks, else for the pause."""
    asked = trouble.wait_seconds if isinstance(trouble, Passing) else None
    await asyncio.sleep(pause if asked is None else asked)

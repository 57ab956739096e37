"""Bad connections: what passes and what lasts, how it is named in the log, how long one waits."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from traceback import format_tb
from typing import TypeVar

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from core.domain.errors import Refusal

T = TypeVar("T")
log = logging.getLogger(__name__)
ATTEMPTS = 3
FIRST_PAUSE = 0.2
LONGEST_WAIT = 60.0


def is_passing(error: BaseException) -> bool:
    """Return whether the same call may succeed later: the line is bad, or we were too fast."""
    lasting = isinstance(error, BadRequest | Forbidden)
    return isinstance(error, NetworkError | RetryAfter) and not lasting


async def retry(call: Callable[[], Awaitable[T]]) -> T:
    """Do a call again while the connection fails, a few times; wait as long as we are told to."""
    for attempt in range(ATTEMPTS):
        try:
            return await call()
        except (NetworkError, RetryAfter) as error:
            pause = _pause(error, attempt)
            if not is_passing(error) or attempt == ATTEMPTS - 1 or pause > LONGEST_WAIT:
                raise
            await asyncio.sleep(pause)
    raise AssertionError("unreachable")


def _pause(error: NetworkError | RetryAfter, attempt: int) -> float:
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    return FIRST_PAUSE * 2.0**attempt


def seconds_of(error: RetryAfter) -> float:
    """Return how long the service asks us to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, int | float) else wait.total_seconds()


def told(trouble: Exception) -> str:
    """Name a trouble without its words, which may hold the bot's token."""
    return trouble.code if isinstance(trouble, Refusal) else type(trouble).__name__


def log_defect(error: BaseException) -> None:
    """Log where something broke; what it said may hold somebody's words and is left out."""
    where = "".join(format_tb(error.__traceback__))
    log.error("%s\n%s", type(error).__name__, where)


async def rest(trouble: Exception, pause: float) -> None:
    """Wait as long as the service asks, else for the pause."""
    await asyncio.sleep(seconds_of(trouble) if isinstance(trouble, RetryAfter) else pause)

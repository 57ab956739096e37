"""What Telegram refuses, in the words of the chat; what may pass is tried again."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.chat.retrying import retry
from bot.chat.service import Blocked, NotTaken, Passing, Trouble

T = TypeVar("T")


def trouble_of(error: TelegramError) -> Trouble:
    """Return what an error of the library means for the chat."""
    match error:
        case BadRequest():
            return NotTaken(error.message)
        case Forbidden():
            return Blocked()
        case RetryAfter():
            wait = error.retry_after
            asked = wait if isinstance(wait, int | float) else wait.total_seconds()
            return Passing(wait_seconds=asked)
        case NetworkError():
            return Passing()
        case _:
            return Trouble()


async def asked(call: Callable[[], Awaitable[T]]) -> T:
    """Do one call of the library. Raises Trouble."""
    try:
        return await call()
    except TelegramError as error:
        raise trouble_of(error) from error


async def insisted(call: Callable[[], Awaitable[T]]) -> T:
    """Do one call, and again while the connection fails. Raises Trouble."""
    return await retry(lambda: asked(call))


async def done(call: Callable[[], Awaitable[object]]) -> bool:
    """Do a change; False where it cannot be done, True where there was nothing to change."""
    try:
        await insisted(call)
    except NotTaken as refused:
        return "not modified" in str(refused).lower()
    return True

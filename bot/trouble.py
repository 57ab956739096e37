"""Bad connections: how they are named in the log, and how long one waits."""

import asyncio

from telegram.error import RetryAfter

from bot.replies import seconds_of
from core.domain.errors import Refusal


def told(trouble: Exception) -> str:
    """Name a trouble without its words, which may hold the bot's token."""
    return trouble.code if isinstance(trouble, Refusal) else type(trouble).__name__


async def rest(trouble: Exception, pause: float) -> None:
    """Wait as long as the service asks, else for the pause."""
    await asyncio.sleep(seconds_of(trouble) if isinstance(trouble, RetryAfter) else pause)

"""The bot as a process of its own, to be killed."""

import asyncio
from multiprocessing.process import BaseProcess

from bot.running import ChatBot
from core.settings import Settings
from storage.desk import open_desk
from storage.system import MovableClock
from tests.conftest import TODAY
from tests.forked import ended, forked


async def a_bot(settings: Settings) -> None:
    async with open_desk(settings, clock=MovableClock(TODAY)) as desk:
        await ChatBot(desk).run(asyncio.Event())


async def begun(settings: Settings) -> BaseProcess:
    """Start the bot over the same data and chat services as a test's."""
    return forked(a_bot, settings)


async def killed(process: BaseProcess) -> None:
    """End it as no bot can prepare for."""
    process.kill()
    await ended(process)

"""The bot as a process of its own, to be killed."""

import asyncio

from bot.running import ChatBot
from core.settings import Settings
from storage.desk import open_desk
from storage.system import MovableClock
from tests.conftest import TODAY


async def a_bot(settings: Settings) -> None:
    """Work over the same data and chat services as the test does."""
    async with open_desk(settings, clock=MovableClock(TODAY)) as desk:
        await ChatBot(desk).run(asyncio.Event())

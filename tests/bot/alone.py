"""The bot as a process of its own, to be killed: python -m tests.bot.alone (settings: CME_*)."""

import asyncio
import os

from bot.running import ChatBot
from core.settings import read_settings
from storage.desk import open_desk
from storage.system import MovableClock
from tests.conftest import TODAY


async def main() -> None:
    async with open_desk(read_settings(os.environ), clock=MovableClock(TODAY)) as desk:
        await ChatBot(desk).run(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main())

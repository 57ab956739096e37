"""The bot as a process of its own, to be killed: python -m tests.bot.alone (settings: CME_*)."""

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

from bot.running import ChatBot
from core.settings import Settings, read_settings
from storage.desk import open_desk
from storage.system import MovableClock
from tests.conftest import SECRET, TODAY


async def begun(settings: Settings) -> asyncio.subprocess.Process:
    """Start the bot over the same data and chat services as a test's."""
    known = {
        "HOME": settings.home,
        "SECRET": SECRET,
        "DATABASE_URL": settings.database_url,
        "TELEGRAM_TOKEN": settings.telegram_token,
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "DINGTALK_CLIENT_ID": settings.dingtalk_client_id,
        "DINGTALK_CLIENT_SECRET": settings.dingtalk_client_secret,
        "DINGTALK_API_URL": settings.dingtalk_api_url,
        "WECOM_BOT_ID": settings.wecom_bot_id,
        "WECOM_SECRET": settings.wecom_secret,
        "WECOM_URL": settings.wecom_url,
    }
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    environment |= {f"CME_{name}": str(value) for name, value in known.items()}
    command = (sys.executable, "-m", "tests.bot.alone")
    return await asyncio.create_subprocess_exec(*command, env=environment)


async def killed(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()


async def main() -> None:
    async with open_desk(read_settings(os.environ), clock=MovableClock(TODAY)) as desk:
        await ChatBot(desk).run(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main())

"""`/status` in the chat, from the update to the answer, beside the library with nothing behind.

Both are held to processor time: the bot sends no more than the service allows, thirty a second.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, CommandHandler

from bot.running import ChatBot
from core.ports import Desk
from storage.desk import open_desk
from tests import cast
from tests.bench.beginnings import begin
from tests.bot.world import CHATS, link_everybody
from tests.conftest import settings_for
from tests.pwa.years import put_credit
from tests.waiting import until

TOKEN, UPDATES, ROUNDS = "1:bench", 60, 3
ME = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench"}
SENT = {"message_id": 1, "date": 1, "chat": {"id": 1001, "type": "private"}, "text": "…"}


@asynccontextmanager
async def a_service() -> AsyncIterator[str]:
    """Answer the chat library at once, whatever it asks."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode().lower().splitlines()
                length = next(
                    (line.split(":")[1] for line in lines if line.startswith("content-length:")),
                    "0",
                )
                await reader.readexactly(int(length))
                asked = lines[0].split()[1].rpartition("/")[2]
                known: dict[str, object] = {"getme": ME, "sendmessage": SENT}
                body = json.dumps({"ok": True, "result": known.get(asked, True)}).encode()
                size = f"Content-Length: {len(body)}\r\n"
                kind = "Content-Type: application/json\r\n"
                writer.write(f"HTTP/1.1 200 OK\r\n{kind}{size}\r\n".encode() + body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def update(number: int, chat: int) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_750_000_000,
            "chat": {"id": chat, "type": "private"},
            "from": {"id": chat, "is_bot": False, "first_name": "A", "language_code": "zh"},
            "text": "/status",
            "entities": [{"type": "bot_command", "offset": 0, "length": 7}],
        },
    }


async def measure(home: Path) -> dict[str, object]:
    """Return what an update costs until it is answered, in turns with the bare library."""
    settings = settings_for(home, f"sqlite://{home}.db")
    await begin(settings)
    async with a_service() as url, open_desk(settings) as desk:
        async with desk.store.transaction() as tx:
            await cast.add_cast(tx)
        await link_everybody(desk)
        for number in range(8):
            await put_credit(desk, cast.NURSE, f"护理新进展{number}", 100)
        async with ours(desk, url) as answered, bare(url) as floor:
            for work in (answered, floor):
                await work(0, 20)
            costs = [
                (await _cpu_ms(answered, turn), await _cpu_ms(floor, turn))
                for turn in range(1, ROUNDS + 1)
            ]
    cost, least = (sorted(each)[ROUNDS // 2] for each in zip(*costs, strict=True))
    return {
        "measured": "/status in the chat",
        "goal": "≥ 0.08 of the bare library",
        "to_bare": least / cost,
        "cpu_ms": cost,
    }


Work = Callable[[int, int], Awaitable[None]]


async def _cpu_ms(work: Work, turn: int) -> float:
    begun = time.process_time()
    await work(turn * 1000, UPDATES)
    return (time.process_time() - begun) * 1000 / UPDATES


@asynccontextmanager
async def ours(desk: Desk, url: str) -> AsyncIterator[Work]:
    web = {"public_url": "https://cme.example", "telegram_webhook_secret": "bench"}
    told = replace(desk.settings, telegram_token=TOKEN, telegram_api_url=url, **web)
    bot, stop = ChatBot(replace(desk, settings=told)), asyncio.Event()
    running = asyncio.create_task(bot.run(stop))
    await bot.is_ready.wait()
    chats = [chat for chat, one in CHATS.items() if one.staff is not None]

    async def work(first: int, count: int) -> None:
        for number in range(count):
            body = update(first + number, chats[number % len(chats)])
            assert await bot.receive(body) == 200
        await until(lambda: bot.receiver.is_idle)

    yield work
    stop.set()
    await running


@asynccontextmanager
async def bare(url: str) -> AsyncIterator[Work]:
    builder = ApplicationBuilder().token(TOKEN).updater(None).connection_pool_size(64)
    application = builder.base_url(f"{url}/bot").build()

    async def status(update: Update, context: Any) -> None:
        assert update.effective_chat
        await context.bot.send_message(update.effective_chat.id, "还差 2.0 分" * 20)

    application.add_handler(CommandHandler("status", status))
    await application.initialize()

    async def work(first: int, count: int) -> None:
        bodies = (update(first + number, 1001) for number in range(count))
        read = [Update.de_json(body, application.bot) for body in bodies]
        for at in range(0, count, len(CHATS)):
            await asyncio.gather(*map(application.process_update, read[at : at + len(CHATS)]))

    yield work
    await application.shutdown()

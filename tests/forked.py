"""Processes that live to be killed: a fork of one that has read everything, which takes seconds."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

import asyncpg

from core.settings import Settings

READY = get_context("forkserver")
READY.set_forkserver_preload(["tests.core.test_killed_jobs", "tests.bot.alone"])
PATIENCE_SECONDS = 60
BEGUN = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start IS NOT NULL
"""


def forked(work: Callable[..., Coroutine[Any, Any, None]], *words: Any) -> BaseProcess:
    """Begin this work in a process of its own."""
    process = READY.Process(target=_done, args=(work, *words), daemon=True)
    process.start()
    return process


def _done(work: Callable[..., Coroutine[Any, Any, None]], *words: Any) -> None:
    asyncio.run(work(*words))


async def ended(process: BaseProcess) -> int | None:
    """Wait until it has ended; return how, as a negative number by which signal."""
    await asyncio.to_thread(process.join)
    return process.exitcode


async def was_killed(process: BaseProcess, settings: Settings) -> None:
    """Wait until it was killed, and until the server has taken back what it had begun.

    PostgreSQL finds out a little later than we do, and what is locked until then is passed over
    by whoever looks for work.
    """
    assert await ended(process) == -signal.SIGKILL
    if not settings.database_url.startswith("postgres"):
        return
    watch = await asyncpg.connect(settings.database_url.partition("?")[0])
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await watch.fetchval(BEGUN):  # noqa: ASYNC110 - polls
                await asyncio.sleep(0.01)
    finally:
        await watch.close()

"""Processes that live to be killed: a fork of one that has read everything, which takes seconds."""

import asyncio
from collections.abc import Callable, Coroutine
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

READY = get_context("forkserver")
READY.set_forkserver_preload(["tests.core.test_killed_jobs", "tests.bot.alone"])


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

"""Processes that live to be killed: a fork of one that has read everything, which takes seconds."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from typing import Any

READY = get_context("forkserver")
READY.set_forkserver_preload(["tests.core.test_killed_jobs", "tests.bot.alone"])


def forked(work: Callable[..., Coroutine[Any, Any, None]], *words: Any) -> ForkServerProcess:
    """Begin this work in a process of its own."""
    process = READY.Process(target=_done, args=(work, *words), daemon=True)
    process.start()
    return process


def _done(work: Callable[..., Coroutine[Any, Any, None]], *words: Any) -> None:
    asyncio.run(work(*words))


async def killed(process: ForkServerProcess) -> None:
    """End it as nothing but a signal does, unless it has ended by itself."""
    process.kill()
    await asyncio.to_thread(process.join)


async def died(process: ForkServerProcess) -> None:
    """Wait until it has killed itself."""
    await asyncio.to_thread(process.join)
    assert process.exitcode == -signal.SIGKILL

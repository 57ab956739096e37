"""How long tests wait for what has to come: long enough for a machine that is four times as busy.

A test waits for a condition, never for a time to pass; only what never comes takes this long.
"""

import asyncio
from collections.abc import Callable

PATIENCE_SECONDS = 90
PATIENCE_MS = PATIENCE_SECONDS * 1000


async def until(condition: Callable[[], object], within_seconds: int = PATIENCE_SECONDS) -> None:
    """Return as soon as the condition holds: for processes, threads and servers without an Event.

    Raises TimeoutError.
    """
    async with asyncio.timeout(within_seconds):
        while not condition():  # noqa: ASYNC110 - see above
            await asyncio.sleep(0.01)

"""All that goes on beside the door: one line each, what is aimed at beside what it is."""

import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from tests.bench import chat, intake, memory, midnight, paper, rebuild


async def measure() -> AsyncIterator[dict[str, object]]:
    """Tell of midnight, rebuild, paper, pictures, chat and memory; first how busy others are."""
    yield {"measured": "how busy the machine is", "load": list(os.getloadavg())}
    for count in paper.GOALS:
        yield paper.measure(count)
    yield await intake.measure()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        yield await chat.measure(home / "chat")
        yield await rebuild.measure(home / "rebuild")
        async for one in midnight.measure(home):
            yield one
        async for one in memory.measure(home / "memory"):
            yield one
    yield {"measured": "how busy the machine is", "load": list(os.getloadavg())}

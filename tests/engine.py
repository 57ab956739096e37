"""The engine itself: what it takes to let real photographs be read, and one to read."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from core.evidence.reading import is_installed
from core.ports import Desk
from core.worker import Reading
from storage.reader import BOUNDS, EngineReader
from storage.workers import LocalWorkers
from tests.certificates.families import drawn
from tests.certificates.photographs import Conditions, packed, photographed
from tests.waiting import PATIENCE_SECONDS

OWN: dict[str, object] = {
    "name": "闻旦",
    "number": "2026-14-02-118",
    "project": "危重症患者护理新进展学习班",
    "organiser": "江苏省护理学会",
    "first": date(2026, 6, 12),
    "last": date(2026, 6, 14),
    "hours": "6",
    "credits": "2",
    "level": "national",
}
READ_WITHIN_SECONDS = 6 * PATIENCE_SECONDS
"""Whoever reads steps behind everybody else: beside other tests that takes its time."""
DAYLIGHT = Conditions(tilt=1, perspective=0.01, shadow=0.15, blur=0.8, noise=3, quality=85)


def engine_wanted() -> None:
    """Skip a test where the extra `ocr` is not installed; in CI it fails."""
    if not is_installed():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("the extra `ocr` is not installed")


@asynccontextmanager
async def really_reading(desk: Desk) -> AsyncIterator[Desk]:
    """Return the desk with the engine, and read what comes as the leading process does."""
    engine_wanted()
    patient = replace(BOUNDS, wall_seconds=READ_WITHIN_SECONDS)
    async with LocalWorkers(children=0, bounds=patient) as workers:
        there, stop = replace(desk, reader=EngineReader(workers, is_wanted=True)), asyncio.Event()
        running = asyncio.create_task(Reading(there).run(stop))
        try:
            yield there
        finally:
            stop.set()
            await running


@cache
def own_certificate() -> bytes:
    """Return a photograph of a certificate of the nurse's."""
    _, paper = drawn("first", 0, OWN)
    return packed(photographed(paper.sheet, DAYLIGHT, 0, (2000, 1500)), DAYLIGHT.quality)

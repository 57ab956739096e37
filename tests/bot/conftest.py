"""The bot at work, on both databases (`world`) or on SQLite alone (`chat`)."""

from collections.abc import AsyncIterator

import pytest

from core.ports import Desk
from storage.system import MovableClock
from tests.bot.world import World, world_on


@pytest.fixture
async def world(desk: Desk, clock: MovableClock) -> AsyncIterator[World]:
    async with world_on(desk, clock) as world:
        yield world


@pytest.fixture
async def chat(sqlite_desk: Desk, clock: MovableClock) -> AsyncIterator[World]:
    async with world_on(sqlite_desk, clock) as world:
        yield world

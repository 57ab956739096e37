"""The bot at work, on both databases (`world`) or on SQLite alone (`chat`)."""

from collections.abc import AsyncIterator, Callable
from functools import partial

import pytest

from core.ports import Desk
from storage.system import MovableClock
from tests.bot.dingtalk import DingTalkPlace
from tests.bot.elsewhere import Elsewhere, other_world
from tests.bot.wecom import WeComPlace
from tests.bot.words import Words
from tests.bot.world import World, world_on

CARDS = "dingtalk-cards"
PLACES: dict[str, Callable[[], Elsewhere]] = {
    "words": Words,
    "dingtalk": DingTalkPlace,
    "wecom": WeComPlace,
    CARDS: partial(DingTalkPlace, cards=True),
}


@pytest.fixture
async def world(desk: Desk, clock: MovableClock) -> AsyncIterator[World]:
    async with world_on(desk, clock) as world:
        yield world


@pytest.fixture
async def chat(sqlite_desk: Desk, clock: MovableClock) -> AsyncIterator[World]:
    async with world_on(sqlite_desk, clock) as world:
        yield world


@pytest.fixture(params=["telegram", *(place for place in PLACES if place != CARDS)])
async def anywhere(
    request: pytest.FixtureRequest, sqlite_desk: Desk, clock: MovableClock
) -> AsyncIterator[World]:
    """The bot on every chat service in turn."""
    if request.param == "telegram":
        async with world_on(sqlite_desk, clock) as world:
            yield world
    else:
        async with other_world(sqlite_desk, PLACES[request.param](), clock) as world:
            yield world


@pytest.fixture(params=PLACES)
async def elsewhere(
    request: pytest.FixtureRequest, sqlite_desk: Desk, clock: MovableClock
) -> AsyncIterator[World]:
    """The bot on every chat service but Telegram in turn."""
    async with other_world(sqlite_desk, PLACES[request.param](), clock) as world:
        yield world

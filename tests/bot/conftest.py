"""The bot at work: on both databases (`world`), on every chat service (`chat`), on one alone."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest

from core.ports import Desk
from storage.system import MovableClock
from tests.bot.dingtalk import DingTalkPlace
from tests.bot.elsewhere import Elsewhere, other_world
from tests.bot.wecom import WeComPlace
from tests.bot.words import Words
from tests.bot.world import World, world_on
from tests.pwa.frame.places import hospitals

__all__ = ["hospitals"]

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
async def on_telegram(sqlite_desk: Desk, clock: MovableClock) -> AsyncIterator[World]:
    """The bot on Telegram: for what only Telegram has, or what no service changes."""
    async with world_on(sqlite_desk, clock) as world:
        yield world


@pytest.fixture(params=["telegram", CARDS, "wecom", "words"])
async def chat(
    request: pytest.FixtureRequest, sqlite_desk: Desk, clock: MovableClock
) -> AsyncIterator[World]:
    """The bot on every kind of chat service in turn."""
    async with _opened(request.param, sqlite_desk, clock) as world:
        yield world


@pytest.fixture(params=["telegram", CARDS, "wecom"])
async def with_buttons(
    request: pytest.FixtureRequest, sqlite_desk: Desk, clock: MovableClock
) -> AsyncIterator[World]:
    """The bot where presses carry values that a changed client could forge."""
    async with _opened(request.param, sqlite_desk, clock) as world:
        yield world


@pytest.fixture(params=PLACES)
async def elsewhere(
    request: pytest.FixtureRequest, sqlite_desk: Desk, clock: MovableClock
) -> AsyncIterator[World]:
    """The bot on every chat service but Telegram in turn."""
    async with _opened(request.param, sqlite_desk, clock) as world:
        yield world


def _opened(service: str, desk: Desk, clock: MovableClock) -> AbstractAsyncContextManager[World]:
    if place := PLACES.get(service):
        return other_world(desk, place(), clock)
    return world_on(desk, clock)

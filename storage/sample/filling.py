"""Fills an empty database with the sample hospital."""

import random
from dataclasses import replace
from datetime import date

from core.domain.register import Actor
from core.domain.subjects import INSTALLATION
from core.ports import Desk
from core.settings import Settings
from storage.looking import look_at
from storage.manifest import NO_SIZE, files_of
from storage.reader import EngineReader
from storage.sample.accounts import add_people
from storage.sample.held import add_held
from storage.sample.history import add_history, recount_everybody
from storage.sample.roster import PASSWORD
from storage.sample.telling import Telling
from storage.system import MovableClock

SEED = 330922
FILLED = "sample-filled"


async def fill(desk: Desk, today: date) -> None:
    """Write the sample hospital as it is on `today`; the database must be migrated and empty.

    The desk's clock is put back while the last weeks are told and is left as it was. The same
    day fills in the same people, credits and ids. Raises TypeError for a clock that stands.
    """
    clock, dice = desk.clock, random.Random(SEED)
    if not isinstance(clock, MovableClock):
        raise TypeError("a sample is told on a clock that can be moved")
    password_hash = await desk.passwords.hash(PASSWORD)
    async with desk.store.transaction() as tx:
        await add_people(tx, today, password_hash)
    async with desk.store.transaction() as tx:
        await add_history(tx, today, dice)
    await add_held(desk, today)
    async with desk.store.transaction() as tx:
        await recount_everybody(tx, today)
    unread = replace(desk, reader=EngineReader(desk.workers, is_wanted=False))  # weeks ago
    await Telling(unread, clock, today, dice).tell()
    async with desk.store.transaction() as tx:
        tx.journal.add(Actor.system(), FILLED, INSTALLATION, after={"today": today})


async def is_outdated(settings: Settings) -> bool:
    """Return whether the sample was filled by a version that did not seal its files yet."""
    async with look_at(settings) as look:
        return NO_SIZE in (await files_of(look)).values()


async def is_filled(desk: Desk) -> bool:
    """Return whether the database holds the whole sample hospital."""
    async with desk.store.transaction() as tx:
        history = await tx.journal.of(INSTALLATION)
    return any(event.verb == FILLED for event in history)

"""A training on its way from the room to its closing, as many tests of pages need it."""

import re
from dataclasses import dataclass

from quart import Response

from core.domain.attendance.schedules import Phase
from core.domain.register import Actor
from core.domain.trainings.training import Cycle, Report, Training
from core.ports import Desk
from core.usecases.trainings.awards import award_credits, read_awards
from core.usecases.trainings.closings import submit_closing
from storage.system import MovableClock
from tests import cast
from tests.cast import Person
from tests.pwa.conftest import Browser, BrowserOf
from tests.trainings import an_approved_training, scan

HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
NURSE, COLLEAGUE, PHYSICIAN, STRANGER = (
    cast.NURSE.staff,
    cast.COLLEAGUE.staff,
    cast.PHYSICIAN.staff,
    cast.STRANGER.staff,
)


@dataclass(frozen=True, slots=True)
class Held:
    """A training with its one cycle."""

    training: Training
    cycle: Cycle

    @property
    def path(self) -> str:
        return f"/trainings/{self.training.id}"

    @property
    def room(self) -> str:
        return f"{self.path}/cycles/{self.cycle.id}/attendance"

    @property
    def awards(self) -> str:
        return f"{self.path}/awards"

    @property
    def closing(self) -> str:
        return f"{self.path}/closing"


async def approved(desk: Desk, **plan: object) -> Held:
    """Return a training of 护理, ten minutes before it begins."""
    return Held(*await an_approved_training(desk, HEAD, UNIT, **plan))


async def attended(desk: Desk, clock: MovableClock, *people: Actor) -> Held:
    """Return a training that is over; these people scanned both codes, 葛莺莺 only the first."""
    held = await approved(desk)
    for who in (*people, cast.COLLEAGUE.actor):
        await scan(desk, who, held.cycle)
    clock.move(minutes=190)
    for who in people:
        await scan(desk, who, held.cycle, Phase.SIGN_OUT)
    clock.move(minutes=60)
    return held


async def awarded(desk: Desk, clock: MovableClock) -> Held:
    """Return a training whose credits are awarded: 闻旦 has one."""
    held = await attended(desk, clock, cast.NURSE.actor)
    sheet = await read_awards(desk, HEAD, held.training.id)
    await award_credits(desk, HEAD, held.training.id, seen=sheet.training.version)
    return held


async def closing_waits(desk: Desk, held: Held) -> Training:
    """Put the closing before the unit."""
    version = (await read_awards(desk, HEAD, held.training.id)).training.version
    report = Report("按计划完成", 2, 1)
    return await submit_closing(desk, HEAD, held.training.id, report, seen=version)


CALLERS: dict[str, Person | None] = {
    "guest": None,
    "staff": cast.NURSE,
    "other department": cast.PHYSICIAN,
    "other unit": cast.STRANGER,
    "planner": cast.HEAD_NURSE,
    "unit administrator": cast.UNIT_ADMINISTRATOR,
}
OUTSIDE = {"guest": 303, "staff": 404, "other department": 404, "other unit": 404}


async def everybody(guest: Browser, browser_of: BrowserOf) -> dict[str, Browser]:
    """Return the browsers of all CALLERS."""
    return {
        caller: guest if person is None else await browser_of(person)
        for caller, person in CALLERS.items()
    }


async def text_of(answer: Response) -> str:
    return await answer.get_data(as_text=True)


async def seen_on(browser: Browser, path: str) -> str:
    """Return what a page says it was drawn from: a version, or what it shows of a change."""
    found = re.search(r'name="seen" value="(\w+)"', await text_of(await browser.get(path)))
    assert found
    return found[1]

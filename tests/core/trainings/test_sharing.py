"""A training made known: a page for anybody, a poster, one invitation a cycle."""

import asyncio
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.trainings.training import Expected
from core.ports import Desk
from core.usecases.attendance.excuses import excuse_oneself
from core.usecases.messages.notices import latest_notices
from core.usecases.trainings.plans import cancel_training
from core.usecases.trainings.sharing import (
    InvitedAlready,
    NotShared,
    TooLateToInvite,
    invite,
    poster_pdf,
    read_shared,
    share,
)
from storage.system import MovableClock
from tests import cast
from tests.trainings import HEAD, UNIT, a_plan, an_approved_training

NURSE, PHYSICIAN = cast.NURSE.actor, cast.PHYSICIAN.actor
EVERYBODY = Expected(is_open=True)


async def invited(desk: Desk, who: Actor) -> int:
    return sum(one.key == "training-invited" for one in await latest_notices(desk, who, 20))


async def test_everybody_expected_at_an_open_cycle_is_invited_once(desk: Desk) -> None:
    tomorrow = timedelta(days=1)
    training, cycle = await an_approved_training(
        desk, HEAD, UNIT, starts_in=tomorrow, expected=EVERYBODY
    )
    await excuse_oneself(desk, NURSE, cycle.id, "休假")
    both = (invite(desk, who, training.id, cycle.id) for who in (HEAD, UNIT))
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sum(isinstance(one, InvitedAlready) for one in done) == 1
    assert [await invited(desk, who) for who in (PHYSICIAN, NURSE)] == [1, 0]
    assert await invited(desk, cast.STRANGER.actor) == 0
    shared = await share(desk, HEAD, training.id)
    assert shared.cycles[0].invited_at == desk.clock.now()


async def test_nobody_is_invited_to_what_has_begun_or_is_not_approved(
    desk: Desk, clock: MovableClock
) -> None:
    plan = await a_plan(desk, HEAD)
    with pytest.raises(NotShared):
        await share(desk, HEAD, plan.id)
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    for who, refusal in ((cast.STRANGER.actor, NotFound), (NURSE, NotFound)):
        with pytest.raises(refusal):
            await invite(desk, who, training.id, cycle.id)
    clock.move(minutes=15)
    with pytest.raises(TooLateToInvite):
        await invite(desk, HEAD, training.id, cycle.id)


async def test_anybody_with_the_link_reads_what_and_when_and_no_list(desk: Desk) -> None:
    training, _ = await an_approved_training(desk, HEAD, UNIT)
    link = (await share(desk, HEAD, training.id)).link.rpartition("/")[2]
    shared = await read_shared(desk, link)
    assert (shared.training.plan.name, shared.department) == (training.plan.name, "护理")
    waiting = await a_plan(desk, HEAD)
    for wrong in (link[:-1] + "a" * (link[-1] != "a"), waiting.id + link[16:], "x"):
        with pytest.raises(NotFound):
            await read_shared(desk, wrong)
    await cancel_training(desk, HEAD, training.id, seen=training.version, reason="停电")
    assert (await read_shared(desk, link)).training.stage == "cancelled"


@pytest.mark.parametrize("name", ["静脉输液", "长" * 120])
async def test_the_poster_says_it_on_one_page(desk: Desk, name: str) -> None:
    from tests.trainings import PLAN

    training, _ = await an_approved_training(desk, HEAD, UNIT, plan={**PLAN, "name": name})
    pages = PdfReader(BytesIO((await poster_pdf(desk, UNIT, training.id)).content)).pages
    (text,) = (page.extract_text() for page in pages)
    for words in (name[:10], "门诊楼 5 楼示教室", "外渗的处理（周老师）", "0.2 学分"):
        assert words in text, words

"""Rules of plans, awards and closings: who sees what, what is undone, what the credits become."""

import asyncio
from dataclasses import replace

import pytest

from core.domain.attendance.marking import MomentsCrossed
from core.domain.attendance.schedules import Phase
from core.domain.credits.credit import Stage
from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.review import Decision, TooLateToUndo
from core.domain.trainings.awards import Why
from core.domain.trainings.life import NotAwardable
from core.domain.trainings.training import AwardRole, Cycle, Expected, Training, TrainingStage
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import judged
from core.usecases.attendance.marks import mark_presence
from core.usecases.attendance.presence import PresenceGroup, read_room
from core.usecases.credits.compliance import take_effect
from core.usecases.credits.evidence import TooManyFiles
from core.usecases.messages.notices import read_inbox
from core.usecases.review import decide, undo_decision
from core.usecases.trainings.awards import choose_award, read_awards
from core.usecases.trainings.closings import attach_training_file, read_closing
from core.usecases.trainings.lists import list_trainings
from core.usecases.trainings.plans import read_training, submit_training
from storage.system import MovableClock
from tests import cast
from tests.bot.world import photo
from tests.pwa.rooms import NURSE, Held, awarded, closing_waits
from tests.trainings import a_plan, an_approved_training, correct_award, more_nurses, scan


async def credit_stages(desk: Desk, training: Training) -> list[tuple[str, Stage]]:
    async with desk.store.reading() as tx:
        credits = await tx.credits.of_training(training.id)
    return [(credit.staff_id, credit.stage) for credit in credits]


async def counted(tx: Transaction, staff_id: str) -> tuple[int, int]:
    """Return what is stored of a person's 2026: credits in all, and those that count."""
    (stored,) = await tx.results.of([staff_id], 2026)
    return stored.points, stored.counting_points


async def stored_and_true(desk: Desk) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the nurse's stored credits and those that the engine finds."""
    async with desk.store.reading() as tx:
        true = (await judged(tx, NURSE.id, 2026, desk.today())).credits
        return await counted(tx, NURSE.id), (true.all, true.counting)


async def unread(desk: Desk, who: Actor) -> int:
    return (await read_inbox(desk, who)).counts["unread"]


@pytest.fixture
async def held(desk: Desk, clock: MovableClock) -> Held:
    """A training whose credits are awarded: the nurse has one."""
    return await awarded(desk, clock)


@pytest.fixture
async def closing(desk: Desk, held: Held) -> Training:
    """Its closing, which waits for the unit."""
    return await closing_waits(desk, held)


# ------------------------------------------------------------------ undo


async def test_an_undone_decision_puts_the_plan_before_the_other_administrators_again(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor, second_unit_administrator: Actor
) -> None:
    plan = await a_plan(desk, head_nurse)
    waiting = await submit_training(desk, head_nurse, plan.id, seen=plan.version)
    assert await unread(desk, second_unit_administrator) == 1
    passed = await decide(
        desk, unit_administrator, plan.subject, Decision.APPROVE, seen=waiting.version
    )
    assert await unread(desk, second_unit_administrator) == 0
    undone = await undo_decision(desk, unit_administrator, plan.subject, seen=passed.version)
    assert undone.stage is TrainingStage.UNIT_REVIEW
    assert await unread(desk, second_unit_administrator) == 1


async def test_a_decision_is_undone_by_who_took_it_and_by_nobody_else(
    desk: Desk,
    head_nurse: Actor,
    unit_administrator: Actor,
    second_unit_administrator: Actor,
    closing: Training,
) -> None:
    closed = await decide(
        desk, unit_administrator, closing.subject, Decision.APPROVE, seen=closing.version
    )
    for somebody in (second_unit_administrator, head_nurse):
        with pytest.raises(TooLateToUndo):
            await undo_decision(desk, somebody, closing.subject, seen=closed.version)
    assert (await read_training(desk, head_nurse, closing.id)).training == closed
    assert await credit_stages(desk, closing) == [(NURSE.id, Stage.APPROVED)]


async def test_an_undone_closing_leaves_its_credits_awarded_as_they_were(
    desk: Desk, unit_administrator: Actor, closing: Training
) -> None:
    for decision, reason in ((Decision.APPROVE, ""), (Decision.REJECT, "照片不全")):
        waiting = (await read_training(desk, unit_administrator, closing.id)).training
        decided = await decide(
            desk, unit_administrator, closing.subject, decision, seen=waiting.version, reason=reason
        )
        undone = await undo_decision(
            desk, unit_administrator, closing.subject, seen=decided.version
        )
        assert undone.stage is TrainingStage.CLOSING_REVIEW
        assert await credit_stages(desk, closing) == [(NURSE.id, Stage.AWARDED)]
        assert await stored_and_true(desk) == ((0, 0), (0, 0))


# ------------------------------------------------------------------ closings and their credits


async def test_a_rejected_closing_rejects_its_credits_and_none_of_them_ever_counts(
    desk: Desk, clock: MovableClock, unit_administrator: Actor, closing: Training
) -> None:
    rejected = await decide(
        desk,
        unit_administrator,
        closing.subject,
        Decision.REJECT,
        seen=closing.version,
        reason="照片不全",
    )
    assert rejected.stage is TrainingStage.CLOSING_REJECTED
    assert await credit_stages(desk, closing) == [(NURSE.id, Stage.REJECTED)]
    clock.move(days=1)
    assert await take_effect(desk, Actor.system()) == 0
    assert await stored_and_true(desk) == ((0, 0), (0, 0))


async def test_a_closing_is_in_everybodys_result_at_once_and_counts_the_next_day(
    desk: Desk, clock: MovableClock, unit_administrator: Actor, closing: Training
) -> None:
    await decide(desk, unit_administrator, closing.subject, Decision.APPROVE, seen=closing.version)
    assert await stored_and_true(desk) == ((20, 0), (20, 0))
    clock.move(days=1)
    assert await take_effect(desk, Actor.system()) == 1
    assert await stored_and_true(desk) == ((20, 20), (20, 20))


async def test_an_award_is_corrected_until_it_takes_effect_and_never_afterwards(
    desk: Desk,
    clock: MovableClock,
    head_nurse: Actor,
    unit_administrator: Actor,
    closing: Training,
) -> None:
    async def take_off() -> None:
        await choose_award(
            desk,
            head_nurse,
            closing.id,
            NURSE.id,
            AwardRole.PARTICIPANT,
            is_included=False,
            reason="中途离开",
        )

    with pytest.raises(NotAwardable):  # the unit is looking at it
        await take_off()
    await decide(desk, unit_administrator, closing.subject, Decision.APPROVE, seen=closing.version)
    clock.move(days=1)
    await take_effect(desk, Actor.system())
    with pytest.raises(NotAwardable):
        await take_off()
    assert await credit_stages(desk, closing) == [(NURSE.id, Stage.APPROVED)]
    assert await stored_and_true(desk) == ((20, 20), (20, 20))


async def test_a_correction_before_the_effect_is_followed_by_the_credit_and_the_result(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor, closing: Training
) -> None:
    await decide(desk, unit_administrator, closing.subject, Decision.APPROVE, seen=closing.version)
    for is_included, stage, points in ((False, Stage.REJECTED, 0), (True, Stage.APPROVED, 20)):
        await correct_award(
            desk,
            head_nurse,
            closing.id,
            NURSE.id,
            is_included=is_included,
            reason="核对了签到表",
        )
        assert await credit_stages(desk, closing) == [(NURSE.id, stage)]
        assert await stored_and_true(desk) == ((points, 0), (points, 0))


# ------------------------------------------------------------------ what is whose


async def test_a_draft_is_its_departments_own_until_it_is_submitted(
    desk: Desk,
    clock: MovableClock,
    head_nurse: Actor,
    unit_administrator: Actor,
) -> None:
    plan = await a_plan(desk, head_nurse)
    with pytest.raises(NotFound):
        await read_training(desk, unit_administrator, plan.id)
    with pytest.raises(NotFound):
        await decide(desk, unit_administrator, plan.subject, Decision.APPROVE, seen=plan.version)
    assert list((await list_trainings(desk, unit_administrator)).rows) == []
    assert [one.training.id for one in (await list_trainings(desk, head_nurse)).rows] == [plan.id]
    await submit_training(desk, head_nurse, plan.id, seen=plan.version)
    found = (await list_trainings(desk, unit_administrator)).rows
    assert [one.training.id for one in found] == [plan.id]
    assert (await read_training(desk, unit_administrator, plan.id)).training.id == plan.id


async def test_files_sent_at_once_are_no_more_than_a_training_may_have(
    desk: Desk, head_nurse: Actor, held: Held
) -> None:
    desk = replace(desk, settings=replace(desk.settings, most_files=2))
    sent = [
        attach_training_file(desk, head_nurse, held.training.id, "photo", "a.jpg", photo(seed))
        for seed in range(5)
    ]
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    assert [isinstance(one, TooManyFiles) for one in outcomes].count(True) == 3
    assert len((await read_closing(desk, head_nurse, held.training.id)).files) == 2


# ------------------------------------------------------------------ awards


async def test_awards_are_made_in_the_order_of_the_register(
    desk: Desk, clock: MovableClock, head_nurse: Actor, unit_administrator: Actor
) -> None:
    people = [str(one.staff_id) for one in await more_nurses(desk, 24)]
    named = Expected(people=frozenset(people))
    training, _ = await an_approved_training(desk, head_nurse, unit_administrator, expected=named)
    clock.move(minutes=240)
    sheet = await read_awards(desk, head_nurse, training.id)
    assert [one.staff_id for one in sheet.proposals] == people


# ------------------------------------------------------------------ presence, marked by hand


@pytest.fixture
async def cycle(desk: Desk, head_nurse: Actor, unit_administrator: Actor) -> Cycle:
    """A cycle of 护理 of three hours that begins in ten minutes."""
    return (await an_approved_training(desk, head_nurse, unit_administrator))[1]


async def presence_of(desk: Desk, cycle: Cycle) -> tuple[str, int, bool]:
    room = await read_room(desk, cast.HEAD_NURSE.actor, cycle.training_id, cycle.id)
    here = next(one for one in room.of(PresenceGroup.ALL) if one.staff.id == NURSE.id).presence
    return here.standing.value, here.minutes, here.fulfils


async def test_who_signed_out_and_is_then_signed_in_by_hand_was_there(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor, cycle: Cycle
) -> None:
    clock.move(minutes=180)
    left = (await scan(desk, nurse, cycle, Phase.SIGN_OUT)).admitted.at
    clock.move(minutes=5)
    where = (cycle.training_id, cycle.id, NURSE.id)
    with pytest.raises(MomentsCrossed) as refusal:
        await mark_presence(
            desk, head_nurse, *where, Phase.SIGN_IN, reason="手机没电", at=desk.clock.now()
        )
    assert refusal.value.details == {"phase": Phase.SIGN_OUT, "at": left}
    await mark_presence(desk, head_nurse, *where, Phase.SIGN_IN, reason="手机没电")
    assert await presence_of(desk, cycle) == ("present", 180, True)


async def test_who_is_noted_after_the_end_was_there_from_the_start_to_the_end(
    desk: Desk, clock: MovableClock, head_nurse: Actor, cycle: Cycle
) -> None:
    clock.move(minutes=200)
    for phase in Phase:
        where = (cycle.training_id, cycle.id, NURSE.id)
        await mark_presence(desk, head_nurse, *where, phase, reason="手机没电")
    assert await presence_of(desk, cycle) == ("present", 180, True)


async def test_nobody_is_signed_out_by_hand_before_they_came(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor, cycle: Cycle
) -> None:
    clock.move(minutes=60)
    await scan(desk, nurse, cycle)
    where, before = (cycle.training_id, cycle.id, NURSE.id), cycle.starts_at
    with pytest.raises(MomentsCrossed):
        await mark_presence(desk, head_nurse, *where, Phase.SIGN_OUT, reason="有事", at=before)


async def test_one_minute_of_three_hours_gives_no_credit(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor, cycle: Cycle
) -> None:
    clock.move(minutes=189)
    await scan(desk, nurse, cycle)
    clock.move(minutes=1)
    await scan(desk, nurse, cycle, Phase.SIGN_OUT)
    clock.move(minutes=60)
    sheet = await read_awards(desk, head_nurse, cycle.training_id)
    mine = next(one for one in sheet.proposals if one.staff_id == NURSE.id)
    assert (mine.is_proposed, mine.why, mine.presence.needed) == (False, Why.TOO_SHORT, 120)
    assert sheet.included == []

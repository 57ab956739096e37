"""Deciding, returning, undoing; what takes effect and what counts."""

import asyncio

import pytest

from core.domain.compliance import NotCounted, Outcome
from core.domain.credits import (
    CreditChanged,
    Decision,
    Likeness,
    ReasonNeeded,
    Stage,
    TooLateToUndo,
)
from core.domain.errors import NotAllowed, NotFound
from core.domain.people import Actor
from core.ports import Desk
from core.records import CreditFilter
from core.usecases.compliance import read_year, take_effect
from core.usecases.credits import revise_draft, submit_credit
from core.usecases.notices import read_inbox
from core.usecases.review import decide, decide_many, review_queue, undo_decision
from core.usecases.sheets import read_credit
from storage.system import MovableClock
from tests.stories import CERTIFICATE, PAPER, a_submitted_credit, approve


async def test_from_outside_the_province_it_takes_three_approvals_and_one_night(
    desk: Desk,
    clock: MovableClock,
    nurse: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
    authority: Actor,
) -> None:
    credit = await a_submitted_credit(desk, nurse, CERTIFICATE)
    credit = await approve(desk, credit, head_nurse, unit_administrator, authority)
    assert (credit.stage, str(credit.effective_on)) == (Stage.APPROVED, "2026-06-16")
    assert await take_effect(desk, Actor.system()) == 0
    today = await read_year(desk, nurse, nurse.staff_id, 2026)
    assert today.result.lines[0].why_not is NotCounted.NOT_IN_EFFECT
    assert (today.result.credits.counting, today.hoped.credits.counting) == (0, 200)
    clock.move(days=1)
    assert await take_effect(desk, Actor.system()) == 1
    assert await take_effect(desk, Actor.system()) == 0
    assert (await read_year(desk, nurse, nurse.staff_id, 2026)).result.credits.counting == 200
    async with desk.store.transaction() as tx:
        stored = await tx.results.of([nurse.staff_id], 2026)
        assert await tx.journal.broken_at() is None
    assert (stored[0].counting_points, stored[0].outcome) == (200, Outcome.NOT_MET)
    told = [notice.key for notice in (await read_inbox(desk, nurse)).notices]
    assert told == [
        "took-effect",
        "decision-approved",
        "decision-authority-review",
        "decision-unit-review",
    ]


async def test_a_returned_claim_is_corrected_and_submitted_again(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    await decide(
        desk, head_nurse, credit.id, Decision.RETURN, seen=credit.version, reason="请写期刊全称"
    )
    clock.move(seconds=11)
    notice = (await read_inbox(desk, nurse)).notices[0]
    assert (notice.key, notice.details["reason"]) == ("decision-returned", "请写期刊全称")
    revision = await revise_draft(desk, nurse, credit.id, {"journal": "中华护理杂志社"})
    again = await submit_credit(desk, nurse, credit.id, seen=revision.credit.version)
    assert (again.stage, again.reason) == (Stage.DEPARTMENT_REVIEW, "")


async def test_nobody_decides_on_their_own_claim_at_any_level(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor
) -> None:
    credit = await a_submitted_credit(desk, head_nurse)
    assert credit.stage is Stage.UNIT_REVIEW
    with pytest.raises(NotAllowed):
        await decide(desk, head_nurse, credit.id, Decision.APPROVE, seen=credit.version)
    assert (await review_queue(desk, head_nurse, CreditFilter())).credits == []
    assert (await approve(desk, credit, unit_administrator)).stage is Stage.APPROVED


async def test_outside_the_scope_a_claim_is_not_found_whatever_is_pressed(
    desk: Desk, nurse: Actor, physician: Actor, stranger: Actor, authority: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    for who in (physician, stranger, authority):
        for seen in (credit.version, 99):
            with pytest.raises(NotFound):
                await decide(desk, who, credit.id, Decision.APPROVE, seen=seen)


async def test_of_two_reviewers_at_once_only_one_decides(
    desk: Desk,
    nurse: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
    second_unit_administrator: Actor,
) -> None:
    credit = await approve(desk, await a_submitted_credit(desk, nurse), head_nurse)
    both = [
        decide(desk, who, credit.id, decision, seen=credit.version, reason="…")
        for who, decision in (
            (unit_administrator, Decision.APPROVE),
            (second_unit_administrator, Decision.RETURN),
        )
    ]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes].count(CreditChanged) == 1


async def test_a_second_press_is_told_what_happened_instead(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    await approve(desk, credit, head_nurse)
    with pytest.raises(CreditChanged) as told:
        await decide(desk, head_nurse, credit.id, Decision.APPROVE, seen=credit.version)
    assert told.value.details["stage"] is Stage.UNIT_REVIEW


async def test_a_decision_undone_within_ten_seconds_was_never_told(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    decided = await approve(desk, credit, head_nurse)
    clock.move(seconds=9)
    undone = await undo_decision(desk, head_nurse, credit.id, seen=decided.version)
    assert undone.stage is Stage.DEPARTMENT_REVIEW
    clock.move(minutes=5)
    assert (await read_inbox(desk, nurse)).notices == []
    decided = await approve(desk, undone, head_nurse)
    clock.move(seconds=11)
    with pytest.raises(TooLateToUndo):
        await undo_decision(desk, head_nurse, credit.id, seen=decided.version)


async def test_a_batch_reports_what_came_of_each(
    desk: Desk, nurse: Actor, head_nurse: Actor, physician: Actor
) -> None:
    mine = await a_submitted_credit(desk, nurse, subject="one")
    decided = await a_submitted_credit(desk, nurse, subject="two")
    await approve(desk, decided, head_nurse)
    elsewhere = await a_submitted_credit(desk, physician)
    outcomes = await decide_many(
        desk, head_nurse, {mine.id: mine.version, decided.id: 3, elsewhere.id: 3}, Decision.APPROVE
    )
    kinds = {credit_id: type(refusal) for credit_id, refusal in outcomes.items()}
    assert kinds == {mine.id: type(None), decided.id: CreditChanged, elsewhere.id: NotFound}


async def test_a_no_without_a_reason_changes_nothing(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    with pytest.raises(ReasonNeeded):
        await decide(desk, head_nurse, credit.id, Decision.REJECT, seen=credit.version, reason=" ")
    assert (await read_credit(desk, head_nurse, credit.id)).credit == credit


async def test_the_queue_comes_oldest_first_and_counts_what_waits(
    desk: Desk, clock: MovableClock, nurse: Actor, colleague: Actor, head_nurse: Actor
) -> None:
    first = await a_submitted_credit(desk, nurse)
    clock.move(minutes=1)
    second = await a_submitted_credit(desk, colleague)
    queue = await review_queue(desk, head_nurse, CreditFilter())
    assert [credit.id for credit in queue.credits] == [first.id, second.id]
    assert (queue.waiting, queue.names[first.staff_id].name) == (2, "闻旦")
    with pytest.raises(NotAllowed):
        await review_queue(desk, nurse, CreditFilter())


async def test_the_reviewer_is_shown_what_looks_used_before(
    desk: Desk, nurse: Actor, colleague: Actor, physician: Actor, head_nurse: Actor
) -> None:
    """The same name draws the same picture: the colleague hands in the nurse's own files."""
    await a_submitted_credit(desk, nurse, CERTIFICATE, subject="mine")
    impostor = Actor(colleague.account_id, "闻旦", colleague.roles, *_place(colleague))
    copied = await a_submitted_credit(desk, impostor, CERTIFICATE, subject="mine")
    flags = (await read_credit(desk, head_nurse, copied.id)).flags
    assert {(flag.likeness, flag.staff_name) for flag in flags} == {(Likeness.SAME_FILE, "闻旦")}
    elsewhere = Actor(physician.account_id, "闻旦", physician.roles, *_place(physician))
    other = await a_submitted_credit(desk, elsewhere, PAPER | {"journal": "甲"}, subject="mine")
    assert (await read_credit(desk, physician, other.id)).flags == ()


def _place(who: Actor) -> tuple[str | None, str | None, str | None]:
    return who.unit_id, who.department_id, who.staff_id


async def test_the_same_project_number_twice_is_pointed_out(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    await a_submitted_credit(desk, nurse, CERTIFICATE, subject="one")
    again = await a_submitted_credit(desk, nurse, CERTIFICATE, subject="two")
    flags = (await read_credit(desk, head_nurse, again.id)).flags
    assert Likeness.SAME_PROJECT in {flag.likeness for flag in flags}


async def test_a_year_is_read_by_its_person_and_their_administrators_only(
    desk: Desk, nurse: Actor, colleague: Actor, head_nurse: Actor, stranger: Actor
) -> None:
    for who in (nurse, head_nurse):
        assert (await read_year(desk, who, nurse.staff_id, 2026)).staff.name == "闻旦"
    for who in (colleague, stranger):
        with pytest.raises(NotFound):
            await read_year(desk, who, nurse.staff_id, 2026)

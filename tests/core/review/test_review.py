"""The one review: what holds for every kind of case, and for a kind that nobody has thought of."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest

from core.domain.credits.credit import (
    BY_AUTHORITY_ELSEWHERE,
    BY_AUTHORITY_TOO,
    CREDIT_REVIEW,
    Stage,
)
from core.domain.errors import NotAllowed, NotFound
from core.domain.lists import Window
from core.domain.register import Actor, Role
from core.domain.review import (
    Case,
    CaseChanged,
    Decision,
    NotUnderReview,
    Procedure,
    ReasonNeeded,
    TooLateToUndo,
    Verdict,
    decided,
    undone,
)
from core.domain.subjects import Subject
from core.domain.trainings.training import TRAINING_REVIEW
from core.ports import Desk
from core.records.transaction import Transaction
from core.usecases.credits.entry import revise_draft, submit_credit
from core.usecases.credits.sheets import read_credit
from core.usecases.messages.notices import read_inbox
from core.usecases.review import (
    KINDS,
    count_waiting,
    decide,
    decide_many,
    read_undoable,
    review_queue,
    undo_decision,
)
from core.usecases.trainings.plans import read_training, submit_training
from storage.system import MovableClock
from tests import cast
from tests.pwa.rooms import awarded, closing_waits
from tests.stories import a_submitted_credit
from tests.trainings import a_plan

NURSE, HEAD, UNIT = (one.actor for one in (cast.NURSE, cast.HEAD_NURSE, cast.UNIT_ADMINISTRATOR))
SECOND, STRANGER = cast.SECOND_UNIT_ADMINISTRATOR.actor, cast.STRANGER.actor

# ------------------------------------------------------------------ a kind nobody has thought of

LEAVE_REVIEW = Procedure(
    kind="leave",
    after={
        ("asked", Decision.APPROVE): "granted",
        ("asked", Decision.RETURN): "back",
        ("asked", Decision.REJECT): "refused",
    },
    reviewers={"asked": Role.UNIT_ADMINISTRATOR},
    waiting="leave-waiting",
    decided="leave-",
    passed="granted",
)


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody asks for study leave."""

    id: str
    staff_id: str
    unit_id: str
    department_id: str
    entered_by: str
    stage: str = "asked"
    version: int = 1
    decided_at: datetime | None = None
    decided_by: str | None = None
    decided_from: str | None = None
    reason: str = ""
    effective_on: date | None = None

    @property
    def subject(self) -> Subject:
        return Subject(LEAVE_REVIEW.kind, self.id)

    @property
    def procedure(self) -> Procedure:
        return LEAVE_REVIEW

    @property
    def title(self) -> str:
        return "进修三个月"


@dataclass
class LeaveReview:
    """Study leaves, kept in a drawer."""

    drawer: dict[str, Leave] = field(default_factory=dict)
    followed: list[tuple[str, str]] = field(default_factory=list)

    async def hold(self, tx: Transaction, leave_id: str) -> Leave:
        if leave_id not in self.drawer:
            raise NotFound
        return self.drawer[leave_id]

    async def save(self, tx: Transaction, leave: Leave) -> Leave:
        if self.drawer[leave.id].version != leave.version:
            raise CaseChanged(stage=leave.stage)
        self.drawer[leave.id] = saved = replace(leave, version=leave.version + 1)
        return saved

    async def follow(
        self, desk: Desk, tx: Transaction, who: Actor, before: Leave, after: Leave
    ) -> tuple[()]:
        self.followed.append((before.stage, after.stage))
        return ()

    def waits(self, who: Actor) -> int:
        return sum(leave.stage == "asked" for leave in self.drawer.values())

    async def waiting(self, tx: Transaction, who: Actor, window: Window) -> list[Leave]:
        asked = [leave for leave in self.drawer.values() if leave.stage == "asked"]
        first = (window.place.number - 1) * window.size
        return asked[first : first + window.size]


@pytest.fixture
def leaves(monkeypatch: pytest.MonkeyPatch) -> LeaveReview:
    """The kind entered in the table of kinds; nothing else of the review knows of it."""
    review = LeaveReview()
    monkeypatch.setitem(KINDS, LEAVE_REVIEW.kind, review)
    return review


# ------------------------------------------------------------------ one case of each kind


@dataclass(frozen=True, slots=True)
class Before:
    """A case before its reviewer; `read` returns it as it stands."""

    case: Case
    reviewer: Actor
    read: Callable[[], Awaitable[Case]]

    @property
    def subject(self) -> Subject:
        return self.case.subject


@pytest.fixture(params=["credit", "plan", "closing", "leave"])
async def before(
    request: pytest.FixtureRequest, desk: Desk, clock: MovableClock, leaves: LeaveReview
) -> Before:
    async def credit() -> Case:
        return (await read_credit(desk, NURSE, case.id)).credit

    async def training() -> Case:
        return (await read_training(desk, HEAD, case.id)).training

    async def leave() -> Case:
        return leaves.drawer[case.id]

    case: Case
    match request.param:
        case "credit":
            case = await a_submitted_credit(desk, NURSE)
            return Before(case, HEAD, credit)
        case "plan":
            plan = await a_plan(desk, HEAD)
            case = await submit_training(desk, HEAD, plan.id, seen=plan.version)
            return Before(case, UNIT, training)
        case "closing":
            case = await closing_waits(desk, await awarded(desk, clock))
            return Before(case, UNIT, training)
    place = (NURSE.staff_id or "", NURSE.unit_id or "", NURSE.department_id or "")
    case = Leave("leave22222222222", *place, NURSE.account_id)
    leaves.drawer[case.id] = case
    return Before(case, UNIT, leave)


async def pressed(
    desk: Desk, before: Before, decision: Decision = Decision.APPROVE, who: Actor | None = None
) -> Case:
    seen = (await before.read()).version
    reviewer = who or before.reviewer
    return await decide(desk, reviewer, before.subject, decision, seen=seen, reason="请核对")


async def standing(desk: Desk, subject: Subject) -> list[tuple[str, Decision, str, str]]:
    async with desk.store.reading() as tx:
        verdicts = await tx.decisions.standing(subject)
    return [(one.stage, one.decision, one.reason, one.by) for one in verdicts]


# ------------------------------------------------------------------ deciding


@pytest.mark.parametrize("decision", Decision)
async def test_a_decision_leads_where_the_table_says_and_is_kept_as_a_row(
    desk: Desk, before: Before, decision: Decision
) -> None:
    at, earlier = before.case.stage, await standing(desk, before.subject)
    after = await pressed(desk, before, decision)
    assert after.stage == before.case.procedure.after[at, decision]
    assert await before.read() == after
    row = (at, decision, "请核对", before.reviewer.account_id)
    assert await standing(desk, before.subject) == [*earlier, row]
    async with desk.store.reading() as tx:
        told = (await tx.journal.of(before.subject))[-1]
    assert (told.verb, told.before["stage"]) == (f"decided-{decision}", at)
    assert told.after == {"stage": after.stage, "reason": "请核对"}


async def test_a_no_without_a_reason_changes_nothing(desk: Desk, before: Before) -> None:
    seen = before.case.version
    with pytest.raises(ReasonNeeded):
        await decide(desk, before.reviewer, before.subject, Decision.RETURN, seen=seen, reason="  ")
    assert await before.read() == before.case


async def test_what_is_decided_is_not_decided_again(desk: Desk, before: Before) -> None:
    after = await pressed(desk, before, Decision.REJECT)
    with pytest.raises(NotUnderReview):
        await pressed(desk, before)
    with pytest.raises(CaseChanged) as told:
        await decide(
            desk, before.reviewer, before.subject, Decision.APPROVE, seen=before.case.version
        )
    assert list(told.value.details.values()) == [after.stage]


async def test_outside_the_scope_there_is_no_case_whatever_is_pressed(
    desk: Desk, before: Before
) -> None:
    elsewhere = replace(STRANGER, roles=frozenset(Role) - {Role.SYSTEM, Role.AUTHORITY_REVIEWER})
    for seen in (before.case.version, 99):
        with pytest.raises(NotFound):
            await decide(desk, elsewhere, before.subject, Decision.APPROVE, seen=seen)
        with pytest.raises(NotFound):
            await undo_decision(desk, elsewhere, before.subject, seen=seen)


async def test_a_kind_that_there_is_not_is_not_found(desk: Desk, before: Before) -> None:
    with pytest.raises(NotFound):
        await decide(desk, UNIT, Subject("rumour", before.case.id), Decision.APPROVE, seen=1)


async def test_nobody_decides_on_their_own(desk: Desk, before: Before) -> None:
    case = before.case
    own = replace(before.reviewer, account_id=case.entered_by, staff_id=case.staff_id)
    with pytest.raises(NotAllowed):
        await pressed(desk, before, who=own)
    assert await before.read() == case


async def test_of_two_reviewers_at_once_only_one_decides(desk: Desk, before: Before) -> None:
    both = [
        decide(desk, who, before.subject, decision, seen=before.case.version, reason="…")
        for who, decision in (
            (before.reviewer, Decision.APPROVE),
            (replace(before.reviewer, account_id=SECOND.account_id), Decision.RETURN),
        )
    ]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert [isinstance(one, CaseChanged) for one in outcomes].count(True) == 1, outcomes


async def test_a_batch_says_of_each_what_came_of_it(desk: Desk, before: Before) -> None:
    gone, subject = Subject(before.subject.kind, "b" * 16), before.subject
    seen = {subject: before.case.version, gone: 1}
    outcomes = await decide_many(desk, before.reviewer, seen, Decision.APPROVE)
    assert [type(outcomes[one]) for one in (subject, gone)] == [type(None), NotFound]
    again = await decide_many(desk, before.reviewer, seen, Decision.APPROVE)
    assert isinstance(again[subject], CaseChanged)


# ------------------------------------------------------------------ undoing


@pytest.mark.parametrize("decision", Decision)
async def test_a_decision_undone_within_ten_seconds_leaves_nothing_but_a_row_and_the_journal(
    desk: Desk, clock: MovableClock, before: Before, decision: Decision
) -> None:
    earlier = await standing(desk, before.subject)
    after = await pressed(desk, before, decision)
    clock.move(seconds=10)
    undoable = await read_undoable(desk, before.reviewer, before.subject)
    assert undoable
    assert (undoable.stage, undoable.decision) == (before.case.stage, decision)
    back = await undo_decision(desk, before.reviewer, before.subject, seen=after.version)
    assert replace(back, version=before.case.version) == before.case  # type: ignore[type-var]
    assert await standing(desk, before.subject) == earlier
    assert await read_undoable(desk, before.reviewer, before.subject) is None
    async with desk.store.reading() as tx:
        told = (await tx.journal.of(before.subject))[-1]
    assert (told.verb, told.before["stage"]) == ("undone", after.stage)
    assert told.after == {"stage": back.stage}
    again = await pressed(desk, before, Decision.REJECT)
    assert len(await standing(desk, before.subject)) == len(earlier) + 1
    assert again.stage == before.case.procedure.after[back.stage, Decision.REJECT]


async def test_after_ten_seconds_or_by_somebody_else_nothing_is_undone(
    desk: Desk, clock: MovableClock, before: Before
) -> None:
    after = await pressed(desk, before)
    other = replace(before.reviewer, account_id=SECOND.account_id)
    assert await read_undoable(desk, other, before.subject) is None
    with pytest.raises(TooLateToUndo):
        await undo_decision(desk, other, before.subject, seen=after.version)
    clock.move(seconds=11)
    assert await read_undoable(desk, before.reviewer, before.subject) is None
    with pytest.raises(TooLateToUndo):
        await undo_decision(desk, before.reviewer, before.subject, seen=after.version)
    assert await before.read() == after


async def test_an_older_version_undoes_nothing(desk: Desk, before: Before) -> None:
    after = await pressed(desk, before)
    with pytest.raises(CaseChanged):
        await undo_decision(desk, before.reviewer, before.subject, seen=before.case.version)
    assert await before.read() == after


async def test_what_was_sent_in_again_is_not_taken_back_to_the_round_before(
    desk: Desk, clock: MovableClock
) -> None:
    credit = await a_submitted_credit(desk, NURSE)
    reason = "请写期刊全称"
    sent_back = await decide(
        desk, HEAD, credit.subject, Decision.RETURN, seen=credit.version, reason=reason
    )
    draft = (await revise_draft(desk, NURSE, credit.id, {"journal": "中华护理杂志社"})).credit
    assert draft.version > sent_back.version
    again = await submit_credit(desk, NURSE, credit.id, seen=draft.version)
    with pytest.raises(TooLateToUndo):  # it no longer stands where the decision put it
        await undo_decision(desk, HEAD, credit.subject, seen=again.version)
    passed = await decide(desk, HEAD, credit.subject, Decision.APPROVE, seen=again.version)
    back = await undo_decision(desk, HEAD, credit.subject, seen=passed.version)
    assert replace(back, version=again.version) == again  # type: ignore[type-var]


# ------------------------------------------------------------------ the tables


@pytest.mark.parametrize(
    "procedure", [CREDIT_REVIEW, BY_AUTHORITY_TOO, BY_AUTHORITY_ELSEWHERE, TRAINING_REVIEW]
)
def test_every_table_decides_everything_at_every_review_and_nothing_elsewhere(
    procedure: Procedure,
) -> None:
    stages = {*procedure.reviewers, *procedure.recorders}
    assert set(procedure.after) == {(stage, decision) for stage in stages for decision in Decision}
    assert not set(procedure.recorders) & set(procedure.reviewers)
    assert procedure.passed in procedure.after.values()
    assert procedure.passed not in procedure.reviewers


@pytest.mark.parametrize("decision", Decision)
def test_deciding_and_undoing_is_as_if_nothing_had_happened(decision: Decision) -> None:
    now = cast.OPENED_AT
    leave = Leave("leave", "nurse", "unit", "ward", "nurse")
    after = decided(leave, decision, "理由", "head", now)
    verdict = Verdict("asked", decision, "理由", "head", now)
    assert undone(after, [verdict], "head", now + timedelta(seconds=10)) == leave


# ------------------------------------------------------------------ the queue


async def test_the_queue_shows_kind_after_kind_and_counts_each(
    desk: Desk, leaves: LeaveReview
) -> None:
    plan = await a_plan(desk, HEAD)
    training = await submit_training(desk, HEAD, plan.id, seen=plan.version)
    own = await a_submitted_credit(desk, HEAD, subject="own")
    assert own.stage is Stage.UNIT_REVIEW
    leaves.drawer["leave"] = Leave("leave", NURSE.staff_id or "", "unit", "ward", "nurse")
    counts = {"credit": 1, "training": 1, "application": 0, "leave": 1}
    assert (await count_waiting(desk, UNIT)).cases == counts
    queue = await review_queue(desk, UNIT)
    assert (queue.counts, queue.total) == (counts, 3)
    line = [own.subject, training.subject, Subject("leave", "leave")]
    for place, subject in enumerate(line, 1):
        case = (await review_queue(desk, UNIT, place)).case
        assert case is not None
        assert case.subject == subject
    assert (await review_queue(desk, UNIT, 4)).case is None
    with pytest.raises(NotAllowed):
        await review_queue(desk, NURSE)


async def test_reviewers_hear_of_it_at_once_and_the_enterer_when_it_is_too_late_to_undo(
    desk: Desk, clock: MovableClock, before: Before
) -> None:
    if before.subject.kind == LEAVE_REVIEW.kind:
        pytest.skip("no sentence tells of study leaves")
    enterer = NURSE if before.subject.kind == CREDIT_REVIEW.kind else HEAD
    assert (await read_inbox(desk, before.reviewer)).rows[0].key == before.case.procedure.waiting
    after = await pressed(desk, before, Decision.RETURN)
    told = f"{before.case.procedure.decided}{after.stage}"
    assert told not in {one.key for one in (await read_inbox(desk, enterer)).rows}
    clock.move(seconds=11)
    newest = (await read_inbox(desk, enterer)).rows[0]
    assert (newest.key, newest.details["reason"]) == (told, "请核对")

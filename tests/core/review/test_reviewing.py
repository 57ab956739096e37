"""Deciding, returning, undoing; what takes effect and what counts."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace

import pytest

from core.domain.credits.compliance import Outcome
from core.domain.credits.counting import NotCounted
from core.domain.credits.credit import CreditChanged, FlagKind, Stage
from core.domain.credits.faults import Incomplete
from core.domain.errors import NotAllowed, NotFound
from core.domain.register import Account, Actor, Role, actor_of
from core.domain.review import Decision, NotUnderReview, ReasonNeeded, TooLateToUndo
from core.domain.subjects import Subject
from core.files import Picture
from core.ports import Desk
from core.usecases.credits.compliance import read_year, take_effect
from core.usecases.credits.entry import (
    copy_credit,
    remove_draft,
    revise_draft,
    start_draft,
    submit_credit,
    withdraw_credit,
)
from core.usecases.credits.evidence import (
    attach_evidence,
    name_evidence,
    read_evidence,
    remove_evidence,
)
from core.usecases.credits.review import list_reviewed
from core.usecases.credits.sheets import read_credit
from core.usecases.forms import ask_for_forms, registration_form_pdf
from core.usecases.messages.notices import read_inbox
from core.usecases.register.staff import read_staff
from core.usecases.review import decide, decide_many, undo_decision
from core.wording.credits import flag_text
from storage.system import MovableClock
from tests import cast
from tests.stories import CERTIFICATE, PAPER, a_submitted_credit, approve, photo
from tests.waiting import PATIENCE_SECONDS


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
    told = [notice.key for notice in (await read_inbox(desk, nurse)).rows]
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
        desk,
        head_nurse,
        credit.subject,
        Decision.RETURN,
        seen=credit.version,
        reason="请写期刊全称",
    )
    clock.move(seconds=11)
    notice = (await read_inbox(desk, nurse)).rows[0]
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
        await decide(desk, head_nurse, credit.subject, Decision.APPROVE, seen=credit.version)
    assert (await list_reviewed(desk, head_nurse)).rows == []
    assert (await approve(desk, credit, unit_administrator)).stage is Stage.APPROVED


async def an_account_of(desk: Desk, who: Actor, role: Role, key: str) -> Actor:
    """Give somebody of the staff an account more, with a role of its own."""
    account = Account(
        id=key.ljust(16, "2"),
        name=who.name,
        roles=frozenset({role}),
        unit_id=who.unit_id,
        department_id=who.department_id,
        staff_id=who.staff_id,
        office=key,
        language=None,
        password_hash=None,
    )
    async with desk.store.transaction() as tx:
        await tx.accounts.add(account, key)
    return actor_of(account, via="127.0.0.1")


@pytest.mark.parametrize("role", [Role.UNIT_ADMINISTRATOR, Role.DEPARTMENT_ADMINISTRATOR])
async def test_a_second_account_of_the_same_person_decides_nothing_for_the_first(
    desk: Desk, nurse: Actor, head_nurse: Actor, role: Role
) -> None:
    second = await an_account_of(desk, nurse, role, "second")
    credit = await a_submitted_credit(desk, nurse)
    if role is Role.UNIT_ADMINISTRATOR:
        credit = await approve(desk, credit, head_nurse)
    with pytest.raises(NotAllowed):
        await decide(desk, second, credit.subject, Decision.APPROVE, seen=credit.version)
    assert (await list_reviewed(desk, second)).total == 0
    assert not (await read_credit(desk, second, credit.id)).may_decide
    assert (await read_inbox(desk, second)).rows == []


async def test_a_unit_administrators_own_claim_goes_to_another_one_else_to_the_authority(
    desk: Desk, head_nurse: Actor, second_unit_administrator: Actor, authority: Actor
) -> None:
    own = await an_account_of(desk, head_nurse, Role.UNIT_ADMINISTRATOR, "matron")
    credit = await a_submitted_credit(desk, own)
    assert credit.stage is Stage.UNIT_REVIEW
    with pytest.raises(NotAllowed):
        await decide(desk, own, credit.subject, Decision.APPROVE, seen=credit.version)
    assert (await approve(desk, credit, second_unit_administrator)).stage is Stage.APPROVED
    stranger = cast.STRANGER.actor
    alone = await an_account_of(desk, stranger, Role.UNIT_ADMINISTRATOR, "alone")
    credit = await a_submitted_credit(desk, alone)
    assert (credit.stage, credit.to_authority) == (Stage.AUTHORITY_REVIEW, True)
    assert (await approve(desk, credit, authority)).stage is Stage.APPROVED


async def test_a_foreign_id_is_not_found_whatever_is_asked_for(
    desk: Desk, nurse: Actor, physician: Actor, stranger: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    before = await read_credit(desk, nurse, credit.id)
    for who in (physician, stranger):
        for wish in wishes(desk, who, nurse.staff_id, credit.id, before.evidence[0].id):
            with pytest.raises(NotFound):
                await wish
    assert await read_credit(desk, nurse, credit.id) == before


def wishes(
    desk: Desk, who: Actor, staff_id: str | None, credit_id: str, file_id: str
) -> list[Awaitable[object]]:
    """Return all that can be asked of a credit and of a person by their ids."""
    staff = staff_id or ""
    return [
        read_credit(desk, who, credit_id),
        revise_draft(desk, who, credit_id, {"remark": "…"}),
        submit_credit(desk, who, credit_id, seen=1),
        withdraw_credit(desk, who, credit_id, seen=1),
        remove_draft(desk, who, credit_id, seen=1),
        copy_credit(desk, who, credit_id),
        attach_evidence(desk, who, credit_id, "a.jpg", photo("a"), key="a"),
        name_evidence(desk, who, credit_id, file_id, "other"),
        remove_evidence(desk, who, credit_id, file_id),
        read_evidence(desk, who, credit_id, file_id, Picture.THUMBNAIL),
        decide(desk, who, Subject("credit", credit_id), Decision.APPROVE, seen=1),
        undo_decision(desk, who, Subject("credit", credit_id), seen=1),
        start_draft(desk, who, staff_id=staff),
        read_staff(desk, who, staff),
        read_year(desk, who, staff, 2026),
        registration_form_pdf(desk, who, staff, 2026),
        ask_for_forms(desk, who, [staff], 2026, each_its_own=True),
    ]


async def test_outside_the_scope_a_claim_is_not_found_whatever_is_pressed(
    desk: Desk, nurse: Actor, physician: Actor, stranger: Actor, authority: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    for who in (physician, stranger, authority):
        for seen in (credit.version, 99):
            with pytest.raises(NotFound):
                await decide(desk, who, credit.subject, Decision.APPROVE, seen=seen)


async def test_of_two_reviewers_at_once_only_one_decides(
    desk: Desk,
    nurse: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
    second_unit_administrator: Actor,
) -> None:
    credit = await approve(desk, await a_submitted_credit(desk, nurse), head_nurse)
    both = [
        decide(desk, who, credit.subject, decision, seen=credit.version, reason="…")
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
        await decide(desk, head_nurse, credit.subject, Decision.APPROVE, seen=credit.version)
    assert told.value.details["stage"] is Stage.UNIT_REVIEW


async def test_a_decision_undone_within_ten_seconds_was_never_told(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    decided = await approve(desk, credit, head_nurse)
    clock.move(seconds=9)
    undone = await undo_decision(desk, head_nurse, credit.subject, seen=decided.version)
    assert undone.stage is Stage.DEPARTMENT_REVIEW
    clock.move(minutes=5)
    assert (await read_inbox(desk, nurse)).rows == []
    decided = await approve(desk, undone, head_nurse)
    clock.move(seconds=11)
    with pytest.raises(TooLateToUndo):
        await undo_decision(desk, head_nurse, credit.subject, seen=decided.version)


async def test_when_a_decision_is_undone_the_one_before_it_stands_again(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor, unit_administrator: Actor
) -> None:
    passed = await approve(desk, await a_submitted_credit(desk, nurse), head_nurse)
    clock.move(minutes=5)
    decided = await approve(desk, passed, unit_administrator)
    undone = await undo_decision(desk, unit_administrator, passed.subject, seen=decided.version)
    assert replace(undone, version=passed.version) == passed
    with pytest.raises(NotUnderReview):
        await withdraw_credit(desk, nurse, passed.id, seen=undone.version)
    with pytest.raises(TooLateToUndo):
        await undo_decision(desk, head_nurse, passed.subject, seen=undone.version)


async def test_an_undone_decision_puts_the_claim_before_the_other_reviewers_again(
    desk: Desk,
    nurse: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
    second_unit_administrator: Actor,
    clock: MovableClock,
) -> None:
    passed = await approve(desk, await a_submitted_credit(desk, nurse), head_nurse)
    clock.move(seconds=11)
    assert (await read_inbox(desk, second_unit_administrator)).counts["unread"] == 1
    decided = await approve(desk, passed, unit_administrator)
    assert (await read_inbox(desk, second_unit_administrator)).counts["unread"] == 0
    told = asyncio.ensure_future(
        anext(desk.publisher.subscribe(second_unit_administrator.account_id))
    )
    await undo_decision(desk, unit_administrator, passed.subject, seen=decided.version)
    await asyncio.wait_for(told, PATIENCE_SECONDS)
    assert (await read_inbox(desk, second_unit_administrator)).counts["unread"] == 1


async def test_every_step_is_noted_with_who_where_from_and_where_to(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    from_chat = replace(head_nurse, via="chat 1002")
    credit = await a_submitted_credit(desk, nurse)
    credit = await withdraw_credit(desk, nurse, credit.id, seen=credit.version)
    credit = await submit_credit(desk, nurse, credit.id, seen=credit.version)
    credit = await approve(desk, credit, from_chat)
    credit = await undo_decision(desk, from_chat, credit.subject, seen=credit.version)
    await decide(
        desk, from_chat, credit.subject, Decision.RETURN, seen=credit.version, reason="证书不清楚"
    )
    history = (await read_credit(desk, nurse, credit.id)).history
    steps = [
        (one.verb, one.who, one.via, one.before.get("stage"), one.after.get("stage"))
        for one in history
        if one.verb != "evidence-added"
    ]
    here, there = ("闻旦", "127.0.0.1"), ("330922001 蔡李铭", "chat 1002")
    assert steps == [
        ("entered", *here, None, Stage.DRAFT),
        ("submitted", *here, Stage.DRAFT, Stage.DEPARTMENT_REVIEW),
        ("withdrawn", *here, Stage.DEPARTMENT_REVIEW, Stage.DRAFT),
        ("submitted", *here, Stage.DRAFT, Stage.DEPARTMENT_REVIEW),
        ("decided-approve", *there, Stage.DEPARTMENT_REVIEW, Stage.UNIT_REVIEW),
        ("undone", *there, Stage.UNIT_REVIEW, Stage.DEPARTMENT_REVIEW),
        ("decided-return", *there, Stage.DEPARTMENT_REVIEW, Stage.RETURNED),
    ]
    assert history[-1].after["reason"] == "证书不清楚"


async def test_a_batch_reports_what_came_of_each(
    desk: Desk, nurse: Actor, head_nurse: Actor, physician: Actor
) -> None:
    mine = await a_submitted_credit(desk, nurse, subject="one")
    decided = await a_submitted_credit(desk, nurse, subject="two")
    await approve(desk, decided, head_nurse)
    elsewhere = await a_submitted_credit(desk, physician)
    outcomes = await decide_many(
        desk,
        head_nurse,
        {mine.subject: mine.version, decided.subject: 3, elsewhere.subject: 3},
        Decision.APPROVE,
    )
    kinds = {subject.id: type(refusal) for subject, refusal in outcomes.items()}
    assert kinds == {mine.id: type(None), decided.id: CreditChanged, elsewhere.id: NotFound}


async def test_a_no_without_a_reason_changes_nothing(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    with pytest.raises(ReasonNeeded):
        await decide(
            desk, head_nurse, credit.subject, Decision.REJECT, seen=credit.version, reason=" "
        )
    assert (await read_credit(desk, head_nurse, credit.id)).credit == credit


async def test_the_queue_comes_oldest_first_and_counts_what_waits(
    desk: Desk, clock: MovableClock, nurse: Actor, colleague: Actor, head_nurse: Actor
) -> None:
    first = await a_submitted_credit(desk, nurse)
    clock.move(minutes=1)
    second = await a_submitted_credit(desk, colleague)
    queue = await list_reviewed(desk, head_nurse)
    assert [line.credit.id for line in queue.rows] == [first.id, second.id]
    assert (queue.total, queue.rows[0].staff.name) == (2, "闻旦")
    with pytest.raises(NotAllowed):
        await list_reviewed(desk, nurse)


async def test_the_reviewer_is_shown_what_looks_used_before(
    desk: Desk, nurse: Actor, colleague: Actor, physician: Actor, head_nurse: Actor
) -> None:
    """The same name draws the same picture: the colleague hands in the nurse's own files."""
    await a_submitted_credit(desk, nurse, CERTIFICATE, subject="mine")
    impostor = Actor(colleague.account_id, "闻旦", colleague.roles, *_place(colleague))
    copied = await a_submitted_credit(desk, impostor, CERTIFICATE, subject="mine")
    flags = (await read_credit(desk, head_nurse, copied.id)).flags
    assert {(flag.kind, flag.staff_name) for flag in flags} == {(FlagKind.SAME_FILE, "闻旦")}
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
    assert FlagKind.SAME_PROJECT in {flag.kind for flag in flags}


async def test_the_reviewer_is_told_of_days_longer_than_anybody_learns(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    usual = await a_submitted_credit(desk, nurse, CERTIFICATE | {"quantity": "30"}, subject="one")
    assert not (await read_credit(desk, head_nurse, usual.id)).flags
    number = {"project-number": "2026-14-02-119"}
    long = await a_submitted_credit(
        desk, nurse, CERTIFICATE | number | {"quantity": "36"}, subject="two"
    )
    flags = (await read_credit(desk, head_nurse, long.id)).flags
    assert "平均每天 12 学时，请核对" in [flag_text(flag) for flag in flags]
    with pytest.raises(Incomplete):
        await a_submitted_credit(
            desk, nurse, CERTIFICATE | number | {"quantity": "73"}, subject="three"
        )


async def test_a_year_is_read_by_its_person_and_their_administrators_only(
    desk: Desk, nurse: Actor, colleague: Actor, head_nurse: Actor, stranger: Actor
) -> None:
    for who in (nurse, head_nurse):
        assert (await read_year(desk, who, nurse.staff_id, 2026)).staff.name == "闻旦"
    for who in (colleague, stranger):
        with pytest.raises(NotFound):
            await read_year(desk, who, nurse.staff_id, 2026)

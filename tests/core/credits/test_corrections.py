"""学分删除修改: what is not yet in effect is corrected or deleted, as it was seen before."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.domain.changes import PreviewChanged
from core.domain.credits.correction_refusals import (
    AmountBeyondRule,
    AwardFollowsTraining,
    CreditInEffect,
    NoCreditTicked,
    NotCorrectable,
    NothingCorrected,
    NotInEffect,
    TooManyCredits,
    UnitOnly,
)
from core.domain.credits.corrections import Act, Correction
from core.domain.credits.credit import Credit, Origin, Stage
from core.domain.credits.faults import OutsideYear
from core.domain.errors import NotAllowed, Refusal
from core.domain.lists import ListQuery
from core.domain.register import Actor
from core.domain.review import Decision
from core.domain.rulebook.earning import QuantityOutOfRange
from core.domain.trainings.life import NotAwardable
from core.domain.trainings.training import AwardRole, Report
from core.domain.typed import TextNeeded
from core.ports import Desk
from core.usecases.credits.compliance import take_effect
from core.usecases.credits.correctable import list_correctable
from core.usecases.credits.corrections import (
    PersonCorrected,
    make_corrections,
    preview_corrections,
)
from core.usecases.credits.sheets import read_credit
from core.usecases.messages.notices import read_inbox
from core.usecases.review import decide, review_queue
from core.usecases.trainings.awards import read_awards
from core.usecases.trainings.closings import submit_closing
from storage.system import MovableClock
from tests import cast
from tests.pwa.years import put_credit
from tests.storage.examples import a_credit
from tests.stories import CERTIFICATE, PAPER, a_submitted_credit, approve
from tests.trainings import awarded_to

HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
NURSE, SECOND = cast.NURSE.actor, cast.SECOND_UNIT_ADMINISTRATOR.actor
DELETE = Correction(Act.DELETE, "重复录入")


def to(amount: str = "", **answers: str) -> Correction:
    return Correction(
        Act.CORRECT, "更正", {k.replace("_", "-"): v for k, v in answers.items()}, amount
    )


async def corrected(
    desk: Desk, who: Actor, wanted: Correction, *credits: Credit
) -> list[PersonCorrected]:
    """Correct credits as they are seen first."""
    ids = [one.id for one in credits]
    would = await preview_corrections(desk, who, ids, wanted)
    seen = {one.staff.id: one.preview.digest for one in would if one.staff and one.preview}
    return await make_corrections(desk, who, ids, wanted, seen)


def against(people: Sequence[PersonCorrected]) -> list[type[Refusal]]:
    return [type(it) for one in people for row in one.credits for it in row.refusals]


async def there(desk: Desk, credit: Credit) -> Credit:
    return (await read_credit(desk, UNIT, credit.id)).credit


async def test_a_corrected_quantity_is_counted_again_and_the_year_with_it(desk: Desk) -> None:
    credit = await a_submitted_credit(desk, NURSE, CERTIFICATE)
    (would,) = await preview_corrections(desk, HEAD, [credit.id], to(quantity="3"))
    assert would.preview
    assert {one.field: (one.before, one.after) for one in would.preview.changes} == {
        "quantity": (600, 300),
        "points": (200, 100),
        "hours": (600, 300),
    }
    assert [year.hoped.after.credits.counting for year in would.preview.felt] == [100]
    (made,) = await corrected(desk, HEAD, to(quantity="3"), credit)
    assert made.preview == would.preview
    after = await there(desk, credit)
    assert (after.stage, after.points) == (Stage.DEPARTMENT_REVIEW, 100)
    (told,) = (await read_inbox(desk, NURSE)).rows
    assert (told.key, told.details["reason"]) == ("credit-corrected", "更正")
    history = (await read_credit(desk, UNIT, credit.id)).history
    assert (history[-1].verb, history[-1].after["quantity"]) == ("corrected", 300)


async def test_days_and_names_are_corrected_without_another_amount(desk: Desk) -> None:
    credit = await a_submitted_credit(desk, NURSE, CERTIFICATE)
    await corrected(desk, UNIT, to("1.5"), credit)
    wanted = to(days="2026-06-10/2026-06-11", project_name="护理进展")
    await corrected(desk, HEAD, wanted, credit)
    after = await there(desk, credit)
    assert (after.points, after.claim.activity, after.claim.details["dates"]) == (
        150,
        "护理进展",
        "2026-06-10/2026-06-11",
    )


async def test_what_the_unit_has_passed_comes_before_it_again_when_its_department_corrects_it(
    desk: Desk,
) -> None:
    credit = await approve(desk, await a_submitted_credit(desk, NURSE), HEAD, UNIT)
    assert credit.stage is Stage.APPROVED
    await corrected(desk, HEAD, to(rank="2"), credit)
    after = await there(desk, credit)
    assert (after.stage, after.effective_on, after.points) == (Stage.UNIT_REVIEW, None, 1000)
    assert (await review_queue(desk, UNIT)).case == after
    (waiting,) = [one for one in (await read_inbox(desk, UNIT)).rows if not one.read_at]
    assert waiting.key == "review-waiting"


async def test_the_units_own_correction_stays_where_it_stands(desk: Desk) -> None:
    credit = await approve(desk, await a_submitted_credit(desk, NURSE), HEAD, UNIT)
    await corrected(desk, UNIT, to(rank="2"), credit)
    after = await there(desk, credit)
    assert (after.stage, after.effective_on) == (Stage.APPROVED, credit.effective_on)
    assert after.points == 1000


async def test_only_the_unit_sets_an_amount_and_none_beyond_the_rule(desk: Desk) -> None:
    credit = await a_submitted_credit(desk, NURSE, CERTIFICATE)
    assert against(await corrected(desk, HEAD, to("1"), credit)) == [UnitOnly]
    for amount in ("10.01", "0", "-1", "许多"):
        (refused,) = against(await corrected(desk, UNIT, to(amount), credit))
        assert refused is AmountBeyondRule or amount in {"-1", "许多"}
    assert (await there(desk, credit)).points == 200
    await corrected(desk, UNIT, to("1.5"), credit)
    after = await there(desk, credit)
    assert (after.points, after.hours) == (150, 450)


async def test_a_deleted_credit_stays_on_record_and_counts_nowhere(desk: Desk) -> None:
    credit = await approve(desk, await a_submitted_credit(desk, NURSE), HEAD, UNIT)
    (made,) = await corrected(desk, HEAD, DELETE, credit)
    assert made.preview
    assert [year.hoped.after.credits.counting for year in made.preview.felt] == [0]
    after = await there(desk, credit)
    assert (after.stage, after.reason, after.effective_on) == (Stage.REJECTED, "重复录入", None)
    assert (await read_inbox(desk, NURSE)).rows[0].key == "credit-deleted"
    assert (await list_correctable(desk, HEAD)).rows == []


async def test_a_credit_in_effect_is_not_corrected_but_reversed_by_the_unit(
    desk: Desk, clock: MovableClock
) -> None:
    credit = await approve(desk, await a_submitted_credit(desk, NURSE), HEAD, UNIT)
    early = Correction(Act.REVERSE, "撤稿")
    assert against(await corrected(desk, UNIT, early, credit)) == [NotInEffect]
    clock.move(days=1)
    await take_effect(desk, Actor.system())
    for who in (HEAD, UNIT):
        assert against(await corrected(desk, who, DELETE, credit)) == [CreditInEffect]
    sheet = await read_credit(desk, HEAD, credit.id)
    assert isinstance(sheet.corrections.fault, CreditInEffect)
    assert (sheet.corrections.may_correct, sheet.corrections.may_reverse) == (False, False)
    assert (await read_credit(desk, UNIT, credit.id)).corrections.may_reverse
    assert against(await corrected(desk, HEAD, early, credit)) == [UnitOnly]
    (made,) = await corrected(desk, UNIT, early, credit)
    assert made.preview
    assert [year.now.after.credits.counting for year in made.preview.felt] == [0]
    assert (await there(desk, credit)).reversed_on == desk.today()
    assert (await read_inbox(desk, NURSE)).rows[0].key == "credit-reversed"


async def test_several_are_corrected_each_person_by_themselves(desk: Desk) -> None:
    """Two of one person go together; somebody's own, a moved one and a final one are left."""
    two = [await a_submitted_credit(desk, NURSE, one) for one in (CERTIFICATE, PAPER)]
    other = await a_submitted_credit(desk, cast.COLLEAGUE.actor, CERTIFICATE)
    own = await a_submitted_credit(desk, HEAD, CERTIFICATE)
    final = await put_credit(desk, cast.NURSE, "x", 100, Stage.REJECTED)
    stranger = await put_credit(desk, cast.STRANGER, "y", 100, Stage.UNIT_REVIEW)
    made = await corrected(desk, HEAD, DELETE, *two, other, own, final, stranger)
    assert {one.staff.name: len(one.changed) for one in made if one.staff} == {
        "闻旦": 2,
        "葛莺莺": 1,
        "蔡李铭": 0,
    }
    assert set(against(made)) == {NotAllowed, NotCorrectable}
    assert [one.missing for one in made if one.missing] == [[stranger.id]]
    assert {(await there(desk, one)).stage for one in (*two, other)} == {Stage.REJECTED}
    assert (await there(desk, own)).stage is not Stage.REJECTED


async def test_nothing_happens_otherwise_than_was_seen(desk: Desk) -> None:
    credit = await a_submitted_credit(desk, NURSE, CERTIFICATE)
    (would,) = await preview_corrections(desk, HEAD, [credit.id], DELETE)
    assert would.preview
    seen = {credit.staff_id: would.preview.digest}
    await approve(desk, credit, HEAD)
    (late,) = await make_corrections(desk, HEAD, [credit.id], DELETE, seen)
    assert isinstance(late.refusal, PreviewChanged)
    assert late.changed == []
    ((again,),) = [await preview_corrections(desk, HEAD, [credit.id], DELETE)]
    assert again.preview
    seen = {credit.staff_id: again.preview.digest}
    taps = await asyncio.gather(
        *(make_corrections(desk, HEAD, [credit.id], DELETE, seen) for _ in range(2))
    )
    assert sorted(len(one.changed) for (one,) in taps) == [0, 1]
    history = (await read_credit(desk, UNIT, credit.id)).history
    assert [one.verb for one in history].count("deleted") == 1


async def test_bad_corrections_say_what_is_wrong(desk: Desk) -> None:
    credit = await a_submitted_credit(desk, NURSE, CERTIFICATE)
    for wanted, refusal in (
        (to(), NothingCorrected),
        (to(quantity="0"), QuantityOutOfRange),
        (to(days="2025-06-12"), OutsideYear),
        (to(year="2025"), OutsideYear),
    ):
        assert against(await corrected(desk, HEAD, wanted, credit)) == [refusal]
    for ids, wanted, fault in (
        ([], DELETE, NoCreditTicked),
        ([desk.ids.new() for _ in range(201)], DELETE, TooManyCredits),
        ([credit.id], replace(DELETE, reason=" "), TextNeeded),
    ):
        with pytest.raises(fault):
            await preview_corrections(desk, HEAD, ids, wanted)
    with pytest.raises(NotAllowed):
        await preview_corrections(desk, NURSE, [credit.id], DELETE)


async def test_a_year_is_corrected_with_its_days(desk: Desk) -> None:
    credit = await a_submitted_credit(desk, NURSE, CERTIFICATE)
    (made,) = await corrected(desk, HEAD, to(year="2025", days="2025-06-12"), credit)
    assert made.preview
    assert {year.year for year in made.preview.felt} == {2025, 2026}
    assert (await there(desk, credit)).year == 2025


async def test_an_award_is_taken_back_from_here_as_from_its_training(
    desk: Desk, clock: MovableClock
) -> None:
    training = await awarded_to(desk, clock, [NURSE])
    query = ListQuery(tab="training", filters={"training": training.id})
    page = await list_correctable(desk, HEAD, query)
    assert dict(page.choices["training"]) == {training.id: training.plan.name}
    assert dict(page.choices["training-told"]) == {training.id: "2026-06-15 · 1 条可修改"}
    other = ListQuery(tab="training", filters={"activity": "没有这样的培训"})
    assert (await list_correctable(desk, HEAD, other)).choices["training"] == []
    (credit,) = [line.credit for line in page.rows]
    assert (await list_correctable(desk, HEAD, ListQuery(tab="speaker"))).rows == []
    assert against(await corrected(desk, HEAD, to(days="2026-06-01"), credit)) == [
        AwardFollowsTraining
    ]
    await corrected(desk, UNIT, to("0.5"), credit)
    assert ((await there(desk, credit)).points, (await there(desk, credit)).stage) == (
        50,
        Stage.AWARDED,
    )
    await corrected(desk, HEAD, DELETE, credit)
    (proposal,) = [
        one
        for one in (await read_awards(desk, HEAD, training.id)).proposals
        if one.staff_id == credit.staff_id and one.role is AwardRole.PARTICIPANT
    ]
    assert proposal.choice
    assert (proposal.choice.is_included, proposal.choice.reason) == (False, "重复录入")


async def test_awards_stand_while_the_unit_verifies_them(desk: Desk, clock: MovableClock) -> None:
    training = await awarded_to(desk, clock, [NURSE])
    (credit,) = [line.credit for line in (await list_correctable(desk, HEAD)).rows]
    waits = await submit_closing(
        desk, HEAD, training.id, Report("按计划完成"), seen=training.version
    )
    assert against(await corrected(desk, HEAD, DELETE, credit)) == [NotAwardable]
    await decide(desk, UNIT, waits.subject, Decision.APPROVE, seen=waits.version)
    await corrected(desk, HEAD, DELETE, credit)
    assert (await there(desk, credit)).stage is Stage.REJECTED


async def test_an_award_outlives_its_training(desk: Desk) -> None:
    gone = a_credit(
        NURSE,
        desk.clock.now(),
        origin=Origin.TRAINING,
        stage=Stage.AWARDED,
        training_id="trainingisgone22",
        points=100,
    )
    async with desk.store.transaction() as tx:
        await tx.credits.add_many([gone])
    await corrected(desk, HEAD, DELETE, gone)
    assert (await there(desk, gone)).stage is Stage.REJECTED

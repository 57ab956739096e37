"""A disk that fills up in the middle: what was done stands, the rest can be sent again."""

from dataclasses import replace

import pytest

from core.domain.credits.credit import Credit, Stage
from core.domain.errors import NotKept
from core.domain.projects.application import ApplicationChanged, ApplicationStage
from core.domain.review import Decision
from core.evidence.refusals import DiskFull
from core.ports import Desk
from core.texts import say
from core.usecases.credits.companions import enter_for_many
from core.usecases.credits.sheets import read_credit
from core.usecases.credits.submitting import submit_many
from core.usecases.review import decide, decide_many
from core.wording.refusals import explain
from tests import cast
from tests.stories import CERTIFICATE, PAPER, a_complete_draft, a_submitted_credit
from tests.trouble import FullAfter

NURSE, HEAD = cast.NURSE.actor, cast.HEAD_NURSE.actor
DAYS = ("2026-03-01", "2026-03-02", "2026-03-03")


def full_after(desk: Desk, left: int) -> tuple[Desk, FullAfter]:
    store = FullAfter(desk.store)
    store.left = left
    return replace(desk, store=store), store


async def some_claims(desk: Desk) -> list[Credit]:
    return [
        await a_submitted_credit(desk, NURSE, PAPER | {"date": day}, subject=day) for day in DAYS
    ]


async def stages(desk: Desk, claims: list[Credit]) -> list[Stage]:
    return [(await read_credit(desk, HEAD, one.id)).credit.stage for one in claims]


async def test_a_decision_that_was_kept_stands_though_its_year_is_counted_later(
    sqlite_desk: Desk,
) -> None:
    claim, *_ = await some_claims(sqlite_desk)
    filling, _ = full_after(sqlite_desk, 1)
    after = await decide(filling, HEAD, claim.subject, Decision.APPROVE, seen=claim.version)
    assert after.stage is Stage.UNIT_REVIEW
    assert await stages(sqlite_desk, [claim]) == [Stage.UNIT_REVIEW]


async def test_of_a_batch_what_was_decided_stands_and_the_others_are_not_tried(
    sqlite_desk: Desk,
) -> None:
    claims = await some_claims(sqlite_desk)
    seen = {one.subject: one.version for one in claims}
    filling, store = full_after(sqlite_desk, 1)
    outcomes = await decide_many(filling, HEAD, seen, Decision.APPROVE)
    assert [type(one) for one in outcomes.values()] == [type(None), DiskFull, DiskFull]
    assert store.left > -4
    review = [Stage.UNIT_REVIEW, Stage.DEPARTMENT_REVIEW, Stage.DEPARTMENT_REVIEW]
    assert await stages(sqlite_desk, claims) == review
    filling, _ = full_after(sqlite_desk, 0)
    with pytest.raises(DiskFull):
        await decide_many(filling, HEAD, seen, Decision.APPROVE)


async def test_several_submitted_at_once_are_told_apart_or_all_sent_again(
    sqlite_desk: Desk,
) -> None:
    drafts = [
        await a_complete_draft(sqlite_desk, NURSE, PAPER | {"date": day}, subject=day)
        for day in DAYS[:2]
    ]
    seen = {one.id: one.version for one in drafts}
    filling, _ = full_after(sqlite_desk, 0)
    with pytest.raises(DiskFull):
        await submit_many(filling, NURSE, seen)
    filling, _ = full_after(sqlite_desk, 1)
    done, refused = await submit_many(filling, NURSE, seen)
    assert (done.refusal, type(refused.refusal)) == (None, DiskFull)
    assert refused.credit
    assert refused.credit.stage is Stage.DRAFT


async def test_companions_who_could_not_be_entered_are_told_by_their_own_names(
    sqlite_desk: Desk,
) -> None:
    staff_id = NURSE.staff_id
    draft = await a_complete_draft(sqlite_desk, HEAD, CERTIFICATE, staff_id=staff_id)
    filling, _ = full_after(sqlite_desk, 1)
    assert cast.COLLEAGUE.staff
    assert cast.HEAD_NURSE.staff
    others = [cast.COLLEAGUE.staff, cast.HEAD_NURSE.staff]
    first, *refused = await enter_for_many(filling, HEAD, draft.id, [one.id for one in others])
    assert first.refusal is None
    assert [one.staff.id for one in refused if one.staff] == [one.id for one in others]
    assert {type(one.refusal) for one in refused} == {DiskFull}


@pytest.mark.parametrize("stage", ApplicationStage)
def test_a_refusal_names_the_stage_of_an_application_in_words(stage: ApplicationStage) -> None:
    told = explain(ApplicationChanged(application_stage=stage))
    assert say(f"application-stage-{stage}") in told
    assert say("refusal-not-kept") == explain(NotKept())

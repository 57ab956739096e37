from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.credits.claims import Claim
from core.domain.credits.credit import (
    BEFORE_AUTHORITY,
    CREDIT_REVIEW,
    UNDER_REVIEW,
    Credit,
    NotEditable,
    Origin,
    Stage,
    next_stage,
    withdrawn,
)
from core.domain.credits.routes import ReviewRoute, first_stage, submitted, with_authority
from core.domain.register import AuthorityPlace
from core.domain.review import (
    Decision,
    NotUnderReview,
    ReasonNeeded,
    TooLateToUndo,
    Verdict,
    decided,
    undone,
)

NOW = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
FINAL = {Stage.APPROVED, Stage.REJECTED, Stage.RETURNED}
places = some.sampled_from([None, *AuthorityPlace])
ways = some.builds(
    ReviewRoute,
    entered_as=some.sampled_from([Origin.PERSONAL, Origin.DEPARTMENT, Origin.UNIT]),
    is_own=some.booleans(),
    has_department_reviewer=some.booleans(),
    has_unit_reviewer=some.booleans(),
    needs_authority=some.booleans(),
    authority=places,
)


def a_draft() -> Credit:
    return Credit(
        id="c" * 16,
        staff_id="s",
        unit_id="u",
        department_id="d",
        entered_by="nurse",
        origin=Origin.PERSONAL,
        claim=Claim(year=2026),
        stage=Stage.DRAFT,
        points=200,
        hours=600,
        to_authority=False,
        created_at=NOW,
    )


def way(origin: Origin = Origin.PERSONAL, **changes: bool) -> ReviewRoute:
    usual = ReviewRoute(origin, True, True, True, False)
    return replace(usual, **changes)


def test_what_a_nurse_enters_goes_to_department_unit_and_takes_effect_the_next_day() -> None:
    credit = submitted(a_draft(), way(), NOW)
    assert credit.stage is Stage.DEPARTMENT_REVIEW
    credit = decided(credit, Decision.APPROVE, "", "head", NOW)
    assert credit.stage is Stage.UNIT_REVIEW
    credit = decided(credit, Decision.APPROVE, "", "unit", NOW)
    assert (credit.stage, credit.effective_on) == (Stage.APPROVED, date(2026, 6, 16))
    assert not credit.is_in_effect(date(2026, 6, 15))
    assert credit.is_in_effect(date(2026, 6, 16))


def test_credit_from_outside_the_province_goes_to_the_authority_last() -> None:
    credit = submitted(a_draft(), way(needs_authority=True), NOW)
    seen = []
    while credit.stage in UNDER_REVIEW:
        seen.append(credit.stage)
        credit = decided(credit, Decision.APPROVE, "", "reviewer", NOW)
    assert seen == [Stage.DEPARTMENT_REVIEW, Stage.UNIT_REVIEW, Stage.AUTHORITY_REVIEW]


@pytest.mark.parametrize(
    ("entered", "starts"),
    [
        (way(Origin.DEPARTMENT, is_own=False), Stage.UNIT_REVIEW),
        (way(Origin.DEPARTMENT, is_own=True), Stage.UNIT_REVIEW),
        (way(Origin.PERSONAL, has_department_reviewer=False), Stage.UNIT_REVIEW),
        (way(Origin.UNIT, is_own=False), Stage.APPROVED),
        (way(Origin.UNIT, is_own=False, needs_authority=True), Stage.AUTHORITY_REVIEW),
        (way(Origin.UNIT, is_own=True), Stage.UNIT_REVIEW),
        (way(Origin.UNIT, is_own=True, has_unit_reviewer=False), Stage.AUTHORITY_REVIEW),
    ],
)
def test_who_enters_decides_where_the_review_starts(entered: ReviewRoute, starts: Stage) -> None:
    assert first_stage(entered) is starts


@given(ways)
def test_nobodys_own_claim_is_approved_without_a_review(entered: ReviewRoute) -> None:
    if entered.is_own:
        assert first_stage(entered) in UNDER_REVIEW


@given(ways, some.lists(some.sampled_from(Decision), max_size=8))
def test_every_way_ends_and_only_approval_gives_a_day_of_effect(
    entered: ReviewRoute, decisions: list[Decision]
) -> None:
    credit = submitted(a_draft(), entered, NOW)
    for decision in decisions:
        if credit.stage not in UNDER_REVIEW:
            with pytest.raises(NotUnderReview):
                decided(credit, decision, "理由", "reviewer", NOW)
            break
        credit = decided(credit, decision, "理由", "reviewer", NOW)
    assert (credit.effective_on is not None) == (credit.stage is Stage.APPROVED)
    if credit.stage is Stage.APPROVED and credit.to_authority:
        assert credit.decided_from in BEFORE_AUTHORITY


@given(ways, places, some.integers(0, 2))
def test_a_claim_waits_where_its_authority_is_wherever_that_was_before(
    entered: ReviewRoute, place: AuthorityPlace | None, approvals: int
) -> None:
    credit = submitted(a_draft(), entered, NOW)
    for _ in range(approvals):
        if credit.stage in UNDER_REVIEW - BEFORE_AUTHORITY:
            credit = decided(credit, Decision.APPROVE, "", "reviewer", NOW)
    if credit.stage not in UNDER_REVIEW:
        return
    credit = with_authority(credit, place)
    while credit.stage in UNDER_REVIEW - BEFORE_AUTHORITY:
        credit = decided(credit, Decision.APPROVE, "", "reviewer", NOW)
    if credit.to_authority:
        is_elsewhere = place is AuthorityPlace.ELSEWHERE
        assert (credit.stage is Stage.AUTHORITY_ELSEWHERE) == is_elsewhere


def test_the_table_knows_every_decision_at_every_review() -> None:
    table = {(stage, decision) for stage in UNDER_REVIEW for decision in Decision}
    assert set(CREDIT_REVIEW.after) == table


@pytest.mark.parametrize("decision", [Decision.RETURN, Decision.REJECT])
def test_a_no_says_why(decision: Decision) -> None:
    with pytest.raises(ReasonNeeded):
        decided(submitted(a_draft(), way(), NOW), decision, "", "head", NOW)


def test_a_returned_credit_is_submitted_again_from_the_start() -> None:
    credit = decided(submitted(a_draft(), way(), NOW), Decision.APPROVE, "", "head", NOW)
    credit = decided(credit, Decision.RETURN, "证书不清楚", "unit", NOW)
    again = submitted(credit, way(), NOW)
    assert (again.stage, again.reason, again.decided_by) == (Stage.DEPARTMENT_REVIEW, "", None)


def test_a_decision_can_be_undone_for_ten_seconds_by_who_took_it() -> None:
    before = submitted(a_draft(), way(), NOW)
    after = decided(before, Decision.REJECT, "重复", "head", NOW)
    standing = [Verdict(before.stage, Decision.REJECT, "重复", "head", NOW)]
    assert undone(after, standing, "head", NOW + timedelta(seconds=10)) == before
    with pytest.raises(TooLateToUndo):
        undone(after, standing, "head", NOW + timedelta(seconds=11))
    with pytest.raises(TooLateToUndo):
        undone(after, standing, "colleague", NOW)


def test_a_claim_is_withdrawn_only_before_anybody_has_decided() -> None:
    waiting = submitted(a_draft(), way(), NOW)
    assert withdrawn(waiting).stage is Stage.DRAFT
    with pytest.raises(NotUnderReview):
        withdrawn(decided(waiting, Decision.APPROVE, "", "head", NOW))
    with pytest.raises(NotUnderReview):
        withdrawn(a_draft())


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.DRAFT, Stage.RETURNED}))
def test_what_is_under_way_or_decided_is_not_submitted_again(stage: Stage) -> None:
    with pytest.raises(NotEditable):
        submitted(replace(a_draft(), stage=stage), way(), NOW)


@given(ways)
def test_where_an_approval_leads_is_known_before_it_is_given(entered: ReviewRoute) -> None:
    credit = submitted(a_draft(), entered, NOW)
    while credit.stage in UNDER_REVIEW:
        expected = next_stage(credit)
        credit = decided(credit, Decision.APPROVE, "", "reviewer", NOW)
        assert credit.stage is expected
    assert next_stage(credit) is None

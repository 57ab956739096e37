from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.domain.credits.claims import Claim
from core.domain.credits.credit import CREDIT_REVIEW, Credit, Origin, Stage
from core.domain.errors import NotAllowed, NotFound
from core.domain.register import Actor, PostType, Role, Sex, Staff
from core.permissions import MAY, Permission, authorize, may

STAFF = Staff(
    "nurse", "unit", "ward", "8200277122", "闻旦", Sex.FEMALE, date(1985, 3, 12),
    "nurse-in-charge", "active", PostType.PERMANENT, "nursing",
)  # fmt: skip
WAITING = Credit(
    "credit", "nurse", "unit", "ward", "of-nurse", Origin.PERSONAL, Claim(2026),
    Stage.DEPARTMENT_REVIEW, 200, 600, False, datetime(2026, 6, 15, tzinfo=UTC),
)  # fmt: skip


def actor(
    account: str,
    *roles: Role,
    unit: str = "unit",
    ward: str | None = "ward",
    staff: str | None = None,
) -> Actor:
    return Actor(account, account, frozenset(roles), unit, ward, staff)


NURSE = actor("of-nurse", Role.STAFF, staff="nurse")
COLLEAGUE = actor("colleague", Role.STAFF, staff="colleague")
HEAD = actor("head", Role.STAFF, Role.DEPARTMENT_ADMINISTRATOR, staff="head")
OTHER_HEAD = actor("other", Role.DEPARTMENT_ADMINISTRATOR, ward="theatre")
UNIT = actor("unit", Role.UNIT_ADMINISTRATOR, ward=None)
OTHER_UNIT = actor("other-unit", Role.UNIT_ADMINISTRATOR, unit="elsewhere", ward=None)
AUTHORITY = actor("authority", Role.AUTHORITY_REVIEWER, unit="province", ward=None)


@pytest.mark.parametrize("stranger", [COLLEAGUE, OTHER_HEAD, OTHER_UNIT, AUTHORITY])
@pytest.mark.parametrize("permission", MAY)
def test_outside_the_scope_there_is_nothing_to_find(
    stranger: Actor, permission: Permission
) -> None:
    with pytest.raises(NotFound):
        authorize(stranger, permission, WAITING)


@pytest.mark.parametrize("stage", CREDIT_REVIEW.reviewers)
def test_nobody_decides_on_their_own_credit(stage: Stage) -> None:
    everything = replace(NURSE, roles=frozenset(Role))
    with pytest.raises(NotAllowed):
        authorize(everything, Permission.CASE_DECIDE, replace(WAITING, stage=stage))


def test_each_review_belongs_to_its_role() -> None:
    reviewers = {
        Stage.DEPARTMENT_REVIEW: HEAD,
        Stage.UNIT_REVIEW: UNIT,
        Stage.AUTHORITY_REVIEW: AUTHORITY,
    }
    for stage, reviewer in reviewers.items():
        credit = replace(WAITING, stage=stage, to_authority=stage is Stage.AUTHORITY_REVIEW)
        deciding = {
            who.account_id for who in reviewers.values() if may(who, Permission.CASE_DECIDE, credit)
        }
        assert deciding == {reviewer.account_id}


def test_a_draft_is_seen_by_its_enterer_and_its_person_only() -> None:
    draft = replace(WAITING, stage=Stage.DRAFT)
    entered_by_head = replace(draft, entered_by="head")
    assert may(NURSE, Permission.CREDIT_READ, draft)
    assert not may(HEAD, Permission.CREDIT_READ, draft)
    assert not may(UNIT, Permission.CREDIT_READ, draft)
    assert may(HEAD, Permission.CREDIT_REVISE, entered_by_head)
    assert may(NURSE, Permission.CREDIT_READ, entered_by_head)
    assert not may(NURSE, Permission.CREDIT_REVISE, entered_by_head)


def test_an_administrator_enters_for_their_people_and_a_nurse_for_herself() -> None:
    for who in (NURSE, HEAD, UNIT):
        assert may(who, Permission.CREDIT_ENTER, STAFF)
    for who in (COLLEAGUE, OTHER_HEAD, OTHER_UNIT, AUTHORITY):
        assert not may(who, Permission.CREDIT_ENTER, STAFF)


def test_the_authority_sees_what_came_to_it_and_no_more() -> None:
    came = replace(WAITING, stage=Stage.AUTHORITY_REVIEW, to_authority=True)
    decided = replace(came, stage=Stage.APPROVED, decided_from=Stage.AUTHORITY_REVIEW)
    at_unit = replace(came, stage=Stage.UNIT_REVIEW)
    assert may(AUTHORITY, Permission.CREDIT_READ, came)
    assert may(AUTHORITY, Permission.CREDIT_READ, decided)
    assert not may(AUTHORITY, Permission.CREDIT_READ, at_unit)

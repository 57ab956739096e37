"""What a claim's files are, and which of them are still missing."""

from datetime import date

import pytest

from core.domain.credits.answers import answered
from core.domain.credits.claims import Claim
from core.domain.credits.evidence import evidence_groups, kinds_of, obvious_kinds
from core.domain.rulebook import shipped

BOOK, TODAY = shipped().of(2026), date(2026, 6, 15)
MISSION, PAPER = Claim(2026, category="mission"), Claim(2026, category="paper")


def test_a_category_with_one_open_row_leaves_nothing_to_choose() -> None:
    assert answered(Claim(2026), "category", "degree", BOOK, TODAY).rule == "degree"
    for several_or_closed in ("paper", "research"):
        assert answered(Claim(2026), "category", several_or_closed, BOOK, TODAY).rule is None


def test_one_file_of_any_kind_of_a_group_meets_it() -> None:
    claim = Claim(2026, category="out-of-province")
    groups = evidence_groups(claim, {"invoice", None}, BOOK)
    assert [group.is_met for group in groups] == [False, True]
    assert evidence_groups(Claim(2026), {"invoice"}, BOOK) == []


def test_what_is_needed_is_offered_first_and_anything_else_last() -> None:
    assert kinds_of(MISSION, BOOK) == ["mission-document", "assessment-form", "other"]
    assert kinds_of(Claim(2026), BOOK) == ["other"]


@pytest.mark.parametrize(
    ("claim", "files", "obvious"),
    [
        (Claim(2026, category="research"), {"a": None, "b": None}, {"a", "b"}),
        (PAPER, {"a": "retrieval-report", "b": None}, {"b"}),
        (PAPER, {"a": None, "b": None}, set()),
        (Claim(2026, category="degree"), {"a": "consent-form", "b": "enrolment-proof"}, set()),
        (Claim(2026, category="abroad"), {"a": "approval-form", "b": None}, set()),
        (Claim(2026), {"a": None}, set()),
    ],
)
def test_a_file_need_not_be_named_where_it_can_only_be_one_thing(
    claim: Claim, files: dict[str, str | None], obvious: set[str]
) -> None:
    assert set(obvious_kinds(claim, files, BOOK)) == obvious

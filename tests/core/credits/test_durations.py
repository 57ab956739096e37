"""A stay is as long as its days, and nobody studies more hours than a day has."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.credits.answers import answered
from core.domain.credits.claims import Claim, questions
from core.domain.credits.durations import (
    MoreDaysThanLasted,
    MoreHoursThanLasted,
    TooLong,
    TooShort,
    days_in,
    lasted_months,
    quantity_fault,
    unbelievable_hours_a_day,
)
from core.domain.credits.faults import faults
from core.domain.rulebook import YEARS, shipped
from core.wording.refusals import explain

TODAY = date(2026, 6, 15)
STAYS = ("advanced-study", "abroad", "mission")
HOURS = shipped().of(2026).rule("out-of-province-national")


@pytest.mark.parametrize(
    ("first", "last", "is_full"),
    [
        ("2026-03-01", "2026-05-31", True),
        ("2026-03-01", "2026-05-30", False),
        ("2026-03-15", "2026-06-14", True),
        ("2026-03-15", "2026-06-13", False),
        ("2025-11-30", "2026-02-28", True),
        ("2025-11-30", "2026-02-27", False),
        ("2023-11-30", "2024-02-29", True),
        ("2023-11-30", "2024-02-28", False),
        ("2025-12-01", "2026-02-28", True),
        ("2025-10-31", "2026-01-30", True),
    ],
)
def test_three_months_are_counted_by_the_calendar(first: str, last: str, is_full: bool) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert lasted_months(days, 3) is is_full


@given(some.dates(date(2019, 1, 1), date(2026, 12, 31)), some.integers(0, 400))
def test_a_longer_stay_is_never_the_shorter_kind_again(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    if lasted_months((first, last), 3):
        assert lasted_months((first, last + timedelta(days=1)), 3)
        assert days_in((first, last)) >= 89
    else:
        assert days_in((first, last)) <= 91


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kind", STAYS)
def test_every_stay_is_either_the_long_kind_or_the_short_one(year: int, kind: str) -> None:
    months = f"{year}-02-01 至 {year}-05-10"
    weeks = f"{year}-02-01 至 {year}-02-20"
    for rule, fits, misfits, refusal in (
        (f"{kind}-long", months, weeks, TooShort),
        (f"{kind}-short", weeks, months, TooLong),
    ):
        claim = Claim(year=year, category=kind, rule=rule)
        assert answered(claim, "dates", fits, shipped().of(year), TODAY).days
        with pytest.raises(refusal):
            answered(claim, "dates", misfits, shipped().of(year), TODAY)


def test_a_mission_of_two_days_is_no_mission_of_three_months() -> None:
    """The kind was chosen anew after the days were typed."""
    details = {"matter": "援疆", "content": "带教", "dates": "2026-06-01/2026-06-02"}
    claim = Claim(year=2026, category="mission", rule="mission-long", details=details)
    (fault,) = faults(claim, ["mission-document", "assessment-form"], shipped().of(2026), TODAY)
    assert isinstance(fault, TooShort)
    assert "不满 3 个月" in explain(fault)


def _stay(quantity: int) -> Claim:
    details = {"matter": "进修", "host": "省医院", "dates": "2026-06-01/2026-06-02"}
    return Claim(2026, "advanced-study", "advanced-study-short", quantity, details=details)


def test_ninety_two_days_do_not_fit_into_two() -> None:
    book, files = shipped().of(2026), ["approval-form", "assessment-form"]
    assert faults(_stay(200), files, book, TODAY) == []
    (fault,) = faults(_stay(9200), files, book, TODAY)
    assert isinstance(fault, MoreDaysThanLasted)
    assert explain(fault) == "起止日期一共 2 天，却填了 92 天。请改天数或日期。"


def test_days_and_number_may_be_corrected_in_either_order() -> None:
    """Five days typed over two: neither answer is refused for the sake of the other."""
    book = shipped().of(2026)
    claim = answered(_stay(200), "quantity", "5", book, TODAY)
    claim = answered(claim, "dates", "2026-06-01 至 2026-06-05", book, TODAY)
    assert (claim.quantity, days_in(claim.days)) == (500, 5)


@given(quantity=some.integers(1, 15_000), length=some.integers(1, 31))
def test_no_day_has_more_than_24_hours(quantity: int, length: int) -> None:
    days = date(2026, 5, 1), date(2026, 5, 1) + timedelta(days=length - 1)
    fault = quantity_fault(HOURS, quantity, days)
    assert isinstance(fault, MoreHoursThanLasted) == (quantity > length * 2400)


@given(quantity=some.integers(1, 15_000), length=some.integers(1, 31))
def test_more_than_ten_hours_a_day_are_for_the_reviewer_to_see(quantity: int, length: int) -> None:
    days = date(2026, 5, 1), date(2026, 5, 1) + timedelta(days=length - 1)
    a_day = unbelievable_hours_a_day(HOURS, quantity, days)
    assert (a_day is not None) == (quantity > length * 1000)


@pytest.mark.parametrize("year", YEARS)
def test_the_day_on_which_the_study_year_ended_decides_the_year_of_the_credit(year: int) -> None:
    book = shipped().of(year)
    claim = Claim(year=year, category="degree", rule="degree")
    assert "date" in questions(claim, book)
    claim = answered(claim, "date", f"{year}-05-31", book, TODAY)
    assert claim.days == (date(year, 5, 31), date(year, 5, 31))

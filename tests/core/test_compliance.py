from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.compliance import (
    Check,
    Entry,
    NotCounted,
    Outcome,
    YearResult,
    forecast,
    year_result,
)
from core.domain.credits import Stage
from core.domain.people import YearRecord, record_for
from core.domain.rulebook import rulebook

TODAY = date(2026, 6, 15)
RULES = [rule for rule in rulebook(2026).rules if rule.is_enabled]
entries = some.lists(
    some.builds(
        lambda rule, points, hours, stage, day, number: Entry(
            f"{number:05d}", rule.code, rule.subtype, points, hours, stage, day
        ),
        some.sampled_from(RULES),
        some.integers(0, 2500),
        some.integers(0, 15000),
        some.sampled_from(Stage),
        some.none() | some.dates(date(2026, 1, 1), date(2026, 12, 31)),
        some.integers(0, 99999),
    ),
    max_size=12,
    unique_by=lambda entry: entry.credit_id,
)


def record(title: str = "nurse-in-charge", status: str = "active", year: int = 2026) -> YearRecord:
    return YearRecord("s", year, title, status, "u", "d")


def approved(number: int, rule: str, points: int, hours: int, on: date = TODAY) -> Entry:
    subtype = rulebook(2026).rule(rule).subtype
    return Entry(f"{number:05d}", rule, subtype, points, hours, Stage.APPROVED, on)


def judge(*credits: Entry, year: int = 2026, **who: str) -> YearResult:
    return year_result(year, record(**who), credits, rulebook(year), TODAY)


def test_from_2025_twenty_five_credits_and_ninety_hours_meet_the_standard() -> None:
    enough = approved(1, "paper-sci", 2500, 9000)
    assert judge(enough).outcome is Outcome.MET
    assert judge(enough._replace(hours=8999)).outcome is Outcome.NOT_MET
    assert [c.check for c in judge(enough._replace(hours=8999)).failing] == [Check.HOURS]


def test_up_to_2024_an_intermediate_title_needs_both_classes() -> None:
    second_class = approved(1, "paper-core", 2500, 15000)
    result = judge(second_class, year=2024)
    assert [c.check for c in result.failing] == [Check.CLASS_1]
    assert judge(second_class, year=2024, title="nurse").outcome is Outcome.MET


def test_up_to_2024_a_stay_of_three_months_satisfies_the_year() -> None:
    stay = approved(1, "advanced-study-long", 2500, 15000)
    assert judge(stay, year=2024).outcome is Outcome.MET


def test_a_cap_of_the_year_holds_over_several_credits_of_one_rule() -> None:
    first = approved(1, "out-of-province-national", 800, 2400, date(2026, 3, 1))
    second = approved(2, "out-of-province-national", 600, 1800, date(2026, 4, 1))
    lines = judge(second, first).lines
    assert [(line.points, line.why_not) for line in lines] == [
        (800, None),
        (200, NotCounted.OVER_RULE_CAP),
    ]
    assert lines[1].hours == 600


def test_an_approved_credit_counts_from_its_day_of_effect() -> None:
    tomorrow = approved(1, "paper-sci", 2500, 9000, date(2026, 6, 16))
    assert judge(tomorrow).lines[0].why_not is NotCounted.NOT_IN_EFFECT
    later = year_result(2026, record(), [tomorrow], rulebook(2026), date(2026, 6, 16))
    assert later.outcome is Outcome.MET


def test_who_is_not_held_to_the_standard_is_told_so_for_each_credit() -> None:
    result = judge(approved(1, "paper-sci", 2500, 9000), status="maternity-leave")
    assert result.outcome is Outcome.NOT_REQUIRED
    assert result.lines[0].why_not is NotCounted.STATUS


def test_without_a_title_or_a_record_nothing_is_required() -> None:
    assert judge(title="no-title").outcome is Outcome.NOT_REQUIRED
    assert year_result(2026, None, [], rulebook(2026), TODAY).outcome is Outcome.NOT_REQUIRED


def test_the_latest_earlier_record_holds_for_a_year_without_one() -> None:
    records = [record(year=2019), record(year=2023, title="chief-nurse")]
    assert record_for(records, 2025) == records[1]
    assert record_for(records, 2022) == records[0]
    assert record_for(records, 2018) is None


def test_the_forecast_counts_what_waits_but_not_what_was_refused() -> None:
    waiting = approved(1, "paper-sci", 2500, 9000)._replace(
        stage=Stage.UNIT_REVIEW, effective_on=None
    )
    refused = waiting._replace(credit_id="00002", stage=Stage.REJECTED)
    result = judge(waiting, refused)
    assert result.outcome is Outcome.NOT_MET
    hoped = forecast(result, rulebook(2026))
    assert (hoped.outcome, hoped.credits.counting) == (Outcome.MET, 2500)


@given(entries)
def test_no_cap_is_ever_passed_and_nothing_counts_twice(credits: list[Entry]) -> None:
    result = judge(*credits)
    assert result.credits.counting <= result.credits.all
    for rule in RULES:
        counted = sum(line.points for line in result.lines if line.entry.rule == rule.code)
        if rule.measure.cap is not None:
            assert counted <= rule.measure.cap
    for line in result.lines:
        assert 0 <= line.points <= line.entry.points
        assert (line.why_not is None) == (line.points == line.entry.points and _counts(line.entry))


def _counts(entry: Entry) -> bool:
    return entry.is_in_effect(TODAY)


@given(entries, some.randoms())
def test_the_order_in_which_credits_are_read_changes_nothing(
    credits: list[Entry], chance: object
) -> None:
    shuffled = list(credits)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judge(*credits) == judge(*shuffled)


@given(entries, entries)
def test_one_more_credit_never_makes_a_year_worse(credits: list[Entry], more: list[Entry]) -> None:
    extra = [entry._replace(credit_id=f"9{entry.credit_id}") for entry in more]
    assert judge(*credits, *extra).credits.counting >= judge(*credits).credits.counting


@pytest.mark.parametrize("year", range(2019, 2027))
def test_every_title_of_every_year_can_be_judged(year: int) -> None:
    for title in rulebook(year).titles:
        result = judge(year=year, title=title.code)
        required = not rulebook(year).standard(title.level).requires_nothing
        assert (result.outcome is Outcome.NOT_MET) == required
        assert replace(result, lines=()).needed in {0, 2500}

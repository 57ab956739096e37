from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.dates import NotADate, day_after, day_of, midnight_after, parse_day, parse_days

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025-06-12 至 06-14", date(2025, 6, 12), date(2025, 6, 14)),
        ("2025-06-12 至 14", date(2025, 6, 12), date(2025, 6, 14)),
        ("6月12日到14日", date(2026, 6, 12), date(2026, 6, 14)),
        ("2025年6月12日", date(2025, 6, 12), date(2025, 6, 12)),
        ("2025-12-30 to 2026-01-02", date(2025, 12, 30), date(2026, 1, 2)),
        ("昨天", date(2026, 6, 14), date(2026, 6, 14)),
        ("yesterday", date(2026, 6, 14), date(2026, 6, 14)),
        ("上周三", date(2026, 6, 10), date(2026, 6, 10)),
        ("周日", date(2026, 6, 14), date(2026, 6, 14)),
        ("2025/6/1~2025/6/3", date(2025, 6, 1), date(2025, 6, 3)),
    ],
)
def test_days_are_read_as_people_say_them(typed: str, first: date, last: date) -> None:
    assert parse_days(typed, TODAY) == (first, last)


@pytest.mark.parametrize(
    "typed",
    ["", "hello", "😀", "2025-02-30", "12", "2025-06-14 至 06-12", "1 至 2 至 3", "x" * 500],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_days(typed, TODAY)


@given(some.text(max_size=60))
def test_no_text_whatever_breaks_the_reading_of_days(typed: str) -> None:
    try:
        first, last = parse_days(typed, TODAY)
    except NotADate:
        return
    assert first <= last


@given(some.dates(date(2019, 1, 1), date(2099, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == day


@given(some.datetimes(datetime(2019, 1, 1), datetime(2060, 1, 1), timezones=some.just(UTC)))
def test_the_next_day_begins_at_shanghais_midnight(now: datetime) -> None:
    midnight = midnight_after(now)
    assert now < midnight <= now + timedelta(days=1)
    assert day_of(midnight) == day_after(now)
    assert day_of(midnight - timedelta(microseconds=1)) == day_of(now)


def test_late_in_the_evening_of_greenwich_it_is_tomorrow_in_shanghai() -> None:
    assert day_of(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from core.domain.dates import day_after, day_of, midnight_after


@given(some.datetimes(datetime(2019, 1, 1), datetime(2060, 1, 1), timezones=some.just(UTC)))
def test_the_next_day_begins_at_shanghais_midnight(now: datetime) -> None:
    midnight = midnight_after(now)
    assert now < midnight <= now + timedelta(days=1)
    assert day_of(midnight) == day_after(now)
    assert day_of(midnight - timedelta(microseconds=1)) == day_of(now)


def test_late_in_the_evening_of_greenwich_it_is_tomorrow_in_shanghai() -> None:
    assert day_of(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)

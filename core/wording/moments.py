"""Moments as the ward's clock shows them."""

from datetime import datetime

from core.domain.dates import SHANGHAI, day_of, hour


def span(starts_at: datetime, ends_at: datetime) -> str:
    """Return when something is held: “2026-06-15 14:00–17:00”, with both days if they differ."""
    same_day = moment(starts_at)[:10] == moment(ends_at)[:10]
    return f"{moment(starts_at)}–{hour(ends_at) if same_day else moment(ends_at)}"


def weekday(at: datetime) -> int:
    """Return the day of the week in Shanghai, Monday being 1."""
    return day_of(at).isoweekday()


def moment(at: datetime) -> str:
    """Return a moment as the ward's clock showed it: “2026-06-15 14:02”."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")

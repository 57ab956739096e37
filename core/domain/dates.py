"""What day it is: the calendar is Asia/Shanghai's."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def day_of(moment: datetime) -> date:
    """Return the day that it is in Shanghai at this moment."""
    return moment.astimezone(SHANGHAI).date()


@lru_cache(maxsize=1000)  # a full hall is told the same ones
def hour(moment: datetime) -> str:
    """Return the time of day that it is in Shanghai at this moment: “14:02”."""
    return moment.astimezone(SHANGHAI).strftime("%H:%M")


def day_after(moment: datetime) -> date:
    """Return the day after the one that it is in Shanghai: when an approval takes effect."""
    return day_of(moment) + timedelta(days=1)


def midnight_after(moment: datetime) -> datetime:
    """Return the next midnight of Shanghai, in UTC."""
    return datetime.combine(day_after(moment), time(), SHANGHAI).astimezone(UTC)

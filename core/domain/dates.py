"""Days as people say and type them; the calendar is Asia/Shanghai's."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import dateparser

from core.domain.errors import Refusal

SHANGHAI = ZoneInfo("Asia/Shanghai")


class NotADate(Refusal):
    """No day, or no range of days, can be read from this."""

    code = "not-a-date"


_RANGE = re.compile(
    r"\s*(?:至|到|~|—|–|--|\bto\b|\buntil\b|(?<=\s)-(?=\s)|(?<=\d{4}-\d{2}-\d{2})/(?=\d))\s*"
)
_FULL = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_WEEKDAY = re.compile(r"(上|这|本)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
_SHORT = re.compile(r"(?:(\d{1,2})\s*[-月./]\s*)?(\d{1,2})\s*日?")


def day_of(moment: datetime) -> date:
    """Return the day that it is in Shanghai at this moment."""
    return moment.astimezone(SHANGHAI).date()


def day_after(moment: datetime) -> date:
    """Return the day after the one that it is in Shanghai: when an approval takes effect."""
    return day_of(moment) + timedelta(days=1)


def midnight_after(moment: datetime) -> datetime:
    """Return the next midnight of Shanghai, in UTC."""
    return datetime.combine(day_after(moment), time(), SHANGHAI).astimezone(UTC)


def parse_day(text: str, today: date) -> date:
    """Read “2025-06-12”, “6月12日”, “昨天” or “last Wednesday”. Raises NotADate."""
    words = text.strip()
    if full := _FULL.fullmatch(words):
        return _day(words, int(full[1]), int(full[2]), int(full[3]))
    if (short := _SHORT.fullmatch(words)) and short[1]:
        return _day(words, today.year, int(short[1]), int(short[2]))
    if weekday := _WEEKDAY.fullmatch(words):
        return _weekday(weekday[1], "一二三四五六日".index(weekday[2].replace("天", "日")), today)
    return _spoken_day(words, today)


def parse_full_day(text: str) -> date:
    """Read a day that is written out: “1985-03-12”, “1985/3/12”, “19850312”. Raises NotADate."""
    words = unicodedata.normalize("NFKC", text).strip()
    full = _FULL.fullmatch(words) or _DIGITS.fullmatch(words)
    if full is None:
        raise NotADate(text=words[:40])
    return _day(words, int(full[1]), int(full[2]), int(full[3]))


def parse_days(text: str, today: date) -> tuple[date, date]:
    """Read a day or a range: “2025-06-12 至 06-14”, “6月12日到14日”. Raises NotADate."""
    parts = [part for part in _RANGE.split(text.strip()) if part]
    if len(parts) == 1:
        day = parse_day(parts[0], today)
        return day, day
    if len(parts) != 2:
        raise NotADate(text=text[:40])
    first = parse_day(parts[0], today)
    if (short := _SHORT.fullmatch(parts[1].strip())) is not None:
        last = _day(text, first.year, int(short[1] or first.month), int(short[2]))
    else:
        last = parse_day(parts[1], today)
    if last < first:
        raise NotADate(text=text[:40])
    return first, last


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate(text=text[:40]) from None


def _weekday(which: str | None, weekday: int, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=weekday)
    return day - timedelta(weeks=1) if which == "上" or day > today else day


def _spoken_day(words: str, today: date) -> date:
    if not words or len(words) > 40 or words.isdigit():
        raise NotADate(text=words[:40])
    noon = datetime.combine(today, time(12))
    found: datetime | None = dateparser.parse(
        words,
        languages=["zh", "en"],
        settings={"RELATIVE_BASE": noon, "PREFER_DATES_FROM": "past", "STRICT_PARSING": False},
    )
    if found is None:
        raise NotADate(text=words)
    return found.date()

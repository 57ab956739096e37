"""Days as people type and say them: what has digits is read by the rules below, or asked again.

A library reads words without digits (“昨天”, “last Wednesday”) and nothing else: it always finds
some day, and a day that was guessed would stand in a record.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import dateparser

from core.domain.errors import Refusal
from core.domain.numerals import NUMERALS, in_figures

LONGEST = 40


class NotADate(Refusal):
    """No day, or no range of days, can be read from this."""

    code = "not-a-date"


class EndsFirst(NotADate):
    """Two days can be read, and the last one lies before the first."""

    code = "days-end-first"


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_MONTH = rf"({'|'.join(MONTHS)})[a-z]*\.?"
_TO = r"\s*(?:至|到|~|—|–|―|-{1,2}|\bto\b|\buntil\b)\s*"
_ENGLISH = (
    (rf"{_MONTH}\s*(\d{{1,2}})(?:{_TO}(\d{{1,2}}))?(?:\s*,?\s*(\d{{4}}))?", (4, 1, 2, 3)),
    (rf"(\d{{1,2}})(?:{_TO}(\d{{1,2}}))?\s*{_MONTH}(?:\s*,?\s*(\d{{4}}))?", (4, 3, 1, 2)),
)
_SPOKEN_NUMBER = re.compile(rf"{NUMERALS}(?=\s*(?:年|月|日|号|天前|周前))|(?<=月){NUMERALS}")
_COUNTED_BACK = re.compile(
    r"(\d{1,3})\s*(?:个)?(天前|日前|周前|days? ago|weeks? ago)", re.IGNORECASE
)
_WEEKDAY = re.compile(r"(上|这|本)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKDAY_NAME = re.compile(
    r"(?:on )?(last |this )?(mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE
)
_NO_DAY = re.compile(r".*(周|星期|礼拜|月|年|week|month|year)", re.IGNORECASE)
_DAY = re.compile(
    r"(?:(\d{4})\s*[-年./]\s*)?(?:(\d{1,2})\s*[-月./]\s*)(\d{1,2})\s*[日号]?|(\d{4})(\d{2})(\d{2})"
)
_DAY_ONLY = re.compile(r"(\d{1,2})\s*[日号]?")
_BETWEEN = re.compile(rf"{_TO}|(?<=\d{{4}}-\d{{2}}-\d{{2}})/(?=\d{{4}})", re.IGNORECASE)
_ALSO = re.compile(r"\s*[、,和及&]\s*")


def parse_day(text: str, today: date, year: int | None = None) -> date:
    """Read “2025-06-12”, “三月十二号”, “昨天”, “3天前” or “12 June”. Raises NotADate.

    Where no year is typed it is `year`, the claim's; without one, today's.
    """
    first, last = parse_days(text, today, year)
    if first != last:
        raise NotADate(text=text[:LONGEST])
    return first


def parse_full_day(text: str) -> date:
    """Read a day that is written out: “1985-03-12”, “1985/3/12”, “19850312”. Raises NotADate."""
    day = _written(_tidied(text), None, None)
    if day is None:
        raise NotADate(text=text.strip()[:LONGEST])
    return day


def parse_days(text: str, today: date, year: int | None = None) -> tuple[date, date]:
    """Read a day or a range: “2026年3月12日-14日”, “3.12～3.14”, “6月12、13日”. Raises NotADate.

    Where no year is typed it is `year`, the claim's; without one, today's. What can be read in two
    ways is not read at all.
    """
    words = _with_this_month(_tidied(text), today)
    if not any(sign.isdigit() for sign in words):
        found = _said(words, today)
    else:
        found = _typed(words, today, year or today.year)
    if len(found) != 1:
        raise _unread(words, text.strip()[:LONGEST])
    return found.pop()


def _unread(words: str, text: str) -> NotADate:
    """Return why no range was read: two whole days the wrong way round are days all the same."""
    for parting in _BETWEEN.finditer(words):
        first = _written(words[: parting.start()], None, None)
        last = _written(words[parting.end() :], None, None)
        if first and last and last < first:
            return EndsFirst(first=first.isoformat(), last=last.isoformat())
    return NotADate(text=text)


Days = tuple[date, date]


def _tidied(text: str) -> str:
    """One way of writing: half-width, digits for numerals before 年月日号, no ordinals."""
    words = unicodedata.normalize("NFKC", text).strip().rstrip("。. ")
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words, flags=re.IGNORECASE)
    return _SPOKEN_NUMBER.sub(lambda found: in_figures(found[0]), words)


def _with_this_month(words: str, today: date) -> str:
    """Put in figures what is said from today: “去年6月12日”, “上个月3号”."""
    before = today.replace(day=1) - timedelta(days=1)
    for said, written in (
        (r"今年", f"{today.year}年"),
        (r"去年", f"{today.year - 1}年"),
        (r"(?:本月|这个?月)(?=\d)", f"{today.year}年{today.month}月"),
        (r"上个?月(?=\d)", f"{before.year}年{before.month}月"),
    ):
        words = re.sub(rf"^{said}\s*", written, words)
    return words


def _typed(words: str, today: date, year: int) -> set[Days]:
    """Return all that the figures can mean; nothing where they make no day."""
    if len(words) > LONGEST:
        return set()
    if back := _COUNTED_BACK.fullmatch(words):
        days = int(back[1]) * (7 if "周" in back[2] or "week" in back[2].lower() else 1)
        return {(today - timedelta(days=days),) * 2}
    if day := _written(words, year, None):
        return {(day, day)}
    return _english(words, year) or _listed(words, year) or _ranges(words, year)


def _written(words: str, year: int | None, start: date | None) -> date | None:
    """Read one day in figures; with `start`, what is missing is as there."""
    if found := _DAY.fullmatch(words.strip()):
        years, month, day = (found[1], found[2], found[3]) if found[3] else found.group(4, 5, 6)
        known = int(years) if years else start.year if start else year
        return _date(known, int(month), int(day))
    if start and (found := _DAY_ONLY.fullmatch(words.strip())):
        return _date(start.year, start.month, int(found[1]))
    return None


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def _english(words: str, year: int) -> set[Days]:
    for pattern, (a_year, a_month, a_first, a_last) in _ENGLISH:
        if found := re.fullmatch(pattern, words, re.IGNORECASE):
            month = MONTHS.index(found[a_month].lower()) + 1
            ends = (found[a_first], found[a_last] or found[a_first])
            days = [_date(int(found[a_year] or year), month, int(end)) for end in ends]
            return _whole(*days)
    return set()


def _listed(words: str, year: int) -> set[Days]:
    """Days one after the other: “3月12、13日”; with gaps between they are no range."""
    first, *others = _ALSO.split(words)
    days = [_written(first, year, None)]
    for other in others:
        days.append(days[-1] and _written(other, year, days[-1]))
    known = [day for day in days if day]
    one_day = timedelta(days=1)
    if len(known) < max(2, len(days)) or any(b - a != one_day for a, b in pairwise(known)):
        return set()
    return {(known[0], known[-1])}


def _ranges(words: str, year: int) -> set[Days]:
    """Try every place where a range may be parted: “3-12-3-14” has too many to be sure of."""
    found: set[Days] = set()
    for parting in _BETWEEN.finditer(words):
        first = _written(words[: parting.start()], year, None)
        last = first and _written(words[parting.end() :], year, first)
        found |= _whole(first, last)
    return found


def _whole(first: date | None, last: date | None) -> set[Days]:
    return {(first, last)} if first and last and first <= last else set()


def _said(words: str, today: date) -> set[Days]:
    """Days in words only, one or a range: “昨天到今天”."""
    parts = [part for part in re.split(_TO, words) if part]
    days = [_said_day(part.strip(), today) for part in parts[:2]]
    return _whole(days[0], days[-1]) if 0 < len(parts) <= len(days) else set()


def _said_day(words: str, today: date) -> date | None:
    if weekday := _WEEKDAY.fullmatch(words):
        day = "一二三四五六日".index(weekday[2].replace("天", "日"))
        return _weekday(today, day, is_last=weekday[1] == "上")
    if weekday := _WEEKDAY_NAME.fullmatch(words):
        day = WEEKDAYS.index(weekday[2].lower())
        return _weekday(today, day, is_last=(weekday[1] or "").lower() == "last ")
    if len(words) > LONGEST or _NO_DAY.fullmatch(words):
        return None
    noon = datetime.combine(today, time(12))
    found: datetime | None = dateparser.parse(
        words,
        languages=["zh", "en"],
        settings={"RELATIVE_BASE": noon, "PREFER_DATES_FROM": "past", "REQUIRE_PARTS": ["day"]},
    )
    return found and found.date()


def _weekday(today: date, weekday: int, *, is_last: bool) -> date:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=weekday)
    return day - timedelta(weeks=1) if is_last or day > today else day

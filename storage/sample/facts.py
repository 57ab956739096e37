"""What the drawn papers say, and how they say it.

Organisers and numbers are invented, and every paper says at its foot that it is a sample.
"""

from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from storage.sample.sheet import GREY, Sheet

LONG_SIDE, SHORT_SIDE = 1400, 990
FOOT = "演示样张 · 仅供体验，无任何效力"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the papers of one activity say. `amount` is “6.0 学分” or “18 天”."""

    name: str
    title: str
    number: str
    organiser: str
    first: date
    last: date
    hours: str
    amount: str
    hospital: str
    design: int = 0

    @property
    def held(self) -> str:
        if self.first == self.last:
            return day_words(self.last)
        return f"{day_words(self.first)}至{day_words(self.last)}"


def day_words(day: date) -> str:
    """Return 2026年5月7日."""
    return f"{day.year}年{day.month}月{day.day}日"


def foot(sheet: Sheet) -> None:
    """Say at the foot that this is a sample."""
    sheet.write(50, sheet.height - 2.2, FOOT, 1.3, colour=GREY, anchor="mm")


def some_number(facts: Facts) -> int:
    """Return a number that only these facts have, near enough."""
    return sum((place + 7) * ord(sign) ** 2 for place, sign in enumerate(facts.number + facts.name))


def clipped(words: str, most: int) -> str:
    """Return the words with an ellipsis where they are too long for their line."""
    return words if len(words) <= most else words[: most - 1] + "…"


def wrapped(words: str, width: int) -> list[str]:
    """Return the words in lines."""
    if words.isascii():
        return wrap(words, width * 7 // 4)
    return [words[start : start + width] for start in range(0, len(words), width)]

"""What offices put on every sheet of theirs: days, serial numbers, who issued it under a seal."""

import random
from datetime import timedelta

from tests.certificates.facts import Facts
from tests.certificates.paper import Paper

GREY, BLUE, GOLD = (110, 110, 115), (30, 75, 140), (165, 120, 45)
DAY, MONTH_DAY = "%Y年%-m月%-d日", "%-m月%-d日"
HOSPITALS = ("湖州市第一人民医院", "德清县中医院", "长兴县妇幼保健院", "安吉县人民医院")
CLASSES = {"national": "I类", "provincial": "I类", "municipal": "II类"}
DEPARTMENTS, TITLES = ("护理部", "神经内科", "重症医学科"), ("主管护师", "主治医师", "护师")


def days(facts: Facts, form: str, between: str) -> str:
    """Return the first and the last day in this form."""
    return between.join(day.strftime(form) for day in (facts.first, facts.last))


def digits(dice: random.Random, count: int) -> str:
    """Deal a serial number."""
    return "".join(dice.choices("0123456789", k=count))


def sealed(
    paper: Paper, facts: Facts, x: int, y: int, who: str = "", *, size: int = 54, form: str = DAY
) -> Paper:
    """Write who issued it over when, press a round seal on both, and hand the paper over."""
    when = facts.last + timedelta(days=paper.dice.randint(2, 25))
    paper.write(x, y, who or facts.organiser, size, anchor="ma")
    paper.write(x, y + round(size * 1.7), when.strftime(form), size - 4, anchor="ma")
    paper.round_seal(x + paper.dice.randint(-60, 60), y + size, who or facts.organiser, 200)
    return paper

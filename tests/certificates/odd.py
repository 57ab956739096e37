"""Photographs that are not one whole certificate: what people send by mistake or in a hurry."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from PIL import Image, ImageFilter

from tests.certificates.facts import Facts, some_facts
from tests.certificates.families import drawn
from tests.certificates.office import sealed
from tests.certificates.paper import Paper
from tests.certificates.photographs import Conditions, packed, photographed

SIZE = (1600, 1200)
BY_DAY = Conditions(tilt=1, perspective=0.01, shadow=0.2, blur=0.8, noise=3, quality=80)
FUR, DARK = (205, 150, 95), (70, 50, 40)


def cat() -> bytes:
    """Return a cat that looks at whoever photographs it."""
    paper = Paper(1600, 1200, "song", random.Random("cat"), (120, 150, 120))
    paper.pen.ellipse((450, 350, 1150, 1050), fill=FUR)
    for left in (450, 950):
        paper.pen.polygon(((left, 480), (left + 90, 220), (left + 200, 400)), fill=FUR)
        paper.pen.ellipse((left + 150, 580, left + 230, 660), fill=DARK)
        for step in (-40, 0, 40):
            paper.pen.line((left + 100, 800, left + 100 + step * 4, 800 + step), DARK, 5)
    paper.pen.polygon(((770, 760), (830, 760), (800, 800)), fill=DARK)
    return packed(photographed(paper.sheet, BY_DAY, 1, SIZE), BY_DAY.quality)


def two() -> bytes:
    """Return two certificates of one person that lie beside each other."""
    sheets = [drawn("first", 0, {"name": "闻旦", "number": f"2026-14-02-11{n}"})[1] for n in (8, 9)]
    both = Image.new("RGB", (sheets[0].sheet.width, 2 * sheets[0].sheet.height))
    for place, paper in enumerate(sheets):
        both.paste(paper.sheet, (0, place * paper.sheet.height))
    return packed(photographed(both, BY_DAY, 2, SIZE), BY_DAY.quality)


def whiteboard() -> bytes:
    """Return an empty whiteboard, where there is nothing sharp to see."""
    return packed(Image.new("RGB", SIZE, (235, 236, 233)), BY_DAY.quality)


def blurred() -> bytes:
    """Return a certificate photographed out of focus."""
    _, paper = drawn("first", 0)
    seen = photographed(paper.sheet, BY_DAY, 3, SIZE)
    return packed(seen.filter(ImageFilter.GaussianBlur(7)), BY_DAY.quality)


def without_a_date() -> bytes:
    """Return a certificate that says when it was issued, but not when anything took place."""
    facts = replace(some_facts(11), level="national")
    return packed(photographed(_undated(facts), BY_DAY, 4, SIZE), BY_DAY.quality)


def _undated(facts: Facts) -> Image.Image:
    paper = Paper(2400, 1700, "song", random.Random("undated"))
    paper.heading(150, "继续医学教育学分证书", 120)
    rows = (
        ("姓名", facts.name), ("项目名称", facts.project), ("项目编号", facts.number),
        ("项目级别", facts.level_words), ("主办单位", facts.organiser),
        ("学时", f"{facts.hours}学时"), ("授予学分", f"{facts.credits}分"),
    )  # fmt: skip
    for number, (label, value) in enumerate(rows):
        paper.write(300, 400 + 110 * number, f"{label}：{value}", 58)
    return sealed(paper, facts, 1750, 1320).sheet


ODD: Mapping[str, Callable[[], bytes]] = {
    "a cat": cat,
    "two certificates": two,
    "a whiteboard": whiteboard,
    "blurred": blurred,
    "without a date": without_a_date,
}

"""The files of the story: each claim's papers, drawn and brought into the form they come in."""

import random
from collections.abc import Mapping
from datetime import date, timedelta

from core.domain.register import Unit
from storage.sample.facts import Facts
from storage.sample.papers import PAPERS
from storage.sample.people import CLINIC, HOSPITAL, Life
from storage.sample.photos import jpeg, pdf, photographed, png, sent_again
from storage.sample.story import STORY, Shot, Told

NAMES = {
    "photo": "IMG_{:04}.jpg",
    "screenshot": "Screenshot_{:04}.png",
    "scan": "扫描件_{:04}.jpg",
    "pdf": "扫描件_{:04}.pdf",
}


def days_of(told: Told, today: date) -> tuple[date, date]:
    """Return the first and last day of the activity, both in one year."""
    last = today - timedelta(days=told.ended)
    first = max(last - timedelta(days=told.days - 1), date(last.year, 1, 1))
    return first, last


def facts_of(told: Told, life: Life, today: date) -> Facts:
    first, last = days_of(told, today)
    hospital: Unit = CLINIC if life.department.unit_id == CLINIC.id else HOSPITAL
    return Facts(
        name=life.name,
        title=told.title,
        number=project_number(told, last.year),
        organiser=told.place,
        first=first,
        last=last,
        hours=told.amount.removesuffix("学时") or "8",
        amount=_amount(told),
        hospital=hospital.name,
        design=len(told.key) + int(life.number[-2:]),
    )


def _amount(told: Told) -> str:
    if told.rule.startswith("paper"):
        return f"已收录，{told.amount}"
    if told.rule.startswith("out-of-province-prov"):
        return "省级学分"
    if told.rule.startswith("out-of-province") or not told.rule:
        return "国家级学分"
    return f"{told.amount.removesuffix('天') or '全年'} 天" if told.amount else "合格"


def project_number(told: Told, year: int) -> str:
    return f"{year}-{told.number}" if told.number else f"{year}-备案"


def drawn(told: Told, shot: Shot, life: Life, today: date) -> bytes:
    """Return the file as the person sends it; the same claim always makes the same bytes."""
    dice = random.Random(f"{told.key} {shot.kind}")
    paper = PAPERS[shot.drawn_as](facts_of(told, life, today))
    match shot.form:
        case "screenshot":
            return png(paper)
        case "scan":
            return jpeg(paper)
        case "pdf":
            return pdf(paper)
        case _:
            sideways = paper.height > paper.width and dice.random() < 0.5
            return jpeg(photographed(paper, dice), held_upright=sideways)


def again(shot: Shot, earlier: Mapping[tuple[str, str], bytes]) -> bytes:
    """Return the file of an earlier claim once more."""
    content = earlier[shot.like, shot.drawn_as]
    return sent_again(content) if shot.is_turned else content


def file_name(told: Told, shot: Shot) -> str:
    number = 2000 + 37 * STORY.index(told) + 5 * told.shots.index(shot)
    return NAMES[shot.form].format(number)

"""Warnings in words: what is missing, and what would be enough."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.domain import points
from core.texts import say
from core.wording.compliance import missing_text
from core.wording.moments import moment


def year_end_text(details: Mapping[str, Any]) -> str:
    """Return how many days are left, what is missing, what waits, and which trainings come."""
    return say(
        "notice-year-end",
        year=details["year"],
        days=details["days"],
        missing=missing_text(details["missing"]),
        ways=say("year-end-joint").join(_ways(details)),
    )


def _ways(details: Mapping[str, Any]) -> list[str]:
    """Return what would help: one's claims, trainings; else entering what one has."""
    ways = []
    if waiting := details["waiting"]:
        key = "year-end-suffices" if details["suffices"] else "year-end-waiting"
        ways.append(say(key, points=points.show(waiting)))
    if details["trainings"]:
        told = [_training(*one) for one in details["trainings"]]
        ways.append(say("year-end-trainings", listed=say("word-comma").join(told)))
    return ways or [say("year-end-enter")]


def _training(title: str, starts_at: str, hundredths: int) -> str:
    at = moment(datetime.fromisoformat(starts_at))
    return say("year-end-training", title=title, at=at, points=points.show(hundredths))

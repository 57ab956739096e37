"""One row of such a list: moments of a cycle, or a result."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import TypeVar

from core.domain.attendance.marking import check_moment, check_order
from core.domain.attendance.presence import Stay
from core.domain.attendance.schedules import Phase, Schedule
from core.domain.dates import day_of
from core.domain.errors import Refusal
from core.domain.handed_rows import HandedRow
from core.domain.register import Staff
from core.domain.trainings.assessment import (
    Assessment,
    OutcomeUnreadable,
    Result,
    check_there,
    read_score,
)
from core.domain.trainings.plans import read_moment
from core.domain.trainings.rolls import RollFate, RollRow, wrong

T = TypeVar("T")
Moments = dict[Phase, datetime]


def attended_row(
    row: HandedRow, staff: Staff, stay: Stay, schedule: Schedule, now: datetime
) -> RollRow:
    """Return what a row of who was there would mark: what is on record already stays.

    Without a time of day somebody was there from the start, or to the end.
    """
    usual = {
        Phase.SIGN_IN: ("signed_in", stay.signed_in_at, schedule.starts_at),
        Phase.SIGN_OUT: ("signed_out", stay.signed_out_at, schedule.ends_at),
    }
    marks, faults = Moments(), dict[str, Refusal]()
    for phase, (name, there, otherwise) in usual.items():
        if there is not None:
            continue
        try:
            at = _moment(row.texts.get(name, ""), schedule) or otherwise
            check_moment(schedule, at, now)
            check_order(_with(stay, marks), phase, at)
            marks[phase] = at
        except Refusal as fault:
            faults[name] = fault
    if faults:
        return wrong(row, staff, faults)
    fate = RollFate.NEW if marks else RollFate.SAME
    return RollRow(row.number, fate, row.texts, {}, staff, marks or None)


def _with(stay: Stay, marks: Moments) -> Stay:
    came = marks.get(Phase.SIGN_IN, stay.signed_in_at)
    return Stay(stay.cycle_id, stay.staff_id, came, stay.signed_out_at)


def _moment(text: str, schedule: Schedule) -> datetime | None:
    """Read “07:35”, “7:35:00” or a day with it, None where nothing stands. Raises NotAMoment."""
    words = text.strip().replace("/", "-").replace("：", ":")
    if not words:
        return None
    if "-" not in words:
        words = (
            f"{day_of(schedule.starts_at)} {words.zfill(5) if len(words) < 6 else words.zfill(8)}"
        )
    return read_moment(words)


def result_row(
    row: HandedRow,
    staff: Staff,
    there: Collection[str],
    before: Mapping[str, Result],
    read_outcome: Callable[[str], Assessment | None],
) -> RollRow:
    """Return what a row of results would enter; only whoever was there can have one."""
    faults = dict[str, Refusal]()
    outcome = _caught(faults, "outcome", lambda: _outcome(row.texts, read_outcome))
    score = _caught(faults, "score", lambda: read_score(row.texts.get("score", "")))
    _caught(faults, "name", lambda: check_there(staff.id, staff.name, there))
    if faults or outcome is None:
        return wrong(row, staff, faults)
    result, known = Result(staff.id, outcome, score), before.get(staff.id)
    fate = RollFate.CHANGED if known else RollFate.NEW
    if result == known:
        return RollRow(row.number, RollFate.SAME, row.texts, {}, staff)
    return RollRow(row.number, fate, row.texts, {}, staff, result)


def _outcome(
    texts: Mapping[str, str], read_outcome: Callable[[str], Assessment | None]
) -> Assessment:
    found = read_outcome(texts.get("outcome", ""))
    if found is None:
        raise OutcomeUnreadable
    return found


def _caught(faults: dict[str, Refusal], name: str, read: Callable[[], T]) -> T | None:
    try:
        return read()
    except Refusal as fault:
        faults[name] = fault
        return None

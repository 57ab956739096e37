"""What the statistics of trainings say, on paper and in a workbook: the same columns in both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from core.domain.dates import day_of
from core.domain.register import Department
from core.domain.rulebook import Books
from core.domain.trainings.statistics import Activity, Tally
from core.domain.trainings.training import Training
from core.records.trainings import TrainingFilter
from core.texts import say
from core.wording.moments import moment
from core.wording.names import named

Kind = Literal["text", "day", "whole", "rate", "points"]
Value = str | date | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the last part of the heading's key; `width` in millimetres of the paper."""

    name: str
    width: float
    kind: Kind


COLUMNS = (
    Column("number", 9, "whole"),
    Column("starts-on", 20, "day"),
    Column("name", 58, "text"),
    Column("department", 24, "text"),
    Column("rule", 30, "text"),
    Column("cycles", 14, "whole"),
    Column("expected", 16, "whole"),
    Column("present", 15, "whole"),
    Column("rate", 15, "rate"),
    Column("speakers", 16, "whole"),
    Column("credits", 16, "whole"),
    Column("points", 16, "points"),
    Column("stage", 28, "text"),
)
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class StatisticsSheet:
    """`about` says whose activities they are and which were chosen; `rows` are raw values."""

    title: str
    about: str
    notes: tuple[str, ...]
    file_name: str
    made_at: datetime
    rows: tuple[Row, ...]
    total: Row


def statistics_sheet(
    activities: Sequence[Activity],
    total: Tally,
    wanted: TrainingFilter,
    departments: Mapping[str, Department],
    books: Books,
    *,
    place: str,
    made_at: datetime,
) -> StatisticsSheet:
    """Return the statistics as they are handed out, the earliest activity first."""
    earliest_first = list(reversed(activities))
    rows = (
        _row(number, one.training, one.tally, departments, books)
        for number, one in enumerate(earliest_first, 1)
    )
    made = say("statistics-made-at", at=moment(made_at))
    return StatisticsSheet(
        title=say("statistics-sheet-title", year=str(wanted.year or "")),
        about=" · ".join([place, *_chosen(wanted, departments, books)]),
        notes=(say("statistics-hint"), made),
        file_name=say("statistics-file-name", year=str(wanted.year or "")),
        made_at=made_at,
        rows=tuple(rows),
        total=_total(total),
    )


def _row(
    number: int,
    training: Training,
    tally: Tally,
    departments: Mapping[str, Department],
    books: Books,
) -> Row:
    rule = books.of(training.year).rule(training.plan.rule)
    return (
        number,
        day_of(training.starts_at) if training.starts_at else None,
        training.plan.name,
        departments[training.department_id].name,
        named(rule.names),
        *_numbers(tally),
        say(f"statistics-stage-{training.stage}"),
    )


def _numbers(tally: Tally) -> Row:
    return (
        tally.cycles,
        tally.expected,
        tally.present,
        tally.rate,
        tally.speakers,
        tally.credits,
        tally.points,
    )


def _total(total: Tally) -> Row:
    words = say("statistics-total", count=total.activities)
    return (None, None, words, None, None, *_numbers(total), None)


def _chosen(
    wanted: TrainingFilter, departments: Mapping[str, Department], books: Books
) -> list[str]:
    """Return the filters that are set, in words."""
    book = books.of(wanted.year or day_of(wanted.now).year)
    chosen = []
    if wanted.department_id in departments:
        chosen.append(departments[wanted.department_id].name)
    if wanted.rule:
        chosen.append(named(book.rule(wanted.rule).names))
    if wanted.month:
        chosen.append(say("statistics-month", month=str(wanted.month)))
    if wanted.starts_from:
        chosen.append(say("statistics-from-day", day=str(wanted.starts_from)))
    if wanted.starts_to:
        chosen.append(say("statistics-to-day", day=str(wanted.starts_to)))
    return chosen + [say(f"statistics-stage-{stage}") for stage in wanted.stages]

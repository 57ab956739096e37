"""A list as it is handed out, on paper and as a workbook: the same columns in both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.domain.dates import SHANGHAI
from core.domain.lists import Column, Kind, Pill, Row, Value
from core.texts import say
from core.wording.moments import moment

Cell = str | date | int | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`heading` in words; `width` in millimetres of the paper."""

    heading: str
    kind: Kind
    width: float


@dataclass(frozen=True, slots=True)
class ListSheet:
    """`about` says whose rows they are and which were chosen; `rows` are plain values.

    `total` stands below the rows, empty where nothing is summed.
    """

    title: str
    about: str
    notes: tuple[str, ...]
    file_name: str
    made_at: datetime
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


def list_sheet(
    title: str,
    columns: Sequence[Column[Row]],
    rows: Sequence[Row],
    *,
    about: str,
    file_name: str,
    made_at: datetime,
    notes: Sequence[str] = (),
    total: Sequence[Value] = (),
) -> ListSheet:
    """Return the rows as they are handed out, in their order, each with its number."""
    printed = [column for column in columns if column.width]
    number = SheetColumn(say("list-column-number"), "whole", 9)
    heads = [SheetColumn(one.heading or say(one.key), one.kind, one.width) for one in printed]
    return ListSheet(
        title=title,
        about=about,
        notes=(*notes, say("list-made-at", at=moment(made_at))),
        file_name=file_name,
        made_at=made_at,
        columns=(number, *heads),
        rows=sheet_rows(columns, rows),
        total=tuple(map(_cell, (None, *total))) if total else (),
    )


def sheet_rows(
    columns: Sequence[Column[Row]], rows: Sequence[Row], first: int = 1
) -> tuple[tuple[Cell, ...], ...]:
    """Return rows as they are handed out, numbered from `first` on."""
    printed = [column for column in columns if column.width]
    numbered = enumerate(rows, first)
    return tuple((at, *(_cell(column.of(row)) for column in printed)) for at, row in numbered)


def _cell(value: Value) -> Cell:
    match value:
        case datetime():
            return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        case str() | date() | int() | None:
            return value
    return say("word-dot").join(pill.words for pill in value if isinstance(pill, Pill))

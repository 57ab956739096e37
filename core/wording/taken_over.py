"""What a workbook of credits would do, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.domain import points
from core.domain.credits.taken_over import FatedRow, ImportKind
from core.domain.credits.twins import SaidCredit, Twin
from core.domain.rulebook.rules import Rulebook
from core.texts import say
from core.wording.credit_rows import row_field, workbook_says
from core.wording.names import named
from core.wording.refusals import explain


def row_told(row: FatedRow, places: Mapping[str, int]) -> dict[str, Any]:
    """Return what becomes of a row; `places` are the columns of fields."""
    return {
        "number": row.number,
        "kind": row.fate,
        "name": row.name,
        "staff_number": row.staff.staff_number if row.staff else row.texts.get("staff_number", ""),
        "seen": row.seen,
        "faults": [(row_field(name), explain(fault)) for name, fault in row.faults.items()],
        "turns": [],
        "wrong": [places[name] for name in row.faults if name in places],
        "notes": _notes(row),
    }


def _notes(row: FatedRow) -> list[str]:
    told = [_credit(row.credit, row.book)] if row.credit and row.book else []
    return told + ([twin_told(row.twin)] if row.twin else [])


def _credit(said: SaidCredit, book: Rulebook) -> str:
    subtype = named(book.subtype(said.subtype).names)
    return say(
        "taken-over-row",
        year=said.year,
        day=said.awarded_on.isoformat(),
        activity=said.activity,
        subtype=subtype,
        points=points.show(said.points),
        hours=points.show_quantity(said.hours),
    )


def twin_told(twin: Twin) -> str:
    """Return what a row says again."""
    if twin.known is None:
        return say("taken-over-twin-row", row=twin.row)
    known = twin.known
    return say(
        "taken-over-twin-here",
        year=known.year,
        activity=known.activity,
        points=points.show(known.points),
    )


def fate_told(
    sort: ImportKind, kind: str, faults: Sequence[tuple[str, str]], notes: Sequence[str]
) -> str:
    """Return what becomes of a row in one cell."""
    told = [say("import-fault", field=field, fault=fault) for field, fault in faults]
    words = workbook_says(sort, f"fate-{kind}")
    told = [*told, *notes]
    return say("import-verdict", kind=words, told=say("word-and-so").join(told)) if told else words

"""A workbook of people against the register: what each row would do, and what is wrong with it.

A row is somebody's by the staff number where it has one, else by the document. A cell that is
empty, or masked as exports are (320*****65), leaves what the register says.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.domain.errors import Refusal
from core.domain.handed_rows import MASK, HandedRow
from core.domain.particulars import FIELDS, Particulars
from core.domain.particulars import particulars_of as as_particulars
from core.domain.reading_particulars import Lists, read_particulars
from core.domain.register import Department, DocumentTaken, NumberTaken, Staff
from core.domain.typed import normal_number


class RowKind(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


class WorksElsewhere(Refusal):
    """The register has them in another department or unit: they are taken over, not imported."""

    code = "works-elsewhere"


class RowTwice(Refusal):
    """Another row is about the same person. Blank: `row`, the first one's number."""

    code = "row-twice"


class MaskedCell(Refusal):
    """A masked number stands where nobody is known whose number it could be."""

    code = "masked-cell"


class MaskedUnlike(Refusal):
    """The masked number is not that of the person with this staff number."""

    code = "masked-unlike"


class NotTheirDepartment(Refusal):
    """A department enters people of its own only."""

    code = "not-their-department"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the register; without particulars where they are none of one's people."""

    staff: Staff
    particulars: Particulars | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What a row would do; `staff` and `before` are those of somebody who is there already."""

    number: int
    kind: RowKind
    texts: Mapping[str, str]
    faults: Mapping[str, Refusal] = field(default_factory=dict)
    staff: Staff | None = None
    before: Particulars | None = None
    after: Particulars | None = None

    @property
    def name(self) -> str:
        return self.staff.name if self.staff else self.texts.get("name", "")

    @property
    def changes(self) -> tuple[str, ...]:
        """Return the fields that would become another value."""
        return changed_fields(self.before, self.after) if self.before and self.after else ()

    @property
    def seen(self) -> str:
        """Return what must still be so when the row is carried out."""
        of = f"{self.staff.id} {self.staff.version}" if self.staff else ""
        return f"{self.kind} {of}".strip()


@dataclass(frozen=True, slots=True)
class Against:
    """What rows are held against: people by both keys, this year's lists, one's own department."""

    by_number: Mapping[str, Known]
    by_document: Mapping[str, Known]
    lists: Lists
    only_department: str | None = None

    def whose(self, row: HandedRow) -> Known | None:
        """Return the person whom a row is about, None for somebody new."""
        return self.by_number.get(row.staff_number) or self.by_document.get(row.document)


def changed_fields(before: Particulars, after: Particulars) -> tuple[str, ...]:
    """Return the fields in which two particulars differ."""
    pairs = ((name, _value(before, name), _value(after, name)) for name in FIELDS)
    return tuple(name for name, one, other in pairs if one != other)


def _value(particulars: Particulars, name: str) -> object:
    match name:
        case "document_kind":
            return particulars.document.kind
        case "document":
            return particulars.document.number
        case "department":
            return particulars.department.id
    return getattr(particulars, name)


def known_person(
    staff: Staff, document: str, mobile: str, department: Department, lists: Lists
) -> Known:
    """Return one of one's own people with what the register says of them."""
    return Known(staff, as_particulars(staff, document, mobile, department, lists.today))


def plan_rows(rows: Sequence[HandedRow], against: Against) -> list[PlannedRow]:
    """Return what each row would do; whether two are about one person is told by `each_once`."""
    return [_planned(row, against) for row in rows]


def each_once(rows: Iterable[PlannedRow]) -> list[PlannedRow]:
    """Return the rows with those marked as wrong that are about somebody for the second time."""
    first, checked = dict[str, int](), []
    for row in rows:
        again = next((first[key] for key in _keys(row) if key in first), None)
        first |= {key: row.number for key in _keys(row) if key not in first}
        checked.append(
            row if again is None else _wrong(row, {_key_field(row): RowTwice(row=again)})
        )
    return checked


def login_taken(row: PlannedRow, taken: Collection[str]) -> PlannedRow:
    """Return a new person's row as wrong where somebody signs in with the number already."""
    is_taken = row.staff is None and row.after and row.after.document.number in taken
    return _wrong(row, {"document": DocumentTaken()}) if is_taken else row


def _keys(row: PlannedRow) -> list[str]:
    keys = [
        f"{name} {normal_number(row.texts.get(name, ''))}" for name in ("document", "staff_number")
    ]
    told = [key for key in keys if not key.endswith(" ") and MASK not in key]
    return told + ([f"id {row.staff.id}"] if row.staff else [])


def _key_field(row: PlannedRow) -> str:
    return "staff_number" if row.texts.get("staff_number") else "document"


def _wrong(row: PlannedRow, faults: Mapping[str, Refusal]) -> PlannedRow:
    return replace(row, kind=RowKind.WRONG, faults={**faults, **row.faults})


def _planned(row: HandedRow, against: Against) -> PlannedRow:
    known = against.whose(row)
    planned = PlannedRow(row.number, RowKind.WRONG, row.texts, row.faults)
    if known is None:
        return _new(planned, against)
    if known.particulars is None:
        return _wrong(planned, {_key_field(planned): WorksElsewhere()})
    return _changed(replace(planned, staff=known.staff, before=known.particulars), against)


def _new(row: PlannedRow, against: Against) -> PlannedRow:
    masked = {name: MaskedCell() for name, text in row.texts.items() if MASK in text}
    reading = read_particulars(row.texts, against.lists, unread={**masked, **row.faults})
    faults = dict(reading.faults)
    if reading.particulars:
        faults |= _misplaced(reading.particulars, None, against)
    if faults or row.faults:
        return _wrong(row, faults)
    return replace(row, kind=RowKind.NEW, after=reading.particulars)


def _changed(row: PlannedRow, against: Against) -> PlannedRow:
    before = row.before
    assert before is not None
    masked = {name: text for name, text in row.texts.items() if MASK in text}
    faults = _unlike(masked, before)
    texts = {name: text for name, text in row.texts.items() if text and name not in masked}
    reading = read_particulars(texts, against.lists, before)
    faults |= reading.faults
    if reading.particulars:
        faults |= _misplaced(reading.particulars, row.staff, against)
    if faults or row.faults:
        return _wrong(row, faults)
    after = replace(row, after=reading.particulars)
    return replace(after, kind=RowKind.CHANGED if after.changes else RowKind.SAME)


def _unlike(masked: Mapping[str, str], before: Particulars) -> dict[str, Refusal]:
    """Hold masked numbers against those that the register keeps: is this row whose it says?"""
    kept = {"document": before.document.number, "mobile": before.mobile}
    faults = dict[str, Refusal]()
    for name, text in masked.items():
        start, *_, end = normal_number(text).split(MASK)
        number = kept.get(name)
        if number is None or not (number.startswith(start) and number.endswith(end)):
            faults[name] = MaskedUnlike()
    return faults


def _misplaced(after: Particulars, own: Staff | None, against: Against) -> dict[str, Refusal]:
    """Return what one person may not have or be, as others have it or it is not one's own."""
    faults = dict[str, Refusal]()
    holder = against.by_document.get(after.document.number)
    if holder is not None and (own is None or holder.staff.id != own.id):
        faults["document"] = DocumentTaken()
    holder = against.by_number.get(after.staff_number)
    if holder is not None and (own is None or holder.staff.id != own.id):
        faults["staff_number"] = NumberTaken()
    if against.only_department not in {None, after.department.id}:
        faults["department"] = NotTheirDepartment()
    return faults

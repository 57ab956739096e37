"""People who go to another department or unit: one person, one row, several postings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.domain.characters import modern
from core.domain.errors import Refusal
from core.domain.register import Department, Staff, YearRecord, record_for
from core.domain.standing import ACTIVE, LEFT, Standing, with_standing


class NobodyFits(Refusal):
    """No such document, or its person has another name: which of the two is not said."""

    code = "nobody-fits"


class NotReleased(Refusal):
    """The person still belongs to the unit that has them."""

    code = "not-released"
    status = 409


class AlreadyHere(Refusal):
    """The person works in one's own unit; there they are moved, not taken over."""

    code = "already-here"
    status = 409


class AlreadyReleased(Refusal):
    code = "already-released"
    status = 409


class ReleaseDayAhead(Refusal):
    """Whoever is released leaves today or has left before."""

    code = "release-day-ahead"


def is_free(staff: Staff) -> bool:
    """Whether another unit may take the person over: released, or 离职."""
    return staff.left_on is not None or staff.status == LEFT


def released(staff: Staff, on: date, today: date) -> Staff:
    """Return the person free to be taken over from a day on.

    Raises ReleaseDayAhead, AlreadyReleased.
    """
    if on > today:
        raise ReleaseDayAhead(day=on)
    if staff.left_on is not None:
        raise AlreadyReleased
    return replace(staff, left_on=on)


def has_name(staff: Staff, name: str) -> bool:
    """Whether the person is called so, whatever blanks and old characters were typed."""
    return _plain(staff.name) == _plain(name)


def _plain(name: str) -> str:
    return "".join(modern(name).split())


def taken_over(staff: Staff) -> Staff:
    """Return the person as the unit that takes them over has them: here, and 正常 after 离职."""
    return replace(staff, left_on=None, status=ACTIVE if staff.status == LEFT else staff.status)


def records_after(
    before: Staff, after: Staff, records: Sequence[YearRecord], on: date
) -> list[YearRecord]:
    """Return the records to be written as somebody moves on a day.

    The year keeps its unit: that in which it was begun. Within the unit the year's record goes
    along to the new department; with a new unit the records of later years do, and of this one
    where the person had left before it began. Earlier years stay as they are.
    """
    is_same_unit = before.unit_id == after.unit_id
    had_left = before.left_on is not None and before.left_on.year < on.year
    first = on.year if is_same_unit or had_left else on.year + 1
    moved = [
        replace(_placed(one, after), version=one.version + 1)
        for one in records
        if one.year >= first
    ]
    applied = record_for(records, on.year)
    if first > on.year and applied and applied.year < on.year:
        moved.append(replace(applied, year=on.year, remark="", version=1))
    if all(one.year != first for one in records) and (applied or not is_same_unit):
        base = [_placed(applied, after)] if applied and is_same_unit else []
        moved.append(with_standing(after, base, Standing(first)))
    return moved


def _placed(record: YearRecord, staff: Staff) -> YearRecord:
    return replace(record, unit_id=staff.unit_id, department_id=staff.department_id)


def may_take(department: Department, unit_id: str | None) -> bool:
    """Whether somebody may begin to work in the department: of the unit, and not closed."""
    return department.unit_id == unit_id and department.closed_on is None

"""人员状态/职称变更 (manual 2.2): what somebody is in a year, as their record of the year says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.domain.changes import Edit, edited
from core.domain.credits.answers import FIRST_YEAR
from core.domain.errors import Refusal
from core.domain.particulars import NoLongerOffered
from core.domain.register import Staff, YearRecord, record_for
from core.domain.rulebook.offers import is_offered
from core.domain.rulebook.rules import Rulebook

FIELDS = ("year", "title", "title_awarded_on", "status", "remark")
STANDING = ("title", "title_awarded_on", "status")
NO_TITLE = "no-title"
ACTIVE, LEFT = "active", "left"
LONGEST_REMARK = 180


class NothingChosen(Refusal):
    """A change of many people that says neither a title nor a status."""

    code = "no-standing-chosen"


class YearNotOpen(Refusal):
    """Records are kept from the first year of the rules until the year to come."""

    code = "year-not-open"


class TitleNotInYear(Refusal):
    """The rules of the year do not know the title."""

    code = "title-not-in-year"


class StatusNotInYear(Refusal):
    code = "status-not-in-year"


class AwardDayAhead(Refusal):
    """评定时间 lies in the future."""

    code = "award-day-ahead"


class AwardDayNeeded(Refusal):
    """A new title of many people without the day on which it was awarded."""

    code = "award-day-needed"


class RecordThere(Refusal):
    """The year has its record already: one a year."""

    code = "record-there"
    status = 409


@dataclass(frozen=True, slots=True)
class Standing:
    """What a record of a year is to say; an empty title or status stays as it is.

    `title_awarded_on` is 评定时间. Of a batch the remark stays, too: None.
    """

    year: int
    title: str = ""
    status: str = ""
    title_awarded_on: date | None = None
    remark: str | None = None


def check_standing(wanted: Standing, today: date) -> None:
    """Raises YearNotOpen, AwardDayAhead."""
    if not FIRST_YEAR <= wanted.year <= today.year + 1:
        raise YearNotOpen(year=wanted.year, first=FIRST_YEAR, last=today.year + 1)
    if wanted.title_awarded_on is not None and wanted.title_awarded_on > today:
        raise AwardDayAhead(day=wanted.title_awarded_on)


def check_chosen(wanted: Standing) -> None:
    """Raises NothingChosen, AwardDayNeeded."""
    if not (wanted.title or wanted.status):
        raise NothingChosen
    if wanted.title not in ("", NO_TITLE) and wanted.title_awarded_on is None:
        raise AwardDayNeeded


def check_known(
    record: YearRecord, book: Rulebook, staff: Staff, records: Sequence[YearRecord]
) -> None:
    """Refuse what the rules of the record's year do not know, or no longer offer to the person.

    Raises TitleNotInYear, StatusNotInYear, NoLongerOffered.
    """
    if all(title.code != record.title for title in book.titles):
        raise TitleNotInYear(year=record.year)
    if all(status.code != record.status for status in book.statuses):
        raise StatusNotInYear(year=record.year)
    for table, field in (("titles", "title"), ("statuses", "status")):
        code = getattr(record, field)
        had = {getattr(staff, field), *(getattr(one, field) for one in records)}
        if code not in had and not is_offered(book, table, code):
            raise NoLongerOffered


def with_standing(staff: Staff, records: Sequence[YearRecord], wanted: Standing) -> YearRecord:
    """Return the record of the year as it is to be.

    A year without one gets its own, copied from the record that applied, else from the register;
    earlier records stay as they are.
    """
    there = record_for(records, wanted.year)
    is_own = there is not None and there.year == wanted.year
    base = there or YearRecord(
        staff_id=staff.id,
        year=wanted.year,
        title=staff.title,
        status=staff.status,
        unit_id=staff.unit_id,
        department_id=staff.department_id,
        title_awarded_on=staff.title_awarded_on,
        post_type=staff.post_type,
        staff_kind=staff.staff_kind,
    )
    says_day = bool(wanted.title or wanted.title_awarded_on)
    return replace(
        base,
        year=wanted.year,
        title=wanted.title or base.title,
        status=wanted.status or base.status,
        title_awarded_on=wanted.title_awarded_on if says_day else base.title_awarded_on,
        remark=wanted.remark if wanted.remark is not None else base.remark if is_own else "",
        version=base.version + 1 if is_own else 1,
    )


def record_edit(
    records: Sequence[YearRecord], year: int, after: YearRecord | None
) -> Edit[YearRecord]:
    """Return what becomes of the year's record; without one after, it goes.

    A new one changes what the record that applied says.
    """
    before = next((one for one in records if one.year == year), None)
    edit = edited(before, after, FIELDS)
    if before is not None and not edit.changes:
        return replace(edit, after=before)
    if before is None and after is not None and (base := record_for(records, year)):
        copied = edited(replace(base, remark=""), after, FIELDS[1:]).changes
        begun = (one for one in edit.changes if one.field == "year")
        edit = replace(edit, changes=(*begun, *copied))
    return replace(edit, changes=tuple(one for one in edit.changes if one.before or one.after))


def following(
    staff: Staff, records: Sequence[YearRecord], edit: Edit[YearRecord], this_year: int
) -> Edit[Staff] | None:
    """Return how the person's current title and status follow a record that applies today.

    This year's record says all of it; an earlier one, where it applies, what it changes. A record
    that does not say when its title was awarded leaves the day that is known of the same title.
    What the record's own change tells already is not told twice.
    """
    after = [one for one in records if one.year != edit.record.year]
    after += [edit.after] if edit.after else []
    was, will = record_for(records, this_year), record_for(after, this_year)
    if will is None:
        return None
    is_this_year = edit.after is not None and edit.after.year == this_year
    values = {
        field: getattr(will, field)
        for field in STANDING
        if is_this_year or getattr(was, field, None) != getattr(will, field)
    }
    if will.title == staff.title and will.title_awarded_on is None:
        values.pop("title_awarded_on", None)
    now = edited(staff, replace(staff, **values), STANDING)
    if not now.changes:
        return None
    told = {one[1:] for one in edit.changes}
    return replace(now, changes=tuple(one for one in now.changes if one[1:] not in told))

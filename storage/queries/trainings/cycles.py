"""The cycles of trainings, read and written whole: with their courses and who is expected."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tortoise.expressions import F, Q, Subquery
from tortoise.queryset import QuerySet

from core.domain.register import Staff
from core.domain.standing import LEFT
from core.domain.trainings.training import TAKES_PLACE, Cycle, Training, TrainingStage
from core.domain.transfer import is_free
from core.tokens import DOORS
from storage.models import CourseRow, CycleRow, ExpectedRow, ScanRow, StaffRow, YearRecordRow
from storage.queries.absences import let_go_of_people
from storage.queries.any_of import AnyOf
from storage.queries.register.rows import staff_of
from storage.queries.rows import by_id, by_ids, found, note, sharing
from storage.queries.trainings.leaving import gone, still_expected
from storage.queries.trainings.rows import (
    course_rows,
    cycle_columns,
    cycle_of,
    expected_rows,
    training_of,
    with_parts,
)
from storage.queries.uncounted import mark_departments

ROOMFUL = 500
APPROVED = Q(training__stage=TrainingStage.APPROVED.value)
IN_CALENDARS = Q(training__stage__in=[one.value for one in (*TAKES_PLACE, TrainingStage.CANCELLED)])


class CycleQueries:
    async def get(self, cycle_id: str) -> Cycle:
        return cycle_of(await by_id(CycleRow, cycle_id, beside="training", also=with_parts))

    async def at_point(self, point: int) -> Cycle:
        return cycle_of(found(await with_parts(CycleRow.filter(point=point)).first()))

    async def of(self, training_id: str) -> list[Cycle]:
        """Return the cycles of a training, the first one first."""
        return (await self.of_many([training_id]))[training_id]

    async def of_many(self, training_ids: Collection[str]) -> dict[str, list[Cycle]]:
        ids = set(training_ids)
        found = await sharing(
            CycleRow, "training_id", ids, "number", beside="training", also=with_parts
        )
        for row in (row for theirs in found.values() for row in theirs):
            note(row)
        return {one: [cycle_of(row) for row in theirs] for one, theirs in found.items()}

    async def add(self, cycle: Cycle) -> Cycle:
        """Keep a new cycle under a number that no other point has."""
        point = secrets.randbelow(DOORS)
        while await CycleRow.filter(point=point).exists():
            point = secrets.randbelow(DOORS)
        await CycleRow.create(id=cycle.id, point=point, **cycle_columns(cycle))
        await _add_parts(cycle)
        return replace(cycle, point=point)

    async def save(self, cycle: Cycle) -> None:
        """Write the cycle; at another time, people are to be reminded anew."""
        row = found(await CycleRow.get_or_none(id=cycle.id))
        columns = cycle_columns(cycle)
        if row.starts_at != cycle.starts_at:
            columns |= {"reminded_day": False, "reminded_hour": False}
        await CycleRow.filter(id=cycle.id).update(**columns)
        await _remove_parts(cycle.id)
        await _add_parts(cycle)

    async def remove(self, cycle_id: str) -> None:
        await _remove_parts(cycle_id)
        await let_go_of_people([cycle_id])
        await CycleRow.filter(id=cycle_id).delete()

    async def renew_board(self, cycle_id: str) -> None:
        await CycleRow.filter(id=cycle_id).update(board=F("board") + 1)

    async def coming(
        self, staff: Staff, ends_after: datetime, starts_before: datetime
    ) -> list[tuple[Training, Cycle]]:
        return await self._of_person(staff, APPROVED, ends_after, starts_before)

    async def calendar(
        self, staff: Staff, ends_after: datetime, starts_before: datetime
    ) -> list[tuple[Training, Cycle]]:
        return await self._of_person(staff, IN_CALENDARS, ends_after, starts_before)

    async def _of_person(
        self, staff: Staff, staged: Q, ends_after: datetime, starts_before: datetime
    ) -> list[tuple[Training, Cycle]]:
        named = Q(staff_id=staff.id) | Q(department_id=staff.department_id)
        # Bounded below only, and sorted here: else SQLite goes through all there ever were.
        to_all = CycleRow.filter(
            is_open=True, ends_at__gt=ends_after, training__unit_id=staff.unit_id
        )
        theirs = AnyOf(
            ExpectedRow.filter(named).values("cycle_id"),
            CourseRow.filter(teacher_staff_id=staff.id).values("cycle_id"),
            to_all.values("id"),
        )
        rows = CycleRow.filter(staged, id__in=theirs, ends_at__gt=ends_after)
        coming = list(await with_parts(rows, "excuse").select_related("training"))
        return [
            (training_of(row.training), cycle_of(row))
            for row in sorted(coming, key=lambda row: (row.starts_at, row.id))
            if row.starts_at < starts_before
        ]

    async def been_at(
        self, staff_id: str, since: datetime, until: datetime, *, limit: int
    ) -> list[tuple[Training, Cycle]]:
        seen = Subquery(ScanRow.filter(staff_id=staff_id).values("cycle_id"))
        rows = CycleRow.filter(id__in=seen, ends_at__gt=since, ends_at__lte=until)
        some = rows.select_related("training").order_by("-starts_at", "-id").limit(limit)
        there = with_parts(some, "excuse")
        return [(training_of(row.training), cycle_of(row)) for row in await there]

    async def open_to(
        self, people: Collection[Staff], starts_after: datetime, starts_before: datetime
    ) -> dict[str, list[tuple[Training, Cycle]]]:
        named = Q(staff_id__in={one.id for one in people})
        grouped = Q(department_id__in={one.department_id for one in people})
        is_expected = Q(id__in=Subquery(ExpectedRow.filter(named | grouped).values("cycle_id")))
        is_open = Q(is_open=True, training__unit_id__in={one.unit_id for one in people})
        rows = CycleRow.filter(
            is_expected | is_open, APPROVED, starts_at__gt=starts_after, starts_at__lt=starts_before
        )
        found = [
            (training, cycle, training.unit_id if cycle.expected.is_open else None)
            for training, cycle in await _with_trainings(rows)
        ]
        return {
            one.id: [
                (training, cycle)
                for training, cycle, unit_id in found
                if unit_id == one.unit_id
                or one.id in cycle.expected.people
                or one.department_id in cycle.expected.departments
            ]
            for one in people
        }

    async def open_between(self, first: datetime, last: datetime) -> list[Cycle]:
        rows = CycleRow.filter(APPROVED, ends_at__gt=first, starts_at__lt=last)
        return [cycle_of(row) for row in await with_parts(rows)]

    async def to_remind(
        self, starts_before: datetime, now: datetime, *, is_hour: bool
    ) -> list[tuple[Training, Cycle]]:
        column = _reminded(is_hour=is_hour)
        rows = CycleRow.filter(APPROVED, starts_at__gt=now, starts_at__lte=starts_before)
        return await _with_trainings(rows.filter(**{column: False}))

    async def set_invited(self, cycle_id: str, now: datetime) -> bool:
        """Note that people were invited; False where they had been before."""
        rows = CycleRow.filter(id=cycle_id, invited_at__isnull=True)
        return bool(await rows.update(invited_at=now))

    async def set_reminded(self, cycle_id: str, *, is_hour: bool) -> None:
        await CycleRow.filter(id=cycle_id).update(**{_reminded(is_hour=is_hour): True})

    async def expect_instead(self, department_id: str, into_id: str, now: datetime) -> None:
        to_come = Subquery(CycleRow.filter(ends_at__gt=now).values("id"))
        there = Subquery(ExpectedRow.filter(department_id=into_id).values("cycle_id"))
        rows = ExpectedRow.filter(department_id=department_id, cycle_id__in=to_come)
        await rows.filter(cycle_id__in=there).delete()
        await rows.update(department_id=into_id)
        await mark_departments({department_id, into_id})

    async def expected(self, cycle: Cycle, unit_id: str = "") -> list[Staff]:
        """Return those named and those of the departments, by staff number; speakers too.

        With a unit, an open cycle expects everybody of it.
        """
        wanted = Q(id__in=_named_at(cycle)) | Q(department_id__in=cycle.expected.departments)
        if unit_id and cycle.expected.is_open:
            wanted |= Q(unit_id=unit_id)
        rows = await StaffRow.filter(wanted).order_by("staff_number", "id")
        people = [staff_of(row) for row in rows]
        left = {one.id: one.left_on for one in people if is_free(one)}
        here = await still_expected([cycle], {cycle.id: [one.id for one in people]}, left)
        return [one for one in people if one.id in here[cycle.id]]

    async def expected_at(
        self, cycles: Collection[Cycle], year: int | None = None, *, in_order: bool = True
    ) -> dict[str, list[str]]:
        """Return who is expected at each of many cycles, by their ids, in the register's order."""
        departments = {one for cycle in cycles for one in cycle.expected.departments}
        members, left = await _members(departments, year) if departments else ({}, {})
        expected = {cycle.id: _expected_at(cycle, members) for cycle in cycles}
        everybody = set[str]().union(*expected.values())
        left |= await _left(everybody if in_order else everybody.difference(*members.values()))
        expected = await still_expected(cycles, expected, left)
        if not in_order:
            return {one: list(theirs) for one, theirs in expected.items()}
        rank = await _rank(set().union(*expected.values()))
        return {one: sorted(theirs, key=rank.__getitem__) for one, theirs in expected.items()}


def _expected_at(cycle: Cycle, members: Mapping[str, set[str]]) -> set[str]:
    theirs = (members.get(one, set()) for one in cycle.expected.departments)
    return set(_named_at(cycle)).union(*theirs)


def _ever_of(departments: Collection[str], year: int) -> Subquery:
    """Return who has a record of departments until a year."""
    records = YearRecordRow.filter(year__lte=year, department_id__in=departments)
    return Subquery(records.values("staff_id"))


def _named_at(cycle: Cycle) -> frozenset[str]:
    """Return who is expected by name, or teaches."""
    return cycle.expected.people.union(one.teacher_id for one in cycle.courses if one.teacher_id)


async def _members(
    departments: Collection[str], year: int | None
) -> tuple[dict[str, set[str]], dict[str, date | None]]:
    """Return who belongs to departments now, or did by the records of a year; and who has left."""
    if year is None:
        people = StaffRow.filter(department_id__in=departments)
        rows: Any = people.values_list("id", "department_id", "left_on", "status")
    else:  # of several records the latest one applies
        until = YearRecordRow.filter(year__lte=year)
        records = until.filter(staff_id__in=_ever_of(departments, year)).order_by("year")
        columns = ("staff_id", "department_id", "staff__left_on", "staff__status")
        rows = records.values_list(*columns)
    latest = {row[0]: row for row in await rows}
    members: dict[str, set[str]] = defaultdict(set)
    for staff_id, department_id, *_ in latest.values():
        members[department_id].add(staff_id)
    return members, {one: day for one, _, day, status in latest.values() if day or status == LEFT}


async def _left(staff_ids: Collection[str]) -> dict[str, date | None]:
    """Return who of these has left; a roomful is read whole, as it is for its order."""
    if len(staff_ids) > ROOMFUL:
        return await gone(staff_ids)
    rows = (await by_ids(StaffRow, staff_ids, beside="department")).values()
    return {row.id: row.left_on for row in rows if row.left_on or row.status == LEFT}


async def _rank(staff_ids: Collection[str]) -> dict[str, int]:
    """Return at which place people stand in the register among one another.

    A roomful is read whole: whoever asks for it shows who they are.
    """
    if len(staff_ids) > ROOMFUL:
        columns = await StaffRow.filter(id__in=staff_ids).values_list("staff_number", "id")
    else:
        rows = await by_ids(StaffRow, staff_ids, beside="department")
        columns = [(row.staff_number, row.id) for row in rows.values()]
    return {staff_id: place for place, (_, staff_id) in enumerate(sorted(columns))}


def _reminded(*, is_hour: bool) -> str:
    return "reminded_hour" if is_hour else "reminded_day"


async def _add_parts(cycle: Cycle) -> None:
    await ExpectedRow.bulk_create(expected_rows(cycle))
    await CourseRow.bulk_create(course_rows(cycle))


async def _remove_parts(cycle_id: str) -> None:
    await ExpectedRow.filter(cycle_id=cycle_id).delete()
    await CourseRow.filter(cycle_id=cycle_id).delete()


async def _with_trainings(rows: QuerySet[CycleRow]) -> list[tuple[Training, Cycle]]:
    there = await with_parts(rows.select_related("training").order_by("starts_at", "id"))
    return [(training_of(row.training), cycle_of(row)) for row in there]

"""The stored answers of the engine, one for a person and a year."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from tortoise.expressions import Q, RawSQL, Subquery

from core.domain.credits.compliance import Outcome, PersonYear, Total, YearResult
from core.domain.credits.outlook import hoped_outcome
from core.domain.register import PostType, YearRecord
from core.records.credits import StoredResult
from storage.models import ResultRow, StaffRow, YearRecordRow
from storage.queries.plain import plain, values
from storage.queries.rulebook import share
from storage.queries.uncounted import mark_years

KEY = ("staff_id", "year")
PLACE = ("unit_id", "department_id")
OF_THE_YEAR = ("title", "status", "post_type", *PLACE)
TOTALS = ("shortfalls", "by_class", "by_subject", "by_subtype")
PLAIN = (
    *("outcome", "hoped", "points", "counting_points", "hours", "counting_hours", "dirty", "level"),
    *OF_THE_YEAR,
)
ANSWER = (*PLAIN, *TOTALS)
GROUPED = (*PLACE, "level", "title", "post_type", "outcome", "hoped", "points")
"""By what people are grouped, and what is summed of them."""
AT_ONCE = 1000
NOTHING: Mapping[str, Any] = {
    "outcome": Outcome.NOT_REQUIRED.value,
    "hoped": Outcome.NOT_REQUIRED.value,
    **dict.fromkeys(("points", "counting_points", "hours", "counting_hours"), 0),
    "shortfalls": [],
    "dirty": True,
}
"""What stands in a row until it is counted."""
PLACE_OF = (
    """COALESCE(result.unit_id, (SELECT s.unit_id FROM staff s WHERE s.id = result.staff_id))"""
)


class ResultQueries:
    async def hold(self, years: Sequence[PersonYear]) -> None:
        """Lock the rows in the order given, making those that are missing, and mark them dirty."""
        await share({staff_id for staff_id, _ in years})
        rows = [ResultRow(staff_id=staff_id, year=year, **NOTHING) for staff_id, year in years]
        await ResultRow.bulk_create(rows, on_conflict=KEY, update_fields=("dirty",))

    async def mark_unit(self, unit_id: str, from_year: int) -> None:
        """Mark the unit's rows, locked in the order in which everybody takes them.

        So many people at a time that no statement lasts as long as PostgreSQL lets it.
        """
        rows = ResultRow.filter(unit_id=unit_id, year__gte=from_year)
        people: Any = await rows.distinct().order_by("staff_id").values_list("staff_id", flat=True)
        for at in range(0, len(people), AT_ONCE):
            some = rows.filter(staff_id__in=people[at : at + AT_ONCE])
            await some.only("id").order_by("staff_id", "year").select_for_update()
            await some.update(dirty=True)

    async def dirty_of(self, unit_id: str) -> int:
        """Those that were never counted have no place yet: it is their people's."""
        # beginning with the dirty ones, which are few: of a unit all are looked through
        rows = ResultRow.filter(dirty=True, staff_id__gt="").annotate(place=RawSQL(PLACE_OF))
        return await rows.filter(place=unit_id).count()

    async def people_of(self, unit_id: str, from_year: int) -> list[str]:
        """They work there, or had a record there."""
        here = await StaffRow.filter(unit_id=unit_id).values_list("id", flat=True)
        rows = ResultRow.filter(unit_id=unit_id, year__gte=from_year).distinct()
        then = await rows.values_list("staff_id", flat=True)
        return sorted({*map(str, here), *map(str, then)})

    async def dirty(self, limit: int) -> list[PersonYear]:
        rows = ResultRow.filter(dirty=True).order_by("staff_id", "year").limit(limit)
        return [(staff_id, year) for staff_id, year in await rows.values_list("staff_id", "year")]

    async def missing(self, year: int, limit: int, *, everybody: bool) -> list[PersonYear]:
        there = Subquery(ResultRow.filter(year=year).values("staff_id"))
        told = Subquery(YearRecordRow.filter(year__lte=year).values("staff_id"))
        theirs = Q(left_on__isnull=True) | Q(left_on__gte=date(year, 1, 1))
        if not everybody:
            theirs &= Q(id__in=told)
        people = StaffRow.filter(theirs, id__not_in=there).order_by("id").limit(limit)
        return [(staff_id, year) for (staff_id,) in await plain(people, "id")]

    async def begin(self, years: Collection[PersonYear]) -> None:
        people = StaffRow.filter(id__in={staff_id for staff_id, _ in years})
        places = {one: place for one, *place in await plain(people, "id", *PLACE)}
        rows = [
            ResultRow(
                staff_id=one, year=year, **dict(zip(PLACE, places[one], strict=True)), **NOTHING
            )
            for one, year in years
        ]
        await ResultRow.bulk_create(rows, ignore_conflicts=True)
        await mark_years([(row.unit_id, row.department_id, row.year) for row in rows])

    async def years_of(self, staff_ids: Collection[str]) -> list[PersonYear]:
        rows = ResultRow.filter(staff_id__in=set(staff_ids))
        return [(staff_id, year) for staff_id, year in await plain(rows, *KEY)]

    async def differing(
        self, alike: Collection[tuple[YearResult, Collection[PersonYear]]]
    ) -> list[PersonYear]:
        stored = await _stored({staff_id for _, years in alike for staff_id, _ in years})
        lost = {staff_id for result, years in alike if not result.record for staff_id, _ in years}
        places, different = await _places(lost), list[PersonYear]()
        for result, years in alike:
            columns = _columns(result)
            for one in years:
                columns |= places[one[0]] if result.record is None else {}
                if stored.get(one) != [columns[name] for name in ANSWER]:
                    different.append(one)
        return different

    async def save(self, results: Mapping[PersonYear, YearResult]) -> None:
        """Put each answer in the place of the one before; nothing is ever added to it."""
        written = await _written_all(results)
        await _mark_changed(written)
        rows = [
            ResultRow(staff_id=staff_id, year=year, **written[staff_id, year])
            for staff_id, year in sorted(results)
        ]
        await ResultRow.bulk_create(rows, on_conflict=KEY, update_fields=ANSWER)

    async def of(self, staff_ids: Collection[str], year: int) -> list[StoredResult]:
        rows = await ResultRow.filter(staff_id__in=set(staff_ids), year=year).order_by("staff_id")
        return [stored_result(row) for row in rows]

    async def years(self, staff_ids: Collection[str]) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {staff_id: set() for staff_id in staff_ids}
        rows = ResultRow.filter(staff_id__in=set(found))
        for staff_id, year in await rows.values_list("staff_id", "year"):
            found[staff_id].add(year)
        return found


async def _stored(staff_ids: Collection[str]) -> dict[PersonYear, list[Any]]:
    """Return all that is stored of these people, in the order of ANSWER."""
    rows = ResultRow.filter(staff_id__in=staff_ids)
    found = await plain(rows, *KEY, *PLAIN, *TOTALS)
    return {(row[0], row[1]): [*row[2:-4], *map(_totals, row[-4:])] for row in found}


@lru_cache(10_000)
def _totals(value: str | None) -> Any:
    """Return what totals are written as: of thousands of years many are the same."""
    return values(value)


async def _mark_changed(written: Mapping[PersonYear, Mapping[str, Any]]) -> None:
    """Mark the groups that these years leave and come to, unless everything is as it was there."""
    rows = ResultRow.filter(
        staff_id__in={staff_id for staff_id, _ in written},
        year__in={year for _, year in written},
    )
    stored = {(row[0], row[1]): tuple(row[2:]) for row in await plain(rows, *KEY, *GROUPED)}
    places = []
    for (staff_id, year), columns in written.items():
        now, before = tuple(columns[name] for name in GROUPED), stored.get((staff_id, year))
        if now != before:
            places += [(*one[:2], year) for one in (now, before) if one]
    await mark_years(places)


async def _written_all(
    results: Mapping[PersonYear, YearResult],
) -> dict[PersonYear, dict[str, Any]]:
    """Return the columns of each answer; who has no record is where they work now."""
    columns = {year: _columns(result) for year, result in results.items()}
    lost = [year for year, result in results.items() if result.record is None]
    places = await _places({staff_id for staff_id, _ in lost})
    for staff_id, year in lost:
        columns[staff_id, year] |= places[staff_id]
    return columns


async def _places(staff_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return where people work now."""
    rows = await plain(StaffRow.filter(id__in=staff_ids), "id", *PLACE) if staff_ids else ()
    return {staff_id: dict(zip(PLACE, place, strict=True)) for staff_id, *place in rows}


def _columns(result: YearResult) -> dict[str, Any]:
    return {
        "outcome": result.outcome.value,
        "hoped": hoped_outcome(result).value,
        "points": result.credits.all,
        "counting_points": result.credits.counting,
        "hours": result.hours.all,
        "counting_hours": result.hours.counting,
        "shortfalls": [[one.check.value, one.has, one.needs] for one in result.shortfalls],
        "by_class": _written(result.by_class),
        "by_subject": _written(result.by_subject),
        "by_subtype": _written(result.by_subtype),
        "level": result.level,
        "dirty": False,
        **of_the_year(result.record),
    }


def of_the_year(record: YearRecord | None) -> dict[str, Any]:
    """Return what the person was in the year, as their record says."""
    if record is None:
        return dict.fromkeys(OF_THE_YEAR)
    return {
        "title": record.title,
        "status": record.status,
        "post_type": record.post_type and record.post_type.value,
        "unit_id": record.unit_id,
        "department_id": record.department_id,
    }


def _written(totals: Mapping[Any, Total]) -> dict[str, list[int]]:
    return {str(key): [total.all, total.counting] for key, total in totals.items()}


def _read(totals: Mapping[str, list[int]] | None) -> dict[str, Total]:
    return {key: Total(*total) for key, total in (totals or {}).items()}


def stored_result(row: ResultRow) -> StoredResult:
    """Return a stored year as the rest of the house has it."""
    return StoredResult(
        staff_id=row.staff_id,
        year=row.year,
        outcome=Outcome(row.outcome),
        hoped=Outcome(row.hoped),
        points=row.points,
        counting_points=row.counting_points,
        hours=row.hours,
        counting_hours=row.counting_hours,
        shortfalls=tuple((check, has, needs) for check, has, needs in row.shortfalls),
        by_class={int(key): total for key, total in _read(row.by_class).items()},
        by_subject=_read(row.by_subject),
        by_subtype=_read(row.by_subtype),
        title=row.title,
        level=row.level,
        status=row.status,
        post_type=PostType(row.post_type) if row.post_type else None,
        unit_id=row.unit_id,
        department_id=row.department_id,
        is_dirty=row.dirty,
    )

"""The stored answers of the engine, one for a person and a year."""

from collections.abc import Collection

from core.domain.compliance import Outcome, YearResult
from core.records import StoredResult
from storage.models import ResultRow

KEY = ("staff_id", "year")
ANSWER = ("outcome", "points", "counting_points", "hours", "counting_hours", "shortfalls")


class ResultQueries:
    async def save(self, staff_id: str, result: YearResult) -> None:
        """Put the answer in the place of the one before; nothing is ever added to it."""
        row = ResultRow(
            staff_id=staff_id,
            year=result.year,
            outcome=result.outcome.value,
            points=result.credits.all,
            counting_points=result.credits.counting,
            hours=result.hours.all,
            counting_hours=result.hours.counting,
            shortfalls=[[one.check.value, one.has, one.needs] for one in result.shortfalls],
        )
        await ResultRow.bulk_create([row], on_conflict=KEY, update_fields=ANSWER)

    async def of(self, staff_ids: Collection[str], year: int) -> list[StoredResult]:
        rows = await ResultRow.filter(staff_id__in=set(staff_ids), year=year).order_by("staff_id")
        return [_result(row) for row in rows]


def _result(row: ResultRow) -> StoredResult:
    return StoredResult(
        staff_id=row.staff_id,
        year=row.year,
        outcome=Outcome(row.outcome),
        points=row.points,
        counting_points=row.counting_points,
        hours=row.hours,
        counting_hours=row.counting_hours,
        shortfalls=tuple((check, has, needs) for check, has, needs in row.shortfalls),
    )

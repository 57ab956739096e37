"""People's records of years, many in one statement."""

from collections.abc import Collection, Sequence

from core.domain.register import Staff, YearRecord
from storage.models import StaffRow, YearRecordRow
from storage.queries.register.rows import columns_of, record_columns
from storage.queries.uncounted import mark_records

KEY = ("staff_id", "year")
RECORD = (
    *("title", "status", "unit_id", "department_id"),
    *("title_awarded_on", "post_type", "staff_kind", "remark"),
)
STANDING = ("title", "status", "title_awarded_on")
AT_ONCE = 100


class YearRecordQueries:
    async def hold(self, staff_ids: Collection[str]) -> dict[str, int]:
        """Lock people in the one order; rows that only name them may still be written."""
        rows = StaffRow.filter(id__in=set(staff_ids)).order_by("id")
        held = await rows.only("id", "version").select_for_update(no_key=True)
        return {row.id: row.version for row in held}

    async def put(self, records: Sequence[YearRecord]) -> None:
        await mark_records(
            {one.staff_id for one in records}, {one.department_id for one in records}
        )
        rows = [
            YearRecordRow(
                staff_id=record.staff_id,
                year=record.year,
                version=record.version,
                **record_columns(record),
            )
            for record in records
        ]
        written = (*RECORD, "version")
        await YearRecordRow.bulk_create(rows, on_conflict=KEY, update_fields=written)

    async def remove(self, staff_id: str, year: int) -> None:
        await mark_records([staff_id])
        await YearRecordRow.filter(staff_id=staff_id, year=year).delete()

    async def follow(self, people: Sequence[Staff]) -> None:
        rows = await StaffRow.filter(id__in={one.id for one in people})
        after = {one.id: one for one in people}
        for row in rows:
            columns = columns_of(after[row.id])
            values = {name: columns[name] for name in STANDING}
            row.update_from_dict(values | {"version": after[row.id].version + 1})
        await StaffRow.bulk_update(rows, (*STANDING, "version"), batch_size=AT_ONCE)

"""Many people at once, in as many statements as there are tables."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from core.domain.register import DocumentTaken, NumberTaken, YearRecord
from core.records.people_sets import Correction, Laid, Newcomer
from storage.models import AccountRow, PostingRow, ResultRow, StaffRow, YearRecordRow
from storage.queries.register.accounts import AccountQueries
from storage.queries.register.people import PeopleQueries
from storage.queries.register.rows import columns_of, place_of, record_columns
from storage.queries.rows import unless_taken
from storage.queries.sets import Statement, to_insert, to_update


class PeopleSetQueries:
    def __init__(self, people: PeopleQueries, accounts: AccountQueries) -> None:
        self._people, self._accounts = people, accounts

    def newcomers(self, people: Sequence[Newcomer]) -> Sequence[Laid]:
        staff = [
            {"id": one.staff.id, **place_of(one.staff), **self._columns(one)} for one in people
        ]
        postings = [{"staff_id": one.staff.id, **place_of(one.staff)} for one in people]
        accounts = [self._accounts.columns(one.account, one.document) for one in people]
        return (
            to_insert(StaffRow, [{"version": 1, **row} for row in staff]),
            to_insert(PostingRow, postings),
            to_insert(YearRecordRow, [_record(one.record) for one in people]),
            to_insert(AccountRow, accounts),
        )

    def corrections(self, people: Sequence[Correction]) -> Sequence[Laid]:
        rows = [{"id": one.staff.id, **self._columns(one)} for one in people]
        columns = [column for column in rows[0] if column != "id"] if rows else []
        return (to_update(StaffRow, "id", columns, rows),)

    async def write(self, laid: Sequence[Laid]) -> None:
        for one in laid:
            is_staff = isinstance(one, Statement) and one.model is StaffRow
            async with unless_taken(NumberTaken() if is_staff else DocumentTaken()):
                await one.write()

    async def write_records(self, new: Sequence[YearRecord], kept: Sequence[YearRecord]) -> None:
        await to_insert(YearRecordRow, [_record(one) for one in new]).write()
        ids: Any = YearRecordRow.filter(staff_id__in={one.staff_id for one in kept})
        by_year = {
            (staff_id, year): id_
            for id_, staff_id, year in await ids.values_list("id", "staff_id", "year")
        }
        rows = [{"id": by_year[one.staff_id, one.year], **record_columns(one)} for one in kept]
        columns = [column for column in rows[0] if column != "id"] if rows else []
        await to_update(YearRecordRow, "id", columns, rows).write()
        years = defaultdict[int, set[str]](set)
        for one in (*new, *kept):
            years[one.year].add(one.staff_id)
        for year, staff_ids in years.items():
            results = ResultRow.filter(staff_id__in=staff_ids, year__gte=year)
            await results.update(dirty=True)

    async def logins_taken(self, logins: Collection[str]) -> set[str]:
        indexes = {self._accounts.index(login): login for login in logins}
        rows: Any = AccountRow.filter(login_index__in=set(indexes))
        taken: list[str] = await rows.values_list("login_index", flat=True)
        return {indexes[index] for index in taken}

    def _columns(self, one: Newcomer | Correction) -> dict[str, Any]:
        given = {"document": one.document, "mobile": one.mobile}
        return {**columns_of(one.staff), **self._people.sealed(one.staff.id, given)}


def _record(record: YearRecord) -> Mapping[str, Any]:
    key = {"staff_id": record.staff_id, "year": record.year, "version": record.version}
    return {**key, **record_columns(record)}

"""Many people at once, in as many statements as there are tables."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from core.domain.register import DocumentTaken, NumberTaken, Staff, YearRecord
from core.records.people_sets import Correction, Laid, Newcomer
from storage.models import (
    AccountRow,
    PostingRow,
    ResultRow,
    StaffRow,
    UncountedRow,
    UncountedYearRow,
    YearRecordRow,
)
from storage.queries.credits.results import NOTHING, of_the_year
from storage.queries.register.accounts import AccountQueries
from storage.queries.register.people import PeopleQueries
from storage.queries.register.rows import columns_of, place_of, record_columns, staff_of
from storage.queries.rows import unless_taken
from storage.queries.search import (
    Renamed,
    laid_terms,
    put_terms,
    terms_of_person,
    without_terms,
)
from storage.queries.sets import Statement, to_insert, to_update, together
from storage.queries.uncounted import marks_of_years


class PeopleSetQueries:
    def __init__(self, people: PeopleQueries, accounts: AccountQueries) -> None:
        self._people, self._accounts = people, accounts

    def newcomers(self, people: Sequence[Newcomer]) -> Sequence[Laid]:
        staff = [
            {
                "id": one.staff.id,
                "version": 1,
                "is_newcomer": one.account.is_unused,
                **place_of(one.staff),
                **self._columns(one),
            }
            for one in people
        ]
        postings = [{"staff_id": one.staff.id, **place_of(one.staff)} for one in people]
        places = {one.staff.department_id for one in people}
        accounts = [self._accounts.columns(one.account, one.document) for one in people]
        return (
            to_insert(StaffRow, staff),
            to_insert(PostingRow, postings),
            to_insert(YearRecordRow, [_record(one.record) for one in people]),
            to_insert(AccountRow, accounts),
            to_insert(ResultRow, [_uncounted(one.record) for one in people]),
            to_insert(UncountedRow, [{"department_id": one} for one in sorted(places)]),
            to_insert(UncountedYearRow, marks_of_years([_year_of(one.record) for one in people])),
        )

    def terms(self, people: Sequence[Staff]) -> Laid:
        return laid_terms(people)

    def corrections(self, people: Sequence[Correction]) -> Sequence[Laid]:
        rows = [{"id": one.staff.id, **self._columns(one)} for one in people]
        columns = [column for column in rows[0] if column != "id"] if rows else []
        renamed = Renamed([one.staff for one in people])
        return (renamed, to_update(StaffRow, "id", columns, rows))

    async def write(self, laid: Sequence[Laid]) -> None:
        statements = together(one for one in laid if isinstance(one, Statement))
        for renamed in (one for one in laid if not isinstance(one, Statement)):
            await renamed.write()
        for one in statements:
            is_staff = one.model is StaffRow
            async with unless_taken(NumberTaken() if is_staff else DocumentTaken()):
                await one.write()

    async def make_found(self, after: str, limit: int) -> str | None:
        rows = without_terms().filter(id__gt=after).order_by("id").limit(limit)
        people = [staff_of(row) for row in await rows.select_for_update()]
        terms = [term for one in people for term in terms_of_person(one)]
        await put_terms(terms, instead_of=[one.id for one in people])
        return people[-1].id if people else None

    async def logins_taken(self, logins: Collection[str]) -> set[str]:
        indexes = {self._accounts.index(login): login for login in logins}
        rows: Any = AccountRow.filter(login_index__in=set(indexes))
        taken: list[str] = await rows.values_list("login_index", flat=True)
        return {indexes[index] for index in taken}

    def _columns(self, one: Newcomer | Correction) -> dict[str, Any]:
        given = {"document": one.document, "mobile": one.mobile}
        return {**columns_of(one.staff), **self._people.sealed(one.staff.id, given)}


def _uncounted(record: YearRecord) -> Mapping[str, Any]:
    """Return the year of somebody new before it is counted: lists have them at once."""
    return {"staff_id": record.staff_id, "year": record.year, **NOTHING, **of_the_year(record)}


def _year_of(record: YearRecord) -> Sequence[Any]:
    return record.unit_id, record.department_id, record.year


def _record(record: YearRecord) -> Mapping[str, Any]:
    key = {"staff_id": record.staff_id, "year": record.year, "version": record.version}
    return {**key, **record_columns(record)}

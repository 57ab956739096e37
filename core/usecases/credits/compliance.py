"""Does one meet the standard: a person's year, and the midnight at which credits take effect."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.credits.answers import FIRST_YEAR
from core.domain.credits.compliance import PersonYear, YearResult
from core.domain.credits.counting import NotCounted
from core.domain.credits.credit import Credit
from core.domain.credits.forecasts import awaited, forecast
from core.domain.register import Account, Actor, Department, Staff
from core.domain.rulebook.rules import Rulebook
from core.messages import about
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.records.messages import Message
from core.records.transaction import Transaction
from core.results import SLICE, hold, in_batches, judged, recount_all, recount_years

TOOK_EFFECT = "took-effect"
BEGUN, BEGUN_TOGETHER = 1000, 100


@dataclass(frozen=True, slots=True)
class YearSheet:
    """A person's year: the result today, and what it would be if all that waits were approved."""

    staff: Staff
    department: Department
    year: int
    book: Rulebook
    result: YearResult
    hoped: YearResult
    credits: Mapping[str, Credit]
    years: Sequence[int]

    @property
    def awaited(self) -> Mapping[NotCounted, int]:
        """What is under review and what takes effect later, by what it would count."""
        return awaited(self.result, self.hoped)


async def read_year(
    desk: Desk, who: Actor, staff_id: str, year: int, *, as_of: date | None = None
) -> YearSheet:
    """Return whether somebody meets the standard of a year, today or as of another day.

    Raises NotFound outside the scope. Source: manual 6.1, 6.2; rules.md §1.
    """
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_READ, staff)
        credits = [one for one in await tx.credits.of_year(staff_id, year) if sees(who, one)]
        result = await judged(tx, staff_id, year, as_of or desk.today())
        return YearSheet(
            staff=staff,
            department=await tx.people.department(staff.department_id),
            year=year,
            book=result.book,
            result=result,
            hoped=forecast(result, result.book),
            credits={credit.id: credit for credit in credits},
            years=await tx.credits.years(staff_id),
        )


async def take_effect(desk: Desk, who: Actor) -> int:
    """Let a hundred of the approved credits whose day has come count; return how many were due.

    A slice of midnight's job, which ends when none is left. People sign in meanwhile: it takes a
    few years at a time, so that nobody waits long to write.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        due = await tx.credits.due(desk.today(), SLICE)
        books = await tx.rulebooks.some({credit.unit_id for credit in due})
    for credit in due:  # so that rules are loaded while nobody waits
        books[credit.unit_id].of(credit.year)
    async for years in in_batches(
        {(credit.staff_id, credit.year) for credit in due}, desk.check_ins.lull
    ):
        async with desk.store.transaction() as tx:
            await hold(tx, years)
            await _let_count(desk, tx, who, years)
    return len(due)


async def _let_count(
    desk: Desk, tx: Transaction, who: Actor, years: Collection[PersonYear]
) -> None:
    """Let what is due in held years count, in as many statements for many as for one."""
    today = desk.today()
    due = await tx.credits.due_in(years, today)
    await tx.credits.set_counted([credit.id for credit in due])
    people = await tx.people.some({staff_id for staff_id, _ in years})
    accounts = await tx.accounts.of_people({credit.staff_id for credit in due})
    await tx.notices.add_many(_told(due, people, accounts), desk.clock.now())
    for credit in due:
        tx.journal.add(who, TOOK_EFFECT, credit.subject)
    await recount_years(tx, years, today, people)


def _told(
    due: Iterable[Credit], people: Iterable[Staff], accounts: Sequence[Account]
) -> list[Message]:
    staff = {one.id: one for one in people}
    return [
        Message(
            account.id,
            TOOK_EFFECT,
            credit.subject,
            {**about(staff[credit.staff_id], credit), "points": credit.points, "year": credit.year},
        )
        for credit in due
        for account in accounts
        if account.staff_id == credit.staff_id
    ]


async def begin_years(desk: Desk, who: Actor) -> int:
    """Let the year of people begin who are not in its lists yet; return of how many.

    A slice of the job that runs at midnight and at the start. Earlier years hold those of whom a
    record tells; this one holds everybody. Counting them follows by itself. Nobody who writes
    waits for what is only read.
    """
    missing = await _missing(desk, who)
    async for years in in_batches(missing, desk.check_ins.lull, BEGUN_TOGETHER):
        async with desk.store.transaction() as tx:
            await tx.results.begin(years)
    return len(missing)


async def _missing(desk: Desk, who: Actor) -> list[PersonYear]:
    this_year = desk.today().year
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        for year in range(FIRST_YEAR, this_year + 1):
            if missing := await tx.results.missing(year, BEGUN, everybody=year == this_year):
                return missing
    return []


async def recount_dirty(desk: Desk, who: Actor) -> int:
    """Count a hundred of the person-years again that a change left dirty; return how many.

    A slice of the job that runs every minute, until all are clean.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        years = await tx.results.dirty(SLICE)
    await recount_all(desk, years, desk.check_ins.lull)
    return len(years)

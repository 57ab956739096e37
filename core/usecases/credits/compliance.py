"""Does one meet the standard: a person's year, and the midnight at which credits take effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.credits.compliance import YearResult
from core.domain.credits.counting import NotCounted
from core.domain.credits.credit import Credit
from core.domain.credits.forecasts import awaited, forecast
from core.domain.register import Actor, Department, Staff
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import Subject, SubjectKind
from core.messages import named
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.results import BATCH, hold, judged, recount_all, recount_years


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
    """Let a hundred of the approved credits whose day has come count; return how many there were.

    A slice of midnight's job, which ends when none is left.
    """
    now, today = desk.clock.now(), desk.today()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        years = {(credit.staff_id, credit.year) for credit in await tx.credits.due(today, BATCH)}
        await hold(tx, years)
        due = [
            credit
            for credit in await tx.credits.due(today, BATCH)
            if (credit.staff_id, credit.year) in years
        ]
        for credit in due:
            await tx.credits.set_counted(credit.id)
            tx.journal.add(who, "took-effect", Subject(SubjectKind.CREDIT, credit.id))
            accounts = await tx.accounts.of_staff(credit.staff_id)
            await tx.notices.add(
                [account.id for account in accounts],
                "took-effect",
                now=now,
                subject=Subject(SubjectKind.CREDIT, credit.id),
                details={
                    **await named(tx, credit),
                    "points": credit.points,
                    "year": credit.year,
                },
            )
        await recount_years(tx, years, today)
    return len(due)


async def recount_dirty(desk: Desk, who: Actor) -> int:
    """Count a hundred of the person-years again that a change left dirty; return how many.

    A slice of the job that runs every minute, until all are clean.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        years = await tx.results.dirty(BATCH)
    await recount_all(desk, years)
    return len(years)

"""Warnings by the clock: who will not meet the standard of the year, and which claims wait long."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from core.domain.credits.compliance import PersonYear
from core.domain.credits.warnings import (
    Outstanding,
    days_left,
    is_overdue,
    outstanding,
    threshold,
    told_at,
)
from core.domain.dates import SHANGHAI, day_of
from core.domain.register import Account, Actor, Department, Role, Staff, actor_of
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.training import Cycle, Training
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job, Progress, Slices
from core.records.messages import Message
from core.records.transaction import Transaction
from core.results import SLICE, TOGETHER, in_batches, years_of
from core.usecases.credits.review import CreditReview

YEAR_END, DEPARTMENT_BEHIND, CLAIMS_WAITING = "year-end", "department-behind", "claims-waiting"
MOST_TRAININGS = 3
REVIEWERS = (Role.DEPARTMENT_ADMINISTRATOR, Role.UNIT_ADMINISTRATOR, Role.AUTHORITY_REVIEWER)


async def warn_of_year_end(desk: Desk, _: Job) -> Slices:
    """Tell people 90, 30 and 7 days before the year's end what they lack, then their departments.

    A job, department by department; a day that was missed is made up once. Nobody is told who
    meets the standard with what is approved, to whom it does not apply, who has left, or who does
    not want to be told.
    """
    done = 0
    while (on := threshold(desk.today())) and (department := await _next(desk, on)):
        found, last = Counter[str](), ""
        while people := await _some(desk, department, last):
            theirs = {(one.id, on.year) for one in people}
            async for years in in_batches(theirs, desk.check_ins.lull):
                async with desk.store.transaction() as tx:
                    found += await _warn(desk, tx, years, on)
            done, last = done + len(people), people[-1].id
            yield Progress(done)
        async with desk.store.transaction() as tx:
            await _tell_department(desk, tx, department, found, on)
        yield Progress(done)


async def _next(desk: Desk, on: date) -> Department | None:
    async with desk.store.reading() as tx:
        authorize(Actor.system(), Permission.SYSTEM_RUN)
        return await tx.warnings.next_department(on)


async def _some(desk: Desk, department: Department, last: str) -> list[Staff]:
    async with desk.store.reading() as tx:
        return await tx.warnings.candidates(department.id, desk.today().year, last, SLICE)


async def _warn(
    desk: Desk, tx: Transaction, years: Collection[PersonYear], on: date
) -> Counter[str]:
    """Tell some people of one department what they lack; count those who lack something."""
    people = await tx.people.some({staff_id for staff_id, _ in years})
    judged = {
        staff_id: outstanding(facts.judged(desk.today()))
        for (staff_id, _), facts in (await years_of(tx, years, people)).items()
    }
    lacking = {staff_id: one for staff_id, one in judged.items() if one is not None}
    accounts = await tx.accounts.of_people(lacking)
    await _tell(desk, tx, [one for one in people if one.id in lacking], lacking, accounts, on)
    here = {one.staff_id for one in accounts if not one.is_unused}
    return Counter(
        behind=len(lacking),
        hopeful=sum(one.suffices for one in lacking.values()),
        absent=len(lacking.keys() - here),
    )


async def _tell(
    desk: Desk,
    tx: Transaction,
    people: Sequence[Staff],
    lacking: Mapping[str, Outstanding],
    accounts: Sequence[Account],
    on: date,
) -> None:
    now = desk.clock.now()
    wanting = [one for one in accounts if one.wants_reminders and one.staff_id]
    subjects = {Subject(SubjectKind.STAFF, one.staff_id or "") for one in wanting}
    new = {one.id for one in await tx.warnings.note(subjects, on)}
    told = [one for one in people if one.id in new]
    trainings = await tx.cycles.open_to(told, now, _end_of(on.year)) if told else {}
    messages = [
        Message(one.id, YEAR_END, None, _details(lacking[who], trainings[who], desk.today()))
        for one in wanting
        if (who := one.staff_id or "") in new
    ]
    await tx.notices.add_many(messages, now, told_at(now))


def _end_of(year: int) -> datetime:
    return datetime.combine(date(year + 1, 1, 1), time(), SHANGHAI)


def _details(
    lacks: Outstanding, trainings: Sequence[tuple[Training, Cycle]], today: date
) -> dict[str, Any]:
    """Return what a warning says, so that it can be said in either language."""
    giving = [(one, cycle) for one, cycle in trainings if one.points][:MOST_TRAININGS]
    return {
        "year": today.year,
        "days": days_left(today),
        "missing": [[one.check, one.missing] for one in lacks.missing],
        "waiting": lacks.waiting,
        "suffices": lacks.suffices,
        "trainings": [
            [one.plan.name, cycle.starts_at.isoformat(), one.points] for one, cycle in giving
        ],
    }


async def _tell_department(
    desk: Desk, tx: Transaction, department: Department, found: Counter[str], on: date
) -> None:
    """Tell the department's administrators how many lack something, once; nothing where nobody."""
    now, today = desk.clock.now(), desk.today()
    await tx.warnings.note({Subject(SubjectKind.DEPARTMENT, department.id)}, on)
    if not found["behind"]:
        return
    role = Role.DEPARTMENT_ADMINISTRATOR
    administrators = await tx.accounts.holding(role, department_id=department.id)
    await tx.notices.add(
        [one.id for one in administrators if one.wants_reminders],
        DEPARTMENT_BEHIND,
        now=now,
        due_at=told_at(now),
        details={
            "department": department.name,
            "year": today.year,
            "days": days_left(today),
            **{name: found[name] for name in ("behind", "hopeful", "absent")},
        },
    )


async def remind_reviewers(desk: Desk, _: Job) -> Slices:
    """Tell reviewers once a day at most of the claims that wait: after three days, then weekly.

    A job; each reviewer gets one message that counts them all.
    """
    async with desk.store.reading() as tx:
        authorize(Actor.system(), Permission.SYSTEM_RUN)
        holding = [one for role in REVIEWERS for one in await tx.accounts.holding(role)]
    wanting = list({one.id: one for one in holding if one.wants_reminders}.values())
    for at in range(0, len(wanting), TOGETHER):
        async with desk.store.transaction() as tx:
            for reviewer in wanting[at : at + TOGETHER]:
                await _remind(desk, tx, reviewer)
        yield Progress(at + TOGETHER)


async def _remind(desk: Desk, tx: Transaction, reviewer: Account) -> None:
    now, today = desk.clock.now(), desk.today()
    subject = Subject(SubjectKind.ACCOUNT, reviewer.id)
    told_on = (await tx.warnings.last_told({subject})).get(subject)
    wanted = CreditReview().waits(actor_of(reviewer, via="system"))
    days = [day_of(moment) for moment in await tx.warnings.waiting_since(wanted)]
    if not any(is_overdue(day, told_on, today) for day in days):
        return
    await tx.warnings.note({subject}, today)
    overdue = [day for day in days if is_overdue(day, None, today)]
    details = {"count": len(overdue), "days": (today - min(overdue)) // timedelta(days=1)}
    await tx.notices.add(
        [reviewer.id], CLAIMS_WAITING, now=now, due_at=told_at(now), details=details
    )

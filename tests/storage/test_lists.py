"""Every list of the product with more rows than are counted: nothing is cut in silence."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

from core import usecases
from core.domain.credits.claims import Claim
from core.domain.credits.credit import Stage
from core.domain.credits.outlook import OUTCOMES, Outlook
from core.domain.errors import NotFound
from core.domain.lists import EVERYTHING, MOST_COUNTED, ROWS, ListQuery, Place, Window
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.training import TrainingStage
from core.lists import Listing, every_row
from core.ports import Desk
from core.usecases.authority import AWAITING_LETTERS
from core.usecases.credits.carried import CARRIED
from core.usecases.credits.claim_workbooks import CLAIM_WORKBOOKS
from core.usecases.credits.completion import COMPLETION
from core.usecases.credits.correctable import CORRECTABLE
from core.usecases.credits.lists import AREA_CREDITS, ENTERED_CREDITS, OWN_CREDITS
from core.usecases.credits.review import REVIEWED_CREDITS
from core.usecases.credits.taken_over import CREDIT_IMPORTS
from core.usecases.credits.whom import WHOM
from core.usecases.credits.year_lists import TOTALS, YEARS
from core.usecases.credits.years_as_of import AS_OF
from core.usecases.messages.notices import INBOX, read_inbox
from core.usecases.projects.delegations import DELEGATIONS
from core.usecases.projects.lists import APPLICATIONS, REVIEWED_APPLICATIONS
from core.usecases.projects.published import PROJECTS
from core.usecases.register.changes import CHANGES
from core.usecases.register.lists import PEOPLE, STANDING, WHOSE_FORMS
from core.usecases.register.newcomers import NEWCOMERS
from core.usecases.register.people_export import REGISTER
from core.usecases.trainings.activities import STATISTICS, list_activities
from core.usecases.trainings.lists import REVIEWED_TRAININGS, TRAININGS
from core.usecases.trainings.tallying import count_trainings
from storage.models import (
    AccountRow,
    ApplicationRow,
    CreditImportRow,
    DelegationRow,
    NoticeRow,
    ProjectRow,
    ResultRow,
    StaffRow,
    TrainingRow,
)
from storage.queries.credits.results import NOTHING
from storage.queries.search import laid_terms
from storage.queries.uncounted import mark_trainings
from tests import cast
from tests.statements import statements
from tests.storage.examples import a_credit
from tests.trainings import a_plan

MANY, SIZE = 1500, 50
MOST_STATEMENTS = 12
NURSE, HEAD, UNIT = cast.NURSE.actor, cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
NAMESAKES = {"q": cast.NURSE.account.name}


def an_id(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return "".join(letters[number >> 5 * place & 31] for place in range(16))


async def put_credits(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.credits.add_many(
            [
                a_credit(
                    NURSE,
                    now - timedelta(minutes=number // 3),
                    an_id(number),
                    claim=Claim(year=2026, rule="out-of-province-national", quantity=600),
                    stage=Stage.DEPARTMENT_REVIEW,
                    submitted_at=now - timedelta(minutes=number // 3),
                    entered_by=HEAD.account_id,
                )
                for number in range(MANY)
            ]
        )
        await tx.credits.add_many(
            [
                a_credit(NURSE, now - timedelta(minutes=number), an_id(MANY + number))
                for number in range(50)
            ]
        )


async def put_trainings(desk: Desk, stage: TrainingStage) -> None:
    plan = await a_plan(desk, HEAD)
    now = desk.clock.now()
    async with desk.store.transaction():
        model = await TrainingRow.get(id=plan.id)
        columns = {name: getattr(model, name) for name in model._meta.db_fields}
        await TrainingRow.bulk_create(
            TrainingRow(
                **{
                    **columns,
                    "id": an_id(number),
                    "stage": stage.value,
                    "submitted_at": now - timedelta(minutes=number // 3),
                    "waits_since": now - timedelta(minutes=number // 3),
                    "created_at": now - timedelta(minutes=number // 3),
                    "starts_at": now - timedelta(hours=3, minutes=number // 3),
                    "ends_at": now - timedelta(hours=1),
                }
            )
            for number in range(MANY)
        )


async def put_waiting_trainings(desk: Desk) -> None:
    await put_trainings(desk, TrainingStage.UNIT_REVIEW)


async def put_held_trainings(desk: Desk) -> None:
    await put_trainings(desk, TrainingStage.APPROVED)
    async with desk.store.transaction():
        await mark_trainings([an_id(number) for number in range(MANY)])


async def put_counted_trainings(desk: Desk) -> None:
    await put_held_trainings(desk)
    while await count_trainings(desk, Actor.system()):
        pass


async def put_people(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        model = await StaffRow.get(id=NURSE.staff_id)
        columns = {name: getattr(model, name) for name in model._meta.db_fields}
        for_one: Any = tx.people
        await StaffRow.bulk_create(
            StaffRow(
                **{**columns, "id": an_id(number), "staff_number": f"77{number:08}"}
                | for_one.sealed(an_id(number), {"document": f"{number:018}", "mobile": ""})
            )
            for number in range(MANY)
        )


async def put_years(desk: Desk) -> None:
    await put_people(desk)
    async with desk.store.transaction():
        await ResultRow.bulk_create(
            ResultRow(
                **NOTHING | {"outcome": "not-met", "hoped": "not-met", "dirty": False},
                staff_id=an_id(number),
                year=2026,
                unit_id=NURSE.unit_id,
                department_id=NURSE.department_id,
            )
            for number in range(MANY)
        )


async def put_years_of_namesakes(desk: Desk) -> None:
    """A thousand and more are called alike, and stand differently."""
    await put_years(desk)
    async with desk.store.transaction():
        for place, (outcome, hoped) in enumerate(OUTCOMES.values()):
            some = ResultRow.filter(staff_id__in=[an_id(it) for it in range(place, MANY, 4)])
            await some.update(outcome=outcome, hoped=hoped, counting_points=100 * place)
        assert cast.NURSE.staff
        numbered = {an_id(number): f"77{number:08}" for number in range(MANY)}
        people = [replace(cast.NURSE.staff, id=it, staff_number=n) for it, n in numbered.items()]
        await laid_terms(people).write()


async def put_newcomers(desk: Desk) -> None:
    await put_people(desk)
    async with desk.store.transaction():
        await StaffRow.filter(staff_number__startswith="77").update(is_newcomer=True)
        await AccountRow.bulk_create(
            AccountRow(
                id=an_id(number),
                login_index=f"{number}",
                login=b"",
                name=NURSE.name,
                roles=" staff ",
                staff_id=an_id(number),
                unit_id=NURSE.unit_id,
                department_id=NURSE.department_id,
                opened_at=desk.clock.now(),
            )
            for number in range(MANY)
        )


async def put_changes(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        for number in range(MANY):
            person = Subject(SubjectKind.STAFF, NURSE.staff_id or "")
            change = {"before": {"position": f"{number}"}, "after": {"position": "护士长"}}
            tx.journal.add(HEAD, "staff-changed", person, **change)


async def put_claims_for_elsewhere(desk: Desk) -> None:
    now, stage = desk.clock.now(), Stage.AUTHORITY_ELSEWHERE
    async with desk.store.transaction() as tx:
        await tx.credits.add_many(
            [
                a_credit(
                    NURSE,
                    now - timedelta(minutes=number // 3),
                    an_id(number),
                    claim=Claim(year=2026, rule="out-of-province-national", quantity=600),
                    stage=stage,
                    submitted_at=now - timedelta(minutes=number // 3),
                    to_authority=True,
                )
                for number in range(MANY)
            ]
        )


async def put_notices(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.store.transaction():
        await NoticeRow.bulk_create(
            NoticeRow(
                account_id=NURSE.account_id,
                key="took-effect",
                details={"points": 100, "year": 2026},
                created_at=now,
                due_at=now - timedelta(minutes=number // 3),
            )
            for number in range(MANY)
        )


async def put_approved(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.credits.add_many(
            [
                a_credit(
                    NURSE,
                    now - timedelta(minutes=number // 3),
                    an_id(number),
                    claim=Claim(year=2026, rule="out-of-province-national", quantity=600),
                    subtype="out-of-province-national",
                    stage=Stage.APPROVED,
                    effective_on=desk.today(),
                )
                for number in range(MANY)
            ]
        )


async def put_workbooks(desk: Desk) -> None:
    await put_imports(desk, kind="claims", department_id=HEAD.department_id)


async def put_imports(desk: Desk, **others: Any) -> None:
    now = desk.clock.now()
    async with desk.store.transaction():
        await CreditImportRow.bulk_create(
            CreditImportRow(
                id=an_id(number),
                unit_id=UNIT.unit_id,
                **others,
                source="省平台",
                sha256=f"{number:064}",
                file_name="",
                size_bytes=1,
                credits=1,
                people=1,
                first_year=2026,
                last_year=2026,
                taken_over_at=now - timedelta(minutes=number // 3),
                taken_over_by="",
                taken_back_by="",
                reason="",
            )
            for number in range(MANY)
        )


def a_project_row(number: int) -> ProjectRow:
    return ProjectRow(
        id=an_id(number),
        unit_id=UNIT.unit_id,
        year=2026,
        number=f"{number:05}",
        number_key=f"{number:05}",
        name="学习班",
        level="provincial",
        organiser="",
        place="",
        points=0,
    )


async def put_projects(desk: Desk) -> None:
    async with desk.store.transaction():
        await ProjectRow.bulk_create(map(a_project_row, range(MANY)))


async def put_delegations(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.store.transaction():
        await a_project_row(0).save()
        await DelegationRow.bulk_create(
            DelegationRow(
                id=an_id(number),
                project_id=an_id(0),
                unit_id=UNIT.unit_id,
                department_id=HEAD.department_id,
                delegated_at=now - timedelta(minutes=number // 3),
                delegated_by="",
                reason="",
            )
            for number in range(MANY)
        )


async def put_applications(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.store.transaction():
        await ApplicationRow.bulk_create(
            ApplicationRow(
                id=an_id(number),
                unit_id=UNIT.unit_id,
                department_id=HEAD.department_id,
                entered_by=HEAD.account_id,
                year=2026,
                level="municipal",
                name="学习班",
                answers={"name": "学习班"},
                courses=[],
                stage="unit-review",
                number="",
                number_key="",
                created_at=now - timedelta(minutes=number // 3),
                submitted_at=now - timedelta(minutes=number // 3),
                reason="",
                version=1,
            )
            for number in range(MANY)
        )


@dataclass(frozen=True)
class Case:
    """A list with its many rows, who looks at it, and what tells its rows apart."""

    listing: Listing[Any]
    who: Actor
    put: Callable[[Desk], Awaitable[None]]
    key: Callable[[Any], object]
    query: ListQuery = EVERYTHING


CASES = {
    "my credits": Case(OWN_CREDITS, NURSE, put_credits, lambda it: it.credit.id),
    "entered credits": Case(ENTERED_CREDITS, HEAD, put_credits, lambda it: it.credit.id),
    "everybody's credits": Case(AREA_CREDITS, HEAD, put_credits, lambda it: it.credit.id),
    "corrections": Case(CORRECTABLE, HEAD, put_credits, lambda it: it.credit.id),
    "oldest credits first": Case(
        OWN_CREDITS, NURSE, put_credits, lambda it: it.credit.id, ListQuery(sort="oldest")
    ),
    "review": Case(REVIEWED_CREDITS, HEAD, put_credits, lambda it: it.credit.id),
    "review of trainings": Case(
        REVIEWED_TRAININGS, UNIT, put_waiting_trainings, lambda it: it.training.id
    ),
    "trainings": Case(TRAININGS, UNIT, put_held_trainings, lambda it: it.training.id),
    "statistics": Case(STATISTICS, UNIT, put_counted_trainings, lambda it: it.training.id),
    "people": Case(PEOPLE, HEAD, put_people, lambda it: it.staff.id),
    "whom": Case(WHOM, HEAD, put_people, lambda it: it.staff.id),
    "people whose titles change": Case(STANDING, HEAD, put_people, lambda it: it.staff.id),
    "the register": Case(REGISTER, HEAD, put_people, lambda it: it.said.staff_number),
    "who is behind": Case(YEARS, HEAD, put_years, lambda it: it.staff.id),
    "everybody's year": Case(YEARS, UNIT, put_years, lambda it: it.staff.id, ListQuery("all")),
    "namesakes' years": Case(
        YEARS, UNIT, put_years_of_namesakes, lambda it: it.staff.id, ListQuery("all", NAMESAKES)
    ),
    "what people have": Case(TOTALS, UNIT, put_years, lambda it: it.staff.id),
    "years as of another day": Case(AS_OF, UNIT, put_years, lambda it: it.staff.id),
    "newcomers": Case(NEWCOMERS, HEAD, put_newcomers, lambda it: it.staff.id),
    "changes of the register": Case(CHANGES, UNIT, put_changes, lambda it: it.event.seq),
    "letters": Case(AWAITING_LETTERS, UNIT, put_claims_for_elsewhere, lambda it: it.credit.id),
    "people whose forms are printed": Case(WHOSE_FORMS, HEAD, put_people, lambda it: it.staff.id),
    "credits to carry on": Case(CARRIED, HEAD, put_approved, lambda it: it.credit.id),
    "imports of credits": Case(CREDIT_IMPORTS, UNIT, put_imports, lambda it: it.id),
    "workbooks of claims": Case(CLAIM_WORKBOOKS, HEAD, put_workbooks, lambda it: it.id),
    "published projects": Case(PROJECTS, NURSE, put_projects, lambda it: it.id),
    "applications": Case(APPLICATIONS, HEAD, put_applications, lambda it: it.application.id),
    "review of applications": Case(
        REVIEWED_APPLICATIONS, UNIT, put_applications, lambda it: it.application.id
    ),
    "delegated projects": Case(DELEGATIONS, UNIT, put_delegations, lambda it: it.delegation.id),
    "inbox": Case(INBOX, NURSE, put_notices, lambda it: it.id),
}


SHORT = {COMPLETION.read}
"""As long as a unit has levels, titles or departments: all of it on one page."""


def test_no_list_is_left_out() -> None:
    modules = [
        import_module(found.name)
        for found in walk_packages(usecases.__path__, f"{usecases.__name__}.")
        if not found.ispkg
    ]
    there = {
        one.read for module in modules for one in vars(module).values() if isinstance(one, Listing)
    }
    assert {case.listing.read for case in CASES.values()} | SHORT >= there


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_every_row_of_a_long_list_is_reached_in_few_statements(
    desk: Desk, case: Case
) -> None:
    await case.put(desk)
    before = [case.key(row) async for row in every_row(desk, case.who, case.listing, case.query)]
    assert len(before) == len(set(before)) >= MANY
    window, forward, back, pages = Window(size=SIZE), [], [], 0
    while True:
        with statements() as asked:
            page = await case.listing.read(desk, case.who, replace(case.query, window=window))
        assert 0 < len(asked) <= MOST_STATEMENTS, asked
        assert page.total in {MOST_COUNTED + 1, None}
        pages += 1
        assert page.slice.number == pages
        forward += [case.key(row) for row in page.rows]
        if page.slice.following is None:
            break
        window = Window(page.slice.following, SIZE)
    assert forward == before
    while page.slice.previous is not None:
        window = Window(page.slice.previous, SIZE)
        page = await case.listing.read(desk, case.who, replace(case.query, window=window))
        back = [*map(case.key, page.rows), *back]
    assert back == before[: len(back)]
    assert page.slice.number == 1
    jumped = replace(case.query, window=Window(Place(7), SIZE))
    page = await case.listing.read(desk, case.who, jumped)
    assert [case.key(row) for row in page.rows] == before[6 * SIZE : 7 * SIZE]


async def test_the_totals_of_statistics_count_more_trainings_than_are_listed_at_once(
    desk: Desk,
) -> None:
    await put_held_trainings(desk)
    assert (await list_activities(desk, UNIT)).statistics.total.activities == MANY


@pytest.mark.parametrize("key", ["999999999999999999", "2" * 16, "x" * 16])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_a_page_beside_a_row_that_there_is_not_begins_at_its_number(
    sqlite_desk: Desk, case: Case, key: str
) -> None:
    query = replace(case.query, window=Window(Place(1, after=key)))
    assert (await case.listing.read(sqlite_desk, case.who, query)).slice.number == 1


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_what_is_longer_than_anything_kept_is_not_found(
    sqlite_desk: Desk, case: Case
) -> None:
    for one in case.listing.filters:
        if one.kind not in {"day", "year"}:
            wanted = {one.name: ("x" * 300,) if one.kind == "choices" else "x" * 300}
            with suppress(NotFound):
                await case.listing.read(sqlite_desk, case.who, replace(case.query, filters=wanted))


async def test_rows_that_come_and_go_move_nothing_on_the_pages_after(desk: Desk) -> None:
    await put_notices(desk)
    first = await read_inbox(desk, NURSE)
    assert first.slice.following
    second = await read_inbox(desk, NURSE, ListQuery(window=Window(first.slice.following)))
    async with desk.store.transaction() as tx:
        await tx.notices.add([NURSE.account_id], "took-effect", now=desk.clock.now())
        await NoticeRow.filter(id=first.rows[3].id).delete()
    again = await read_inbox(desk, NURSE, ListQuery(window=Window(first.slice.following)))
    assert [one.id for one in again.rows] == [one.id for one in second.rows]
    async with desk.store.transaction():
        await NoticeRow.filter(id=first.rows[-1].id).delete()
    by_number = await read_inbox(desk, NURSE, ListQuery(window=Window(first.slice.following)))
    assert by_number.slice.number == 2
    assert by_number.rows


async def test_those_who_are_called_alike_are_counted_only_where_they_are_not_too_many(
    desk: Desk,
) -> None:
    await put_years_of_namesakes(desk)
    for outlook in Outlook:
        query = ListQuery(outlook, NAMESAKES)
        page = await YEARS.read(desk, UNIT, query)
        assert not page.is_counted
        assert not page.counts
        theirs = [row.outlook async for row in every_row(desk, UNIT, YEARS, query)]
        assert theirs == [outlook] * len(theirs)
        assert MANY // 4 <= len(theirs) <= MANY // 4 + 1
    for words, number in (
        ({"q": "770000012"}, 10),
        ({"q": "7700001234"}, 1),
        ({"q": "77000012"}, 100),
    ):
        page = await YEARS.read(desk, UNIT, ListQuery("all", words))
        assert page.is_counted
        assert page.total == page.counts["all"] == number
        assert sum(page.counts[outlook] for outlook in Outlook) == number
    for department_id, is_small in ((NURSE.department_id, False), (cast.INTERNAL.id, True)):
        there = {**NAMESAKES, "department": department_id}
        page = await YEARS.read(desk, UNIT, ListQuery("all", there))
        assert page.is_counted is is_small
        assert len(page.rows) == (0 if is_small else ROWS)
    assert (await YEARS.read(desk, UNIT, ListQuery("all"))).is_counted

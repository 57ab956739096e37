"""Stored results, and the forms issued on them."""

import asyncio
from dataclasses import replace

from core.domain.credits.compliance import Check, Checked, Outcome, Total, YearResult
from core.domain.register import Actor, PostType
from core.domain.rulebook import shipped
from core.ports import Desk
from core.records.credits import StoredResult
from core.records.forms import Issue
from core.results import hold, recount
from tests import cast
from tests.statements import statements


def a_result(desk: Desk, year: int = 2026) -> YearResult:
    return YearResult(
        year=year,
        rules_year=year,
        as_of=desk.today(),
        record=None,
        level=None,
        outcome=Outcome.NOT_MET,
        checks=(Checked(Check.CREDITS, 1350, 2500), Checked(Check.HOURS, 9000, 9000)),
        credits=Total(all=1500, counting=1350),
        hours=Total(all=9100, counting=9000),
        by_class={},
        by_subject={},
        by_subtype={},
        lines=(),
        book=shipped().of(year),
    )


async def test_a_result_takes_the_place_of_the_one_before(desk: Desk, nurse: Actor) -> None:
    staff_id, result = nurse.staff_id or "", a_result(desk)
    async with desk.store.transaction() as tx:
        earlier = a_result(desk, 2025)
        await tx.results.save({(staff_id, 2025): earlier, (staff_id, 2026): result})
        assert await tx.results.of([staff_id, "nobody"], 2026) == [
            StoredResult(
                staff_id=staff_id,
                year=2026,
                outcome=Outcome.NOT_MET,
                hoped=Outcome.NOT_MET,
                points=1500,
                counting_points=1350,
                hours=9100,
                counting_hours=9000,
                shortfalls=(("credits", 1350, 2500),),
                unit_id=cast.UNIT.id,
                department_id=cast.NURSING.id,
            )
        ]
        met = replace(result, outcome=Outcome.MET, checks=(), credits=Total(2600, 2500))
        await tx.results.save({(staff_id, 2026): met})
        (stored,) = await tx.results.of([staff_id], 2026)
        assert await tx.results.of([], 2026) == []
    assert (stored.outcome, stored.points, stored.shortfalls) == (Outcome.MET, 2600, ())


async def test_a_stored_year_tells_what_the_person_was_and_what_each_kind_came_to(
    desk: Desk, nurse: Actor
) -> None:
    async with desk.store.transaction() as tx:
        *_, record = await tx.people.records(nurse.staff_id or "")
        result = replace(
            a_result(desk),
            record=record,
            level="middle",
            by_class={1: Total(500, 500), 2: Total(1000, 850)},
            by_subject={"public": Total(3000, 3000)},
            by_subtype={"external": Total(1500, 1350)},
        )
        await tx.results.save({(record.staff_id, 2026): result})
        (stored,) = await tx.results.of([record.staff_id], 2026)
        await hold(tx, {(record.staff_id, 2026)})
        (dirty,) = await tx.results.of([record.staff_id], 2026)
    assert (stored.by_class, stored.by_subject) == (result.by_class, result.by_subject)
    assert stored.by_subtype == result.by_subtype
    assert (stored.title, stored.level, stored.status) == (record.title, "middle", "active")
    assert (stored.unit_id, stored.department_id) == (cast.UNIT.id, cast.NURSING.id)
    assert stored.post_type is PostType.PERMANENT
    assert (stored.is_dirty, dirty.is_dirty) == (False, True)


async def test_a_year_recounted_by_many_at_once_has_one_result(desk: Desk, nurse: Actor) -> None:
    staff_id = nurse.staff_id or ""

    async def recount(points: int) -> None:
        async with desk.store.transaction() as tx:
            result = replace(a_result(desk), credits=Total(points, points))
            await tx.results.save({(staff_id, 2026): result})

    await asyncio.gather(*(recount(points) for points in range(8)))
    async with desk.store.transaction() as tx:
        (stored,) = await tx.results.of([staff_id], 2026)
    assert stored.points == stored.counting_points
    assert stored.points in range(8)


def an_issue(desk: Desk, who: Actor, code: str) -> Issue:
    facts = {"name": "闻*", "points": 1350, "met": False}
    return Issue(code, who.staff_id or "", 2026, "content", desk.clock.now(), facts)


async def test_a_unit_finds_whose_years_count_by_its_rules_and_which_are_dirty(desk: Desk) -> None:
    nurse, stranger = str(cast.NURSE.account.staff_id), str(cast.STRANGER.account.staff_id)
    async with desk.store.transaction() as tx:
        await tx.results.hold([(nurse, 2026), (stranger, 2026)])
        await recount(tx, nurse, 2026, desk.today())
        await tx.people.move_all([await tx.people.get(nurse)], cast.OTHER_DEPARTMENT, desk.today())
        here = await tx.results.people_of(cast.UNIT.id, 2026)
        assert nurse in here  # by the record of the year
        assert nurse not in await tx.results.people_of(cast.UNIT.id, 2027)
        assert stranger not in here
        there = await tx.results.people_of(cast.OTHER_UNIT.id, 2026)
        assert {nurse, stranger} <= set(there)
        assert await tx.results.dirty_of(cast.UNIT.id) == 0
        assert await tx.results.dirty_of(cast.OTHER_UNIT.id) == 1
        await tx.results.mark_unit(cast.UNIT.id, 2026)
        assert await tx.results.dirty_of(cast.UNIT.id) == 1


async def test_an_issue_is_found_by_its_code_and_its_content(desk: Desk, nurse: Actor) -> None:
    issue = an_issue(desk, nurse, "code")
    async with desk.store.transaction() as tx:
        assert await tx.issues.add(issue) == issue
        assert await tx.issues.get("code") == issue
        assert await tx.issues.by_content("content") == issue
        assert await tx.issues.get("another") is None
        assert await tx.issues.by_content("another") is None


async def test_the_same_content_keeps_its_first_code(desk: Desk, nurse: Actor) -> None:
    async def issue(code: str) -> str:
        async with desk.store.transaction() as tx:
            return (await tx.issues.add(an_issue(desk, nurse, code))).code

    codes = await asyncio.gather(*map(issue, "ABCDEFGH"))
    assert len(set(codes)) == 1


async def test_who_locks_rows_says_so_to_the_database(desk: Desk, nurse: Actor) -> None:
    """The ORM lets go of a lock in silence where only some values of the rows are asked for."""
    assert cast.NURSE.staff
    async with desk.store.transaction() as tx:
        await tx.results.save({(cast.NURSE.staff.id, 2026): a_result(desk, 2026)})
        with statements() as asked:
            await tx.records.hold([cast.NURSE.staff.id])
            await tx.people.move_all([cast.NURSE.staff], cast.INTERNAL, desk.today())
            await tx.results.mark_unit(cast.UNIT.id, 2026)
    locking = [one for one in asked if one.query.endswith(("FOR UPDATE", "FOR NO KEY UPDATE"))]
    is_postgres = desk.settings.database_url.startswith("postgres")
    assert len(locking) == (3 if is_postgres else 0)

"""A unit with more departments than anybody reads through: they are found by what is typed."""

from dataclasses import replace
from datetime import date

import pytest

from core.departments import MOST_OFFERED, department_filter, offered_to
from core.domain.lists import ListQuery, Page, Searched
from core.domain.register import Department
from core.exports import chosen
from core.ports import Desk
from core.usecases.credits.year_lists import list_years
from core.usecases.register.department_choices import find_departments, mean_department
from core.usecases.register.lists import PEOPLE, StaffLine, list_staff
from core.usecases.register.newcomers import list_newcomers
from core.usecases.register.people_export import list_register
from tests import cast
from tests.statements import statements

HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
WARDS = 60
CLOSED = Department("wardclosed222222", cast.UNIT.id, "330922500", "老病区", date(2026, 1, 1))


async def many_departments(desk: Desk, count: int = WARDS) -> None:
    """Add wards, a closed department, and one of another unit that is called like ours."""
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    async with desk.store.transaction() as tx:
        for number in range(1, count + 1):
            name = "ward" + letters[number // 32] + letters[number % 32] + "2222222222"
            ward = Department(name, cast.UNIT.id, f"330922{number + 100}", f"第{number}病区")
            await tx.people.add_department(ward)
        await tx.people.add_department(CLOSED)


async def staff(desk: Desk, department: str) -> Page[StaffLine]:
    return await list_staff(desk, UNIT, ListQuery(filters={"department": department}))


def names(page: Page[StaffLine]) -> set[str]:
    return {line.department.name for line in page.rows}


@pytest.mark.parametrize(
    "meant", [cast.INTERNAL.id, cast.INTERNAL.code, "内科", "３３０９２２００２", "内"]
)
async def test_of_many_departments_one_is_meant_by_its_id_number_or_name(
    desk: Desk, meant: str
) -> None:
    few = await staff(desk, cast.INTERNAL.id)
    await many_departments(desk)
    many = await staff(desk, meant)
    assert names(many) == names(few) == {"内科"}
    assert [line.staff for line in many.rows] == [line.staff for line in few.rows]
    assert many.searched == {"department": Searched("内科")}
    query = ListQuery(filters={"department": meant})
    assert chosen(PEOPLE, query, many) == ["科室：内科"], "papers say it by its name"


async def test_words_that_fit_several_find_nobody_and_offer_those(sqlite_desk: Desk) -> None:
    await many_departments(sqlite_desk)
    page = await staff(sqlite_desk, "5病区")
    assert (page.rows, page.total) == ([], 0)
    assert page.searched == {"department": Searched("5病区", is_open=True)}
    assert [name for _, name in page.choices["department"]] == [
        *("第5病区", "第15病区", "第25病区", "第35病区", "第45病区", "第55病区")
    ]
    for nobodys in ("外科", "%", "_", cast.OTHER_DEPARTMENT.id, "none"):
        page = await staff(sqlite_desk, nobodys)
        assert not page.rows, nobodys
        assert page.searched["department"].is_open
        assert not page.choices["department"], nobodys


async def test_an_exact_name_goes_before_longer_ones_and_open_before_closed(
    sqlite_desk: Desk,
) -> None:
    await many_departments(sqlite_desk)
    again = replace(CLOSED, id="wardagain2222222", code="330922501", closed_on=None)
    longer = replace(again, id="wardlonger222222", code="330922400", name="老病区东")
    async with sqlite_desk.store.transaction() as tx:
        for one in (again, longer):
            await tx.people.add_department(one)
        assert (await department_filter(tx, UNIT, "老病区")).id == again.id
        assert (await department_filter(tx, UNIT, CLOSED.id)).id == CLOSED.id
    found = await find_departments(sqlite_desk, UNIT, "老病区")
    assert [one.id for one in found] == [again.id, longer.id], "the closed one takes nobody"


async def test_few_are_offered_whole_and_many_in_part(sqlite_desk: Desk) -> None:
    async with sqlite_desk.store.reading() as tx:
        few = await offered_to(tx, UNIT, cast.UNIT.id)
        assert await offered_to(tx, UNIT, cast.UNIT.id, "内") == few, "all are there to choose from"
    assert ([one.name for one in few.departments], few.is_part) == (["护理", "内科"], False)
    await many_departments(sqlite_desk)
    async with sqlite_desk.store.reading() as tx:
        many = await offered_to(tx, UNIT, cast.UNIT.id)
        own = await offered_to(tx, HEAD, cast.UNIT.id)
    assert (len(many.departments), many.is_part) == (MOST_OFFERED, True)
    assert ([one.name for one in own.departments], own.is_part) == (["护理"], False)


async def test_a_page_reads_as_much_of_a_thousand_departments_as_of_sixty(
    sqlite_desk: Desk,
) -> None:
    pages = (list_staff, list_newcomers, list_register, list_years)
    read: list[int] = []
    await many_departments(sqlite_desk)
    for more in (0, 500):
        async with sqlite_desk.store.transaction() as tx:
            for number in range(more):
                code = f"330922-{number}"
                await tx.people.add_department(
                    Department(f"more{number:012}", cast.UNIT.id, code, f"分院{number}科")
                )
        with statements() as asked:
            for page in pages:
                await page(sqlite_desk, UNIT)
        all_there = [one for one in asked if '"department"' in one.query]
        assert all("LIMIT" in one.query or '"id" IN' in one.query for one in all_there)
        read.append(len(asked))
    assert read[0] == read[1]


async def test_a_chat_names_a_department_as_people_do(desk: Desk) -> None:
    assert await mean_department(desk, UNIT, "内科") == cast.INTERNAL.id
    assert await mean_department(desk, UNIT, "") == ""
    assert await mean_department(desk, UNIT, "外科") is None
    assert await mean_department(desk, HEAD, "内科") is None, "another department's is none of hers"
    await many_departments(desk)
    assert await mean_department(desk, UNIT, "内科") == cast.INTERNAL.id
    assert await mean_department(desk, UNIT, "病区") is None

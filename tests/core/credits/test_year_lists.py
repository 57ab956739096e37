"""Who is behind and who has what: lists and statistics of whole departments (6.1 to 6.3)."""

from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from core.domain.credits.credit import Stage
from core.domain.credits.outlook import Outlook
from core.domain.errors import NotAllowed
from core.domain.lists import ListQuery, Place, Window, numbered
from core.domain.register import Actor
from core.exports import Ending, export_list
from core.lists import Listing, every_row
from core.ports import Desk
from core.results import hold, judged
from core.texts import say
from core.usecases.credits.completion import (
    COMPLETION,
    CompletionLine,
    read_completion,
    read_outlooks,
)
from core.usecases.credits.reminding import Reminded, remind
from core.usecases.credits.year_lists import TOTALS, YEARS, YearLine, list_years, missing
from core.usecases.credits.years_as_of import AS_OF
from core.usecases.list_files import ask_for_list
from storage.system import MovableClock
from tests import cast
from tests.cast import Person
from tests.jobs import had, keep_time, work_off
from tests.people_books import opened
from tests.pwa.years import put_credit

HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
SCI = "paper-sci"


async def hospital(desk: Desk) -> None:
    """闻旦 meets the standard, her colleague will, the others have nothing."""
    await put_credit(desk, cast.NURSE, "论文", 2500, rule=SCI, hours=9000)
    await put_credit(desk, cast.COLLEAGUE, "论文", 2500, Stage.UNIT_REVIEW, rule=SCI, hours=9000)
    await keep_time(desk)


async def rows(
    desk: Desk, who: Actor, listing: Listing[YearLine] = YEARS, tab: str = "all", **filters: object
) -> list[YearLine]:
    query = ListQuery(tab, filters)
    return [row async for row in every_row(desk, who, listing, query)]


def name_of(person: Person) -> str:
    return person.account.name


async def test_everybody_stands_in_one_tab_and_the_numbers_are_those_of_the_tabs(
    desk: Desk,
) -> None:
    await hospital(desk)
    outlooks = await read_outlooks(desk, HEAD, 2026)
    for outlook, number in outlooks.items():
        theirs = await rows(desk, HEAD, tab=outlook)
        assert [line.outlook for line in theirs] == [outlook] * number
    assert [line.staff.name for line in await rows(desk, HEAD, tab="met")] == [name_of(cast.NURSE)]
    on_the_way = await rows(desk, HEAD, tab="on-the-way")
    assert [line.staff.name for line in on_the_way] == [name_of(cast.COLLEAGUE)]
    everybody = await rows(desk, HEAD)
    assert Counter(line.outlook for line in everybody) == Counter(outlooks)
    async with desk.store.reading() as tx:
        there = await tx.people.after("", 100)
    nursing = {one.id for one in there if one.department_id == HEAD.department_id}
    assert {line.staff.id for line in everybody} == nursing


async def test_the_tabs_count_those_who_are_looked_for_as_they_show_them(desk: Desk) -> None:
    await hospital(desk)
    for who, q in ((HEAD, "w"), (HEAD, "nobody"), (UNIT, "w"), (UNIT, "33"), (UNIT, "nobody")):
        page = await list_years(desk, who, ListQuery("all", {"q": q}))
        shown = {tab: len(await rows(desk, who, tab=tab, q=q)) for tab in page.counts}
        assert page.counts == shown
        assert page.total == shown["all"] == sum(shown.values()) - shown["all"]
    assert len(await rows(desk, UNIT, q="w")) > 1


async def test_the_list_says_in_words_what_is_missing_and_agrees_with_the_engine(
    desk: Desk,
) -> None:
    await hospital(desk)
    for line in await rows(desk, UNIT):
        async with desk.store.reading() as tx:
            result = await judged(tx, line.staff.id, 2026, desk.today())
        assert [*result.failing] == line.failing
    behind = await rows(desk, HEAD, tab="behind")
    assert {missing(line) for line in behind} == {"还差 25.0 学分、还差 90.0 学时"}


async def test_filters_find_by_what_people_were_in_the_year(desk: Desk) -> None:
    await hospital(desk)
    assert cast.NURSE.staff
    nurse = cast.NURSE.staff
    every = await rows(desk, UNIT)
    level = next(line.stored.level for line in every if line.staff.id == nurse.id)
    found = {
        ("title", nurse.title): lambda it: it.stored.title == nurse.title,
        ("level", level): lambda it: it.stored.level == level,
        ("department", nurse.department_id): lambda it: (
            it.stored.department_id == nurse.department_id
        ),
        ("status", "active"): lambda it: it.stored.status == "active",
        ("post", "permanent"): lambda it: it.stored.post_type == "permanent",
        ("q", nurse.name[:1]): lambda it: nurse.name[:1] in it.staff.name,
        ("q", nurse.staff_number): lambda it: it.staff.id == nurse.id,
        ("stage", "waiting"): lambda it: it.staff.name == name_of(cast.COLLEAGUE),
        ("credits", "none"): lambda it: not it.stored.points,
        ("result", "required"): lambda it: it.outlook is not Outlook.NOT_REQUIRED,
        ("status", ("active", "retired")): lambda it: it.stored.status in {"active", "retired"},
        ("status", ("retired", "exempt")): lambda it: it.stored.status == "retired",
        ("result", ("met", "on-the-way")): lambda it: (
            it.outlook in {Outlook.MET, Outlook.ON_THE_WAY}
        ),
        ("result", ("behind", "not-required")): lambda it: (
            it.outlook in {Outlook.BEHIND, Outlook.NOT_REQUIRED}
        ),
    }
    for (name, value), fits in found.items():
        theirs = {line.staff.id for line in await rows(desk, UNIT, **{name: value})}
        assert theirs == {line.staff.id for line in every if fits(line)}, name


async def test_nobody_but_administrators_sees_the_lists(desk: Desk) -> None:
    nurse = cast.NURSE.actor
    for listing in (YEARS, TOTALS, COMPLETION):
        with pytest.raises(NotAllowed):
            await listing.read(desk, nurse, ListQuery())
    with pytest.raises(NotAllowed):
        await read_outlooks(desk, nurse, 2026)
    await hospital(desk)
    elsewhere = replace(UNIT, unit_id=cast.OTHER_UNIT.id)
    assert cast.NURSE.actor.staff_id not in {it.staff.id for it in await rows(desk, elsewhere)}


async def test_statistics_sum_what_the_lists_show(desk: Desk) -> None:
    await hospital(desk)
    every = await rows(desk, UNIT)
    filters = {"level": "level", "title": "title", "department": "department", "post": "post"}
    for tab, name in filters.items():
        page = await read_completion(desk, UNIT, ListQuery(tab))
        total = page.everybody
        assert total
        assert total.group.people == len(every)
        for line in page.rows:
            theirs = await rows(desk, UNIT, **{name: line.group.key or ""})
            if line.group.key:
                assert _sums(theirs) == _told(line), (tab, line.words)


async def test_statistics_of_many_departments_are_pages_and_their_sum_is_everybodys(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await hospital(desk)
    whole = await read_completion(desk, UNIT, ListQuery("department"))
    assert len(whole.rows) > 1
    window: Window | None = Window(size=1)
    lines = list[CompletionLine]()
    while window:
        page = await read_completion(desk, UNIT, ListQuery("department", window=window))
        assert (page.total, page.everybody) == (len(whole.rows), whole.everybody)
        lines += page.rows
        window = Window(page.slice.following, 1) if page.slice.following else None
    assert lines == whole.rows


@given(st.integers(0, 30), st.integers(1, 10), st.integers(1, 40))
def test_pages_by_number_show_every_row_once(count: int, size: int, number: int) -> None:
    rows = list(range(count))
    page = numbered(rows, Window(Place(number), size))
    every, place = list[int](), Place()
    while place:
        part = numbered(rows, Window(place, size))
        every += part.rows
        place = part.following  # type: ignore[assignment]
    assert every == rows
    assert not rows or page.rows
    assert (page.previous is None) == (page.number == 1)


async def test_a_record_that_does_not_say_the_kind_of_post_is_not_called_missing(
    sqlite_desk: Desk,
) -> None:
    desk, nurse = sqlite_desk, cast.NURSE.staff
    assert nurse
    async with desk.store.transaction() as tx:
        (record,) = [one for one in await tx.people.records(nurse.id) if one.year == 2026]
        await hold(tx, {(nurse.id, 2026)})
        await tx.records.put([replace(record, post_type=None)])
    await hospital(desk)
    page = await read_completion(desk, HEAD, ListQuery("post"))
    (line,) = [one for one in page.rows if one.group.key is None]
    assert (line.words, line.group.people) == ("没有年度记录或未填写", 1)


def _sums(theirs: list[YearLine]) -> tuple[int, ...]:
    met = sum(line.outlook is Outlook.MET for line in theirs)
    free = sum(line.outlook is Outlook.NOT_REQUIRED for line in theirs)
    points = [line.stored.points for line in theirs]
    return len(theirs), len(theirs) - free, met, free, sum(points), points.count(0)


def _told(line: CompletionLine) -> tuple[int, ...]:
    group = line.group
    free = group.people - group.required
    return group.people, group.required, group.met, free, group.points, group.empty


async def test_an_earlier_year_is_counted_by_what_people_were_then(
    desk: Desk, clock: MovableClock
) -> None:
    assert cast.NURSE.staff
    await put_credit(desk, cast.NURSE, "论文", 2500, rule=SCI, hours=15000, year=2024)
    await hospital(desk)
    async with desk.store.transaction() as tx:
        records = await tx.people.records(cast.NURSE.staff.id)
        then = next(one for one in records if one.year == 2024)
        await hold(tx, {(then.staff_id, 2024)})
        await tx.records.put([replace(then, department_id=cast.INTERNAL.id)])
    await keep_time(desk)
    page = await read_completion(desk, UNIT, ListQuery("department", {"year": 2024}))
    assert sum(line.group.points for line in page.rows if line.words == "内科") == 2500
    theirs = await rows(desk, UNIT, year=2024, department=cast.INTERNAL.id)
    assert name_of(cast.NURSE) in {line.staff.name for line in theirs}
    assert name_of(cast.NURSE) not in {
        line.staff.name for line in await rows(desk, HEAD, year=2024)
    }


async def test_who_works_elsewhere_stays_in_the_year_and_no_more_is_seen_of_them(
    desk: Desk,
) -> None:
    await hospital(desk)
    assert cast.PHYSICIAN.staff
    async with desk.store.transaction() as tx:
        here = await tx.people.get(cast.PHYSICIAN.staff.id)
        await tx.people.move_all([here], cast.OTHER_DEPARTMENT, desk.today())
    line = next(it for it in await rows(desk, UNIT) if it.staff.id == here.id)
    assert line.is_elsewhere
    assert not any(it.is_elsewhere for it in await rows(desk, UNIT) if it.staff.id != here.id)
    assert await remind(desk, UNIT, [here.id], 2026) == Reminded()
    now_only = ("people-column-sex", "people-column-born", "staff-field-specialty")
    for it in await rows(desk, UNIT, TOTALS, tab=""):
        told = [one.of(it) for one in TOTALS.columns if one.key in now_only]
        assert any(told) is not it.is_elsewhere


async def test_the_workbook_has_a_column_for_each_subtype_of_the_year(desk: Desk) -> None:
    await hospital(desk)
    book = await desk.rulebooks.of(UNIT.unit_id or "", 2026)
    document = await export_list(desk, UNIT, TOTALS, ListQuery(), Ending.XLSX)
    sheet = CalamineWorkbook.from_filelike(BytesIO(document.content)).get_sheet_by_index(0)
    cells = [cell for row in sheet.to_python() for cell in row]
    assert {subtype.names["zh-CN"] for subtype in book.subtypes} <= set(cells)
    for listing, query in ((YEARS, ListQuery("behind")), (COMPLETION, ListQuery())):
        for ending in Ending:
            assert (await export_list(desk, UNIT, listing, query, ending)).content


async def test_a_year_that_is_being_counted_again_says_so(desk: Desk) -> None:
    await hospital(desk)
    assert cast.NURSE.staff
    async with desk.store.transaction() as tx:
        await tx.results.mark_unit(cast.UNIT.id, 2026)
    page = await list_years(desk, HEAD, ListQuery("met"))
    pills = YEARS.columns[6].of(page.rows[0])
    assert pills
    assert [pill.words for pill in pills] == ["达标", "正在重新计算"]  # type: ignore[union-attr]


async def test_the_years_as_of_another_day_are_a_workbook_made_beside_the_requests(
    desk: Desk, clock: MovableClock
) -> None:
    await hospital(desk)
    day = date(2026, 2, 28)  # the paper took effect the day after
    query = ListQuery(filters={"year": 2026, "as-of": day})
    theirs = {line.staff.name: line.outlook async for line in every_row(desk, HEAD, AS_OF, query)}
    assert theirs[name_of(cast.NURSE)] is Outlook.ON_THE_WAY
    job = await ask_for_list(desk, HEAD, AS_OF, query)
    await work_off(desk)
    book = CalamineWorkbook.from_filelike(BytesIO(await had(desk, HEAD, job.id)))
    lines = ["".join(map(str, row)) for row in book.get_sheet_by_index(0).to_python()]
    of_nurse = next(line for line in lines if name_of(cast.NURSE) in line)
    assert "还差 25.0 学分" in of_nurse
    assert any("2026-02-28" in line for line in lines)


async def test_several_choices_go_along_into_files(desk: Desk) -> None:
    await hospital(desk)
    query = ListQuery("all", {"result": ("met", "on-the-way"), "status": ("active", "retired")})
    there = [line.staff.name for line in (await list_years(desk, HEAD, query)).rows]
    assert len(there) == 2
    document = await export_list(desk, HEAD, YEARS, query, Ending.XLSX)
    told = [str(cell) for row in opened(document.content).values for cell in row if cell]
    assert any("状态：正常、退休" in cell for cell in told)
    job = await ask_for_list(desk, HEAD, YEARS, query)
    await work_off(desk)
    cells = {cell for row in opened(await had(desk, HEAD, job.id)).values for cell in row}
    assert set(there) <= cells
    assert name_of(cast.HEAD_NURSE) not in cells


async def test_the_total_of_the_statistics_stands_below_them_in_files_too(desk: Desk) -> None:
    await hospital(desk)
    page = await read_completion(desk, UNIT, ListQuery("department"))
    total = page.everybody
    assert total
    document = await export_list(desk, UNIT, COMPLETION, ListQuery("department"), Ending.XLSX)
    rows_there = list(opened(document.content).values)
    last = next(row for row in reversed(rows_there) if row[1] == say("completion-total"))
    assert last[2:5] == (total.group.people, total.group.required, total.group.met)
    paper = await export_list(desk, UNIT, COMPLETION, ListQuery("department"), Ending.PDF)
    assert say("completion-total") in PdfReader(BytesIO(paper.content)).pages[-1].extract_text()

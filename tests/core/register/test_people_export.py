"""The register taken along, changed somewhere else, and imported again: every cell is kept."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from core.domain.lists import EVERYTHING
from core.domain.register import Staff
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import TextNeeded
from core.permissions import area_of
from core.ports import Desk
from core.usecases.list_files import ask_for_list, ask_for_whole_numbers
from core.usecases.register.lists import PEOPLE
from core.usecases.register.people_template import people_template
from tests import cast
from tests.core.test_jobs import many_people
from tests.jobs import had, work_off
from tests.people_books import book_of, checked, entered, exported, newcomer, saved

UNIT, HEAD = cast.UNIT_ADMINISTRATOR.actor, cast.HEAD_NURSE.actor
HEADINGS_ROW = 4


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """Return the rows below the headings, by heading."""
    headings = [cell.value for cell in sheet[HEADINGS_ROW]]
    rows = sheet.iter_rows(min_row=HEADINGS_ROW + 1, values_only=True)
    cells = [dict(zip(headings, row, strict=True)) for row in rows]
    return [row for row in cells if row["姓名"]]


async def staff_of(desk: Desk, name: str) -> Staff:
    async with desk.store.reading() as tx:
        (staff,) = await tx.people.search(area_of(UNIT), name, limit=2)
    return staff


async def test_an_export_that_nobody_changed_is_nothing_to_import(desk: Desk) -> None:
    odd = newcomer(1, 姓名="=1+1", 院内职务="@护士长 -1", 专业="+自己写的", 人员编号="8200000077")
    untitled = newcomer(2, 姓名="李四", 当前职称="无职称", 职称评定时间="", 职称聘任年度="")
    headings = (*odd,)
    await entered(desk, UNIT, await checked(desk, UNIT, book_of([odd, untitled], headings)))
    content = await exported(desk, UNIT)
    check = await checked(desk, UNIT, content)
    assert {row.kind.value for row in check.rows} == {"same"}
    assert len(check.rows) == 6
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    (row,) = [row for row in rows_of(sheet) if row["姓名"] == "=1+1"]
    assert (row["院内职务"], row["专业"], row["人员编号"]) == (
        "@护士长 -1",
        "+自己写的",
        "8200000077",
    )
    cells = [cell for line in sheet.iter_rows(min_row=5, max_row=9, min_col=2) for cell in line]
    assert {(cell.data_type, cell.number_format) for cell in cells} <= {("s", "@"), ("n", "@")}
    assert cast.NURSE.document not in str(rows_of(sheet))
    assert cast.NURSE.mobile not in str(rows_of(sheet))


async def test_what_is_changed_elsewhere_is_changed_here_and_nothing_else(desk: Desk) -> None:
    before = rows_of(load_workbook(BytesIO(await exported(desk, UNIT))).worksheets[0])
    book = load_workbook(BytesIO(await exported(desk, UNIT)))
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[HEADINGS_ROW]}
    changes = {"院内职务": "护士长", "手机": "13700001234", "职称评定时间": "2021.5.6"}
    line = next(n for n in range(5, 12) if sheet.cell(n, places["姓名"]).value == "闻旦")
    for heading, value in changes.items():
        sheet.cell(line, places[heading]).value = value
    check = await checked(desk, UNIT, saved(book))
    (turned,) = [row for row in check.rows if row.kind != "same"]
    assert {turn[0] for turn in turned.turns} == set(changes)
    assert (await entered(desk, UNIT, check)).error is None
    after = rows_of(load_workbook(BytesIO(await exported(desk, UNIT))).worksheets[0])
    for was, is_ in zip(before, after, strict=True):
        expected = {
            **was,
            "院内职务": "护士长",
            "手机": "137****1234",
            "职称评定时间": "2021-05-06",
        }
        assert is_ == (expected if was["姓名"] == "闻旦" else was)


async def test_whole_numbers_are_for_a_reason_and_the_journal_keeps_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    with pytest.raises(TextNeeded):
        await ask_for_whole_numbers(desk, UNIT, EVERYTHING, " ")
    job = await ask_for_whole_numbers(desk, UNIT, EVERYTHING, "报送省平台")
    await work_off(desk)
    content = await had(desk, UNIT, job.id)
    rows = rows_of(load_workbook(BytesIO(content)).worksheets[0])
    nurse = next(row for row in rows if row["姓名"] == "闻旦")
    assert (nurse["证件号码"], nurse["手机"]) == (cast.NURSE.document, cast.NURSE.mobile)
    async with desk.store.reading() as tx:
        events = await tx.journal.of(Subject(SubjectKind.UNIT, cast.UNIT.id))
    (event,) = [one for one in events if one.verb == "people-exported"]
    assert (event.who, event.after) == (
        UNIT.label, {"reason": "报送省平台", "filters": {}, "rows": 4},
    )  # fmt: skip
    assert {row.kind.value for row in (await checked(desk, UNIT, content)).rows} == {"same"}


async def test_a_list_of_many_is_filled_beside_the_requests(sqlite_desk: Desk) -> None:
    await many_people(sqlite_desk, 1050)
    job = await ask_for_list(sqlite_desk, HEAD, PEOPLE, EVERYTHING)
    await work_off(sqlite_desk)
    sheet = load_workbook(BytesIO(await had(sqlite_desk, HEAD, job.id))).worksheets[0]
    rows = rows_of(sheet)
    assert [row["序号"] for row in rows] == list(range(1, 1054))
    assert len({row["人员编号"] for row in rows}) == 1053


async def test_the_template_offers_what_the_register_takes(sqlite_desk: Desk) -> None:
    content = (await people_template(sqlite_desk, UNIT)).content
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    headings = {str(cell.value).rstrip("*"): cell.column_letter for cell in sheet[1]}
    for heading, value in newcomer(1).items():
        sheet[f"{headings[heading]}2"].value = value
    assert sheet.column_dimensions[headings["证件号码"]].width > 0
    offered = {str(it.sqref): it.formula1 for it in sheet.data_validations.dataValidation}
    assert any(sqref.startswith(f"{headings['科室']}2:") for sqref in offered)
    assert book.worksheets[2].sheet_state == "hidden"
    check = await checked(sqlite_desk, UNIT, saved(book))
    assert [row.kind.value for row in check.rows] == ["new"]

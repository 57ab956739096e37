"""Several years of several people on paper (manual 9.1), and a part of a year (manual 9.2)."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.domain.credits.credit import Origin
from core.domain.errors import NotFound
from core.domain.lists import ListQuery
from core.domain.register import Actor
from core.exports import Ending, export_list
from core.forms.verification import VerificationForm, VerificationRow
from core.forms.verification_pages import VerificationBook
from core.ports import Desk
from core.texts import say
from core.usecases.forms import TooManyForms, registration_form_pdf
from core.usecases.register.lists import WHOSE_FORMS, list_whose_forms
from core.usecases.verification_forms import (
    MOST_PEOPLE,
    NoYearChosen,
    ask_for_verifications,
    read_chosen,
)
from core.usecases.verifying import verify_form
from core.wording.credits import awarded_by
from tests import cast
from tests.credit_books import a_row, checked, taken_over
from tests.jobs import had, work_off
from tests.people_books import opened

UNIT = cast.UNIT_ADMINISTRATOR.actor
assert cast.NURSE.staff
assert cast.COLLEAGUE.staff
NURSE, COLLEAGUE = cast.NURSE.staff, cast.COLLEAGUE.staff
IP = "10.0.0.8"
CODE = re.compile(r"[a-z2-7]{4}(?: [a-z2-7]{4}){3}")


async def drawn(desk: Desk, who: Actor, people: list[str], years: list[int]) -> str:
    """Return what the document says, page after page."""
    job = await ask_for_verifications(desk, who, people, years)
    await work_off(desk)
    reader = PdfReader(BytesIO(await had(desk, who, job.id)))
    return "\n".join(page.extract_text() for page in reader.pages)


async def test_each_person_has_a_line_a_year_and_a_code_of_their_own(
    desk: Desk, head_nurse: Actor
) -> None:
    rows = (
        a_row(学分=25, 学时=90),
        a_row(年度=2024, 授分日期="2024-05-01", 学分子分类="科研", 活动名称="课题", 学分=6),
    )
    await taken_over(desk, UNIT, await checked(desk, UNIT, *rows))
    people = [NURSE.id, COLLEAGUE.id]
    text = await drawn(desk, head_nurse, people, [2024, 2026, 2025, 1999, 2031])
    codes = CODE.findall(text)
    assert len(codes) == 2
    first, second = text.split(codes[0])
    assert NURSE.name in first
    assert COLLEAGUE.name in second
    found = [await verify_form(desk, code, ip=IP) for code in codes]
    assert [[one.year for one in each.years] for each in found] == [[2026, 2025, 2024]] * 2
    told = [(one.points, one.result) for one in found[0].years]
    assert told == [(2500, "met"), (0, "not-met"), (600, "not-met")]
    assert "Ⅱ类 6.0 学分" in text.replace("\n", "")
    assert all(each.still_agrees and each.is_of_years for each in found)
    assert CODE.findall(await drawn(desk, head_nurse, people, [2026, 2025, 2024])) == codes
    more = a_row(年度=2025, 授分日期="2025-05-01", 活动名称="又一次")
    await taken_over(desk, UNIT, await checked(desk, UNIT, more))
    found = [await verify_form(desk, code, ip=IP) for code in codes]
    assert [each.still_agrees for each in found] == [False, True]


def test_eight_years_of_which_there_is_much_to_say_leave_room_for_the_seals() -> None:
    reasons = tuple(f"第 {number} 项要求没有达到，还差 2.0 学分，请尽快补修" for number in range(6))
    row = VerificationRow(2026, "普陀医院", "主管护师", 0, 0, (), "not-met", reasons, 2026)
    form = VerificationForm(
        unit="普陀医院",
        department="护理部",
        name="闻旦",
        sex="女",
        born_on=None,
        staff_number="8200000001",
        years=tuple(replace(row, year=year) for year in range(2026, 2018, -1)),
        verification_code="abcdefgh23456723",
        verification_url="https://example.org/v/abcdefgh23456723",
    )
    book = VerificationBook("zh-CN")
    book.add([form])
    (page,) = PdfReader(BytesIO(book.closed().pdf)).pages
    heights = list[float]()
    page.extract_text(visitor_text=lambda text, cm, tm, *_: heights.append(cm[5] + tm[5]))
    assert min(heights) >= 0
    assert CODE.search(page.extract_text())


async def test_only_whom_one_looks_after_and_years_that_are_kept(
    desk: Desk, head_nurse: Actor
) -> None:
    assert cast.PHYSICIAN.staff
    with pytest.raises(NotFound):
        await ask_for_verifications(desk, head_nurse, [NURSE.id, cast.PHYSICIAN.staff.id], [2026])
    with pytest.raises(NotFound):
        await ask_for_verifications(desk, head_nurse, [], [2026])
    with pytest.raises(NoYearChosen):
        await ask_for_verifications(desk, head_nurse, [NURSE.id], [1999, 2031])
    many = [desk.ids.new() for _ in range(MOST_PEOPLE + 1)]
    with pytest.raises(TooManyForms):
        await ask_for_verifications(desk, head_nurse, many, [2026])
    seen = await read_chosen(desk, head_nurse, [cast.PHYSICIAN.staff.id, COLLEAGUE.id, NURSE.id])
    assert [one.id for one in seen] == [COLLEAGUE.id, NURSE.id]


async def test_a_form_of_a_part_of_the_year_lists_that_part_and_judges_the_whole(
    desk: Desk,
) -> None:
    may = {"授分日期": "2026-05-02", "活动名称": "五月的课"}
    rows = a_row(学分=20, 学时=72), a_row(**may, 学分=5, 学时=18)
    await taken_over(desk, UNIT, await checked(desk, UNIT, *rows))
    days = date(2026, 5, 1), date(2026, 5, 31)
    form = await registration_form_pdf(desk, UNIT, NURSE.id, 2026, days)
    text = PdfReader(BytesIO(form.content)).pages[0].extract_text()
    assert "五月的课" in text
    assert "危重症护理新进展" not in text
    assert say("form-days", first="2026-05-01", last="2026-05-31") in text
    assert "达到继续医学教育要求" in text
    assert say("form-range-note", first="2026-05-01", last="2026-05-31", year="2026") in text
    assert say("mode-taken-over") in text
    (code,) = CODE.findall(text)
    found = await verify_form(desk, code, ip=IP)
    assert found.still_agrees
    assert (found.years[0].points, found.years[0].days) == (500, ["2026-05-01", "2026-05-31"])


async def test_the_list_of_forms_shows_the_stored_result_of_the_year(desk: Desk) -> None:
    await taken_over(desk, UNIT, await checked(desk, UNIT, a_row(学分=25, 学时=90)))
    page = await list_whose_forms(desk, UNIT, ListQuery(filters={"year": 2026}))
    results = {line.staff.id: line.result and line.result.outcome for line in page.rows}
    assert results[NURSE.id] == "met"
    filters = {"year": 2026, "q": NURSE.staff_number}
    document = await export_list(desk, UNIT, WHOSE_FORMS, ListQuery(filters=filters), Ending.XLSX)
    (row,) = [[*it] for it in opened(document.content).values if NURSE.name in it]
    assert "达标" in row


async def test_an_in_house_credit_says_that_the_unit_gave_it(desk: Desk) -> None:
    await taken_over(desk, UNIT, await checked(desk, UNIT, a_row(授予单位="")))
    async with desk.store.reading() as tx:
        (credit,) = await tx.credits.of_year(NURSE.id, 2026)
    assert awarded_by(credit, "普陀医院") == ""
    assert awarded_by(replace(credit, origin=Origin.TRAINING), "普陀医院") == "普陀医院"

"""A workbook of credits: whose each row is, what it says, and what is wrong beside each cell."""

from datetime import date
from typing import Any

import pytest

from core.domain.credits.credit_rows import People, ReadRow, likely_rule, read_credit
from core.domain.handed_rows import HandedRow
from core.domain.rulebook import shipped
from core.usecases.credits.credit_sheet import credits_of_sheet
from core.workbooks.columns import HeadingsMissing
from core.workbooks.reading import read_sheet
from tests import cast
from tests.people_books import book_of

NURSE = cast.NURSE.staff
assert NURSE
TODAY = date(2026, 6, 15)
PEOPLE = People({NURSE.staff_number: NURSE}, {cast.NURSE.document: NURSE})
ROW = {
    "人员编号": NURSE.staff_number,
    "姓名": NURSE.name,
    "年度": 2024,
    "授分日期": "2024-05-16",
    "活动名称": "危重症护理",
    "学分子分类": "赴外省面授获得学分(省级)",
    "学分": 3,
}


def handed(**other: Any) -> HandedRow:
    row = {**ROW, **other}
    sheet = credits_of_sheet(read_sheet(book_of([row], tuple(reversed(row)))))
    return sheet.rows[0]


def read(**other: Any) -> ReadRow:
    return read_credit(handed(**other), PEOPLE, shipped().of, TODAY)


def faults(**other: Any) -> dict[str, str]:
    return {name: fault.code for name, fault in read(**other).faults.items()}


def test_columns_may_stand_in_any_order_and_hours_follow_from_the_credits() -> None:
    credit = read().credit
    assert credit is not None
    assert (credit.staff, credit.year, credit.awarded_on) == (NURSE, 2024, date(2024, 5, 16))
    assert (credit.points, credit.hours, credit.subtype) == (
        300,
        1800,
        "out-of-province-provincial",
    )
    assert read(学时="9").credit == credit._replace(hours=900)
    assert read(年度="").credit == credit


def test_somebody_is_meant_by_number_else_by_document_and_name_together() -> None:
    by_document = {"人员编号": "", "证件号码": cast.NURSE.document}
    assert read(**by_document).staff == NURSE
    assert faults(**by_document, 姓名="") == {"name": "field-needed"}
    assert faults(**by_document, 姓名="别人") == {"name": "name-unlike"}
    assert faults(姓名="别人") == {"name": "name-unlike"}
    assert faults(人员编号="8200000000") == {"staff_number": "nobody-of-ours"}
    assert faults(人员编号="") == {"staff_number": "field-needed"}
    assert faults(人员编号="", 证件号码="330*****65") == {"staff_number": "field-needed"}


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"授分日期": "2026-06-16", "年度": ""}, {"awarded_on": "day-unlikely"}),
        ({"授分日期": "五月"}, {"awarded_on": "not-a-date"}),
        ({"授分日期": "2022-05-16"}, {"year": "day-outside-year"}),
        ({"年度": 2018}, {"year": "year-unlikely"}),
        ({"学分子分类": "国家级"}, {"subtype": "no-such-choice"}),
        ({"具体规定": "在职学历教育"}, {"rule": "no-such-choice"}),
        ({"学分": 0}, {"points": "amount-unlikely"}),
        ({"学分": "许多", "学时": "-1"}, {"points": "not-a-number", "hours": "not-a-number"}),
        ({"活动名称": ""}, {"activity": "field-needed"}),
        ({"项目编号": "9" * 31}, {"project_number": "text-too-long"}),
    ],
)
def test_what_is_wrong_is_said_beside_each_cell(
    cells: dict[str, Any], wrong: dict[str, str]
) -> None:
    assert faults(**cells) == wrong


def test_a_credit_may_have_taken_no_hours() -> None:
    credit = read(学时="0").credit
    assert credit
    assert credit.hours == 0


def test_columns_that_every_credit_needs_are_named_when_they_are_missing() -> None:
    with pytest.raises(HeadingsMissing) as refusal:
        credits_of_sheet(read_sheet(book_of([{"姓名": "闻旦"}], ("姓名", "证件号码", "学分"))))
    assert refusal.value.details["names"] == "授分日期、活动名称、学分子分类"


def test_a_rule_that_is_not_named_is_the_least_generous_that_can_give_so_much() -> None:
    book = shipped().of(2024)
    found = [likely_rule(book, "advanced-study", points) for points in (300, 2500, 3000)]
    names = ["advanced-study-short", "advanced-study-long", "advanced-study-long"]
    assert [rule and rule.code for rule in found] == names

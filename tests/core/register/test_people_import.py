"""What each row of a workbook would do, and what is said of those that will not do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.domain.people_import import (
    Against,
    Known,
    PlannedRow,
    RowKind,
    each_once,
    known_person,
    plan_rows,
)
from core.usecases.register.import_sheet import handed_sheet
from core.workbooks.columns import (
    HandedSheet,
    HeadingsMissing,
    HeadingTwice,
    NoRows,
    as_written,
    written,
)
from core.workbooks.reading import read_sheet
from tests import cast
from tests.core.register.test_particulars import LISTS
from tests.people_books import HEADINGS, book_of, newcomer

NURSE, STRANGER = cast.NURSE, cast.STRANGER
assert NURSE.staff
assert STRANGER.staff
STAFF = NURSE.staff
HERSELF = {"人员编号": STAFF.staff_number, "姓名": "闻旦"}


def handed(rows: Sequence[Mapping[str, Any]], headings: Sequence[str] = HEADINGS) -> HandedSheet:
    sheet = handed_sheet(read_sheet(book_of(rows, headings)))
    assert as_written(written(sheet)).unknown == sheet.unknown
    return as_written(written(sheet))


def against(**other: Any) -> Against:
    """Return a register of two: 闻旦, who is one's own, and 刘一秀, who is not."""
    known = known_person(STAFF, NURSE.document, NURSE.mobile, cast.NURSING, LISTS)
    assert STRANGER.staff
    stranger = Known(STRANGER.staff)
    held = Against(
        {STAFF.staff_number: known, STRANGER.staff.staff_number: stranger},
        {NURSE.document: known, STRANGER.document: stranger},
        LISTS,
    )
    return replace(held, **other)


def planned(*rows: Mapping[str, Any], **other: Any) -> list[PlannedRow]:
    return each_once(plan_rows(handed(rows).rows, against(**other)))


def faults(row: PlannedRow) -> dict[str, str]:
    return {name: fault.code for name, fault in row.faults.items()}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"证件号码": 330106199001020019}, {"document": "digits-lost"}),
        ({"证件号码": "330106199001020010"}, {"document": "document-check"}),
        ({"证件号码": "330*****19"}, {"document": "masked-cell"}),
        ({"证件号码": STRANGER.document}, {"document": "works-elsewhere"}),
        ({"证件号码": f" {STRANGER.document[:6]} {STRANGER.document[6:]}"},
         {"document": "works-elsewhere"}),
        ({"人员编号": STRANGER.staff.staff_number}, {"staff_number": "works-elsewhere"}),
        ({"姓名": ""}, {"name": "field-needed"}),
        ({"姓名": "\u200b\u200b"}, {"name": "field-needed"}),
        ({"姓名": "王\ue000"}, {"name": "private-character"}),
        ({"姓名": "长" * 10_000}, {"name": "text-too-long"}),
        ({"当前职称": "院士"}, {"title": "no-such-choice"}),
        ({"职称评定时间": "2020-02-30"}, {"title_awarded_on": "not-a-date"}),
        ({"职称评定时间": ""}, {"title_awarded_on": "field-needed"}),
        ({"手机": "12345", "科室": "没有"},
         {"department": "no-such-choice", "mobile": "mobile-form"}),
        ({"科室": "老科室"}, {"department": "department-closed"}),
        ({"人员编号": "9900000777"}, {"staff_number": "number-of-ours"}),
        ({"人员编号": "12"}, {"staff_number": "number-form"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_of_its_cell(
    other: dict[str, object], expected: dict[str, str]
) -> None:
    (row,) = planned(newcomer(1, **other))
    assert row.kind is RowKind.WRONG
    assert faults(row) == expected


def test_somebody_nobody_knows_is_new_with_or_without_a_number() -> None:
    rows = planned(newcomer(1), newcomer(2, 人员编号="8200277122"))
    assert [row.kind for row in rows] == [RowKind.NEW, RowKind.NEW]
    assert [row.after.staff_number for row in rows if row.after] == ["", "8200277122"]


def test_whoever_is_there_is_found_by_number_and_else_by_document() -> None:
    by_number, by_document = {**HERSELF, "手机": "13711112222"}, {"证件号码": NURSE.document}
    (row,) = planned(by_number)
    assert (row.kind, row.staff, row.changes) == (RowKind.CHANGED, STAFF, ("mobile",))
    (row,) = planned({**by_document, "姓名": "闻旦", "人员编号": "8299999999"})
    assert (row.staff, row.changes) == (STAFF, ("staff_number",))


@pytest.mark.parametrize("masked", ["330*****", "*", "***", "３３０*****"])
def test_empty_and_masked_cells_leave_what_is_there(masked: str) -> None:
    tail = NURSE.document[-2:] if masked.startswith(("3", "３")) else ""
    (row,) = planned({**HERSELF, "证件号码": masked + tail, "手机": "138****", "当前职称": ""})
    assert (row.kind, row.changes) == (RowKind.SAME, ())


def test_a_masked_number_that_is_somebody_elses_shows_a_slipped_row() -> None:
    (row,) = planned({**HERSELF, "证件号码": "110*****99", "手机": "139****1234"})
    assert faults(row) == {"document": "masked-unlike", "mobile": "masked-unlike"}


def test_one_may_not_become_somebody_else() -> None:
    document = cast.document_number(STAFF.born_on, 888)
    others = {**against().by_document, document: Known(replace(STAFF, id="another"))}
    (row,) = planned({**HERSELF, "证件号码": document}, by_document=others)
    assert faults(row)["document"] == "document-taken"


def test_a_person_has_one_row_however_it_is_keyed() -> None:
    rows = planned(
        newcomer(1), newcomer(2), newcomer(1, 姓名="又"), HERSELF,
        {"证件号码": NURSE.document, "姓名": "闻旦"},
    )  # fmt: skip
    kinds = [row.kind.value for row in rows]
    assert kinds == ["new", "new", "wrong", "same", "wrong"]
    assert (rows[2].faults["document"].details, rows[4].faults["document"].details) == (
        {"row": 2}, {"row": 5},
    )  # fmt: skip


def test_a_department_enters_people_of_its_own_only() -> None:
    row, other = planned(newcomer(1), newcomer(2, 科室="内科"), only_department=cast.NURSING.id)
    assert row.kind is RowKind.NEW
    assert faults(other) == {"department": "not-their-department"}


def test_columns_stand_in_any_order_under_headings_in_either_language() -> None:
    english = {
        "Name": "新人1",
        "ID number": newcomer(1)["证件号码"],
        "Current title": "senior-nurse",
        "Title awarded on": date(2020, 12, 31),
        "appointed": 2021,
        "Department*": "330922001",
        "Post": "permanent",
        "Status": "正常",
        "Phone (mobile)": 13700000001,
        "Specialty": "nursing",
        "Remark": "passed over",
    }
    sheet = handed([english], list(english)[::-1])
    (row,) = plan_rows(sheet.rows, against())
    assert (row.kind, faults(row), sheet.unknown) == (RowKind.NEW, {}, ["Remark"])


@pytest.mark.parametrize(
    ("headings", "refusal"),
    [
        (("姓名", "证件号码"), HeadingsMissing),
        (("人员编号", "手机"), HeadingsMissing),
        (("随便", "什么"), HeadingsMissing),
        ((*HEADINGS, "身份证号"), HeadingTwice),
    ],
)
def test_headings_that_do_not_do_are_refused(
    headings: tuple[str, ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        handed([newcomer(1)], headings)


def test_headings_alone_are_refused() -> None:
    with pytest.raises(NoRows):
        handed([])

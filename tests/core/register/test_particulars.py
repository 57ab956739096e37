"""What is typed of a person: understood however it is written, refused field by field."""

from dataclasses import replace
from datetime import date

import pytest

from core.domain.errors import Refusal
from core.domain.particulars import FIELDS, REQUIRED, Particulars
from core.domain.reading_particulars import Lists, read_particulars
from core.domain.register import Department, DocumentKind, PostType, Sex
from core.domain.rulebook import shipped
from core.texts import say
from core.wording.people import field_name, field_words
from core.wording.refusals import explain
from tests import cast

TODAY = date(2026, 6, 15)
CLOSED = Department("closed2222222222", cast.UNIT.id, "330922009", "老科室", closed_on=TODAY)
LISTS = Lists(shipped().of(2026), (cast.NURSING, cast.INTERNAL, CLOSED), TODAY)
TYPED = {
    "document": "33010619850312001X",
    "name": "欧阳娜娜",
    "sex": "男",
    "born_on": "1985-03-12",
    "title": "主管护师",
    "title_awarded_on": "2019/12/1",
    "appointed_in": "2020",
    "department": "护理",
    "post_type": "在编",
    "status": "正常",
    "mobile": "13800000077",
    "specialty": "护理学",
    "staff_number": "8200277122",
    "staff_kind": "西医",
    "position": "护士长",
}


def read(**texts: str) -> Particulars:
    reading = read_particulars({**TYPED, **texts}, LISTS)
    assert reading.particulars is not None, reading.faults
    return reading.particulars


def faults(texts: dict[str, str]) -> dict[str, str]:
    reading = read_particulars(texts, LISTS)
    assert reading.particulars is None
    return {field: fault.code for field, fault in reading.faults.items()}


def test_a_person_is_read_as_typed_in_a_workbook() -> None:
    person = read()
    assert (person.document.kind, person.sex) == (DocumentKind.RESIDENT, Sex.MALE)
    assert (person.title, person.status, person.specialty) == (
        "nurse-in-charge",
        "active",
        "nursing",
    )
    assert (person.department, person.post_type) == (cast.NURSING, PostType.PERMANENT)
    assert (person.appointed_in, person.title_awarded_on) == (2020, date(2019, 12, 1))


def test_a_form_sends_codes_and_a_workbook_words() -> None:
    coded = read(
        sex="male",
        title="nurse-in-charge",
        department=cast.NURSING.id,
        post_type="permanent",
        status="active",
        specialty="nursing",
        staff_kind="western-medicine",
    )
    assert coded == read()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("document", "３３０１０６１９８５０３１２００１ｘ"),
        ("born_on", "１９８５年３月１２日"),
        ("born_on", "19850312"),
        ("mobile", "＋86 138-0000-0077"),
        ("staff_number", "８２００２７７１２２ "),
        ("title", " 主管 护师 "),
        ("appointed_in", "2020年"),
        ("name", "\u202e欧阳\u200b娜娜"),
        ("department", cast.NURSING.code),
    ],
)
def test_full_width_and_invisible_characters_are_understood(field: str, text: str) -> None:
    assert read(**{field: text}) == read()


def test_the_document_says_sex_and_day_of_birth() -> None:
    assert read(sex="", born_on="") == read()
    other = {**TYPED, "sex": "女", "born_on": "1985-03-13"}
    assert faults(other) == dict.fromkeys(("sex", "born_on"), "document-says-otherwise")


def test_whoever_is_not_appointed_says_so() -> None:
    assert read(appointed_in="未聘任").appointed_in is None
    assert faults({**TYPED, "appointed_in": ""}) == {"appointed_in": "field-needed"}


def test_without_a_title_there_is_no_day_of_it() -> None:
    person = read(title="无职称", title_awarded_on="", appointed_in="")
    assert (person.title_awarded_on, person.appointed_in) == (None, None)


def test_everything_that_is_missing_is_told_at_once() -> None:
    assert set(faults({})) == set(REQUIRED)


HOSTILE = [
    "１" * 10_000,
    "\ue000",
    "\u202e\u200b",
    "{}",
    "'; --",
    "<b>",
    "=1+1",
    "２０２６－０２－３０",
]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_field_answers_anything_with_a_sentence(field: str, text: str) -> None:
    reading = read_particulars({**TYPED, field: text}, LISTS)
    for name, fault in reading.faults.items():
        assert isinstance(fault, Refusal)
        assert explain(fault)
        assert field_name(name)
    may_be_empty = FIELDS if text == "\u202e\u200b" else ("name", "specialty", "position")
    assert reading.faults or field in may_be_empty


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("name", "\ue000", "private-character"),
        ("name", "长" * 51, "text-too-long"),
        ("born_on", "1985-02-30", "not-a-date"),
        ("title_awarded_on", "2026-06-16", "day-unlikely"),
        ("title_awarded_on", "昨天", "not-a-date"),
        ("appointed_in", "2027", "year-unlikely"),
        ("title", "主任工程师", "no-such-choice"),
        ("department", "老科室", "department-closed"),
        ("department", "别处", "no-such-choice"),
        ("mobile", "12800000077", "mobile-form"),
        ("mobile", "139000000770", "mobile-form"),
        ("mobile", "139abc0000077", "mobile-form"),
        ("staff_number", "A200277122", "number-form"),
        ("post_type", "编外", "no-such-choice"),
        ("document_kind", "图书证", "no-such-choice"),
        ("position", "长" * 41, "text-too-long"),
    ],
)
def test_what_cannot_be_is_refused_in_its_field(field: str, text: str, code: str) -> None:
    assert faults({**TYPED, field: text}) == {field: code}


def test_a_title_that_the_year_does_not_have_is_refused() -> None:
    book = replace(LISTS.book, titles=LISTS.book.titles[:3])
    reading = read_particulars(TYPED, LISTS._replace(book=book))
    assert [fault.code for fault in reading.faults.values()] == ["no-such-choice"]


def test_what_is_not_typed_stays_as_it_was() -> None:
    before = read(appointed_in="未聘任")
    assert read_particulars({}, LISTS, before).particulars == before
    reading = read_particulars({"position": "", "staff_number": ""}, LISTS, before)
    assert reading.particulars == replace(before, position="")


def test_one_may_stay_in_a_closed_department_and_not_come_to_it() -> None:
    before = replace(read(), department=CLOSED)
    reading = read_particulars({"department": CLOSED.id}, LISTS, before)
    assert reading.particulars == before


def test_of_two_departments_of_one_name_the_open_one_is_meant() -> None:
    """A name is free again once its department is closed or merged; nobody works there then."""
    old = replace(cast.INTERNAL, id="deptold222222222", code="330922008", closed_on=LISTS.today)
    lists = LISTS._replace(departments=[old, *LISTS.departments])
    reading = read_particulars({**TYPED, "department": "内科"}, lists)
    assert reading.particulars
    assert reading.particulars.department == cast.INTERNAL


def test_a_day_that_nobody_knew_is_asked_of_new_people_only() -> None:
    unknown = replace(read(), title_awarded_on=None, specialty="")
    typed = {**TYPED, "title_awarded_on": "", "specialty": ""}
    reading = read_particulars(typed, LISTS, unknown)
    assert reading.particulars == unknown
    assert set(faults(typed)) == {"title_awarded_on", "specialty"}
    known = read_particulars(typed, LISTS, read()).faults
    assert set(known) == {"title_awarded_on", "specialty"}


def test_values_are_told_in_words() -> None:
    book = LISTS.book
    assert field_words("title", "nurse-in-charge", book) == "主管护师"
    assert field_words("appointed_in", None, book) == say("staff-not-appointed")
    assert field_words("born_on", date(1985, 3, 12), book) == "1985-03-12"
    assert field_words("specialty", "营养学", book) == "营养学"
    assert field_words("position", "", book) == ""

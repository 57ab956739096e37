"""What certificates say: read to its end, or not read at all."""

import random
from collections import Counter
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from core.domain.certificates.reading import certificate_of
from core.domain.credits.paper import are_same
from core.domain.credits.readings import ReadField, Reading, ReadingStage
from core.domain.credits.seen import Seen
from core.evidence.focus import is_out_of_focus
from tests.certificates.imagined import IMAGINED, Imagined
from tests.certificates.odd import ODD
from tests.certificates.recorded import odd, recorded
from tests.readers import OWN, seen

CHOICE = st.integers(0, 19)


@pytest.mark.parametrize(
    ("family", "least"),
    [("first", 150), ("others", 150), ("third", 140), ("fourth", 145), ("fifth", 154)],
)
def test_of_twenty_photographs_nearly_all_is_read_and_nothing_wrongly(
    family: str, least: int
) -> None:
    told: Counter[str] = Counter()
    for facts, sheet in recorded(family):
        values = {one.field.value: one.value for one in certificate_of(sheet)[1]}
        for field, value in facts.values.items():
            told["empty" if field not in values else str(values[field] == value)] += 1
    assert told["False"] == 0
    assert told["True"] >= least


@pytest.mark.parametrize("sheet", IMAGINED)
def test_certificates_that_nobody_has_drawn_are_read(sheet: Imagined) -> None:
    stage, values = certificate_of(sheet.seen)
    assert stage is ReadingStage.READ
    assert {one.field.value: one.value for one in values} == sheet.values


def test_thanks_to_a_teacher_are_no_credits() -> None:
    sheet = Imagined(
        (
            {0.15: "尊敬的何雨桐老师："},
            {0.19: "感谢您担任“急诊护理新进展学习班”授课教师，授课2学时。"},
            {0.5: "青州护理学会"},
            {0.5: "2025年5月6日"},
        ),
        {"name": "何雨桐", "project-name": "急诊护理新进展学习班", "hours": "2"},
    )
    assert {one.field.value: one.value for one in certificate_of(sheet.seen)[1]} == sheet.values


@settings(max_examples=20)
@given(number=CHOICE, seed=st.integers(0, 1000), scale=st.floats(0.5, 1.0))
def test_neither_order_nor_size_of_what_was_seen_changes_what_is_read(
    number: int, seed: int, scale: float
) -> None:
    _, sheet = recorded()[number]
    boxes = [
        box._replace(line=type(box.line)(*(0.01 + scale * it for it in box.line[:2]),
                                         *(scale * it for it in box.line[2:])))
        for box in sheet.boxes
    ]  # fmt: skip
    random.Random(seed).shuffle(boxes)
    moved = certificate_of(Seen(tuple(boxes)))[1]
    assert [one.value for one in moved] == [one.value for one in certificate_of(sheet)[1]]


@settings(max_examples=20)
@given(number=CHOICE, kept=st.sets(st.integers(0, 25)))
@example(number=2, kept={0, 1, 2, 3, 4, 11, 12})
@example(number=2, kept={1, 7, 11, 12})
def test_what_is_lost_makes_nothing_wrong(number: int, kept: set[int]) -> None:
    facts, sheet = recorded()[number]
    some = tuple(box for place, box in enumerate(sheet.boxes) if place not in kept)
    for one in certificate_of(Seen(some))[1]:
        if one.field not in {ReadField.PROJECT_NAME, ReadField.ORGANISER}:
            assert one.value == facts.values[one.field.value]


def test_each_value_says_where_it_stands() -> None:
    _, values = certificate_of(seen(*OWN))
    name = next(one for one in values if one.field is ReadField.NAME)
    assert (name.text, name.value) == ("闻旦", "闻旦")
    assert name.place.x > 0.1  # behind its label
    assert name.place.y == pytest.approx(0.1)


def test_two_certificates_on_one_photo_propose_nothing() -> None:
    other = [line.replace("118", "119") for line in OWN]
    assert certificate_of(seen(*OWN, *other)) == (ReadingStage.SEVERAL, ())
    colleague = [line.replace("闻旦", "葛莺莺") for line in OWN]
    assert certificate_of(seen(*OWN, *colleague)) == (ReadingStage.SEVERAL, ())


def test_a_number_that_lost_its_province_and_a_day_run_into_a_time_are_no_other_certificates() -> (
    None
):
    again = "（项目编号：2026-14-02-118（浙））"
    stage, values = certificate_of(seen(*OWN, again, "打印时间2025-09-1010:27"))
    assert stage is ReadingStage.READ
    assert "2026-14-02-118(浙)" in [one.value for one in values]
    other = again.replace("浙", "市")
    assert certificate_of(seen(*OWN, again, other)) == (ReadingStage.SEVERAL, ())


def test_a_cat_and_a_blurred_photo_are_told_apart() -> None:
    assert certificate_of(seen()) == (ReadingStage.NOTHING, ())
    assert certificate_of(seen("喵", "学分")) == (ReadingStage.NOTHING, ())
    assert certificate_of(seen("学分证书", faint=7)) == (ReadingStage.BLURRED, ())


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("a cat", ReadingStage.NOTHING),
        ("two certificates", ReadingStage.SEVERAL),
        ("blurred", ReadingStage.BLURRED),
        ("a whiteboard", ReadingStage.NOTHING),
    ],
)
def test_of_what_is_not_one_certificate_nothing_is_read_and_it_is_said_why(
    name: str, stage: ReadingStage
) -> None:
    assert certificate_of(odd()[name]) == (stage, ())


def test_a_photograph_out_of_focus_is_told_from_others_before_anything_is_read() -> None:
    pictures = {name: Image.open(BytesIO(make())) for name, make in ODD.items()}
    assert {name for name, one in pictures.items() if is_out_of_focus(one)} == {"blurred"}


def test_a_paper_without_a_date_says_the_rest_and_not_the_day_of_its_issue() -> None:
    stage, values = certificate_of(odd()["without a date"])
    assert stage is ReadingStage.READ
    assert {one.field for one in values} == set(ReadField) - {ReadField.DATES}


def _reading(*lines: str) -> Reading:
    return Reading("file", *certificate_of(seen(*lines)))


def test_readings_decide_whether_two_papers_are_one() -> None:
    one = _reading(*OWN)
    assert are_same(one, _reading(*OWN)) is True
    for was, now in (("118", "119"), ("闻旦", "葛莺莺"), ("14日", "15日"), ("2分", "3分")):
        assert are_same(one, _reading(*[line.replace(was, now) for line in OWN])) is False
    assert are_same(one, _reading("发票")) is None
    without_number = [line for line in OWN if "编号" not in line]
    assert are_same(_reading(*without_number), _reading(*without_number)) is True
    assert are_same(_reading("姓名：闻旦", "学时：6"), _reading("姓名：闻旦", "学时：6")) is None


def test_a_name_over_two_lines_is_read_to_its_end() -> None:
    hanging = seen("姓名：闻旦", "学分：2分", "项目名称：危重症护理新进展与肠内营养支持技")
    line = hanging.boxes[-1].line
    indent = line.x + 5 * line.width / len(hanging.boxes[-1].text)
    place = hanging.boxes[-1].place._replace(x=indent)
    under = line._replace(x=indent, y=line.y + 0.05, width=0.1)
    box = hanging.boxes[-1]._replace(text="术学习班", line=under, place=place)
    values = certificate_of(Seen((*hanging.boxes, box)))[1]
    (name,) = (one for one in values if one.field is ReadField.PROJECT_NAME)
    assert name.value == "危重症护理新进展与肠内营养支持技术学习班"

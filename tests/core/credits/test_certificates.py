"""What certificates say: read to its end, or not read at all."""

import random
from collections import Counter
from io import BytesIO

import pytest
from hypothesis import given, settings
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


def read(*lines: str) -> dict[str, str]:
    """Return what is read of lines under one another."""
    return {one.field.value: one.value for one in certificate_of(seen(*lines))[1]}


@pytest.mark.parametrize(
    ("family", "least"), [("first", 150), ("others", 150), ("third", 140), ("fourth", 145)]
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


@pytest.mark.parametrize(
    "lines",
    [
        ("注：本证明单涂改无效，遗失不补。",),
        ("任何医师参加培训，均应签到。", "主管护师"),
        ("各有关医师：", "全体学员参加了考核。"),
        ("本证明材料完成后有效，证明材料完成。",),
        ("兹证明东港区全部护士长参加了学习",),
        ("该同志于2026年3月1日完成。",),
        ("姓名", "级别省级"),
    ],
)
def test_not_everything_that_stands_where_names_stand_is_one(lines: tuple[str, ...]) -> None:
    assert "name" not in read("项目编号：2026-14-02-118", "学时：6学时", "学分：2分", *lines)


def test_the_end_of_a_line_may_be_the_middle_of_a_number() -> None:
    cut = "按规定完成全部课程并经考核合格，授予继续医学教育Ⅰ类学分：1"
    values = read("姓名：闻旦", "学时：24", cut)
    assert "credits" not in values
    assert "project-number" not in read("姓名：闻旦", "学时：6", "证书编号：2026-14-02-118")
    weak = read("姓名：闻旦", "学时：6", "编号：618637")
    assert "project-number" not in weak


@pytest.mark.parametrize(
    ("words", "organiser"),
    [
        ("参加由青州医学会与我院联合举办的", ""),
        ("闻旦于2026年3月1日至2日在青州市人民医院举办的", ""),
        ("闻旦参加在青州市人民医院举办的", ""),
        ("由卫生健康委员会批准青州市人民医院主办", ""),
        ("该班由青州医学会于2026年3月在东港举办", "青州医学会"),
        ("由青州医学会、青州护理学会共同主办", "青州医学会、青州护理学会"),
        ("参加青州市人民医院护理部举办的", "青州市人民医院护理部"),
    ],
)
def test_who_held_a_training_is_not_where_it_took_place(words: str, organiser: str) -> None:
    assert read("姓名：闻旦", "学时：6学时", words).get("organiser", "") == organiser


def test_what_stands_under_a_lost_title_is_none() -> None:
    for value in ("2025-09-01-290", "山东大学齐鲁医院"):
        assert "project-name" not in read("姓名：闻旦", "学时：6", "项目名称：", value)


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


def test_the_day_of_issue_is_no_day_of_the_activity() -> None:
    without = [line for line in OWN if "日期" not in line]
    assert "dates" not in read(*without, "江苏省护理学会", "2026年6月20日")
    assert "dates" not in read(*without, "发证日期：2026年6月20日", "日期：2026-06-20")
    assert "dates" not in read(*without, "有效期至：2026年6月20日")


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("举办日期：2026年6月12日至14日", "2026-06-12/2026-06-14"),
        ("培训时间:2026.06.28—2026.07.02", "2026-06-28/2026-07-02"),
        ("活动时间：2026年6月12日", "2026-06-12/2026-06-12"),
        ("您于2026年6月12日参加学习", "2026-06-12/2026-06-12"),
        ("兹证明闻旦于2026年12月30日至2027年1月2日参加", "2026-12-30/2027-01-02"),
        ("起止日期：2026-06-12至2026-06-14", "2026-06-12/2026-06-14"),
        ("举办日期：2026年6月12、13日", "2026-06-12/2026-06-13"),
        ("举办日期：2026年6月12日、13日和14日", "2026-06-12/2026-06-14"),
        ("举办日期：2026年6月12日(周五)至14日(周日)", "2026-06-12/2026-06-14"),
        ("举办日期：2026年6月12日上午至14日下午", ""),
        ("活动时间：2026年6月12日14:00-17:30", "2026-06-12/2026-06-12"),
        ("本证有效期2026年1月1日至2026年12月31日", ""),
        ("举办日期：2026年6月14日至12日", ""),
        ("举办日期：6月12日至14日", ""),
        ("举办日期：2026年6月31日", ""),
        ("编号2026-14-02-118", ""),
    ],
)
def test_days(words: str, dates: str) -> None:
    assert read("姓名：闻旦", "学分：2分", words).get("dates", "") == dates


@pytest.mark.parametrize(
    ("words", "hours", "credits"),
    [
        ("共计12学时，授予Ⅰ类学分6分", "12", "6"),
        ("培训学时：12 学时  获得学分：Ⅰ类2.5分", "12", "2.5"),
        ("学习十二学时，授予学分两分", "12", "2"),
        ("每3学时授予1学分", "", ""),
        ("学时：12 学时：15", "", ""),
        ("学分：999分", "", ""),
        ("学时：6 学分：15", "", ""),
        ("学分证书", "", ""),
    ],
)
def test_hours_and_credits(words: str, hours: str, credits: str) -> None:
    values = read("姓名：闻旦", "项目编号：2026-14-02-118", words)
    assert (values.get("hours", ""), values.get("credits", "")) == (hours, credits)


def test_what_is_quoted_may_be_a_rule() -> None:
    words = ("姓名：闻旦", "学分：2分", "根据《继续医学教育规定》，", "参加“危重症护理新进展”")
    assert read(*words)["project-name"] == "危重症护理新进展"
    assert "project-name" not in read(*words[:3])


def test_lines_in_old_characters_lend_no_names() -> None:
    values = read("姓名：闻旦", "项目名稱：兒童重癥肺炎診治學習班", "學分：2分", "学时：6")
    assert "project-name" not in values
    assert values["credits"] == "2"


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

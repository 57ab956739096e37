"""What single words of a certificate say, and what they do not say."""

import pytest

from core.domain.certificates.reading import certificate_of
from core.domain.credits.seen import Line, Seen
from tests.certificates.imagined import Imagined
from tests.readers import OWN, read, seen


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


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("□国家级 ■省级 □市级", "provincial"),
        ("□国家级省级 □市级", "provincial"),
        ("国家级 □省级 □市级", "national"),
        ("国家级□ 省级□ 市级", "municipal"),
        ("国家级（√）省级（ ）市级（ ）", "national"),
        ("☑国家级 ☐省级", "national"),
        ("□国家级 □省级 □市级", ""),
        ("国家级 省级 □市级", ""),
        ("国家级□省级□市级", ""),
        ("■国家级 ■省级", ""),
        ("国家级 □省级 □市级 ■院级", ""),
        ("□省级", ""),
    ],
)
def test_of_levels_to_tick_the_one_counts_that_is_ticked(words: str, level: str) -> None:
    for line in (f"项目级别：{words}", words):
        assert read("姓名：闻旦", "学时：6学时", line).get("level", "") == level


def test_of_levels_in_cells_of_their_own_the_ticked_one_counts() -> None:
    row = {0.1: "项目级别", 0.3: "国家级", 0.45: "■省级", 0.6: "□市级"}
    sheet = Imagined(({0.1: "姓名：闻旦"}, {0.1: "学时：6学时"}, row), {})
    values = {one.field.value: one.value for one in certificate_of(sheet.seen)[1]}
    assert values["level"] == "provincial"


def test_a_value_stands_a_little_lower_beside_a_label_of_two_languages() -> None:
    lines = seen("姓名", "Name", "闻旦", "学分：2分", "学时：6学时").boxes
    label, english, name, *others = (
        box._replace(line=Line(x, y, 0.1, 0.03))
        for box, x, y in zip(
            lines, (0.1, 0.1, 0.5, 0.1, 0.1), (0.1, 0.14, 0.12, 0.3, 0.4), strict=True
        )
    )
    values = certificate_of(Seen((label, english, name, *others)))[1]
    assert "闻旦" in [one.value for one in values]


def test_values_under_one_another_are_no_sentence() -> None:
    sheet = Imagined(
        (
            {0.1: "项目编号", 0.3: "2026-14-02-118"},
            {0.1: "学习时间", 0.3: "2026-06-12 至 2026-06-14"},
            {0.1: "完成学时", 0.3: "30 学时"},
        ),
        {},
    )
    values = {one.field.value: one.value for one in certificate_of(sheet.seen)[1]}
    assert (values["project-number"], values["hours"]) == ("2026-14-02-118", "30")


def test_what_stands_close_under_two_heads_of_a_table_is_two_things() -> None:
    sheet = Imagined(
        (
            {0.36: "项目名称", 0.58: "主办单位", 0.8: "学时"},
            {0.3: "中西医结合防治骨质疏松", 0.536: "云州医科大学第一", 0.8: "12"},
            {0.38: "症研讨班", 0.58: "附属医院"},
        ),
        {},
    )
    values = {one.field.value: one.value for one in certificate_of(sheet.seen)[1]}
    assert values["project-name"] == "中西医结合防治骨质疏松症研讨班"
    assert values["organiser"] == "云州医科大学第一附属医院"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("兹证明云州市第一人民医院副主任医师吴桂芳（身份证号：33", "吴桂芳"),
        ("兹证明东港区人民医院主管护师欧阳雪梅（女）参加了学习", "欧阳雪梅"),
        ("兹证明云州市第一人民医院（编号：33）参加了学习", ""),
        ("兹证明云州市第一人民医院副主任医师（身份证号：33", ""),
    ],
)
def test_a_person_stands_behind_employer_and_title(words: str, name: str) -> None:
    assert read("学时：6学时", "学分：2分", words).get("name", "") == name


def test_what_stands_under_a_lost_title_is_none() -> None:
    for value in ("2025-09-01-290", "山东大学齐鲁医院"):
        assert "project-name" not in read("姓名：闻旦", "学时：6", "项目名称：", value)


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
        ("开始日期：2026年6月12日 结束日期：2026年6月14日", "2026-06-12/2026-06-14"),
        ("开始日期：2026年6月14日 结束日期：2026年6月12日", ""),
        ("培训开始时间：2026年6月12日", ""),
        ("开班时间：2026年6月12日至14日", "2026-06-12/2026-06-14"),
        ("报名开始日期：2026年6月1日 报名截止日期：2026年6月3日", ""),
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
        ("计分：6 学时 / 1.5 学分", "6", "1.5"),
        ("计分标准：每3学时计1学分", "", ""),
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

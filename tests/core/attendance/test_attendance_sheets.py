"""The sheet to be signed: everybody once, room to spare, legible whatever the names."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.forms import attendance_pages
from core.forms.attendance import AttendanceSheet, SheetLine
from core.forms.document import Drawn
from core.texts import LANGUAGES, speaking


def a_sheet(people: int, *, name: str = "闻旦", title: str = "静脉输液安全") -> AttendanceSheet:
    return AttendanceSheet(
        unit="海晏医院",
        name=title,
        facts=[
            ("活动名称", title),
            ("时间", "14:00–17:00"),
            ("地点", "示教室"),
            ("主讲人", "周老师"),
        ],
        lines=[
            SheetLine(f"82{number:06}", name, "护理", "主管护师", "13:52 / —")
            for number in range(people)
        ],
        expected=people,
        arrived=people,
        left=0,
        printed_at=datetime(2026, 6, 15, 6, tzinfo=UTC),
    )


def draw_sheet(sheet: AttendanceSheet, language: str) -> Drawn:
    with speaking(language):
        return attendance_pages.draw_sheet(sheet)


def pages_of(drawn: Drawn) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(drawn.pdf)).pages]


@pytest.mark.parametrize("people", [0, 1, 12, 13, 20, 21, 22, 23, 24, 50, 300])
def test_everybody_stands_on_it_once_and_it_ends_with_a_signature(people: int) -> None:
    pages = pages_of(draw_sheet(a_sheet(people), "zh-CN"))
    text = "".join(pages)
    assert text.count("闻旦") == people
    assert all(text.count(f"82{number:06}") == 1 for number in range(people))
    assert "组织者（签名）" in pages[-1]
    assert text.count("组织者（签名）") == 1
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in pages[-1]


def test_nobody_stands_alone_on_the_last_page() -> None:
    for people in range(20, 25):
        pages = pages_of(draw_sheet(a_sheet(people), "zh-CN"))
        assert len(pages) == 1 or pages[-1].count("闻旦") in {0, *range(3, people)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_and_rare_words_do_not_spoil_it(language: str) -> None:
    drawn = draw_sheet(a_sheet(2, name="欧阳娜娜\U0001f4f7" * 6, title="长" * 120), language)
    assert {character for _, character in drawn.missing} == {"\U0001f4f7"}
    assert "〓" in pages_of(drawn)[0]


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert draw_sheet(a_sheet(30), "zh-CN") == draw_sheet(a_sheet(30), "zh-CN")


def test_an_open_cycle_expects_nobody_by_name() -> None:
    text = "".join(pages_of(draw_sheet(replace(a_sheet(1), expected=None), "zh-CN")))
    assert "应到" not in text
    assert "已签到 1 人" in text

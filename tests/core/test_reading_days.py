"""Days as people type and say them: read exactly, or asked again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.reading_days import EndsFirst, NotADate, parse_day, parse_days

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025-06-12 至 06-14", date(2025, 6, 12), date(2025, 6, 14)),
        ("2025-06-12 至 14", date(2025, 6, 12), date(2025, 6, 14)),
        ("6月12日到14日", date(2026, 6, 12), date(2026, 6, 14)),
        ("2025年6月12日", date(2025, 6, 12), date(2025, 6, 12)),
        ("2025-12-30 to 2026-01-02", date(2025, 12, 30), date(2026, 1, 2)),
        ("昨天", date(2026, 6, 14), date(2026, 6, 14)),
        ("yesterday", date(2026, 6, 14), date(2026, 6, 14)),
        ("上周三", date(2026, 6, 10), date(2026, 6, 10)),
        ("周日", date(2026, 6, 14), date(2026, 6, 14)),
        ("2025/6/1~2025/6/3", date(2025, 6, 1), date(2025, 6, 3)),
    ],
)
def test_days_are_read_as_people_say_them(typed: str, first: date, last: date) -> None:
    assert parse_days(typed, TODAY) == (first, last)


@pytest.mark.parametrize(
    "typed",
    ["", "hello", "😀", "2025-02-30", "12", "2025-06-14 至 06-12", "1 至 2 至 3", "x" * 500],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_days(typed, TODAY)


@given(some.text(max_size=60))
def test_no_text_whatever_breaks_the_reading_of_days(typed: str) -> None:
    try:
        first, last = parse_days(typed, TODAY)
    except NotADate:
        return
    assert first <= last


@given(some.dates(date(2019, 1, 1), date(2099, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == day


ELSEWHEN = date(2027, 1, 10)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026年3月12日-14日", "2026-03-12", "2026-03-14"),
        ("2026年3月12-14日", "2026-03-12", "2026-03-14"),
        ("2026年3月12、13日", "2026-03-12", "2026-03-13"),
        ("3月12、13、14日", "2026-03-12", "2026-03-14"),
        ("3月12和13日", "2026-03-12", "2026-03-13"),
        ("2026.03.12-03.14", "2026-03-12", "2026-03-14"),
        ("3.12-3.14", "2026-03-12", "2026-03-14"),
        ("3.12—14", "2026-03-12", "2026-03-14"),
        ("3月12号", "2026-03-12", "2026-03-12"),
        ("３月１２日", "2026-03-12", "2026-03-12"),
        ("2026-06-10～2026-06-12", "2026-06-10", "2026-06-12"),
        ("2026-06-10/2026-06-12", "2026-06-10", "2026-06-12"),
        ("2026/3/12-2026/3/14", "2026-03-12", "2026-03-14"),
        ("20260312", "2026-03-12", "2026-03-12"),
        ("20260312-20260314", "2026-03-12", "2026-03-14"),
        ("三月十二日", "2026-03-12", "2026-03-12"),
        ("三月十二", "2026-03-12", "2026-03-12"),
        ("二〇二六年三月二十号到廿二号", "2026-03-20", "2026-03-22"),
        ("12月20日至22日", "2026-12-20", "2026-12-22"),
        ("去年6月12日", "2026-06-12", "2026-06-12"),
        ("上个月12号", "2026-12-12", "2026-12-12"),
        ("本月3日", "2027-01-03", "2027-01-03"),
        ("3天前", "2027-01-07", "2027-01-07"),
        ("两周前", "2026-12-27", "2026-12-27"),
        ("2 days ago", "2027-01-08", "2027-01-08"),
        ("昨天到今天", "2027-01-09", "2027-01-10"),
        ("12 June", "2026-06-12", "2026-06-12"),
        ("June 12-14, 2025", "2025-06-12", "2025-06-14"),
        ("12th to 14th June 2026", "2026-06-12", "2026-06-14"),
        ("last Wednesday", "2026-12-30", "2026-12-30"),
    ],
)
def test_every_usual_spelling_is_read_in_the_claims_year(typed: str, first: str, last: str) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert parse_days(typed, ELSEWHEN, 2026) == days


@pytest.mark.parametrize(
    "typed",
    [
        "2026年3月",
        "2026-03",
        "3月",
        "三月份",
        "March",
        "12号",
        "上周",
        "last week",
        "上个月",
        "去年",
        "3月12、15日",
        "12月30日-1月2日",
        "2月29日",
        "1/2/2026",
        "昨天下午3点",
        "2026-06-12 9:00",
        "6月中旬",
        "月底",
        "第3天",
        "十二",
        "2026",
        "3月12日前后",
    ],
)
def test_what_has_no_day_or_more_than_one_meaning_is_asked_again(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_days(typed, ELSEWHEN, 2026)


@given(
    some.dates(date(2019, 1, 1), date(2030, 12, 28)),
    some.integers(0, 3),
    some.sampled_from(["-", "至", "到", "~", "～", "—", " to "]),
    some.sampled_from(
        ["{y}年{m}月{d}日", "{y}-{m:02}-{d:02}", "{y}.{m}.{d}", "{m}月{d}号", "{m}/{d}"]
    ),
)
def test_a_range_written_in_any_way_is_that_range(
    first: date, days: int, parting: str, way: str
) -> None:
    last = first + timedelta(days=days)
    if last.year != first.year:
        return
    typed = parting.join(way.format(y=day.year, m=day.month, d=day.day) for day in (first, last))
    assert parse_days(typed, ELSEWHEN, first.year) == (first, last)


@given(some.from_regex(r"[0-9年月日号./ -]{1,14}", fullmatch=True))
def test_figures_are_never_read_as_a_day_that_they_do_not_hold(typed: str) -> None:
    try:
        first, last = parse_days(typed, TODAY)
    except NotADate:
        return
    figures = {int(one) for one in "".join(c if c.isdecimal() else " " for c in typed).split()}
    compact = {int(one) for n in figures if n > 9999 for one in (str(n)[4:6], str(n)[6:])}
    assert {first.day, last.day} <= figures | compact


def test_an_end_before_its_start_is_told_apart_from_what_is_no_day() -> None:
    for text in ("2026-06-14/2026-06-12", "2026年3月14日至2026年3月12日"):
        with pytest.raises(EndsFirst):
            parse_days(text, date(2026, 6, 15))
    with pytest.raises(NotADate) as found:
        parse_days("2026-06-14/x", date(2026, 6, 15))
    assert not isinstance(found.value, EndsFirst)

"""The first family: ten layouts, labelled and in prose."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from tests.certificates.facts import Facts
from tests.certificates.paper import Paper


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _range(facts: Facts) -> str:
    """2025年5月16日至18日, or with the month where it is another."""
    last = _chinese(facts.last)
    if facts.first.year == facts.last.year:
        last = last.partition("年")[2]
        if facts.first.month == facts.last.month:
            last = last.partition("月")[2]
    return f"{_chinese(facts.first)}至{last}"


def _issued(paper: Paper, facts: Facts, x: int, y: int, dice: random.Random) -> None:
    """Write who issued it and when, with one seal over it and another over the text above."""
    paper.write(x, y, facts.organiser, 56, anchor="ma")
    paper.write(
        x, y + 100, _chinese(facts.last + timedelta(days=dice.randint(3, 30))), 50, anchor="ma"
    )
    paper.round_seal(x + 20, y + 60, facts.organiser)
    paper.square_seal(x - dice.randint(420, 1250), y - dice.randint(120, 300), "学分专用章")


def _rows(
    paper: Paper, rows: Sequence[tuple[str, str]], x: int, y: int, step: int = 105, size: int = 56
) -> int:
    for label, value in rows:
        paper.write(x, y, f"{label}：{value}", size)
        y += step
    return y


def column(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Labels with colons, one under the other."""
    paper = Paper(2400, 1700, hand, dice)
    paper.frame()
    paper.heading(150, "继续医学教育学分证书", 120)
    rows = (
        ("姓名", facts.name), ("项目名称", facts.project), ("项目编号", facts.number),
        ("项目级别", facts.level_words), ("主办单位", facts.organiser), ("举办日期", _range(facts)),
        ("学时", f"{facts.hours}学时"), ("授予学分", f"{facts.credits}分"),
    )  # fmt: skip
    _rows(paper, rows, 300, 400)
    _issued(paper, facts, 1750, 1320, dice)
    return paper


def certified(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """兹证明 … in one paragraph."""
    paper = Paper(2400, 1700, hand, dice)
    paper.frame((150, 40, 40))
    paper.heading(170, "学分证书", 150, hand="bold song", red=True)
    text = (
        f"兹证明{facts.name}同志于{_range(facts)}参加由{facts.organiser}举办的{facts.level_words}"
        f"继续医学教育项目《{facts.project}》（项目编号：{facts.number}），完成全部课程，"
        f"共计{facts.hours}学时，授予Ⅰ类学分{facts.credits}分。特发此证。"
    )
    paper.prose(260, 520, text, 2140, 64)
    _issued(paper, facts, 1700, 1280, dice)
    return paper


def table(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A table of labels and values."""
    paper = Paper(2400, 1700, hand, dice)
    paper.heading(120, f"{facts.level_words}继续医学教育项目学分证明", 96)
    rows = [
        ["姓名", facts.name, "证书编号", f"ZS{dice.randint(10**7, 10**8)}"],
        ["项目编号", facts.number, "项目级别", facts.level_words],
        ["学时", facts.hours, "学分", facts.credits],
    ]
    end = paper.grid(200, 330, [330, 670, 330, 670], 150, rows)
    wide = [
        ["项目名称", facts.project],
        ["主办单位", facts.organiser],
        ["起止日期", f"{facts.first:%Y-%m-%d}至{facts.last:%Y-%m-%d}"],
    ]
    paper.grid(200, end, [330, 1670], 150, wide)
    _issued(paper, facts, 1650, 1380, dice)
    return paper


def two_columns(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Labels in two columns, the number at the top."""
    paper = Paper(2400, 1700, hand, dice)
    paper.frame((40, 70, 130))
    paper.heading(150, "医学继续教育学分证", 120)
    paper.write(2220, 320, f"项目编号：{facts.number}", 46, anchor="ra")
    left = (("姓　　名", facts.name), ("级　　别", facts.level_words), ("学　　时", facts.hours))
    right = (("职　　称", "主管护师"), ("学　　分", facts.credits), ("单　　位", "海晏医院"))
    _rows(paper, left, 300, 480, 120)
    _rows(paper, right, 1350, 480, 120)
    wide = (
        ("项目名称", facts.project), ("主办单位", facts.organiser),
        ("培训时间", f"{facts.first:%Y.%m.%d}—{facts.last:%Y.%m.%d}"),
    )  # fmt: skip
    _rows(paper, wide, 300, 860, 120)
    _issued(paper, facts, 1750, 1330, dice)
    return paper


def comrade(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """… 同志：您于 …"""
    paper = Paper(2400, 1700, hand, dice)
    paper.frame((190, 150, 60))
    paper.heading(160, "结业证书", 150, hand="hei")
    paper.write(260, 470, f"{facts.name} 同志：", 68)
    text = (
        f"您于{_chinese(facts.first)}至{_chinese(facts.last)}参加“{facts.project}”（编号{facts.number}，"
        f"{facts.level_words}继续医学教育项目）学习，学习{facts.hours}学时，考核合格，准予结业，"
        f"授予继续医学教育学分{facts.credits}学分。"
    )
    paper.prose(260, 620, text, 2140, 62)
    paper.write(260, 1180, f"主办单位：{facts.organiser}", 56)
    _issued(paper, facts, 1750, 1320, dice)
    return paper


def portrait(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """An upright sheet with a portrait, labels in bold, values in another hand."""
    paper = Paper(1700, 2400, hand, dice)
    paper.frame()
    paper.heading(220, "继续医学教育", 110, hand="hei")
    paper.heading(370, "学 分 证 明", 130, hand="hei")
    paper.pen.rectangle((1200, 580, 1480, 970), fill=(185, 205, 225))
    rows = (
        ("姓　　名", facts.name), ("身份证号", "330106********0012"), ("项目编号", facts.number),
        ("级　　别", facts.level_words), ("学　　时", f"{facts.hours} 学时"),
        ("学　　分", f"{facts.credits} 分"),
        ("起止时间", f"{facts.first:%Y/%m/%d}-{facts.last:%Y/%m/%d}"),
    )  # fmt: skip
    y = 600
    for label, value in rows:
        end = paper.write(200, y, f"{label}：", 54, hand="bold song")
        paper.write(end + 20, y, value, 54)
        y += 120
    paper.write(200, y, "项目名称：", 54, hand="bold song")
    paper.write(200, y + 100, facts.project, 54)
    paper.write(200, y + 220, "主办单位：", 54, hand="bold song")
    paper.write(490, y + 220, facts.organiser, 54)
    _issued(paper, facts, 1150, 2060, dice)
    return paper


def student(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Other words for the labels."""
    paper = Paper(2400, 1700, hand, dice)
    paper.heading(140, "培训合格证书", 130, hand="kai", red=True)
    rows = (
        ("学员姓名", facts.name), ("培训项目", facts.project), ("项目编号", facts.number),
        ("举办单位", facts.organiser), ("项目类别", f"{facts.level_words}继续医学教育项目"),
        ("举办时间", f"{facts.first:%Y年%m月%d日}-{facts.last:%Y年%m月%d日}"),
        ("培训学时", f"{facts.hours}学时"), ("获得学分", f"Ⅰ类{facts.credits}分"),
    )  # fmt: skip
    _rows(paper, rows, 420, 420)
    paper.write(1500, 340, f"证书编号：{dice.randint(10**9, 10**10)}", 40)
    _issued(paper, facts, 1800, 1350, dice)
    return paper


def attended(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Prose that begins with the organiser, days with dots."""
    paper = Paper(2400, 1700, hand, dice)
    paper.frame((60, 110, 80))
    paper.heading(170, f"{facts.level_words}继续医学教育学分证书", 110, hand="bold song")
    text = (
        f"{facts.name}参加由{facts.organiser}主办的继续医学教育项目“{facts.project}”"
        f"（项目编号{facts.number}），活动日期{facts.first:%Y.%m.%d}-{facts.last:%Y.%m.%d}，"
        f"学时数{facts.hours}，所获学分{facts.credits}分，特此证明。"
    )
    paper.prose(260, 560, text, 2140, 66, 1.8)
    _issued(paper, facts, 1750, 1300, dice)
    return paper


def header_row(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A table whose first row names the columns."""
    paper = Paper(2400, 1700, hand, dice)
    paper.heading(150, "继续医学教育项目学分登记证明", 96)
    paper.write(200, 330, f"主办单位：{facts.organiser}", 52)
    paper.write(200, 430, f"项目名称：{facts.project}", 52)
    rows = [
        ["姓名", "项目编号", "级别", "学时", "学分"],
        [facts.name, facts.number, facts.level_words, facts.hours, facts.credits],
    ]
    end = paper.grid(200, 560, [420, 700, 300, 280, 280], 150, rows)
    paper.write(200, end + 80, f"活动日期：{_range(facts)}", 52)
    _issued(paper, facts, 1700, 1230, dice)
    return paper


def ticket(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Labels above long values, hours and credits side by side."""
    paper = Paper(2400, 1700, hand, dice, colour=(240, 246, 250))
    paper.frame((30, 90, 160))
    paper.heading(140, "学 分 证", 140, hand="hei")
    paper.write(300, 380, f"姓名：{facts.name}", 60)
    paper.write(1250, 380, f"级别：{facts.level_words}", 60)
    paper.write(300, 500, f"项目编号：{facts.number}", 60)
    paper.write(300, 620, "项目名称：", 60)
    paper.write(400, 720, facts.project, 60, hand="hei")
    paper.write(300, 840, f"主办单位：{facts.organiser}", 60)
    paper.write(300, 960, f"时间：{_range(facts)}", 60)
    paper.write(300, 1080, f"学时：{facts.hours}", 60)
    paper.write(1250, 1080, f"学分：{facts.credits}", 60)
    _issued(paper, facts, 1700, 1300, dice)
    return paper


LAYOUTS = (
    column, certified, table, two_columns, comrade,
    portrait, student, attended, header_row, ticket,
)  # fmt: skip

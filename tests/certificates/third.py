"""The third family: ten layouts more, written without a look at what reads them."""

import random
from datetime import timedelta

from tests.certificates.facts import Facts
from tests.certificates.office import (
    BLUE,
    CLASSES,
    DAY,
    DEPARTMENTS,
    GOLD,
    GREY,
    HOSPITALS,
    MONTH_DAY,
    TITLES,
    days,
    digits,
    sealed,
)
from tests.certificates.paper import RED, Paper


def _blanks(paper: Paper, x: int, y: int, text: str) -> None:
    """Write one line of a form; what is in [] was filled in by another printer, on a rule."""
    for number, part in enumerate(text.replace("]", "[").split("[")):
        filled = number % 2
        end = paper.write(x + 24 * filled, y, part, 60, hand="kai" if filled else "")
        if filled:
            paper.rule(x, y + 72, end + 24)
        x = end + 32 * filled


def blanks(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A printed form of a committee's, its blanks filled in."""
    paper = Paper(2600, 1800, hand, dice)
    paper.frame(RED)
    paper.heading(170, "继续医学教育项目学分证书", 124, red=True)
    paper.write(2440, 345, f"证书号：JX{digits(dice, 9)}", 40, anchor="ra")
    a, b = facts.first, facts.last
    when = f"[{a.year}] 年 [{a.month}] 月 [{a.day}] 日至 [{b.month}] 月 [{b.day}] 日"
    lines = (
        f"　　[{facts.name}] 同志于 {when}",
        f"参加 [{facts.organiser}] 举办的 [{facts.level_words}] 继续医学教育项目",
        f"[{facts.project}]",
        f"（项目编号 [{facts.number}] ），共计 [{facts.hours}] 学时，",
        f"经考核成绩合格，授予 [{CLASSES[facts.level]}] 学分 [{facts.credits}] 分。特发此证。",
    )
    for number, line in enumerate(lines):
        _blanks(paper, 250, 500 + 135 * number, line)
    paper.write(250, 1590, "注：本证书涂改无效，请妥善保存。", 36, colour=GREY)
    return sealed(paper, facts, 1880, 1370, "继续医学教育委员会")


def table(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A table of the province's, two labels to a row, with other things about the person."""
    paper = Paper(2500, 1800, hand, dice, (250, 250, 248))
    paper.heading(120, "继续医学教育学分证明", 104)
    paper.write(160, 310, f"学分卡号：33{digits(dice, 8)}", 40)
    paper.write(2340, 310, f"打印日期：{facts.last + timedelta(days=30)}", 40, anchor="ra")
    rows = (
        ["姓　名", facts.name, "性　别", dice.choice("男女"), "职　称", dice.choice(TITLES)],
        ["工作单位", dice.choice(HOSPITALS)], ["项目名称", facts.project],
        ["项目编号", facts.number, "项目级别", facts.level_words],
        ["主办单位", facts.organiser], ["起止日期", days(facts, "%Y-%m-%d", " 至 ")],
        ["学时数", facts.hours, "学分类别", CLASSES[facts.level], "学分数", facts.credits],
    )  # fmt: skip
    y, widths = 380, {2: [340, 1840], 4: [340, 750] * 2, 6: [340, 390, 340, 390, 340, 380]}
    for row in rows:
        y = paper.grid(160, y, widths[len(row)], 125, [row])
    paper.write(160, y + 50, "经审核，以上学分记录属实，特此证明。", 46)
    return sealed(paper, facts, 1900, y + 160, size=50)


def online(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """An upright page that a platform prints: pale labels, values at the right, a code."""
    paper = Paper(1700, 2400, hand, dice, (255, 255, 255))
    paper.pen.rectangle((0, 0, 1700, 230), fill=BLUE)
    paper.write(120, 70, "医学教育在线", 76, hand="hei", colour=(255, 255, 255))
    paper.write(1580, 95, "www.cmestudy.example", 40, anchor="ra", colour=(215, 228, 245))
    paper.heading(310, "学习合格证书", 112, hand="hei")
    rows = (
        ("学员姓名", facts.name), ("证件号码", f"3305{'*' * 10}{digits(dice, 4)}"),
        ("课程名称", facts.project), ("项目编号", facts.number),
        ("项目级别", f"{facts.level_words}继续医学教育项目"), ("主办单位", facts.organiser),
        ("学习时间", days(facts, "%Y/%m/%d", " - ")), ("课程学时", f"{facts.hours} 学时"),
        ("考核成绩", f"{dice.randint(60, 100)} 分（合格）"),
        ("获得学分", f"{CLASSES[facts.level]}学分 {facts.credits} 分"),
    )  # fmt: skip
    for number, (label, value) in enumerate(rows):
        y = 530 + 128 * number
        paper.write(140, y, label, 48, hand="hei", colour=GREY)
        paper.write(1560, y, value, 52, anchor="ra")
        paper.rule(140, y + 90, 1560, (205, 210, 218))
    paper.code(150, 1920)
    paper.write(150, 2190, "扫码查验证书真伪", 36, hand="hei", colour=GREY)
    paper.write(150, 2260, f"查询码 {digits(dice, 4)}-{digits(dice, 4)}", 36, colour=GREY)
    return sealed(paper, facts, 1180, 2010, "继续教育学习平台", form="%Y-%m-%d")


def conference(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A congress: Chinese in prose at the left, English beside it."""
    paper = Paper(2800, 1800, hand, dice)
    paper.frame(BLUE)
    paper.heading(150, "参 会 学 分 证 书", 112)
    paper.heading(325, "CERTIFICATE OF CME CREDITS", 60, hand="song")
    paper.write(210, 450, f"{facts.name} 医师：", 64)
    words = (
        f"您于{facts.first:{DAY}}—{facts.last:{MONTH_DAY}}参加了由{facts.organiser}主办的"
        f"{facts.level_words}继续医学教育项目《{facts.project}》。"
    )
    end = paper.prose(210, 560, words, 1400, 58)
    words = f"学习{facts.hours}学时，获{CLASSES[facts.level]}学分{facts.credits}分，特此证明。"
    paper.write(210, paper.prose(210, end, words, 1400, 58) + 40, f"项目编号：{facts.number}", 58)
    paper.pen.line((1480, 470, 1480, 1200), fill=(190, 190, 200), width=3)
    english = (
        "This is to certify that the delegate named", "at left attended the CME programme from",
        f"{facts.first:%B %d} to {facts.last:%B %d, %Y}.", "", f"Programme No.:  {facts.number}",
        f"Learning hours:  {facts.hours}", f"Credits awarded:  {facts.credits}",
    )  # fmt: skip
    for number, line in enumerate(english):
        paper.write(1560, 480 + 95 * number, line, 50, hand="song")
    paper.write(210, 1560, f"Certificate No. {digits(dice, 6)}", 42, hand="song", colour=GREY)
    return sealed(paper, facts, 2080, 1370)


def booklet(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A booklet opened: a portrait and the person at the left, prose at the right."""
    paper = Paper(3000, 1900, hand, dice, (250, 246, 234))
    paper.pen.line((1400, 0, 1400, 1900), fill=(200, 195, 180), width=8)
    paper.pen.rectangle((540, 260, 900, 760), fill=(196, 214, 232), outline=GREY, width=3)
    paper.pen.ellipse((630, 350, 810, 570), fill=(120, 110, 105))
    paper.pen.pieslice((580, 590, 860, 930), 180, 360, fill=(80, 85, 100))
    rows = (
        ("姓　　名", facts.name), ("工作单位", dice.choice(HOSPITALS)),
        ("项目编号", facts.number), ("证书编号", f"PX{facts.last.year}{digits(dice, 5)}"),
    )  # fmt: skip
    for number, (label, value) in enumerate(rows):
        y = 900 + 150 * number
        paper.write(230, y, label, 54)
        paper.write(830, y, value, 56, hand="kai", anchor="ma")
        paper.rule(490, y + 78, 1170)
    paper.write(2200, 190, "培训结业证书", 116, hand="bold song", anchor="ma", colour=RED)
    words = (
        f"该学员自{facts.first:{DAY}}起至{facts.last:{DAY}}止，在{facts.organiser}主办的"
        f"《{facts.project}》（{facts.level_words}继续医学教育项目）学习期满。"
    )
    end = paper.prose(1540, 430, words, 2880, 60)
    words = f"完成{facts.hours}学时课程，考试合格，准予结业，授予{CLASSES[facts.level]}"
    paper.prose(1540, end, f"{words}学分{facts.credits}学分。", 2880, 60)
    return sealed(paper, facts, 2400, 1340, size=58)


def slip(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A small slip of old, its stub still at the left."""
    paper = Paper(2600, 1440, hand, dice, (244, 249, 241))
    serial = digits(dice, 7)
    for y in range(20, 1430, 40):
        paper.pen.line((690, y, 690, y + 20), fill=GREY, width=4)
    paper.write(345, 110, "存　根", 64, anchor="ma")
    paper.write(345, 220, f"№ {serial}", 46, anchor="ma", colour=RED)
    for y, line in ((380, f"领证：{facts.name}"), (520, f"学分：{facts.credits}"), (660, "经办：")):
        paper.write(100, y, line, 48)
    paper.write(1640, 90, f"{facts.level_words}继续医学教育学分证", 92, anchor="ma")
    paper.write(2510, 225, f"№ {serial}", 46, anchor="ra", colour=RED)
    when = f"{facts.first:{DAY}}至{facts.last:{MONTH_DAY}}"
    rows = (
        (780, 320, "姓名", facts.name, 1500), (1560, 320, "编号", facts.number, 2500),
        (780, 455, "项目", facts.project, 2500), (780, 590, "主办", facts.organiser, 2500),
        (780, 725, "时间", when, 2500), (780, 860, "类别", f"{CLASSES[facts.level]}学分", 1300),
        (1380, 860, "学时", facts.hours, 1860), (1940, 860, "学分", facts.credits, 2500),
    )  # fmt: skip
    for x, y, label, value, right in rows:
        paper.write(x, y, label, 52)
        paper.write(x + 155, y, value, 54, hand="kai")
        paper.rule(x + 125, y + 72, right)
    return sealed(paper, facts, 2080, 1110, size=48)


def ledger(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """One row under a head, as a system of credits prints it; the person above."""
    paper = Paper(3000, 1500, hand, dice, (253, 253, 253))
    paper.heading(130, f"{facts.last.year}年度继续医学教育学分证明单", 92)
    whose = f"姓名：{facts.name}　　　　单位：{dice.choice(HOSPITALS)}　　　　"
    whose += f"科室：{dice.choice(DEPARTMENTS)}　　　　人员编码：{digits(dice, 6)}"
    paper.write(120, 330, whose, 50)
    widths = [130, 480, 520, 420, 450, 190, 170, 170, 230]
    head = ["序号", "项目编号", "项目名称", "主办单位", "举办时间", "级别", "学时", "学分", "类别"]
    when = f"{facts.first:%Y.%m.%d}-{facts.last:%m.%d}"
    row = ["1", facts.number, facts.project, facts.organiser, when, facts.level_words]
    row += [facts.hours, facts.credits, CLASSES[facts.level]]
    y = paper.grid(120, 430, widths, 110, [head], 44)
    y = paper.grid(120, y, widths, 230, [row], 44)
    y = paper.grid(120, y, [130, 2630], 110, [["备注", "以上学分已录入继续医学教育管理系统"]], 44)
    paper.write(120, y + 100, f"审核人：　　　　　　联系电话：0572-{digits(dice, 7)}", 46)
    return sealed(paper, facts, 2380, y + 190, "继续教育学分审核专用章", size=50)


def figures(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A modern one: the name and the project large in the middle, figures over their labels."""
    paper = Paper(2600, 1850, hand, dice, (255, 253, 248))
    paper.frame(GOLD, 60)
    paper.heading(170, "学 分 证 书", 130, hand="bold song")
    paper.heading(370, "Certificate of Continuing Medical Education", 46, hand="song")
    paper.heading(475, facts.name, 110, hand="kai")
    paper.rule(1000, 612, 1600, GOLD)
    paper.heading(645, f"于{facts.first:{DAY}}至{facts.last:{MONTH_DAY}}参加并完成", 54)
    paper.heading(750, f"《{facts.project}》", 74)
    paper.heading(880, f"{facts.organiser} 主办", 54)
    columns = (
        (520, facts.number, "项目编号"), (1170, facts.level_words, "项目级别"),
        (1700, facts.hours, "学时"), (2160, facts.credits, f"{CLASSES[facts.level]}学分"),
    )  # fmt: skip
    for x, value, label in columns:
        paper.write(x, 1050, value, 72, anchor="ma", colour=BLUE)
        paper.write(x, 1150, label, 42, hand="hei", anchor="ma", colour=GREY)
    paper.code(300, 1350)
    paper.write(425, 1620, f"编码 {digits(dice, 10)}", 36, anchor="ma", colour=GREY)
    return sealed(paper, facts, 1850, 1420)


def bilingual(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """An upright one of a society's: each label with its English beneath, values on rules."""
    paper = Paper(1800, 2500, hand, dice)
    paper.frame((90, 130, 110))
    paper.heading(190, "继续医学教育证书", 118)
    paper.heading(375, "CONTINUING MEDICAL EDUCATION", 54, hand="song")
    rows = (
        ("姓　　名", "Name", facts.name), ("项目名称", "Program", facts.project),
        ("项目编号", "Program No.", facts.number), ("项目级别", "Level", facts.level_words),
        ("主办单位", "Organizer", facts.organiser), ("承办单位", "Co-host", dice.choice(HOSPITALS)),
        ("举办日期", "Date", days(facts, "%Y.%m.%d", "—")), ("学　　时", "Hours", facts.hours),
        ("学　　分", "Credits", f"{facts.credits}（{CLASSES[facts.level]}）"),
    )  # fmt: skip
    for number, (label, english, value) in enumerate(rows):
        y = 520 + 155 * number
        paper.write(190, y - 14, label, 52)
        paper.write(190, y + 68, english, 36, hand="song", colour=GREY)
        paper.write(1050, y + 14, value, 56, hand="kai", anchor="ma")
        paper.rule(480, y + 94, 1620)
    paper.write(190, 2290, f"证书编号 Cert. No. {digits(dice, 8)}", 38, colour=GREY)
    return sealed(paper, facts, 1220, 2090, size=52)


def letter(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A letter to the person's hospital, with what was awarded in a small table."""
    paper = Paper(1800, 2400, hand, dice, (254, 254, 252))
    paper.heading(160, facts.organiser, 84, hand="bold song", red=True)
    paper.pen.line((160, 310, 1640, 310), fill=RED, width=8)
    paper.write(1640, 340, f"培证〔{facts.last.year}〕{dice.randint(10, 199)}号", 42, anchor="ra")
    paper.heading(470, "学分证明", 96)
    paper.write(180, 680, f"{dice.choice(HOSPITALS)}{dice.choice(DEPARTMENTS)}：", 56)
    words = (
        f"贵科{facts.name}同志于{facts.first:{DAY}}至{facts.last:{MONTH_DAY}}参加我单位主办的"
        f"{facts.level_words}继续医学教育项目“{facts.project}”，全程出勤，考核合格，所获学分见下表。"
    )
    y = paper.prose(180, 790, words, 1620, 56)
    row = [facts.number, facts.hours, CLASSES[facts.level], facts.credits]
    head = ["项目编号", "学时", "学分类别", "学分"]
    y = paper.grid(180, y + 40, [620, 270, 290, 260], 120, [head, row], 48)
    paper.write(292, y + 70, "特此证明。", 56)
    paper.write(180, 2230, f"联系人：陆老师　电话：0571-{digits(dice, 8)}", 40)
    return sealed(paper, facts, 1220, y + 330)


LAYOUTS = (
    blanks, table, online, conference, booklet, slip, ledger, figures, bilingual, letter,
)  # fmt: skip

"""The second family: ten layouts by other hands, none like one of the first family."""

import random
from datetime import date, timedelta

from tests.certificates.facts import Facts
from tests.certificates.paper import INK, RED, Paper

GREY, BLUE, GREEN, WHITE = (110, 110, 115), (25, 80, 150), (40, 110, 80), (255, 255, 255)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _days(facts: Facts) -> str:
    """2025年3月12日至14日; the month again where it is another."""
    month = "" if facts.first.month == facts.last.month else f"{facts.last.month}月"
    return f"{_day(facts.first)}至{month}{facts.last.day}日"


def _kind(facts: Facts) -> str:
    return "Ⅱ类" if facts.level == "municipal" else "Ⅰ类"


def _issue(facts: Facts, dice: random.Random) -> date:
    return facts.last + timedelta(days=dice.randint(4, 40))


def _digits(dice: random.Random, count: int) -> str:
    return "".join(dice.choices("0123456789", k=count))


def _signed(paper: Paper, facts: Facts, x: int, y: int, dice: random.Random, who: str = "") -> None:
    paper.write(x, y, who or facts.organiser, 54, anchor="ma")
    paper.write(x, y + 100, _day(_issue(facts, dice)), 50, anchor="ma")
    paper.round_seal(x + dice.randint(0, 90), y + 50, facts.organiser, 200)


def bilingual(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Labels with English below them, values on lines."""
    paper = Paper(2400, 1750, hand, dice)
    paper.frame((170, 130, 60), 40)
    paper.heading(120, "继续医学教育学分证书", 104, hand="bold song")
    paper.heading(260, "CERTIFICATE OF CONTINUING MEDICAL EDUCATION CREDITS", 42, hand="hei")
    paper.write(2240, 350, f"No. {facts.last.year}{_digits(dice, 6)}", 38, anchor="ra")
    rows = (
        (170, 480, 960, "姓　　名", "Name", facts.name),
        (1270, 480, 960, "级　　别", "Level", facts.level_words),
        (170, 630, 2060, "项目名称", "Title", facts.project),
        (170, 780, 2060, "项目编号", "Project No.", facts.number),
        (170, 930, 2060, "主办单位", "Sponsor", facts.organiser),
        (170, 1080, 2060, "培训日期", "Date", f"{facts.first:%Y.%m.%d}-{facts.last:%Y.%m.%d}"),
        (170, 1230, 960, "学　　时", "Hours", facts.hours),
        (1270, 1230, 960, "学　　分", "Credits", f"{_kind(facts)} {facts.credits} 分"),
    )
    for x, y, width, label, english, value in rows:
        paper.pairs([(x, y, label, value)], 310, 0, label=54)
        paper.write(x, y + 18, english, 32, hand="hei", colour=GREY)
        paper.rule(x + 280, y + 20, x + width, GREY)
    paper.write(170, 1480, f"发证日期 Issued on：{_issue(facts, dice):%Y-%m-%d}", 46)
    paper.write(1440, 1470, "（盖章 Seal）", 46, colour=GREY)
    paper.round_seal(1920, 1490, facts.organiser, 180)
    return paper


def backwards(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Prose that begins with what was earned and ends with who earned it."""
    paper = Paper(2400, 1700, hand, dice, colour=(254, 251, 238))
    paper.frame((185, 45, 45), 60)
    paper.heading(190, "继续医学教育项目培训证书", 116, hand="kai", red=True)
    paper.write(2140, 400, f"证字第{_digits(dice, 4)}号", 42, anchor="ra")
    text = (
        f"经考核合格，授予{_kind(facts)}学分 {facts.credits} 分（共计{facts.hours}学时）。"
        f"该学分由《{facts.project}》取得，该班属{facts.level_words}继续医学教育项目，"
        f"项目编号为{facts.number}，由{facts.organiser}主办、浙东护理培训中心协办，"
        f"于{_days(facts)}在杭州举行。学分获得者：{facts.name}。"
    )
    paper.prose(260, 520, text, 2140, 64, 1.75)
    _signed(paper, facts, 1700, 1270, dice)
    paper.write(260, 1490, "查询电话：0571-8600XX21　传真：0571-8600XX22", 36, colour=GREY)
    return paper


def booklet(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """An open booklet: the bearer on the left page, the course on the right one."""
    paper = Paper(2600, 1750, hand, dice)
    paper.pen.line((1300, 0, 1300, 1750), fill=(200, 195, 185), width=8)
    paper.pen.rectangle((480, 180, 820, 640), fill=(190, 205, 220), outline=GREY, width=3)
    paper.round_seal(850, 640, facts.organiser, 150)
    left = (
        ("姓　　名", facts.name), ("职　　称", dice.choice(("护师", "主治医师", "技师"))),
        ("身份证号", f"3302**********{_digits(dice, 4)}"), ("工作单位", "东港区人民医院"),
        ("证书编号", f"JY{_digits(dice, 7)}"),
    )  # fmt: skip
    for number, (label, value) in enumerate(left):
        paper.pairs([(180, 920 + 130 * number, label, value)], 250, 0, 52, label=52)
        paper.rule(405, 940 + 130 * number, 1140)
    paper.write(1950, 150, "学习记录", 92, hand="hei", anchor="ma")
    right = (
        (1420, 380, "参加培训班名称", f"{facts.project[:12]}\n{facts.project[12:]}"),
        (1420, 660, "项目级别与编号", f"{facts.level_words}　{facts.number}"),
        (1420, 840, "主办单位", facts.organiser),
        (1420, 1020, "起止时间", f"{facts.first:%Y-%m-%d} ～ {facts.last:%m-%d}"),
        (1420, 1200, "学时", f"{facts.hours} 学时"), (1420, 1380, "学分", f"{facts.credits} 分"),
    )  # fmt: skip
    paper.pairs(right, 0, 80, 58)
    paper.write(2440, 1590, f"{_issue(facts, dice):%Y年%m月%d日}发", 46, anchor="ra")
    paper.square_seal(2250, 1430, "继续教育专用章", 220)
    return paper


def ledger(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """An upright form: three tables in one, with narrow cells for labels."""
    paper = Paper(1750, 2400, hand, dice, colour=(252, 252, 252))
    paper.heading(140, "浙江省继续医学教育", 84, hand="bold song")
    paper.heading(260, "学 分 证 明 单", 104, hand="bold song")
    paper.write(1600, 430, f"编号：{_digits(dice, 6)}", 40, anchor="ra")
    where = dice.choice(("内科", "急诊科", "手术室"))
    top = [["学员", facts.name, "职称", "护师"], ["工作单位", "临海区第一医院", "科室", where]]
    wide = [
        ["培训内容", facts.project], ["主办", facts.organiser], ["承办", "临海区医学会"],
        ["编号及级别", f"{facts.number}　{facts.level_words}"],
    ]  # fmt: skip
    days = f"{facts.first:%Y.%m.%d}-{facts.last:%Y.%m.%d}"
    last = [["培训时间", "学时", "学分（类别）"]]
    last += [[days, facts.hours, f"{facts.credits}（{_kind(facts)}）"]]
    end = paper.grid(150, 500, [300, 600, 200, 350], 140, top)
    end = paper.grid(150, end, [300, 1150], 180, wide, 50)
    end = paper.grid(150, end, [650, 350, 450], 130, last)
    paper.write(150, end + 40, "注：本证明单涂改无效，遗失不补。邮编：317000", 38)
    _signed(paper, facts, 1120, end + 240, dice, "主办单位（章）")
    return paper


def stacked(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """An in-house sheet: small labels, each with its value below it, in the middle."""
    paper = Paper(1700, 2400, hand, dice)
    paper.frame(GREEN, 60)
    paper.heading(200, facts.organiser, 72, hand="kai")
    paper.heading(320, "职工继续教育培训证明", 108, hand="kai")
    pairs = (
        ("参 训 人 员", facts.name), ("课 程 名 称", facts.project), ("课 程 编 号", facts.number),
        ("培 训 日 期", _days(facts)), ("组 织 单 位", facts.organiser),
    )  # fmt: skip
    for number, (label, value) in enumerate(pairs):
        paper.pairs([(850, 580 + 210 * number, label, value)], 0, 86, 60, label=40, side="m")
        paper.rule(230, 692 + 210 * number, 1470, GREEN)
    below = (
        (400, 1640, "级 别", facts.level_words), (850, 1640, "学 时", facts.hours),
        (1300, 1640, "学 分", facts.credits),
    )  # fmt: skip
    paper.pairs(below, 0, 95, 68, label=40, side="m")
    _signed(paper, facts, 1200, 1960, dice, "科教科")
    paper.write(230, 2200, f"登记号 {_digits(dice, 3)}　　内线 66{_digits(dice, 3)}", 38)
    return paper


def online(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A print from a learning platform, with a band, a large name and a code."""
    paper = Paper(2400, 1700, hand, dice, colour=WHITE)
    paper.pen.rectangle((0, 0, 2400, 270), fill=BLUE)
    paper.write(120, 50, "电子学习证书", 100, hand="hei", colour=WHITE)
    paper.write(124, 192, "E-LEARNING CERTIFICATE", 40, hand="hei", colour=(215, 228, 245))
    head = f"{facts.level_words}继续医学教育项目"
    paper.write(2280, 100, head, 56, hand="hei", anchor="ra", colour=WHITE)
    paper.heading(350, facts.name, 130)
    paper.heading(530, "已在线完成下列课程的全部学习并通过考试", 48)
    paper.heading(640, f"“{facts.project}”", 76, hand="hei")
    paper.heading(775, f"（{facts.number}）", 54)
    days = f"{facts.first:%Y-%m-%d} 至 {facts.last:%Y-%m-%d}"
    labels = (
        (300, 980, "完成学时", facts.hours), (780, 980, "授予学分", f"{facts.credits}分"),
        (1260, 980, "学习时间", days),
    )  # fmt: skip
    paper.rule(200, 900, 2200, BLUE)
    paper.pairs(labels, 0, 90, 64, label=42, colour=GREY)
    paper.rule(200, 1130, 2200, BLUE)
    paper.write(520, 1210, f"主办单位：{facts.organiser}", 52)
    paper.write(520, 1310, f"明州医学教育网　打印日期：{_issue(facts, dice):%Y-%m-%d}", 44)
    paper.write(520, 1410, f"防伪码：A{_digits(dice, 5)}F{_digits(dice, 4)}　扫码可验", 44)
    paper.code(210, 1215)
    paper.round_seal(1900, 1400, facts.organiser)
    return paper


def meeting(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A letter of attendance: the meeting first, those who held it after the prose."""
    paper = Paper(1750, 2400, hand, dice)
    paper.heading(190, "学术活动学分证明", 116, hand="bold song")
    paper.heading(355, "Certificate of Attendance", 54, hand="bold song")
    paper.rule(180, 460, 1570)
    text = (
        f"{facts.project}（{facts.level_words}项目，编号：{facts.number}）已于{_days(facts)}"
        f"在绍兴市圆满结束。{facts.name} 医师全程参会，听课共计{facts.hours}学时，"
        f"按规定记继续医学教育{_kind(facts)}学分{facts.credits}分，特予证明。"
    )
    end = paper.prose(180, 540, text, 1570, 62, 1.9)
    paper.write(180, end + 90, f"主办：{facts.organiser}", 54)
    paper.write(180, end + 190, "协办：越城区医师协会、鉴湖医院", 54)
    _signed(paper, facts, 1150, 1880, dice)
    paper.rule(180, 2230, 1570)
    foot = f"代表证号 {_digits(dice, 3)}　电话 0575-851XX306　传真 0575-851XX307　邮编 312000"
    paper.write(180, 2255, foot, 36)
    return paper


def filled(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A printed form with gaps, filled in by another hand."""
    paper = Paper(2400, 1700, "bold song", dice, colour=(250, 244, 230))
    paper.frame((120, 60, 30), 45)
    paper.heading(180, "进 修 学 习 证 明", 130)
    pen = "song" if hand == "kai" else "kai"
    first, last = (f"|{day:%Y}|年|{day:%m}|月|{day:%d}|日" for day in (facts.first, facts.last))
    form = (
        f"　　兹有|{facts.name}|同志，于{first}至{last}",
        f"参加|{facts.organiser}|举办的下列继续医学教育项目：", f"|{facts.project}|，",
        f"项目编号|{facts.number}|，项目级别|{facts.level_words}|，共学习|{facts.hours}|学时，",
        f"成绩合格，准予登记{_kind(facts)}学分|{facts.credits}|分。",
    )  # fmt: skip
    for number, line in enumerate(form):
        x, y = 220, 530 + 150 * number
        for place, part in enumerate(line.split("|")):
            gap, by, ink = (30, pen, BLUE) if place % 2 else (0, "", INK)
            end = paper.write(x + gap, y, part, 60, hand=by, anchor="ls", colour=ink) + gap
            if gap:
                paper.rule(x, y + 18, end)
            x = end
    paper.write(220, 1420, f"存根号：{_digits(dice, 5)}", 42)
    _signed(paper, facts, 1750, 1330, dice, "主办单位（盖章）")
    return paper


def card(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A small card with a stub: labels to the right without colons, a tall title."""
    paper = Paper(2100, 1400, hand, dice, colour=(238, 246, 238))
    paper.pen.rectangle((0, 0, 300, 1400), fill=GREEN)
    for number, sign in enumerate("继续教育学分卡"):
        paper.write(150, 140 + 165 * number, sign, 110, hand="hei", anchor="ma", colour=WHITE)
    paper.write(2020, 50, f"卡号 {_digits(dice, 8)}", 38, anchor="ra", colour=GREY)
    pairs = (
        (600, 200, "获得者", facts.name), (600, 315, "编号", facts.number),
        (600, 430, "项目", f"{facts.project[:12]}\n{facts.project[12:]}"),
        (600, 620, "级别", facts.level_words), (600, 735, "举办者", facts.organiser),
        (600, 850, "期间", f"{facts.first:%Y/%m/%d} ～ {facts.last:%m/%d}"),
        (600, 965, "学时", facts.hours), (600, 1080, "学分", f"{facts.credits}（{_kind(facts)}）"),
    )  # fmt: skip
    paper.pairs(pairs, 60, 0, 58, label=48, side="r", colour=GREEN)
    paper.write(390, 1290, f"有效证件 3310**********{_digits(dice, 3)}X", 38, colour=GREY)
    paper.write(2020, 1290, f"制卡 {_issue(facts, dice):%Y.%m.%d}", 42, anchor="ra")
    paper.round_seal(1750, 1050, facts.organiser, 190)
    return paper


def numbered(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A letter under a red head, to the bearer's office, with numbered points."""
    paper = Paper(1750, 2450, hand, dice, colour=(254, 254, 252))
    paper.heading(180, facts.organiser, 96, hand="bold song", red=True)
    paper.rule(160, 330, 1590, RED)
    paper.write(1590, 350, f"继教证〔{facts.last.year}〕{_digits(dice, 2)}号", 44, anchor="ra")
    paper.heading(470, "关于授予继续医学教育学分的证明", 80, hand="bold song")
    paper.write(160, 650, "各有关单位：", 58)
    text = f"贵单位{facts.name}同志参加我单位主办的培训，现将有关情况证明如下："
    y = paper.prose(160, 750, text, 1590, 58) + 30
    for point in (
        f"一、培训班：{facts.project}", f"二、立项：{facts.level_words}，项目编号{facts.number}",
        f"三、日期：{_days(facts)}",
        f"四、学时{facts.hours}，授予学分：{_kind(facts)}{facts.credits}分",
        f"五、主办单位：{facts.organiser}；地点：嘉兴",
    ):  # fmt: skip
        y = paper.prose(160, y, point, 1590, 58) + 12
    _signed(paper, facts, 1180, 1860, dice)
    paper.square_seal(420, 1930, "学分审核章", 230)
    foot = "地址：嘉兴市南湖路XX号　邮编：314000　联系人：沈老师　0573-820XX118"
    paper.write(160, 2290, foot, 36)
    return paper


LAYOUTS = (bilingual, backwards, booklet, ledger, stacked, online, meeting, filled, card, numbered)

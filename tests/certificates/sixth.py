"""The sixth family: forms filled in, letters, cards, booklets and screens."""

import random
import re
from datetime import date, timedelta

from tests.certificates.facts import Facts
from tests.certificates.paper import INK, RED, Paper, font

GREY, BLUE, WHITE = (125, 128, 135), (30, 95, 175), (255, 255, 255)
POSTS = [
    ("嘉兴市第二医院", "心血管内科", "主管护师", "330402********1245"),
    ("绍兴市人民医院", "重症医学科", "护师", "330602********0027"),
    ("德清县人民医院", "消化内科", "副主任护师", "330521********361X"),
    ("金华市中医医院", "老年病科", "主治医师", "330702********5418"),
    ("温岭市第一人民医院", "手术室", "护士", "331081********8867"),
]
KINDS = {"national": "Ⅰ类", "provincial": "Ⅰ类", "municipal": "Ⅱ类"}
DIGITS = "〇一二三四五六七八九"
PIECE = re.compile(r"[“《（(]*(?:[0-9A-Za-z.*]+|.)[-，。；：、！”》）)]*")  # never parted


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _last(facts: Facts) -> str:
    """Return the last day without what it shares with the first."""
    month = "" if facts.first.month == facts.last.month else f"{facts.last.month}月"
    return f"{month}{facts.last.day}日"


def _count(number: int) -> str:
    return ("", "十", "二十", "三十")[number // 10] + DIGITS[number % 10].strip("〇")


def _solemn(day: date) -> str:
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_count(day.month)}月{_count(day.day)}日"


def _issue(facts: Facts, dice: random.Random) -> date:
    return facts.last + timedelta(days=dice.randint(4, 45))


def _typed(paper: Paper, x: int, y: int, right: int, text: str, size: int = 60) -> int:
    """Type a paragraph as offices do, no number and no bracket parted; return its end."""
    line = "\u3000\u3000"
    for piece in PIECE.findall(text):
        if x + font(paper.hand, size).getlength(line + piece) > right:
            paper.write(x, y, line, size)
            line, y = "", y + round(size * 1.85)
        line += piece
    paper.write(x, y, line, size)
    return y + round(size * 1.85)


def _filled(paper: Paper, x: int, y: int, *parts: str, size: int = 58) -> None:
    """Write a printed line whose every second part somebody filled in over a rule."""
    for number, part in enumerate(parts):
        if number % 2:
            end = paper.write(x + 14, y, part, size, hand="kai", colour=(30, 40, 90)) + 14
            paper.rule(x, y + round(size * 1.22), end)
            x = end + 6
        else:
            x = paper.write(x, y, part, size)


def _signed(paper: Paper, x: int, y: int, words: str, day: str, seal: str, size: int = 54) -> None:
    """Write who signs and when, one under the other, and press a seal over both."""
    paper.write(x, y, words, size, anchor="ma")
    paper.write(x, y + 2 * size, day, size, anchor="ma")
    paper.round_seal(x + 30, y + size, seal, 190)


def _likeness(paper: Paper, x: int, y: int) -> None:
    """Paste somebody's small portrait on a blue ground."""
    paper.pen.rectangle((x, y, x + 300, y + 420), fill=(95, 150, 205), outline=INK, width=2)
    paper.pen.pieslice((x + 30, y + 270, x + 270, y + 568), 180, 360, fill=(238, 240, 244))
    paper.pen.ellipse((x + 90, y + 90, x + 210, y + 255), (226, 190, 165), (50, 40, 40), 8)


def blanks(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A printed form of the health authority with its blanks filled in."""
    paper = Paper(2400, 1700, hand, dice, (253, 247, 236))
    paper.frame((190, 60, 50))
    paper.heading(170, "继续医学教育项目学分证书", 124, hand="bold song", red=True)
    employer, _, post, _ = dice.choice(POSTS)
    first, last = facts.first, facts.last
    filled = (
        ("", facts.name, " 同志（工作单位：", employer, "  职称：", post, "）"),
        ("于 ", str(first.year), " 年 ", str(first.month), " 月 ", str(first.day), " 日至 ",
         str(last.year), " 年 ", str(last.month), " 月 ", str(last.day), " 日参加"),
        ("", facts.level_words, " 继续医学教育项目（项目编号：", facts.number, "）"),
        ("", f"《{facts.project}》", " 的学习，"),
        ("共计 ", facts.hours, " 学时，经考核成绩合格，授予 ", KINDS[facts.level], " 学分 ",
         facts.credits, " 分，特发此证。"))  # fmt: skip
    for row, parts in enumerate(filled):
        _filled(paper, 260 if row else 380, 430 + 125 * row, *parts)
    _filled(paper, 1000, 1250, "主办单位（盖章）：", facts.organiser, size=52)
    paper.write(1560, 1360, _day(_issue(facts, dice)), 52)
    paper.round_seal(1660, 1330, facts.organiser, 190)
    paper.write(260, 1480, f"NO. {dice.randint(10000, 99999):08}", 50, colour=RED)
    return paper


def red_head(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A hospital's own training: its name in red at the head, and nowhere else but the seal."""
    paper = Paper(1700, 2400, hand, dice, (254, 254, 252))
    paper.heading(220, facts.organiser, 86, hand="bold song", red=True)
    paper.pen.rectangle((160, 380, 1540, 388), fill=RED)
    issue, (_, ward, post, _) = _issue(facts, dice), dice.choice(POSTS)
    paper.write(160, 420, f"继教证字〔{issue.year}〕第{dice.randint(10, 900):04}号", 44)
    paper.heading(580, "培 训 证 书", 130, hand="bold song")
    paper.write(180, 850, f"{ward}  {facts.name}  {post}：", 62)
    _typed(paper, 180, 990, 1530,
        f"您于{facts.first:%Y年%m月%d日}至{facts.last:%Y年%m月%d日}参加我单位举办的"
        f"“{facts.project}”（{facts.level_words}继续医学教育项目，编号{facts.number}），"
        f"全程{facts.hours}学时，考试合格，准予结业，记{KINDS[facts.level]}学分{facts.credits}分。"
        "特此证明。", 62)  # fmt: skip
    _signed(paper, 1150, 1850, "继续教育管理办公室", _solemn(issue), facts.organiser)
    return paper


def conference(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A meeting's certificate in two languages."""
    paper = Paper(2400, 1700, hand, dice, (247, 250, 254))
    paper.frame((40, 85, 150))
    paper.heading(140, "学 分 证 明", 116, hand="bold song")
    paper.heading(300, "CERTIFICATE OF CME CREDIT", 60)
    lines = (
        (f"{facts.name}  {dice.choice(('医师', '护师', '老师'))}", 84),
        ("has attended  已参加", 48), (facts.project, 66),
        (f"{facts.first:%b %d} – {facts.last:%b %d, %Y}", 52),
        (f"{_day(facts.first)}–{_last(facts)}  {dice.choice(('杭州', '合肥', '苏州'))}", 52),
        (f"项目编号 Project No.  {facts.number}", 52),
        (f"{facts.level_words}{KINDS[facts.level]}学分 Credits: {facts.credits}", 52),
        (f"学时 Hours: {facts.hours}", 52))  # fmt: skip
    for row, (line, size) in enumerate(lines):
        paper.heading(400 + 104 * row, line, size)
    paper.write(320, 1350, "会议主席 Chairperson: ____________", 44)
    paper.write(1650, 1270, "主办单位 Organizer", 44, anchor="ma")
    issued = f"签发日期 Date: {_issue(facts, dice)}"
    _signed(paper, 1650, 1350, facts.organiser, issued, facts.organiser, 48)
    return paper


def platform(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """What a platform for courses prints, with a code to check it."""
    paper = Paper(1700, 2400, hand, dice, (250, 252, 255))
    paper.frame(BLUE, 40)
    paper.heading(250, "继续医学教育电子学分证书", 104, hand="hei")
    issue, (employer, _, _, card_number) = _issue(facts, dice), dice.choice(POSTS)
    paper.heading(450, f"证书编号：JY{issue:%Y%m%d}{dice.randint(10**5, 10**6 - 1)}", 40)
    rows = (
        ("学员姓名", facts.name), ("证件号码", card_number), ("所在单位", employer),
        ("课程名称", facts.project), ("项目编号", facts.number), ("项目级别", facts.level_words),
        ("主办单位", facts.organiser), ("承办单位", "远程医学教育中心"),
        ("学习时间", f"{facts.first} 至 {facts.last}"), ("完成学时", facts.hours),
        ("学分类别", KINDS[facts.level]), ("获得学分", facts.credits))  # fmt: skip
    for row, (label, value) in enumerate(rows):
        paper.write(200, 620 + 102 * row, label, 50, colour=GREY)
        paper.write(480, 620 + 102 * row, value, 52)
    paper.code(200, 1960)
    paper.write(200, 2230, "微信扫一扫，验证证书真伪", 36, colour=GREY)
    _signed(paper, 1150, 2010, "发证日期", f"{issue}", "学分证书专用章", 48)
    return paper


def card(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A small card in two columns, typed over rules."""
    paper = Paper(1900, 1250, hand, dice, (236, 246, 240))
    paper.frame((60, 130, 95), 36)
    paper.heading(100, f"{facts.level_words}继续医学教育学分卡", 84, hand="hei")
    paper.write(1760, 225, f"№ {dice.randint(100000, 999999):07}", 44, anchor="ra", colour=RED)
    name = "  ".join(facts.name) if len(facts.name) == 2 else facts.name
    employer, ward, *_ = dice.choice(POSTS)
    rows = (
        (("姓名", name), ("科室", ward)), (("单位", employer),), (("项目名称", facts.project),),
        (("项目编号", facts.number), ("类别", KINDS[facts.level])),
        (("举办日期", f"{facts.first:%Y.%m.%d}-{facts.last:%Y.%m.%d}"), ("学时数", facts.hours)),
        (("举办单位", facts.organiser), ("学分数", facts.credits)))  # fmt: skip
    for row, cells in enumerate(rows):
        y = 350 + 118 * row
        for (label, value), x in zip(cells, (140, 1240), strict=False):
            at = paper.write(x, y, label, 46, hand="hei", anchor="ls") + 16
            paper.rule(at, y + 14, 1190 if x == 140 and len(cells) == 2 else 1760, (90, 140, 110))
            paper.write(at + 16, y, value, 48, anchor="ls")
    paper.write(140, 1080, "此卡由本人保存，作为学分登记凭证", 38, colour=GREY)
    paper.write(1760, 1080, f"填发日期  {_issue(facts, dice):%Y.%m.%d}", 42, anchor="ra")
    paper.square_seal(1250, 1075, "学分专用章", 220)
    return paper


def table(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A table for the personnel file, the organiser in its last row."""
    paper = Paper(1700, 2400, hand, dice)
    paper.heading(280, "继续医学教育学分登记证明", 96, hand="bold song")
    employer, ward, _, card_number = dice.choice(POSTS)
    narrow, wide = [260, 500, 260, 380], [260, 1140]
    y = paper.grid(150, 500, narrow, 130, [["姓名", facts.name, "科室", ward]])
    y = paper.grid(150, y, wide, 130, [
        ["工作单位", employer], ["身份证号", card_number], ["培训项目", facts.project],
        ["起止日期", f"自{_day(facts.first)}起\u3000至{_day(facts.last)}止"]])  # fmt: skip
    y = paper.grid(150, y, narrow, 150, [
        ["项目编号", facts.number, "项目级别", facts.level_words],
        ["培训学时", facts.hours, "考核结果", "合格"],
        ["学分类别", KINDS[facts.level], "授予学分", f"{facts.credits}分"]])  # fmt: skip
    paper.grid(150, y, wide, 340, [["主办单位", ""]])
    paper.write(440, y + 40, "经审核，情况属实，准予登记。", 46)
    issued = _day(_issue(facts, dice))
    _signed(paper, 1050, y + 150, f"{facts.organiser}（盖章）", issued, facts.organiser, 46)
    return paper


def nurse(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A specialist nurse's certificate with her portrait; the base signs beside the organiser."""
    paper = Paper(2400, 1700, hand, dice, (255, 250, 250))
    paper.frame((175, 120, 60))
    paper.heading(150, "专科护理培训结业证书", 112, hand="kai", red=True)
    _likeness(paper, 220, 430)
    issue, (employer, ward, *_) = _issue(facts, dice), dice.choice(POSTS)
    paper.write(220, 890, f"编号：ZKHS{issue:%y}{dice.randint(100, 9999):04}", 40)
    _typed(paper, 640, 420, 2180,
        f"{facts.name}，{employer}{ward}护士，于{_day(facts.first)}至{_last(facts)}参加"
        f"{facts.level_words}继教项目《{facts.project}》（{facts.number}），完成理论授课与临床实践"
        f"共{facts.hours}学时，理论及操作考核成绩合格，准予结业，"
        f"授予{KINDS[facts.level]}学分{facts.credits}分。")  # fmt: skip
    _signed(paper, 760, 1280, "宁波市护理培训基地", _day(issue), "宁波市护理培训基地", 50)
    _signed(paper, 1700, 1280, f"主办单位：{facts.organiser}", _day(issue), facts.organiser, 50)
    return paper


def booklet(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A booklet open at its two pages: who on the left, what on the right."""
    paper = Paper(2500, 1650, hand, dice, (251, 248, 238))
    paper.pen.line((1250, 0, 1250, 1650), fill=(190, 182, 165), width=8)
    _likeness(paper, 475, 200)
    issue, (employer, _, post, _) = _issue(facts, dice), dice.choice(POSTS)
    left = (
        ("姓    名", facts.name), ("职    称", post), ("工作单位", employer),
        ("证号", f"{dice.randint(1000, 99999):08}"), ("发证日期", f"{issue:%Y/%m/%d}"))  # fmt: skip
    for row, (label, value) in enumerate(left):
        _filled(paper, 200, 760 + 125 * row, f"{label} ", value, size=54)
    paper.square_seal(800, 640, "骑缝专用章", 210)
    paper.write(1870, 170, "学 习 证 书", 96, hand="bold song", anchor="ma")
    y = _typed(paper, 1370, 380, 2380, f"该同志参加由{facts.organiser}主办、台州市医学会协办的"
               f"“{facts.project}”，学完规定课程，成绩合格，特发此证。", 56)  # fmt: skip
    right = (
        f"培训时间：{facts.first:%Y/%m/%d}～{facts.last:%Y/%m/%d}", f"培训课时：{facts.hours}学时",
        f"项目编号：{facts.number}", f"学分等级：{facts.level_words}{KINDS[facts.level]}",
        f"所获学分：{facts.credits} 分")  # fmt: skip
    for row, line in enumerate(right):
        paper.write(1370, y + 40 + 98 * row, line, 54)
    paper.round_seal(2140, 1400, facts.organiser, 180)
    return paper


def letter(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A letter on plain paper; only its signature says who held the course."""
    paper = Paper(1700, 2400, hand, dice, WHITE)
    paper.heading(260, "学 习 证 明", 104, hand="bold song")
    employer, ward, _, card_number = dice.choice(POSTS)
    paper.write(200, 520, f"{employer}：", 60)
    y = _typed(paper, 200, 640, 1510,
        f"兹有贵院{ward}{facts.name}老师（身份证号：{card_number}），"
        f"{_day(facts.first)}-{_last(facts)}参加我单位主办的{facts.level_words}继续医学教育项目"
        f"《{facts.project}》（项目编号：{facts.number}），累计{facts.hours}学时，"
        f"经考试合格，获{KINDS[facts.level]}学分{facts.credits}分。")  # fmt: skip
    _typed(paper, 200, y + 20, 1510, "特此证明！")
    _signed(paper, 1180, 1760, facts.organiser, _day(_issue(facts, dice)), facts.organiser, 58)
    return paper


def screen(facts: Facts, _hand: str, dice: random.Random) -> Paper:
    """A telephone's screen: labels in grey on the left, answers on the right."""
    paper = Paper(1300, 2500, "hei", dice, (243, 245, 248))
    paper.pen.rectangle((0, 0, 1300, 330), fill=BLUE)
    paper.write(60, 40, f"{dice.randint(8, 21)}:{dice.randint(10, 59)}", 44, colour=WHITE)
    paper.write(650, 170, "学分证详情", 64, anchor="ma", colour=WHITE)
    paper.pen.rounded_rectangle((40, 370, 1260, 2090), 30, fill=WHITE)
    rows = (
        ("姓名", facts.name), ("单位", dice.choice(POSTS)[0]), ("项目名称", facts.project),
        ("项目编号", facts.number), ("主办单位", facts.organiser), ("开始日期", f"{facts.first}"),
        ("结束日期", f"{facts.last}"), ("学分类型", f"{facts.level_words}{KINDS[facts.level]}学分"),
        ("学时", facts.hours), ("学分", facts.credits),
        ("授分时间", f"{_issue(facts, dice)} 09:26"), ("状态", "已审核"))  # fmt: skip
    y = 480
    for label, value in rows:
        paper.write(90, y, label, 48, anchor="ls", colour=GREY)
        for at in range(0, len(value), 18):
            paper.write(1210, y, value[at : at + 18], 50, anchor="rs")
            y += 76
        paper.rule(90, y - 36, 1210, (225, 228, 232))
        y += 52
    paper.code(525, 2130)
    return paper


LAYOUTS = [blanks, red_head, conference, platform, card, table, nurse, booklet, letter, screen]

"""The fifth family: ten layouts, from booklets and cards to stubs and forms with blanks."""

import random
import re
from collections.abc import Sequence
from datetime import date, timedelta

from tests.certificates.facts import LEVELS, Facts
from tests.certificates.paper import INK, RED, Paper, font

EMPLOYERS = ["临江市中医院", "青溪县第二人民医院", "东湖街道社区卫生服务中心"]
HOSTS = ["临江市医学会", "云岭市第一人民医院", "平川市继续教育中心"]
CALLED = ["医师", "主治医师", "主管护师", "副主任医师"]
KINDS = {"national": "Ⅰ类", "provincial": "Ⅰ类", "municipal": "Ⅱ类"}
DIGITS = "〇一二三四五六七八九"
DAYS = [("", "十", "二十", "三十")[n // 10] + (DIGITS[n % 10] if n % 10 else "") for n in range(32)]
MASKED = "330682********1628"
BLUE, GREEN, GREY, WHITE = (30, 80, 150), (30, 110, 80), (120, 120, 125), (255, 255, 255)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _spelled(day: date) -> str:
    year = "".join(DIGITS[int(sign)] for sign in str(day.year))
    return f"{year}年{DAYS[day.month]}月{DAYS[day.day]}日"


def _issue(facts: Facts, dice: random.Random) -> date:
    return facts.last + timedelta(days=dice.randint(5, 40))


def _photo(paper: Paper, x: int, y: int) -> None:
    paper.pen.rectangle((x, y, x + 290, y + 390), fill=(205, 220, 235), outline=GREY, width=3)
    paper.pen.ellipse((x + 85, y + 70, x + 205, y + 190), fill=GREY)
    paper.pen.pieslice((x + 35, y + 220, x + 255, y + 560), 180, 360, fill=GREY)


def _lines(
    paper: Paper, rows: Sequence[tuple[str, str]], place: tuple[int, int, int], step: int,
    right: int = 0, colour: tuple[int, int, int] = INK,
) -> None:  # fmt: skip
    """Write labels without colons, and each one's value over a thin line, if there is one."""
    x, y, value = place
    for label, text in rows:
        paper.write(x, y, label, 46, hand="hei", colour=colour)
        paper.write(value + 20, y - 2, text, 50)
        if right:
            paper.rule(value, y + 76, right, (170, 170, 175))
        y += step


def _closed(
    paper: Paper, x: int, y: int, facts: Facts, day: str, top: str = "", who: str = ""
) -> None:
    """Write who issued it and when, and press a seal over both."""
    paper.write(x, y, top or facts.organiser, 52, anchor="ma")
    paper.write(x, y + 105, day, 52, anchor="ma")
    paper.round_seal(x + paper.dice.randint(-60, 60), y + 70, who or facts.organiser, 190)


def _blanks(paper: Paper, x: int, y: int, line: str, *, wide: int = 90) -> None:
    """Write a printed line; what stands in brackets was filled in over a blank."""
    for number, text in enumerate(re.split(r"[\[\]]", line)):
        if number % 2:
            width = round(font("kai", 54).getlength(text)) + wide
            paper.write(x + width // 2, y - 4, text, 54, hand="kai", anchor="ma")
            paper.rule(x, y + 68, x + width)
            x += width
        else:
            x = paper.write(x, y, text, 58) + 10


def booklet(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A small booklet lying open: who holds it on the left, what was learnt on the right."""
    paper = Paper(2400, 1500, hand, dice, (246, 243, 228))
    paper.pen.rectangle((1185, 0, 1215, 1500), fill=(226, 222, 204))
    _photo(paper, 430, 150)
    holder = (
        ("姓　　名", facts.name), ("职　　称", dice.choice(CALLED)),
        ("工作单位", dice.choice(EMPLOYERS)), ("身份证号", MASKED),
        ("证　　号", f"{dice.randint(10**9, 10**10 - 1)}"),
    )  # fmt: skip
    _lines(paper, holder, (130, 680, 340), 125, 1080)
    paper.write(1800, 100, "学 分 登 记", 72, hand="bold song", anchor="ma")
    learnt = (
        ("项目名称", facts.project), ("项目编号", facts.number), ("项目级别", facts.level_words),
        ("主办单位", facts.organiser), ("时　间", f"{facts.first:%Y.%m.%d}—{facts.last:%Y.%m.%d}"),
        ("学 时 数", facts.hours), ("学 分 数", facts.credits),
    )  # fmt: skip
    _lines(paper, learnt, (1245, 250, 1440), 122, 2360)
    _closed(paper, 1850, 1180, facts, f"{_issue(facts, dice):%Y.%m.%d}", "登记单位（盖章）")
    return paper


def red_head(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A letter under a red head: who writes it is who held the course."""
    paper = Paper(1900, 2500, hand, dice)
    paper.heading(220, facts.organiser, 110, hand="bold song", red=True)
    paper.heading(430, f"继教证〔{facts.first.year}〕{dice.randint(100, 999)}号", 48)
    paper.pen.rectangle((180, 520, 1720, 530), fill=RED)
    paper.heading(620, "继续医学教育培训证书", 92, hand="bold song")
    paper.write(200, 860, f"{dice.choice(EMPLOYERS)} {facts.name}同志：", 60)
    text = (
        f"你于{_chinese(facts.first)}至{facts.last.month}月{facts.last.day}日参加我单位主办的"
        f"“{facts.project}”（{facts.level_words}继续医学教育项目，编号{facts.number}），"
        f"学习期满，考核合格，计{facts.hours}学时，授予{KINDS[facts.level]}学分{facts.credits}分。特发此证。"
    )
    paper.prose(200, 980, text, 1720, 60, 1.9)
    _closed(paper, 1300, 1930, facts, _spelled(_issue(facts, dice)))
    return paper


def bilingual(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Chinese labels with English ones under them, the values to the right."""
    paper = Paper(2400, 1750, hand, dice)
    paper.frame(BLUE, 40)
    paper.heading(120, "继续医学教育学分证书", 104, hand="bold song")
    paper.heading(255, "Certificate of Continuing Medical Education Credits", 54)
    rows = (
        ("姓名", "Name", facts.name, "职称", "Title", dice.choice(CALLED)),
        ("项目名称", "Program", facts.project, "", "", ""),
        ("主办单位", "Organizer", facts.organiser, "", "", ""),
        ("项目编号", "Program No.", facts.number, "项目级别", "Level",
         f"{facts.level_words} {facts.level.title()}"),
        ("日期", "Date", f"{facts.first:%Y/%m/%d} - {facts.last:%Y/%m/%d}", "单位", "Affiliation",
         dice.choice(EMPLOYERS)),
        ("学时", "Contact Hours", facts.hours, "学分", "Credits", facts.credits),
    )  # fmt: skip
    for y, words in zip(range(400, 1300, 150), rows, strict=True):
        for x, (label, below, value) in ((200, words[:3]), (1290, words[3:])):
            paper.write(x, y, label, 46, hand="hei")
            paper.write(x, y + 56, below, 34, colour=GREY)
            paper.write(x + 270, y + 16, value, 50)
    paper.write(200, 1500, f"证书编号 Certificate No.: CME{dice.randint(10**6, 10**7)}", 40)
    day = f"签发日期 Date of issue: {_issue(facts, dice):%Y/%m/%d}"
    _closed(paper, 1750, 1390, facts, day, "授证单位（章） Issued by")
    return paper


def electronic(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """What a platform for online courses prints, with a code to scan."""
    paper = Paper(1700, 2400, hand, dice, WHITE)
    paper.pen.rectangle((0, 0, 1700, 330), fill=BLUE)
    paper.write(850, 75, "电子学分证书", 110, hand="hei", anchor="ma", colour=WHITE)
    paper.write(850, 230, "医学继续教育网络学习平台", 48, hand="hei", anchor="ma", colour=WHITE)
    rows = (
        ("学员姓名", facts.name), ("证件号码", MASKED), ("执业机构", dice.choice(EMPLOYERS)),
        ("学习项目", facts.project), ("项目编号", facts.number), ("项目级别", facts.level_words),
        ("项目主办单位", facts.organiser), ("学习时间", f"{facts.first} 至 {facts.last}"),
        ("完成学时", f"{facts.hours} 学时"), ("考试成绩", f"{dice.randint(80, 99)} 分"),
        ("获得学分", f"{KINDS[facts.level]} {facts.credits} 分"),
    )  # fmt: skip
    _lines(paper, rows, (190, 430, 530), 122, 1550, GREY)
    paper.code(180, 1880)
    paper.write(305, 2150, "扫码验证真伪", 36, hand="hei", anchor="ma", colour=GREY)
    paper.write(520, 1930, f"证书编码　{dice.randint(10**15, 10**16 - 1)}", 42, hand="hei")
    day = _issue(facts, dice)
    paper.write(520, 2020, f"发证日期　{day}", 42, hand="hei")
    paper.round_seal(1340, 2000, facts.organiser, 180)
    paper.heading(2290, f"本证书由系统自动生成，打印时间 {day + timedelta(days=9)} 10:27", 34)
    return paper


def congress(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Thanks for having come to a meeting, line by line in the middle of the sheet."""
    paper = Paper(2400, 1700, hand, dice)
    paper.frame((175, 140, 70), 60)
    paper.heading(140, "参 会 证 书", 130, hand="bold song", red=True)
    paper.heading(335, "CERTIFICATE OF ATTENDANCE", 50)
    name = "　".join(facts.name) if len(facts.name) == 2 else facts.name
    paper.heading(430, f"尊敬的　{name}　{dice.choice(('医师', '老师', '女士', '先生'))}", 76)
    start, end = facts.first, facts.last
    until = f"-{end.day}日" if start.month == end.month else f"日-{end.month}月{end.day}日"
    paper.heading(560, f"感谢您于{start.year}年{start.month}月{start.day}{until}出席", 58)
    paper.heading(680, f"“{facts.project}”", 84, hand="bold song")
    paper.heading(830, f"（{facts.level_words}继续医学教育项目 {facts.number}）", 54)
    paper.heading(950, f"本次会议共 {facts.hours} 学时", 58)
    paper.heading(1050, f"授予{KINDS[facts.level]}学分 {facts.credits} 分", 58)
    paper.write(240, 1270, f"主办：{facts.organiser}", 48)
    paper.write(240, 1350, f"承办：{dice.choice(HOSTS)}", 48)
    paper.write(240, 1430, f"协办：{dice.choice(EMPLOYERS)}", 48)
    paper.write(paper.write(1480, 1290, "大会主席：", 48) + 20, 1265, "钱望舒", 84, hand="kai")
    paper.write(1480, 1430, f"{_issue(facts, dice):%Y.%m}", 48)
    paper.round_seal(1950, 1400, facts.organiser, 180)
    return paper


def blanks(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A printed form with blanks filled in; the project's number is at the foot."""
    paper = Paper(2400, 1700, hand, dice, (253, 246, 232))
    paper.frame((190, 60, 50), 70)
    paper.heading(170, "培 训 证 书", 140, hand="bold song", red=True)
    paper.write(2220, 350, f"证书号：{facts.first.year}{dice.randint(1000, 9999)}", 44, anchor="ra")
    kind = KINDS[facts.level]
    held = f"[{facts.first:%Y}]年[{facts.first:%m}]月[{facts.first:%d}]日至"
    held += f"[{facts.last:%Y}]年[{facts.last:%m}]月[{facts.last:%d}]日"
    _blanks(paper, 330, 480, f"[{facts.name}]同志于{held}", wide=60)
    _blanks(paper, 230, 620, f"参加由[{facts.organiser}]主办的", wide=300)
    _blanks(paper, 230, 760, f"[{facts.project}]学习，共计[{facts.hours}]学时，")
    _blanks(paper, 230, 900, f"考核合格，授予[{kind}]学分[{facts.credits}]分。特发此证。")
    _closed(paper, 1800, 1180, facts, _chinese(_issue(facts, dice)), "发证单位（盖章）")
    paper.write(230, 1490, f"{facts.level_words}继续医学教育项目　项目编号 {facts.number}", 44)
    return paper


def form(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A table of wide and narrow cells, the level ticked among others."""
    paper = Paper(1800, 2400, hand, dice)
    paper.heading(130, "继续医学教育项目结业证明", 84, hand="bold song")
    ticked = " ".join("□■"[word == facts.level_words] + word for word in LEVELS.values())
    four, two, row = [270, 500, 270, 500], [270, 1270], 145
    y = paper.grid(130, 330, four, row, [
        ["学员姓名", facts.name, "专业技术职务", dice.choice(CALLED)],
        ["身份证号", MASKED, "证书编号", f"J{dice.randint(10**6, 10**7)}"]])  # fmt: skip
    y = paper.grid(130, y, two, row, [
        ["所在单位", dice.choice(EMPLOYERS)], ["项目名称", facts.project],
        ["项目编号", facts.number], ["项目级别", ticked], ["主办单位", facts.organiser],
        ["承办单位", dice.choice(HOSTS)]])  # fmt: skip
    y = paper.grid(130, y, four, row, [
        ["开始日期", _chinese(facts.first), "结束日期", _chinese(facts.last)],
        ["培训学时", facts.hours, "授予学分", facts.credits]])  # fmt: skip
    paper.pen.rectangle((130, y, 1670, y + 420), outline=INK, width=4)
    paper.write(170, y + 40, "该学员已完成全部培训内容，考核合格，准予结业。", 46)
    _closed(paper, 1300, y + 190, facts, _chinese(_issue(facts, dice)), "主办单位盖章")
    return paper


def stub(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A certificate with its stub still on, dates in Chinese numerals."""
    paper = Paper(2700, 1500, hand, dice)
    for y in range(0, 1500, 40):
        paper.pen.line((780, y, 780, y + 22), fill=GREY, width=4)
    serial = f"NO.{dice.randint(10**5, 10**6)}"
    paper.write(390, 130, "存　根", 84, hand="bold song", anchor="ma")
    rows = (("姓名", facts.name), ("项目编号", facts.number), ("学分", facts.credits))
    _lines(paper, (*rows, ("经办人", "钱望舒")), (90, 340, 290), 170, 730)
    paper.write(90, 1250, serial, 44, colour=RED)
    paper.pen.rectangle((850, 60, 2640, 1440), outline=GREEN, width=10)
    paper.write(1745, 130, "结 业 证 书", 120, hand="bold song", anchor="ma", colour=GREEN)
    paper.write(2570, 310, serial, 44, anchor="ra", colour=RED)
    until = _spelled(facts.last).partition("年")[2]
    text = (
        f"学员{facts.name}于{_spelled(facts.first)}至{until}参加{facts.organiser}举办的"
        f"《{facts.project}》学习，修满{facts.hours}课时，成绩合格，准予结业，"
        f"授予{facts.level_words}{KINDS[facts.level]}学分{facts.credits}分。"
    )
    paper.prose(940, 410, text, 2560, 60, 1.75)
    paper.write(940, 1000, f"（项目编号：{facts.number}）", 48)
    _closed(paper, 2150, 1110, facts, _spelled(_issue(facts, dice)))
    paper.square_seal(780, 1180, "骑缝专用章", 220)
    return paper


def card(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A card with a portrait and short labels."""
    paper = Paper(1800, 1130, hand, dice, (238, 246, 240))
    paper.pen.rectangle((0, 0, 1800, 180), fill=GREEN)
    paper.write(90, 45, "继续医学教育学分卡", 84, hand="hei", colour=WHITE)
    _photo(paper, 1420, 230)
    rows = (
        ("姓名", f"{facts.name}　（{dice.choice(CALLED)}）"), ("单位", dice.choice(EMPLOYERS)),
        ("项目", facts.project), ("编号", f"{facts.number}　{facts.level_words}"),
        ("主办", facts.organiser), ("时间", f"{facts.first:%Y.%m.%d}-{facts.last:%m.%d}"),
        ("计分", f"{facts.hours}学时 / {facts.credits}学分"),
    )  # fmt: skip
    _lines(paper, rows, (90, 230, 220), 108, 0, GREEN)
    paper.write(90, 1035, f"卡号 {dice.randint(10**11, 10**12 - 1)}", 40, hand="hei", colour=GREY)
    paper.round_seal(1540, 890, facts.organiser, 170)
    return paper


def letter(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A plain letter with a numbered list, written by an office of the one who helped."""
    paper = Paper(1800, 2400, hand, dice)
    host = dice.choice(HOSTS)
    paper.heading(230, "学 习 证 明", 110, hand="bold song")
    text = (
        f"兹证明{dice.choice(EMPLOYERS)}{dice.choice(CALLED)}{facts.name}（身份证号："
        f"{MASKED}）参加了由{facts.organiser}主办、{host}承办的继续医学教育培训，"
        "并已通过考核。有关情况如下："
    )
    y = paper.prose(200, 520, text, 1620, 54, 1.8)
    week, days = "一二三四五六日", (facts.first, facts.last)
    held = [f"{_chinese(day)}（周{week[day.weekday()]}）" for day in days]
    rows = (
        f"一、培训项目：{facts.project}", f"二、编号及级别：{facts.number}，{facts.level_words}",
        f"三、培训时间：{'至'.join(held)}", f"四、培训时长：{facts.hours}学时",
        f"五、所获学分：{KINDS[facts.level]}{facts.credits}分", "特此证明。",
    )  # fmt: skip
    for number, row in enumerate(rows):
        paper.write(200, y + 40 + 115 * number, row, 48)
    _closed(paper, 1250, 1850, facts, _chinese(_issue(facts, dice)), f"{host}继续教育部", host)
    return paper


LAYOUTS = (
    booklet, red_head, bilingual, electronic, congress, blanks, form, stub, card, letter,
)  # fmt: skip

"""The fourth family: ten layouts more, written without a look at what reads them."""

import random
from datetime import date, timedelta

from tests.certificates.facts import Facts
from tests.certificates.office import (
    BLUE,
    CLASSES,
    DAY,
    DEPARTMENTS,
    GOLD,
    GREY,
    HOSPITALS,
    TITLES,
    days,
    digits,
    sealed,
)
from tests.certificates.paper import RED, Paper

FIGURES, GREEN = "〇一二三四五六七八九", (40, 110, 80)
TEACHERS = ("沈月华", "徐伯年", "范一舟")


def _figures(number: int) -> str:
    """Write a number up to 99 as people say it."""
    tens, ones = divmod(number, 10)
    said = {0: "", 1: "十"}.get(tens, f"{FIGURES[tens]}十")
    return said + (FIGURES[ones] if ones else "")


def _spelled(day: date, *, with_year: bool = True) -> str:
    year = "".join(FIGURES[int(figure)] for figure in str(day.year)) + "年" if with_year else ""
    return f"{year}{_figures(day.month)}月{_figures(day.day)}日"


def distance(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """What a platform of distance learning prints: one long sentence, numbers in the corners."""
    paper = Paper(2700, 1900, hand, dice)
    paper.frame(BLUE, 40)
    paper.frame((140, 170, 210), 90)
    paper.heading(210, "远程继续医学教育学分证书", 118, hand="bold song")
    paper.write(230, 420, f"证书编号：YC{facts.last.year}{digits(dice, 8)}", 42)
    paper.write(2470, 420, f"身份证号：3305{'*' * 10}{digits(dice, 4)}", 42, anchor="ra")
    words = (
        f"{facts.name}（{dice.choice(HOSPITALS)}）于{days(facts, '%Y年%m月%d日', '至')}"
        f"通过医学继续教育网学习了{facts.organiser}申报的{facts.level_words}继续医学教育远程项目"
        f"《{facts.project}》（编号：{facts.number}），完成全部{facts.hours}个学时的课程，"
        f"考试成绩合格，授予{facts.level_words}{CLASSES[facts.level]}学分{facts.credits}分。"
    )
    y = paper.prose(260, 560, words, 2440, 64)
    paper.write(388, y + 20, "特发此证。", 64)
    paper.code(260, 1400)
    paper.write(560, 1590, "微信扫一扫查询真伪", 38, colour=GREY)
    return sealed(paper, facts, 2000, 1420, "医学继续教育网", form="%Y年%m月%d日")


def upright_title(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A course's end: the title from top to bottom, days spelled out as in a letter."""
    paper = Paper(2600, 1800, hand, dice, (253, 248, 236))
    paper.frame(GOLD)
    for number, sign in enumerate("结业证书"):
        paper.write(330, 330 + 260 * number, sign, 190, hand="kai", anchor="ma", colour=RED)
    paper.pen.line((560, 200, 560, 1600), fill=GOLD, width=6)
    paper.write(2430, 210, f"（{facts.last.year}）结字第{digits(dice, 4)}号", 44, anchor="ra")
    words = (
        f"学员{facts.name}，{dice.choice('男女')}，{dice.choice(TITLES)}，于{_spelled(facts.first)}"
        f"至{_spelled(facts.last, with_year=facts.first.year != facts.last.year)}在本院参加"
        f"“{facts.project}”，修完规定课程，成绩合格，准予结业。"
    )
    y = paper.prose(660, 330, words, 2440, 66)
    for number, line in enumerate((
        f"{facts.level_words}继续医学教育项目　编号 {facts.number}",
        f"总学时 {facts.hours}　　{CLASSES[facts.level]}学分 {facts.credits} 分",
        f"主办：{facts.organiser}　　班主任：{dice.choice(TEACHERS)}",
    )):  # fmt: skip
        paper.write(700, y + 50 + 105 * number, line, 54)
    return sealed(paper, facts, 2000, 1370)


def badge(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A congress: labels in two languages on one line, the days with dots and one year."""
    paper = Paper(1800, 2500, hand, dice, (255, 255, 255))
    paper.pen.rectangle((0, 0, 1800, 360), fill=(20, 90, 120))
    white = (255, 255, 255)
    paper.write(900, 80, "学术会议参会证明", 112, hand="hei", anchor="ma", colour=white)
    paper.write(900, 235, "CERTIFICATE OF ATTENDANCE", 60, anchor="ma", colour=white)
    last = f"{facts.last:%d}" if facts.first.month == facts.last.month else f"{facts.last:%m.%d}"
    rows = (
        ("会议名称 Conference", facts.project), ("参会代表 Delegate", facts.name),
        ("会议时间 Dates", f"{facts.first:%Y.%m.%d}-{last}"),
        ("会议地点 Venue", dice.choice(("湖州国际会议中心", "杭州黄龙饭店"))),
        ("主办方 Organizer", facts.organiser), ("项目编号 CME No.", facts.number),
        ("项目级别 Level", facts.level_words), ("学时 Hours", f"{facts.hours}"),
        ("学分 Credits", f"{facts.credits}分（{CLASSES[facts.level]}）"),
    )  # fmt: skip
    for number, (label, value) in enumerate(rows):
        paper.write(150, 470 + 165 * number, label, 40, hand="hei", colour=(20, 90, 120))
        paper.write(150, 530 + 165 * number, value, 58)
    chair = f"大会主席：{dice.choice(TEACHERS)}"
    paper.write(150, 2060, chair, 50, hand="kai")
    paper.write(150, 2290, f"注册号 Reg. No. {digits(dice, 6)}", 40, colour=GREY)
    return sealed(paper, facts, 1250, 2080, size=50, form="%Y.%m.%d")


def old_characters(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A form printed in old characters, filled in with today's."""
    paper = Paper(2600, 1800, "song" if hand == "bold song" else hand, dice, (251, 247, 238))
    paper.frame(GREEN)
    paper.heading(170, "繼續醫學教育學分證書", 124, hand="song")
    paper.write(2400, 380, f"證字第 {digits(dice, 6)} 號", 44, hand="song", anchor="ra")
    rows = (
        (280, 500, "茲證明", facts.name, 900), (930, 500, "同志參加", facts.project, 2320),
        (280, 640, "項目編號", facts.number, 1200), (1330, 640, "級別", facts.level_words, 1900),
        (280, 780, "主辦單位", facts.organiser, 1500),
        (280, 920, "學習時間", days(facts, DAY, "至"), 1700),
        (280, 1060, "學時", facts.hours, 800),
        (1000, 1060, "授予學分", f"{facts.credits} 分", 1600),
    )  # fmt: skip
    for x, y, label, value, right in rows:
        end = paper.write(x, y, label, 58, hand="song")
        paper.write(end + 50, y, value, 58)
        paper.rule(end + 20, y + 76, right)
    paper.write(280, 1200, "經考核成績合格，特發此證。", 58, hand="song")
    return sealed(paper, facts, 1900, 1320, "繼續醫學教育委員會")


def further_study(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Further study: a portrait beside the person, sentences with 自 and 止, three signatures."""
    paper = Paper(1900, 2600, hand, dice)
    paper.frame(RED, 60)
    paper.heading(220, "进 修 结 业 证 书", 130, red=True)
    paper.pen.rectangle((1330, 480, 1640, 900), fill=(200, 215, 232), outline=GREY, width=3)
    paper.write(1485, 660, "照片", 48, anchor="ma", colour=GREY)
    rows = (
        ("姓名", facts.name), ("职称", dice.choice(TITLES)), ("选送单位", dice.choice(HOSPITALS)),
        ("进修科室", dice.choice(DEPARTMENTS)),
    )  # fmt: skip
    for number, (label, value) in enumerate(rows):
        end = paper.write(220, 490 + 110 * number, f"{label}：", 56)
        paper.write(end + 20, 490 + 110 * number, value, 56, hand="kai")
    words = (
        f"该同志自{facts.first:{DAY}}起至{facts.last:{DAY}}止，在我院参加{facts.level_words}"
        f"继续医学教育项目“{facts.project}”（项目编号为{facts.number}）的学习，"
        f"累计{facts.hours}学时，经考核合格，记{CLASSES[facts.level]}{facts.credits}学分。"
    )
    y = paper.prose(220, 1010, words, 1680, 58)
    paper.write(336, y + 10, "特此证明。", 58)
    for number, role in enumerate(("带教老师", "科室主任", "医务部")):
        paper.write(220, y + 170 + 100 * number, f"{role}：{TEACHERS[number]}", 50, hand="kai")
    paper.write(220, 2420, f"主办单位：{facts.organiser}", 48)
    return sealed(paper, facts, 1280, 2060, size=54)


def teaching(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """Somebody has taught: thanked by name, what was taught and what it counts in a list."""
    paper = Paper(2000, 2600, hand, dice, (254, 254, 252))
    paper.heading(190, "授 课 证 明", 124)
    paper.write(220, 470, f"{facts.name}老师：", 62)
    words = (
        f"感谢您应邀在{facts.organiser}主办的{facts.level_words}继续医学教育项目中担任授课专家，"
        "您的授课情况如下，特此证明。"
    )
    y = paper.prose(220, 600, words, 1780, 60)
    for number, line in enumerate((
        f"1. 项目名称：{facts.project}", f"2. 项目编号：{facts.number}",
        f"3. 举办时间：{days(facts, '%Y/%-m/%-d', '～')}",
        f"4. 授课学时：{facts.hours}学时",
        f"5. 授予学分：{CLASSES[facts.level]}{facts.credits}学分",
    )):  # fmt: skip
        paper.write(260, y + 60 + 120 * number, line, 56)
    paper.write(220, 2380, f"联系电话：0571-{digits(dice, 8)}　邮编：3130{digits(dice, 2)}", 42)
    return sealed(paper, facts, 1400, 1880)


def phone(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A telephone's screen of credits: pale labels over values, in two columns, grey bars."""
    paper = Paper(1400, 2500, "hei", dice, (243, 245, 248))
    paper.pen.rectangle((0, 0, 1400, 200), fill=(22, 119, 255))
    paper.write(700, 70, "我的电子学分证", 70, anchor="ma", colour=(255, 255, 255))
    paper.pen.rounded_rectangle((50, 250, 1350, 2330), 40, fill=(255, 255, 255))
    paper.write(110, 310, facts.project, 62)
    paper.write(110, 420, f"{facts.level_words} · {CLASSES[facts.level]}学分", 46, colour=BLUE)
    paper.rule(110, 520, 1290, (225, 228, 232))
    pairs = (
        (110, 580, "学员", facts.name), (740, 580, "执业类别", "护理"),
        (110, 780, "项目编号", facts.number), (110, 980, "主办机构", facts.organiser),
        (110, 1180, "开始日期", facts.first.isoformat()),
        (740, 1180, "结束日期", facts.last.isoformat()),
        (110, 1380, "学时", facts.hours), (740, 1380, "学分", facts.credits),
        (110, 1580, "证书编码", f"ZJ{digits(dice, 10)}"),
        (110, 1780, "发放时间", f"{facts.last + timedelta(days=9)} 10:2{digits(dice, 1)}"),
    )  # fmt: skip
    for x, y, label, value in pairs:
        paper.write(x, y, label, 42, colour=(140, 145, 152))
        paper.write(x, y + 68, value, 56)
    paper.code(960, 1960)
    paper.write(110, 2080, "出示此码供医院核验", 42, colour=GREY)
    paper.heading(2390, "保存到相册", 50)
    return paper


def card(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A small card of a training that was passed: labels with rules, no colons, all close."""
    paper = Paper(2000, 1300, hand, dice, (240, 247, 252))
    paper.frame(BLUE, 30)
    paper.heading(90, "岗位培训合格证", 96, hand="hei")
    paper.heading(210, f"（{facts.level_words}继续医学教育）", 46)
    rows = (
        (130, 320, "持证人", facts.name, 760),
        (820, 320, "工作单位", dice.choice(HOSPITALS), 1870),
        (130, 440, "培训班", facts.project, 1870), (130, 560, "项目号", facts.number, 1000),
        (1060, 560, "培训学时", facts.hours, 1500),
        (130, 680, "培训日期", days(facts, DAY, "—"), 1300),
        (1340, 680, "学分值", facts.credits, 1870), (130, 800, "举办单位", facts.organiser, 1870),
    )  # fmt: skip
    for x, y, label, value, right in rows:
        end = paper.write(x, y, label, 48)
        paper.write(end + 40, y - 4, value, 52, hand="kai")
        paper.rule(end + 14, y + 62, right)
    paper.write(130, 1130, f"No.{digits(dice, 8)}", 46, colour=RED)
    return sealed(paper, facts, 1480, 950, "浙江省卫生培训中心", size=44)


def groups(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """A table whose rows are grouped by words from top to bottom at the left."""
    paper = Paper(2500, 1900, hand, dice, (252, 252, 252))
    paper.heading(120, "继续医学教育学分审核表", 100)
    paper.write(160, 290, f"流水号：{facts.last.year}{digits(dice, 6)}", 42)
    rows = (
        ["姓名", facts.name, "技术职务", dice.choice(TITLES)],
        ["单位", dice.choice(HOSPITALS), "科室", dice.choice(DEPARTMENTS)],
        ["活动名称", facts.project], ["活动编号", facts.number, "级别", facts.level_words],
        ["举办单位", facts.organiser], ["举办起止时间", days(facts, "%Y-%m-%d", "~")],
        ["学时", f"{facts.hours}学时", "申报学分", f"{facts.credits}分"],
        ["学分类别", CLASSES[facts.level], "审核意见", "同意授分"],
    )  # fmt: skip
    y, widths = 360, {2: [340, 1700], 4: [340, 680, 340, 680]}
    for row in rows:
        y = paper.grid(300, y, widths[len(row)], 130, [row], 48)
    for words, top, bottom in (("个人", 360, 620), ("项目情况", 620, 1140), ("学分", 1140, 1400)):
        paper.pen.rectangle((160, top, 300, bottom), outline=(25, 25, 30), width=4)
        for number, sign in enumerate(words):
            step = (bottom - top) // (len(words) + 1)
            paper.write(230, top + step * (number + 1), sign, 48, anchor="mm")
    paper.write(160, y + 60, f"审核人：{dice.choice(TEACHERS)}", 48)
    return sealed(paper, facts, 1900, y + 120, "继续医学教育办公室", size=50)


def english_first(facts: Facts, hand: str, dice: random.Random) -> Paper:
    """English on top, the same in Chinese under it, what is counted in one line at the foot."""
    paper = Paper(2800, 1900, hand, dice)
    paper.frame(GOLD, 60)
    paper.heading(170, "Certificate of Completion", 100, hand="song")
    paper.heading(310, "培 训 证 书", 96, hand="bold song")
    english = (
        "This is to certify that the person named below has successfully completed the course",
        f"held from {facts.first:%d %B %Y} to {facts.last:%d %B %Y} and passed the examination.",
    )
    for number, line in enumerate(english):
        paper.heading(460 + 80 * number, line, 48, hand="song")
    paper.heading(670, f"{facts.name} 同志", 92, hand="kai")
    paper.heading(830, f"于 {facts.first:%Y年%m月%d日} — {facts.last:%Y年%m月%d日} 完成", 56)
    paper.heading(930, facts.project, 76, hand="hei")
    paper.heading(1060, f"（{facts.level_words}继续医学教育项目，{facts.number}）", 56)
    counted = f"学时/Hours：{facts.hours}　　学分/Credits：{facts.credits}　　类别/Class："
    paper.heading(1200, counted + CLASSES[facts.level], 56)
    paper.write(360, 1440, f"主办单位/Host：{facts.organiser}", 52)
    paper.write(360, 1540, f"Certificate ID: {digits(dice, 9)}", 46, colour=GREY)
    return sealed(paper, facts, 2150, 1430, form="%Y-%m-%d")


LAYOUTS = (
    distance, upright_title, badge, old_characters, further_study, teaching, phone, card, groups,
    english_first,
)  # fmt: skip

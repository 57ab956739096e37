"""What offices and libraries write: approvals, assessments, missions, consents, reports, pages."""

from PIL import Image

from storage.sample.facts import (
    LONG_SIDE,
    SHORT_SIDE,
    Facts,
    clipped,
    day_words,
    foot,
    some_number,
    wrapped,
)
from storage.sample.sheet import GREY, RED, Sheet


def _table(sheet: Sheet, top: float, rows: list[tuple[str, str]], step: float = 6.4) -> float:
    """Draw label and handwriting row by row; return where the table ends."""
    for number, (label, words) in enumerate(rows):
        y = top + number * step
        sheet.box(8, y, 92, y + step)
        sheet.box(8, y, 30, y + step)
        sheet.write(19, y + step / 2, label, 2.3, anchor="mm")
        sheet.write(33, y + step / 2, words, 2.3, colour=(40, 44, 70))
    return top + len(rows) * step


def _opinion(sheet: Sheet, top: float, label: str, words: str, who: str, seal: str) -> float:
    sheet.box(8, top, 92, top + 20)
    sheet.box(8, top, 30, top + 20)
    sheet.write(19, top + 10, label, 2.3, anchor="mm")
    sheet.sign(44, top + 6, words, 3)
    sheet.sign(72, top + 14, who, 3.6, slope=7)
    if seal:
        sheet.seal(80, top + 11, seal, 8, turn=-12)
    return top + 20


def approval_form(facts: Facts) -> Image.Image:
    """单位同意外出学习审批单, filled in and sealed."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE, (253, 253, 250))
    sheet.write(50, 9, facts.hospital, 2.8, anchor="mm")
    sheet.write(50, 15, "职工外出学习审批单", 4.4, bold=True, anchor="mm")
    rows = [
        ("姓　　名", facts.name),
        ("学习内容", clipped(facts.title, 22)),
        ("举办单位", facts.organiser),
        ("学习时间", facts.held),
        ("项目编号", facts.number),
    ]
    end = _table(sheet, 22, rows)
    end = _opinion(sheet, end, "科室意见", "同意参加", "蔡李铭", "")
    _opinion(sheet, end, "单位意见", "同意", "刘独秀", facts.hospital)
    sheet.write(92, 104, day_words(facts.first), 2.2, anchor="rm")
    foot(sheet)
    return sheet.page


def assessment_form(facts: Facts) -> Image.Image:
    """鉴定表 of a stay elsewhere."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE, (252, 252, 250))
    sheet.write(50, 12, "进修（任务）人员鉴定表", 4.4, bold=True, anchor="mm")
    rows = [
        ("姓　　名", facts.name),
        ("派出单位", facts.hospital),
        ("接收单位", facts.organiser),
        ("事　　项", clipped(facts.title, 22)),
        ("起止时间", facts.held),
        ("合　　计", facts.amount),
    ]
    end = _table(sheet, 20, rows)
    end = _opinion(sheet, end, "本人小结", "圆满完成，收获很大", facts.name, "")
    _opinion(sheet, end, "接收单位鉴定", "表现优秀，考核合格", "顾文澜", facts.organiser)
    foot(sheet)
    return sheet.page


def mission_document(facts: Facts) -> Image.Image:
    """A government document with its red head."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE, (254, 253, 251))
    sheet.write(50, 14, f"{facts.organiser}文件", 5.4, colour=RED, bold=True, anchor="mm")
    sheet.write(
        50, 23, f"样医〔{facts.first.year}〕{some_number(facts) % 80 + 10}号", 2.4, anchor="mm"
    )
    sheet.rule(8, 26, 92, RED, 0.4)
    sheet.write(50, 35, "关于选派医务人员执行任务的通知", 3.6, bold=True, anchor="mm")
    body = (
        f"{facts.hospital}：\n"
        f"　　经研究，决定选派你单位{facts.name}同志执行\n"
        f"“{clipped(facts.title, 24)}”任务，\n"
        f"时间为{facts.held}，\n共{facts.amount}。请做好组织保障。\n　　特此通知。"
    )
    sheet.lines(12, 45, body, 2.6, 2)
    sheet.write(70, 92, facts.organiser, 2.6, anchor="mm")
    sheet.write(70, 97.5, day_words(facts.first), 2.6, anchor="mm")
    sheet.seal(70, 94, facts.organiser, 10)
    foot(sheet)
    return sheet.page


def consent_form(facts: Facts) -> Image.Image:
    """单位同意书 for studies beside work."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE, (254, 254, 252))
    sheet.write(50, 16, "单位同意在职学习证明", 4.4, bold=True, anchor="mm")
    body = (
        f"{facts.organiser}：\n　　兹同意我单位{facts.name}同志在职攻读\n"
        f"{clipped(facts.title, 24)}，\n学习时间为{facts.held}。\n"
        "　　学习期间照常工作，费用自理。\n　　特此证明。"
    )
    sheet.lines(12, 30, body, 2.8, 2)
    sheet.write(68, 78, facts.hospital, 2.6, anchor="mm")
    sheet.seal(68, 78, facts.hospital, 10, turn=6)
    foot(sheet)
    return sheet.page


def retrieval_report(facts: Facts) -> Image.Image:
    """检索报告 of a library."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE)
    sheet.write(50, 12, "论文收录检索报告", 4.6, bold=True, anchor="mm")
    sheet.rule(8, 18, 92, (20, 70, 120), 0.5)
    rows = [
        ("委 托 人", facts.name),
        ("论文题目", clipped(facts.title, 23)),
        ("刊　　名", facts.organiser),
        ("刊　　期", facts.last.strftime("%Y年第%m期")),
        ("收录情况", facts.amount),
    ]
    end = _table(sheet, 24, rows)
    sheet.lines(
        10,
        end + 8,
        "检索结论：\n　　经检索，上述论文已被收录，\n　　作者及排名与原文一致。",
        2.6,
        2,
    )
    sheet.write(68, 92, "江畔医学图书馆", 2.6, anchor="mm")
    sheet.seal(68, 92, "江畔医学图书馆", 9, turn=-5)
    foot(sheet)
    return sheet.page


def journal_pages(facts: Facts) -> Image.Image:
    """The first page of a paper in its journal: two columns of grey lines."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE, (253, 252, 248))
    sheet.write(8, 6, facts.organiser, 2, colour=GREY)
    sheet.write(92, 6, facts.last.strftime("%Y年第%m期"), 2, colour=GREY, anchor="rm")
    sheet.rule(8, 9, 92)
    for row, words in enumerate(wrapped(facts.title, 20)):
        sheet.write(50, 18 + 5.6 * row, words, 4, bold=True, anchor="mm")
    sheet.write(50, 32, f"{facts.name}  周予安  程以南", 2.6, anchor="mm")
    sheet.write(50, 37, f"（{facts.hospital}，浙江 宁波）", 2, colour=GREY, anchor="mm")
    sheet.write(8, 45, "【摘要】", 2.2, bold=True)
    for row in range(40):
        ragged = (some_number(facts) * (row + 3)) % 9
        for left in (8, 52):
            is_head = row % 13 == 0 and row > 4
            y = 49 + row * 2.1
            words = "【方法】【结果】【讨论】"[(row // 13) * 4 - 4 : (row // 13) * 4]
            if is_head and left == 8:
                sheet.write(left, y, words, 1.9, bold=True)
            else:
                sheet.fill(
                    left, y - 0.5, left + 40 - ragged * (row % 6 == 5), y + 0.3, (196, 197, 199)
                )
    foot(sheet)
    return sheet.page

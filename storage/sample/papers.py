"""The papers that nurses send in, drawn: certificates, forms, an invoice, a screenshot …

Organisers and numbers are invented, and every paper says at its foot that it is a sample.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PIL import Image

from storage.sample.sheet import GREY, RED, WHITE, Colour, Sheet

LONG_SIDE, SHORT_SIDE = 1400, 990
FOOT = "演示样张 · 仅供体验，无任何效力"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the papers of one activity say. `amount` is “6.0 学分” or “18 天”."""

    name: str
    title: str
    number: str
    organiser: str
    first: date
    last: date
    hours: str
    amount: str
    hospital: str
    design: int = 0

    @property
    def held(self) -> str:
        if self.first == self.last:
            return _day(self.last)
        return f"{_day(self.first)}至{_day(self.last)}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


DESIGNS: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((252, 248, 236), (150, 34, 34), (188, 150, 74)),
    ((243, 248, 253), (24, 74, 138), (120, 160, 205)),
    ((254, 254, 252), (30, 104, 68), (140, 190, 160)),
    ((255, 250, 246), (120, 40, 86), (206, 160, 180)),
)


def _foot(sheet: Sheet) -> None:
    sheet.write(50, sheet.height - 2.2, FOOT, 1.3, colour=GREY, anchor="mm")


def certificate(facts: Facts) -> Image.Image:
    """学分证书, in one of four organisers' designs."""
    paper, accent, frame = DESIGNS[facts.design % len(DESIGNS)]
    sheet = Sheet(LONG_SIDE, SHORT_SIDE, paper)
    _frame(sheet, accent, frame, facts.design)
    sheet.write(50, 11, "继续医学教育学分证书", 5.2, colour=accent, bold=True, anchor="mm")
    sheet.write(50, 16.6, f"项目编号  {facts.number}", 1.8, colour=GREY, anchor="mm")
    sheet.write(13, 25, f"{facts.name}  同志：", 3, bold=True)
    sheet.write(18, 32, f"于{facts.held}参加", 2.7)
    sheet.write(50, 38.5, f"《{facts.title}》", 3, bold=True, anchor="mm")
    sheet.write(13, 45, f"学习，共 {facts.hours} 学时，经考核合格，授予 {facts.amount}。", 2.7)
    sheet.write(13, 51, "特发此证。", 2.7)
    sheet.write(76, 57, facts.organiser, 2.4, anchor="mm")
    sheet.write(76, 61.5, _day(facts.last), 2.2, anchor="mm")
    sheet.seal(78, 57.5, facts.organiser, 7.4, turn=facts.design * 7 - 8)
    _foot(sheet)
    return sheet.page


def _frame(sheet: Sheet, accent: Colour, frame: Colour, design: int) -> None:
    low = sheet.height
    if design % 2:
        sheet.fill(0, 0, 100, 3.4, accent)
        sheet.fill(0, low - 4.6, 100, low - 4.2, frame)
        return
    sheet.box(2.4, 2.4, 97.6, low - 4.4, accent, 0.7)
    sheet.box(3.8, 3.8, 96.2, low - 5.8, frame, 0.2)
    for x in (3.8, 93.2):
        for y in (3.8, low - 8.8):
            sheet.box(x, y, x + 3, y + 3, frame, 0.25)


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
        ("学习内容", _clipped(facts.title, 22)),
        ("举办单位", facts.organiser),
        ("学习时间", facts.held),
        ("项目编号", facts.number),
    ]
    end = _table(sheet, 22, rows)
    end = _opinion(sheet, end, "科室意见", "同意参加", "蔡李铭", "")
    _opinion(sheet, end, "单位意见", "同意", "刘独秀", facts.hospital)
    sheet.write(92, 104, _day(facts.first), 2.2, anchor="rm")
    _foot(sheet)
    return sheet.page


def invoice(facts: Facts) -> Image.Image:
    """培训缴费发票, as it is printed from an e-mail."""
    sheet = Sheet(LONG_SIDE, 900, (255, 255, 253))
    brown = (140, 72, 40)
    sheet.write(50, 6, "电子发票（普通发票）", 3.6, colour=brown, bold=True, anchor="mm")
    sheet.rule(36, 9, 64, brown)
    sheet.write(74, 5, f"发票号码：2611{abs(_number(facts)) % 10**8:08}", 1.6)
    sheet.write(74, 8, f"开票日期：{_day(facts.first)}", 1.6)
    sheet.box(4, 12, 96, 57, brown)
    for y in (22, 38, 45):
        sheet.rule(4, y, 96, brown)
    sheet.write(6, 15.5, f"购买方：{facts.hospital}", 1.9)
    sheet.write(52, 15.5, f"销售方：{facts.organiser}", 1.9)
    for x, words in ((14, "项目名称"), (52, "数量"), (66, "金额"), (82, "税额")):
        sheet.write(x, 24.5, words, 1.7, colour=brown, anchor="mm")
    sheet.write(6, 28.5, "*非学历教育服务*培训费", 1.9)
    sheet.write(52, 28.5, "1", 1.9, anchor="mm")
    sheet.write(70, 28.5, "1132.08", 1.9, anchor="rm")
    sheet.write(85, 28.5, "67.92", 1.9, anchor="rm")
    sheet.write(6, 41.5, "价税合计（大写）  壹仟贰佰元整", 2)
    sheet.write(72, 41.5, "（小写）¥1200.00", 2)
    sheet.write(6, 48.5, f"备注：{_clipped(facts.title, 26)}", 1.7)
    sheet.write(6, 53, f"参训人员：{facts.name}", 1.7)
    sheet.seal(84, 52, facts.organiser, 6)
    _foot(sheet)
    return sheet.page


def _number(facts: Facts) -> int:
    return sum((place + 7) * ord(sign) ** 2 for place, sign in enumerate(facts.number + facts.name))


def query_screenshot(facts: Facts) -> Image.Image:
    """国家CME项目学分查询结果截图, as a phone shows it."""
    sheet = Sheet(828, 1500, (244, 246, 249))
    sheet.fill(0, 0, 100, 22, (25, 103, 178))
    sheet.write(8, 4.5, "14:26", 3.4, colour=WHITE, bold=True)
    sheet.write(92, 4.5, "5G  87%", 3, colour=WHITE, anchor="rm")
    sheet.write(50, 15, "项目学分查询", 5, colour=WHITE, bold=True, anchor="mm")
    sheet.card(4, 28, 96, 122, WHITE)
    rows = (
        ("姓名", facts.name),
        ("项目编号", facts.number),
        ("项目名称", _clipped(facts.title, 15)),
        ("主办单位", facts.organiser),
        ("举办日期", facts.first.isoformat()),
        ("结束日期", facts.last.isoformat()),
        ("学时", facts.hours),
        ("授予", facts.amount),
    )
    sheet.write(10, 36, "查询结果（1）", 4.4, bold=True)
    for row, (label, words) in enumerate(rows):
        sheet.write(10, 47 + 9 * row, label, 3.6, colour=GREY)
        sheet.write(34, 47 + 9 * row, words, 3.6)
        sheet.rule(10, 51.5 + 9 * row, 90, (228, 231, 236))
    sheet.card(10, 128, 90, 140, (25, 103, 178))
    sheet.write(50, 134, "返回", 4.2, colour=WHITE, anchor="mm")
    _foot(sheet)
    return sheet.page


def assessment_form(facts: Facts) -> Image.Image:
    """鉴定表 of a stay elsewhere."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE, (252, 252, 250))
    sheet.write(50, 12, "进修（任务）人员鉴定表", 4.4, bold=True, anchor="mm")
    rows = [
        ("姓　　名", facts.name),
        ("派出单位", facts.hospital),
        ("接收单位", facts.organiser),
        ("事　　项", _clipped(facts.title, 22)),
        ("起止时间", facts.held),
        ("合　　计", facts.amount),
    ]
    end = _table(sheet, 20, rows)
    end = _opinion(sheet, end, "本人小结", "圆满完成，收获很大", facts.name, "")
    _opinion(sheet, end, "接收单位鉴定", "表现优秀，考核合格", "顾文澜", facts.organiser)
    _foot(sheet)
    return sheet.page


def mission_document(facts: Facts) -> Image.Image:
    """A government document with its red head."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE, (254, 253, 251))
    sheet.write(50, 14, f"{facts.organiser}文件", 5.4, colour=RED, bold=True, anchor="mm")
    sheet.write(50, 23, f"样医〔{facts.first.year}〕{_number(facts) % 80 + 10}号", 2.4, anchor="mm")
    sheet.rule(8, 26, 92, RED, 0.4)
    sheet.write(50, 35, "关于选派医务人员执行任务的通知", 3.6, bold=True, anchor="mm")
    body = (
        f"{facts.hospital}：\n"
        f"　　经研究，决定选派你单位{facts.name}同志执行\n"
        f"“{_clipped(facts.title, 24)}”任务，\n"
        f"时间为{facts.held}，\n共{facts.amount}。请做好组织保障。\n　　特此通知。"
    )
    sheet.lines(12, 45, body, 2.6, 2)
    sheet.write(70, 92, facts.organiser, 2.6, anchor="mm")
    sheet.write(70, 97.5, _day(facts.first), 2.6, anchor="mm")
    sheet.seal(70, 94, facts.organiser, 10)
    _foot(sheet)
    return sheet.page


def consent_form(facts: Facts) -> Image.Image:
    """单位同意书 for studies beside work."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE, (254, 254, 252))
    sheet.write(50, 16, "单位同意在职学习证明", 4.4, bold=True, anchor="mm")
    body = (
        f"{facts.organiser}：\n　　兹同意我单位{facts.name}同志在职攻读\n"
        f"{_clipped(facts.title, 24)}，\n学习时间为{facts.held}。\n"
        "　　学习期间照常工作，费用自理。\n　　特此证明。"
    )
    sheet.lines(12, 30, body, 2.8, 2)
    sheet.write(68, 78, facts.hospital, 2.6, anchor="mm")
    sheet.seal(68, 78, facts.hospital, 10, turn=6)
    _foot(sheet)
    return sheet.page


def retrieval_report(facts: Facts) -> Image.Image:
    """检索报告 of a library."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE)
    sheet.write(50, 12, "论文收录检索报告", 4.6, bold=True, anchor="mm")
    sheet.rule(8, 18, 92, (20, 70, 120), 0.5)
    rows = [
        ("委 托 人", facts.name),
        ("论文题目", _clipped(facts.title, 23)),
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
    _foot(sheet)
    return sheet.page


def journal_pages(facts: Facts) -> Image.Image:
    """The first page of a paper in its journal: two columns of grey lines."""
    sheet = Sheet(SHORT_SIDE, LONG_SIDE, (253, 252, 248))
    sheet.write(8, 6, facts.organiser, 2, colour=GREY)
    sheet.write(92, 6, facts.last.strftime("%Y年第%m期"), 2, colour=GREY, anchor="rm")
    sheet.rule(8, 9, 92)
    for row, words in enumerate(_wrapped(facts.title, 20)):
        sheet.write(50, 18 + 5.6 * row, words, 4, bold=True, anchor="mm")
    sheet.write(50, 32, f"{facts.name}  周予安  程以南", 2.6, anchor="mm")
    sheet.write(50, 37, f"（{facts.hospital}，浙江 宁波）", 2, colour=GREY, anchor="mm")
    sheet.write(8, 45, "【摘要】", 2.2, bold=True)
    for row in range(40):
        ragged = (_number(facts) * (row + 3)) % 9
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
    _foot(sheet)
    return sheet.page


def _clipped(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _wrapped(words: str, width: int) -> list[str]:
    return [words[start : start + width] for start in range(0, len(words), width)]


PAPERS: dict[str, Callable[[Facts], Image.Image]] = {
    "certificate": certificate,
    "approval-form": approval_form,
    "invoice": invoice,
    "query-screenshot": query_screenshot,
    "assessment-form": assessment_form,
    "mission-document": mission_document,
    "consent-form": consent_form,
    "enrolment-proof": query_screenshot,
    "retrieval-report": retrieval_report,
    "journal-pages": journal_pages,
}
FLAT = frozenset({"query-screenshot", "enrolment-proof"})

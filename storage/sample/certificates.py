"""What organisers hand out: credit certificates, invoices, and the query page on a phone."""

from PIL import Image

from storage.sample.facts import LONG_SIDE, SHORT_SIDE, Facts, clipped, day_words, foot, some_number
from storage.sample.sheet import GREY, WHITE, Colour, Sheet

DESIGNS: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((252, 248, 236), (150, 34, 34), (188, 150, 74)),
    ((243, 248, 253), (24, 74, 138), (120, 160, 205)),
    ((254, 254, 252), (30, 104, 68), (140, 190, 160)),
    ((255, 250, 246), (120, 40, 86), (206, 160, 180)),
)


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
    sheet.write(76, 61.5, day_words(facts.last), 2.2, anchor="mm")
    sheet.seal(78, 57.5, facts.organiser, 7.4, turn=facts.design % 5 * 7 - 14)
    foot(sheet)
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


def invoice(facts: Facts) -> Image.Image:
    """培训缴费发票, as it is printed from an e-mail."""
    sheet = Sheet(LONG_SIDE, 900, (255, 255, 253))
    brown = (140, 72, 40)
    sheet.write(50, 6, "电子发票（普通发票）", 3.6, colour=brown, bold=True, anchor="mm")
    sheet.rule(36, 9, 64, brown)
    sheet.write(74, 5, f"发票号码：2611{abs(some_number(facts)) % 10**8:08}", 1.6)
    sheet.write(74, 8, f"开票日期：{day_words(facts.first)}", 1.6)
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
    sheet.write(6, 48.5, f"备注：{clipped(facts.title, 26)}", 1.7)
    sheet.write(6, 53, f"参训人员：{facts.name}", 1.7)
    sheet.seal(84, 52, facts.organiser, 6)
    foot(sheet)
    return sheet.page


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
        ("项目名称", clipped(facts.title, 15)),
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
    foot(sheet)
    return sheet.page

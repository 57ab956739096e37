"""Certificates that nobody has drawn: lines, where they stand, and what they say."""

from typing import NamedTuple

from core.domain.credits.readings import Place
from core.domain.credits.seen import Box, Line, Seen

SIGN, HEIGHT = 0.021, 0.026


class Imagined(NamedTuple):
    """The rows of a sheet from top to bottom, each with its cells by where they begin."""

    rows: tuple[dict[float, str], ...]
    values: dict[str, str]

    @property
    def seen(self) -> Seen:
        return Seen(tuple(_box(number, x, text) for number, row in enumerate(self.rows)
                          for x, text in row.items()))  # fmt: skip


def _box(number: int, x: float, text: str) -> Box:
    width = sum(SIGN if ord(sign) > 0x2000 else SIGN / 2 for sign in text)
    line = Line(x, 0.1 + 0.04 * number, width, HEIGHT)
    return Box(text, Place(1, *line), line)


SOCIETY = Imagined(
    (
        {0.3: "继续医学教育学分证书"},
        {0.6: "学分证号：Z2025031234"},
        {},
        {0.15: "黎小红 同志："},
        {0.19: "于2025年9月5日至2025年9月8日参加由青州医学会主办的"},
        {0.25: "“2025年全国重症医学学术年会”"},
        {0.15: "项目编号：2025-04-11-001（国），学时：24，"},
        {0.15: "授予国家级Ⅰ类学分 6 分。"},
        {},
        {0.5: "青州医学会继续教育部"},
        {0.5: "2025年9月18日"},
    ),
    {
        "name": "黎小红", "project-number": "2025-04-11-001(国)",
        "project-name": "2025年全国重症医学学术年会", "organiser": "青州医学会",
        "dates": "2025-09-05/2025-09-08", "hours": "24", "credits": "6", "level": "national",
    },
)  # fmt: skip
SLASHES = Imagined(
    (
        {0.4: "学分登记表"},
        {0.1: "姓名", 0.25: "黎小红", 0.5: "性别", 0.65: "女"},
        {0.1: "单位", 0.25: "东港区人民医院"},
        {0.1: "培训主题", 0.3: "急诊创伤救治能力提升工作坊"},
        {0.1: "编号/级别", 0.3: "2025-02-03-017/省级"},
        {0.1: "学时/学分", 0.3: "16/4"},
        {0.1: "起讫日期", 0.3: "2025.5.9—5.11"},
        {0.1: "主办", 0.3: "青州急诊医学质控中心"},
        {0.1: "协办", 0.3: "东港区人民医院"},
    ),
    {
        "name": "黎小红", "project-number": "2025-02-03-017",
        "project-name": "急诊创伤救治能力提升工作坊", "organiser": "青州急诊医学质控中心",
        "dates": "2025-05-09/2025-05-11", "hours": "16", "credits": "4", "level": "provincial",
    },
)  # fmt: skip
SPELLED = Imagined(
    (
        {0.2: "Certificate of Continuing Education"},
        {0.4: "兹证明"},
        {0.42: "陆小凤"},
        {0.2: "于二〇二五年十一月三日至五日在线参加并完成"},
        {0.3: "《老年衰弱评估与干预》"},
        {0.15: "继续教育课程的学习，共计十个学时，获省级Ⅱ类学分两分。"},
        {},
        {0.15: "项目代码 2025-20-05-044"},
        {0.15: "主办机构 Organizer: 宁海县护理质量控制中心"},
        {0.5: "二〇二五年十二月一日"},
    ),
    {
        "name": "陆小凤", "project-number": "2025-20-05-044", "project-name": "老年衰弱评估与干预",
        "organiser": "宁海县护理质量控制中心", "dates": "2025-11-03/2025-11-05", "hours": "10",
        "credits": "2", "level": "provincial",
    },
)  # fmt: skip
COLUMNS = Imagined(
    (
        {0.35: "结业证明"},
        {0.1: "学员姓名", 0.55: "参加时间"},
        {0.1: "司徒静", 0.55: "2026年1月8—10日"},
        {},
        {0.1: "学习项目"},
        {0.1: "慢性伤口与造口规范化护理专科护士培训班"},
        {},
        {0.1: "举办单位", 0.55: "学分"},
        {0.1: "青州护理学会", 0.55: "国家级 10学分"},
        {},
        {0.1: "项目号", 0.55: "学时数"},
        {0.1: "2026-14-01-033", 0.55: "40"},
    ),
    {
        "name": "司徒静", "project-number": "2026-14-01-033",
        "project-name": "慢性伤口与造口规范化护理专科护士培训班", "organiser": "青州护理学会",
        "dates": "2026-01-08/2026-01-10", "hours": "40", "credits": "10", "level": "national",
    },
)  # fmt: skip
ONE_SENTENCE = Imagined(
    (
        {0.4: "证明"},
        {0.14: "经审核，唐婉 医师于2025年6月1日—3日参加了由云州医学会、"},
        {0.1: "云州市第一人民医院联合举办的市级继续医学教育项目“急性胰"},
        {0.1: "腺炎多学科诊疗论坛”（编号：2025-03-04-211），学完全部课程"},
        {0.1: "18课时，特授予Ⅱ类学分4.5分，以资证明。"},
        {},
        {0.5: "云州医学会（盖章）"},
        {0.5: "2025年6月20日"},
    ),
    {
        "name": "唐婉", "project-number": "2025-03-04-211",
        "project-name": "急性胰腺炎多学科诊疗论坛", "organiser": "云州医学会、云州市第一人民医院",
        "dates": "2025-06-01/2025-06-03", "hours": "18", "credits": "4.5", "level": "municipal",
    },
)  # fmt: skip
REGISTER = Imagined(
    (
        {0.4: "培训合格证"},
        {0.1: "姓 名：齐悦", 0.5: "证书编号：2025-03-18-001"},
        {0.1: "培 训 班：新生儿窒息复苏技术培训班"},
        {0.1: "项目编号：2025-07-09-012", 0.5: "级 别：市级Ⅱ类"},
        {0.1: "培训时间：2025年03月18日 至 2025年03月19日"},
        {0.1: "课 时：8 课时", 0.5: "学 分：2.0 分"},
        {0.1: "主办单位（Sponsor）：平湖妇幼保健院"},
        {0.1: "授课教师：王小明", 0.5: "班主任：李大庆"},
        {0.6: "发证日期：2025年03月28日"},
    ),
    {
        "name": "齐悦", "project-number": "2025-07-09-012",
        "project-name": "新生儿窒息复苏技术培训班", "organiser": "平湖妇幼保健院",
        "dates": "2025-03-18/2025-03-19", "hours": "8", "credits": "2", "level": "municipal",
    },
)  # fmt: skip
HEADS = Imagined(
    (
        {0.3: "继续教育学分汇总"},
        {0.05: "姓名", 0.2: "项目名称", 0.5: "项目编号", 0.68: "学时", 0.78: "学分", 0.88: "级别"},
        {0.05: "葛莺莺", 0.15: "围手术期疼痛管理研讨会", 0.5: "2024-15-02-120",
         0.68: "12", 0.78: "3", 0.88: "国家级"},
        {},
        {0.05: "举办日期：2024年8月3日～4日", 0.5: "主办方：湖东医院麻醉科"},
    ),
    {
        "name": "葛莺莺", "project-number": "2024-15-02-120",
        "project-name": "围手术期疼痛管理研讨会", "organiser": "湖东医院麻醉科",
        "dates": "2024-08-03/2024-08-04", "hours": "12", "credits": "3", "level": "national",
    },
)  # fmt: skip
LETTER = Imagined(
    (
        {0.3: "培训证明"},
        {0.1: "东港区人民医院："},
        {0.14: "贵院护士田甜参加我会举办的国家级继续医学教育项目静脉治疗"},
        {0.1: "护理质量管理培训班，培训日期2025年10月11-13日，项目编号"},
        {0.1: "2025-14-03-077，计20学时，考核合格，记Ⅰ类学分5分。"},
        {0.1: "特此证明"},
        {0.6: "青州护理学会"},
        {0.6: "2025年10月13日"},
    ),
    {
        "name": "田甜", "project-number": "2025-14-03-077",
        "project-name": "静脉治疗护理质量管理培训班", "organiser": "青州护理学会",
        "dates": "2025-10-11/2025-10-13", "hours": "20", "credits": "5", "level": "national",
    },
)  # fmt: skip
CONFERENCE = Imagined(
    (
        {0.3: "学术会议参会证明"},
        {0.1: "会议主题：精准护理与智慧病房建设学术交流会"},
        {0.1: "会议时间：2025/11/21-2025/11/23"},
        {0.1: "参会代表：闻人杰"},
        {0.1: "项目编号：国卫继教2025-14-02-233"},
        {0.1: "学分类别：国家级I类", 0.5: "学分数：5"},
        {0.1: "学时总计：20"},
        {0.1: "主办单位：浙东护理学会  承办单位：鉴湖医院"},
        {0.5: "2025年11月24日"},
    ),
    {
        "name": "闻人杰", "project-number": "2025-14-02-233",
        "project-name": "精准护理与智慧病房建设学术交流会", "organiser": "浙东护理学会",
        "dates": "2025-11-21/2025-11-23", "hours": "20", "credits": "5", "level": "national",
    },
)  # fmt: skip
SIGNED = Imagined(
    (
        {0.3: "继续教育合格证书"},
        {0.15: "杨帆 （身份证号：3302********1234）"},
        {0.15: "参加2025年4月12日至13日举办的省级继续教育项目"},
        {0.2: "《基层糖尿病规范管理与胰岛素应用》"},
        {0.15: "（2025-03-12-076），经考核成绩合格，授予 Ⅰ类 2 学分"},
        {0.15: "（8学时）。"},
        {},
        {0.5: "主办：云州市糖尿病防治中心"},
        {0.5: "日期：2025年4月20日"},
    ),
    {
        "name": "杨帆", "project-number": "2025-03-12-076",
        "project-name": "基层糖尿病规范管理与胰岛素应用", "organiser": "云州市糖尿病防治中心",
        "dates": "2025-04-12/2025-04-13", "hours": "8", "credits": "2", "level": "provincial",
    },
)  # fmt: skip
IMAGINED = (
    CONFERENCE,
    SIGNED,
    SOCIETY,
    SLASHES,
    SPELLED,
    COLUMNS,
    ONE_SENTENCE,
    REGISTER,
    HEADS,
    LETTER,
)

"""The last weeks: claims in every stage, with whom they came from and what was decided."""

from dataclasses import dataclass

from core.domain.review import Decision

HEAD, SECOND_HEAD, UNIT, SECOND_UNIT, SUPERIOR, PHYSICIANS = (
    "330922001",
    "330922001-2",
    "330922",
    "330922-2",
    "330000",
    "330922002",
)
PASS, BACK, FAIL = Decision.APPROVE, Decision.RETURN, Decision.REJECT


@dataclass(frozen=True, slots=True)
class Shot:
    """A file: the paper of that kind as a photo, a screenshot, a scan or a PDF.

    `like` is the key of an earlier claim whose file comes once more: the same bytes, or, if
    `is_turned`, the same photograph on its side and saved anew.
    """

    kind: str | None
    paper: str = ""
    form: str = "photo"
    like: str = ""
    is_turned: bool = False

    @property
    def drawn_as(self) -> str:
        return self.paper or self.kind or ""


@dataclass(frozen=True, slots=True)
class Verdict:
    by: str
    days_ago: int
    decision: Decision = PASS
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim. `by` enters (a person's name, or an office's login) for `of`.

    The activity ended `ended` days ago and was entered `entered` days ago. `amount` is what is
    typed: hours, days or the author's rank. Without a rule it is a draft nobody has answered.
    """

    key: str
    by: str
    ended: int
    entered: int
    rule: str = ""
    amount: str = ""
    title: str = ""
    place: str = ""
    number: str = ""
    days: int = 1
    of: str = ""
    shots: tuple[Shot, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    is_submitted: bool = True
    is_withdrawn: bool = False
    remark: str = ""
    in_chat: bool = False


def _papers(*kinds: str) -> tuple[Shot, ...]:
    return tuple(Shot(kind) for kind in kinds)


CERTIFIED = (Shot("certificate"), Shot("approval-form", form="scan"))
QUERIED = (Shot("certificate"), Shot("query-screenshot", form="screenshot"))
STAYED = (Shot("approval-form", form="scan"), Shot("assessment-form"))
PUBLISHED = (Shot("retrieval-report", form="scan"), Shot("journal-pages"))
NATIONAL, PROVINCIAL = "out-of-province-national", "out-of-province-provincial"

STORY = (
    # 闻旦: something in every place that a nurse can look
    Told(
        "wen-icu", "闻旦", 36, 31, NATIONAL, "6学时", "危重症患者护理新进展学习班",
        "江南护理学会", "14-02-118", 2, shots=CERTIFIED,
        verdicts=(Verdict(HEAD, 29), Verdict(UNIT, 27), Verdict(SUPERIOR, 23)),
    ),
    Told(
        "wen-paper", "闻旦", 21, 6, "paper-core", "第二作者",
        "集束化护理在机械通气患者中的应用", "江南护理杂志",
        shots=(Shot("retrieval-report", form="pdf"), Shot("journal-pages")),
        verdicts=(Verdict(HEAD, 4), Verdict(UNIT, 0)), in_chat=True,
    ),
    Told(
        "wen-mission", "闻旦", 9, 5, "mission-short", "3", "支援山区县医院病房建设",
        "宁海湾卫生应急中心", days=3, shots=_papers("mission-document", "assessment-form"),
        verdicts=(Verdict(HEAD, 3),), in_chat=True,
    ),
    Told(
        "wen-again", "闻旦", 20, 2, PROVINCIAL, "5", "重症监护安全管理培训班",
        "江南护理学会", "14-02-207", 1,
        shots=(
            Shot("certificate", like="wen-icu", is_turned=True),
            Shot("query-screenshot", form="screenshot"),
        ),
        in_chat=True,
    ),
    Told(
        "wen-returned", "闻旦", 15, 8, PROVINCIAL, "4", "静脉治疗护理规范化培训班",
        "皖南医学教育中心", "12-05-061", 1, shots=CERTIFIED[:1] + QUERIED[1:],
        verdicts=(Verdict(HEAD, 1, BACK, "证书照片看不清项目编号，请重新拍一张再上报。"),),
    ),
    Told(
        "wen-chat", "闻旦", 3, 0, title="伤口造口失禁专科护理培训班", place="赣江护理学会",
        number="13-03-019", shots=(Shot(None, "certificate"),), is_submitted=False, in_chat=True,
    ),
    # colleagues in the queue of the head nurse
    Told(
        "ge-wound", "葛莺莺", 12, 4, NATIONAL, "9学时", "伤口造口失禁专科护理培训班",
        "赣江护理学会", "13-03-044", 2, shots=_papers("certificate", "invoice"),
    ),
    Told(
        "wang-wound", "王清清", 12, 3, NATIONAL, "9", "伤口造口失禁专科护理培训班",
        "赣江护理学会", "13-03-044", 2,
        shots=(Shot("certificate"), Shot("invoice", like="ge-wound")),
        remark="和葛莺莺一起参加，发票开在一起。",
    ),
    Told(
        "wang-stroke", "王清清", 39, 37, PROVINCIAL, "3", "老年患者跌倒预防与安全管理学习班",
        "皖南医学教育中心", "12-01-175", 1, shots=QUERIED,
        verdicts=(Verdict(SECOND_HEAD, 36), Verdict(UNIT, 35), Verdict(SUPERIOR, 33)),
    ),
    Told(
        "wang-number", "王清清", 10, 1, PROVINCIAL, "2", "老年护理安全管理续办班",
        "皖南医学教育中心", "12-01-175", 1, shots=QUERIED, in_chat=True,
    ),
    Told(
        "wang-draft", "王清清", 6, 1, "advanced-study-short", "5", "血液净化专科进修",
        "闽越医学中心", days=5, is_submitted=False,
    ),
    Told(
        "liu-sci", "刘一秀", 25, 2, "paper-sci", "第一作者",
        "A bundle for early warning on general wards", "Ward Medicine and Nursing",
        shots=(Shot("retrieval-report", form="pdf"), Shot("journal-pages")),
    ),
    # with the unit
    Told(
        "cai-own", HEAD, 13, 3, "advanced-study-short", "5天", "重症监护专科护理进修",
        "沪东医学中心", days=5, of="蔡李铭", shots=STAYED,
    ),
    Told(
        "zhou-mission", HEAD, 11, 2, "mission-short", "6", "大型赛事医疗保障",
        "宁海湾卫生应急中心", days=6, of="周雨桐",
        shots=(Shot("mission-document", form="scan"), Shot("assessment-form")),
    ),
    Told(
        "zhu-own", "朱明远", 14, 2, "abroad-short", "4", "心力衰竭规范诊疗短期研修",
        "北海道循环医学中心", days=4, shots=STAYED,
    ),
    Told(
        "liu-own", UNIT, 17, 1, "advanced-study-short", "3", "医院管理高级研修",
        "沪东医学中心", days=3, of="刘独秀", shots=STAYED,
    ),
    Told(
        "chen-returned", "陈㛃", 26, 9, "paper-core", "第一作者",
        "老年住院患者衰弱筛查的现况调查", "沪东医学", shots=PUBLISHED,
        verdicts=(
            Verdict(SECOND_HEAD, 7),
            Verdict(UNIT, 6, BACK, "检索报告缺少盖章的首页，请补齐后再上报。"),
        ),
    ),
    Told(
        "wu-rejected", "吴䶮", 22, 12, PROVINCIAL, "6", "医疗器械新品推介会",
        "闽越医学中心", "15-09-300", 1, shots=QUERIED,
        verdicts=(
            Verdict(HEAD, 10),
            Verdict(UNIT, 7, FAIL, "该活动不是继续医学教育项目，不能授予学分。"),
        ),
    ),
    # with the authority
    Told(
        "lin-lecture", "林𬭎", 16, 7, "out-of-province-national-lecturer", "4",
        "静脉治疗护理规范化培训班", "江南护理学会", "14-04-022", 1, shots=CERTIFIED,
        verdicts=(Verdict(HEAD, 5), Verdict(UNIT, 2)),
    ),
    Told(
        "qin-course", UNIT, 18, 4, NATIONAL, "6", "心力衰竭全程管理新进展学习班",
        "沪东医学会", "03-02-090", 2, of="秦语诗", shots=QUERIED,
    ),
    # approved today, in effect tomorrow
    Told(
        "sun-degree", "孙思齐", 30, 8, "degree", title="护理学（本科）", place="江南医科大学",
        shots=(Shot("consent-form", form="scan"), Shot("enrolment-proof", form="screenshot")),
        verdicts=(Verdict(HEAD, 6), Verdict(UNIT, 0)),
    ),
    Told(
        "zheng-abroad", UNIT, 19, 0, "abroad-short", "5", "急救护理技术短期培训",
        "狮城急救训练中心", days=5, of="郑一鸣", shots=STAYED,
    ),
    # 内科, and the other unit
    Told(
        "you-course", "尤子昂", 8, 1, NATIONAL, "12学时", "呼吸康复与气道管理培训班",
        "闽越医学中心", "03-07-015", 3, shots=QUERIED,
    ),
    Told(
        "zhang-study", "张牧之", 34, 24, "advanced-study-short", "8", "内镜诊疗技术进修",
        "皖南医学中心", days=8, shots=STAYED,
        verdicts=(Verdict(PHYSICIANS, 22), Verdict(SECOND_UNIT, 20)),
    ),
    Told(
        "chu-withdrawn", "褚晓燕", 7, 3, PROVINCIAL, "3", "门诊患者安全研讨会",
        "沪东医学会", "15-02-041", 1, shots=QUERIED, is_withdrawn=True,
    ),
    Told(
        "wei-course", "魏然", 10, 2, NATIONAL, "6", "慢性肾脏病一体化管理研讨会",
        "赣江护理学会", "03-06-133", 2, shots=QUERIED,
    ),
)  # fmt: skip

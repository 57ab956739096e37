"""The in-house trainings of the sample hospital: held in two years, one running, some planned."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.register import Department
from core.domain.trainings.training import TrainingStage
from storage.sample.people import CLINIC, CLINIC_WARD, INTERNAL, NURSING, Life, everybody

AWAY = ("胡静姝", "卫兰", "姜越")  # retired, left; decides for the clinic
VISITED = ("闻旦", "葛莺莺", "王清清")  # whoever plays them signs in themselves


@dataclass(frozen=True, slots=True)
class Lesson:
    """One training. `days` from today on which it begins at `hour`; None: it is running now.

    `turnout` of a hundred come, in each of its `cycles`; `until` is where it has got to. Its first
    cycle is held again for so many `weeks`; `excuses` are names with why they cannot come to it.
    """

    key: str
    days: int | None
    name: str
    topic: str
    teacher: str
    until: TrainingStage
    department: Department = NURSING
    rule: str = "training-theory"
    hours: int = 2
    hour: int = 14
    place: str = "门诊楼5楼示教室"
    mode: str = "lecture"
    method: str = "teaching"
    discipline: str = "14-01"
    cycles: int = 1
    turnout: int = 90
    is_open: bool = False
    reason: str = ""
    report: str = "按计划完成，秩序良好，考核合格。"
    weeks: int = 0
    excuses: tuple[tuple[str, str], ...] = ()
    is_assessed: bool = False

    @property
    def planner(self) -> str:
        return {NURSING: "330922001", INTERNAL: "330922002", CLINIC_WARD: "330923001"}[
            self.department
        ]

    @property
    def reviewer(self) -> str:
        """Who decides for the unit: at the hospital somebody who attends nothing."""
        return "330923" if self.department.unit_id == CLINIC.id else "330922-2"

    def people(self) -> Sequence[Life]:
        """Return who is expected: the department, without those who are away."""
        return [
            life
            for life in everybody()
            if life.department == self.department and life.name not in AWAY
        ]


DRAFT, WAITING, RETURNED, APPROVED, CANCELLED, AWARDED, CLOSING, CLOSING_RETURNED, CLOSED = (
    TrainingStage.DRAFT,
    TrainingStage.UNIT_REVIEW,
    TrainingStage.RETURNED,
    TrainingStage.APPROVED,
    TrainingStage.CANCELLED,
    TrainingStage.AWARDED,
    TrainingStage.CLOSING_REVIEW,
    TrainingStage.CLOSING_RETURNED,
    TrainingStage.CLOSED,
)

LESSONS = (
    # last year, closed
    Lesson("fall", -412, "跌倒预防与安全转移", "跌倒风险评估", "韩春雪", CLOSED, turnout=84),
    Lesson("wound", -365, "压力性损伤预防与处理", "减压敷料的选择", "褚晓燕", CLOSED),
    Lesson(
        "cpr", -318, "心肺复苏与除颤操作", "高质量胸外按压", "蔡李铭", CLOSED,
        rule="training-practice", mode="technique-demonstration", method="demonstration", cycles=2,
    ),
    Lesson(
        "antibiotics", -274, "抗菌药物合理使用", "碳青霉烯类的指征", "孔令仪", CLOSED,
        department=INTERNAL, place="住院楼3楼会议室", discipline="03-01",
    ),
    Lesson("record", -233, "护理文书书写规范", "病情变化的记录", "刘一秀", CLOSED, turnout=75),
    # this year
    Lesson(
        "resistant", -152, "疑难病例讨论：多重耐药菌感染", "会诊与隔离", "朱明远", CLOSED,
        department=INTERNAL, rule="training-academic", mode="case-conference",
        method="discussion", place="住院楼3楼会议室", discipline="03-01",
    ),
    Lesson("hand", -117, "手卫生与职业防护", "手卫生的五个时刻", "周老师", CLOSED, turnout=95),
    Lesson(
        "transport", -84, "危重患者转运演练", "转运前的核查", "蔡李铭", CLOSED,
        rule="training-practice", mode="technique-demonstration", method="practice", turnout=80,
    ),
    Lesson(
        "stroke", -61, "卒中绿色通道流程", "溶栓时间窗", "许曼青", CLOSED,
        department=INTERNAL, place="住院楼3楼会议室", discipline="03-01", turnout=85,
    ),
    Lesson(
        "clinic", -47, "社区高血压规范管理", "血压测量与随访", "戚欢", CLOSED,
        department=CLINIC_WARD, place="中心二楼会议室", discipline="03-01",
    ),
    Lesson("identity", -33, "患者身份识别与查对制度", "双人核对", "韩春雪", CLOSED, cycles=2),
    Lesson(
        "airway", -19, "气管切开护理操作", "气囊压力的监测", "林𬭎", CLOSING_RETURNED,
        rule="training-practice", mode="technique-demonstration", method="demonstration",
        reason="请补上签到表的照片，再写明考核结果。",
    ),
    Lesson("pain", -12, "疼痛评估与镇痛护理", "评估工具的使用", "褚晓燕", CLOSING, turnout=85),
    Lesson(
        "heart", -8, "心力衰竭的容量管理", "利尿剂抵抗", "刘独秀", AWARDED,
        department=INTERNAL, place="住院楼3楼会议室", discipline="03-01",
    ),
    Lesson(
        "sepsis", -2, "脓毒症早期识别", "一小时集束治疗", "钱蔓", APPROVED, turnout=80,
        is_assessed=True,
    ),
    # now and to come
    Lesson("infusion", None, "静脉输液安全与并发症处理", "外渗的处理", "林𬭎", APPROVED, hours=3),
    Lesson(
        "stoma", 7, "造口护理与患者教育", "造口袋的更换", "褚晓燕", APPROVED, cycles=2,
        excuses=(("吴䶮", "当天上夜班。"), ("孙思齐", "去杭州参加学历考试。")),
    ),
    Lesson(
        "fire", 4, "病区消防与疏散演练", "疏散路线", "保卫科王老师", CANCELLED,
        is_open=True, reason="与年度检查的时间冲突，下月另行安排。",
    ),
    Lesson(
        "nutrition", 16, "住院患者营养筛查", "筛查表的填写", "吕思远", WAITING,
        department=INTERNAL, place="住院楼3楼会议室", discipline="03-01",
    ),
    Lesson("glucose", 20, "胰岛素注射规范", "注射部位的轮换", "孙思齐", WAITING),
    Lesson(
        "rescue", 24, "急救药品与抢救车管理", "药品的核对", "杨小满", RETURNED,
        reason="请写明考核方式，并安排第二期给夜班的同事。",
    ),
    Lesson("humanity", 30, "护患沟通与人文关怀", "坏消息的告知", "刘一秀", DRAFT, weeks=4),
)  # fmt: skip


def teacher_id_of(lesson: Lesson) -> str | None:
    """Return who teaches, None for somebody from outside."""
    return next((life.staff_id for life in everybody() if life.name == lesson.teacher), None)

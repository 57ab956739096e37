"""What the sample hospital has applied for, and what its list of projects says besides."""

from dataclasses import dataclass

from core.domain.projects.application import ApplicationStage
from core.domain.projects.project import ProjectLevel
from core.domain.trainings.training import TrainingStage
from storage.sample.trainings import Lesson


@dataclass(frozen=True, slots=True)
class Applied:
    """One application, begun `days_ago` by an office for its `leader`; `until` is how far it is."""

    by: str
    leader: str
    days_ago: int
    until: ApplicationStage
    name: str
    topics: tuple[str, ...]


APPLICATIONS = (
    Applied(
        "330922001", "蔡李铭", 34, ApplicationStage.ESTABLISHED, "危重症专科护理能力提升学习班",
        ("早期预警评分的应用", "重症患者的转运安全"),
    ),
    Applied(
        "330922001", "蔡李铭", 6, ApplicationStage.UNIT_REVIEW, "静脉治疗专科护理新进展学习班",
        ("超声引导下的置管", "导管相关并发症的处理"),
    ),
    Applied(
        "330922002", "朱明远", 3, ApplicationStage.DRAFT, "心力衰竭规范化管理学习班",
        ("容量管理的新认识",),
    ),
)  # fmt: skip
ANSWERS = {
    "level": "municipal",
    "discipline": "14-01",
    "mode": "lecture",
    "assessment": "written",
    "enrolment": "80",
    "hours": "6",
    "points": "4",
    "cycles": "1",
    "place": "门诊楼5楼示教室",
    "goals": "统一评估与处理流程，使学员能独立完成常见情况的判断和上报。",
    "innovation": "以真实病例串联各讲，现场演练后逐项点评。",
    "degree": "本科",
    "history": "近三年主持市级项目两项，均按计划举办并完成核销。",
}

ESTABLISHED, OF_PHYSICIANS = "{year}-SJ-018", "{year}-SJ-026"
LISTED = (
    (ESTABLISHED, APPLICATIONS[0].name, ProjectLevel.MUNICIPAL, 400),
    (OF_PHYSICIANS, "基层慢性病综合管理学习班", ProjectLevel.MUNICIPAL, 300),
    ("{year}-ZJ-103", "老年综合评估与衰弱管理新进展", ProjectLevel.PROVINCIAL, 500),
    ("{year}-GJ-041", "急危重症多学科救治新技术", ProjectLevel.NATIONAL, 800),
)
HELD = Lesson(
    "project", 26, APPLICATIONS[0].name, "早期预警评分的应用", "蔡李铭", TrainingStage.DRAFT,
    rule="training-academic", hours=6, hour=8,
)  # fmt: skip

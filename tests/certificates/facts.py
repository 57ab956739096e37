"""What a certificate says, dealt by seed; nobody and nothing of it exists."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

NAMES = [
    "王清清",
    "李明",
    "张国华",
    "刘秀英",
    "陈志强",
    "欧阳雪梅",
    "赵琳",
    "黄建军",
    "周晓燕",
    "吴桂芳",
    "褚翯",
    "闻旦",
    "孙丽娟",
    "马超",
    "朱红霞",
    "胡敏",
    "林凤琴",
    "郭永胜",
    "何雨桐",
    "司马光远",
]
TOPICS = [
    "急性脑卒中规范化诊疗新进展学习班",
    "老年慢性病护理与康复培训班",
    "基层医院感染防控实用技术推广班",
    "消化内镜早癌诊断与治疗高级研修班",
    "危重症患者肠内营养支持新技术培训班",
    "糖尿病足综合管理学习班",
    "腹腔镜胃癌根治术手术配合护理新进展",
    "中西医结合防治骨质疏松症研讨班",
    "心电图危急值识别与处理培训班",
    "儿童重症肺炎诊治与呼吸支持技术学习班",
]
ORGANISERS = [
    "浙江省人民医院",
    "上海交通大学医学院附属瑞金医院",
    "江苏省肿瘤医院",
    "安徽医科大学第一附属医院",
    "福建省立医院",
    "中华医学会",
    "山东大学齐鲁医院",
    "江西省护理学会",
    "湖州市中心医院",
    "北京协和医院",
]
LEVELS = {"national": "国家级", "provincial": "省级", "municipal": "市级"}


@dataclass(frozen=True, slots=True)
class Facts:
    """One certificate. Hours and credits are as printed."""

    name: str
    number: str
    project: str
    organiser: str
    first: date
    last: date
    hours: str
    credits: str
    level: str

    @property
    def level_words(self) -> str:
        return LEVELS[self.level]

    @property
    def values(self) -> dict[str, str]:
        """Return what is to be read, by the field's code, as answers are kept."""
        return {
            "name": self.name,
            "project-number": self.number,
            "project-name": self.project,
            "organiser": self.organiser,
            "dates": f"{self.first.isoformat()}/{self.last.isoformat()}",
            "hours": self.hours,
            "credits": self.credits,
            "level": self.level,
        }


def some_facts(seed: int) -> Facts:
    """Deal one certificate."""
    dice = random.Random(f"facts {seed}")
    first = date(dice.choice((2024, 2025, 2026)), 1, 5) + timedelta(days=dice.randrange(330))
    level = dice.choice(list(LEVELS))
    group, place = f"{dice.randint(1, 20):02}", f"{dice.randint(1, 9):02}"
    number = f"{first.year}-{group}-{place}-{dice.randint(1, 399):03}"
    if level != "national":
        number += f"({'浙' if level == 'provincial' else '市'})" if dice.random() < 0.2 else ""
    return Facts(
        name=NAMES[seed % len(NAMES)],
        number=number,
        project=dice.choice(TOPICS),
        organiser=dice.choice(ORGANISERS),
        first=first,
        last=first + timedelta(days=dice.randint(1, 4)),
        hours=str(dice.choice((6, 9, 12, 15, 18, 24, 30))),
        credits=dice.choice(("2", "3", "4", "5", "6", "8", "10", "2.5", "0.5", "1.5")),
        level=level,
    )

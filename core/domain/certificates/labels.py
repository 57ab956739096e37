"""What certificates call what they say, and what else stands on them with a colon."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from core.domain.certificates.signs import Signs
from core.domain.credits.readings import ReadField

LABELS: Mapping[ReadField, tuple[str, ...]] = {
    ReadField.NAME: ("姓名", "学员姓名", "学员", "参会人员", "参加人员", "学员名称", "参训人员"),
    ReadField.PROJECT_NUMBER: (
        "项目编号", "项目编码", "项目号", "项目批准号", "项目批准文号", "课程编号", "编号", "项目代码",
        "继续教育项目编号", "批准文号",
    ),
    ReadField.PROJECT_NAME: (
        "项目名称", "培训项目", "继续教育项目名称", "继续医学教育项目名称", "培训班名称", "学习班名称",
        "会议名称", "活动名称", "课程名称", "培训名称", "班次名称", "学习内容", "培训内容", "参加项目",
    ),
    ReadField.ORGANISER: (
        "主办单位", "举办单位", "主办方", "项目举办单位", "项目主办单位", "举办机构", "主办机构",
    ),
    ReadField.DATES: (
        "举办日期", "举办时间", "活动日期", "活动时间", "培训时间", "培训日期", "起止日期", "起止时间",
        "学习时间", "学习日期", "会议时间", "会议日期", "项目时间", "授课时间", "项目日期",
        "培训起止时间", "学习起止时间", "举办起止日期", "举办期限", "培训期限",
    ),
    ReadField.HOURS: (
        "学时", "学时数", "培训学时", "总学时", "学习学时", "完成学时", "获得学时", "课时", "学时合计",
    ),
    ReadField.CREDITS: (
        "学分", "学分数", "授予学分", "获得学分", "所获学分", "所授学分", "项目学分", "学分值", "总学分",
        "授予学分数", "获学分", "取得学分", "学分合计",
    ),
    ReadField.LEVEL: ("级别", "项目级别", "项目类别", "类别", "项目等级", "学分类别", "项目性质"),
}  # fmt: skip
OTHERS = (
    "时间", "日期", "证书编号", "证书号", "证号", "学分证编号", "学分证书编号", "流水号", "证件号", "证件号码", "身份证号",
    "身份证号码", "性别", "职称", "职务", "单位", "工作单位", "所在单位", "科室", "专业", "学科", "地点",
    "举办地点", "培训地点", "活动地点", "项目负责人", "负责人", "承办单位", "协办单位", "发证单位",
    "发证机关", "发证日期", "发证时间", "颁发日期", "颁证日期", "签发日期", "制证日期", "打印日期",
    "打印时间", "出生日期", "出生年月", "有效期", "有效期至", "备注", "盖章", "电话", "防伪码", "验证码",
    "查询网址", "参加方式", "学习方式", "培训方式", "角色", "学员编号", "人员编号", "授课教师", "年度",
    "学分证号", "报名时间", "考试时间", "成绩", "授予单位", "批准单位", "主管单位", "监制单位", "序号",
)  # fmt: skip
"""What is not asked for; a value ends where one of these begins."""

MEANING = {words: field for field, several in LABELS.items() for words in several}
KNOWN: Mapping[str, ReadField | None] = dict.fromkeys(OTHERS) | MEANING
_ANY = "|".join(sorted(KNOWN, key=len, reverse=True))
_WITH_COLON = re.compile(rf"(?P<label>{_ANY})\s*(?:\([^()]{{1,6}}\))?\s*:")
_AT_START = re.compile(rf"\s*(?P<label>{_ANY})\s*")
_SPREAD = re.compile(r"[\s:]+")


class Labelled(NamedTuple):
    """A label and what stands behind it in the same text, perhaps nothing.

    One without a colon is a label only if its value can be read.
    """

    label: str
    value: Signs
    has_colon: bool

    @property
    def field(self) -> ReadField | None:
        return KNOWN[self.label]


def is_label(text: str) -> bool:
    """Return whether a text is a label and nothing else."""
    return _SPREAD.sub("", text) in KNOWN


def is_part_of_label(text: str, following: str) -> bool:
    """Return whether a label was taken apart between these: 姓 | 名：王清清."""
    first, after = _SPREAD.sub("", text), following.lstrip()
    if len(first) > 2 or is_label(text):
        return False
    return any(_ends_label(first, after, label) for label in KNOWN)


def _ends_label(first: str, after: str, label: str) -> bool:
    rest = label.removeprefix(first)
    if rest == label or not after.startswith(rest):
        return False
    return not after[len(rest) :].strip() or after[len(rest) :].lstrip()[0] == ":"


def labelled(signs: Signs) -> Iterator[Labelled]:
    """Yield the labels of a text, each with what stands behind it, up to the next."""
    found = list(_WITH_COLON.finditer(signs.text))
    if not found and (start := _AT_START.match(signs.text)):
        yield Labelled(start["label"], signs.part(start.end(), len(signs.text)), False)
        return
    for one, following in zip(found, [*found[1:], None], strict=False):
        end = following.start() if following else len(signs.text)
        yield Labelled(one["label"], signs.part(one.end(), end), True)

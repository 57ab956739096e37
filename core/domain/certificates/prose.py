"""What certificates say in sentences: one table of patterns, each with a group `it`."""

import re
from collections.abc import Callable, Iterator, Mapping

from core.domain.certificates.levels import BOX, Found, has_boxes, level_in
from core.domain.certificates.people import BEARER, CALLED
from core.domain.certificates.signs import Signs, masked
from core.domain.certificates.values import (
    AMOUNT,
    DAY,
    ENDINGS,
    MOST_CREDITS,
    MOST_HOURS,
    NUMBER,
    PERSON,
    RANGE,
    amount_of,
    days_of,
    is_nobody,
    is_title,
    organisation_in,
)
from core.domain.credits.readings import ReadField

_KIND = (
    r"(?:(?:国家级|省级|市级)\s*)?(?:[I1l|]{1,2}类)?(?:继续医学教育|继教)?(?:项目|活动)?\s*:?\s*"
)
LONGEST_NAME = 4
"""Signs of a name in a sentence, where no label says that it is one."""
_NO_RULES = "".join(
    f"(?<!{one})" for one in ("规定", "办法", "通知", "条例", "标准", "细则", "意见")
)
_QUOTED = rf"[《“\"「](?P<it>[^《》“”\"「」,，。;]{{4,80}}{_NO_RULES})[》”\"」]"
_AFTER_TITLE = r"[,，。;；(\s]|(?:国家|省|市)级|的?学习(?!班|会|周|论坛)|$"
_TITLE = rf"(?P<it>[^《》“”\",，。;；():]{{4,60}}?(?:{ENDINGS}))(?={_AFTER_TITLE})"
_WHO = r"[\u4e00-\u9fff()、]"
_DOES = r"(?:[:：,，]|于|在|自|已|参加|全程|完成|出席|经|圆满|通过|$)"
_HAS = rf"(?:{CALLED}|,|，|\(|于\s*\d|参加|在\s*\d|完成)"
_PAPERS = r"\((?:身份证|证件|工号|[男女]|性别)"
PROSE: Mapping[ReadField, tuple[str, ...]] = {
    ReadField.NAME: (
        rf"(?:兹证明|兹有|特证明)\s*:?\s*(?P<it>{PERSON})\s*{_HAS}",
        rf"(?<!本)证明(?![单书])\s*:?\s*(?P<it>{BEARER})\s*{_HAS}",
        rf"^\s*(?P<it>{BEARER})\s*{CALLED}\s*(?:[:：,，]|于|参加|在|$)",
        rf"(?:[。;；,，:：]|单位|[我贵你本][院科]|医院|授予|兹有|尊敬的)\s*(?P<it>{BEARER})\s*{CALLED}\s*{_DOES}",
        rf"(?:护士|[医护药技]师|医生|老师|学员)\s*(?P<it>{BEARER})\s*(?:,|于|在|自|参加|完成|同志)",
        rf"(?:护士长?|[医护药技]师|医生|老师|学员|同志|教授|主任|院|科|中心)\s*(?P<it>{BEARER})\s*{_PAPERS}",
        rf"^\s*(?P<it>{BEARER})\s*{_PAPERS}",
        rf"^\s*(?P<it>{BEARER})\s*\([^()]{{2,24}}\)\s*(?:,|于|在|自|已|参加|完成)",
        rf"(?:兹证明|特证明)\s*:?\s*(?P<it>{BEARER})\s*$",
        rf"^\s*(?P<it>{BEARER})\s*,?\s*(?:于\s*\d|在\s*\d|自\s*\d|已|参加由|参加了|参加[“《]|完成)",
    ),
    ReadField.PROJECT_NAME: (
        _QUOTED,
        rf"(?:举办|主办|召开|组织|开展)的(?:下列|以下)?{_KIND}{_TITLE}",
        rf"(?:参加|完成|参与)了?(?:下列|以下)?{_KIND}{_TITLE}",
        rf"(?:项目|活动|培训|课程|学习|如下)[:：]\s*{_TITLE}",
        rf"^\s*{_TITLE}",
    ),
    ReadField.ORGANISER: (
        rf"由\s*(?P<it>{_WHO}{{4,40}}?)\s*(?:联合|负责|共同)?(?:主办|举办|承办|组织|召开)",
        rf"由\s*(?P<it>{_WHO}{{4,30}}?)\s*[于在][^,，。;；]{{2,40}}(?:主办|举办|召开)",
        rf"参加(?:了)?\s*(?P<it>{_WHO}{{4,30}}?)\s*(?:联合|共同)?(?:主办|举办|组织|召开)的",
        rf"[日号,，]\s*(?P<it>{_WHO}{{4,30}}?)\s*(?:联合|共同)?(?:主办|举办)的",
        rf"在\s*(?P<it>{_WHO}{{4,30}}?)\s*主办的",
        rf"^\s*\(?(?P<it>{_WHO}{{4,30}}?)\s*(?:联合|共同)?(?:主办|举办)\)?\s*$",
        rf"(?:参加|学习|完成)了\s*(?P<it>{_WHO}{{4,30}}?)\s*申报的",
    ),
    ReadField.DATES: (
        rf"(?P<it>{RANGE.pattern})",
        rf"(?:于|在|自)\s*(?P<it>{DAY})(?!\d|\s*(?:-|至|到))\s*[,，]?\s*(?:在|参加|举办|举行|召开)",
    ),
    ReadField.HOURS: (
        rf"[学课]时(?:数)?\s*(?:共|为|计)?\s*:?\s*{AMOUNT}(?!\d|\.\d|\s*(?:分|学分|年|$))",
        rf"(?<![\d.每]){AMOUNT}\s*(?:个)?\s*[学课]时(?!\s*(?:授予|=|计|折|/))",
    ),
    ReadField.CREDITS: (
        rf"(?<!累计)(?<!年度)学分(?:数|值)?\s*(?:共|为|计)?\s*:?\s*(?:[I1l|]{{1,2}}类|[一二甲乙]类|类)?\s*{AMOUNT}(?!\d|\.\d|\s*(?:学时|年|类|个?课时|$))",
        rf"(?<![\d.每年月])(?<!学时授予)(?<!学时计)(?:[I1l|]{{1,2}}类|[一二甲乙]类)?\s*{AMOUNT}\s*(?:个)?\s*学分(?!\s*(?:制|=|折|/))",
    ),
    ReadField.LEVEL: (
        r"(?P<it>国家级|省级|市级)\s*·?\s*(?:[I1l|]{1,2}类|[一二甲乙]类)?\s*(?:继续|继教|医学继续|项目|学分|中医药继续|\d|[,，。;；)]|$)",
        rf"(?P<it>国家级|省级|市级)\s*{BOX}",
    ),
}  # fmt: skip
_COMPILED = {field: [re.compile(one) for one in several] for field, several in PROSE.items()}
_OTHER_DAYS = re.compile(r"有效|报名|公示|注册|出生|[发制颁]证|考试|打印|签发|聘")
_NOT_ONLY_WHO = re.compile(
    "^[在于由经]|[我本贵][院会校科]|单位|[与及]|联合|共同|批准|指导|委托|[承协主举]办|参加|的"
)
_OURS = re.compile("[我本](?:院|会|中心|单位|校|科|所|局|站)(?:主办|举办|组织|召开)")
_HELD_BY = re.compile(
    "举办|主办|召开|组织的|开展的|参加|由|年.*月|如下|下列|以下|请|扫|登录|查询|关于|我院|感谢"
)


def _person(found: re.Match[str]) -> Found | None:
    is_long = len(found["it"]) > LONGEST_NAME and "·" not in found["it"]
    return None if is_long or is_nobody(found["it"]) else _as_said(found)


def _title(found: re.Match[str]) -> Found | None:
    """What is quoted is a title; all else must look like one and like nothing more."""
    is_quoted = found.re.pattern == _QUOTED
    is_plain = is_title(found["it"]) and not _HELD_BY.search(found["it"])
    return _as_said(found) if is_quoted or is_plain else None


def _as_said(found: re.Match[str]) -> Found:
    return Found(*found.span("it"), found["it"].strip())


def _organisation(found: re.Match[str]) -> Found | None:
    read = None if _NOT_ONLY_WHO.search(found["it"]) else organisation_in(found["it"])
    return _as_said(found) if read and read.value == found["it"].strip() else None


def _days(found: re.Match[str]) -> Found | None:
    if _OTHER_DAYS.search(found.string[max(0, found.start() - 8) : found.start()]):
        return None
    if "日" in found["it"] and found.end("it") == len(found.string) and found["it"][-1].isdigit():
        return None  # the line that ends it may be lost
    inner = re.search(re.escape(found["it"]), found.string[found.start("it") :])
    read = days_of(inner) if inner else None
    return Found(*found.span("it"), read.value) if read else None


def _level(found: re.Match[str]) -> Found | None:
    if has_boxes(found.string):
        return level_in(found.string)
    read = level_in(found["it"])
    return Found(*found.span("it"), read.value) if read else None


_READ: Mapping[ReadField, Callable[[re.Match[str]], Found | None]] = {
    ReadField.NAME: _person,
    ReadField.PROJECT_NAME: _title,
    ReadField.ORGANISER: _organisation,
    ReadField.DATES: _days,
    ReadField.HOURS: lambda found: amount_of(found, MOST_HOURS),
    ReadField.CREDITS: lambda found: amount_of(found, MOST_CREDITS),
    ReadField.LEVEL: _level,
}


def numbers_in(signs: Signs) -> list[tuple[str, Signs]]:
    """Return the project numbers of a text."""
    return [(one[0], signs.part(*one.span())) for one in NUMBER.finditer(signs.text)]


def is_ours(signs: Signs) -> bool:
    """Return whether a text says that whoever signed it held the training."""
    return _OURS.search(signs.text) is not None


def without_numbers(signs: Signs) -> Signs:
    """A project's number looks like days to whoever looks for days."""
    return masked(signs, [one.span() for one in NUMBER.finditer(signs.text)])


def said(field: ReadField, signs: Signs, *, begins: bool) -> Iterator[tuple[str, Signs]]:
    """Yield what a text says of a field by the first pattern that finds anything.

    What `begins` with a half sentence has no beginning that says who, or what.
    """
    for pattern in _COMPILED.get(field, ()):
        if not begins and pattern.pattern.startswith("^"):
            continue
        found = [_READ[field](one) for one in pattern.finditer(signs.text)]
        values = [(one.value, signs.part(one.start, one.end)) for one in found if one]
        if values:
            yield from values
            return

"""What certificates say in sentences: one table of patterns, each with a group `it`."""

import re
from collections.abc import Callable, Iterator, Mapping

from core.domain.certificates.signs import Signs, masked
from core.domain.certificates.values import (
    AMOUNT,
    DAY,
    MOST_CREDITS,
    MOST_HOURS,
    NUMBER,
    PERSON,
    RANGE,
    Found,
    amount_of,
    days_of,
    level_in,
    organisation_in,
)
from core.domain.credits.readings import ReadField

_ENDINGS = (
    "学习班|培训班|研修班|研讨班|研讨会|研修会|论坛|讲座|年会|大会|会议|培训|进展|提高班|高级班"
)
_KIND = (
    r"(?:(?:国家级|省级|市级)\s*)?(?:[I1l]{1,2}类)?(?:继续医学教育|继教)?(?:项目|活动)?\s*[:：]?"
)
_CALLED = r"(?:同志|老师|医师|医生|护士|先生|女士|同学|学员)"
_NO_RULES = "".join(
    f"(?<!{one})" for one in ("规定", "办法", "通知", "条例", "标准", "细则", "意见")
)
_QUOTED = rf"[《“\"「](?P<it>[^《》“”\"「」,，。;；]{{4,80}}{_NO_RULES})[》”\"」]"
PROSE: Mapping[ReadField, tuple[str, ...]] = {
    ReadField.NAME: (
        rf"(?:兹证明|兹有|特证明|证明)\s*:?\s*(?P<it>{PERSON})\s*(?:{_CALLED}|,|，|\(|于\s*\d|参加|在\s*\d|完成)",
        rf"^\s*(?P<it>{PERSON})\s*{_CALLED}\s*(?:[:：,，]|于|参加|在|$)",
        r"^\s*(?P<it>[\u3400-\u9fff·]{2,4}?)\s*(?:于\s*\d|参加由|参加了|参加“|参加《)",
    ),
    ReadField.PROJECT_NAME: (
        _QUOTED,
        rf"(?:举办|主办|召开|组织)的{_KIND}(?P<it>[^《》“”\",，。;；():]{{4,60}}?(?:{_ENDINGS}))(?=[,，。;；(\s]|学习|$)",
    ),
    ReadField.ORGANISER: (
        r"由\s*(?P<it>[\u4e00-\u9fff()、]{4,40}?)\s*(?:联合)?(?:主办|举办|承办|组织|召开)",
        r"参加(?:了)?\s*(?P<it>[\u4e00-\u9fff()]{4,30}?)\s*(?:主办|举办)的",
    ),
    ReadField.DATES: (
        rf"(?P<it>{RANGE.pattern})",
        rf"(?:于|在|自)\s*(?P<it>{DAY})(?!\d|\s*(?:-|至|到))\s*[,，]?\s*(?:在|参加|举办|举行|召开)",
    ),
    ReadField.HOURS: (
        rf"学时(?:数)?\s*(?:共|为|计)?\s*:?\s*{AMOUNT}(?!\d|\.\d|\s*(?:分|学分|年))",
        rf"(?<![\d.每]){AMOUNT}\s*(?:个)?\s*学时(?!\s*(?:授予|=|计|折|/))",
    ),
    ReadField.CREDITS: (
        rf"学分(?:数|值)?\s*(?:共|为|计)?\s*:?\s*(?:[I1l]{{1,2}}类|[一二]类|类)?\s*{AMOUNT}(?!\d|\.\d|\s*(?:学时|年|类|个?课时))",
        rf"(?<![\d.每年月])(?<!学时授予)(?<!学时计)(?:[I1l]{{1,2}}类|[一二]类)?\s*{AMOUNT}\s*(?:个)?\s*学分(?!\s*(?:制|=|折|/))",
    ),
    ReadField.LEVEL: (
        r"(?P<it>国家级|省级|市级)\s*(?:[I1l]{1,2}类)?\s*(?:继续医学教育|继教|继续教育|医学继续教育|项目|学分|中医药继续教育)",
    ),
}  # fmt: skip
_COMPILED = {field: [re.compile(one) for one in several] for field, several in PROSE.items()}
_OTHER_DAYS = re.compile(r"有效|报名|公示|注册|出生|发证")
_NOBODY = re.compile(r"证书|证明|单位|医院|本人|项目|学分|培训|学员|名称|您|你")


def _person(found: re.Match[str]) -> Found | None:
    return None if _NOBODY.search(found["it"]) else _as_said(found)


def _as_said(found: re.Match[str]) -> Found:
    return Found(*found.span("it"), found["it"].strip())


def _organisation(found: re.Match[str]) -> Found | None:
    read = organisation_in(found["it"])
    return _as_said(found) if read and read.value == found["it"].strip() else None


def _days(found: re.Match[str]) -> Found | None:
    if _OTHER_DAYS.search(found.string[max(0, found.start() - 8) : found.start()]):
        return None
    inner = re.search(re.escape(found["it"]), found.string[found.start("it") :])
    read = days_of(inner) if inner else None
    return Found(*found.span("it"), read.value) if read else None


def _level(found: re.Match[str]) -> Found | None:
    read = level_in(found["it"])
    return Found(*found.span("it"), read.value) if read else None


_READ: Mapping[ReadField, Callable[[re.Match[str]], Found | None]] = {
    ReadField.NAME: _person,
    ReadField.PROJECT_NAME: _as_said,
    ReadField.ORGANISER: _organisation,
    ReadField.DATES: _days,
    ReadField.HOURS: lambda found: amount_of(found, MOST_HOURS),
    ReadField.CREDITS: lambda found: amount_of(found, MOST_CREDITS),
    ReadField.LEVEL: _level,
}


def numbers_in(signs: Signs) -> list[tuple[str, Signs]]:
    """Return the project numbers of a text."""
    return [(one[0], signs.part(*one.span())) for one in NUMBER.finditer(signs.text)]


def without_numbers(signs: Signs) -> Signs:
    """A project's number looks like days to whoever looks for days."""
    return masked(signs, [one.span() for one in NUMBER.finditer(signs.text)])


def said(field: ReadField, signs: Signs) -> Iterator[tuple[str, Signs]]:
    """Yield what a text says of a field by the first pattern that finds anything."""
    for pattern in _COMPILED[field]:
        found = [_READ[field](one) for one in pattern.finditer(signs.text)]
        values = [(one.value, signs.part(one.start, one.end)) for one in found if one]
        if values:
            yield from values
            return

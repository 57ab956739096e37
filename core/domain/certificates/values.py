"""What a label's text says, by field: read to its end and believable, or not read."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from core.domain import points
from core.domain.certificates.levels import Found, level_in
from core.domain.certificates.signs import Signs
from core.domain.credits.readings import ReadField
from core.domain.errors import Refusal
from core.domain.numerals import NUMERALS
from core.domain.reading_days import parse_days

NUMBER = re.compile(
    r"(?<![\dA-Z-])[A-Z]{0,3}(?:19|20)\d\d-\d{2}-\d{2}-?\d{2,4}(?:\([\u4e00-\u9fffA-Z]{1,3}\))?(?![\d-]|:\d)"
)
"""A day that runs into a time of day is no number: 2025-09-1010:27."""
OTHER_NUMBER = re.compile(r"[\u4e00-\u9fffA-Z()\[\]〔〕\d][\u4e00-\u9fffA-Z()\[\]〔〕\d./-]{4,28}")
HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
PERSON = rf"[{HAN}](?:[{HAN}·]{{0,10}}?)[{HAN}]"
_PERSON = re.compile(rf"({PERSON})(?:\s*(?:同志|老师|医师|医生|先生|女士|同学)|\s|$|[,，。;；(])")
_SPOKEN = "一二三四五六七八九十廿"
_ONE = rf"(?:\d{{1,2}}|[{_SPOKEN}]{{1,3}})"
_YEAR = rf"(?:(?:19|20)\d\d|二[〇零][〇零{_SPOKEN}]{{2}})"
DAY = rf"{_YEAR}\s*[-年./]\s*{_ONE}\s*[-月./]\s*{_ONE}\s*[日号]?"
_TO = r"\s*起?\s*(?:-{1,2}|至|到)\s*"
_LISTED = rf"{DAY}(?:\s*[、和及]\s*{_ONE}\s*[日号]?){{1,5}}(?![\d{_SPOKEN}]|\s*[月./-])"
RANGE = re.compile(
    rf"{_LISTED}|"
    rf"{DAY}{_TO}(?:(?:{_YEAR}\s*[-年./]\s*)?{_ONE}\s*[-月./]\s*)?{_ONE}(?![\d{_SPOKEN}]|\s*[-月./]\s*\d)\s*[日号]?(?![\d.])"
)
_TIMES = re.compile(r"\d{1,2}:\d\d")
SINGLE = re.compile(rf"{DAY}(?![\d{_SPOKEN}])")
AMOUNT = rf"(?P<amount>\d{{1,3}}(?:\.\d{{1,2}})?|{NUMERALS})"
_HOURS = re.compile(
    rf"(?:共|总|计|累计)*\s*{AMOUNT}\s*(?:个)?\s*(?:学时|课时|小时)?\s*(?:[,，。;；)(]|$|\s)"
)
CLASS = r"(?:(?:国家|省|市|县)级)?\s*(?:[I1l|]{1,2}类|[一二甲乙]类|类)?\s*(?:学分)?\s*:?\s*"
_CREDITS = re.compile(rf"{CLASS}{AMOUNT}\s*(?:个)?\s*(?:学分|分)?\s*(?:[,，。;；)(]|$|\s)")
_PARTS, _BETWEEN = re.compile(r"[^\s/、,，]+"), re.compile(r"[^/、,，;]+")
MOST_HOURS, MOST_CREDITS = 30_000, 5_000
LONGEST_STAY = timedelta(days=370)
FIRST_YEAR = 2000
_ENDS = re.compile(r"[,，。;；]|\s{2,}|特此|$")
_ORGANISATION = re.compile(r"[\u4e00-\u9fff()、A-Za-z\d]{4,40}")
_TITLE = re.compile(r"[《“\"「]?\s*(?P<title>[^《》“”\"「」,，。;；]{4,80}?)\s*[》”\"」]?\s*")
ORGANISATION = (
    "医院|大学|学会|协会|中心|委员会|学院|研究所|研究院|卫生院|厅|局|站|公司|基金会|分会|"
    "集团|保健院|疾控|杂志社"
)
_ENDS_ORGANISATION = re.compile(rf"(?:{ORGANISATION})(?:\([^()]*\)|[\u4e00-\u9fff]{{0,8}})$")


ENDINGS = "班|[^学协员分教]会|会议|论坛|讲座|沙龙|培训|进展|课程|工作坊|学习周"
"""A title ends so; a society's name does not."""
_LABELS = "培训班|学习班|研修班|培训项目|项目名称"
"""What stands close before a title may be its label."""
_IS_TITLE = re.compile(
    rf"(?!{_LABELS}|属|为|是|包括|如下|由|于|在|及|和|与)[^,，。;；:]{{4,}}(?:{ENDINGS})"
)
_SAYS_NOTHING = re.compile(
    r"国家级|省级|市级|继续|医学|教育|项目|培训|学习|研修|本次|本期|上述|下列|该|本|我院|举办|的|班"
)
_NOBODY = re.compile(
    r"证书|证明|单位|医院|本人|项目|学分|培训|学员|名称|您|你|全[体院科]|所有|各|任何|有关|人员|[护技药]师|护士|主[任治管]|医师$|同志|^[该此]"
)


def number_in(text: str) -> Found | None:
    found = NUMBER.match(text) or OTHER_NUMBER.match(text)
    found = found and (NUMBER.search(text, 0, found.end()) or found)
    if found is None or sum(sign.isdigit() for sign in found[0]) < 4:
        return None
    return Found(*found.span(), found[0])


def person_in(text: str) -> Found | None:
    found = _PERSON.match(text)
    if found is None or len(found[1]) > 12 or _NOBODY.search(found[1]):
        return None
    return Found(*found.span(1), found[1])


def title_in(text: str) -> Found | None:
    """A title goes to the end of the text; punctuation in it would be somebody's sentence."""
    found = _TITLE.fullmatch(text)
    if found is None or NUMBER.search(text) or not re.search(rf"[{HAN}]{{3}}", text):
        return None
    is_organisation = _ENDS_ORGANISATION.search(text) and not _IS_TITLE.fullmatch(text)
    return None if is_organisation else Found(*found.span("title"), found["title"])


def is_title(text: str) -> bool:
    """Return whether a text can only be a training's name: it ends so and says what of."""
    return _IS_TITLE.fullmatch(text) is not None and len(_SAYS_NOTHING.sub("", text)) > 3


def is_nobody(text: str) -> bool:
    """Return whether what stands where a person's name might stand is none."""
    return _NOBODY.search(text) is not None


def organisation_in(text: str) -> Found | None:
    end = _ENDS.search(text)
    name = text[: end.start()].strip() if end else ""
    if not _ORGANISATION.fullmatch(name) or not _ENDS_ORGANISATION.search(name):
        return None
    return Found(0, len(name), name)


def days_in(text: str) -> Found | None:
    """Read a range, or a single day where only one is named."""
    if found := RANGE.search(text):
        return days_of(found)
    found = SINGLE.search(text)
    is_alone = found and not any(sign.isdigit() for sign in _TIMES.sub("", text[found.end() :]))
    return days_of(found) if found and is_alone else None


def days_of(found: re.Match[str]) -> Found | None:
    """Return the days that were matched, if they are days and believable as a training's."""
    try:
        first, last = parse_days(found[0].replace("起", ""), date.max)
    except Refusal:
        return None
    if first.year < FIRST_YEAR or last - first > LONGEST_STAY:
        return None
    return Found(*found.span(), f"{first.isoformat()}/{last.isoformat()}")


def is_range(signs: Signs) -> bool:
    """Return whether a text says a first and a last day."""
    return RANGE.search(signs.text) is not None


def days_between(first: str, last: str) -> str | None:
    """Return the days from one to another, each as it is read alone, if they are believable."""
    (begun, same), (ended, too) = (
        [date.fromisoformat(day) for day in days.split("/")] for days in (first, last)
    )
    is_single = begun == same and ended == too
    is_possible = is_single and timedelta(0) <= ended - begun <= LONGEST_STAY
    return f"{begun.isoformat()}/{ended.isoformat()}" if is_possible else None


def hours_in(text: str) -> Found | None:
    return amount_of(_HOURS.match(text), MOST_HOURS)


def credits_in(text: str) -> Found | None:
    return amount_of(_CREDITS.match(text), MOST_CREDITS)


def amount_of(found: re.Match[str] | None, most: int) -> Found | None:
    """Return an amount that was matched, up to so many hundredths."""
    if found is None:
        return None
    try:
        hundredths = points.parse(found["amount"])
    except Refusal:
        return None
    if not 0 < hundredths <= most:
        return None
    return Found(*found.span("amount"), points.show_quantity(hundredths))


READERS: Mapping[ReadField, Callable[[str], Found | None]] = {
    ReadField.NAME: person_in,
    ReadField.PROJECT_NUMBER: number_in,
    ReadField.PROJECT_NAME: title_in,
    ReadField.ORGANISER: organisation_in,
    ReadField.DATES: days_in,
    ReadField.HOURS: hours_in,
    ReadField.CREDITS: credits_in,
    ReadField.LEVEL: level_in,
}


def read(field: ReadField, signs: Signs, *, is_sure: bool = True) -> tuple[str, Signs] | None:
    """Return the value that a text says, and the part of it that says so.

    Without a label that is sure, names and numbers must look like nothing else.
    """
    found = READERS[field](signs.text)
    if found is None or not (is_sure or _is_plain(field, found.value)):
        return None
    return found.value, signs.part(found.start, found.end)


def _is_plain(field: ReadField, value: str) -> bool:
    if field is ReadField.PROJECT_NUMBER:
        return NUMBER.fullmatch(value) is not None
    return field is not ReadField.PROJECT_NAME or is_title(value)


def read_behind(
    fields: tuple[ReadField, ...], signs: Signs, *, is_sure: bool
) -> Iterator[tuple[ReadField, tuple[str, Signs]]]:
    """Yield what is said behind a label, be it of two things: 级别与编号 | 省级 2025-03-01-118."""
    if len(fields) == 1:
        if value := read(fields[0], signs, is_sure=is_sure):
            yield fields[0], value
        return
    pattern = _BETWEEN if len(_BETWEEN.findall(signs.text)) == len(fields) else _PARTS
    parts = [signs.part(*one.span()) for one in pattern.finditer(signs.text)]
    for place, field in enumerate(fields):
        if field is ReadField.PROJECT_NUMBER:
            found = [signs.part(*one.span()) for one in NUMBER.finditer(signs.text)]
            if len(found) == 1:
                yield field, (found[0].text, found[0])
        elif field in {ReadField.HOURS, ReadField.CREDITS}:
            if len(parts) == len(fields) and (value := read(field, parts[place])):
                yield field, value
        elif field in {ReadField.LEVEL, ReadField.DATES} and (value := read(field, signs)):
            yield field, value

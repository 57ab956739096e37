"""What is typed about a person, in a form or a row of a workbook, and what it comes to.

Every field is read by one function of `READERS`; what is wrong is told field by field, all at
once. Source: manual 2.1.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from core.domain.documents import DATED, EARLIEST_BIRTH, read_document
from core.domain.errors import Refusal
from core.domain.masking import normal_mobile
from core.domain.particulars import (
    FIELDS,
    OWN_NUMBERS,
    REQUIRED,
    DayUnlikely,
    DepartmentClosed,
    DocumentSaysOtherwise,
    FieldNeeded,
    MobileForm,
    NoLongerOffered,
    NoSuchChoice,
    NumberForm,
    NumberOfOurs,
    Particulars,
    YearUnlikely,
)
from core.domain.reading_days import parse_full_day
from core.domain.register import (
    Department,
    DocumentKind,
    PostType,
    Sex,
)
from core.domain.rulebook.offers import entries, is_offered
from core.domain.rulebook.rules import Rulebook
from core.domain.typed import TextTooLong, is_blank, normal_number, typed

NO_LEVEL = "none"
NOT_APPOINTED = "not-appointed"
LONGEST_TYPED = 200
LONGEST_NAME = 50
LONGEST_SPECIALTY = 40
LONGEST_POSITION = 40
MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
NUMBER = re.compile(r"\d{10}", re.ASCII)
FIRST_APPOINTMENT = 1950


TITLE_ONLY = frozenset({"title_awarded_on", "appointed_in"})
SAID_BY_DOCUMENT = frozenset({"sex", "born_on"})


class Lists(NamedTuple):
    """What the fields are read against: this year's rules and the unit's departments.

    Of too many departments a form offers some: then it `has_more`.
    """

    book: Rulebook
    departments: Sequence[Department]
    today: date
    has_more: bool = False


class Reading(NamedTuple):
    """What was read; without particulars, `faults` says why, by field."""

    particulars: Particulars | None
    faults: Mapping[str, Refusal]


def read_particulars(
    texts: Mapping[str, str],
    lists: Lists,
    before: Particulars | None = None,
    unread: Mapping[str, Refusal] = MappingProxyType({}),
) -> Reading:
    """Read what was typed, by field; a choice by its code or its name in any language.

    A field that is missing altogether stays as it was `before`, as does one that was empty and
    still is; of somebody new it is empty. Sex and day of birth that were not typed are taken from
    the document. Each fault is a refusal of one field; `unread` are those that are known already.
    """
    values: dict[str, Any] = {}
    faults: dict[str, Refusal] = dict(unread)
    kept = {} if before is None else {field: _kept(before, field) for field in FIELDS}
    stays = {field for field, value in kept.items() if _stays(texts.get(field), value)}
    for field in FIELDS:
        if field in unread:
            continue
        if field in stays:
            values[field] = kept[field]
            continue
        try:
            values[field] = _read(field, texts.get(field, ""), lists, values, before)
        except Refusal as fault:
            faults[field] = fault
    faults |= _unlike_document(values)
    missing = _needed(values, lists) - stays - _told_by_document(values, faults)
    faults |= {field: FieldNeeded() for field in missing if values.get(field, "") is None}
    if faults:
        return Reading(None, {field: faults[field] for field in FIELDS if field in faults})
    values["appointed_in"] = values["appointed_in"] or None
    del values["document_kind"]
    return Reading(Particulars(**values), {})


def _stays(text: str | None, kept: Any) -> bool:
    """Whether a field stays as it was: it is not there, or empty as it was before."""
    return text is None or (not kept and all(map(is_blank, text)))


def _kept(before: Particulars, field: str) -> Any:
    if field == "document_kind":
        return before.document.kind
    value = getattr(before, field)
    return NEVER if field == "appointed_in" and value is None else value


def _needed(values: Mapping[str, Any], lists: Lists) -> frozenset[str]:
    title = values.get("title")
    has_none = title is not None and lists.book.title(title).level == NO_LEVEL
    return REQUIRED - TITLE_ONLY if has_none else REQUIRED


def _read(
    field: str,
    text: str,
    lists: Lists,
    values: Mapping[str, Any],
    before: Particulars | None,
) -> Any:
    if all(map(is_blank, text)):
        return before.staff_number if before and field == "staff_number" else EMPTY.get(field)
    if len(text) > LONGEST_TYPED:
        raise TextTooLong(longest=LONGEST_TYPED, length=len(text))
    if field == "document":
        return read_document(values.get("document_kind"), text, lists.today)
    if field == "department":
        return _department(text, lists.departments, before)
    if field == "staff_number":
        return _staff_number(text, before)
    value = READERS[field](text, lists)
    if value != getattr(before, field, None) and not is_offered(lists.book, *_entry(field, value)):
        raise NoLongerOffered
    return value


def _entry(field: str, value: Any) -> tuple[str, str]:
    return IN_LIST.get(field, ""), str(value)


def _told_by_document(values: Mapping[str, Any], faults: Mapping[str, Refusal]) -> frozenset[str]:
    """Return what an identity card will tell as soon as its number is right."""
    will_tell = "document" in faults and values.get("document_kind") in {None, *DATED}
    return SAID_BY_DOCUMENT if will_tell else frozenset()


def _unlike_document(values: dict[str, Any]) -> dict[str, Refusal]:
    """Let the document say what was not typed; what was typed must be what it says."""
    document, faults = values.get("document"), dict[str, Refusal]()
    if document is None or document.born_on is None:
        return faults
    for field in sorted(SAID_BY_DOCUMENT):
        told = getattr(document, field)
        if field in values and values[field] is None:
            values[field] = told
        elif field in values and values[field] != told:
            faults[field] = DocumentSaysOtherwise()
    return faults


def _department(
    text: str, departments: Sequence[Department], before: Particulars | None
) -> Department:
    """Return a department by its id, number or name; one may stay in a closed one."""
    named = departments_named(text, departments)
    open_ones = [one for one in named if one.closed_on is None]
    if len(open_ones) == 1:
        return open_ones[0]
    if before is not None and before.department in named:
        return before.department
    raise DepartmentClosed if named and not open_ones else NoSuchChoice


def departments_named(text: str, departments: Iterable[Department]) -> list[Department]:
    """Return which departments have this id, number or name, however it was typed."""
    words = plain_name(text)
    return [one for one in departments if words in {one.id.upper(), *plain_names(one)}]


def plain_names(department: Department) -> set[str]:
    """Return by what words a department is meant: its number and its name."""
    return {department.code, plain_name(department.name)}


def plain_name(text: str) -> str:
    """Return the words by which something of a list is meant, however they were typed."""
    return normal_number(text)


def chosen(text: str, choices: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    """Return the code of a choice, by the code or by its name in any language."""
    words = plain_name(text)
    for code, names in choices:
        if words in {plain_name(code), *map(plain_name, names.values())}:
            return code
    raise NoSuchChoice


def _listed(text: str, lists: Lists, name: str) -> str:
    return chosen(text, lists.book.lists[name])


def _specialty(text: str, lists: Lists) -> str:
    """The list is ours and not complete: what it does not have is kept as it was typed."""
    try:
        return _listed(text, lists, "specialties")
    except NoSuchChoice:
        return typed(text, LONGEST_SPECIALTY)


def _day(text: str, lists: Lists) -> date:
    day = parse_full_day(text)
    if not EARLIEST_BIRTH <= day <= lists.today:
        raise DayUnlikely
    return day


def _appointed(text: str, lists: Lists) -> int:
    words = plain_name(text)
    if words in {plain_name(NOT_APPOINTED), *NOT_APPOINTED_WORDS}:
        return NEVER
    year = re.fullmatch(r"(\d{4})(?:\.0|年|年度)?", words, re.ASCII)
    if year is None or not FIRST_APPOINTMENT <= int(year[1]) <= lists.today.year:
        raise YearUnlikely(first=FIRST_APPOINTMENT, last=lists.today.year)
    return int(year[1])


def read_mobile(text: str) -> str:
    """Return the eleven digits of a mobile number. Raises MobileForm."""
    digits = normal_mobile(text)
    if not MOBILE.fullmatch(digits) or any(sign.isalpha() for sign in text):
        raise MobileForm
    return digits


def _staff_number(text: str, before: Particulars | None) -> str:
    number = normal_number(text)
    if not NUMBER.fullmatch(number):
        raise NumberForm
    if number.startswith(OWN_NUMBERS) and (before is None or number != before.staff_number):
        raise NumberOfOurs(first=OWN_NUMBERS)
    return number


IN_LIST = {
    "title": "titles",
    "status": "statuses",
    "staff_kind": "lists.staff-kinds",
    "specialty": "lists.specialties",
}
NEVER = 0
NOT_APPOINTED_WORDS = frozenset({"未聘任", "NOTAPPOINTED"})
EMPTY: Mapping[str, Any] = {"staff_number": "", "staff_kind": "", "position": ""}
READERS: Mapping[str, Callable[[str, Lists], Any]] = {
    "document_kind": lambda text, it: DocumentKind(_listed(text, it, "document-kinds")),
    "name": lambda text, _: typed(text, LONGEST_NAME),
    "sex": lambda text, it: Sex(_listed(text, it, "sexes")),
    "born_on": _day,
    "title": lambda text, it: chosen(text, entries(it.book, "titles")),
    "title_awarded_on": _day,
    "appointed_in": _appointed,
    "post_type": lambda text, it: PostType(_listed(text, it, "post-types")),
    "status": lambda text, it: chosen(text, entries(it.book, "statuses")),
    "mobile": lambda text, _: read_mobile(text),
    "specialty": _specialty,
    "staff_kind": lambda text, it: _listed(text, it, "staff-kinds"),
    "position": lambda text, _: typed(text, LONGEST_POSITION),
}

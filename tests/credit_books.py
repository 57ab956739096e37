"""Workbooks of credits as another system hands them out."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.domain.credits.taken_over import RowFate
from core.domain.register import Actor
from core.ports import Desk
from core.records.jobs import Job
from core.usecases.credits.imports import ask_for_check, ask_to_take_over, read_check
from core.usecases.jobs.jobs import read_job
from core.workbook_checks import Check
from tests import cast
from tests.jobs import work_off
from tests.people_books import book_of

assert cast.NURSE.staff
NUMBER, NAME = cast.NURSE.staff.staff_number, cast.NURSE.staff.name
HEADINGS = ("人员编号", "姓名", "证件号码", "年度", "授分日期", "项目编号", "活动名称",
            "学分子分类", "学分", "学时", "授予单位")  # fmt: skip
SOURCE = "省继续医学教育管理系统"


def a_row(**other: Any) -> dict[str, Any]:
    """Return a row about 闻旦."""
    return {
        "人员编号": NUMBER,
        "姓名": NAME,
        "年度": 2026,
        "授分日期": "2026-03-16",
        "活动名称": "危重症护理新进展",
        "学分子分类": "公需科目",
        "学分": "20",
        "学时": "72",
        "授予单位": "省护理学会",
    } | other


def credits_of(*rows: Mapping[str, Any]) -> bytes:
    return book_of(rows, HEADINGS)


async def checked(desk: Desk, who: Actor, *rows: Mapping[str, Any]) -> Check[RowFate]:
    """Hand rows in and wait for what they would do."""
    job = await ask_for_check(desk, who, "学分.xlsx", credits_of(*rows), SOURCE)
    await work_off(desk)
    return (await read_check(desk, who, job.id)).check


async def taken_over(desk: Desk, who: Actor, check: Check[RowFate]) -> Job:
    """Let all of it be taken over, and return the job as it ended."""
    job = await ask_to_take_over(desk, who, check.job.id)
    await work_off(desk)
    return await read_job(desk, who, job.id)


def fates(check: Check[RowFate]) -> Sequence[str]:
    return [row.kind.value for row in check.rows]

"""Workbooks of credits as another system hands them out."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.domain.credits.taken_over import RowFate
from core.domain.register import Actor
from core.ports import Desk
from core.records.jobs import Job
from core.usecases.credits.imports import ask_for_check
from core.usecases.jobs.jobs import read_job
from core.usecases.workbooks import ask_to_enter, read_check
from core.workbook_checks import Check
from tests import cast
from tests.jobs import work_off
from tests.people_books import book_of

assert cast.NURSE.staff
NUMBER, NAME = cast.NURSE.staff.staff_number, cast.NURSE.staff.name
HEADINGS = ("人员编号", "姓名", "证件号码", "年度", "授分日期", "项目编号", "活动名称",
            "学分子分类", "学分", "学时", "授予单位")  # fmt: skip
CLAIM_HEADINGS = ("人员编号", "姓名", "证件号码", "年度", "具体规定", "学时或天数", "作者排名",
                  "活动日期", "活动名称", "项目编号", "举办单位", "任务内容", "学历",
                  "备注")  # fmt: skip
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


def a_claim(**other: Any) -> dict[str, Any]:
    """Return a row of 6 hours in another province: 2 credits that 闻旦 claims."""
    return {
        "人员编号": NUMBER,
        "姓名": NAME,
        "具体规定": "赴外省获得学分(国家级)",
        "学时或天数": 6,
        "活动日期": "2026-03-16 至 2026-03-17",
        "活动名称": "危重症护理新进展",
        "项目编号": "2026-01",
        "举办单位": "中华护理学会",
    } | other


def claims_of(*rows: Mapping[str, Any]) -> bytes:
    return book_of(rows, CLAIM_HEADINGS)


def credits_of(*rows: Mapping[str, Any]) -> bytes:
    return book_of(rows, HEADINGS)


async def checked(desk: Desk, who: Actor, *rows: Mapping[str, Any]) -> Check[RowFate]:
    """Hand rows in and wait for what they would do."""
    job = await ask_for_check(desk, who, "学分.xlsx", credits_of(*rows), SOURCE)
    await work_off(desk)
    return await read_check(desk, who, job.id)


async def taken_over(desk: Desk, who: Actor, check: Check[RowFate]) -> Job:
    """Let all of it be taken over, and return the job as it ended."""
    job = await ask_to_enter(desk, who, check.job.id)
    await work_off(desk)
    return await read_job(desk, who, job.id)


def fates(check: Check[RowFate]) -> Sequence[str]:
    return [row.kind.value for row in check.rows]

"""Steps that tests of projects begin with: a list, a project, an application."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.domain.people_import import RowKind
from core.domain.projects.application import Application
from core.domain.projects.project import Project
from core.domain.register import Actor
from core.ports import Desk
from core.records.jobs import Job
from core.usecases.jobs.jobs import read_job
from core.usecases.projects.applications import read_application, start_application
from core.usecases.projects.files import attach_application_file
from core.usecases.projects.imports import ask_for_check
from core.usecases.projects.leading import add_lecture, name_leader
from core.usecases.projects.outcomes import set_window
from core.usecases.projects.published import list_projects
from core.usecases.workbooks import ask_to_enter, read_check
from core.workbook_checks import Check
from tests import cast
from tests.bot.world import photo
from tests.jobs import work_off
from tests.people_books import book_of

HEADINGS = ("年度", "项目编号", "项目名称", "级别", "主办单位", "举办地点", "起止日期", "学分")
UNIT, HEAD = cast.UNIT_ADMINISTRATOR.actor, cast.HEAD_NURSE.actor
ANSWERS = {
    "name": "静脉治疗新进展学习班",
    "level": "municipal",
    "discipline": "01-01",
    "mode": "lecture",
    "assessment": "written",
    "enrolment": "80",
    "hours": "6",
    "points": "3",
    "cycles": "1",
    "goals": "规范静脉治疗操作",
    "innovation": "引入超声引导置管",
    "degree": "硕士",
    "history": "2025 年举办市级项目 1 项",
}


def a_project(**other: Any) -> dict[str, Any]:
    """Return a row of a published list."""
    return {
        "年度": "2026",
        "项目编号": "2026-SJ-018",
        "项目名称": "危重症护理新进展",
        "级别": "省级",
        "主办单位": "海晏医院",
        "举办地点": "海晏",
        "起止日期": "2026-05-12 至 05-14",
        "学分": "5",
    } | other


async def checked(desk: Desk, *rows: Mapping[str, Any], who: Actor = UNIT) -> Check[RowKind]:
    """Hand a list in and wait for what it would do."""
    job = await ask_for_check(desk, who, book_of(rows, HEADINGS))
    await work_off(desk)
    return await read_check(desk, who, job.id)


async def entered(desk: Desk, check: Check[RowKind], who: Actor = UNIT) -> Job:
    job = await ask_to_enter(desk, who, check.job.id)
    await work_off(desk)
    return await read_job(desk, who, job.id)


async def published(desk: Desk, **other: Any) -> Project:
    """Return a project that the unit's list has by now."""
    row = a_project(**other)
    assert (await entered(desk, await checked(desk, row))).error is None
    found = (await list_projects(desk, UNIT)).rows
    return next(one for one in found if one.number == row["项目编号"])


async def taking_applications(desk: Desk, year: int = 2026) -> None:
    await set_window(desk, UNIT, str(year), date(2026, 6, 1), date(2026, 6, 30))


async def an_application(
    desk: Desk, who: Actor = HEAD, leader: cast.Person = cast.HEAD_NURSE, **answers: str
) -> Application:
    """Return an application with everything that is asked for, not submitted yet."""
    begun = await start_application(desk, who, "2026", ANSWERS | answers)
    assert not begun.refused, begun.refused
    application_id = begun.application.id
    assert leader.staff
    await name_leader(desk, who, application_id, leader.staff.name)
    for teacher in (leader.staff.staff_number, "周老师"):
        lecture = {"topic": "导管维护", "teacher": teacher, "hours": "3"}
        _, refused = await add_lecture(desk, who, application_id, lecture)
        assert not refused
    await attach_application_file(desk, who, application_id, "signature", "签字页.jpg", photo())
    return (await read_application(desk, who, application_id)).application

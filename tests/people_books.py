"""Workbooks of people as somebody hands them in, by a library that the product does not use."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from core.domain.lists import EVERYTHING
from core.domain.people_import import RowKind
from core.domain.register import Actor
from core.exports import Ending, export_list
from core.ports import Desk
from core.records.jobs import Job
from core.usecases.jobs.jobs import read_job
from core.usecases.register.imports import ask_for_check
from core.usecases.register.people_export import REGISTER
from core.usecases.workbooks import ask_to_enter, read_check
from core.workbook_checks import Check
from tests import cast
from tests.jobs import work_off

HEADINGS = ("人员编号", "姓名", "证件号码", "当前职称", "职称评定时间", "职称聘任年度", "科室",
            "在编状态", "人员状态", "手机", "专业")  # fmt: skip


def newcomer(number: int, **other: Any) -> dict[str, Any]:
    """Return a row of somebody new."""
    return {
        "人员编号": "",
        "姓名": f"新人{number}",
        "证件号码": cast.document_number(date(1990, 1, 2), number % 1000),
        "当前职称": "护师",
        "职称评定时间": "2020-12-31",
        "职称聘任年度": "2021",
        "科室": "护理",
        "在编状态": "在编",
        "人员状态": "正常",
        "手机": f"137{number:08}",
        "专业": "护理学",
    } | other


def book_of(rows: Sequence[Mapping[str, Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    """Return a workbook with these rows below the headings."""
    book = Workbook()
    page = book.active
    page.append(list(headings))
    for row in rows:
        page.append([row.get(heading) for heading in headings])
    for cell in (cell for line in page for cell in line if isinstance(cell.value, str)):
        cell.data_type = "s"  # "=1+1" is what somebody is called here
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def opened(content: bytes) -> Any:
    """Return the first sheet."""
    return load_workbook(BytesIO(content)).worksheets[0]


async def checked(desk: Desk, who: Actor, content: bytes) -> Check[RowKind]:
    """Hand a workbook in and wait for what it would do."""
    job = await ask_for_check(desk, who, content)
    await work_off(desk)
    return await read_check(desk, who, job.id)


async def entered(desk: Desk, who: Actor, check: Check[RowKind]) -> Job:
    """Let all of it be entered, and return the job as it ended."""
    job = await ask_to_enter(desk, who, check.job.id)
    await work_off(desk)
    return await read_job(desk, who, job.id)


async def exported(desk: Desk, who: Actor) -> bytes:
    """Return the register as it is taken along to be changed and imported again."""
    document = await export_list(desk, who, REGISTER, EVERYTHING, Ending.XLSX)
    return document.content

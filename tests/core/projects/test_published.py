"""The year's published list: checked first, entered whole, and what credits are held against."""

import asyncio
from contextvars import copy_context
from dataclasses import replace
from typing import Any

import pytest

from core.domain.credits.credit import FlagKind
from core.domain.errors import NotAllowed
from core.domain.handed_rows import HandedRow
from core.domain.lists import ListQuery
from core.domain.people_import import RowKind
from core.domain.projects.rows import read_rows
from core.ports import Desk
from core.usecases.credits.entry import revise_draft, start_draft, submit_credit
from core.usecases.credits.evidence import attach_evidence
from core.usecases.credits.sheets import read_credit
from core.usecases.projects.imports import ask_for_check
from core.usecases.projects.published import list_projects
from core.usecases.workbooks import ask_to_enter
from core.workbook_checks import ImportHasFaults, NothingToImport
from core.workbooks.refusals import TooManyCells
from tests import cast
from tests.bot.world import photo
from tests.people_books import book_of
from tests.projects import HEAD, UNIT, a_project, checked, entered, published

NURSE = cast.NURSE.actor
ENTRY = {"category": "out-of-province", "rule": "out-of-province-national", "quantity": "6"}


async def test_a_list_is_shown_first_then_entered_and_found(desk: Desk) -> None:
    check = await checked(
        desk, a_project(), a_project(项目编号="2026-GJ-1", 项目名称="国家级班", 级别="国家级")
    )
    assert [row.kind for row in check.rows] == [RowKind.NEW, RowKind.NEW]
    assert (await list_projects(desk, UNIT)).rows == []
    assert (await entered(desk, check)).error is None
    one, other = (await list_projects(desk, NURSE)).rows
    assert (one.number, other.number) == ("2026-GJ-1", "2026-SJ-018")
    assert (str(other.starts_on), str(other.ends_on), other.points) == (
        "2026-05-12", "2026-05-14", 500,
    )  # fmt: skip

    async def found(**filters: Any) -> list[str]:
        return [it.number for it in (await list_projects(desk, HEAD, ListQuery("", filters))).rows]

    assert await found(level="national") == ["2026-GJ-1"]
    assert await found(words="ｓｊ-018") == ["2026-SJ-018"]
    assert await found(words="危重症") == ["2026-SJ-018"]
    assert await found(year=2025) == []
    assert await found(words="\u200b") == []
    assert (await list_projects(desk, cast.STRANGER.actor)).rows == []


async def test_a_list_that_comes_again_changes_nothing_and_a_changed_row_is_corrected(
    desk: Desk,
) -> None:
    await published(desk)
    again = await checked(desk, a_project())
    assert [row.kind for row in again.rows] == [RowKind.SAME]
    with pytest.raises(NothingToImport):
        await ask_to_enter(desk, UNIT, again.job.id)
    later = await checked(desk, a_project(举办地点="望春", 项目编号=" 2026-sj-018 "))
    assert [row.kind for row in later.rows] == [RowKind.CHANGED]
    await entered(desk, later)
    (one,) = (await list_projects(desk, UNIT)).rows
    assert one.place == "望春"


async def test_a_row_is_wrong_that_repeats_a_number_and_then_nothing_is_entered(
    sqlite_desk: Desk,
) -> None:
    check = await checked(sqlite_desk, a_project(), a_project(项目名称="另一个"))
    assert [row.kind for row in check.rows] == [RowKind.NEW, RowKind.WRONG]
    assert "2" in check.rows[1].faults[0][1]
    with pytest.raises(ImportHasFaults):
        await ask_to_enter(sqlite_desk, UNIT, check.job.id)


async def test_what_was_changed_since_it_was_shown_is_not_entered(sqlite_desk: Desk) -> None:
    check = await checked(sqlite_desk, a_project())
    await published(sqlite_desk, 举办地点="望春")
    assert (await entered(sqlite_desk, check)).error == "import-overtaken"


async def test_a_list_waits_for_one_that_corrects_the_same_projects_and_is_told_of_it(
    desk: Desk,
) -> None:
    project = await published(desk)
    check, outside = await checked(desk, a_project(举办地点="慈城")), copy_context()
    async with desk.store.transaction() as tx:
        await tx.projects.of_years(project.unit_id, [project.year], hold=True)
        entering = asyncio.create_task(entered(desk, check), context=outside)
        await asyncio.wait([entering], timeout=0.3)  # as far as it gets; it must not overtake us
        await tx.projects.put([], [replace(project, place="望春")])
    assert (await entering).error == "import-overtaken"
    (one,) = (await list_projects(desk, UNIT)).rows
    assert one.place == "望春"


async def test_a_list_of_fifty_thousand_rows_is_refused_with_a_sentence(sqlite_desk: Desk) -> None:
    lines = "\n".join(f"N{number},项目{number},省级" for number in range(50_000))
    with pytest.raises(TooManyCells):
        await ask_for_check(sqlite_desk, UNIT, f"项目编号,项目名称,级别\n{lines}".encode())


async def test_only_the_unit_enters_lists(sqlite_desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        await ask_for_check(sqlite_desk, HEAD, book_of([a_project()], list(a_project())))


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("level", "校级", "no-such-choice"),
        ("number", "", "field-needed"),
        ("year", "1999", "year-unlikely"),
        ("points", "很多", "not-a-number"),
        ("starts_on", "五月三十二日", "not-a-date"),
        ("ends_on", "2026-05-01", "not-a-date"),
        ("name", "长" * 301, "text-too-long"),
    ],
)
def test_every_wrong_field_is_told_by_itself(field: str, text: str, code: str) -> None:
    texts = {"number": "1", "name": "班", "level": "省级", "starts_on": "2026-05-12", field: text}
    (row,) = read_rows([HandedRow(2, texts)], "unit", 2026)
    assert {name: fault.code for name, fault in row.faults.items()} == {field: code}


async def test_a_claim_is_filled_in_from_the_list_by_its_project_number(desk: Desk) -> None:
    await published(desk)
    draft = await start_draft(desk, NURSE)
    revision = await revise_draft(desk, NURSE, draft.id, ENTRY | {"project-number": "2026-sj-018"})
    assert revision.credit.claim.details == {
        "project-number": "2026-SJ-018",
        "project-name": "危重症护理新进展",
        "organiser": "海晏医院",
        "dates": "2026-05-12/2026-05-14",
    }
    kept = await revise_draft(desk, NURSE, draft.id, {"project-name": "危重症班"})
    assert kept.credit.claim.details["project-name"] == "危重症班"
    await published(desk, 项目编号="2026-GJ-1", 项目名称="国家级班", 主办单位="望春医院")
    other = await revise_draft(desk, NURSE, draft.id, {"project-number": "2026-GJ-1"})
    details = other.credit.claim.details  # what was typed stays, what was filled in follows
    assert (details["project-name"], details["organiser"]) == ("危重症班", "望春医院")


async def test_a_number_typed_where_the_name_is_asked_for_fills_both(sqlite_desk: Desk) -> None:
    await published(sqlite_desk)
    draft = await start_draft(sqlite_desk, NURSE)
    answers = ENTRY | {"project-name": "２０２６-SJ-018"}
    details = (await revise_draft(sqlite_desk, NURSE, draft.id, answers)).credit.claim.details
    assert (details["project-name"], details["project-number"]) == (
        "危重症护理新进展",
        "2026-SJ-018",
    )


async def test_a_number_that_the_list_lacks_is_a_hint_to_both_and_no_refusal(desk: Desk) -> None:
    draft = await start_draft(desk, NURSE)
    answers = ENTRY | {"project-name": "别处的班", "project-number": "X-1", "organiser": "别处"}
    await revise_draft(desk, NURSE, draft.id, answers | {"dates": "2026-05-12"})
    assert (await read_credit(desk, NURSE, draft.id)).flags == ()  # there is no list yet
    await published(desk)
    (flag,) = (await read_credit(desk, NURSE, draft.id)).flags
    assert (flag.kind, flag.year) == (FlagKind.NOT_PUBLISHED, 2026)
    for kind, content in (("certificate", photo(1)), ("invoice", photo(2))):
        await attach_evidence(desk, NURSE, draft.id, f"{kind}.jpg", content, key=kind, kind=kind)
    seen = (await read_credit(desk, NURSE, draft.id)).credit.version
    await submit_credit(desk, NURSE, draft.id, seen=seen)
    told = {one.kind for one in (await read_credit(desk, HEAD, draft.id)).flags}
    assert FlagKind.NOT_PUBLISHED in told

"""Credits of many people by workbook: shown first, entered whole, each with its usual review."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from core.domain.credits.credit import Credit, Origin, Stage
from core.domain.credits.taken_over import RowFate
from core.domain.errors import NotAllowed, NotFound
from core.domain.register import Actor, actor_of
from core.domain.review import Decision
from core.drafts import EnteringNotGranted
from core.import_sorts import CLAIMING
from core.ports import Desk
from core.records.jobs import Job
from core.usecases.credits.claim_workbooks import (
    handed_workbook,
    list_workbooks,
    workbook_of_claim,
)
from core.usecases.credits.companions import enter_for_many
from core.usecases.credits.credit_template import credit_template
from core.usecases.credits.entry import submit_credit
from core.usecases.credits.import_jobs import enter_credits
from core.usecases.credits.imports import ask_for_check, check_again
from core.usecases.credits.sheets import read_credit
from core.usecases.jobs.jobs import read_job
from core.usecases.messages.notices import read_inbox
from core.usecases.register.departments import grant_entering
from core.usecases.register.granting import grant_person
from core.usecases.register.transfer import move_within
from core.usecases.review import decide
from core.usecases.workbooks import ask_to_enter, judged_workbook, read_check
from core.workbook_checks import Check, ImportHasFaults, NothingToImport
from tests import cast
from tests.credit_books import a_claim, claims_of, fates
from tests.jobs import work_off
from tests.people_books import opened

UNIT, HEAD, NURSE = cast.UNIT_ADMINISTRATOR.actor, cast.HEAD_NURSE.actor, cast.NURSE
assert NURSE.staff
assert cast.COLLEAGUE.staff
STAFF, COLLEAGUE = NURSE.staff, cast.COLLEAGUE.staff
LONG = {"学时或天数": 60, "活动日期": "2026-03-16 至 2026-03-27"}


def of_colleague(**other: Any) -> dict[str, Any]:
    return a_claim(人员编号=COLLEAGUE.staff_number, 姓名=COLLEAGUE.name) | other


async def checked(desk: Desk, who: Actor, *rows: Mapping[str, Any]) -> Check[RowFate]:
    """Hand rows in and wait for what they would do."""
    job = await ask_for_check(desk, who, "学分.xlsx", claims_of(*rows), sort=CLAIMING)
    await work_off(desk)
    return await read_check(desk, who, job.id)


async def entered(desk: Desk, who: Actor, *rows: Mapping[str, Any]) -> Job:
    """Let all of it be entered, and return the job as it ended."""
    check = await checked(desk, who, *rows)
    job = await ask_to_enter(desk, who, check.job.id)
    await work_off(desk)
    return await read_job(desk, who, job.id)


async def of(desk: Desk, staff_id: str = STAFF.id, year: int = 2026) -> list[Credit]:
    async with desk.store.reading() as tx:
        return await tx.credits.of_year(staff_id, year)


async def test_each_row_is_a_claim_before_its_usual_reviewer_and_the_file_its_evidence(
    desk: Desk,
) -> None:
    check = await checked(desk, HEAD, a_claim(), of_colleague(**LONG))
    assert fates(check) == ["new", "new"]
    assert check.rows[1].notes[0].endswith("10.0 学分 · 30 学时")
    assert {one["points_after"] for one in check.more["years"]} == {"2.0", "10.0"}
    assert await of(desk) == []
    job = await ask_to_enter(desk, HEAD, check.job.id)
    await work_off(desk)
    ended = await read_job(desk, HEAD, job.id)
    assert ended.outcome
    assert ended.outcome["counts"] == {"new": 2, "double": 0, "wrong": 0, "people": 2}
    (claim,), (other,) = await of(desk), await of(desk, COLLEAGUE.id)
    assert (claim.stage, claim.origin) == (Stage.UNIT_REVIEW, Origin.DEPARTMENT)
    assert (claim.points, claim.effective_on, other.points) == (200, None, 1000)
    sheet = await read_credit(desk, UNIT, claim.id)
    assert (sheet.faults, sheet.evidence, sheet.sees_workbook) == ([], [], True)
    assert not (await read_credit(desk, NURSE.actor, claim.id)).sees_workbook
    kept = opened((await workbook_of_claim(desk, UNIT, claim.id)).content)
    assert [row[0] for row in kept.values][1:] == [STAFF.staff_number, COLLEAGUE.staff_number]
    with pytest.raises(NotFound):
        await workbook_of_claim(desk, NURSE.actor, claim.id)
    told = [one for one in (await read_inbox(desk, UNIT)).rows if one.key == "claims-handed-in"]
    assert [one.details["count"] for one in told] == [2]
    async with desk.store.reading() as tx:
        events = await tx.journal.of(claim.subject)
        (stored,) = await tx.results.of([STAFF.id], 2026)
    assert [one.verb for one in events] == ["entered", "submitted"]
    assert (stored.counting_points, stored.is_dirty) == (0, False)


async def test_what_is_returned_is_put_forward_again_with_its_workbook(desk: Desk) -> None:
    await entered(desk, HEAD, a_claim())
    (claim,) = await of(desk)
    back = await decide(
        desk, UNIT, claim.subject, Decision.RETURN, seen=claim.version, reason="请补证书"
    )
    again = await submit_credit(desk, HEAD, claim.id, seen=back.version)
    assert again.stage is Stage.UNIT_REVIEW
    outcomes = await enter_for_many(desk, HEAD, claim.id, [COLLEAGUE.id])
    assert outcomes[0].refusal is not None  # another person's needs files of its own


async def test_the_units_own_rows_go_the_units_way(desk: Desk) -> None:
    """What needs the authority goes there, the rest is approved and counts from the next day."""
    await entered(
        desk,
        UNIT,
        a_claim(),
        a_claim(具体规定="执行援藏、援疆、援青、援外任务及重大应急救援等政府指令性任务(不满三个月)",
                学时或天数=5, 活动日期="2026-04-01 至 2026-04-30", 任务内容="巡诊",
                活动名称="援疆医疗队"),
    )  # fmt: skip
    by_stage = {one.stage: one for one in await of(desk)}
    assert by_stage.keys() == {Stage.AUTHORITY_REVIEW, Stage.APPROVED}
    assert by_stage[Stage.APPROVED].effective_on == date(2026, 6, 16)
    waiting = by_stage[Stage.AUTHORITY_REVIEW]
    assert (await read_credit(desk, cast.AUTHORITY.actor, waiting.id)).sees_workbook
    assert (await workbook_of_claim(desk, cast.AUTHORITY.actor, waiting.id)).content


@pytest.mark.parametrize(
    ("other", "columns"),
    [
        ({"人员编号": cast.STRANGER.staff and cast.STRANGER.staff.staff_number}, ["人员编号"]),
        ({"姓名": "别人"}, ["姓名"]),
        ({"具体规定": ""}, ["具体规定"]),
        ({"具体规定": "没有这一条"}, ["具体规定"]),
        ({"具体规定": "出版著作"}, ["具体规定"]),
        ({"学时或天数": ""}, ["数量"]),
        ({"学时或天数": 1_000}, ["数量"]),
        ({"活动日期": "2027-01-01"}, ["活动日期"]),
        ({"活动日期": "2025-12-30", "年度": 2026}, ["活动日期"]),
        ({"年度": 2031}, ["年度"]),
        ({"项目编号": "", "举办单位": ""}, ["项目编号", "举办单位"]),
        ({"具体规定": "在职学历教育", "活动日期": "2026-05-01"}, ["学历"]),
        ({"具体规定": "发表学术论文(发表当年)-SCI收录期刊", "作者排名": 9,
          "活动日期": "2026-05-01"}, ["作者排名"]),
    ],
)  # fmt: skip
async def test_what_is_wrong_stands_beside_its_column_and_keeps_all_out(
    sqlite_desk: Desk, other: Mapping[str, Any], columns: Sequence[str]
) -> None:
    check = await checked(sqlite_desk, UNIT, of_colleague(), a_claim(**other))
    assert fates(check) == ["new", "wrong"]
    assert [column for column, _ in check.rows[1].faults] == columns
    with pytest.raises(ImportHasFaults):
        await ask_to_enter(sqlite_desk, UNIT, check.job.id)
    sheet = opened((await judged_workbook(sqlite_desk, UNIT, check.job.id)).content)
    assert "有误" in sheet["A3"].value


async def test_a_kind_is_asked_its_own_columns_and_a_year_gone_by_its_own_rules(
    sqlite_desk: Desk,
) -> None:
    """Years have their rules; one without any uses the latest, as everywhere."""
    study = {
        "具体规定": "在职学历教育",
        "学历": "硕士研究生",
        "活动名称": "某某大学",
        "学时或天数": "",
    }
    job = await entered(
        sqlite_desk,
        HEAD,
        a_claim(**study, 活动日期="20260501", 项目编号="", 举办单位=""),
        a_claim(活动日期="2019-05-06"),
    )
    assert job.error is None
    (degree,) = await of(sqlite_desk)
    assert degree.claim.details == {
        "degree": "master", "school": "某某大学", "date": "2026-05-01",
    }  # fmt: skip
    (earlier,) = await of(sqlite_desk, year=2019)
    assert earlier.points == 200


async def test_the_same_file_again_is_all_doubles_unless_they_are_chosen(desk: Desk) -> None:
    rows = a_claim(), of_colleague()
    await entered(desk, HEAD, *rows)
    check = await checked(desk, HEAD, *rows)
    assert fates(check) == ["double", "double"]
    with pytest.raises(NothingToImport):
        await ask_to_enter(desk, HEAD, check.job.id)
    assert fates(await checked(desk, UNIT, a_claim(), a_claim())) == ["double", "double"]
    chosen = await check_again(desk, HEAD, check.job.id, [2])
    await work_off(desk)
    after = await read_check(desk, HEAD, chosen.id)
    assert fates(after) == ["new", "double"]


async def test_who_may_not_enter_for_others_hands_nothing_in(desk: Desk) -> None:
    content = claims_of(a_claim())
    with pytest.raises(NotAllowed):
        await ask_for_check(desk, NURSE.actor, "a.xlsx", content, sort=CLAIMING)
    check = await checked(desk, HEAD, a_claim())
    await grant_entering(desk, UNIT, cast.NURSING.id, is_granted=False)
    for refused in (
        ask_for_check(desk, HEAD, "a.xlsx", content, sort=CLAIMING),
        credit_template(desk, HEAD, CLAIMING),
        list_workbooks(desk, HEAD),
    ):
        with pytest.raises(EnteringNotGranted):
            await refused
    job = await ask_to_enter(desk, HEAD, check.job.id)
    await work_off(desk)
    assert (await read_job(desk, HEAD, job.id)).error == "entering-not-granted"
    assert await of(desk) == []


async def test_a_granted_person_enters_for_their_department_by_workbook_too(desk: Desk) -> None:
    await grant_person(desk, UNIT, STAFF.id, is_granted=True)
    async with desk.store.reading() as tx:
        granted = actor_of(await tx.accounts.get(NURSE.account.id), via="")
    assert cast.PHYSICIAN.staff
    there = {"人员编号": cast.PHYSICIAN.staff.staff_number, "姓名": ""}
    assert fates(await checked(desk, granted, a_claim(**there))) == ["wrong"]
    assert (await entered(desk, granted, of_colleague())).error is None
    (claim,) = await of(desk, COLLEAGUE.id)
    assert (claim.origin, claim.stage) == (Origin.DEPARTMENT, Stage.UNIT_REVIEW)
    (made,) = (await list_workbooks(desk, granted)).rows
    assert (await handed_workbook(desk, granted, made.id)).content
    assert [one.id for one in (await list_workbooks(desk, HEAD)).rows] == [made.id]
    await entered(desk, HEAD, a_claim())
    assert len((await list_workbooks(desk, granted)).rows) == 1
    other = replace(UNIT, unit_id=cast.OTHER_UNIT.id)
    with pytest.raises(NotFound):
        await handed_workbook(desk, other, made.id)


async def test_whoever_moved_away_meanwhile_or_other_rules_keep_all_out(desk: Desk) -> None:
    check = await checked(desk, HEAD, a_claim(), of_colleague())
    async with desk.store.reading() as tx:
        seen = (await tx.people.get(STAFF.id)).version
    await move_within(desk, UNIT, STAFF.id, cast.INTERNAL.id, seen=seen)
    job = await ask_to_enter(desk, HEAD, check.job.id)
    await work_off(desk)
    assert (await read_job(desk, HEAD, job.id)).error == "import-overtaken"
    assert await of(desk, COLLEAGUE.id) == []


async def test_a_right_that_is_taken_while_rows_are_read_enters_nothing(desk: Desk) -> None:
    await grant_person(desk, UNIT, STAFF.id, is_granted=True)
    async with desk.store.reading() as tx:
        granted = actor_of(await tx.accounts.get(NURSE.account.id), via="")
    check = await checked(desk, granted, of_colleague())
    attempt = enter_credits(desk, await ask_to_enter(desk, granted, check.job.id))
    await anext(attempt)
    await grant_person(desk, UNIT, STAFF.id, is_granted=False)
    with pytest.raises(NotAllowed):
        [_ async for _ in attempt]
    assert await of(desk, COLLEAGUE.id) == []


async def test_the_template_offers_the_rules_and_says_what_each_asks(sqlite_desk: Desk) -> None:
    document = await credit_template(sqlite_desk, HEAD, CLAIMING)
    sheet = opened(document.content)
    assert [cell.value for cell in sheet[1]][4:8] == ["具体规定*", "数量", "作者排名", "活动日期*"]
    (asked,) = [one for one in notes_of(document.content) if one.startswith("在职学历教育：")]
    assert asked == "在职学历教育：填学历、活动名称、活动日期"


def notes_of(content: bytes) -> list[str]:
    notes = load_workbook(BytesIO(content)).worksheets[1]
    return [str(cell.value) for row in notes.iter_rows() for cell in row if cell.value]

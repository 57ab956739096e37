"""Credits recognised elsewhere: shown first, taken over whole, and taken back whole."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from core.domain.credits.compliance import Outcome
from core.domain.credits.counting import NotCounted
from core.domain.credits.credit import Origin
from core.domain.credits.taken_over import CreditImport, TakenBack
from core.domain.errors import NotAllowed, NotFound
from core.domain.lists import ListQuery
from core.domain.subjects import Subject, SubjectKind
from core.entering import ImportOvertaken
from core.exports import Ending, export_list
from core.ports import Desk
from core.usecases.credits.carried import CARRIED, list_carried
from core.usecases.credits.companions import enter_for_many
from core.usecases.credits.compliance import YearSheet, read_year
from core.usecases.credits.import_jobs import enter_credits
from core.usecases.credits.imports import ask_for_check, check_again, imported_before
from core.usecases.credits.sheets import read_credit
from core.usecases.credits.taken_over import (
    CREDIT_IMPORTS,
    ask_to_preview_taking_back,
    ask_to_take_back,
    imported_file,
    list_imports,
    read_import,
    read_taking_back,
)
from core.usecases.jobs.jobs import read_job
from core.usecases.workbooks import ask_to_enter, judged_workbook, read_check
from core.workbook_checks import ImportHasFaults, NothingToImport
from tests import cast
from tests.credit_books import SOURCE, a_row, checked, credits_of, fates, taken_over
from tests.jobs import keep_time, work_off
from tests.people_books import opened

UNIT, HEAD, NURSE = cast.UNIT_ADMINISTRATOR.actor, cast.HEAD_NURSE.actor, cast.NURSE
assert NURSE.staff
STAFF = NURSE.staff


async def year_of(desk: Desk, year: int = 2026) -> YearSheet:
    return await read_year(desk, UNIT, STAFF.id, year)


async def the_import(desk: Desk) -> CreditImport:
    (made,) = (await list_imports(desk, UNIT)).rows
    return made


async def taken_back(desk: Desk, made: CreditImport, reason: str = "文件有误") -> str | None:
    """See what it would do, then take it back."""
    job = await ask_to_preview_taking_back(desk, UNIT, made.id)
    await work_off(desk)
    after = await ask_to_take_back(desk, UNIT, job.id, reason)
    await work_off(desk)
    return (await read_job(desk, UNIT, after.id)).error


async def test_credits_are_shown_with_everybodys_results_and_count_from_their_own_date(
    desk: Desk,
) -> None:
    rows = a_row(), a_row(活动名称="专业培训", 学分子分类="有计划的自学", 学分=6, 学时=20)
    check = await checked(desk, UNIT, *rows)
    assert fates(check) == ["new", "new"]
    (told,) = check.more["years"]
    assert (told["year"], told["before"], told["after"]) == (2026, "不达标", "达标")
    assert told["turns"]
    assert (await year_of(desk)).result.outcome is Outcome.NOT_MET
    job = await taken_over(desk, UNIT, check)
    assert job.error is None
    sheet = await year_of(desk)
    assert sheet.result.outcome is Outcome.MET
    assert sheet.result.credits.counting == 2600
    async with desk.store.reading() as tx:
        (stored,) = await tx.results.of([STAFF.id], 2026)
        assert (stored.outcome, stored.is_dirty) == (Outcome.MET, False)
        credits = await tx.credits.of_year(STAFF.id, 2026)
        told_of = [await tx.journal.of(one.subject) for one in credits]
        assert await tx.credits.due(desk.today(), 9) == []
    assert {one.effective_on for one in credits} == {date(2026, 3, 16)}
    assert {one.origin for one in credits} == {Origin.TAKEN_OVER}
    assert [[event.verb for event in events] for events in told_of] == [["taken-over"]] * 2
    assert {one.claim.details["source"] for one in credits} == {SOURCE}


async def test_the_file_is_kept_as_evidence_and_the_list_says_who_took_it_over(desk: Desk) -> None:
    content = credits_of(a_row())
    job = await ask_for_check(desk, UNIT, "学分.xlsx", content, SOURCE)
    await work_off(desk)
    found = await read_check(desk, UNIT, job.id)
    assert await imported_before(desk, UNIT, job.id) is None
    await taken_over(desk, UNIT, found)
    made = await the_import(desk)
    assert (made.source, made.credits, made.people, made.first_year) == (SOURCE, 1, 1, 2026)
    assert (await imported_file(desk, UNIT, made.id)).content == content
    sheet = opened(
        (await export_list(desk, UNIT, CREDIT_IMPORTS, ListQuery(), Ending.XLSX)).content
    )
    assert SOURCE in [cell.value for row in sheet.iter_rows() for cell in row]
    again = await ask_for_check(desk, UNIT, "学分.xlsx", content, SOURCE)
    await work_off(desk)
    twice = await read_check(desk, UNIT, again.id)
    assert await imported_before(desk, UNIT, again.id) == made
    assert fates(twice) == ["double"]
    with pytest.raises(NothingToImport):
        await ask_to_enter(desk, UNIT, again.id)


async def test_doubles_are_left_out_unless_they_are_chosen(desk: Desk) -> None:
    await taken_over(desk, UNIT, await checked(desk, UNIT, a_row(项目编号="2026-01")))
    check = await checked(
        desk,
        UNIT,
        a_row(活动名称="别的名称", 项目编号="2026-01"),
        a_row(学分=3),
        a_row(活动名称="新的", 学分=2),
        a_row(活动名称="新 的", 学分=1),
        a_row(活动名称="新的", 授分日期="2026-03-17"),
    )
    assert fates(check) == ["double", "double", "new", "double", "new"]
    assert check.rows[3].notes[-1] == "与第 4 行重复"
    assert check.rows[0].notes[-1].startswith("本系统已有：2026 年度 · 危重症护理新进展")
    job = await check_again(desk, UNIT, check.job.id, [2, 5, 4, 99])
    await work_off(desk)
    chosen = await read_check(desk, UNIT, job.id)
    assert fates(chosen) == ["new", "double", "new", "new", "new"]
    job = await taken_over(desk, UNIT, chosen)
    assert job.outcome
    assert (job.outcome["counts"]["new"], job.outcome["counts"]["double"]) == (4, 1)


async def test_people_of_another_hospital_and_faults_keep_all_out(desk: Desk) -> None:
    stranger = cast.STRANGER.staff
    assert stranger
    check = await checked(
        desk,
        UNIT,
        a_row(),
        a_row(人员编号=stranger.staff_number, 姓名=stranger.name),
        a_row(人员编号="8299999999"),
        a_row(学分=-1),
    )
    assert fates(check) == ["new", "wrong", "wrong", "wrong"]
    assert check.rows[1].faults == check.rows[2].faults
    with pytest.raises(ImportHasFaults):
        await ask_to_enter(desk, UNIT, check.job.id)
    sheet = opened((await judged_workbook(desk, UNIT, check.job.id)).content)
    assert "有误" in sheet["A3"].value
    assert sheet["B3"].fill.start_color.rgb == "FFFCE4E2"
    assert not (await list_imports(desk, UNIT)).rows


async def test_amounts_above_a_cap_are_taken_over_and_the_rest_does_not_count(desk: Desk) -> None:
    far = "赴外省面授获得学分(国家级)"
    await taken_over(desk, UNIT, await checked(desk, UNIT, a_row(学分子分类=far, 学分=12)))
    (line,) = (await year_of(desk)).result.lines
    assert (line.entry.points, line.points) == (1200, 1000)
    assert line.why_not is NotCounted.OVER_RULE_CAP


async def test_a_year_without_peoples_records_is_taken_over_too(desk: Desk) -> None:
    check = await checked(desk, UNIT, a_row(年度=2019, 授分日期="2019-05-01", 学分子分类="科研"))
    await taken_over(desk, UNIT, check)
    sheet = await year_of(desk, 2019)
    assert sheet.result.credits.all == 2000
    assert (await the_import(desk)).last_year == 2019


async def test_what_was_taken_over_is_no_claim_to_enter_for_others(desk: Desk) -> None:
    assert cast.COLLEAGUE.staff
    await taken_over(desk, UNIT, await checked(desk, UNIT, a_row()))
    (line,) = (await year_of(desk)).result.lines
    assert not (await read_credit(desk, UNIT, line.entry.credit_id)).may_share
    with pytest.raises(NotAllowed):
        await enter_for_many(desk, UNIT, line.entry.credit_id, [cast.COLLEAGUE.staff.id])


async def test_an_import_is_taken_back_whole_for_a_reason(desk: Desk) -> None:
    await taken_over(desk, UNIT, await checked(desk, UNIT, a_row(学分=25, 学时=90)))
    made = await the_import(desk)
    job = await ask_to_preview_taking_back(desk, UNIT, made.id)
    await work_off(desk)
    _, found = await read_taking_back(desk, UNIT, job.id)
    (told,) = found.more["years"]
    assert (told["before"], told["after"], told["points_after"]) == ("达标", "不达标", "0.0")
    assert await taken_back(desk, made) is None
    sheet = await year_of(desk)
    assert (sheet.result.lines, sheet.result.outcome) == ((), Outcome.NOT_MET)
    after = await read_import(desk, UNIT, made.id)
    assert (after.reason, after.taken_back_at) == ("文件有误", desk.clock.now())
    assert (await imported_file(desk, UNIT, made.id)).content
    with pytest.raises(TakenBack):
        await ask_to_preview_taking_back(desk, UNIT, made.id)
    async with desk.store.reading() as tx:
        events = await tx.journal.of(Subject(SubjectKind.CREDIT_IMPORT, made.id))
        assert [one.verb for one in events] == ["credits-taken-over", "credits-taken-back"]
    check = await checked(desk, UNIT, a_row(学分=25, 学时=90))
    assert fates(check) == ["new"]


async def test_an_attempt_that_dies_after_it_has_entered_all_is_not_repeated(desk: Desk) -> None:
    check = await checked(desk, UNIT, a_row())
    asked = await ask_to_enter(desk, UNIT, check.job.id)
    attempt = enter_credits(desk, asked)
    while not (await list_imports(desk, UNIT)).rows:
        await anext(attempt)
    await attempt.aclose()
    await work_off(desk)
    assert (await read_job(desk, UNIT, asked.id)).error is None
    await keep_time(desk)
    assert (await the_import(desk)).credits == 1
    async with desk.store.reading() as tx:
        (stored,) = await tx.results.of([STAFF.id], 2026)
        assert (stored.counting_points, stored.is_dirty) == (2000, False)


async def test_nothing_is_taken_over_for_who_goes_to_another_hospital_meanwhile(
    desk: Desk,
) -> None:
    check = await checked(desk, UNIT, a_row())
    attempt = enter_credits(desk, await ask_to_enter(desk, UNIT, check.job.id))
    await anext(attempt)
    async with desk.store.transaction() as tx:
        here = await tx.people.get(STAFF.id)
        await tx.people.move_all([here], cast.OTHER_DEPARTMENT, desk.today())
    with pytest.raises(ImportOvertaken):
        [_ async for _ in attempt]
    async with desk.store.reading() as tx:
        assert await tx.credits.of_year(STAFF.id, 2026) == []
    assert (await list_imports(desk, UNIT)).rows == []


async def test_taking_back_takes_back_from_who_has_moved_away_too(desk: Desk) -> None:
    await taken_over(desk, UNIT, await checked(desk, UNIT, a_row()))
    made = await the_import(desk)
    async with desk.store.transaction() as tx:
        here = await tx.people.get(STAFF.id)
        await tx.people.move_all([here], cast.OTHER_DEPARTMENT, desk.today())
    assert await taken_back(desk, made) is None
    async with desk.store.reading() as tx:
        assert await tx.credits.of_year(STAFF.id, 2026) == []
    assert fates(await checked(desk, UNIT, a_row())) == ["wrong"]


async def test_only_the_unit_takes_over_and_sees_its_own_imports(desk: Desk) -> None:
    for who in (HEAD, NURSE.actor):
        with pytest.raises(NotAllowed):
            await ask_for_check(desk, who, "a.xlsx", credits_of(a_row()), SOURCE)
    await taken_over(desk, UNIT, await checked(desk, UNIT, a_row()))
    made = await the_import(desk)
    with pytest.raises(NotFound):
        await read_import(desk, replace(UNIT, unit_id=cast.OTHER_UNIT.id), made.id)


async def test_two_who_take_over_the_same_check_take_it_over_once(desk: Desk) -> None:
    check = await checked(desk, UNIT, a_row())
    await asyncio.gather(*(ask_to_enter(desk, UNIT, check.job.id) for _ in range(2)))
    await work_off(desk)
    assert (await the_import(desk)).credits == 1
    other = await checked(desk, UNIT, a_row(活动名称="别的"))
    third = await checked(desk, UNIT, a_row(活动名称="别的"))
    await taken_over(desk, UNIT, other)
    assert (await taken_over(desk, UNIT, third)).error == "import-overtaken"
    assert len((await year_of(desk)).result.lines) == 2


async def test_what_is_carried_on_is_read_again_in_the_same_columns(desk: Desk) -> None:
    await taken_over(desk, UNIT, await checked(desk, UNIT, a_row(项目编号="2026-07")))
    await keep_time(desk)
    document = await export_list(desk, UNIT, CARRIED, ListQuery(), Ending.XLSX)
    job = await ask_for_check(desk, UNIT, "再转.xlsx", document.content, SOURCE)
    await work_off(desk)
    check = await read_check(desk, UNIT, job.id)
    assert "double" in fates(check)
    assert "wrong" not in fates(check)
    assert check.unknown == ["序号"]
    async with desk.store.transaction() as tx:
        (credit,) = await tx.credits.of_year(STAFF.id, 2026)
        await tx.credits.reverse(credit, desk.today())
    assert credit.id not in [row.credit.id for row in (await list_carried(desk, UNIT)).rows]

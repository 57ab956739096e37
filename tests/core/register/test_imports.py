"""People by workbook: what each row would do is shown first; then all are entered, or nobody."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from core.domain.errors import NotFound
from core.domain.people_import import RowKind
from core.domain.register import Role, Staff
from core.domain.subjects import Subject, SubjectKind
from core.permissions import area_of
from core.ports import Desk
from core.records.register import StaffFilter
from core.texts import say
from core.usecases.jobs.jobs import JobOver, cancel_job, read_job
from core.usecases.register.import_jobs import run_import
from core.usecases.workbooks import ask_to_enter, judged_workbook, read_check
from core.workbook_checks import Check, ImportHasFaults, NothingToImport, UploadGone
from storage.system import MovableClock
from tests import cast
from tests.jobs import keep_time, work_off
from tests.people_books import HEADINGS, book_of, checked, entered, newcomer, opened
from tests.pwa.frame.test_scope import give_roles

UNIT, HEAD, NURSE = cast.UNIT_ADMINISTRATOR.actor, cast.HEAD_NURSE.actor, cast.NURSE
assert NURSE.staff
STAFF = NURSE.staff
HERSELF = {"人员编号": STAFF.staff_number, "姓名": "闻旦"}


def kinds(check: Check[RowKind]) -> list[str]:
    return [row.kind.value for row in check.rows]


async def person(desk: Desk, document: str) -> Staff:
    async with desk.store.reading() as tx:
        return (await tx.people.with_documents([document]))[document]


async def everybody(desk: Desk) -> int:
    async with desk.store.reading() as tx:
        return await tx.people.count(area_of(UNIT), StaffFilter())


async def found(desk: Desk, words: str) -> list[str]:
    async with desk.store.reading() as tx:
        return [one.name for one in await tx.people.search(area_of(UNIT), words, limit=10)]


async def test_new_people_are_shown_first_and_entered_whole_afterwards(desk: Desk) -> None:
    before = await everybody(desk)
    rows = [newcomer(1, 人员编号="8200277122"), newcomer(2)]
    check = await checked(desk, UNIT, book_of(rows))
    assert (kinds(check), await everybody(desk)) == (["new", "new"], before)
    job = await entered(desk, UNIT, check)
    assert job.error is None
    assert job.outcome
    assert job.outcome["counts"] == {"new": 2, "changed": 0, "same": 0, "wrong": 0}
    first, second = [await person(desk, row["证件号码"]) for row in rows]
    told = (first.staff_number, first.name, first.born_on)
    assert told == ("8200277122", "新人1", date(1990, 1, 2))
    assert second.staff_number.startswith("99")
    async with desk.store.reading() as tx:
        (account,) = await tx.accounts.of_staff(first.id)
        assert account.is_unused
        assert account.opened_at == desk.clock.now()
        assert await tx.accounts.by_login(rows[0]["证件号码"]) == account
        assert await tx.people.mobile(first.id) == rows[0]["手机"]
        (record,) = await tx.people.records(first.id)
        assert (record.year, record.title, record.status) == (2026, "senior-nurse", "active")
        (posting,) = await tx.people.postings(first.id)
        assert posting.department_id == cast.NURSING.id
        (event,) = await tx.journal.of(Subject(SubjectKind.STAFF, first.id))
        assert (event.verb, event.who) == ("person-added", UNIT.label)
        assert rows[0]["证件号码"] not in str(event.after)
        unit = await tx.journal.of(Subject(SubjectKind.UNIT, cast.UNIT.id))
        assert [one.after for one in unit] == [job.outcome["counts"]]
        assert await tx.journal.broken_at() is None


async def test_people_of_an_import_that_was_cut_off_are_found_once_it_goes_on(desk: Desk) -> None:
    before = await everybody(desk)
    check = await checked(desk, UNIT, book_of([newcomer(1), newcomer(2)]))
    slices = run_import(desk, await ask_to_enter(desk, UNIT, check.job.id))
    while await everybody(desk) == before:
        await anext(slices)
    assert await found(desk, "新人") == []
    await work_off(desk)
    assert sorted(await found(desk, "新人")) == ["新人1", "新人2"]
    assert await everybody(desk) == before + 2


async def test_people_who_are_there_are_changed_with_all_that_follows(desk: Desk) -> None:
    document = cast.document_number(STAFF.born_on, 888)
    row = {
        **HERSELF,
        "姓名": "闻旦旦",
        "证件号码": document,
        "科室": "内科",
        "当前职称": "副主任护师",
    }
    check = await checked(desk, UNIT, book_of([row]))
    (shown,) = check.rows
    assert shown.kind is RowKind.CHANGED
    assert ["当前职称", "主管护师", "副主任护师"] in shown.turns
    assert document not in str(shown)
    assert (await entered(desk, UNIT, check)).error is None
    async with desk.store.reading() as tx:
        after = await tx.people.get(STAFF.id)
        assert (after.title, after.department_id) == ("associate-chief-nurse", cast.INTERNAL.id)
        assert await tx.people.mobile(after.id) == NURSE.mobile
        account = await tx.accounts.by_login(document)
        assert account
        assert (account.id, account.name) == (NURSE.account.id, "闻旦旦")
        assert account.department_id == cast.INTERNAL.id
        assert await tx.accounts.by_login(NURSE.document) is None
        records = {one.year: one.title for one in await tx.people.records(after.id)}
        assert (records[2025], records[2026]) == ("nurse-in-charge", "associate-chief-nurse")
        assert len(await tx.people.postings(STAFF.id)) == 2


async def test_somebody_edited_between_check_and_entry_keeps_all_out_by_name(desk: Desk) -> None:
    before = await everybody(desk)
    content = book_of([newcomer(1), {**HERSELF, "院内职务": "护士长"}], (*HEADINGS, "院内职务"))
    check = await checked(desk, UNIT, content)
    async with desk.store.transaction() as tx:
        await tx.people.save(replace(await tx.people.get(STAFF.id), position="组长"))
    job = await entered(desk, UNIT, check)
    assert (job.error, job.outcome) == ("import-overtaken", {"names": "闻旦", "count": 1})
    assert (await person(desk, NURSE.document)).position == "组长"
    assert await everybody(desk) == before
    assert (await entered(desk, UNIT, await checked(desk, UNIT, content))).error is None
    assert (await person(desk, NURSE.document)).position == "护士长"
    assert await everybody(desk) == before + 1


async def test_somebody_who_moved_away_between_check_and_entry_is_not_changed(
    sqlite_desk: Desk,
) -> None:
    desk, content = (
        sqlite_desk,
        book_of([{**HERSELF, "院内职务": "护士长"}], ("人员编号", "姓名", "院内职务")),
    )
    check = await checked(desk, UNIT, content)
    async with desk.store.transaction() as tx:
        await tx.people.move_all(
            [await tx.people.get(STAFF.id)], cast.OTHER_DEPARTMENT, desk.today()
        )
    assert (await entered(desk, UNIT, check)).error == "import-overtaken"
    assert not (await person(desk, NURSE.document)).position


async def test_somebody_entered_meanwhile_is_not_entered_twice(sqlite_desk: Desk) -> None:
    desk, content = sqlite_desk, book_of([newcomer(1)])
    first, second = await checked(desk, UNIT, content), await checked(desk, UNIT, content)
    assert (await entered(desk, UNIT, first)).error is None
    assert (await entered(desk, UNIT, second)).error == "import-overtaken"


async def test_one_wrong_row_keeps_all_out_and_the_workbook_says_which(sqlite_desk: Desk) -> None:
    desk, rows = sqlite_desk, [newcomer(1, 手机="1"), newcomer(2)]
    before = await everybody(desk)
    check = await checked(desk, UNIT, book_of(rows))
    with pytest.raises(ImportHasFaults):
        await ask_to_enter(desk, UNIT, check.job.id)
    assert await everybody(desk) == before
    sheet = opened((await judged_workbook(desk, UNIT, check.job.id)).content)
    assert [cell.value for cell in sheet[1]][1:] == list(HEADINGS)
    assert say("refusal-mobile-form") in sheet["A2"].value
    assert sheet["A3"].value == say("import-kind-new")
    assert sheet["D3"].value == rows[1]["证件号码"]
    assert (sheet["D3"].number_format, sheet["D3"].data_type) == ("@", "s")


async def test_what_the_register_says_already_is_nothing_to_import(sqlite_desk: Desk) -> None:
    check = await checked(sqlite_desk, UNIT, book_of([HERSELF]))
    assert kinds(check) == ["same"]
    with pytest.raises(NothingToImport):
        await ask_to_enter(sqlite_desk, UNIT, check.job.id)


async def test_a_department_sees_nobody_of_others(sqlite_desk: Desk) -> None:
    assert cast.PHYSICIAN.staff
    other = {"人员编号": cast.PHYSICIAN.staff.staff_number, "姓名": "王清清"}
    check = await checked(sqlite_desk, HEAD, book_of([newcomer(1, 科室="内科"), other]))
    assert [fault for row in check.rows for _, fault in row.faults] == [
        say("refusal-not-their-department"),
        say("refusal-works-elsewhere"),
    ]
    with pytest.raises(NotFound):
        await read_check(sqlite_desk, UNIT, check.job.id)


async def test_pressed_twice_it_is_entered_once_and_cannot_be_taken_back(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    check = await checked(desk, UNIT, book_of([newcomer(1)]))
    asked = await asyncio.gather(*(ask_to_enter(desk, UNIT, check.job.id) for _ in range(2)))
    assert len({job.id for job in asked}) == 1
    await work_off(desk)
    assert (await read_job(desk, UNIT, asked[0].id)).error is None
    with pytest.raises(JobOver):
        await cancel_job(desk, UNIT, asked[0].id)


async def test_what_was_handed_in_is_gone_after_a_day(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    desk = sqlite_desk
    check = await checked(desk, UNIT, book_of([newcomer(1)]))
    await keep_time(desk)
    assert len(await desk.files.made()) == 2
    clock.move(days=1, minutes=1)
    with pytest.raises(UploadGone):
        await ask_to_enter(desk, UNIT, check.job.id)
    clock.move(minutes=61)
    await keep_time(desk)
    assert await desk.files.made() == []


async def test_whoever_lost_their_office_enters_nobody(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    job = await ask_to_enter(desk, HEAD, (await checked(desk, HEAD, book_of([newcomer(1)]))).job.id)
    await give_roles(desk, cast.HEAD_NURSE, Role.STAFF)
    await work_off(desk)
    async with desk.store.reading() as tx:
        assert (await tx.jobs.get(job.id)).error == "not-allowed"

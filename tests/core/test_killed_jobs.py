"""Whatever kind of job a process is killed in: the next one finishes it, and all of it once."""

import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from core.domain.attendance.schedules import Phase
from core.domain.credits.credit import Stage
from core.domain.lists import EVERYTHING, ListQuery
from core.domain.people_import import RowKind
from core.domain.register import Actor
from core.domain.standing import Standing
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.rolls import Roll
from core.going import GO_TOGETHER
from core.import_sorts import CLAIMING
from core.permissions import area_of
from core.ports import Desk
from core.records.jobs import Job
from core.records.register import StaffFilter
from core.records.transaction import Transaction
from core.results import SLICE as STANDING_SLICE
from core.results import TOGETHER, hold
from core.settings import Settings
from core.usecases.credits.imports import ask_for_check as ask_for_credits_check
from core.usecases.credits.taken_over import (
    ask_to_preview_taking_back,
    ask_to_take_back,
    list_imports,
)
from core.usecases.forms import SLICE, ask_for_forms
from core.usecases.jobs.jobs import read_job
from core.usecases.jobs.kinds import KINDS
from core.usecases.list_files import SLICE as LIST_SLICE
from core.usecases.list_files import ask_for_list, ask_for_whole_numbers
from core.usecases.messages.notices import read_inbox
from core.usecases.projects.imports import ask_for_check as ask_for_project_check
from core.usecases.projects.published import list_projects
from core.usecases.register import standing_all
from core.usecases.register.import_jobs import SLICE as IMPORT_SLICE
from core.usecases.register.imports import ask_for_check
from core.usecases.register.lists import PEOPLE
from core.usecases.register.standing_all import BatchKind
from core.usecases.rulebook.previews import ask_for_rule_preview
from core.usecases.trainings.rolls import ask_for_roll_check
from core.usecases.verification_forms import ask_for_verifications
from core.usecases.workbooks import ask_to_enter
from storage.desk import open_desk
from storage.models import IssueRow
from storage.system import MovableClock
from tests import cast
from tests.conftest import TODAY, settings_for
from tests.core.test_jobs import many_people
from tests.credit_books import a_claim, a_row, claims_of, credits_of
from tests.forked import forked, was_killed
from tests.jobs import had, keep_time, made, work_off
from tests.people_books import book_of, checked, entered, newcomer, opened
from tests.projects import HEADINGS, a_project
from tests.pwa.years import put_credit
from tests.stories import a_submitted_credit
from tests.trainings import an_approved_training

HEAD, UNIT, NURSE = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor, cast.NURSE.actor
STAND, TAKE = 1, 1
SECOND_SLICE = TAKE + 2 + 1  # each slice issues its forms, then notes its progress

Prepare = Callable[[Desk, MovableClock], Awaitable[None]]


# ---- the process that dies


class DyingStore:
    """The real store, in a process that is killed in its transaction number `last`."""

    def __init__(self, desk: Desk, last: int, *, is_done: bool) -> None:
        self.reading = desk.store.reading
        self._transaction = desk.store.transaction
        self._left, self._is_done = last, is_done

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        self._left -= 1
        async with self._transaction() as tx:
            yield tx
            if self._left == 0 and not self._is_done:
                os.kill(os.getpid(), signal.SIGKILL)
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


async def work_and_die(
    settings: Settings, now: datetime, kind: str, last: int, moment: str
) -> None:
    async with open_desk(settings, clock=MovableClock(now)) as desk:
        dying = DyingStore(desk, last, is_done=moment == "after")
        await work_off(replace(desk, store=dying), {kind: KINDS[kind]})


async def killed(
    settings: Settings, clock: MovableClock, kind: str, last: int, moment: str
) -> None:
    """Let a process work on this kind until it is killed before or after that commit."""
    dying = forked(work_and_die, settings, clock.now(), kind, last, moment)
    await was_killed(dying, settings)


# ---- by the clock: the table of jobs stands, one is taken, the third transaction is the slice

SLICE_OF_TIMED = STAND + TAKE + 1


async def test_years_are_counted_after_all(
    desk: Desk, settings: Settings, clock: MovableClock
) -> None:
    assert cast.NURSE.staff
    async with desk.store.transaction() as tx:
        await hold(tx, {(cast.NURSE.staff.id, year) for year in (2024, 2025, 2026)})
    await killed(settings, clock, "recount", SLICE_OF_TIMED, "before")
    async with desk.store.reading() as tx:
        assert len(await tx.results.dirty(10)) == 3
    await keep_time(desk)
    async with desk.store.reading() as tx:
        assert await tx.results.dirty(10) == []


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_everybody_has_this_year_after_all(
    desk: Desk, settings: Settings, clock: MovableClock, moment: str
) -> None:
    people = await many_people(desk, 3)
    await killed(settings, clock, "begin-years", SLICE_OF_TIMED, moment)
    for _ in range(2):
        await keep_time(desk)
    async with desk.store.reading() as tx:
        stored = await tx.results.of(people, 2026)
    assert [one.is_dirty for one in stored] == [False] * len(people)


async def test_groups_of_people_are_counted_after_all(
    sqlite_desk: Desk, sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    desk, settings = sqlite_desk, settings_for(tmp_path / "home", sqlite_url)
    await put_credit(desk, cast.NURSE, "护理新进展", 50)
    await killed(settings, clock, "groups", SLICE_OF_TIMED, "before")
    for _ in range(3):  # years that begin, and are counted, are in groups after the next minute
        await keep_time(desk)
        clock.move(minutes=1)
    async with desk.store.transaction() as tx:
        assert not await tx.year_groups.count(1)


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_credits_take_effect_once(
    desk: Desk, settings: Settings, clock: MovableClock, moment: str
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 50, Stage.APPROVED)
    clock.move(days=1)
    await killed(settings, clock, "take-effect", SLICE_OF_TIMED, moment)
    for _ in range(2):
        await keep_time(desk)
    assert Counter(one.key for one in (await read_inbox(desk, NURSE)).rows) == {"took-effect": 1}
    async with desk.store.reading() as tx:
        assert await tx.credits.due(desk.today(), 10) == []


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_of_many_credits_each_takes_effect_once(
    desk: Desk, settings: Settings, clock: MovableClock, moment: str
) -> None:
    assert cast.NURSE.staff
    people = await many_people(desk, TOGETHER + 5)
    for staff_id in people:
        one = replace(cast.NURSE, staff=replace(cast.NURSE.staff, id=staff_id))
        await put_credit(desk, one, "危重症护理新进展", 50, Stage.APPROVED)
    second_batch = SLICE_OF_TIMED + 1
    await killed(settings, clock, "take-effect", second_batch, moment)
    for _ in range(2):
        await keep_time(desk)
    async with desk.store.reading() as tx:
        told = await tx.journal.since("took-effect", TODAY.astimezone(UTC))
        stored = await tx.results.of(people, 2026)
    assert len({event.subject for event in told}) == len(told) == len(people)
    assert {(one.counting_points, one.is_dirty) for one in stored} == {(50, False)}


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_people_are_reminded_once(
    desk: Desk, settings: Settings, clock: MovableClock, moment: str
) -> None:
    await an_approved_training(desk, HEAD, UNIT)
    await killed(settings, clock, "remind", SLICE_OF_TIMED, moment)
    for _ in range(2):
        await keep_time(desk)
    assert [one.key for one in (await read_inbox(desk, NURSE)).rows] == ["training-soon"]


DEPARTMENT = 4  # its people and their progress, its leader and their progress


@pytest.mark.parametrize(("transaction", "moment"), [(0, "after"), (2, "before"), (2, "after")])
async def test_nobody_is_warned_of_the_years_end_twice(
    sqlite_desk: Desk,
    sqlite_url: str,
    tmp_path: Path,
    clock: MovableClock,
    transaction: int,
    moment: str,
) -> None:
    """The process dies in the second department: at its people, or telling its leader."""
    desk, settings = sqlite_desk, settings_for(tmp_path / "home", sqlite_url)
    clock.move(days=110)
    at = SLICE_OF_TIMED + DEPARTMENT + transaction
    await killed(settings, clock, "warn", at, moment)
    assert len((await read_inbox(desk, NURSE)).rows) == 1
    for _ in range(2):
        await keep_time(desk)
    for who, keys in (
        (NURSE, {"year-end": 1}),
        (cast.PHYSICIAN.actor, {"year-end": 1}),
        (HEAD, {"year-end": 1, "department-behind": 1}),
    ):
        assert Counter(one.key for one in (await read_inbox(desk, who)).rows) == keys


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_reviewers_are_reminded_once(
    sqlite_desk: Desk, sqlite_url: str, tmp_path: Path, clock: MovableClock, moment: str
) -> None:
    desk, settings = sqlite_desk, settings_for(tmp_path / "home", sqlite_url)
    await a_submitted_credit(desk, NURSE)
    clock.move(days=3)
    await killed(settings, clock, "remind-reviewers", SLICE_OF_TIMED, moment)
    for _ in range(2):
        await keep_time(desk)
    keys = Counter(one.key for one in (await read_inbox(desk, HEAD)).rows)
    assert keys["claims-waiting"] == 1


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_likeness_is_found_after_all(
    desk: Desk, settings: Settings, clock: MovableClock, moment: str
) -> None:
    """The process dies between taking the pictures in and comparing them, or right after."""
    for number in range(2):
        await a_submitted_credit(desk, NURSE, subject=f"paper {number}")
    await killed(settings, clock, "likeness", SLICE_OF_TIMED, moment)
    await keep_time(desk)
    async with desk.store.reading() as tx:
        assert await tx.evidence.to_compare() is None


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_what_has_run_out_goes_with_its_files(
    desk: Desk, settings: Settings, clock: MovableClock, moment: str
) -> None:
    assert cast.NURSE.staff
    assert cast.COLLEAGUE.staff
    await made(desk, HEAD, [cast.NURSE.staff.id, cast.COLLEAGUE.staff.id], each_its_own=True)
    clock.move(days=2)
    await killed(settings, clock, "sweep", SLICE_OF_TIMED, moment)
    assert len(await desk.files.made()) == 2
    await keep_time(desk)
    assert await desk.files.made() == []


# ---- asked for


@pytest.mark.parametrize("each_its_own", [False, True])
async def test_forms_are_made_whole_by_the_next(
    desk: Desk, settings: Settings, clock: MovableClock, each_its_own: bool
) -> None:
    people = await many_people(desk, SLICE + 5)
    job = await ask_for_forms(desk, HEAD, people, 2026, each_its_own=each_its_own)
    await killed(settings, clock, "forms", SECOND_SLICE, "after")
    seen = await read_job(desk, HEAD, job.id)
    assert (seen.attempts, seen.finished_at, seen.progress_percent) == (1, None, 80)
    await work_off(desk)
    assert (await read_job(desk, HEAD, job.id)).attempts == 1  # still on lease to who is dead
    clock.move(minutes=1)
    await work_off(desk)
    content = BytesIO(await had(desk, HEAD, job.id))
    if each_its_own:
        names = ZipFile(content).namelist()
        assert len(names) == len(set(names)) == len(people)
    else:
        assert len(PdfReader(content).pages) == len(people)
    assert [one.key for one in (await read_inbox(desk, HEAD)).rows] == ["job-done"]
    with desk.store._database.entered():
        assert await IssueRow.all().count() == len(people)
    clock.move(minutes=61)
    await keep_time(desk)
    assert {key.rpartition("-")[0] for key in await desk.files.made()} == {f"job-{job.id}-2"}


# ---- workbooks


async def person_count(desk: Desk) -> int:
    async with desk.store.reading() as tx:
        return await tx.people.count(area_of(UNIT), StaffFilter())


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_people_are_entered_whole_and_once_wherever_the_entry_was_killed(
    desk: Desk, settings: Settings, clock: MovableClock, moment: str
) -> None:
    people = await person_count(desk)
    content = book_of([newcomer(number) for number in range(1, 4)])
    check = await ask_for_check(desk, UNIT, content)
    await killed(settings, clock, "import-check", STAND + TAKE + 1, moment)
    clock.move(minutes=1)
    await work_off(desk)
    job = await ask_to_enter(desk, UNIT, check.id)
    numbers_and_progress = 2
    await killed(settings, clock, "import", STAND + TAKE + numbers_and_progress + 1, moment)
    assert await person_count(desk) == people + (3 if moment == "after" else 0)
    clock.move(minutes=1)
    await work_off(desk)
    ended = await read_job(desk, UNIT, job.id)
    assert (ended.error, ended.attempts) == (None, 2)
    assert ended.outcome
    assert ended.outcome["counts"]["new"] == 3
    assert await person_count(desk) == people + 3
    async with desk.store.reading() as tx:
        unit = await tx.journal.of(Subject(SubjectKind.UNIT, cast.UNIT.id))
    assert [one.verb for one in unit].count("people-imported") == 1


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_more_people_than_go_together_all_go_wherever_it_was_killed(
    sqlite_desk: Desk, sqlite_url: str, tmp_path: Path, clock: MovableClock, moment: str
) -> None:
    desk, settings = sqlite_desk, settings_for(tmp_path / "home", sqlite_url)
    rows = [newcomer(number) for number in range(GO_TOGETHER + 5)]
    assert (await entered(desk, UNIT, await checked(desk, UNIT, book_of(rows)))).error is None
    async with desk.store.reading() as tx:
        found = await tx.people.with_documents({row["证件号码"] for row in rows})
    people = [one.id for one in found.values()]
    rows = [row | {"科室": "内科", "人员状态": "离职"} for row in rows]
    check = await checked(desk, UNIT, book_of(rows))
    assert check.counts[RowKind.CHANGED] == len(people)
    job = await ask_to_enter(desk, UNIT, check.job.id)
    # each slice notes its progress, and a set does so first, as does what newcomers are found by
    looked, settled, found_by, a_set = -(-len(rows) // IMPORT_SLICE), 1, 2, 2
    second_set = STAND + TAKE + looked + settled + found_by + 2 * a_set
    await killed(settings, clock, "import", second_set, moment)
    places = [await _places(desk, people)]
    clock.move(minutes=1)
    await work_off(desk)
    places.append(await _places(desk, people))
    gone = {(cast.INTERNAL.id, "left"): len(people)}
    half = {(cast.INTERNAL.id, "left"): GO_TOGETHER, (cast.NURSING.id, "active"): 5}
    assert places == [half if moment == "before" else gone, gone]
    ended = await read_job(desk, UNIT, job.id)
    assert ended.outcome
    assert (ended.outcome["counts"]["changed"], ended.outcome["left_out"]) == (len(people), 0)
    async with desk.store.reading() as tx:
        for staff_id in people:
            told = await tx.journal.of(Subject(SubjectKind.STAFF, staff_id))
            assert sorted(one.verb for one in told)[1:] == ["person-changed", "person-moved"]


async def _places(desk: Desk, people: list[str]) -> dict[tuple[str, str], int]:
    async with desk.store.reading() as tx:
        found = await tx.people.some(people)
    return dict(Counter((one.department_id, one.status) for one in found))


# ---- titles and statuses of everybody whom a filter finds


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_everybody_is_changed_once_wherever_the_change_was_killed(
    desk: Desk, settings: Settings, clock: MovableClock, moment: str
) -> None:
    people = await many_people(desk, STANDING_SLICE + 5)
    query = ListQuery(filters={"department": cast.NURSING.id})
    wanted = Standing(2026, status="retired")
    check = await standing_all.ask_for_check(desk, UNIT, query, wanted)
    await killed(settings, clock, "standing-check", STAND + TAKE + 1, moment)
    clock.move(minutes=1)
    await work_off(desk)
    seen = await standing_all.read_batch(desk, UNIT, check.id)
    assert (seen.changed, len(seen.rows)) == (len(people) + 3, len(people) + 3)
    job = await standing_all.ask_for_change(desk, UNIT, check.id)
    second_hundred = STAND + TAKE + 2 + 1
    await killed(settings, clock, "standing-change", second_hundred, moment)
    async with desk.store.reading() as tx:
        theirs = await tx.people.some(people)
    is_half = {staff.status for staff in theirs} == {"active", "retired"}
    assert is_half is (moment == "before")
    clock.move(minutes=1)
    await work_off(desk)
    made = await standing_all.read_batch(desk, UNIT, job.id)
    assert (made.changed, made.counts[BatchKind.REFUSED]) == (seen.changed, 0)
    async with desk.store.reading() as tx:
        told = [
            event.verb
            for staff_id in people
            for event in await tx.journal.of(Subject(SubjectKind.STAFF, staff_id))
        ]
        assert {staff.status for staff in await tx.people.some(people)} == {"retired"}
    of_record_and_person = 2
    assert len(told) == of_record_and_person * len(people)


async def test_a_long_list_is_filled_whole_by_the_next(
    sqlite_desk: Desk, sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    desk, settings = sqlite_desk, settings_for(tmp_path / "home", sqlite_url)
    await many_people(desk, LIST_SLICE + 50)
    whole = await ask_for_whole_numbers(desk, UNIT, EVERYTHING, "报送")
    await killed(settings, clock, "people-whole", STAND + TAKE + 1, "after")
    listed = await ask_for_list(desk, UNIT, PEOPLE, EVERYTHING)
    await killed(settings, clock, "list", STAND + TAKE + 1, "after")
    clock.move(minutes=1)
    await work_off(desk)
    for job in (whole, listed):
        sheet = opened(await had(desk, UNIT, job.id))
        numbers = [row[0] for row in sheet.iter_rows(min_row=5, values_only=True) if row[1]]
        assert numbers == list(range(1, LIST_SLICE + 55))


# ---- credits from elsewhere, forms of several years, other rules


async def after_being_killed(
    desk: Desk, clock: MovableClock, job_id: str, who: Actor = UNIT
) -> Job:
    """Let the next process do what was begun, and return the job as it ended."""
    clock.move(minutes=1)
    await work_off(desk)
    ended = await read_job(desk, who, job_id)
    assert (ended.error, ended.attempts) == (None, 2)
    return ended


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_credits_are_taken_over_and_back_once_wherever_that_was_killed(
    desk: Desk, settings: Settings, clock: MovableClock, moment: str
) -> None:
    staff_id, begun = NURSE.staff_id or "", STAND + TAKE + 1
    check = await ask_for_credits_check(desk, UNIT, "a.xlsx", credits_of(a_row()), "省平台")
    await killed(settings, clock, "credits-check", begun, moment)
    await after_being_killed(desk, clock, check.id)
    entry = await ask_to_enter(desk, UNIT, check.id)
    await killed(settings, clock, "credits-take-over", begun, moment)
    await after_being_killed(desk, clock, entry.id)
    async with desk.store.reading() as tx:
        assert len(await tx.credits.of_year(staff_id, 2026)) == 1
    (made_,) = (await list_imports(desk, UNIT)).rows
    look = await ask_to_preview_taking_back(desk, UNIT, made_.id)
    await killed(settings, clock, "credits-back-check", begun, moment)
    await after_being_killed(desk, clock, look.id)
    back = await ask_to_take_back(desk, UNIT, look.id, "文件有误")
    await killed(settings, clock, "credits-take-back", begun, moment)
    await after_being_killed(desk, clock, back.id)
    async with desk.store.reading() as tx:
        assert await tx.credits.of_year(staff_id, 2026) == []
        events = await tx.journal.of(Subject(SubjectKind.CREDIT_IMPORT, made_.id))
    assert [one.verb for one in events] == ["credits-taken-over", "credits-taken-back"]


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_claims_of_a_workbook_are_entered_once_wherever_that_was_killed(
    sqlite_desk: Desk, sqlite_url: str, tmp_path: Path, clock: MovableClock, moment: str
) -> None:
    desk, settings = sqlite_desk, settings_for(tmp_path / "home", sqlite_url)
    staff_id, begun = NURSE.staff_id or "", STAND + TAKE + 1
    check = await ask_for_credits_check(desk, UNIT, "a.xlsx", claims_of(a_claim()), sort=CLAIMING)
    await killed(settings, clock, "claims-check", begun, moment)
    await after_being_killed(desk, clock, check.id)
    entry = await ask_to_enter(desk, UNIT, check.id)
    await killed(settings, clock, "claims-enter", begun, moment)
    await after_being_killed(desk, clock, entry.id)
    async with desk.store.reading() as tx:
        (claim,) = await tx.credits.of_year(staff_id, 2026)
        told = await tx.journal.of(claim.subject)
    assert [one.verb for one in told] == ["entered", "submitted"]


async def test_a_list_of_projects_is_published_once_after_all(
    sqlite_desk: Desk, sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    desk, settings = sqlite_desk, settings_for(tmp_path / "home", sqlite_url)
    begun = STAND + TAKE + 1
    check = await ask_for_project_check(desk, UNIT, book_of([a_project()], HEADINGS))
    await killed(settings, clock, "projects-check", begun, "after")
    await after_being_killed(desk, clock, check.id)
    entry = await ask_to_enter(desk, UNIT, check.id)
    await killed(settings, clock, "projects-import", begun, "after")
    await after_being_killed(desk, clock, entry.id)
    (project,) = (await list_projects(desk, UNIT)).rows
    assert project.number == "2026-SJ-018"


async def test_who_was_there_elsewhere_is_entered_once_and_counted_after_all(
    sqlite_desk: Desk, sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    desk, settings = sqlite_desk, settings_for(tmp_path / "home", sqlite_url)
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    clock.move(minutes=300)
    person, begun = cast.NURSE.staff, STAND + TAKE + 1
    assert person
    content = book_of([{"人员编号": person.staff_number, "姓名": person.name}])
    where = (training.id, cycle.id)
    check = await ask_for_roll_check(desk, HEAD, Roll.ATTENDANCE, where, "名单.xlsx", content)
    await killed(settings, clock, "roll-check", begun, "before")
    await after_being_killed(desk, clock, check.id, HEAD)
    entry = await ask_to_enter(desk, HEAD, check.id)
    await killed(settings, clock, "roll-enter", begun, "before")
    await after_being_killed(desk, clock, entry.id, HEAD)
    async with desk.store.reading() as tx:
        scans = await tx.attendance.scans([cycle.id])
    assert [one.staff_id for one in scans] == [person.id] * len(Phase)
    clock.move(minutes=60)
    await killed(settings, clock, "tally", SLICE_OF_TIMED, "before")
    await keep_time(desk)
    async with desk.store.reading() as tx:
        assert not (await tx.tallies.some(desk.clock.now(), 10)).trainings


async def test_forms_of_several_years_are_made_whole_by_the_next(
    desk: Desk, settings: Settings, clock: MovableClock
) -> None:
    job = await ask_for_verifications(desk, UNIT, [NURSE.staff_id or ""], [2025, 2026])
    await killed(settings, clock, "verification-forms", SECOND_SLICE, "before")
    await after_being_killed(desk, clock, job.id)
    assert PdfReader(BytesIO(await had(desk, UNIT, job.id))).pages


async def test_what_other_rules_would_do_is_found_out_after_all(
    desk: Desk, settings: Settings, clock: MovableClock
) -> None:
    wanted = (2026, "standards", "none", {"min_credits": "20"})
    asked = await ask_for_rule_preview(desk, UNIT, *wanted, seen=0, reason="按院务会决定")
    assert asked.job
    await killed(settings, clock, "rule-check", STAND + TAKE + 1, "before")
    await after_being_killed(desk, clock, asked.job.id)


def test_each_kind_is_killed_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [kind for kind in KINDS if f'"{kind}"' not in text] == []

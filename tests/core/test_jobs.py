"""Long work: asked for once, seen by who asked, cancelled, refused in words, kept for a day."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from time import monotonic
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from core.domain.attendance.check_in import CheckInRequest, CodeNotOurs, ScanMethod, Stamp
from core.domain.attendance.schedules import Phase
from core.domain.errors import NotAllowed, NotFound, Refusal
from core.domain.register import Actor, Role
from core.evidence.refusals import DiskFull, FilesUnavailable
from core.jobs import MOST_UNFINISHED, TooManyJobs
from core.ports import Desk
from core.records.jobs import Job, JobState, Made, Progress, Slices
from core.texts import speaking
from core.usecases.forms import FORMS, SLICE, ask_for_forms, draw_forms
from core.usecases.jobs.jobs import (
    JobOver,
    ResultGone,
    begin_job_again,
    cancel_job,
    list_jobs,
    read_job,
    read_result,
)
from core.usecases.jobs.kinds import ASKED, KINDS, TIMED, Kind
from core.usecases.messages.notices import read_inbox
from core.wording.jobs import job_error
from core.worker import ASKED_FOR_SECONDS, MOST_ATTEMPTS, Worker
from storage.check_ins.batch import LULL_SECONDS
from storage.models import AccountRow, JobRow
from storage.system import MovableClock
from storage.workers import LocalWorkers
from tests import cast
from tests.jobs import had, keep_time, work_off
from tests.trouble import a_full_disk

assert cast.NURSE.staff
assert cast.COLLEAGUE.staff
assert cast.HEAD_NURSE.staff
PEOPLE = [cast.NURSE.staff.id, cast.COLLEAGUE.staff.id]
HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor


async def many_people(desk: Desk, count: int) -> list[str]:
    """Let so many more work in the nurses' department; return their ids."""
    assert cast.NURSE.staff
    ids = [f"many{number:012}".translate(str.maketrans("01", "ab")) for number in range(count)]
    ids = [one.translate(str.maketrans("89", "cd")) for one in ids]
    async with desk.store.transaction() as tx:
        for number, staff_id in enumerate(ids):
            one = replace(cast.NURSE.staff, id=staff_id, staff_number=f"83{number:08}")
            born_on = date(1980, 1, 1) + timedelta(days=number // 900)
            document = cast.document_number(born_on, number % 900)
            await tx.people.add(one, document, f"139{number:08}")
    return ids


async def asked(desk: Desk, who: Actor = HEAD, key: str = "", **more: Any) -> Job:
    return await ask_for_forms(desk, who, PEOPLE, 2026, key=key, **more)


async def now_is(desk: Desk, job: Job, who: Actor = HEAD) -> JobState:
    return (await read_job(desk, who, job.id)).state(desk.clock.now())


async def told_of(desk: Desk, who: Actor = HEAD) -> list[str]:
    inbox = await read_inbox(desk, who)
    return [one.key for one in inbox.rows if one.job_id]


# ---- asking


async def test_pressed_twice_it_is_one_job_and_another_choice_is_another(desk: Desk) -> None:
    twice = await asyncio.gather(asked(desk, key="k1"), asked(desk, key="k1"))
    assert twice[0].id == twice[1].id
    assert (await asked(desk, key="k1", each_its_own=True)).id != twice[0].id
    assert (await asked(desk, UNIT, key="k1")).id != twice[0].id
    assert len(await list_jobs(desk, HEAD)) == 2


async def test_a_few_at_a_time_however_quickly_one_asks(desk: Desk) -> None:
    wishes = [asked(desk, key=f"k{number}") for number in range(MOST_UNFINISHED + 3)]
    answers = await asyncio.gather(*wishes, return_exceptions=True)
    refused = [one for one in answers if isinstance(one, TooManyJobs)]
    assert len(refused) == 3
    kept = await list_jobs(desk, HEAD)
    assert len(kept) == MOST_UNFINISHED
    await cancel_job(desk, HEAD, kept[0].id)
    await asked(desk)
    with pytest.raises(TooManyJobs):
        await begin_job_again(desk, HEAD, kept[0].id)


async def test_what_others_asked_for_is_not_found(desk: Desk) -> None:
    job = await asked(desk)
    await work_off(desk)
    for who in (cast.NURSE.actor, UNIT, cast.STRANGER.actor):
        for wish in (read_job, read_result, cancel_job, begin_job_again):
            with pytest.raises(NotFound):
                await wish(desk, who, job.id)
    assert await list_jobs(desk, UNIT) == []


# ---- working


async def test_who_asked_is_told_once_and_has_the_file(desk: Desk) -> None:
    job = await asked(desk)
    assert await now_is(desk, job) is JobState.WAITING
    await asyncio.gather(work_off(desk), work_off(desk))
    await work_off(desk)
    assert await now_is(desk, job) is JobState.DONE
    assert await told_of(desk) == ["job-done"]
    assert len(PdfReader(BytesIO(await had(desk, HEAD, job.id))).pages) == 2


async def test_slice_by_slice_everybody_is_in_it_once(desk: Desk) -> None:
    people = await many_people(desk, 2 * SLICE + 5)
    for each_its_own in (False, True):
        job = await ask_for_forms(desk, HEAD, people, 2026, each_its_own=each_its_own)
        await work_off(desk)
        content = BytesIO(await had(desk, HEAD, job.id))
        numbers = [f"83{number:08}" for number in range(len(people))]
        if each_its_own:
            names = ZipFile(content).namelist()
            assert names == [f"2026-闻旦-{number}.pdf" for number in numbers]
            assert ZipFile(content).testzip() is None
        else:
            texts = [page.extract_text() for page in PdfReader(content).pages]
            assert all(number in text for number, text in zip(numbers, texts, strict=True))


async def test_forms_speak_the_language_of_who_asked(desk: Desk) -> None:
    with speaking("en"):
        job = await asked(desk)
    await work_off(desk)
    book = PdfReader(BytesIO(await had(desk, HEAD, job.id)))
    assert book.trailer["/Root"]["/Lang"] == "en"
    assert "Hospital (seal)" in book.pages[1].extract_text()
    assert (await read_result(desk, HEAD, job.id)).name == "Credit registration forms 2026.pdf"


async def test_a_zip_is_drawn_by_all_children_and_a_book_by_one(desk: Desk) -> None:
    people = await many_people(desk, SLICE)
    async with LocalWorkers() as workers:
        for each_its_own, alive in ((False, 0), (True, 2)):  # what held a book has ended with it
            await ask_for_forms(desk, HEAD, people, 2026, each_its_own=each_its_own)
            await work_off(replace(desk, workers=workers))
            assert len(workers._alive) == alive


async def test_everybody_in_a_book_has_a_code_of_their_own_on_their_page(desk: Desk) -> None:
    job = await asked(desk)
    await work_off(desk)
    texts = [
        page.extract_text() for page in PdfReader(BytesIO(await had(desk, HEAD, job.id))).pages
    ]
    codes = [text.split("/v/")[1][:16] for text in texts]
    assert len(set(codes)) == len(PEOPLE)
    for code, text in zip(codes, texts, strict=True):
        assert (
            text.replace(" ", "").count(code) == 3
        )  # the foot, the block beside the seals, the address


def watched(kind: Kind, after: Any) -> Mapping[str, Kind]:
    """The kind as it is, but with something happening after its first slice."""

    async def slices(desk: Desk, job: Job) -> Slices:
        steps = kind.slices(desk, job)
        yield await anext(steps)
        await after(desk, job)
        async for step in steps:
            yield step

    return {FORMS: replace(kind, slices=slices)}


async def test_what_is_cancelled_ends_with_its_slice_and_tells_nobody(desk: Desk) -> None:
    people = await many_people(desk, 3 * SLICE)
    job = await ask_for_forms(desk, HEAD, people, 2026, each_its_own=True)

    async def cancelled(desk: Desk, job: Job) -> None:
        await cancel_job(desk, HEAD, job.id)

    await work_off(desk, watched(KINDS[FORMS], cancelled))
    assert await now_is(desk, job) is JobState.CANCELLED
    assert await told_of(desk) == []
    assert len(await desk.files.made()) == 2  # the third slice was never begun
    with pytest.raises(JobOver):
        await cancel_job(desk, HEAD, job.id)
    with pytest.raises(ResultGone):
        await read_result(desk, HEAD, job.id)
    await keep_time(desk)
    assert await desk.files.made() == []


async def test_between_two_slices_a_job_makes_way_for_people_at_a_door(desk: Desk) -> None:
    waits, came, is_over = list[float](), [monotonic()], asyncio.Event()

    async def slices(desk: Desk, job: Job) -> Slices:
        for done in range(3):
            begun = monotonic()
            yield Progress(done)
            now = monotonic()
            assert now - begun >= ASKED_FOR_SECONDS or now - came[-1] >= LULL_SECONDS
            waits.append(now)
        yield Made("", "", 0, 0)

    async def come_in() -> None:
        stamp = Stamp(999, Phase.SIGN_IN, desk.clock.now())
        request = CheckInRequest(
            stamp, None, "", stamp.at, stamp.at, ScanMethod.CAMERA, "key", token_hash="none"
        )
        while not is_over.is_set():
            came.append(monotonic())
            with pytest.raises(CodeNotOurs):
                await desk.check_ins.admit(request)

    await ask_for_forms(desk, HEAD, PEOPLE, 2026)
    coming = asyncio.create_task(come_in())
    await Worker(desk, {FORMS: replace(KINDS[FORMS], slices=slices)}).work_off(asyncio.Event())
    is_over.set()
    await coming
    assert len(waits) == 3


async def test_a_process_that_stops_lets_its_job_go_to_the_next(desk: Desk) -> None:
    people = await many_people(desk, SLICE + 1)
    job = await ask_for_forms(desk, HEAD, people, 2026)
    stop = asyncio.Event()
    stop.set()
    await Worker(desk, ASKED).work_off(stop)
    seen = await read_job(desk, HEAD, job.id)
    assert (seen.state(desk.clock.now()), seen.progress_percent) == (JobState.WORKING, 95)
    await work_off(desk)
    assert await now_is(desk, job) is JobState.DONE


async def test_what_kills_its_process_again_and_again_is_given_up(
    desk: Desk, clock: MovableClock
) -> None:
    job = await asked(desk)
    for number in range(MOST_ATTEMPTS):
        now = desk.clock.now()
        async with desk.store.transaction() as tx:
            assert await tx.jobs.take([FORMS], f"dies{number}", now, now)
        clock.move(seconds=1)
    await work_off(desk)
    seen = await read_job(desk, HEAD, job.id)
    assert (seen.state(desk.clock.now()), seen.error) == (JobState.FAILED, "job-broken")
    assert await told_of(desk) == ["job-failed"]


async def test_a_defect_is_said_and_holds_nobody_up(desk: Desk) -> None:
    async def breaks(desk: Desk, job: Job) -> None:
        raise ValueError("broken")

    first = await asked(desk)
    await work_off(desk, watched(KINDS[FORMS], breaks))
    assert await now_is(desk, first) is JobState.FAILED
    await begin_job_again(desk, HEAD, first.id)
    await work_off(desk)
    assert await now_is(desk, first) is JobState.DONE
    assert await told_of(desk) == ["job-done", "job-failed"]


@pytest.mark.parametrize("refusal", [FilesUnavailable, DiskFull])
async def test_what_does_not_answer_now_is_tried_again_in_a_minute(
    desk: Desk, clock: MovableClock, refusal: type[Refusal]
) -> None:
    async def unavailable(desk: Desk, job: Job) -> None:
        raise refusal

    job = await asked(desk)
    await work_off(desk, watched(KINDS[FORMS], unavailable))
    await work_off(desk)
    assert (await read_job(desk, HEAD, job.id)).attempts == 1
    clock.move(minutes=1)
    await work_off(desk)
    assert await now_is(desk, job) is JobState.DONE
    assert await told_of(desk) == ["job-done"]


# ---- access when it is worked


async def _dismissed(desk: Desk, who: Actor) -> None:
    with desk.store._database.entered():
        row = await AccountRow.get(id=who.account_id)
        row.roles = Role.STAFF.value
        await row.save()


async def test_who_lost_their_office_meanwhile_gets_a_sentence_and_no_file(desk: Desk) -> None:
    job = await asked(desk)
    await _dismissed(desk, HEAD)
    await work_off(desk)
    seen = await read_job(desk, HEAD, job.id)
    assert seen.error == "not-allowed"
    assert "没有这项权限" in job_error(seen)
    assert await desk.files.made() == []


async def test_who_loses_their_office_later_cannot_fetch_it_any_more(desk: Desk) -> None:
    job = await asked(desk)
    await work_off(desk)
    await _dismissed(desk, HEAD)
    nobody = replace(HEAD, roles=frozenset({Role.STAFF}))
    with pytest.raises(NotAllowed):
        await read_result(desk, nobody, job.id)


async def test_who_has_left_the_scope_meanwhile_is_left_out_and_that_is_said(desk: Desk) -> None:
    assert cast.COLLEAGUE.staff
    job = await asked(desk)
    async with desk.store.transaction() as tx:
        colleague = await tx.people.get(cast.COLLEAGUE.staff.id)
        await tx.people.move_all([colleague], cast.INTERNAL, desk.today())
    await work_off(desk)
    seen = await read_job(desk, HEAD, job.id)
    assert seen.outcome
    assert seen.outcome["left_out"] == 1
    text = PdfReader(BytesIO(await had(desk, HEAD, job.id))).pages[0].extract_text()
    assert "闻旦" in text
    assert "葛莺莺" not in text


async def test_where_nobody_is_left_that_is_the_answer(desk: Desk) -> None:
    job = await asked(desk)
    async with desk.store.transaction() as tx:
        for staff_id in PEOPLE:
            await tx.people.move_all([await tx.people.get(staff_id)], cast.INTERNAL, desk.today())
    await work_off(desk)
    assert (await read_job(desk, HEAD, job.id)).error == "nobody-left"


# ---- results


async def test_a_result_is_kept_for_a_day_and_can_be_made_again(
    desk: Desk, clock: MovableClock
) -> None:
    job = await asked(desk, each_its_own=True)
    await work_off(desk)
    clock.move(minutes=24 * 60 - 1)
    await keep_time(desk)
    first = await had(desk, HEAD, job.id)
    clock.move(minutes=1)
    with pytest.raises(ResultGone):
        await read_result(desk, HEAD, job.id)
    clock.move(minutes=60)
    await keep_time(desk)
    assert await desk.files.made() == []
    assert await now_is(desk, job) is JobState.GONE
    await begin_job_again(desk, HEAD, job.id)
    await work_off(desk)
    assert await had(desk, HEAD, job.id) == first
    clock.move(days=31)
    await keep_time(desk)
    assert await list_jobs(desk, HEAD) == []


async def test_a_full_disk_is_said_and_the_job_can_be_begun_again(
    desk: Desk, database_url: str
) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("its file would be full too")
    job = await asked(desk)
    with a_full_disk():
        await work_off(desk)
    seen = await read_job(desk, HEAD, job.id)
    assert seen.error == "no-room"
    assert "重新开始" in job_error(seen)
    await begin_job_again(desk, HEAD, job.id)
    await work_off(desk)
    assert await now_is(desk, job) is JobState.DONE


# ---- by the clock


async def _rows(desk: Desk) -> dict[str, JobRow]:
    with desk.store._database.entered():
        return {row.id: row for row in await JobRow.all()}


async def test_what_comes_again_and_again_is_one_row_a_kind_and_due_when_it_is(
    desk: Desk, clock: MovableClock
) -> None:
    worker, stop = Worker(desk, TIMED), asyncio.Event()
    await worker.work_off(stop)
    before = await _rows(desk)
    assert set(before) == set(TIMED)
    await worker.work_off(stop)
    assert {name: row.due_at for name, row in (await _rows(desk)).items()} == {
        name: row.due_at for name, row in before.items()
    }
    midnight = desk.clock.now() + timedelta(hours=14)
    assert before["take-effect"].due_at == midnight
    clock.move(minutes=1)
    await worker.work_off(stop)
    after = await _rows(desk)
    assert set(after) == set(TIMED)
    later = {name for name in TIMED if after[name].due_at != before[name].due_at}
    assert later == {"recount", "remind", "likeness", "tally", "groups"}
    clock.move(days=1)
    await worker.work_off(stop)
    assert all(row.attempts == 0 for row in (await _rows(desk)).values())


async def test_what_failed_by_the_clock_is_tried_again_in_a_minute(
    desk: Desk, clock: MovableClock
) -> None:
    failing = [True]

    async def slices(desk: Desk, job: Job) -> Slices:
        async for step in TIMED["recount"].slices(desk, job):
            yield step
        if failing.pop():
            failing.append(False)
            raise ValueError("broken")

    worker = Worker(desk, {"recount": replace(TIMED["recount"], slices=slices)})
    await worker.work_off(asyncio.Event())
    assert (await _rows(desk))["recount"].attempts == 1
    clock.move(minutes=1)
    await worker.work_off(asyncio.Event())
    assert (await _rows(desk))["recount"].attempts == 0


def test_every_kind_is_somebodys_or_the_clocks() -> None:
    assert KINDS[FORMS].slices is draw_forms
    assert {*TIMED, *ASKED} == set(KINDS)
    assert all(kind.done and kind.due_again for kind in TIMED.values())

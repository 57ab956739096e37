"""Titles and statuses of everybody whom a filter finds: shown, let be made, told for each."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.domain.credits.compliance import Outcome
from core.domain.errors import NotFound
from core.domain.lists import EVERYTHING, ListQuery
from core.domain.register import Actor
from core.domain.standing import NothingChosen, Standing
from core.ports import Desk
from core.texts import say
from core.usecases.register import standing, standing_all
from core.usecases.register.standing_all import Batch, BatchKind
from core.usecases.register.standing_jobs import BatchGone
from storage.system import MovableClock
from tests import cast
from tests.core.register.test_standing import digests, forget_record, records_of, stored
from tests.jobs import work_off

assert cast.NURSE.staff
assert cast.COLLEAGUE.staff
assert cast.PHYSICIAN.staff
NURSE, COLLEAGUE = cast.NURSE.staff.id, cast.COLLEAGUE.staff.id
PHYSICIAN = cast.PHYSICIAN.staff.id
UNIT, HEAD = cast.UNIT_ADMINISTRATOR.actor, cast.HEAD_NURSE.actor
RETIRED = Standing(2026, status="retired")


async def looked(desk: Desk, who: Actor, wanted: Standing, query: ListQuery = EVERYTHING) -> Batch:
    job = await standing_all.ask_for_check(desk, who, query, wanted)
    await work_off(desk)
    return await standing_all.read_batch(desk, who, job.id)


async def made(desk: Desk, who: Actor, seen: Batch) -> Batch:
    job = await standing_all.ask_for_change(desk, who, seen.job.id)
    await work_off(desk)
    return await standing_all.read_batch(desk, who, job.id)


async def test_everybody_is_shown_and_nobody_changed_before_it_is_confirmed(desk: Desk) -> None:
    seen = await looked(desk, UNIT, RETIRED)
    everybody = {person.staff.id for person in cast.CAST if person.staff and is_ours(person)}
    assert {row.id for row in seen.rows} == everybody
    assert seen.counts[BatchKind.FELT] > 0
    (turn, count), *_ = seen.results
    assert turn[0].startswith("2026")
    assert say(f"outcome-{Outcome.NOT_REQUIRED}") in turn[2]
    assert count == seen.counts[BatchKind.FELT]
    assert (await records_of(desk, NURSE))[2026].status == "active"
    after = await made(desk, UNIT, seen)
    assert after.is_made
    assert after.counts == seen.counts
    for staff_id in everybody:
        assert (await records_of(desk, staff_id))[2026].status == "retired"
    assert await stored(desk, NURSE, 2026) == (Outcome.NOT_REQUIRED, False)


def is_ours(person: cast.Person) -> bool:
    return person.account.unit_id == cast.UNIT.id


async def test_who_was_changed_meanwhile_is_left_alone_and_told(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    seen = await looked(desk, HEAD, RETIRED)
    assert PHYSICIAN not in {row.id for row in seen.rows}
    other = Standing(2026, status="residency")
    one = await standing.preview_standing(desk, UNIT, [NURSE], other)
    await standing.change_standing(desk, UNIT, other, digests(one))
    after = await made(desk, HEAD, seen)
    (refused,) = [row for row in after.rows if row.kind is BatchKind.REFUSED]
    assert (refused.id, refused.fault) == (NURSE, say("refusal-preview-changed"))
    assert (await records_of(desk, NURSE))[2026].status == "residency"
    assert (await records_of(desk, COLLEAGUE))[2026].status == "retired"


async def test_what_comes_of_it_can_be_taken_along(sqlite_desk: Desk) -> None:
    seen = await looked(sqlite_desk, HEAD, RETIRED)
    book = await standing_all.batch_workbook(sqlite_desk, HEAD, seen.job.id)
    sheet = load_workbook(BytesIO(book.content)).active
    assert sheet
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert cast.NURSE.staff
    assert {cast.NURSE.staff.name, cast.NURSE.staff.staff_number} <= set(words)
    assert any(say(f"outcome-{Outcome.NOT_REQUIRED}") in word for word in words)


async def test_it_is_seen_by_nobody_else_and_thrown_away_after_a_day(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    desk = sqlite_desk
    seen = await looked(desk, UNIT, RETIRED)
    for who in (HEAD, replace(UNIT, account_id="other22222222222")):
        with pytest.raises(NotFound):
            await standing_all.read_batch(desk, who, seen.job.id)
    with pytest.raises(NothingChosen):
        await standing_all.ask_for_check(desk, UNIT, EVERYTHING, Standing(2026))
    clock.move(days=2)
    with pytest.raises(BatchGone):
        await standing_all.ask_for_change(desk, UNIT, seen.job.id)
    assert (await standing_all.read_batch(desk, UNIT, seen.job.id)).rows == ()


async def test_a_year_without_a_record_gets_one_and_who_is_so_already_is_left(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await forget_record(desk, COLLEAGUE, 2026)
    title = Standing(2026, title="associate-chief-nurse", title_awarded_on=date(2026, 5, 1))
    query = ListQuery(filters={"department": cast.NURSING.id})
    await made(desk, UNIT, await looked(desk, UNIT, title, query))
    assert (await records_of(desk, COLLEAGUE))[2026].title == "associate-chief-nurse"
    again = await looked(desk, UNIT, title, query)
    assert again.changed == 0
    assert again.counts[BatchKind.SAME] == len(again.rows) == 3

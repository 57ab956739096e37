"""Years without rules of their own, in two departments, with nobody, with what outlived a training.

Nothing here is usual, and each of it happens: it is listed, corrected and printed all the same.
"""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from core.domain.credits.corrections import Act, Correction
from core.domain.credits.credit import Origin, Stage
from core.domain.lists import ListQuery
from core.exports import Ending, export_list
from core.lists import Listing
from core.ports import Desk
from core.texts import say
from core.usecases.credits.carried import CARRIED
from core.usecases.credits.completion import read_completion
from core.usecases.credits.compliance import read_year
from core.usecases.credits.correctable import CORRECTABLE, list_correctable
from core.usecases.credits.corrections import make_corrections, preview_corrections
from core.usecases.credits.sheets import read_credit
from core.usecases.credits.year_lists import TOTALS, YEARS, list_years
from core.usecases.forms import registration_form_pdf
from core.usecases.register.transfer import move_within
from core.usecases.verification_forms import ask_for_verifications
from storage.system import MovableClock
from tests import cast
from tests.core.credits.test_claim_workbooks import entered
from tests.credit_books import a_claim
from tests.jobs import had, keep_time, work_off
from tests.people_books import opened
from tests.pwa.years import put_credit
from tests.storage.examples import a_credit

UNIT, HEAD, NURSE = cast.UNIT_ADMINISTRATOR.actor, cast.HEAD_NURSE.actor, cast.NURSE
assert NURSE.staff
STAFF = NURSE.staff
ALL = "all"


def said(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


async def verified(desk: Desk, *years: int) -> str:
    job = await ask_for_verifications(desk, UNIT, [STAFF.id], years)
    await work_off(desk)
    return said(await had(desk, UNIT, job.id))


async def test_a_year_without_rules_of_its_own_goes_by_the_latest_and_says_so(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    desk = sqlite_desk
    clock.move(days=300)
    days = "2027-03-16 至 2027-03-17"
    assert (await entered(desk, HEAD, a_claim(活动日期=days))).error is None
    async with desk.store.reading() as tx:
        (claim,) = await tx.credits.of_year(STAFF.id, 2027)
    sheet = await read_credit(desk, UNIT, claim.id)
    assert (sheet.credit.points, sheet.book.year) == (200, 2026)
    wanted = Correction(Act.CORRECT, "更正", {"quantity": "3", "days": "2027-03-17"})
    (would,) = await preview_corrections(desk, UNIT, [claim.id], wanted)
    assert would.preview
    seen = {STAFF.id: would.preview.digest}
    (made,) = await make_corrections(desk, UNIT, [claim.id], wanted, seen)
    assert made.changed
    assert (await read_credit(desk, UNIT, claim.id)).credit.points == 100
    await keep_time(desk)
    line = next(
        it
        for it in (await list_years(desk, UNIT, ListQuery(ALL, {"year": 2027}))).rows
        if it.staff.id == STAFF.id
    )
    assert line.stored.points == 0
    year = (await read_year(desk, UNIT, STAFF.id, 2027)).result
    assert [one.entry.points for one in year.lines] == [100]
    for listing in (YEARS, TOTALS):
        await export_list(desk, UNIT, listing, ListQuery(filters={"year": 2027}), Ending.XLSX)
    told = say("form-other-rulebook", year=2027, used=2026)
    form = await registration_form_pdf(desk, UNIT, STAFF.id, 2027)
    assert told in said(form.content)
    assert "2027" in await verified(desk, 2027, 2026)


async def test_who_was_in_two_departments_in_a_year_is_in_one_list_and_on_one_line(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await put_credit(desk, NURSE, "护理进展", 500)
    await keep_time(desk)
    before = await read_completion(desk, UNIT, ListQuery("department"))
    async with desk.store.reading() as tx:
        seen = (await tx.people.get(STAFF.id)).version
    await move_within(desk, UNIT, STAFF.id, cast.INTERNAL.id, seen=seen)
    await keep_time(desk)
    theirs = [
        it for it in (await list_years(desk, UNIT, ListQuery(ALL))).rows if it.staff.id == STAFF.id
    ]
    assert [it.department for it in theirs] == [cast.INTERNAL.name]
    here = (await list_years(desk, HEAD, ListQuery(ALL))).rows
    assert STAFF.id not in {it.staff.id for it in here}
    after = await read_completion(desk, UNIT, ListQuery("department"))
    for page in (before, after):
        assert sum(line.group.points for line in page.rows) == 500
    people = [sum(line.group.people for line in page.rows) for page in (before, after)]
    assert people[0] == people[1]
    form = said((await registration_form_pdf(desk, UNIT, STAFF.id, 2026)).content)
    assert cast.INTERNAL.name in form
    assert "护理进展" in form
    assert (await verified(desk, 2026)).count(f"2026\n{cast.UNIT.name}\n") == 1


@pytest.mark.parametrize("listing", [YEARS, TOTALS, CORRECTABLE, CARRIED], ids=lambda it: it.name)
async def test_a_list_of_nobody_and_of_one_is_handed_out_too(
    sqlite_desk: Desk, listing: Listing[Any]
) -> None:
    desk = sqlite_desk
    await put_credit(desk, NURSE, "护理进展", 500)
    await put_credit(desk, NURSE, "静脉治疗", 300, Stage.UNIT_REVIEW)
    await keep_time(desk)
    tab = next(iter(listing.tabs), "")
    name = "q" if listing in (YEARS, TOTALS) else "name"
    for words, count in (("没有这个人", 0), (STAFF.name, 1)):
        query = ListQuery(tab, {name: words})
        sheet = opened((await export_list(desk, UNIT, listing, query, Ending.XLSX)).content)
        assert [row[0] for row in sheet.values].count(1) == count
        assert said((await export_list(desk, UNIT, listing, query, Ending.PDF)).content)


async def test_what_a_training_gave_outlives_it_in_lists_and_on_paper(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    given = a_credit(
        NURSE.actor,
        desk.clock.now(),
        origin=Origin.TRAINING,
        stage=Stage.APPROVED,
        effective_on=desk.today(),
        training_id="trainingisgone22",
        subtype="training-theory",
        points=100,
    )
    waits = replace(given, id="creditwaiting222", stage=Stage.AWARDED, effective_on=None)
    async with desk.store.transaction() as tx:
        await tx.credits.add_many([given, waits])
    await keep_time(desk)
    assert (await read_credit(desk, UNIT, given.id)).credit.points == 100
    assert (await read_year(desk, UNIT, STAFF.id, 2026)).result.credits.all == 100
    page = await list_correctable(desk, UNIT, ListQuery("training"))
    assert [line.credit.id for line in page.rows] == [waits.id]
    assert [one for one, _ in page.choices["training"]] == ["trainingisgone22"]
    form = await registration_form_pdf(desk, UNIT, STAFF.id, 2026)
    assert "1.0" in said(form.content)
    carried = await export_list(desk, UNIT, CARRIED, ListQuery(), Ending.XLSX)
    assert STAFF.name in {cell for row in opened(carried.content).values for cell in row}

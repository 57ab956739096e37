"""Entering for others is a right that the unit gives a department, and takes back."""

import pytest

from core.domain.credits.credit import Origin, Stage
from core.domain.errors import NotAllowed, NotFound
from core.domain.register import Actor, Role, actor_of
from core.domain.standing import LEFT, Standing
from core.drafts import EnteringNotGranted
from core.ports import Desk
from core.usecases.credits.companions import name_companions
from core.usecases.credits.entry import copy_credit, start_draft, submit_credit
from core.usecases.credits.lists import list_entered_credits
from core.usecases.credits.sheets import read_credit
from core.usecases.credits.whom import list_whom, read_whom
from core.usecases.register.departments import grant_entering, rename_department
from core.usecases.register.granting import EntersAnyway, NotHereAnyMore, grant_person
from core.usecases.register.people import read_person
from core.usecases.register.standing import change_standing, preview_standing
from core.usecases.register.transfer import move_within, release
from tests import cast
from tests.stories import CERTIFICATE, a_complete_draft

NURSE, COLLEAGUE, PHYSICIAN = (
    one.staff.id for one in (cast.NURSE, cast.COLLEAGUE, cast.PHYSICIAN) if one.staff
)


async def test_a_department_without_the_right_enters_nothing_for_others(
    desk: Desk, unit_administrator: Actor, head_nurse: Actor, nurse: Actor
) -> None:
    begun = await a_complete_draft(desk, head_nurse, CERTIFICATE, staff_id=NURSE)
    await grant_entering(desk, unit_administrator, cast.NURSING.id, is_granted=False)
    for refused in (
        start_draft(desk, head_nurse, staff_id=NURSE),
        copy_credit(desk, head_nurse, begun.id),
        submit_credit(desk, head_nurse, begun.id, seen=begun.version),
    ):
        with pytest.raises(EnteringNotGranted):
            await refused
    assert await start_draft(desk, head_nurse)
    assert await start_draft(desk, nurse)
    assert await start_draft(desk, unit_administrator, staff_id=NURSE)
    await rename_department(desk, unit_administrator, cast.NURSING.id, "护理部", seen="护理")
    with pytest.raises(EnteringNotGranted):
        await start_draft(desk, head_nurse, staff_id=NURSE)
    await grant_entering(desk, unit_administrator, cast.NURSING.id, is_granted=True)
    assert await submit_credit(desk, head_nurse, begun.id, seen=begun.version)


async def test_only_the_units_administrators_give_and_take_it(
    sqlite_desk: Desk, head_nurse: Actor, stranger: Actor
) -> None:
    with pytest.raises(NotAllowed):
        await grant_entering(sqlite_desk, head_nurse, cast.NURSING.id, is_granted=True)
    with pytest.raises(NotFound):
        await grant_entering(sqlite_desk, stranger, cast.NURSING.id, is_granted=True)


async def test_a_person_is_let_enter_for_their_department_and_the_unit_reviews_it(
    desk: Desk, unit_administrator: Actor, head_nurse: Actor, nurse: Actor
) -> None:
    with pytest.raises(NotFound):
        await start_draft(desk, nurse, staff_id=COLLEAGUE)
    await grant_person(desk, unit_administrator, NURSE, is_granted=True)
    granted = await now_of(desk, nurse)
    listed = await list_whom(desk, granted)
    assert {one.department.id for one in listed.rows} == {cast.NURSING.id}
    assert COLLEAGUE in [one.staff.id for one in listed.rows]
    assert (await read_whom(desk, granted, COLLEAGUE)).id == COLLEAGUE
    draft = await a_complete_draft(desk, granted, CERTIFICATE, staff_id=COLLEAGUE)
    sent = await submit_credit(desk, granted, draft.id, seen=draft.version)
    assert (sent.origin, sent.stage) == (Origin.DEPARTMENT, Stage.UNIT_REVIEW)
    assert [one.credit.id for one in (await list_entered_credits(desk, granted)).rows] == [draft.id]
    assert (await read_credit(desk, granted, draft.id)).may_withdraw
    meant = await name_companions(desk, granted, draft.id, cast.COLLEAGUE.account.name, [])
    assert [one.staff.name for one in meant.named if one.staff] == ["葛莺莺"]
    for beyond in (
        read_person(desk, granted, COLLEAGUE),
        read_whom(desk, granted, PHYSICIAN),
        start_draft(desk, granted, staff_id=PHYSICIAN),
    ):
        with pytest.raises(NotFound):
            await beyond
    await grant_entering(desk, unit_administrator, cast.NURSING.id, is_granted=False)
    assert await start_draft(desk, granted, staff_id=COLLEAGUE)
    own = await a_complete_draft(desk, granted, CERTIFICATE)
    sent = await submit_credit(desk, granted, own.id, seen=own.version)
    assert (sent.origin, sent.stage) == (Origin.PERSONAL, Stage.DEPARTMENT_REVIEW)


@pytest.mark.parametrize("how", ["withdrawn", "moved", "released", "left"])
async def test_the_right_ends_with_all_that_it_gave(
    desk: Desk, unit_administrator: Actor, nurse: Actor, how: str
) -> None:
    await grant_person(desk, unit_administrator, NURSE, is_granted=True)
    draft = await start_draft(desk, await now_of(desk, nurse), staff_id=COLLEAGUE)
    async with desk.store.reading() as tx:
        staff = await tx.people.get(NURSE)
    who, seen = unit_administrator, staff.version
    match how:
        case "withdrawn":
            await grant_person(desk, who, NURSE, is_granted=False)
        case "moved":
            await move_within(desk, who, NURSE, cast.INTERNAL.id, seen=seen)
        case "released":
            await release(desk, who, NURSE, desk.today(), seen=seen)
        case "left":
            wanted = Standing(2026, status=LEFT)
            seen_ones = await preview_standing(desk, who, [NURSE], wanted)
            digests = {one.staff_id: one.preview.digest for one in seen_ones if one.preview}
            await change_standing(desk, who, wanted, digests)
    after = await now_of(desk, nurse)
    assert Role.CREDIT_ENTERER not in after.roles
    for refused in (
        start_draft(desk, after, staff_id=COLLEAGUE),
        read_credit(desk, after, draft.id),
        submit_credit(desk, after, draft.id, seen=draft.version),
    ):
        with pytest.raises(NotFound):
            await refused
    with pytest.raises(NotAllowed):
        await list_whom(desk, after)
    async with desk.store.reading() as tx:
        verbs = [one.verb for one in await tx.journal.of(staff.subject)]
    assert [one for one in verbs if "entering" in one] == [
        "person-entering-granted",
        "person-entering-withdrawn",
    ]


async def test_an_administrator_and_who_has_left_need_no_right_of_their_own(
    sqlite_desk: Desk, unit_administrator: Actor, head_nurse: Actor
) -> None:
    with pytest.raises(EntersAnyway):
        await grant_person(
            sqlite_desk, unit_administrator, head_nurse.staff_id or "", is_granted=True
        )
    async with sqlite_desk.store.reading() as tx:
        seen = (await tx.people.get(NURSE)).version
    await release(sqlite_desk, unit_administrator, NURSE, sqlite_desk.today(), seen=seen)
    with pytest.raises(NotHereAnyMore):
        await grant_person(sqlite_desk, unit_administrator, NURSE, is_granted=True)


async def now_of(desk: Desk, who: Actor) -> Actor:
    """Return somebody as they are by now."""
    async with desk.store.reading() as tx:
        return actor_of(await tx.accounts.get(who.account_id), via=who.via)

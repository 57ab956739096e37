"""Entering for others is a right that the unit gives a department, and takes back."""

import pytest

from core.domain.errors import NotAllowed, NotFound
from core.domain.register import Actor
from core.drafts import EnteringNotGranted
from core.ports import Desk
from core.usecases.credits.entry import copy_credit, start_draft, submit_credit
from core.usecases.register.departments import grant_entering, rename_department
from tests import cast
from tests.stories import CERTIFICATE, a_complete_draft

assert cast.NURSE.staff
NURSE = cast.NURSE.staff.id


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

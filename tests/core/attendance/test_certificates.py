"""出勤证明: for whoever was there, for guests; anybody may check whether it is still true."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from core.certificates import NotCertified
from core.domain.attendance.guests import MOST_GUESTS
from core.domain.attendance.schedules import Phase
from core.domain.errors import NotFound
from core.domain.typed import TextNeeded
from core.ports import Desk
from core.usecases.attendance.certificates import (
    certificate,
    guest_certificate,
    own_certificate,
)
from core.usecases.attendance.guests import add_guest, read_guests, remove_guest
from core.usecases.attendance.marks import mark_presence, unmark_presence
from core.usecases.verifying import Verification, verify_form
from storage.system import MovableClock
from tests import cast
from tests.trainings import HEAD, UNIT, an_approved_training, scan

NURSE, COLLEAGUE = cast.NURSE.actor, cast.COLLEAGUE.actor


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == 1
    return pages[0].extract_text()


async def verified(desk: Desk, pdf: bytes) -> Verification:
    """Check a paper by the code that stands on it."""
    address = text_of(pdf).replace("\n", "").partition("/v/")[2]
    return await verify_form(desk, address[:16], ip="10.0.0.1")


async def test_whoever_was_there_has_a_certificate_that_anybody_may_check(
    desk: Desk, clock: MovableClock
) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    where = (training.id, cycle.id)
    await scan(desk, NURSE, cycle)
    with pytest.raises(NotCertified):
        await own_certificate(desk, NURSE, cycle.id)
    clock.move(minutes=190)
    await mark_presence(desk, HEAD, *where, NURSE.staff_id or "", Phase.SIGN_OUT, reason="没电")
    paper = (await own_certificate(desk, NURSE, cycle.id)).content
    assert paper == (await certificate(desk, HEAD, *where, NURSE.staff_id or "")).content
    text = text_of(paper).replace("\n", "")
    for words in ("闻旦", training.plan.name, "海晏医院", "出勤证明", "10:00 签到"):
        assert words in text, words
    found = await verified(desk, paper)
    assert found.attended
    assert (found.name, found.attended.training) == ("闻*", training.plan.name)
    assert found.still_agrees
    await unmark_presence(desk, HEAD, *where, NURSE.staff_id or "", Phase.SIGN_OUT)
    assert not (await verified(desk, paper)).still_agrees


async def test_who_was_not_there_or_does_not_run_it_gets_none(
    desk: Desk, clock: MovableClock
) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    clock.move(minutes=180)
    for phase in Phase:
        await scan(desk, HEAD, cycle, phase)
    with pytest.raises(NotCertified):
        await own_certificate(desk, HEAD, cycle.id)  # both scans, at the very end
    for who in (COLLEAGUE, cast.STRANGER.actor, UNIT):
        with pytest.raises(NotFound):
            await own_certificate(desk, who, cycle.id)
    for who in (NURSE, cast.STRANGER.actor):
        with pytest.raises(NotFound):
            await certificate(desk, who, training.id, cycle.id, NURSE.staff_id or "")
        with pytest.raises(NotFound):
            await add_guest(desk, who, training.id, cycle.id, "某人", "")


async def test_a_guest_has_a_certificate_until_they_are_taken_off(
    desk: Desk, clock: MovableClock
) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    where = (training.id, cycle.id)
    with pytest.raises(TextNeeded):
        await add_guest(desk, HEAD, *where, " ", "")
    guest = await add_guest(desk, HEAD, *where, "欧阳远", "望春医院")
    assert (await read_guests(desk, UNIT, *where)).guests == [guest]
    with pytest.raises(NotCertified):  # it is still to come
        await guest_certificate(desk, HEAD, *where, guest.id)
    clock.move(minutes=191)
    paper = (await guest_certificate(desk, HEAD, *where, guest.id)).content
    assert "望春医院" in text_of(paper)
    found = await verified(desk, paper)
    assert found.still_agrees
    assert "欧阳远" not in found.name
    await remove_guest(desk, HEAD, *where, guest.id)
    assert not (await verified(desk, paper)).still_agrees
    other, elsewhere = await an_approved_training(desk, HEAD, UNIT)
    there = await add_guest(desk, HEAD, other.id, elsewhere.id, "某人", "")
    for act in (guest_certificate, remove_guest):
        with pytest.raises(NotFound):
            await act(desk, HEAD, *where, there.id)  # type: ignore[operator]
    assert MOST_GUESTS

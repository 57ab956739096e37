"""People come into the register and are corrected there, on both databases."""

import asyncio
from dataclasses import replace

import pytest

from core.domain.errors import Refusal
from core.domain.particulars import NumberOfOurs, Particulars, particulars_of
from core.domain.reading_particulars import Lists, Reading, read_particulars
from core.domain.register import (
    Actor,
    DocumentTaken,
    NumberTaken,
    RegisterChanged,
    Staff,
    record_for,
)
from core.domain.subjects import Subject, SubjectKind
from core.entering import correct_person, enter_person
from core.permissions import area_of
from core.ports import Desk
from tests import cast
from tests.core.register.test_particulars import TYPED


async def read(desk: Desk, **texts: str) -> Reading:
    """Read what was typed for somebody by the rules of today."""
    async with desk.store.reading() as tx:
        book = await tx.rulebooks.of(cast.UNIT.id, desk.today().year)
        departments = await tx.people.departments(cast.UNIT.id)
    return read_particulars({**TYPED, **texts}, Lists(book, departments, desk.today()))


async def wanted(desk: Desk, **texts: str) -> Particulars:
    """Return what was typed for somebody who can be entered so."""
    reading = await read(desk, **texts)
    assert reading.particulars is not None, reading.faults
    return reading.particulars


async def entered(desk: Desk, who: Actor, **texts: str) -> Staff:
    person = await wanted(desk, **texts)
    async with desk.store.transaction() as tx:
        return await enter_person(desk, tx, who, person)


async def known(desk: Desk, staff: Staff) -> Particulars:
    """Return what the register says of somebody now."""
    async with desk.store.reading() as tx:
        return particulars_of(
            await tx.people.get(staff.id),
            await tx.people.document(staff.id),
            await tx.people.mobile(staff.id),
            await tx.people.department(staff.department_id),
            desk.today(),
        )


async def test_somebody_new_has_an_account_a_record_and_a_line_in_the_journal(
    desk: Desk, unit_administrator: Actor
) -> None:
    staff = await entered(desk, unit_administrator)
    assert await known(desk, staff) == await wanted(desk)
    async with desk.store.reading() as tx:
        account = await tx.accounts.by_login(" ３３０１０６19850312001x")
        assert account is not None
        assert (account.staff_id, account.is_unused) == (staff.id, True)
        assert account.opened_at == desk.clock.now()
        record = record_for(await tx.people.records(staff.id), desk.today().year)
        assert record is not None
        assert (record.title, record.status) == ("nurse-in-charge", "active")
        (event,) = await tx.journal.of(Subject(SubjectKind.STAFF, staff.id))
        found = await tx.people.search(area_of(unit_administrator), staff.name, limit=10)
    assert staff.id in {one.id for one in found}
    assert (event.verb, event.unit_id) == ("person-added", cast.UNIT.id)
    assert (event.after["document"], event.after["mobile"]) == ("330*****1X", "138****0077")


async def test_a_staff_number_is_taken_where_there_is_one_and_allocated_where_not(
    desk: Desk, unit_administrator: Actor
) -> None:
    assert (await entered(desk, unit_administrator)).staff_number == "8200277122"
    number = cast.document_number
    documents = [number(cast.OPENED_AT.date().replace(year=1990), one) for one in range(3)]
    alone = [
        entered(desk, unit_administrator, staff_number="", document=one, born_on="", sex="")
        for one in documents
    ]
    found = await asyncio.gather(*alone)
    assert {one.staff_number for one in found} == {"9900000001", "9900000002", "9900000003"}


async def test_a_number_or_document_that_somebody_has_is_refused(
    desk: Desk, unit_administrator: Actor
) -> None:
    staff = await entered(desk, unit_administrator)
    other = {"document": "330106198503120028", "sex": "女"}
    with pytest.raises(NumberTaken):
        await entered(desk, unit_administrator, **other)
    with pytest.raises(DocumentTaken):
        await entered(desk, unit_administrator, staff_number="8200277123")
    faults = (await read(desk, **other, staff_number="9900000077")).faults
    assert [type(fault) for fault in faults.values()] == [NumberOfOurs]
    async with desk.store.reading() as tx:
        found = await tx.people.with_documents([TYPED["document"], "330106198503120028"])
        assert found == {TYPED["document"]: staff}
        assert set(await tx.people.with_numbers(["8200277122", "8200277123"])) == {"8200277122"}


async def test_of_two_who_enter_the_same_person_at_once_one_succeeds(
    desk: Desk, unit_administrator: Actor
) -> None:
    both = [entered(desk, unit_administrator, staff_number="") for _ in range(2)]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(isinstance(one, Staff) for one in outcomes) == [False, True]
    assert next(one for one in outcomes if isinstance(one, Refusal)).code == "document-taken"


async def test_a_correction_reaches_account_record_and_journal(
    desk: Desk, unit_administrator: Actor
) -> None:
    staff = await entered(desk, unit_administrator)
    before = await known(desk, staff)
    after = await wanted(
        desk, name="欧阳娜", document="330106197503120015", born_on="1975-03-12", title="主任护师"
    )
    async with desk.store.transaction() as tx:
        corrected = await correct_person(desk, tx, unit_administrator, staff, before, after)
    assert await known(desk, corrected) == after
    async with desk.store.reading() as tx:
        assert await tx.accounts.by_login(TYPED["document"]) is None
        account = await tx.accounts.by_login("330106197503120015")
        assert account is not None
        assert account.name == "欧阳娜"
        (record,) = await tx.people.records(staff.id)
        assert record.title == "chief-nurse"
        _, event = await tx.journal.of(Subject(SubjectKind.STAFF, staff.id))
    assert set(event.before) == {"name", "document", "born_on", "title"}
    assert (event.before["document"], event.after["document"]) == ("330*****1X", "330*****15")


async def test_a_correction_of_what_somebody_else_has_changed_is_refused(
    desk: Desk, unit_administrator: Actor
) -> None:
    staff = await entered(desk, unit_administrator)
    before, after = await known(desk, staff), await wanted(desk, position="")
    async with desk.store.transaction() as tx:
        await correct_person(desk, tx, unit_administrator, staff, before, after)
    with pytest.raises(RegisterChanged):
        async with desk.store.transaction() as tx:
            await correct_person(
                desk, tx, unit_administrator, staff, before, replace(before, position="护士")
            )

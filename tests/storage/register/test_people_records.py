"""The register: who is found by whom, and what nobody reads in the file."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from core.domain.errors import NotFound
from core.domain.lists import FIRST_PAGE
from core.domain.register import (
    Actor,
    AuthorityLevel,
    Department,
    NumberTaken,
    Posting,
    PostType,
    RegisterChanged,
    record_for,
)
from core.permissions import area_of
from core.ports import Desk
from core.records.area import Area
from core.records.register import StaffFilter
from storage.models import StaffRow
from tests import cast


async def test_a_person_reads_back_as_written(desk: Desk) -> None:
    assert cast.NURSE.staff is not None
    newcomer = replace(
        cast.NURSE.staff,
        id="newcomer22222222",
        staff_number="8200000099",
        name="𬭎䶮",
        post_type=PostType.CONTRACT,
        position="护士长",
        title_awarded_on=date(2020, 12, 1),
        appointed_in=2021,
    )
    async with desk.store.transaction() as tx:
        await tx.people.add(newcomer, "33020619880312123X", "13800000099")
        assert await tx.people.get(newcomer.id) == newcomer
        assert await tx.people.document(newcomer.id) == "33020619880312123X"


async def test_units_and_departments_read_back_as_written(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        assert await tx.people.unit(cast.UNIT.id) == cast.UNIT
        assert await tx.people.department(cast.NURSING.id) == cast.NURSING
        assert await tx.people.departments(cast.UNIT.id) == [cast.NURSING, cast.INTERNAL]


async def test_the_records_of_a_person_come_in_the_order_of_the_years(
    desk: Desk, nurse: Actor
) -> None:
    async with desk.store.transaction() as tx:
        records = await tx.people.records(nurse.staff_id or "")
    assert [record.year for record in records] == list(cast.YEARS)
    assert record_for(records, 2025) == records[-2]


async def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        with pytest.raises(NotFound):
            await tx.people.get("nobody")
        with pytest.raises(NotFound):
            await tx.people.document("nobody")
        with pytest.raises(NotFound):
            await tx.people.unit("nowhere")
        with pytest.raises(NotFound):
            await tx.people.department("nowhere")
        assert await tx.people.some(["nobody"]) == []
        assert await tx.people.some([]) == []


async def names(desk: Desk, area: Area, text: str = "", department_id: str = "") -> list[str]:
    async with desk.store.transaction() as tx:
        wanted = StaffFilter(text=text, department_id=department_id)
        people = (await tx.people.page(area, wanted, FIRST_PAGE)).rows
        assert await tx.people.count(area, wanted) == len(people)
    return [staff.name for staff in people]


async def test_an_administrator_finds_the_people_of_the_own_place_only(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor
) -> None:
    nursing = ["闻旦", "葛莺莺", "蔡李铭"]
    assert await names(desk, area_of(head_nurse)) == nursing
    assert await names(desk, area_of(unit_administrator)) == [*nursing, "王清清"]
    internal = cast.INTERNAL.id
    assert await names(desk, area_of(unit_administrator), department_id=internal) == ["王清清"]
    assert await names(desk, area_of(head_nurse), department_id=internal) == []


async def test_who_administers_nothing_finds_nobody_else(
    desk: Desk, nurse: Actor, authority: Actor
) -> None:
    assert await names(desk, area_of(nurse)) == ["闻旦"]
    assert await names(desk, area_of(authority)) == []
    assert await names(desk, Area()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("莺", ["葛莺莺"]),
        ("闻旦", ["闻旦"]),
        ("8200000004", ["王清清"]),
        ("82", ["闻旦", "葛莺莺", "蔡李铭", "王清清"]),
        ("0004", []),
        ("%", []),
        ("_", []),
        ("'; DROP TABLE staff; --", []),
    ],
)
async def test_people_are_found_by_name_or_beginning_of_staff_number(
    desk: Desk, unit_administrator: Actor, text: str, found: list[str]
) -> None:
    assert await names(desk, area_of(unit_administrator), text) == found


async def test_a_list_is_no_longer_than_asked_for(desk: Desk, unit_administrator: Actor) -> None:
    async with desk.store.transaction() as tx:
        people = await tx.people.search(area_of(unit_administrator), "", limit=2)
    assert [staff.name for staff in people] == ["闻旦", "葛莺莺"]


async def test_the_file_holds_no_document_number_and_no_phone(
    sqlite_desk: Desk, sqlite_url: str
) -> None:
    async with sqlite_desk.store.transaction() as tx:
        for person in cast.CAST:
            assert not person.staff or await tx.people.document(person.staff.id)
    file = Path(sqlite_url.removeprefix("sqlite://").partition("?")[0])
    content = b"".join(part.read_bytes() for part in file.parent.glob(file.name + "*"))
    assert cast.NURSE.account.name.encode() in content
    for person in cast.CAST:
        for secret in (person.document, person.document[-8:], person.mobile):
            assert not secret or secret.encode() not in content


async def test_a_document_copied_to_another_person_does_not_open(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    async with desk.store.transaction() as tx:
        row = await StaffRow.get(id=nurse.staff_id)
        other = await StaffRow.get(id=colleague.staff_id)
        other.document = row.document
        await other.save()
        with pytest.raises(InvalidTag):
            await tx.people.document(other.id)


async def test_of_two_who_correct_the_same_person_the_first_one_wins(
    desk: Desk, nurse: Actor
) -> None:
    async with desk.store.transaction() as tx:
        seen = await tx.people.get(nurse.staff_id or "")
        saved = await tx.people.save(replace(seen, position="护士长", left_on=date(2026, 6, 30)))
        assert await tx.people.get(seen.id) == saved
        with pytest.raises(RegisterChanged):
            await tx.people.save(replace(seen, position="护士"))
        assert (await tx.people.get(seen.id)).position == "护士长"


async def test_a_corrected_record_reads_back_as_written(desk: Desk, nurse: Actor) -> None:
    async with desk.store.transaction() as tx:
        *_, seen = await tx.people.records(nurse.staff_id or "")
        corrected = replace(
            seen,
            title="chief-nurse",
            title_awarded_on=date(2025, 12, 1),
            post_type=PostType.CONTRACT,
            remark="评定后补录",
            staff_kind="tcm",
            version=seen.version + 1,
        )
        await tx.records.put([corrected])
        assert (await tx.people.records(nurse.staff_id or ""))[-1] == corrected


async def test_a_staff_number_is_one_persons_in_every_unit(desk: Desk) -> None:
    assert cast.STRANGER.staff is not None
    assert cast.NURSE.staff is not None
    number = cast.NURSE.staff.staff_number
    twin = replace(cast.STRANGER.staff, id="twin222222222222", staff_number=number)
    async with desk.store.transaction() as tx:
        with pytest.raises(NumberTaken):
            await tx.people.add(twin, "330206199003121234", "13800000098")
        with pytest.raises(NumberTaken):
            await tx.people.save(replace(cast.STRANGER.staff, staff_number=number))
        assert await tx.people.get(cast.NURSE.staff.id) == cast.NURSE.staff


async def test_who_moves_takes_account_and_number_along_and_leaves_a_posting(
    desk: Desk, nurse: Actor
) -> None:
    today = desk.today()
    async with desk.store.transaction() as tx:
        before = await tx.people.get(nurse.staff_id or "")
        (after,) = await tx.people.move_all([before], cast.OTHER_DEPARTMENT, today)
        assert await tx.people.get(before.id) == after
        assert (after.unit_id, after.staff_number) == (cast.OTHER_UNIT.id, before.staff_number)
        (account,) = await tx.accounts.of_staff(before.id)
        assert account.department_id == cast.OTHER_DEPARTMENT.id
        assert await tx.people.postings(before.id) == [
            Posting(cast.UNIT.id, cast.NURSING.id, None, today),
            Posting(cast.OTHER_UNIT.id, cast.OTHER_DEPARTMENT.id, today, None),
        ]
        with pytest.raises(RegisterChanged):
            await tx.people.move_all([before], cast.INTERNAL, today)


async def test_an_office_stays_where_it_is_when_who_holds_it_moves(
    desk: Desk, head_nurse: Actor
) -> None:
    async with desk.store.transaction() as tx:
        staff = await tx.people.get(head_nurse.staff_id or "")
        await tx.people.move_all([staff], cast.INTERNAL, desk.today())
        assert (await tx.accounts.get(head_nurse.account_id)).department_id == cast.NURSING.id


async def test_a_department_that_was_merged_and_an_office_read_back_as_written(desk: Desk) -> None:
    closed = Department(
        "deptclosed222222",
        cast.UNIT.id,
        "330922003",
        "外科",
        closed_on=date(2026, 1, 1),
        merged_into_id=cast.INTERNAL.id,
    )
    phone = replace(cast.AUTHORITY.account, id="phone22222222222", office_phone="0571-0000 0001")
    async with desk.store.transaction() as tx:
        await tx.people.add_department(closed)
        assert await tx.people.department(closed.id) == closed
        authority = await tx.people.unit(cast.AUTHORITY_UNIT.id)
        assert authority.authority_level is AuthorityLevel.CITY
        await tx.accounts.add(phone, "330900-9")
        assert await tx.accounts.get(phone.id) == phone

"""Who leaves and who comes: released, taken over once, with claims, records and access along."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.domain.credits.credit import Stage
from core.domain.errors import NotAllowed, NotFound, Refusal
from core.domain.limits import TooManyFailures
from core.domain.particulars import NoSuchChoice
from core.domain.register import (
    Account,
    Actor,
    Department,
    Posting,
    RegisterChanged,
    Role,
    Session,
    Unit,
    YearRecord,
    actor_of,
)
from core.domain.review import Decision
from core.domain.standing import Standing
from core.domain.subjects import Subject
from core.domain.transfer import (
    AlreadyHere,
    AlreadyReleased,
    NobodyFits,
    NotReleased,
    ReleaseDayAhead,
)
from core.permissions import area_of
from core.ports import Desk
from core.records.messages import Channel, ChatId
from core.records.register import StaffFilter
from core.sessions import LastAdministrator
from core.usecases.credits.compliance import recount_dirty
from core.usecases.messages.notices import read_inbox
from core.usecases.register import standing, transfer
from core.usecases.review import decide
from core.wording.messages import notice_text
from storage.system import MovableClock
from tests import cast
from tests.stories import PAPER, a_complete_draft, a_submitted_credit

assert cast.NURSE.staff
assert cast.HEAD_NURSE.staff
NURSE, DOCUMENT, NAME = cast.NURSE.staff.id, cast.NURSE.document, cast.NURSE.staff.name
HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
THIRD_UNIT = Unit("unitthird2222222", "330924", "青林医院", "county")
THIRD_DEPARTMENT = Department("deptthird2222222", THIRD_UNIT.id, "330924001", "外科")


def officer(key: str, name: str, unit: Unit) -> Account:
    return Account(
        id=f"{key}account".ljust(16, "2")[:16],
        name=name,
        roles=frozenset({Role.UNIT_ADMINISTRATOR}),
        unit_id=unit.id,
        department_id=None,
        staff_id=None,
        office=unit.code,
        language=None,
        password_hash=None,
    )


OTHER = officer("otherad", "秦望", cast.OTHER_UNIT)
THIRD = officer("thirdad", "林青", THIRD_UNIT)


@pytest.fixture
async def other(desk: Desk) -> Actor:
    """秦望, who administers the other hospital; a third hospital is there, too."""
    async with desk.store.transaction() as tx:
        await tx.people.add_unit(THIRD_UNIT)
        await tx.people.add_department(THIRD_DEPARTMENT)
        for account in (OTHER, THIRD):
            await tx.accounts.add(account, account.office or "")
    return actor_of(OTHER, via="10.0.0.2")


async def version_of(desk: Desk, staff_id: str = NURSE) -> int:
    async with desk.store.reading() as tx:
        return (await tx.people.get(staff_id)).version


async def release(desk: Desk, on: date | None = None) -> None:
    on = on or desk.today()
    await transfer.release(desk, UNIT, NURSE, on, seen=await version_of(desk))


async def take(desk: Desk, who: Actor, department: Department = cast.OTHER_DEPARTMENT) -> Any:
    found = await transfer.find_newcomer(desk, who, DOCUMENT, NAME)
    return await transfer.take_over(
        desk, who, DOCUMENT, NAME, department.id, seen=found.staff.version
    )


async def records_of(desk: Desk, staff_id: str = NURSE) -> dict[int, YearRecord]:
    async with desk.store.reading() as tx:
        return {one.year: one for one in await tx.people.records(staff_id)}


async def names(desk: Desk, who: Actor) -> list[str]:
    async with desk.store.reading() as tx:
        return [one.name for one in await tx.people.search(area_of(who), "闻", limit=9)]


async def test_a_person_who_was_released_is_taken_over_as_the_one_row_they_are(
    desk: Desk, other: Actor, clock: MovableClock
) -> None:
    with pytest.raises(NotReleased):
        await take(desk, other)
    left = desk.today()
    await release(desk)
    clock.move(days=3)
    found = await transfer.find_newcomer(desk, other, f" {DOCUMENT.lower()} ", "闻 旦")
    assert (found.staff.id, DOCUMENT[3:-2] in found.document) == (NURSE, False)
    after = await take(desk, other)
    assert (after.id, after.unit_id, after.left_on) == (NURSE, cast.OTHER_UNIT.id, None)
    assert (await names(desk, HEAD), await names(desk, other)) == ([], ["闻旦"])
    async with desk.store.reading() as tx:
        assert await tx.people.postings(NURSE) == [
            Posting(cast.UNIT.id, cast.NURSING.id, None, left),
            Posting(cast.OTHER_UNIT.id, cast.OTHER_DEPARTMENT.id, desk.today(), None),
        ]
        (account,) = await tx.accounts.of_staff(NURSE)
    assert (account.unit_id, account.department_id) == (
        cast.OTHER_UNIT.id,
        cast.OTHER_DEPARTMENT.id,
    )
    for who in (HEAD, UNIT):
        with pytest.raises(NotFound):
            await transfer.read_transfer(desk, who, NURSE)


async def test_the_year_keeps_its_unit_and_the_next_one_has_the_new_one(
    desk: Desk, other: Actor
) -> None:
    was = await records_of(desk)
    await release(desk)
    await take(desk, other)
    after = await records_of(desk)
    assert {year: one for year, one in after.items() if year < 2027} == was
    assert (after[2027].unit_id, after[2027].department_id) == (
        cast.OTHER_UNIT.id,
        cast.OTHER_DEPARTMENT.id,
    )
    assert after[2027].title == was[2026].title


async def test_the_year_without_a_record_gets_one_that_keeps_its_unit(
    desk: Desk, other: Actor
) -> None:
    async with desk.store.transaction() as tx:
        await tx.records.remove(NURSE, 2026)
    await release(desk)
    await take(desk, other)
    after = await records_of(desk)
    assert (after[2026].unit_id, after[2027].unit_id) == (cast.UNIT.id, cast.OTHER_UNIT.id)


async def test_who_left_in_an_earlier_year_counts_this_year_where_they_come_to(
    desk: Desk, other: Actor
) -> None:
    await release(desk, date(2025, 11, 30))
    await take(desk, other)
    after = await records_of(desk)
    assert (after[2025].unit_id, after[2026].unit_id) == (cast.UNIT.id, cast.OTHER_UNIT.id)


async def test_who_has_left_by_status_is_free_and_is_active_again_where_they_come_to(
    desk: Desk, other: Actor
) -> None:
    wanted = Standing(2026, status="left")
    (seen,) = await standing.preview_standing(desk, UNIT, [NURSE], wanted)
    assert seen.preview
    await standing.change_standing(desk, UNIT, wanted, {NURSE: seen.preview.digest})
    after = await take(desk, other)
    assert (after.status, after.unit_id) == ("active", cast.OTHER_UNIT.id)
    records = await records_of(desk)
    assert (records[2026].status, records[2027].status) == ("left", "active")


async def test_of_two_units_that_take_at_once_one_has_them(desk: Desk, other: Actor) -> None:
    await release(desk)
    seen = await version_of(desk)
    takers = [(other, cast.OTHER_DEPARTMENT), (actor_of(THIRD, via=""), THIRD_DEPARTMENT)]
    both = await asyncio.gather(
        *(
            transfer.take_over(desk, who, DOCUMENT, NAME, department.id, seen=seen)
            for who, department in takers
        ),
        return_exceptions=True,
    )
    lost = [one for one in both if isinstance(one, Refusal)]
    assert [type(one) for one in lost] in ([RegisterChanged], [NotReleased])
    async with desk.store.reading() as tx:
        staff = await tx.people.get(NURSE)
        assert len(await tx.people.postings(NURSE)) == 2
    (won,) = [one for one in both if not isinstance(one, BaseException)]
    assert won == staff


async def test_a_wrong_name_and_no_such_number_are_one_answer_and_count(
    desk: Desk, other: Actor, clock: MovableClock
) -> None:
    await release(desk)
    told = []
    for document, name in ((DOCUMENT, "闻晓"), ("330106198503120028", NAME)):
        with pytest.raises(NobodyFits) as refused:
            await transfer.find_newcomer(desk, other, document, name)
        told.append((refused.value.code, refused.value.status, refused.value.details))
    assert told[0] == told[1]
    assert (await transfer.find_newcomer(desk, other, DOCUMENT, NAME)).staff.id == NURSE
    for _ in range(3):
        with pytest.raises(NobodyFits):
            await transfer.find_newcomer(desk, other, DOCUMENT, "闻晓")
    with pytest.raises(TooManyFailures):
        await transfer.find_newcomer(desk, other, DOCUMENT, NAME)
    with pytest.raises(TooManyFailures):
        await transfer.take_over(desk, other, DOCUMENT, NAME, cast.OTHER_DEPARTMENT.id, seen=1)
    clock.move(seconds=31)
    assert (await transfer.find_newcomer(desk, other, DOCUMENT, NAME)).staff.id == NURSE


async def test_many_guesses_of_one_moment_are_many_guesses(desk: Desk, other: Actor) -> None:
    guesses = (transfer.find_newcomer(desk, other, DOCUMENT, f"闻{n}") for n in range(12))
    answers = await asyncio.gather(*guesses, return_exceptions=True)
    assert sum(isinstance(one, NobodyFits) for one in answers) == 5
    assert sum(isinstance(one, TooManyFailures) for one in answers) == 7


async def test_each_question_is_journaled_without_the_number(desk: Desk, other: Actor) -> None:
    with pytest.raises(NobodyFits):
        await transfer.find_newcomer(desk, other, DOCUMENT, "闻晓")
    async with desk.store.reading() as tx:
        (event,) = await tx.journal.of(Subject("account", OTHER.id))
    assert (event.verb, event.after["found"]) == ("transfer-asked", False)
    assert DOCUMENT not in str(event)


async def test_leaving_ends_sessions_links_and_chats_and_can_be_withdrawn(desk: Desk) -> None:
    now, account = desk.clock.now(), cast.NURSE.account.id
    async with desk.store.transaction() as tx:
        session = Session("session222222222", account, now, now, "127.0.0.1", "phone", False)
        await tx.sessions.add(session, "hash", now.replace(year=2027))
        await tx.chats.link(ChatId(Channel.TELEGRAM, "7"), account)
    await release(desk)
    async with desk.store.reading() as tx:
        assert (await tx.sessions.of(account, now), await tx.chats.of(account)) == ([], [])
    with pytest.raises(AlreadyReleased):
        await release(desk)
    await transfer.withdraw_release(desk, UNIT, NURSE, seen=await version_of(desk))
    async with desk.store.reading() as tx:
        assert (await tx.people.get(NURSE)).left_on is None


async def test_an_office_is_left_behind_and_the_last_administrator_stays(
    desk: Desk, other: Actor
) -> None:
    head = cast.HEAD_NURSE
    assert head.staff
    seen = await version_of(desk, head.staff.id)
    await transfer.release(desk, UNIT, head.staff.id, desk.today(), seen=seen)
    async with desk.store.reading() as tx:
        account = await tx.accounts.get(head.account.id)
        assert (account.office, account.roles) == (None, frozenset({Role.STAFF}))
        assert (await tx.accounts.by_login(head.document)) == account
        assert await tx.accounts.by_login(cast.NURSING.code) is None
    boss = replace(THIRD, id="boss222222222222", staff_id=cast.STRANGER.actor.staff_id)
    boss = replace(boss, unit_id=cast.OTHER_UNIT.id)
    async with desk.store.transaction() as tx:
        await tx.accounts.add(boss, "330923-2")
    whose = cast.STRANGER.actor.staff_id or ""
    seen = await version_of(desk, whose)
    await transfer.release(desk, other, whose, desk.today(), seen=seen)


async def test_the_only_administrator_of_a_unit_is_not_released(desk: Desk) -> None:
    whose = cast.STRANGER.actor.staff_id or ""
    alone = replace(officer("alone", "刘一秀", cast.OTHER_UNIT), staff_id=whose)
    async with desk.store.transaction() as tx:
        await tx.accounts.add(alone, "330923-3")
    seen = await version_of(desk, whose)
    with pytest.raises(LastAdministrator):
        await transfer.release(desk, actor_of(alone, via=""), whose, desk.today(), seen=seen)


async def test_open_claims_go_to_the_new_reviewers_and_drafts_stay(
    desk: Desk, other: Actor, nurse: Actor
) -> None:
    """There is no administrator of the new department, so the unit is next."""
    draft = await a_complete_draft(desk, nurse, subject="draft")
    claim = await a_submitted_credit(desk, nurse, PAPER | {"date": "2026-03-02"}, subject="2")
    assert claim.stage is Stage.DEPARTMENT_REVIEW
    await release(desk)
    await take(desk, other)
    async with desk.store.reading() as tx:
        moved, still = await tx.credits.get(claim.id), await tx.credits.get(draft.id)
    assert (moved.stage, moved.unit_id) == (Stage.UNIT_REVIEW, cast.OTHER_UNIT.id)
    assert (still.stage, still.entered_by) == (Stage.DRAFT, nurse.account_id)
    with pytest.raises(NotFound):
        await decide(desk, HEAD, moved.subject, Decision.APPROVE, seen=moved.version)
    waiting = {one.key: one for one in (await read_inbox(desk, other)).rows}
    assert waiting["review-waiting"].credit_id == claim.id
    told = {one.key: notice_text(one) for one in (await read_inbox(desk, nurse)).rows}
    assert "望春医院" in told["person-moved"]
    assert "1" in told["person-moved"]
    old = (await read_inbox(desk, HEAD)).rows
    assert all(one.read_at for one in old if one.key == "review-waiting")
    await decide(desk, other, moved.subject, Decision.APPROVE, seen=moved.version)
    while await recount_dirty(desk, Actor.system()):
        pass


async def test_within_the_unit_somebody_moves_at_once_with_the_record_of_the_year(
    desk: Desk,
) -> None:
    was = await records_of(desk)
    seen = await version_of(desk)
    await transfer.move_within(desk, HEAD, NURSE, cast.INTERNAL.id, seen=seen)
    after = await records_of(desk)
    assert {year: after[year] for year in range(2019, 2026)} == {
        year: was[year] for year in range(2019, 2026)
    }
    assert (after[2026].unit_id, after[2026].department_id) == (cast.UNIT.id, cast.INTERNAL.id)
    assert 2027 not in after
    assert await names(desk, HEAD) == []
    async with desk.store.reading() as tx:
        (result,) = await tx.results.of([NURSE], 2026)
    assert (result.department_id, result.is_dirty) == (cast.INTERNAL.id, False)


async def test_who_may_and_where_to(desk: Desk, other: Actor, nurse: Actor) -> None:
    seen = await version_of(desk)
    with pytest.raises(NotFound):
        await transfer.move_within(desk, UNIT, NURSE, cast.OTHER_DEPARTMENT.id, seen=seen)
    for nowhere in (cast.NURSING.id, "外科", "missing222222222", "", "%"):
        with pytest.raises(NoSuchChoice):
            await transfer.move_within(desk, UNIT, NURSE, nowhere, seen=seen)
    with pytest.raises(RegisterChanged):
        await transfer.move_within(desk, UNIT, NURSE, cast.INTERNAL.id, seen=seen - 1)
    with pytest.raises(ReleaseDayAhead):
        await release(desk, date(2026, 6, 16))
    with pytest.raises(NotFound):
        await transfer.release(desk, other, NURSE, desk.today(), seen=seen)
    with pytest.raises(NotAllowed):
        await transfer.release(desk, nurse, NURSE, desk.today(), seen=seen)
    with pytest.raises(NotAllowed):
        await transfer.find_newcomer(desk, nurse, DOCUMENT, NAME)
    with pytest.raises(AlreadyHere):
        await transfer.find_newcomer(desk, HEAD, DOCUMENT, NAME)
    await release(desk)
    seen = await version_of(desk)
    with pytest.raises(NotFound):
        await transfer.take_over(desk, other, DOCUMENT, NAME, cast.INTERNAL.id, seen=seen)
    async with desk.store.reading() as tx:
        assert await tx.people.count(area_of(UNIT), StaffFilter(text=NAME)) == 1

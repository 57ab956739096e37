"""Somebody gets another department: whichever way it is done, the same follows."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.credits.credit import Stage
from core.domain.register import Account, Actor, Role, Session, actor_of
from core.domain.review import Decision
from core.domain.standing import LEFT
from core.domain.trainings.training import Expected, TrainingStage
from core.ports import Desk
from core.records.messages import Channel, ChatId
from core.records.register import Link, LinkPurpose
from core.results import hold, recount
from core.usecases.credits.compliance import recount_dirty
from core.usecases.messages.notices import read_inbox
from core.usecases.register import departments, people, transfer
from core.usecases.review import decide
from core.usecases.trainings.plans import remove_training, start_training
from core.wording.messages import notice_text
from tests import cast
from tests.core.register.test_transfer import HEAD, NURSE, UNIT, officer, records_of, version_of
from tests.people_books import book_of, checked, entered
from tests.stories import PAPER, a_submitted_credit
from tests.trainings import a_plan

assert cast.NURSE.staff
HERSELF = {"人员编号": cast.NURSE.staff.staff_number, "姓名": "闻旦"}
COLUMNS = ("人员编号", "姓名", "科室", "人员状态")
INTERNAL_HEAD = replace(
    officer("internal", "苏内", cast.UNIT),
    roles=frozenset({Role.DEPARTMENT_ADMINISTRATOR}),
    department_id=cast.INTERNAL.id,
    office=cast.INTERNAL.code,
)


async def by_transfer(desk: Desk) -> None:
    seen = await version_of(desk)
    await transfer.move_within(desk, UNIT, NURSE, cast.INTERNAL.id, seen=seen)


async def by_form(desk: Desk) -> None:
    texts = {"department": cast.INTERNAL.id}
    await people.edit_person(desk, UNIT, NURSE, texts, seen=await version_of(desk))


async def by_workbook(desk: Desk) -> None:
    check = await checked(desk, UNIT, book_of([{**HERSELF, "科室": "内科"}], COLUMNS))
    assert (await entered(desk, UNIT, check)).error is None


async def by_merging(desk: Desk) -> None:
    await departments.merge_department(desk, UNIT, cast.NURSING.id, cast.INTERNAL.id)


WAYS = (by_transfer, by_form, by_workbook, by_merging)


async def add_accounts(desk: Desk, *accounts: Account) -> None:
    async with desk.store.transaction() as tx:
        for account in accounts:
            await tx.accounts.add(account, account.office or "")


@pytest.mark.parametrize("way", WAYS)
async def test_claims_records_results_and_people_follow(
    desk: Desk, nurse: Actor, way: Callable[[Desk], Awaitable[None]]
) -> None:
    await add_accounts(desk, INTERNAL_HEAD)
    head = actor_of(INTERNAL_HEAD, via="")
    claim = await a_submitted_credit(desk, nurse, PAPER | {"date": "2026-03-02"}, subject="2")
    was = await records_of(desk)
    await way(desk)
    async with desk.store.reading() as tx:
        moved, staff = await tx.credits.get(claim.id), await tx.people.get(NURSE)
        (result,) = await tx.results.of([NURSE], 2026)
        (account,) = await tx.accounts.of_staff(NURSE)
        events = await tx.journal.of(staff.subject)
        _, here = await tx.people.postings(NURSE)
    for one in (staff, moved, account, here, (await records_of(desk))[2026]):
        assert one.department_id == cast.INTERNAL.id
    assert (await records_of(desk))[2025] == was[2025]
    assert (result.department_id, result.is_dirty) == (cast.INTERNAL.id, False)
    told = [one for one in events if one.verb == "person-moved"]
    assert [(one.before, one.after) for one in told] == [
        ({"department": "护理"}, {"department": "内科"})
    ]
    assert "person-changed" not in {one.verb for one in events}
    old = [one for one in (await read_inbox(desk, HEAD)).rows if one.key == "review-waiting"]
    assert all(one.read_at for one in old)
    (waiting,) = (await read_inbox(desk, head)).rows
    assert (waiting.key, waiting.credit_id) == ("review-waiting", claim.id)
    notes = [one for one in (await read_inbox(desk, nurse)).rows if one.key == "person-moved"]
    assert ["1 条学分" in notice_text(one) for one in notes] == [True]
    await decide(desk, head, moved.subject, Decision.APPROVE, seen=moved.version)


async def test_a_claim_skips_a_department_that_nobody_reviews_and_others_stay(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    desk = sqlite_desk
    first = await a_submitted_credit(desk, nurse, subject="1")
    second = await a_submitted_credit(desk, nurse, PAPER | {"date": "2026-03-02"}, subject="2")
    await decide(desk, HEAD, second.subject, Decision.APPROVE, seen=second.version)
    told = len((await read_inbox(desk, UNIT)).rows)
    await by_form(desk)
    async with desk.store.reading() as tx:
        assert (await tx.credits.get(first.id)).stage is Stage.UNIT_REVIEW
    waiting = [one for one in (await read_inbox(desk, UNIT)).rows if not one.read_at]
    assert [one.credit_id for one in waiting].count(first.id) == 1
    assert len((await read_inbox(desk, UNIT)).rows) == told + 1, "the second is where it was"


async def test_the_offices_of_a_merged_department_end(desk: Desk) -> None:
    now, pure = desk.clock.now(), replace(INTERNAL_HEAD, department_id=cast.NURSING.id, office="x")
    head = cast.HEAD_NURSE
    await add_accounts(desk, pure)
    async with desk.store.transaction() as tx:
        for number, account in enumerate((head.account.id, pure.id)):
            session = Session(f"session{number}22222222", account, now, now, "::1", "pc", False)
            await tx.sessions.add(session, f"hash{number}", now + timedelta(days=9))
            await tx.chats.link(ChatId(Channel.TELEGRAM, f"{number}"), account)
    await by_merging(desk)
    async with desk.store.reading() as tx:
        for account in (head.account.id, pure.id):
            assert (await tx.sessions.of(account, now), await tx.chats.of(account)) == ([], [])
        own = await tx.accounts.by_login(head.document)
        assert own
        assert (own.id, own.office, own.department_id) == (
            head.account.id,
            None,
            cast.INTERNAL.id,
        )
        assert own.roles == {Role.STAFF}
        gone = await tx.accounts.get(pure.id)
        assert (gone.roles, gone.office, gone.password_hash) == (frozenset(), None, None)
        assert await tx.accounts.by_login("x") is None
        assert await tx.accounts.by_login(cast.NURSING.code) is None


async def a_training(desk: Desk, stage: TrainingStage) -> str:
    begun = await start_training(desk, HEAD, {"name": f"学习{stage}"})
    async with desk.store.transaction() as tx:
        await tx.trainings.save(replace(begun.training, stage=stage))
    return begun.training.id


async def test_trainings_that_are_not_over_go_along_with_their_history(desk: Desk) -> None:
    going = [
        await a_training(desk, stage)
        for stage in (TrainingStage.DRAFT, TrainingStage.APPROVED, TrainingStage.AWARDED)
    ]
    over = [
        await a_training(desk, stage) for stage in (TrainingStage.CLOSED, TrainingStage.CANCELLED)
    ]
    await add_accounts(desk, INTERNAL_HEAD)
    await by_merging(desk)
    async with desk.store.reading() as tx:
        trainings = {one: await tx.trainings.get(one) for one in (*going, *over)}
        event = (await tx.journal.of(trainings[going[0]].subject))[-1]
    assert {trainings[one].department_id for one in going} == {cast.INTERNAL.id}
    assert {trainings[one].department_id for one in over} == {cast.NURSING.id}
    assert (event.verb, event.after) == ("moved", {"department": "内科"})


async def test_cycles_to_come_expect_the_other_department_once(sqlite_desk: Desk) -> None:
    desk, both = sqlite_desk, Expected(departments=frozenset({cast.NURSING.id, cast.INTERNAL.id}))
    plans = [await a_plan(desk, HEAD), await a_plan(desk, HEAD, expected=both)]
    await by_merging(desk)
    async with desk.store.reading() as tx:
        for plan in plans:
            (cycle,) = await tx.cycles.of(plan.id)
            assert cycle.expected.departments == {cast.INTERNAL.id}
            assert NURSE in {one.id for one in await tx.cycles.expected(cycle)}


async def test_a_department_with_a_training_to_finish_is_merged_not_closed(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    empty = await departments.add_department(desk, UNIT, "急诊科")
    head = replace(INTERNAL_HEAD, department_id=empty.id, office=empty.code)
    await add_accounts(desk, head)
    begun = await start_training(desk, actor_of(head, via=""), {"name": "急救"})
    with pytest.raises(departments.DepartmentHasTrainings):
        await departments.close_department(desk, UNIT, empty.id)
    seen = begun.training.version
    await remove_training(desk, actor_of(head, via=""), begun.training.id, seen=seen)
    await departments.close_department(desk, UNIT, empty.id)
    async with desk.store.reading() as tx:
        assert (await tx.accounts.get(head.id)).roles == frozenset()


async def left_by_workbook(desk: Desk, staff_number: str, name: str) -> str | None:
    row = {"人员编号": staff_number, "姓名": name, "人员状态": "离职"}
    return (await entered(desk, UNIT, await checked(desk, UNIT, book_of([row], COLUMNS)))).error


async def test_who_has_left_by_a_workbook_has_no_way_in_any_more(desk: Desk) -> None:
    head, now = cast.HEAD_NURSE, desk.clock.now()
    assert head.staff
    async with desk.store.transaction() as tx:
        session = Session("session222222222", head.account.id, now, now, "::1", "phone", False)
        await tx.sessions.add(session, "hash", now + timedelta(days=9))
        await tx.links.add(
            Link(LinkPurpose.SIGN_IN, head.account.id, "/", now + timedelta(days=9)), "link"
        )
        await tx.chats.link(ChatId(Channel.TELEGRAM, "7"), head.account.id)
    assert await left_by_workbook(desk, head.staff.staff_number, head.staff.name) is None
    async with desk.store.reading() as tx:
        account = await tx.accounts.get(head.account.id)
        assert (account.office, account.roles) == (None, frozenset({Role.STAFF}))
        assert (await tx.sessions.of(account.id, now), await tx.chats.of(account.id)) == ([], [])
        assert await tx.links.get(LinkPurpose.SIGN_IN, "link", now) is None
        assert (await tx.people.get(head.staff.id)).status == LEFT


async def test_the_only_administrator_does_not_leave_by_a_workbook(sqlite_desk: Desk) -> None:
    desk, nurse = sqlite_desk, cast.NURSE
    assert nurse.staff
    async with desk.store.transaction() as tx:
        for officer_ in (cast.UNIT_ADMINISTRATOR, cast.SECOND_UNIT_ADMINISTRATOR):
            account = await tx.accounts.get(officer_.account.id)
            await tx.accounts.leave_office(account, None, account.id)
    boss = replace(INTERNAL_HEAD, staff_id=NURSE, roles=UNIT.roles, department_id=None)
    await add_accounts(desk, boss)
    row = {**HERSELF, "人员状态": "离职"}
    who = actor_of(boss, via="")
    check = await checked(desk, who, book_of([row], COLUMNS))
    job = await entered(desk, who, check)
    assert job.outcome
    assert (job.error, job.outcome["left_out"]) == (None, 1)
    async with desk.store.reading() as tx:
        assert (await tx.people.get(NURSE)).status == nurse.staff.status


async def test_a_new_status_by_workbook_is_counted_again(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    async with desk.store.transaction() as tx:
        await hold(tx, {(NURSE, 2026)})
        await recount(tx, NURSE, 2026, desk.today())
    row = {**HERSELF, "人员状态": "退休"}
    check = await checked(desk, UNIT, book_of([row], COLUMNS))
    assert (await entered(desk, UNIT, check)).error is None
    while await recount_dirty(desk, Actor.system()):
        pass
    async with desk.store.reading() as tx:
        (result,) = await tx.results.of([NURSE], 2026)
    assert (result.status, result.is_dirty) == ("retired", False)

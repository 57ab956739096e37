"""Accounts, and what opens them: sessions of browsers, links that work once."""

from datetime import timedelta

import pytest

from core.domain.errors import NotFound
from core.domain.lists import Window
from core.domain.register import Actor, Role, Session
from core.ports import Desk
from core.records.area import Area
from core.records.register import Link, LinkPurpose, StaffFilter
from tests import cast

HOUR = timedelta(hours=1)


async def test_an_account_reads_back_as_written(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        assert await tx.accounts.get(cast.COLLEAGUE.account.id) == cast.COLLEAGUE.account
        with pytest.raises(NotFound):
            await tx.accounts.get("nobody")


@pytest.mark.parametrize("typed", ["{}", " {} ", "\u3000{}\t"])
async def test_a_login_is_found_however_it_is_spaced(desk: Desk, typed: str) -> None:
    async with desk.store.transaction() as tx:
        account = await tx.accounts.by_login(typed.format(cast.COLLEAGUE.login))
        assert account == cast.COLLEAGUE.account
        assert await tx.accounts.by_login("nobody") is None


async def test_the_last_letter_of_a_document_may_be_typed_small(desk: Desk) -> None:
    person = next(person for person in cast.CAST if person.login.endswith("X"))
    async with desk.store.transaction() as tx:
        account = await tx.accounts.by_login(person.login.lower())
    assert account is not None
    assert account.id == person.account.id


async def test_a_password_and_a_language_are_kept(desk: Desk, colleague: Actor) -> None:
    async with desk.store.transaction() as tx:
        await tx.accounts.set_password(colleague.account_id, "$argon2id$hash")
        await tx.accounts.set_language(colleague.account_id, "en")
        account = await tx.accounts.get(colleague.account_id)
    assert (account.password_hash, account.language) == ("$argon2id$hash", "en")


async def newcomers(desk: Desk) -> list[str]:
    everybody, wanted = Area(unit_id=cast.UNIT.id), StaffFilter(is_newcomer=True)
    async with desk.store.reading() as tx:
        found = (await tx.people.page(everybody, wanted, Window())).rows
        assert await tx.people.count(everybody, wanted) == len(found)
        beginning = await tx.people.beginning(cast.UNIT.id)
    assert beginning.unused == len(found)
    return [one.name for one in found]


async def test_a_newcomer_is_one_until_a_password_is_set_and_again_without(
    desk: Desk, colleague: Actor
) -> None:
    assert cast.HEAD_NURSE.staff is not None
    before = await newcomers(desk)
    async with desk.store.transaction() as tx:
        await tx.accounts.set_password(colleague.account_id, "$argon2id$hash")
    at_work = await newcomers(desk)
    async with desk.store.transaction() as tx:
        for one in (colleague.account_id, cast.HEAD_NURSE.account.id):
            await tx.accounts.set_password(one, None)
    assert await newcomers(desk) == before  # an office is not the person's
    async with desk.store.transaction() as tx:
        await tx.accounts.leave_office(
            cast.HEAD_NURSE.account, cast.HEAD_NURSE.staff, cast.HEAD_NURSE.document
        )
    assert (before, at_work) == ([cast.COLLEAGUE.account.name], [])
    assert set(await newcomers(desk)) == {cast.COLLEAGUE.account.name, cast.HEAD_NURSE.account.name}


async def test_reviewers_are_found_by_role_and_place(desk: Desk, nurse: Actor) -> None:
    async with desk.store.transaction() as tx:
        holding = tx.accounts.holding
        department = Role.DEPARTMENT_ADMINISTRATOR
        heads = await holding(department, unit_id=cast.UNIT.id, department_id=cast.NURSING.id)
        none = await holding(department, unit_id=cast.UNIT.id, department_id=cast.INTERNAL.id)
        unit = await holding(Role.UNIT_ADMINISTRATOR, unit_id=cast.UNIT.id)
        authority = await holding(Role.AUTHORITY_REVIEWER)
        own = await tx.accounts.of_staff(nurse.staff_id or "")
    assert [account.name for account in heads] == ["蔡李铭"]
    assert none == []
    assert {account.name for account in unit} == {"刘独秀", "方闻"}
    assert [account.name for account in authority] == ["陆省之"]
    assert [account.name for account in own] == ["闻旦"]


def a_session(desk: Desk, who: Actor, session_id: str) -> Session:
    now = desk.clock.now()
    return Session(session_id, who.account_id, now, now, "::1", "Firefox", only_password=True)


async def test_a_session_opens_by_its_token_until_its_time_is_up(desk: Desk, nurse: Actor) -> None:
    now, session = desk.clock.now(), a_session(desk, nurse, "session1")
    async with desk.store.transaction() as tx:
        await tx.sessions.add(session, "hash1", now + HOUR)
        assert await tx.sessions.by_token("hash1", now) == session
        assert await tx.sessions.by_token("hash2", now) is None
        assert await tx.sessions.by_token("hash1", now + HOUR) is None
        await tx.sessions.touch("session1", now + HOUR / 2, now + 2 * HOUR)
        await tx.sessions.open("session1")
        seen = await tx.sessions.by_token("hash1", now + HOUR)
    assert seen is not None
    assert (seen.seen_at, seen.only_password) == (now + HOUR / 2, False)


async def test_one_ends_sessions_of_ones_own_only(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        for who, name in ((nurse, "phone"), (nurse, "tablet"), (colleague, "theirs")):
            await tx.sessions.add(a_session(desk, who, name), name, now + HOUR)
        await tx.sessions.end(nurse.account_id, ["phone", "theirs"])
        left = [session.id for session in await tx.sessions.of(nurse.account_id, now)]
        theirs = await tx.sessions.of(colleague.account_id, now)
    assert left == ["tablet"]
    assert [session.id for session in theirs] == ["theirs"]


async def test_a_new_session_clears_away_those_that_ran_out(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.sessions.add(a_session(desk, nurse, "old"), "old", now)
        await tx.sessions.add(a_session(desk, nurse, "new"), "new", now + HOUR)
        long_ago = now - HOUR
        assert [one.id for one in await tx.sessions.of(nurse.account_id, long_ago)] == ["new"]


async def test_a_link_works_once(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    link = Link(LinkPurpose.CHAT, nurse.account_id, "/credits", now + HOUR)
    async with desk.store.transaction() as tx:
        await tx.links.add(link, "hash")
        assert await tx.links.get(LinkPurpose.CHAT, "hash", now) == link
        assert await tx.links.get(LinkPurpose.SIGN_IN, "hash", now) is None
        assert await tx.links.take("hash", now)
        assert not await tx.links.take("hash", now)
        assert await tx.links.get(LinkPurpose.CHAT, "hash", now) is None


async def test_a_link_whose_time_is_up_does_not_work(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.links.add(Link(LinkPurpose.SIGN_IN, nurse.account_id, "/", now + HOUR), "hash")
        assert await tx.links.get(LinkPurpose.SIGN_IN, "hash", now + HOUR) is None
        assert not await tx.links.take("hash", now + HOUR)

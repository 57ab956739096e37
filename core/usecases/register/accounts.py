"""Accounts of people and offices: their language, and a unit's first administrator."""

from datetime import timedelta

from core.domain.errors import NotFound, Refusal
from core.domain.register import Account, Actor, Role, Unit
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.register import Link, LinkPurpose
from core.sessions import hashed
from core.texts import LANGUAGES

FIRST_LINK_LASTS = timedelta(days=1)


class UnitTaken(Refusal):
    """A unit with this number is there already."""

    code = "unit-taken"
    status = 409


async def set_language(desk: Desk, who: Actor, language: str) -> None:
    """Choose the language of both faces. Raises NotFound for one that is not spoken."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if language not in LANGUAGES:
            raise NotFound(what=language)
        await tx.accounts.set_language(who.account_id, language)


async def create_administrator(
    desk: Desk, who: Actor, unit_code: str, unit_name: str, name: str
) -> str:
    """Create a unit and its first administrator; return the token of a link good for a day.

    Raises UnitTaken.
    """
    token, account_id, unit_id = desk.ids.token(), desk.ids.new(), desk.ids.new()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        if await tx.people.unit_with(unit_code):
            raise UnitTaken(code=unit_code)
        await tx.people.add_unit(Unit(unit_id, unit_code, typed(unit_name, 100), ""))
        account = Account(
            id=account_id,
            name=typed(name, 50),
            roles=frozenset({Role.UNIT_ADMINISTRATOR}),
            unit_id=unit_id,
            department_id=None,
            staff_id=None,
            office=unit_code,
            language=None,
            password_hash=None,
        )
        await tx.accounts.add(account, unit_code)
        link = Link(LinkPurpose.SIGN_IN, account_id, "/", desk.clock.now() + FIRST_LINK_LASTS)
        await tx.links.add(link, hashed(token))
        tx.journal.add(who, "administrator-created", Subject(SubjectKind.ACCOUNT, account_id))
    return token

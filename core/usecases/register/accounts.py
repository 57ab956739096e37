"""Accounts of people and offices: their language, and a unit's first administrator."""

from datetime import timedelta

from core.domain.errors import NotFound, Refusal
from core.domain.register import Account, Actor, AuthorityLevel, Role, Unit
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.register import Link, LinkPurpose
from core.sessions import hashed
from core.texts import LANGUAGES

FIRST_LINK_LASTS = timedelta(days=1)
LONGEST_UNIT = 100
AUTHORITY_UNIT = "health-authority"


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


async def wants_reminders(desk: Desk, who: Actor) -> bool:
    """Return whether the person is warned before the year's end and reminded of what waits."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return (await tx.accounts.get(who.account_id)).wants_reminders


async def set_reminders(desk: Desk, who: Actor, *, wanted: bool) -> None:
    """Let the person be warned and reminded by themselves, or not; appointments are told anyway."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        await tx.accounts.set_reminders(who.account_id, wanted=wanted)


async def create_administrator(
    desk: Desk, who: Actor, unit_code: str, unit_name: str, name: str
) -> str:
    """Create a unit and its first administrator; return the token of a link good for a day.

    Raises UnitTaken.
    """
    unit = Unit(desk.ids.new(), unit_code, typed(unit_name, LONGEST_UNIT), "")
    return await _create(desk, who, unit, Role.UNIT_ADMINISTRATOR, name)


async def create_authority(
    desk: Desk, who: Actor, code: str, unit_name: str, level: AuthorityLevel, name: str
) -> str:
    """Create an authority that works here and its first reviewer; otherwise the same.

    Units that have said that their authority decides here send it what needs it.
    """
    unit = Unit(desk.ids.new(), code, typed(unit_name, LONGEST_UNIT), AUTHORITY_UNIT, level)
    return await _create(desk, who, unit, Role.AUTHORITY_REVIEWER, name)


async def _create(desk: Desk, who: Actor, unit: Unit, role: Role, name: str) -> str:
    token, account_id = desk.ids.token(), desk.ids.new()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        if await tx.people.unit_with(unit.code):
            raise UnitTaken(code=unit.code)
        await tx.people.add_unit(unit)
        account = Account(
            id=account_id,
            name=typed(name, 50),
            roles=frozenset({role}),
            unit_id=unit.id,
            department_id=None,
            staff_id=None,
            office=unit.code,
            language=None,
            password_hash=None,
        )
        await tx.accounts.add(account, unit.code)
        link = Link(LinkPurpose.SIGN_IN, account_id, "/", desk.clock.now() + FIRST_LINK_LASTS)
        await tx.links.add(link, hashed(token))
        tx.journal.add(who, "administrator-created", Subject(SubjectKind.ACCOUNT, account_id))
    return token

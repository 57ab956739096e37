"""The second factor of administrators: set up, asked for when signing in, taken away again."""

import secrets
from base64 import b32encode
from dataclasses import dataclass, replace

from core.domain.addresses import network_of
from core.domain.errors import NotAllowed, NotFound, Refusal
from core.domain.limits import SECOND_CODE
from core.domain.register import Account, Actor, Role, Session
from core.domain.subjects import Subject, SubjectKind
from core.domain.totp import SecondFactor, recovery_hash
from core.limiting import Pair, forgive, take_try
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction
from core.sessions import end_ways_in, is_asked_for_codes

SECRET_BYTES, RECOVERY_CODES, RECOVERY_BYTES = 20, 8, 10


class FactorThere(Refusal):
    """The account is asked for codes already; another phone begins with taking this one away."""

    code = "second-factor-there"
    status = 409


class FactorDemanded(Refusal):
    """The unit demands a second factor of its administrators."""

    code = "second-factor-demanded"
    status = 409


class NoFactor(Refusal):
    """Nothing has been set up that a code could belong to."""

    code = "no-second-factor"
    status = 409


@dataclass(frozen=True, slots=True)
class FactorState:
    """What one has set up, whether one's unit demands it, and who else there has."""

    factor: SecondFactor | None
    is_demanded: bool
    administrators: list[tuple[Account, bool]]

    @property
    def is_confirmed(self) -> bool:
        return self.factor is not None and self.factor.is_confirmed


async def read_second_factor(desk: Desk, who: Actor) -> FactorState:
    """Return how one's own account stands, for a unit's administrator the others' too."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.SECOND_FACTOR)
        unit = await tx.people.unit(who.unit_id) if who.unit_id else None
        others = await _others(tx, who) if Role.UNIT_ADMINISTRATOR in who.roles else []
        confirmed = await tx.second_factors.confirmed({one.id for one in others})
        return FactorState(
            factor=await tx.second_factors.get(who.account_id),
            is_demanded=bool(unit and unit.demands_second_factor),
            administrators=[(one, one.id in confirmed) for one in others],
        )


async def _others(tx: Transaction, who: Actor) -> list[Account]:
    roles = (Role.UNIT_ADMINISTRATOR, Role.DEPARTMENT_ADMINISTRATOR)
    found = [one for role in roles for one in await tx.accounts.holding(role, unit_id=who.unit_id)]
    return list({one.id: one for one in found if one.id != who.account_id}.values())


async def begin_second_factor(desk: Desk, who: Actor) -> None:
    """Make a secret for a phone to take; nothing is asked for before a code came back.

    Raises NotAllowed, FactorThere.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SECOND_FACTOR)
        await tx.accounts.hold(who.account_id)
        before = await tx.second_factors.get(who.account_id)
        if before and before.is_confirmed:
            raise FactorThere
        secret = secrets.token_bytes(SECRET_BYTES)
        await tx.second_factors.put(SecondFactor(who.account_id, secret))


async def give_second_code(desk: Desk, who: Actor, session: Session, code: str) -> list[str]:
    """Open a session that asks for a code; the first code of all sets the second factor up.

    Returns the recovery codes where it did; everywhere else one is signed out then. Raises
    NoFactor, WrongSecondCode, TooManyFailures.
    """
    now, pair = desk.clock.now(), await _try(desk, who)
    async with desk.store.transaction() as tx:
        before = await _held(tx, who)
        after, codes = before.used(code, now), []
        if not before.is_confirmed:
            codes = _new_codes()
            after = _with_codes(replace(after, is_confirmed=True), codes)
            await end_ways_in(tx, who.account_id, now, but=session.id, keep_chat=True)
            tx.journal.add(who, "second-factor-set", Subject(SubjectKind.ACCOUNT, who.account_id))
        await tx.second_factors.put(after)
        await tx.sessions.ask_code([session.id], asks=False)
        await forgive(tx, pair)
    return codes


async def _try(desk: Desk, who: Actor) -> Pair:
    """Count a try before it is judged."""
    pair = Pair(SECOND_CODE, who.account_id, network_of(who.via))
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SECOND_FACTOR)
        await take_try(tx, pair, desk.clock.now())
    return pair


async def _held(tx: Transaction, who: Actor) -> SecondFactor:
    if (factor := await tx.second_factors.hold(who.account_id)) is None:
        raise NoFactor
    return factor


def _new_codes() -> list[str]:
    return [
        b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower()
        for _ in range(RECOVERY_CODES)
    ]


def _with_codes(factor: SecondFactor, codes: list[str]) -> SecondFactor:
    return replace(factor, recovery=tuple(recovery_hash(factor.account_id, one) for one in codes))


async def renew_recovery_codes(desk: Desk, who: Actor, code: str) -> list[str]:
    """Return new recovery codes in the place of the old ones. Raises as `give_second_code`."""
    now, pair = desk.clock.now(), await _try(desk, who)
    async with desk.store.transaction() as tx:
        codes = _new_codes()
        await tx.second_factors.put(_with_codes((await _held(tx, who)).used(code, now), codes))
        await forgive(tx, pair)
        tx.journal.add(who, "recovery-codes-renewed", Subject(SubjectKind.ACCOUNT, who.account_id))
    return codes


async def end_own_second_factor(desk: Desk, who: Actor, code: str) -> None:
    """Ask one's own account for codes no more. Raises FactorDemanded, else as above."""
    now, pair = desk.clock.now(), await _try(desk, who)
    async with desk.store.transaction() as tx:
        (await _held(tx, who)).used(code, now)
        await forgive(tx, pair)
        await tx.second_factors.remove(who.account_id)
        if await is_asked_for_codes(tx, await tx.accounts.get(who.account_id)):
            raise FactorDemanded
        tx.journal.add(who, "second-factor-ended", Subject(SubjectKind.ACCOUNT, who.account_id))


async def reset_second_factor(desk: Desk, who: Actor, account_id: str) -> None:
    """Take another administrator's second factor away, whose phone and codes are lost.

    They are signed out everywhere and told so, once: where there is none, nothing happens.
    Raises NotFound outside the unit, NotAllowed for one's own.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SECOND_FACTOR_RESET)
        account = await tx.accounts.get(account_id)
        if account.unit_id != who.unit_id and Role.SYSTEM not in who.roles:
            raise NotFound
        if account.id == who.account_id:
            raise NotAllowed(permission=Permission.SECOND_FACTOR_RESET.value)
        if await tx.second_factors.hold(account.id) is None:
            return
        now = desk.clock.now()
        await tx.second_factors.remove(account.id)
        await end_ways_in(tx, account.id, now, keep_chat=True)
        await tx.notices.add([account.id], "second-factor-reset", now=now)
        tx.journal.add(who, "second-factor-reset", Subject(SubjectKind.ACCOUNT, account.id))


async def demand_second_factor(desk: Desk, who: Actor, *, is_demanded: bool) -> None:
    """Let the unit's administrators be asked for codes, those signed in at once, or not.

    Raises NoFactor where one has none oneself.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SECOND_FACTOR_RESET)
        if is_demanded and not await tx.second_factors.confirmed([who.account_id]):
            raise NoFactor
        await tx.people.demand_second_factor(who.unit_id or "", is_demanded=is_demanded)
        others = await _others(tx, who)
        without = {one.id for one in others} - await tx.second_factors.confirmed(
            {one.id for one in others}
        )
        now = desk.clock.now()
        there = [one for account in without for one in await tx.sessions.of(account, now)]
        await tx.sessions.ask_code([one.id for one in there], asks=is_demanded)
        verb = "second-factor-demanded" if is_demanded else "second-factor-optional"
        tx.journal.add(who, verb, Subject(SubjectKind.UNIT, who.unit_id or ""))

"""Sessions: what a browser is signed in by, until it is signed out."""

from contextlib import suppress
from datetime import timedelta

from core.domain.errors import Refusal, SignInNeeded
from core.domain.register import Actor, Session, actor_of
from core.domain.subjects import Subject, SubjectKind
from core.permissions import Permission, authorize
from core.ports import Desk
from core.sessions import SESSION_LASTS, hashed


async def recognise(
    desk: Desk, token: str, *, ip: str, language: str
) -> tuple[Actor, Session] | None:
    """Return whose session this token opens, None if it opens none (any more)."""
    now = desk.clock.now()
    found = await desk.check_ins.visitor(hashed(token), now)
    if found is None:
        return None
    account, session = found
    if now - session.seen_at > timedelta(hours=1):
        with suppress(Refusal):  # a database that takes nothing now must not keep people out
            async with desk.store.transaction() as tx:
                await tx.sessions.touch(session.id, now, now + SESSION_LASTS)
    return actor_of(account, via=ip, language=language), session


async def sign_out(desk: Desk, who: Actor, session: Session) -> None:
    """End the session one is in."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        await tx.sessions.end(who.account_id, [session.id])
        tx.journal.add(who, "signed-out", Subject(SubjectKind.ACCOUNT, who.account_id))


async def list_sessions(desk: Desk, who: Actor) -> list[Session]:
    """List where one is signed in."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return await tx.sessions.of(who.account_id, desk.clock.now())


async def end_session(desk: Desk, who: Actor, session_id: str) -> None:
    """Sign out another browser of one's own."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        await tx.sessions.end(who.account_id, [session_id])
        tx.journal.add(who, "session-ended", Subject(SubjectKind.ACCOUNT, who.account_id))


async def end_other_sessions(desk: Desk, who: Actor, here: Session) -> None:
    """Sign out every other browser of one's own."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        there = await tx.sessions.of(who.account_id, desk.clock.now())
        await tx.sessions.end(who.account_id, [one.id for one in there if one.id != here.id])
        tx.journal.add(who, "session-ended", Subject(SubjectKind.ACCOUNT, who.account_id))


def must_be_signed_in(who: Actor | None) -> Actor:
    """Return the person, or raise SignInNeeded."""
    if who is None:
        raise SignInNeeded
    return who

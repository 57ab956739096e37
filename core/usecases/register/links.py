"""Links that are good once: into the web app, or to join a chat."""

from datetime import datetime, timedelta

from core.domain.errors import Refusal
from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.register import Link, LinkPurpose
from core.records.transaction import Transaction
from core.sessions import Came, SignedIn, end_ways_in, hashed, open_session

LINK_LASTS = timedelta(minutes=10)


class LinkUsed(Refusal):
    """The link has been used, has expired, or never was."""

    code = "link-used"
    status = 410


async def make_link(desk: Desk, who: Actor, purpose: LinkPurpose, *, goes_to: str = "/") -> str:
    """Return the token of a link that is good once, for ten minutes, for this person only.

    That of a chat is short enough to be typed: its 80 bits open nothing before its person agrees.
    """
    now, is_chat = desk.clock.now(), purpose is LinkPurpose.CHAT
    token = desk.ids.new() if is_chat else desk.ids.token()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if is_chat:
            await tx.links.end(who.account_id, now, purpose)
        await tx.links.add(Link(purpose, who.account_id, goes_to, now + LINK_LASTS), hashed(token))
    return token


async def read_link(desk: Desk, token: str) -> tuple[str, str]:
    """Return whose sign-in link this is and where it leads, without using it up.

    Raises LinkUsed.
    """
    async with desk.store.reading() as tx:
        link = await _sign_in_link(tx, token, desk.clock.now())
        return (await tx.accounts.get(link.account_id)).name, link.goes_to


async def use_link(
    desk: Desk, token: str, *, ip: str, device: str, device_key: str = ""
) -> tuple[SignedIn, str]:
    """Sign in with a link, once. Raises LinkUsed."""
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        link = await _sign_in_link(tx, token, now)
        if not await tx.links.take(hashed(token), now):
            raise LinkUsed
        if link.purpose is LinkPurpose.NEW_PASSWORD:
            await tx.accounts.set_password(link.account_id, None)
            await end_ways_in(tx, link.account_id, now, keep_chat=True)
        account = await tx.accounts.get(link.account_id)
        came, only_password = Came(ip, device, device_key), account.password_hash is None
        signed_in = await open_session(desk, tx, account, came, only_password=only_password)
    return signed_in, link.goes_to


async def _sign_in_link(tx: Transaction, token: str, now: datetime) -> Link:
    for purpose in (LinkPurpose.SIGN_IN, LinkPurpose.NEW_PASSWORD):
        if link := await tx.links.get(purpose, hashed(token), now):
            return link
    raise LinkUsed

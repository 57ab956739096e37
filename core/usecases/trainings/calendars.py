"""What is coming, for the calendar of one's phone: one secret link a person, or one entry."""

from datetime import timedelta

from core.domain.attendance.check_in import CodeNotOurs
from core.domain.calendars import Calendar
from core.domain.errors import NotFound
from core.domain.register import Actor, actor_of
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.life import is_announced
from core.domain.transfer import is_free
from core.event_files import calendar_of
from core.permissions import Permission, authorize
from core.ports import Desk
from core.texts import LANGUAGES, speaking
from core.tokens import calendar_link, read_calendar_link

BACK, AHEAD = timedelta(days=180), timedelta(days=366)
FEED = "calendar"


async def read_calendar(desk: Desk, who: Actor) -> str:
    """Return the secret part of one's calendar's address, "" where there is none."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return _link(desk, await tx.calendars.get(who.account_id))


async def renew_calendar(desk: Desk, who: Actor) -> str:
    """Make a link to one's calendar; an earlier one is void from now on."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        renewed = (await tx.calendars.get(who.account_id)).renewed
        await tx.calendars.save(renewed)
        tx.journal.add(who, "calendar-opened", Subject(SubjectKind.ACCOUNT, who.account_id))
    return _link(desk, renewed)


async def end_calendar(desk: Desk, who: Actor) -> None:
    """Let no link lead to one's calendar any more."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        await tx.calendars.save((await tx.calendars.get(who.account_id)).ended)
        tx.journal.add(who, "calendar-ended", Subject(SubjectKind.ACCOUNT, who.account_id))


def _link(desk: Desk, mine: Calendar) -> str:
    if not mine.is_open:
        return ""
    return calendar_link(desk.settings.secret, mine.account_id, mine.number)


async def calendar_file(desk: Desk, link: str) -> bytes:
    """Return what is coming for whoever a link belongs to: titles, places and times, no names.

    Nothing more comes for who has left. The link is the permission. Raises NotFound where it is
    forged, renewed or ended.
    """
    try:
        account_id, number = read_calendar_link(desk.settings.secret, link)
    except CodeNotOurs:
        raise NotFound from None
    now = desk.clock.now()
    async with desk.store.reading() as tx:
        account = await tx.accounts.get(account_id)
        mine = await tx.calendars.get(account_id)
        authorize(actor_of(account, via=FEED), Permission.ACCOUNT_USE)
        if mine != Calendar(account_id, number, is_open=True) or account.staff_id is None:
            raise NotFound
        staff = await tx.people.get(account.staff_id)
        until = now if is_free(staff) else now + AHEAD
        found = await tx.cycles.calendar(staff, now - BACK, until)
    told = [one for one in found if is_announced(one[0])]
    there = [one for one in told if staff.id not in one[1].excused]
    with speaking(account.language or LANGUAGES[0]):
        return calendar_of(desk.settings.public_url, there)

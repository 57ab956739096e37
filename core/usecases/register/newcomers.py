"""People who have never signed in: their way in is opened again, or handed to them on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.departments import department_filter
from core.domain.errors import NotFound, Refusal
from core.domain.lists import EVERYTHING, Column, Filter, ListQuery, Page
from core.domain.register import Account, Actor, Department, Staff
from core.domain.subjects import Subject, SubjectKind
from core.exports import Document
from core.forms.document import Drawn
from core.forms.slips import PaperSlip, draw_slips
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.register import Link, LinkPurpose, StaffFilter
from core.records.transaction import Transaction
from core.sessions import hashed
from core.texts import say
from core.usecases.register.sign_in import first_password_until
from core.wording.moments import moment

SLIP_LASTS = timedelta(days=30)
MOST_AT_ONCE = 200


class NobodyTicked(Refusal):
    """Something was to be done for several people, but nobody was chosen."""

    code = "nobody-ticked"


class TooManyTicked(Refusal):
    code = "too-many-ticked"


@dataclass(frozen=True, slots=True)
class LatestSignIn:
    """Somebody who has never signed in; the first password works until a moment, if it ever did."""

    staff: Staff
    department: Department
    until: datetime | None
    is_open: bool


async def list_newcomers(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[LatestSignIn]:
    """List those of one's people who have never signed in, by staff number."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        place = await department_filter(tx, who, query.text("department"))
        wanted = StaffFilter(text=query.text("q"), department_id=place.id, is_newcomer=True)
        area = replace(area_of(who), staff_id=None)
        found = await tx.people.page(area, wanted, query.window)
        total = await tx.people.count(area, wanted)
        accounts = await tx.accounts.of_people([one.id for one in found.rows])
        places = await tx.people.some_departments({one.department_id for one in found.rows})
    unused = {account.staff_id: account for account in accounts if account.is_unused}
    return Page(
        found.of(lambda it: _line(desk, it, places[it.department_id], unused.get(it.id))),
        total=total,
        choices={"department": place.choices},
        searched=place.searched_by_name,
    )


def _line(
    desk: Desk, staff: Staff, department: Department, account: Account | None
) -> LatestSignIn:
    until = first_password_until(desk, account) if account else None
    return LatestSignIn(staff, department, until, until is not None and desk.clock.now() < until)


def _state(line: LatestSignIn) -> str:
    if line.is_open and line.until:
        return say("newcomers-until", at=moment(line.until))
    return say("newcomers-over")


NEWCOMERS = Listing[LatestSignIn](
    "newcomers",
    "newcomers-title",
    (
        Column("people-column-name", lambda it: it.staff.name, card="title", width=26),
        Column("people-column-number", lambda it: it.staff.staff_number, width=28),
        Column("people-column-department", lambda it: it.department.name, width=34),
        Column("newcomers-column-state", _state, width=60),
    ),
    list_newcomers,
    filters=(
        Filter("q", "people-filter-words"),
        Filter("department", "people-column-department", "choice"),
    ),
)


async def open_again(desk: Desk, who: Actor, staff_ids: Sequence[str]) -> int:
    """Let the first passwords of people work again, from today on; return of how many.

    Whoever has set a password meanwhile is left alone. Raises NotFound outside the scope.
    """
    _check_number(staff_ids)
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        accounts = await _unused(tx, who, staff_ids)
        for account, _ in accounts:
            await tx.accounts.open_again(account.id, now)
            tx.journal.add(who, "first-password-opened", Subject(SubjectKind.ACCOUNT, account.id))
    return len(accounts)


@dataclass(frozen=True, slots=True)
class Slip:
    """What lets one person in, once: to be shown, sent or printed."""

    staff: Staff
    url: str
    until: datetime


async def make_slips(desk: Desk, who: Actor, staff_ids: Sequence[str]) -> list[Slip]:
    """Make a link for each of the people that signs them in once, within thirty days.

    Earlier ones become void; whoever has a password of their own gets none. Raises NotFound
    outside the scope.
    """
    slips, _ = await _slips(desk, who, staff_ids)
    return slips


async def print_slips(desk: Desk, who: Actor, staff_ids: Sequence[str]) -> Document:
    """Make such links and draw them for paper, eight a page, to be cut apart and handed over.

    They lie department by department. Raises NotFound where nobody needs one.
    """
    slips, places = await _slips(desk, who, staff_ids)
    if not slips:
        raise NotFound
    in_order = sorted(slips, key=lambda one: places[one.staff.department_id].code)
    paper = [
        PaperSlip(
            name=one.staff.name,
            place=places[one.staff.department_id].name,
            number=one.staff.staff_number,
            url=one.url,
            until=one.until,
        )
        for one in in_order
    ]
    drawn: Drawn = await desk.workers.in_process(draw_slips, paper, desk.clock.now())
    name = say("slip-file-name")
    return Document(drawn.pdf, "application/pdf", f"{name}.pdf", drawn.missing)


async def _slips(
    desk: Desk, who: Actor, staff_ids: Sequence[str]
) -> tuple[list[Slip], dict[str, Department]]:
    _check_number(staff_ids)
    now, slips = desk.clock.now(), list[Slip]()
    until, places = now + SLIP_LASTS, dict[str, Department]()
    async with desk.store.transaction() as tx:
        for account, staff in await _unused(tx, who, staff_ids):
            token = desk.ids.token()
            await tx.links.end(account.id, now, LinkPurpose.SIGN_IN)
            await tx.links.add(Link(LinkPurpose.SIGN_IN, account.id, "/", until), hashed(token))
            tx.journal.add(who, "slip-made", Subject(SubjectKind.ACCOUNT, account.id))
            slips.append(Slip(staff, f"{desk.settings.public_url}/sign-in/{token}", until))
        for department_id in {one.staff.department_id for one in slips}:
            places[department_id] = await tx.people.department(department_id)
    return slips, places


async def _unused(
    tx: Transaction, who: Actor, staff_ids: Sequence[str]
) -> list[tuple[Account, Staff]]:
    """Return the accounts of these people that have never been used."""
    found = []
    for staff_id in staff_ids:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.ACCOUNT_OPEN, staff)
        accounts = await tx.accounts.of_staff(staff_id)
        found += [(one, staff) for one in accounts if one.is_unused]
    return found


def _check_number(staff_ids: Sequence[str]) -> None:
    if not staff_ids:
        raise NobodyTicked
    if len(staff_ids) > MOST_AT_ONCE:
        raise TooManyTicked(most=MOST_AT_ONCE, chosen=len(staff_ids))

"""Who administers a unit and its departments: listed, and appointed by name (manual 8)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.errors import NotFound, Refusal
from core.domain.masking import masked_mobile
from core.domain.reading_particulars import read_mobile
from core.domain.register import Account, Actor, Department, Role, Staff, Unit
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import TextNeeded, normal_number, typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.register import Link, LinkPurpose
from core.records.transaction import Transaction
from core.sessions import hashed

LINK_LASTS = timedelta(days=7)
LONGEST_NAME, LONGEST_PHONE = 50, 40


class NobodyHasNumber(Refusal):
    """No person of the unit has this staff number."""

    code = "nobody-has-number"


@dataclass(frozen=True, slots=True)
class Administrators:
    """Offices that one looks after: who holds that of the unit, and those of open departments.

    A department's administrator sees the own department only, and `of_unit` is None. `mobiles`
    are masked, by account; who is in `shared` cannot sign in by theirs, for another has the same.
    """

    unit: Unit
    of_unit: Sequence[Account] | None
    departments: Sequence[Department]
    of_departments: Mapping[str, Sequence[Account]]
    mobiles: Mapping[str, str]
    shared: Collection[str]


@dataclass(frozen=True, slots=True)
class Contact:
    """What is typed of an administrator (manual 8): 姓名, 手机, 办公电话."""

    name: str
    mobile: str = ""
    office_phone: str = ""


@dataclass(frozen=True, slots=True)
class Appointed:
    """A new administrator, and the link that lets them in once, until a moment."""

    account: Account
    login: str
    url: str
    until: datetime


async def list_administrators(desk: Desk, who: Actor) -> Administrators:
    """List who administers one's unit and its open departments, or one's own department."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ADMINISTRATOR_APPOINT)
        unit = await tx.people.unit(who.unit_id or "")
        departments = await tx.people.departments(unit.id)
        places = [one for one in departments if one.closed_on is None and looks_after(who, one.id)]
        of_unit = await tx.accounts.holding(Role.UNIT_ADMINISTRATOR, unit_id=unit.id)
        theirs = await tx.accounts.holding(Role.DEPARTMENT_ADMINISTRATOR, unit_id=unit.id)
        ids = [one.id for one in (*of_unit, *theirs)]
        mobiles = await tx.accounts.mobiles(ids)
        shared = await tx.accounts.sharing_mobiles(ids)
    return Administrators(
        unit,
        of_unit if looks_after(who, None) else None,
        places,
        {place.id: [one for one in theirs if one.department_id == place.id] for place in places},
        {account_id: masked_mobile(mobile) for account_id, mobile in mobiles.items()},
        shared,
    )


def looks_after(who: Actor, department_id: str | None) -> bool:
    """Return whether one gives and takes the office of a department of one's unit, or the unit's.

    A department's administrators look after their own list (manual 8).
    """
    return Role.UNIT_ADMINISTRATOR in who.roles or (
        department_id is not None and who.department_id == department_id
    )


async def appoint_administrator(
    desk: Desk, who: Actor, department_id: str, typed_of: Contact, staff_number: str = ""
) -> Appointed:
    """Give somebody an office: of a department, or of the unit where none is named.

    Who is of the register is named by staff number: nobody decides on their own credits; their
    mobile is that of the register, unless another is typed. The first holder signs in as
    `330922001`, the next as `330922001-2`. Raises NotFound for a department of others, TextNeeded,
    TextTooLong, MobileForm, NobodyHasNumber.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ADMINISTRATOR_APPOINT)
        unit = await tx.people.unit(who.unit_id or "")
        place = await _place(tx, unit, department_id) if department_id else None
        if not looks_after(who, place.id if place else None):
            raise NotFound
        staff = await _of_register(tx, unit, staff_number) if staff_number.strip() else None
        account = _account(desk, unit, place, staff, typed(typed_of.name, LONGEST_NAME))
        registered = await tx.people.mobile(staff.id) if staff else ""
        mobile = read_mobile(typed_of.mobile if typed_of.mobile.strip() else registered)
        login = await _free_login(tx, account.office or "")
        await tx.accounts.add(account, login)
        await tx.accounts.set_details(
            account.id, name=account.name, office_phone=office_phone(typed_of), mobile=mobile
        )
        token, until = desk.ids.token(), desk.clock.now() + LINK_LASTS
        await tx.links.add(Link(LinkPurpose.SIGN_IN, account.id, "/", until), hashed(token))
        tx.journal.add(
            who,
            "administrator-appointed",
            Subject(SubjectKind.ACCOUNT, account.id),
            after={"office": account.office, "name": account.name},
        )
    return Appointed(account, login, f"{desk.settings.public_url}/sign-in/{token}", until)


def office_phone(typed_of: Contact) -> str:
    """Return 办公电话, which may be blank. Raises TextTooLong."""
    try:
        return typed(typed_of.office_phone, LONGEST_PHONE)
    except TextNeeded:
        return ""


async def _place(tx: Transaction, unit: Unit, department_id: str) -> Department:
    place = await tx.people.department(department_id)
    if place.unit_id != unit.id or place.closed_on is not None:
        raise NotFound
    return place


async def _of_register(tx: Transaction, unit: Unit, staff_number: str) -> Staff:
    number = normal_number(staff_number)
    staff = (await tx.people.with_numbers([number])).get(number)
    if staff is None or staff.unit_id != unit.id:
        raise NobodyHasNumber
    return staff


def _account(
    desk: Desk, unit: Unit, place: Department | None, staff: Staff | None, name: str
) -> Account:
    role = Role.DEPARTMENT_ADMINISTRATOR if place else Role.UNIT_ADMINISTRATOR
    return Account(
        id=desk.ids.new(),
        name=name,
        roles=frozenset({role, Role.STAFF} if staff else {role}),
        unit_id=unit.id,
        department_id=place.id if place else None,
        staff_id=staff.id if staff else None,
        office=place.code if place else unit.code,
        language=None,
        password_hash=None,
    )


async def _free_login(tx: Transaction, office: str) -> str:
    """Return the office's number, or with the next place behind it where that is taken."""
    login, place = office, 1
    while await tx.accounts.by_login(login):
        place += 1
        login = f"{office}-{place}"
    return login

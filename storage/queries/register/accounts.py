"""Accounts; a login is found by its blind index, and read back for a new secret only."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from tortoise.expressions import Q, Subquery

from core.domain.masking import normal_login
from core.domain.register import (
    Account,
    DocumentTaken,
    Role,
    Staff,
)
from storage.models import AccountRow, StaffRow, UnitRow
from storage.protection import Protection
from storage.queries.rows import found, unless_taken

LOGIN, MOBILE = "account.login", "account.mobile"
NEVER_USED = Q(password_hash__isnull=True, office__isnull=True)


def in_office(role: Role) -> Q:
    """Return the condition of holding a role; its bound lets a unit's index of offices serve."""
    return Q(office__gte="", roles__contains=f" {role} ")


class AccountQueries:
    def __init__(self, protection: Protection) -> None:
        self._protection = protection

    async def get(self, account_id: str) -> Account:
        return account_of(found(await AccountRow.get_or_none(id=account_id)))

    async def hold(self, account_id: str) -> Account:
        await _hold_person(account_id)
        rows = AccountRow.filter(id=account_id).select_for_update()
        return account_of(found(await rows.first()))

    async def by_login(self, login: str) -> Account | None:
        row = await AccountRow.get_or_none(login_index=self.index(login))
        return account_of(row) if row else None

    async def of_staff(self, staff_id: str) -> list[Account]:
        return await _accounts(Q(staff_id=staff_id))

    async def of_people(self, staff_ids: Collection[str]) -> list[Account]:
        return await _accounts(Q(staff_id__in=set(staff_ids)))

    async def holding(
        self, role: Role, *, unit_id: str | None = None, department_id: str | None = None
    ) -> list[Account]:
        """Return who holds the role, in the unit and the department where these are given."""
        places = {"unit_id": unit_id, "department_id": department_id}
        given: dict[str, Any] = {key: place for key, place in places.items() if place is not None}
        if role is Role.AUTHORITY_REVIEWER:  # few units are one, and many people have accounts
            authorities = UnitRow.filter(authority_level__isnull=False)
            given["unit_id__in"] = Subquery(authorities.values("id"))
        return await _accounts(Q(in_office(role), **given))

    async def with_mobile(self, mobile: str) -> list[Account]:
        found = self._protection.index(mobile, MOBILE)
        return await _accounts(Q(mobile_index=found, office__isnull=False))

    async def mobiles(self, account_ids: Collection[str]) -> dict[str, str]:
        """Return the mobiles of those who have one registered."""
        rows = AccountRow.filter(id__in=set(account_ids), mobile__isnull=False)
        return {
            account_id: self._protection.open(sealed, f"{MOBILE}:{account_id}")
            for account_id, sealed in await rows.values_list("id", "mobile")
        }

    async def sharing_mobiles(self, account_ids: Collection[str]) -> set[str]:
        """Return those of the accounts whose mobile another office's account has, too."""
        indexes = dict(
            await AccountRow.filter(
                id__in=set(account_ids), mobile_index__isnull=False
            ).values_list("id", "mobile_index")
        )
        rows = AccountRow.filter(mobile_index__in=set(indexes.values()), office__isnull=False)
        counts = Counter(await rows.values_list("mobile_index", flat=True))
        return {one for one, index in indexes.items() if counts[index] > 1}

    async def set_details(
        self, account_id: str, *, name: str, office_phone: str, mobile: str | None = None
    ) -> None:
        columns = {"name": name, "office_phone": office_phone}
        sealed = self.mobile_columns(account_id, mobile) if mobile else {}
        await AccountRow.filter(id=account_id).update(**columns, **sealed)

    async def hold_unit_administrators(self, unit_id: str) -> list[Account]:
        rows = AccountRow.filter(in_office(Role.UNIT_ADMINISTRATOR), unit_id=unit_id).order_by("id")
        return [account_of(row) for row in await rows.select_for_update()]

    async def open_again(self, account_id: str, now: datetime) -> None:
        await AccountRow.filter(id=account_id).update(opened_at=now)

    async def add(self, account: Account, login: str) -> None:
        async with unless_taken(DocumentTaken()):
            await AccountRow.create(**self.columns(account, login))
        if account.is_unused:
            await StaffRow.filter(id=account.staff_id).update(is_newcomer=True)

    def columns(self, account: Account, login: str) -> dict[str, Any]:
        """Return an account as its columns."""
        return {
            "id": account.id,
            **self.login_columns(account.id, login),
            "name": account.name,
            "roles": _written(account.roles),
            "unit_id": account.unit_id,
            "department_id": account.department_id,
            "staff_id": account.staff_id,
            "office": account.office,
            "office_phone": account.office_phone,
            "language": account.language,
            "password_hash": account.password_hash,
            "opened_at": account.opened_at,
            "wants_reminders": account.wants_reminders,
        }

    async def rename(self, account_id: str, name: str, login: str | None = None) -> None:
        columns = {"name": name} | (self.login_columns(account_id, login) if login else {})
        async with unless_taken(DocumentTaken()):
            await AccountRow.filter(id=account_id).update(**columns)

    async def leave_office(self, account: Account, staff: Staff | None, login: str) -> None:
        own: dict[str, Any] = {"password_hash": None, "department_id": None}
        if staff:
            own = {"unit_id": staff.unit_id, "department_id": staff.department_id}
        columns = {
            "roles": _written(frozenset({Role.STAFF} if staff else ())),
            "office": None,
            "office_phone": "",
            "mobile": None,
            "mobile_index": None,
            **own,
            **self.login_columns(account.id, login),
        }
        await _write_use(account.id, columns)

    async def set_roles(self, account_id: str, roles: frozenset[Role]) -> None:
        await AccountRow.filter(id=account_id).update(roles=_written(roles))

    async def set_password(self, account_id: str, password_hash: str | None) -> None:
        await _write_use(account_id, {"password_hash": password_hash})

    async def set_language(self, account_id: str, language: str) -> None:
        await AccountRow.filter(id=account_id).update(language=language)

    async def set_reminders(self, account_id: str, *, wanted: bool) -> None:
        await AccountRow.filter(id=account_id).update(wants_reminders=wanted)

    def login_columns(self, account_id: str, login: str) -> dict[str, Any]:
        """Return what is kept of a login: the index, and what another index can be made of."""
        sealed = self._protection.seal(normal_login(login), f"{LOGIN}:{account_id}")
        return {"login_index": self.index(login), "login": sealed}

    def mobile_columns(self, account_id: str, mobile: str) -> dict[str, Any]:
        """Return what is kept of an administrator's mobile: sealed, and findable."""
        return {
            "mobile": self._protection.seal(mobile, f"{MOBILE}:{account_id}"),
            "mobile_index": self._protection.index(mobile, MOBILE),
        }

    def index(self, login: str) -> str:
        """Return by what a login is found."""
        return self._protection.index(normal_login(login), LOGIN)


async def _accounts(wanted: Q) -> list[Account]:
    return [account_of(row) for row in await AccountRow.filter(wanted).order_by("name", "id")]


async def _write_use(account_id: str, columns: Mapping[str, Any]) -> None:
    """Write what tells whether an account is used, and of its person whether they are new."""
    held = await _hold_person(account_id)
    await AccountRow.filter(id=account_id).update(**columns)
    for one in held:
        is_new = await AccountRow.filter(NEVER_USED, staff_id=one.id).exists()
        await StaffRow.filter(id=one.id).update(is_newcomer=is_new)


async def _hold_person(account_id: str) -> list[StaffRow]:
    """Hold whose account it is before the account: whoever moves people holds them first, too."""
    theirs = AccountRow.filter(id=account_id).values("staff_id")
    return await StaffRow.filter(id__in=Subquery(theirs)).only("id").select_for_update(no_key=True)


def _written(roles: frozenset[Role]) -> str:
    return f" {' '.join(sorted(roles))} "


def roles_of(written: str) -> frozenset[Role]:
    """Return the roles as they stand in a row."""
    return frozenset(Role(role) for role in written.split())


def account_of(row: AccountRow) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        roles=roles_of(row.roles),
        unit_id=row.unit_id,
        department_id=row.department_id,
        staff_id=row.staff_id,
        office=row.office,
        language=row.language,
        password_hash=row.password_hash,
        opened_at=row.opened_at,
        office_phone=row.office_phone,
        wants_reminders=row.wants_reminders,
    )

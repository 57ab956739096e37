"""Who signs in at the sample hospital: everybody for themselves, some for an office (manual 8)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from core.domain.dates import SHANGHAI
from core.domain.register import Account, Actor, Department, Role, Unit, actor_of
from core.domain.rulebook import OwnRow
from core.records.transaction import Transaction
from storage.sample.people import (
    AUTHORITY,
    CLINIC,
    CLINIC_WARD,
    DEPARTMENTS,
    HOSPITAL,
    INTERNAL,
    NURSING,
    UNITS,
    Life,
    everybody,
    fixed_id,
    records_of,
    staff_of,
)


@dataclass(frozen=True, slots=True)
class Office:
    """Who holds an organisational account (manual 8), and under which login."""

    login: str
    name: str
    role: Role
    unit: Unit
    department: Department | None = None

    @property
    def account_id(self) -> str:
        return fixed_id(f"account {self.login}")


OFFICES = (
    Office("330922001", "蔡李铭", Role.DEPARTMENT_ADMINISTRATOR, HOSPITAL, NURSING),
    Office("330922001-2", "刘一秀", Role.DEPARTMENT_ADMINISTRATOR, HOSPITAL, NURSING),
    Office("330922002", "朱明远", Role.DEPARTMENT_ADMINISTRATOR, HOSPITAL, INTERNAL),
    Office("330922", "刘独秀", Role.UNIT_ADMINISTRATOR, HOSPITAL),
    Office("330922-2", "方闻", Role.UNIT_ADMINISTRATOR, HOSPITAL),
    Office("330923001", "金若水", Role.DEPARTMENT_ADMINISTRATOR, CLINIC, CLINIC_WARD),
    Office("330923", "姜越", Role.UNIT_ADMINISTRATOR, CLINIC),
    Office("330000", "陆省之", Role.AUTHORITY_REVIEWER, AUTHORITY),
)


def personal_account(life: Life, password_hash: str, opened_at: datetime | None) -> Account:
    return Account(
        id=life.account_id,
        name=life.name,
        roles=frozenset({Role.STAFF}),
        unit_id=life.department.unit_id,
        department_id=life.department.id,
        staff_id=life.staff_id,
        office=None,
        language=None,
        password_hash=password_hash if life.has_signed_in else None,
        opened_at=opened_at,
    )


def office_account(office: Office, password_hash: str) -> Account:
    """Return the account; a holder who is of the register cannot decide on their own credit."""
    life = next((life for life in everybody() if life.name == office.name), None)
    return Account(
        id=office.account_id,
        name=office.name,
        roles=frozenset({office.role} | ({Role.STAFF} if life else set())),
        unit_id=office.unit.id,
        department_id=office.department.id if office.department else None,
        staff_id=life.staff_id if life else None,
        office=office.login.partition("-")[0],
        language=None,
        password_hash=password_hash,
    )


def accounts(
    password_hash: str = "", opened_at: datetime | None = None
) -> dict[str, tuple[Account, str]]:
    """Return every account with its login, by name (the person's own) or by login (an office)."""
    own = {
        life.name: (personal_account(life, password_hash, opened_at), life.document)
        for life in everybody()
    }
    held = {
        office.login: (office_account(office, password_hash), office.login) for office in OFFICES
    }
    return own | held


def actor(key: str, via: str) -> Actor:
    """Return a person of the story by name, or an office by its login."""
    account, _ = accounts()[key]
    return actor_of(account, via=via)


async def add_people(tx: Transaction, today: date, password_hash: str) -> None:
    """Write the places, the register with its yearly records, and the accounts."""
    for unit in UNITS:
        await tx.people.add_unit(unit)
    for department in DEPARTMENTS:
        await tx.people.add_department(department)
    for life in everybody():
        book = await tx.rulebooks.of(life.department.unit_id, today.year)
        await tx.people.add(staff_of(life, today, book), life.document, life.mobile)
        for record in records_of(life, today):
            await tx.people.add_record(record)
    opened_at = datetime.combine(today, time(), SHANGHAI)
    await _confirm_rules(tx, today.year, opened_at)
    for account, login in accounts(password_hash, opened_at).values():
        await tx.accounts.add(account, login)


async def _confirm_rules(tx: Transaction, year: int, at: datetime) -> None:
    """Let the hospital have compared the rules with its papers; the clinic has still to."""
    by = next(one for one in OFFICES if one.login == "330922").account_id
    for rule in (await tx.rulebooks.of(HOSPITAL.id, year)).rules:
        if rule.source.needs_confirmation:
            row = OwnRow(HOSPITAL.id, year, "rules", rule.code, {}, "本单位继教办核对", by, at)
            await tx.rulebooks.save(row)

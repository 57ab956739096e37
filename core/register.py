"""Writing people into the register: with an account, a record of the year and the journal."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.domain.masking import masked_document, masked_mobile
from core.domain.particulars import FIELDS, OWN_NUMBERS, NumberOfOurs, Particulars
from core.domain.register import (
    Account,
    Actor,
    Role,
    Staff,
    YearRecord,
    record_for,
)
from core.domain.subjects import Subject, SubjectKind
from core.ports import Desk
from core.records.transaction import Transaction

STANDING = ("title", "status", "title_awarded_on", "post_type")
"""What a yearly record repeats of the register."""


async def enter_person(desk: Desk, tx: Transaction, who: Actor, wanted: Particulars) -> Staff:
    """Write somebody new into the register, with an account that waits for its first sign-in.

    The login is the document number. Whoever has no staff number gets one of this system's. Raises
    DocumentTaken, NumberTaken, NumberOfOurs.
    """
    if wanted.staff_number.startswith(OWN_NUMBERS):
        raise NumberOfOurs(first=OWN_NUMBERS)
    number = wanted.staff_number or (await tx.people.allocate_numbers(1))[0]
    staff = wanted.staff(desk.ids.new(), number)
    await tx.people.add(staff, wanted.document.number, wanted.mobile)
    account = Account(
        id=desk.ids.new(),
        name=staff.name,
        roles=frozenset({Role.STAFF}),
        unit_id=staff.unit_id,
        department_id=staff.department_id,
        staff_id=staff.id,
        office=None,
        language=None,
        password_hash=None,
        opened_at=desk.clock.now(),
    )
    await tx.accounts.add(account, wanted.document.number)
    await tx.people.add_record(record_of_year(staff, desk.today().year))
    told = told_of(replace(wanted, staff_number=number))
    tx.journal.add(who, "person-added", Subject(SubjectKind.STAFF, staff.id), after=told)
    return staff


async def correct_person(
    desk: Desk, tx: Transaction, who: Actor, staff: Staff, before: Particulars, wanted: Particulars
) -> Staff:
    """Let the register say of somebody what is wanted; nothing is written where nothing changes.

    Account, login and the record of this year follow; years that come out otherwise are counted
    again afterwards. Raises RegisterChanged, DocumentTaken, NumberTaken, NumberOfOurs.
    """
    told, telling = told_of(before), told_of(wanted)
    changed = [
        name for name in FIELDS if getattr(before, name, None) != getattr(wanted, name, None)
    ]
    if not changed:
        return staff
    if "staff_number" in changed and wanted.staff_number.startswith(OWN_NUMBERS):
        raise NumberOfOurs(first=OWN_NUMBERS)
    after = await tx.people.save(
        wanted.changing(staff), document=wanted.document.number, mobile=wanted.mobile
    )
    if "department" in changed:
        after = await tx.people.move(after, wanted.department, desk.today())
    if {"name", "document"} & set(changed):
        for account in await tx.accounts.of_staff(staff.id):
            login = None if account.office else wanted.document.number
            await tx.accounts.rename(account.id, wanted.name, login)
    if set(STANDING) & set(changed):
        await _follow_standing(tx, after, desk.today().year)
    shown = [name for name in told if told[name] != telling[name] or name in changed]
    tx.journal.add(
        who,
        "person-changed",
        Subject(SubjectKind.STAFF, staff.id),
        before={name: told[name] for name in shown},
        after={name: telling[name] for name in shown},
    )
    return after


def record_of_year(staff: Staff, year: int) -> YearRecord:
    """Return what the register says of somebody now as their record of a year."""
    return YearRecord(
        staff_id=staff.id,
        year=year,
        unit_id=staff.unit_id,
        department_id=staff.department_id,
        **{name: getattr(staff, name) for name in STANDING},
    )


async def _follow_standing(tx: Transaction, staff: Staff, year: int) -> None:
    record = record_for(await tx.people.records(staff.id), year)
    if record is None or record.year < year:
        await tx.people.add_record(record_of_year(staff, year))
        return
    standing = {name: getattr(staff, name) for name in STANDING}
    await tx.people.save_record(replace(record, **standing))


def told_of(wanted: Particulars) -> Mapping[str, Any]:
    """Return the particulars as the journal keeps them, protected ones masked."""
    plain = {name: getattr(wanted, name) for name in FIELDS if name in PLAIN}
    return {
        **plain,
        "document_kind": wanted.document.kind,
        "document": masked_document(wanted.document.number),
        "mobile": masked_mobile(wanted.mobile),
        "department": wanted.department.name,
    }


COMPARED = tuple(name for name in FIELDS if name != "document_kind")
PLAIN = frozenset(COMPARED) - {"document", "mobile", "department"}

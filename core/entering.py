"""Writing many people into the register at once, as one by one in `core.register`.

All that can be is laid out before the transaction begins: it has to be short, as people wait at
doors meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from core.domain.errors import Refusal
from core.domain.particulars import Particulars
from core.domain.people_import import PlannedRow, RowKind, changed_fields
from core.domain.register import Account, Actor, Role, Staff, record_for
from core.domain.subjects import Subject, SubjectKind
from core.ports import Desk
from core.records.people_sets import Correction, Laid, Newcomer
from core.records.transaction import Transaction
from core.register import STANDING, record_of_year, told_of
from core.texts import say

MOST_NAMED = 5


class ImportOvertaken(Refusal):
    """People were changed since they were looked at. Blanks: some `names`, and the `count`."""

    code = "import-overtaken"
    status = 409


class Told(NamedTuple):
    """What the journal is to say of one person."""

    verb: str
    subject: Subject
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(slots=True)
class Entering:
    """What is going to be written, and the versions that it was laid out for."""

    laid: list[Laid] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    seen: dict[str, Staff] = field(default_factory=dict)
    changed: list[tuple[Staff, Particulars, tuple[str, ...]]] = field(default_factory=list)

    def lay_out(
        self, desk: Desk, tx: Transaction, rows: Sequence[PlannedRow], numbers: Sequence[str]
    ) -> None:
        """Lay further rows out; `numbers` are for those of the new people who have none."""
        left, newcomers, corrections = iter(numbers), list[Newcomer](), list[Correction]()
        for row in rows:
            if row.after is None:
                continue
            if row.kind is RowKind.NEW:
                wanted = _numbered(row.after, left)
                newcomers.append(_newcomer(desk, wanted))
                staff_id = newcomers[-1].staff.id
                self.told.append(_told("person-added", staff_id, {}, told_of(wanted)))
            elif row.kind is RowKind.CHANGED and row.staff and row.before:
                corrections.append(_correction(row.staff, row.after))
                self._note(row.staff, row.before, row.after)
        self.laid += tx.people_sets.newcomers(newcomers) if newcomers else ()
        self.laid += tx.people_sets.corrections(corrections) if corrections else ()

    def _note(self, staff: Staff, before: Particulars, after: Particulars) -> None:
        names = changed_fields(before, after)
        self.seen[staff.id] = staff
        self.changed.append((staff, after, names))
        was, is_ = told_of(before), told_of(after)
        shown = [name for name in was if was[name] != is_[name] or name in names]
        self.told.append(
            _told(
                "person-changed",
                staff.id,
                {name: was[name] for name in shown},
                {name: is_[name] for name in shown},
            )
        )


def lacking_number(rows: Iterable[PlannedRow]) -> int:
    """Return how many new people need a staff number."""
    return sum(
        row.kind is RowKind.NEW and not (row.after and row.after.staff_number) for row in rows
    )


async def enter_people(desk: Desk, tx: Transaction, who: Actor, entering: Entering) -> None:
    """Write what was laid out. Raises ImportOvertaken, DocumentTaken."""
    versions = await tx.people_sets.hold(entering.seen)
    seen = entering.seen.items()
    if changed := [staff.name for key, staff in seen if versions.get(key) != staff.version]:
        raise overtaken(changed)
    await tx.people_sets.write(entering.laid)
    await _rename(tx, entering)
    await _follow_standing(desk, tx, entering)
    for staff, after, names in entering.changed:
        if "department" in names:
            corrected = replace(after.changing(staff), version=staff.version + 1)
            await tx.people.move(corrected, after.department, desk.today())
    for told in entering.told:
        tx.journal.add(who, told.verb, told.subject, before=told.before, after=told.after)


def overtaken(names: Sequence[str]) -> ImportOvertaken:
    """Return the refusal that names those who were changed meanwhile."""
    some = say("word-comma").join(names[:MOST_NAMED])
    return ImportOvertaken(names=some, count=len(names))


async def _rename(tx: Transaction, entering: Entering) -> None:
    renamed = {
        staff.id: after
        for staff, after, names in entering.changed
        if {"name", "document"} & set(names)
    }
    for account in await tx.accounts.of_people(renamed) if renamed else ():
        after = renamed[account.staff_id or ""]
        login = None if account.office else after.document.number
        await tx.accounts.rename(account.id, after.name, login)


async def _follow_standing(desk: Desk, tx: Transaction, entering: Entering) -> None:
    """Let the record of this year say what the register says now."""
    changed = [it for it in entering.changed if set(STANDING) & set(it[2])]
    if not changed:
        return
    year = desk.today().year
    records = await tx.people.records_of([staff.id for staff, _, _ in changed])
    new, kept = [], []
    for staff, after, _ in changed:
        now = after.changing(staff)
        record = record_for(records[staff.id], year)
        if record is None or record.year < year:
            new.append(record_of_year(now, year))
        else:
            kept.append(replace(record, **{name: getattr(now, name) for name in STANDING}))
    await tx.people_sets.write_records(new, kept)


def _numbered(wanted: Particulars, numbers: Iterable[str]) -> Particulars:
    if wanted.staff_number:
        return wanted
    return replace(wanted, staff_number=next(iter(numbers)))


def _newcomer(desk: Desk, wanted: Particulars) -> Newcomer:
    staff = wanted.staff(desk.ids.new(), wanted.staff_number)
    return Newcomer(
        staff=staff,
        document=wanted.document.number,
        mobile=wanted.mobile,
        record=record_of_year(staff, desk.today().year),
        account=account_of(staff, desk.ids.new(), desk.clock.now()),
    )


def account_of(staff: Staff, account_id: str, now: datetime) -> Account:
    """Return somebody's account as it waits for its first sign-in, without a password."""
    return Account(
        id=account_id,
        name=staff.name,
        roles=frozenset({Role.STAFF}),
        unit_id=staff.unit_id,
        department_id=staff.department_id,
        staff_id=staff.id,
        office=None,
        language=None,
        password_hash=None,
        opened_at=now,
    )


def _correction(staff: Staff, after: Particulars) -> Correction:
    return Correction(after.changing(staff), after.document.number, after.mobile)


def _told(verb: str, staff_id: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Told:
    return Told(verb, Subject(SubjectKind.STAFF, staff_id), before, after)

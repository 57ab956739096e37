"""Writing people into the register, and correcting them there: one or five thousand at once.

All that can be is laid out before the transaction begins: it has to be short, as people wait at
doors meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from core.domain.masking import masked_document, masked_mobile
from core.domain.particulars import FIELDS, Particulars
from core.domain.people_import import changed_fields
from core.domain.register import (
    Account,
    Actor,
    RegisterChanged,
    Role,
    Staff,
    YearRecord,
    record_for,
)
from core.domain.standing import LEFT
from core.moving import move_people, move_to, open_years
from core.ports import Desk
from core.records.people_sets import Correction, Laid, Newcomer
from core.records.transaction import Transaction
from core.results import hold
from core.sessions import end_access
from core.texts import say

MOST_NAMED = 5
STANDING = ("title", "status", "title_awarded_on", "post_type", "staff_kind")
"""What a yearly record repeats of the register."""
TOLD_OTHERWISE = frozenset({"document_kind", "document", "mobile", "department"})
"""What the journal does not keep of particulars as it is."""


class ImportOvertaken(RegisterChanged):
    """People were changed since they were looked at. Blanks: some `names`, and the `count`."""

    code = "import-overtaken"


@dataclass(frozen=True)
class Corrected:
    """Somebody as they were read, and what the register says of them before and after."""

    staff: Staff
    before: Particulars
    after: Particulars

    @cached_property
    def changes(self) -> frozenset[str]:
        return frozenset(changed_fields(self.before, self.after))

    @property
    def written(self) -> Staff:
        """Return them as they stand after the correction, before they move."""
        return replace(self.after.changing(self.staff), version=self.staff.version + 1)

    @property
    def moves(self) -> bool:
        return "department" in self.changes

    @property
    def is_judged_anew(self) -> bool:
        """Whether what a yearly record repeats of the register changes."""
        return not self.changes.isdisjoint(STANDING)

    @property
    def leaves(self) -> bool:
        return self.after.status == LEFT != self.before.status


@dataclass(slots=True)
class Entering:
    """What is going to be written: rows as the database takes them, and whom they are of."""

    laid: list[Laid] = field(default_factory=list)
    new: list[tuple[Staff, Particulars]] = field(default_factory=list)
    changed: list[Corrected] = field(default_factory=list)

    def lay_out(
        self,
        desk: Desk,
        tx: Transaction,
        new: Sequence[Particulars] = (),
        changed: Sequence[Corrected] = (),
    ) -> None:
        """Lay further people out: new ones, who have their numbers, and such as are there.

        By what new ones are found is left to the caller: it is most of what has to be written.
        """
        newcomers = [_newcomer(desk, wanted) for wanted in new]
        self.new += [(one.staff, it) for one, it in zip(newcomers, new, strict=True)]
        self.changed += changed
        self.laid += tx.people_sets.newcomers(newcomers) if newcomers else ()
        corrections = [
            Correction(one.after.changing(one.staff), one.after.document.number, one.after.mobile)
            for one in changed
        ]
        self.laid += tx.people_sets.corrections(corrections) if corrections else ()


async def enter_person(desk: Desk, tx: Transaction, who: Actor, wanted: Particulars) -> Staff:
    """Write somebody new into the register, with an account that waits for its first sign-in.

    The login is the document number. Whoever has no staff number gets one of this system's. Raises
    DocumentTaken, NumberTaken.
    """
    number = wanted.staff_number or (await tx.people.allocate_numbers(1))[0]
    entering = Entering()
    entering.lay_out(desk, tx, [replace(wanted, staff_number=number)])
    entering.laid.append(tx.people_sets.terms([entering.new[0][0]]))
    await enter_people(desk, tx, who, entering)
    return entering.new[0][0]


async def correct_person(
    desk: Desk, tx: Transaction, who: Actor, staff: Staff, before: Particulars, wanted: Particulars
) -> Staff:
    """Let the register say of somebody what is wanted; nothing is written where nothing changes.

    Raises RegisterChanged, DocumentTaken, NumberTaken, LastAdministrator.
    """
    corrected = Corrected(staff, before, wanted)
    if not corrected.changes:
        return staff
    entering = Entering()
    entering.lay_out(desk, tx, changed=[corrected])
    await enter_people(desk, tx, who, entering)
    return await tx.people.get(staff.id)


async def enter_people(desk: Desk, tx: Transaction, who: Actor, entering: Entering) -> None:
    """Write what was laid out, with all that follows from it.

    Account, login and the record of this year follow, years that come out otherwise are counted
    again afterwards; who has another department moves there, who has left has no way in any more.
    Raises ImportOvertaken, DocumentTaken, NumberTaken, LastAdministrator.
    """
    changed = entering.changed
    versions = await tx.records.hold([one.staff.id for one in changed])
    if late := [it.staff.name for it in changed if versions.get(it.staff.id) != it.staff.version]:
        raise overtaken(late)
    if felt := [one.staff.id for one in changed if one.moves or one.is_judged_anew]:
        await hold(tx, await open_years(tx, felt, desk.today().year))
    await tx.people_sets.write(entering.laid)
    await _rename(tx, changed)
    await _follow_standing(desk, tx, changed)
    for one in changed:
        if one.leaves:
            await end_access(tx, who, one.staff, desk.clock.now())
    _tell(tx, who, entering)
    moves = [move_to(one.written, one.after.department) for one in changed if one.moves]
    await move_people(desk, tx, who, moves)


def overtaken(names: Sequence[str]) -> ImportOvertaken:
    """Return the refusal that names those who were changed meanwhile."""
    some = say("word-comma").join(names[:MOST_NAMED])
    return ImportOvertaken(names=some, count=len(names))


async def _rename(tx: Transaction, changed: Sequence[Corrected]) -> None:
    renamed = {one.staff.id: one.after for one in changed if one.changes & {"name", "document"}}
    for account in await tx.accounts.of_people(renamed) if renamed else ():
        after = renamed[account.staff_id or ""]
        login = None if account.office else after.document.number
        await tx.accounts.rename(account.id, after.name, login)


async def _follow_standing(desk: Desk, tx: Transaction, changed: Sequence[Corrected]) -> None:
    """Let the record of this year say what the register says now."""
    judged = [one.written for one in changed if one.is_judged_anew]
    if not judged:
        return
    year, after = desk.today().year, list[YearRecord]()
    records = await tx.people.records_of([staff.id for staff in judged])
    for staff in judged:
        record = record_for(records[staff.id], year)
        if record is None or record.year < year:
            after.append(_record_of_year(staff, year))
        else:
            after.append(replace(record, version=record.version + 1, **_standing(staff)))
    await tx.records.put(after)


def _tell(tx: Transaction, who: Actor, entering: Entering) -> None:
    """Tell the journal of each person; of a move it is told as of all moves."""
    for staff, wanted in entering.new:
        tx.journal.add(who, "person-added", staff.subject, after=_told_of(wanted))
    for one in entering.changed:
        was, will = _told_of(one.before), _told_of(one.after)
        shown = {name for name in was if was[name] != will[name] or name in one.changes}
        if shown := shown - {"department"}:
            tx.journal.add(
                who,
                "person-changed",
                one.staff.subject,
                before={name: told for name, told in was.items() if name in shown},
                after={name: told for name, told in will.items() if name in shown},
            )


def _told_of(wanted: Particulars) -> Mapping[str, Any]:
    """Return the particulars as the journal keeps them, protected ones masked."""
    plain = {name: getattr(wanted, name) for name in FIELDS if name not in TOLD_OTHERWISE}
    return {
        **plain,
        "document_kind": wanted.document.kind,
        "document": masked_document(wanted.document.number),
        "mobile": masked_mobile(wanted.mobile),
        "department": wanted.department.name,
    }


def _newcomer(desk: Desk, wanted: Particulars) -> Newcomer:
    staff = wanted.staff(desk.ids.new(), wanted.staff_number)
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
    return Newcomer(
        staff=staff,
        document=wanted.document.number,
        mobile=wanted.mobile,
        record=_record_of_year(staff, desk.today().year),
        account=account,
    )


def _record_of_year(staff: Staff, year: int) -> YearRecord:
    """Return what the register says of somebody now as their record of a year."""
    return YearRecord(
        staff_id=staff.id,
        year=year,
        unit_id=staff.unit_id,
        department_id=staff.department_id,
        **_standing(staff),
    )


def _standing(staff: Staff) -> dict[str, Any]:
    return {name: getattr(staff, name) for name in STANDING}

"""People of the register: entered, read, corrected, their numbers shown on request (manual 2.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.departments import departments_fitting, offered_to
from core.domain.errors import Refusal
from core.domain.masking import masked_document, masked_mobile
from core.domain.particulars import Particulars, particulars_of
from core.domain.reading_particulars import LONGEST_TYPED, Lists, read_particulars
from core.domain.register import (
    Account,
    Actor,
    Department,
    DocumentTaken,
    NumberTaken,
    RegisterChanged,
    Role,
    Staff,
)
from core.domain.rulebook.rules import Rulebook
from core.domain.standing import STANDING
from core.entering import correct_person, enter_person
from core.permissions import Permission, authorize, may, sees
from core.ports import Desk
from core.records.transaction import Transaction
from core.sessions import ADMINISTERING


class ParticularsRefused(Refusal):
    """What was typed of a person will not do; `faults` are the refusals by field, all at once."""

    code = "particulars-refused"

    def __init__(self, faults: Mapping[str, Refusal]) -> None:
        super().__init__(count=len(faults))
        self.faults = faults


class DocumentKnown(Refusal):
    """Somebody whom one looks after has this document; `staff_id` leads to them."""

    code = "document-known"
    status = 409

    def __init__(self, staff_id: str, name: str) -> None:
        super().__init__(name=name)
        self.staff_id = staff_id


class DocumentElsewhere(Refusal):
    """Somebody of another department or unit has this document, and can be taken over."""

    code = "document-elsewhere"
    status = 409


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """One person as their page shows them; document and mobile are masked."""

    staff: Staff
    department: Department
    lists: Lists
    document: str
    mobile: str
    accounts: Sequence[Account]
    may_change: bool
    may_grant: bool

    @property
    def book(self) -> Rulebook:
        return self.lists.book

    @property
    def is_granted(self) -> bool:
        """Whether the unit lets them enter credits for others of their department."""
        return any(Role.CREDIT_ENTERER in one.roles for one in self.accounts)

    @property
    def may_be_granted(self) -> bool:
        """Whether whoever looks at the page may give them the right: no administrator needs it."""
        return self.may_grant and not any(ADMINISTERING & one.roles for one in self.accounts)


async def lists_to_enter(desk: Desk, who: Actor, department: str = "") -> Lists:
    """Return what a form for somebody new offers, of many departments those with these words."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        return await _offered(desk, tx, who, who.unit_id or "", department)


async def add_person(desk: Desk, who: Actor, texts: Mapping[str, str]) -> Staff:
    """Enter somebody into the register, from what was typed by field.

    Raises ParticularsRefused: in it, for a document that is known, DocumentKnown or
    DocumentElsewhere.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.STAFF_LIST)
        reading = read_particulars(texts, await _lists(desk, tx, who, texts))
        if (wanted := reading.particulars) is None:
            raise ParticularsRefused(reading.faults)
        await _check_document(tx, who, wanted)
        try:
            return await enter_person(desk, tx, who, wanted)
        except (NumberTaken, DocumentTaken) as refusal:
            raise _in_field(refusal) from refusal


async def read_person(desk: Desk, who: Actor, staff_id: str) -> PersonSheet:
    """Return somebody's page of the register. Raises NotFound outside the scope."""
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_READ, staff)
        book = await tx.rulebooks.of(staff.unit_id, desk.today().year)
        return await _sheet(tx, who, staff, Lists(book, (), desk.today()))


async def read_to_edit(desk: Desk, who: Actor, staff_id: str, department: str = "") -> PersonSheet:
    """Return the same with what its form offers, of many departments those with these words.

    Raises NotFound, NotAllowed.
    """
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_CHANGE, staff)
        lists = await _offered(desk, tx, who, staff.unit_id, department)
        return await _sheet(tx, who, staff, lists)


async def _sheet(tx: Transaction, who: Actor, staff: Staff, lists: Lists) -> PersonSheet:
    is_changeable = may(who, Permission.STAFF_CHANGE, staff)
    return PersonSheet(
        staff=staff,
        department=await tx.people.department(staff.department_id),
        lists=lists,
        document=masked_document(await tx.people.document(staff.id)),
        mobile=masked_mobile(await tx.people.mobile(staff.id)),
        accounts=await tx.accounts.of_staff(staff.id) if is_changeable else (),
        may_change=is_changeable,
        may_grant=may(who, Permission.ENTERING_GRANT, staff),
    )


async def edit_person(
    desk: Desk, who: Actor, staff_id: str, texts: Mapping[str, str], *, seen: int
) -> Staff:
    """Correct what the register says of somebody; fields that are not given stay as they are.

    Title and status do in any case: they are those of a year, see `records` (manual 2.2). Raises
    NotFound, RegisterChanged for who had another version before them, ParticularsRefused.
    """
    texts = {name: text for name, text in texts.items() if name not in STANDING}
    async with desk.store.transaction() as tx:
        await tx.records.hold([staff_id])
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_CHANGE, staff)
        if staff.version != seen:
            raise RegisterChanged
        before = await _known(desk, tx, staff)
        reading = read_particulars(texts, await _lists(desk, tx, who, texts, staff), before)
        if reading.particulars is None:
            raise ParticularsRefused(reading.faults)
        if reading.particulars.document.number != before.document.number:
            await _check_document(tx, who, reading.particulars)
        try:
            return await correct_person(desk, tx, who, staff, before, reading.particulars)
        except (NumberTaken, DocumentTaken) as refusal:
            raise _in_field(refusal) from refusal


async def _known(desk: Desk, tx: Transaction, staff: Staff) -> Particulars:
    return particulars_of(
        staff,
        await tx.people.document(staff.id),
        await tx.people.mobile(staff.id),
        await tx.people.department(staff.department_id),
        desk.today(),
    )


async def _lists(
    desk: Desk, tx: Transaction, who: Actor, texts: Mapping[str, str], staff: Staff | None = None
) -> Lists:
    """Return what fields are read against; who looks after one department puts people there."""
    unit_id = staff.unit_id if staff else who.unit_id or ""
    typed = texts.get("department", "")
    is_readable = typed.strip() and len(typed) <= LONGEST_TYPED
    departments = await departments_fitting(tx, unit_id, typed) if is_readable else ()
    is_over_unit = Role.UNIT_ADMINISTRATOR in who.roles
    own = [one for one in departments if is_over_unit or one.id == who.department_id]
    return Lists(await tx.rulebooks.of(unit_id, desk.today().year), own, desk.today())


async def _offered(desk: Desk, tx: Transaction, who: Actor, unit_id: str, words: str) -> Lists:
    """Return what a form offers; who looks after one department puts people there."""
    departments, has_more = await offered_to(tx, who, unit_id, words)
    book = await tx.rulebooks.of(unit_id, desk.today().year)
    return Lists(book, departments, desk.today(), has_more)


async def _check_document(tx: Transaction, who: Actor, wanted: Particulars) -> None:
    number = wanted.document.number
    there = (await tx.people.with_documents([number])).get(number)
    if there is not None:
        known = DocumentKnown(there.id, there.name) if sees(who, there) else DocumentElsewhere()
        raise ParticularsRefused({"document": known})


def _in_field(refusal: Refusal) -> ParticularsRefused:
    """Say beside its field what the register refused as it was written."""
    field = "document" if isinstance(refusal, DocumentTaken) else "staff_number"
    return ParticularsRefused({field: refusal})

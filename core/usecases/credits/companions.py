"""One activity for many people (manual 5.2): named, looked at, entered for each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from core.claiming import put_forward, tell_submitted
from core.domain.credits.credit import EDITABLE, Credit, Stage
from core.domain.errors import NotAllowed, NotFound, Refusal
from core.domain.named_people import Named, named_in
from core.domain.register import Actor, Staff
from core.drafts import copy_of, note_draft, share_evidence
from core.outages import each_for_itself
from core.permissions import Permission, area_to_enter, authorize, may
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import hold, hold_credit, recount
from core.usecases.credits.submitting import MOST_AT_ONCE, Outcome


class NobodyNamed(Refusal):
    """Nobody was ticked or named to enter the activity for."""

    code = "nobody-named"


class EnteredAlready(Refusal):
    """The activity was entered for this person from the same claim before."""

    code = "entered-already"
    status = 409


class TooManyPeople(Refusal):
    code = "too-many-people"


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom somebody may have meant: one person, or several who are called so, or nobody."""

    named: Named
    people: Sequence[Staff] = ()

    @property
    def staff(self) -> Staff | None:
        """Return the one person it can only be; nothing is guessed."""
        fits = [one for one in self.people if self.named.name in {"", one.name}]
        return fits[0] if len(self.people) == len(fits) == 1 else None


@dataclass(frozen=True, slots=True)
class Companions:
    """The others of an activity: who was named, and who has the project already."""

    credit: Credit
    staff: Staff
    named: Sequence[Meant]
    has_project: Collection[str]


async def _submitted(desk: Desk, tx: Transaction, who: Actor, before: Credit, seen: int) -> Credit:
    after = await tx.credits.save(await put_forward(desk, tx, who, before, seen))
    await tell_submitted(desk, tx, who, before, after)
    await recount(tx, after.staff_id, after.year, desk.today())
    return after


async def name_companions(
    desk: Desk, who: Actor, credit_id: str, text: str, staff_ids: Sequence[str]
) -> Companions:
    """Return who is ticked or named in a pasted text, beside the person of a claim.

    Nothing is guessed. Raises NotFound, NotAllowed unless one has entered the claim, NobodyNamed,
    TooManyPeople.
    """
    named = named_in(text)
    _check_people([*named, *staff_ids])
    async with desk.store.reading() as tx:
        credit = await tx.credits.get(credit_id)
        authorize(who, Permission.CREDIT_REVISE, credit)
        ticked = await tx.people.some(staff_ids)
        meant = await _meant(tx, who, named) + [
            Meant(Named(one.name, one.staff_number), [one])
            for one in ticked
            if may(who, Permission.CREDIT_ENTER, one)
        ]
        people = {one.id for it in meant for one in it.people}
        asked = [replace(credit, id=one, staff_id=one) for one in people]
        there = await tx.credits.same_projects(asked)
        return Companions(
            credit,
            await tx.people.get(credit.staff_id),
            meant,
            {staff_id for staff_id, others in there.items() if others},
        )


def _check_people(people: Sequence[object]) -> None:
    if not people:
        raise NobodyNamed
    if len(people) > MOST_AT_ONCE:
        raise TooManyPeople(most=MOST_AT_ONCE, chosen=len(people))


async def _meant(tx: Transaction, who: Actor, named: Sequence[Named]) -> list[Meant]:
    """Return whom each name or number may mean, of those for whom one may enter credits."""
    numbers = {one.number for one in named if one.number}
    by_number = await tx.people.with_numbers(numbers) if numbers else {}
    documents = numbers - by_number.keys()
    by_number |= await tx.people.with_documents(documents) if documents else {}
    names = {one.name for one in named if not one.number}
    called = await tx.people.named(area_to_enter(who), names) if names else []
    found = [
        (one, [by_number[one.number]] if one.number in by_number else [])
        if one.number
        else (one, [it for it in called if it.name == one.name])
        for one in named
    ]
    return [
        Meant(one, [it for it in people if may(who, Permission.CREDIT_ENTER, it)])
        for one, people in found
    ]


async def enter_for_many(
    desk: Desk, who: Actor, credit_id: str, staff_ids: Sequence[str]
) -> list[Outcome]:
    """Enter the activity of a claim for more people, each a claim of its own that is submitted.

    They share its answers and its files. The claim itself is submitted first if it was not.
    Raises NotFound, NotAllowed where the claim was rejected or is none, NobodyNamed,
    TooManyPeople, Incomplete while the claim is not complete.
    """
    _check_people(staff_ids)
    first = await _first(desk, who, credit_id)

    async def enter_one(staff_id: str) -> Outcome:
        async with desk.store.transaction() as tx:
            staff = await tx.people.get(staff_id)
            authorize(who, Permission.CREDIT_ENTER, staff)
            return Outcome(staff, await _entered(desk, tx, who, credit_id, staff))

    others = await each_for_itself(
        dict.fromkeys(staff_ids),
        enter_one,
        lambda staff_id, refusal: _refused(desk, staff_id, refusal),
        has_begun=bool(first),
    )
    return [*first, *others]


async def _refused(desk: Desk, staff_id: str, refusal: Refusal) -> Outcome:
    if isinstance(refusal, NotFound):
        return Outcome(refusal=refusal)
    async with desk.store.reading() as tx:
        return Outcome(await tx.people.get(staff_id), refusal=refusal)


async def _first(desk: Desk, who: Actor, credit_id: str) -> list[Outcome]:
    async with desk.store.transaction() as tx:
        before = await hold_credit(tx, credit_id)
        if not may(who, Permission.CREDIT_REVISE, before):
            raise NotFound
        if not before.is_entered or before.stage is Stage.REJECTED:
            raise NotAllowed(permission=Permission.CREDIT_ENTER.value)
        staff = await tx.people.get(before.staff_id)
        if before.stage not in EDITABLE:
            return []
        return [Outcome(staff, await _submitted(desk, tx, who, before, before.version))]


async def _entered(desk: Desk, tx: Transaction, who: Actor, credit_id: str, staff: Staff) -> Credit:
    earlier, key = await tx.credits.get(credit_id), f"{credit_id}-{staff.id}"
    if staff.id == earlier.staff_id or await tx.credits.by_key(who.account_id, key):
        raise EnteredAlready(name=staff.name)
    await hold(tx, {(staff.id, earlier.year)})
    draft = await copy_of(desk, tx, who, earlier, staff)
    await tx.credits.add(draft, key)
    await share_evidence(desk, tx, earlier, draft)
    note_draft(tx, who, draft, copied=credit_id)
    return await _submitted(desk, tx, who, draft, draft.version)

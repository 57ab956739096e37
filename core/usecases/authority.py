"""Where a unit's authority decides, and what it decides elsewhere: recorded by its letters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.credit_lists import CreditLine, credit_filter
from core.domain.credits.credit import UNDER_REVIEW, CreditChanged, Evidence, Stage
from core.domain.credits.routes import with_authority
from core.domain.errors import NotFound, Refusal
from core.domain.lists import EVERYTHING, ListQuery, Page
from core.domain.register import Actor, AuthorityPlace, Role
from core.domain.review import Decision, Letter, ReasonNeeded
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import LONGEST_REASON, TextNeeded, typed
from core.files import keep
from core.lists import Listing
from core.permissions import Permission, area_of, authorize, sees
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter, CreditOrder
from core.records.transaction import Transaction
from core.results import hold, hold_credit, recount_years
from core.rulebooks import books_of
from core.usecases.credits.evidence import new_evidence
from core.usecases.credits.lists import COLUMNS, PERSON, TITLE

LETTER_KIND = "authority-letter"
LONGEST_NUMBER = 60
UNFIT = (413, 415, 422)


class NoAuthorityHere(Refusal):
    """Nobody works here as an authority, so that claims would wait for ever."""

    code = "no-authority-here"
    status = 409


class DayToCome(Refusal):
    """A letter bears a day that is still to come."""

    code = "day-to-come"


@dataclass(frozen=True, slots=True)
class Authority:
    """Where a unit's authority decides, None until the unit has said; and how it could.

    `waiting` are the unit's credits whose letters are to be recorded.
    """

    place: AuthorityPlace | None
    works_here: bool
    waiting: int


async def read_authority(desk: Desk, who: Actor) -> Authority:
    """Return where the authority of one's unit decides."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.AUTHORITY_PLACE)
        unit = await tx.people.unit(who.unit_id or "")
        holders = await tx.accounts.holding(Role.AUTHORITY_REVIEWER)
        (waiting,) = await tx.credits.counts(Area(unit_id=unit.id), [WAITING])
    return Authority(unit.authority, bool(holders), waiting or 0)


async def set_authority(desk: Desk, who: Actor, place: AuthorityPlace) -> int:
    """Say where the authority of one's unit decides; return how many credits went with it.

    What is under review follows: it waits where the authority is. Raises NoAuthorityHere.
    """
    unit_id = who.unit_id or ""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.AUTHORITY_PLACE)
        await tx.rulebooks.hold(unit_id)  # whoever submits holds it too: nobody slips through
        before = (await tx.people.unit(unit_id)).authority
        if place is AuthorityPlace.HERE:
            await _check_here(tx)
        if place is before:
            return 0
        await tx.people.set_authority(unit_id, place)
        tx.journal.add(
            who,
            "authority-set",
            Subject(SubjectKind.UNIT, unit_id),
            before={"authority": before},
            after={"authority": place},
        )
        return await _lead_on(desk, tx, who, place)


async def _check_here(tx: Transaction) -> None:
    if not await tx.accounts.holding(Role.AUTHORITY_REVIEWER):
        raise NoAuthorityHere


async def _lead_on(desk: Desk, tx: Transaction, who: Actor, place: AuthorityPlace) -> int:
    """Let the unit's credits under review go on to where the authority is."""
    area = Area(unit_id=who.unit_id)
    open_ones = await tx.credits.find(area, CreditFilter(stages=UNDER_REVIEW))
    years = {(one.staff_id, one.year) for one in open_ones}
    await hold(tx, years)
    moved = 0
    for one in open_ones:
        before = await tx.credits.hold(one.id)
        after = with_authority(before, place) if before.stage in UNDER_REVIEW else before
        if after == before:
            continue
        await tx.credits.save(after)
        if after.stage is not before.stage:
            moved += 1
            tx.journal.add(
                who,
                f"led-to-{after.stage}",
                after.subject,
                before={"stage": before.stage},
                after={"stage": after.stage},
            )
    await recount_years(tx, years, desk.today())
    return moved


@dataclass(frozen=True, slots=True)
class TypedLetter:
    """What somebody has typed of a letter; the file is its scan or photo."""

    decision: Decision | None
    decided_on: date | None
    number: str
    reason: str
    file_name: str
    file: bytes | None


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter fit to be recorded, its scan kept with the credit; else what is wrong, by field."""

    letter: Letter | None
    refused: Mapping[str, Refusal]


async def read_letter(desk: Desk, who: Actor, credit_id: str, sent: TypedLetter) -> ReadLetter:
    """Check what was typed of an authority's letter and keep its scan with the credit.

    `record_decision` records it then. Raises NotFound outside the scope, NotAllowed where nothing
    waits to be recorded.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.CASE_RECORD, await tx.credits.get(credit_id))
    number, refused = _read(sent, desk.today())
    if sent.file is None:
        refused["file"] = TextNeeded()
    if refused or sent.file is None or sent.decided_on is None:
        return ReadLetter(None, refused)
    try:
        scan = await _with_scan(desk, who, credit_id, sent.file_name, sent.file)
    except Refusal as refusal:
        if refusal.status in UNFIT:
            return ReadLetter(None, {"file": refusal})
        raise
    return ReadLetter(Letter(sent.decided_on, number, scan.id), {})


def _read(letter: TypedLetter, today: date) -> tuple[str, dict[str, Refusal]]:
    """Return the letter's number, and what is wrong with the rest, by field."""
    number, refused = "", dict[str, Refusal]()
    if letter.decision is None:
        refused["decision"] = TextNeeded()
    if letter.decided_on is None:
        refused["decided_on"] = TextNeeded()
    elif letter.decided_on > today:
        refused["decided_on"] = DayToCome()
    try:
        number = typed(letter.number, LONGEST_NUMBER)
    except Refusal as refusal:
        refused["number"] = refusal
    try:
        if letter.decision is not Decision.APPROVE:
            typed(letter.reason, LONGEST_REASON)
    except TextNeeded:
        refused["reason"] = ReasonNeeded()
    except Refusal as refusal:
        refused["reason"] = refusal
    return number, refused


async def _with_scan(desk: Desk, who: Actor, credit_id: str, name: str, content: bytes) -> Evidence:
    """Keep the scan with the credit, once."""
    intake = await keep(desk, name, content)
    async with desk.store.transaction() as tx:
        credit = await hold_credit(tx, credit_id)
        if not sees(who, credit):  # its person may have moved meanwhile
            raise NotFound
        if credit.stage is not Stage.AUTHORITY_ELSEWHERE:
            raise CreditChanged(stage=credit.stage)
        files = await tx.evidence.of(credit_id)
        if same := next((file for file in files if file.sha256 == intake.sha256), None):
            return same
        evidence = new_evidence(desk, credit_id, LETTER_KIND, intake)
        await tx.evidence.add(evidence, evidence.id)
        tx.journal.add(who, "evidence-added", credit.subject, after={"sha256": intake.sha256})
        await recount_years(tx, {(credit.staff_id, credit.year)}, desk.today())
    return evidence


WAITING = CreditFilter(stages={Stage.AUTHORITY_ELSEWHERE}, order=CreditOrder.LONGEST_WAITING)


async def list_awaiting_letters(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[CreditLine]:
    """List the unit's credits whose letters are to be recorded, the longest wait first."""
    wanted = replace(credit_filter(query), stages=WAITING.stages, order=WAITING.order)
    async with desk.store.reading() as tx:
        authorize(who, Permission.AUTHORITY_PLACE)
        area = replace(area_of(who), staff_id=None, account_id=None)
        found = await tx.credits.page(area, wanted, query.window)
        total = (await tx.credits.counts(area, [wanted]))[0]
        people = await tx.people.some({credit.staff_id for credit in found.rows})
        books = await books_of(tx, people)
    staff = {one.id: one for one in people}
    return Page(
        found.of(
            lambda it: CreditLine(
                it, staff[it.staff_id], books.of(it.staff_id, it.year), is_in_effect=False
            )
        ),
        total=total,
    )


AWAITING_LETTERS = Listing[CreditLine](
    "awaiting-letters",
    "letters-title",
    (TITLE, PERSON, *COLUMNS),
    list_awaiting_letters,
)

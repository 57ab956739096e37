"""The two sorts of workbooks of credits: claims to be reviewed, and credits recognised elsewhere.

Each is a row of one table: its columns, how a row is read, who may hand it in about whom, and what
is written once all of it is right. Checking, doubles, previews and the job are the same for both.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.claim_sets import drafted, put_forward_all
from core.credit_imports import Reading
from core.domain.credits import claim_rows, credit_rows
from core.domain.credits.credit import Credit
from core.domain.credits.taken_over import CreditImport, FatedRow, ImportKind, taken_over
from core.domain.register import Actor, Role
from core.domain.subjects import Subject, SubjectKind
from core.drafts import check_enters
from core.permissions import Permission, is_administrator
from core.ports import Desk
from core.records.credit_imports import ImportFilter
from core.records.transaction import Transaction


async def _granted_by_office(_: Transaction, who: Actor) -> None:
    """Taking over is the unit's by its office; there is nothing else to be granted."""


@dataclass(frozen=True)
class Sort:
    """How one sort of workbook is handed in, read and written.

    `check` and `entry` are kinds of jobs. `begins` is what whoever hands it in must be allowed,
    `template` who fetches an empty one, `granted` what the unit must have given them besides.
    """

    kind: ImportKind
    check: str
    entry: str
    fields: Sequence[str]
    required: Sequence[str]
    begins: Permission
    template: Permission
    granted: Callable[[Transaction, Actor], Awaitable[None]]
    reading: Reading
    credit: Callable[[Desk, Actor, CreditImport, FatedRow], Credit]
    write: Callable[[Desk, Transaction, Actor, CreditImport, Sequence[Credit]], Awaitable[None]]
    days: frozenset[str]

    @property
    def names_source(self) -> bool:
        """Whether it must be said who has recognised the credits."""
        return self.kind is ImportKind.TAKEN_OVER


def _taken_over(desk: Desk, who: Actor, made: CreditImport, row: FatedRow) -> Credit:
    said: Any = row.credit
    assert row.book
    return taken_over(said, row.book, made, who.account_id, desk.ids.new())


def _claimed(desk: Desk, who: Actor, made: CreditImport, row: FatedRow) -> Credit:
    return drafted(desk, who, made, row.credit)


async def _count(
    desk: Desk, tx: Transaction, who: Actor, made: CreditImport, credits: Sequence[Credit]
) -> None:
    """Let credits recognised elsewhere count, and tell the journal of each."""
    await tx.credit_imports.add(made, credits)
    for credit in credits:
        about = Subject(SubjectKind.CREDIT, credit.id)
        facts = {"stage": credit.stage, "source": made.source}
        tx.journal.add(who, "taken-over", about, after=facts)
    counts = {"credits": made.credits, "people": made.people}
    tx.journal.add(who, "credits-taken-over", made.subject, after={"source": made.source, **counts})


TAKING_OVER = Sort(
    kind=ImportKind.TAKEN_OVER,
    check="credits-check",
    entry="credits-take-over",
    fields=credit_rows.FIELDS,
    required=credit_rows.REQUIRED,
    begins=Permission.CREDIT_TAKE_OVER,
    template=Permission.STAFF_LIST,
    granted=_granted_by_office,
    reading=Reading(credit_rows.read_credit, Permission.STAFF_CHANGE),
    credit=_taken_over,
    write=_count,
    days=frozenset({"awarded_on"}),
)
CLAIMING = Sort(
    kind=ImportKind.CLAIMS,
    check="claims-check",
    entry="claims-enter",
    fields=claim_rows.FIELDS,
    required=claim_rows.REQUIRED,
    begins=Permission.CREDIT_ENTER_FOR_OTHERS,
    template=Permission.CREDIT_ENTER_FOR_OTHERS,
    granted=check_enters,
    reading=Reading(claim_rows.read_claim, Permission.CREDIT_ENTER),
    credit=_claimed,
    write=put_forward_all,
    days=frozenset({"days"}),
)
SORTS: Mapping[str, Sort] = {
    job: one for one in (TAKING_OVER, CLAIMING) for job in (one.check, one.entry)
}


def imports_of(who: Actor, kind: ImportKind) -> ImportFilter:
    """Return which imports somebody sees: the unit's, a department's, or what they brought."""
    by = "" if is_administrator(who) else who.account_id
    return ImportFilter(who.unit_id or "", kind, place_of(who), by)


def place_of(who: Actor) -> str:
    """Return for which department somebody enters claims, "" for the unit."""
    return "" if Role.UNIT_ADMINISTRATOR in who.roles else who.department_id or ""

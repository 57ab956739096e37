"""What a reviewer should look at twice about a credit, found in the register of evidence."""

from collections.abc import Sequence

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Evidence, Flag, FlagKind
from core.domain.credits.durations import unbelievable_hours_a_day
from core.domain.register import Actor
from core.domain.rulebook.rules import Rulebook
from core.permissions import sees
from core.records.transaction import Transaction


async def flags_of(
    tx: Transaction, who: Actor, credit: Credit, evidence: Sequence[Evidence], book: Rulebook
) -> list[Flag]:
    """Return what a reviewer should look at twice, of all but the likeness of pictures."""
    same = await tx.evidence.same_files([file.sha256 for file in evidence], credit.id)
    flags = [
        await flag_of(tx, who, FlagKind.SAME_FILE, _by_content(evidence, file.sha256), other)
        for file, other in same
    ]
    namesakes = await tx.credits.same_project(credit)
    flags += [await flag_of(tx, who, FlagKind.SAME_PROJECT, None, it) for it in namesakes]
    return flags + _long_days(credit.claim, book)


def _long_days(claim: Claim, book: Rulebook) -> list[Flag]:
    if claim.rule is None or claim.days is None:
        return []
    hours = unbelievable_hours_a_day(book.rule(claim.rule), claim.quantity, claim.days)
    return [Flag(FlagKind.LONG_DAYS, hours_a_day=hours)] if hours else []


def _by_content(evidence: Sequence[Evidence], sha256: str) -> Evidence | None:
    return next((file for file in evidence if file.sha256 == sha256), None)


async def flag_of(
    tx: Transaction, who: Actor, kind: FlagKind, file: Evidence | None, other: Credit
) -> Flag:
    """Return a hint at another credit; outside the reader's scope its department and year only."""
    in_sight = sees(who, other)
    staff = await tx.people.get(other.staff_id)
    department = await tx.people.department(other.department_id)
    return Flag(
        kind=kind,
        evidence_id=file.id if file else None,
        credit_id=other.id if in_sight else None,
        staff_name=staff.name if in_sight else None,
        department=department.name,
        year=other.year,
    )

"""All that is shown about one credit: claim, arithmetic, evidence, flags, history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from core.domain.credits.claims import first_open, questions, worth
from core.domain.credits.compliance import YearResult
from core.domain.credits.corrections import correctable_fault
from core.domain.credits.counting import Line, NotCounted
from core.domain.credits.credit import (
    EDITABLE,
    UNDER_REVIEW,
    Credit,
    Evidence,
    Flag,
    Stage,
    priced,
)
from core.domain.credits.evidence import kinds_shown
from core.domain.credits.faults import faults
from core.domain.credits.forecasts import with_claim, would_count
from core.domain.credits.taken_over import ImportKind
from core.domain.errors import Refusal
from core.domain.register import Actor, Department, Staff
from core.domain.rulebook.earning import Earned
from core.domain.rulebook.rules import Rulebook
from core.flags import flags_of, likenesses
from core.likeness import alike_to, keep_alike
from core.outages import if_it_can_be_kept
from core.permissions import (
    Permission,
    authorize,
    decides_for_authority,
    enters_for_others,
    may,
    sees,
)
from core.ports import Desk
from core.records.journal import Event
from core.records.transaction import Transaction
from core.results import judged


class Corrections(NamedTuple):
    """What who looks after the person may do; `fault` is why they cannot correct the credit."""

    may_correct: bool
    may_reverse: bool
    fault: Refusal | None


def _corrections(who: Actor, credit: Credit, today: date) -> Corrections:
    corrects = may(who, Permission.CREDIT_CORRECT, credit)
    against = correctable_fault(credit, today)
    reverses = may(who, Permission.AWARD_REVERSE, credit) and credit.is_in_effect(today)
    return Corrections(corrects and against is None, reverses, against if corrects else None)


@dataclass(frozen=True, slots=True)
class CreditSheet:
    """One credit as its reader may see it.
    `result` is the person's year as it stands today. `asking` is the first question still open.
    """

    credit: Credit
    staff: Staff
    department: Department
    book: Rulebook
    evidence: Sequence[Evidence]
    worth: Earned | None
    result: YearResult
    asking: str | None
    faults: Sequence[Refusal]
    flags: Sequence[Flag]
    history: Sequence[Event]
    may_revise: bool
    may_withdraw: bool
    may_copy: bool
    may_decide: bool
    may_record: bool
    may_share: bool
    sees_workbook: bool
    corrections: Corrections

    @property
    def asked(self) -> Sequence[str]:
        """The questions of the claim in the order both faces show them."""
        return questions(self.credit.claim, self.book)

    @property
    def held(self) -> int:
        """What the person's other credits under the rule come to, approved or under review."""
        return sum(
            line.entry.points
            for line in self.result.lines
            if line.entry.rule == self.credit.claim.rule
            and line.entry.credit_id != self.credit.id
            and line.why_not is not NotCounted.NOT_APPROVED
        )

    @property
    def hoped(self) -> YearResult:
        """The year as it would be with this claim and all that waits."""
        return with_claim(self.result, self.credit, self.book)

    @property
    def counts(self) -> Line | None:
        """What the claim counts, or would count beside the year's other credits."""
        return would_count(self.result, self.credit, self.book)


async def read_credit(
    desk: Desk, who: Actor, credit_id: str, *, with_history: bool = True
) -> CreditSheet:
    """Return one credit with everything around it. Raises NotFound outside the scope."""
    async with desk.store.reading() as tx:
        credit = await tx.credits.get(credit_id)
        authorize(who, Permission.CREDIT_READ, credit)
        result = await judged(tx, credit.staff_id, credit.year, desk.today())
        book, claim = result.book, credit.claim
        if credit.stage in EDITABLE:  # the rule may have changed since it was answered
            credit = priced(credit, claim, book)
        evidence = await tx.evidence.of(credit_id)
        kinds = [file.kind for file in evidence]
        is_enterer = credit.is_entered and may(who, Permission.CREDIT_REVISE, credit)
        may_decide = may(who, Permission.CASE_DECIDE, credit)
        flags = tuple(await flags_of(tx, who, credit, evidence, book))
        sheet = CreditSheet(
            credit=credit,
            staff=await tx.people.get(credit.staff_id),
            department=await tx.people.department(credit.department_id),
            book=book,
            evidence=evidence,
            worth=worth(claim, book),
            result=result,
            asking=first_open(claim, book),
            faults=faults(claim, kinds_shown(credit, kinds, book), book, desk.today()),
            flags=(*flags, *(await likenesses(tx, who, evidence, flags) if may_decide else ())),
            history=await tx.journal.of(credit.subject) if with_history else (),
            may_revise=is_enterer and credit.stage in EDITABLE,
            may_withdraw=is_enterer and credit.stage in UNDER_REVIEW and not credit.decided_at,
            may_copy=is_enterer and credit.stage is Stage.REJECTED,
            may_decide=may_decide,
            may_record=may(who, Permission.CASE_RECORD, credit),
            may_share=is_enterer and enters_for_others(who) and credit.stage is not Stage.REJECTED,
            sees_workbook=await _sees_workbook(tx, who, credit),
            corrections=_corrections(who, credit, desk.today()),
        )
    if all(file.is_compared for file in evidence) or not may_decide:
        return sheet
    return replace(sheet, flags=(*flags, *await _compared_now(desk, who, evidence, flags)))


async def _sees_workbook(tx: Transaction, who: Actor, credit: Credit) -> bool:
    """The workbook that brought a claim names others, too: not everybody sees it."""
    if not credit.has_workbook:
        return False
    made = await tx.credit_imports.get(credit.import_id or "", ImportKind.CLAIMS)
    return sees(who, made) or decides_for_authority(who, credit)


async def _compared_now(
    desk: Desk, who: Actor, evidence: Sequence[Evidence], told: Sequence[Flag]
) -> list[Flag]:
    """Compare what was sent a moment ago: whoever decides has all hints.

    While nothing can be kept they have those that are known: then nobody can decide either.
    """
    found = [(file, await alike_to(desk, file)) for file in evidence if not file.is_compared]
    with if_it_can_be_kept():
        for file, alike in found:
            await keep_alike(desk, file, alike)
    async with desk.store.reading() as tx:
        return await likenesses(tx, who, evidence, told)

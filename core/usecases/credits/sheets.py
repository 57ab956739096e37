"""All that is shown about one credit: claim, arithmetic, evidence, flags, history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.credits.claims import first_open, questions, worth
from core.domain.credits.compliance import YearResult
from core.domain.credits.counting import Line, NotCounted
from core.domain.credits.credit import (
    EDITABLE,
    UNDER_REVIEW,
    Credit,
    Evidence,
    Flag,
    FlagKind,
    Stage,
    priced,
)
from core.domain.credits.faults import faults
from core.domain.credits.forecasts import with_claim, would_count
from core.domain.errors import Refusal
from core.domain.register import Actor, Department, Staff
from core.domain.rulebook.earning import Earned
from core.domain.rulebook.rules import Rulebook
from core.evidence import near_duplicate
from core.flags import flags_of, hints_at
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.records.journal import Event
from core.records.transaction import Transaction
from core.results import judged

MOST_COMPARED = 60


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
        is_enterer = may(who, Permission.CREDIT_REVISE, credit)
        may_decide = may(who, Permission.CASE_DECIDE, credit)
        suspects = await _suspects(tx, who, credit) if may_decide else []
        sheet = CreditSheet(
            credit=credit,
            staff=await tx.people.get(credit.staff_id),
            department=await tx.people.department(credit.department_id),
            book=book,
            evidence=evidence,
            worth=worth(claim, book),
            result=result,
            asking=first_open(claim, book),
            faults=faults(claim, [file.kind for file in evidence], book, desk.today()),
            flags=await flags_of(tx, who, credit, evidence, book) if may_decide else (),
            history=await tx.journal.of(credit.subject) if with_history else (),
            may_revise=is_enterer and credit.stage in EDITABLE,
            may_withdraw=is_enterer and credit.stage in UNDER_REVIEW and not credit.decided_at,
            may_copy=is_enterer and credit.stage is Stage.REJECTED,
            may_decide=may_decide,
        )
    if not suspects:
        return sheet
    similar = await desk.workers.in_thread(_similar, list(evidence), suspects)
    return replace(sheet, flags=(*sheet.flags, *similar))


async def _suspects(tx: Transaction, who: Actor, credit: Credit) -> list[tuple[Evidence, Flag]]:
    """Return the person's latest other pictures, each with the hint it would give."""
    earlier = await tx.evidence.others_of(credit.staff_id, credit.id)
    latest = sorted(earlier, key=lambda file: file.uploaded_at)[-MOST_COMPARED:]
    others = await tx.credits.some({file.credit_id for file in latest})
    hints = await hints_at(tx, who, FlagKind.SIMILAR_PICTURE, others)
    return [(file, hints[file.credit_id]) for file in latest]


def _similar(evidence: list[Evidence], suspects: list[tuple[Evidence, Flag]]) -> list[Flag]:
    """Compare picture with picture: tens of milliseconds each, so in the image thread."""
    flags = (
        replace(flag, evidence_id=twin.id)
        for earlier, flag in suspects
        if (twin := _twin(evidence, earlier))
    )
    return list(dict.fromkeys(flags))


def _twin(evidence: Sequence[Evidence], earlier: Evidence) -> Evidence | None:
    for file in evidence:
        if file.sha256 == earlier.sha256 or not (file.fingerprint and earlier.fingerprint):
            continue
        if near_duplicate(file.fingerprint, earlier.fingerprint):
            return file
    return None

"""What keeps a claim from being submitted, all at once (manual 5.2, rules.md §2)."""

from collections.abc import Collection, Mapping
from datetime import date

from core.domain.credits.claims import Claim, field_of, is_open, questions, rule_of
from core.domain.credits.durations import quantity_fault, stay_fault
from core.domain.credits.evidence import evidence_groups
from core.domain.errors import Refusal
from core.domain.rulebook.earning import Measured, admitted, asks_for, earned
from core.domain.rulebook.rules import CreditRule, Rulebook


class RuleDisabled(Refusal):
    """The row is shown, but the unit has not been given its values yet."""

    code = "rule-disabled"


class OutsideYear(Refusal):
    """The days of the activity do not lie in the year of the credit."""

    code = "outside-year"


class InFuture(Refusal):
    code = "in-future"


class AnswerMissing(Refusal):
    """`blank` is what the rulebook calls the blank that is empty, if it names it.

    Of a quantity, `unit` says what it is one of: hours or days.
    """

    code = "answer-missing"

    def __init__(
        self, question: str, blank: Mapping[str, str] | None = None, unit: str = ""
    ) -> None:
        super().__init__(question=question)
        self.blank, self.unit = blank, unit


class EvidenceMissing(Refusal):
    """No file is of a kind that this group of evidence asks for; `kinds` are codes with names."""

    code = "evidence-missing"


class Incomplete(Refusal):
    """The claim cannot be submitted yet; `faults` are the refusals, all at once."""

    code = "incomplete"

    def __init__(self, faults: list[Refusal]) -> None:
        super().__init__()
        self.faults = faults


def days_fault(claim: Claim, book: Rulebook, today: date) -> Refusal | None:
    if (days := claim.days) is None:
        return None
    first, last = days
    if last > today:
        return InFuture(day=last.isoformat())
    rule = rule_of(claim, book)
    belongs_to_end = rule is not None and rule.belongs_to_end_year
    if last.year != claim.year or (first.year != claim.year and not belongs_to_end):
        return OutsideYear(year=claim.year)
    return stay_fault(rule, days) if rule else None


def _amount_fault(claim: Claim, rule: CreditRule | None) -> Refusal | None:
    """Return why the rule, which may have changed since, gives nothing for what was answered."""
    measure = rule.measure if rule else None
    if measure is None:
        return None
    try:
        if asks_for(measure) is Measured.RANK and claim.rank is not None:
            earned(measure, rank=claim.rank)
        elif asks_for(measure) is not Measured.NOTHING and claim.quantity is not None:
            admitted(measure, claim.quantity)
    except Refusal as refusal:
        return refusal
    return None


def _quantity_fault(claim: Claim, rule: CreditRule | None) -> Refusal | None:
    if rule is None or claim.days is None:
        return None
    return quantity_fault(rule, claim.quantity, claim.days)


def faults(
    claim: Claim, evidence_kinds: Collection[str | None], book: Rulebook, today: date
) -> list[Refusal]:
    """Return everything that keeps the claim from being submitted (manual 5.2, rules.md §2)."""
    found: list[Refusal] = [
        answer_missing(claim, question, book)
        for question in questions(claim, book)
        if is_open(claim, question, book)
    ]
    rule = rule_of(claim, book)
    if rule is not None and not rule.is_enabled:
        found.append(RuleDisabled(rule=rule.names))
    wrong = days_fault(claim, book, today)
    if wrong := wrong or _amount_fault(claim, rule) or _quantity_fault(claim, rule):
        found.append(wrong)
    unmet = [
        group.kinds for group in evidence_groups(claim, evidence_kinds, book) if not group.is_met
    ]
    return found + [
        EvidenceMissing(kinds={kind: book.evidence_names(kind) for kind in kinds})
        for kinds in unmet
    ]


def answer_missing(claim: Claim, question: str, book: Rulebook) -> AnswerMissing:
    """Return what says that a question is still open, by its name."""
    blank = field_of(claim, question, book)
    measure = rule.measure if (rule := rule_of(claim, book)) else None
    unit = asks_for(measure).value if measure and question == "quantity" else ""
    return AnswerMissing(question, blank.names if blank else None, unit)

"""What a person asserts: the claim behind a credit, asked question by question.

The chat asks one question at a time, the web app shows them as one form; both answer through
`answers.answered`, and both list by `faults.faults` what keeps a claim from being submitted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.domain import points
from core.domain.rulebook.blanks import TITLE_FIELDS
from core.domain.rulebook.earning import (
    Earned,
    Measured,
    NotARank,
    PerQuantity,
    asks_for,
    earned,
    quantity_for,
)
from core.domain.rulebook.rules import CreditRule, FieldRule, Rulebook


@dataclass(frozen=True, slots=True)
class Claim:
    """Answers given so far. Quantity in hundredths of an hour or a day; days as ISO text."""

    year: int
    category: str | None = None
    rule: str | None = None
    quantity: int | None = None
    rank: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""

    @property
    def days(self) -> tuple[date, date] | None:
        """Return the first and last day of the activity, if the claim names them."""
        for value in (self.details.get("dates"), self.details.get("date")):
            if value:
                first, _, last = value.partition("/")
                return date.fromisoformat(first), date.fromisoformat(last or first)
        return None

    @property
    def activity(self) -> str:
        """Return what the activity is called: its first text answer."""
        return next((self.details[code] for code in TITLE_FIELDS if self.details.get(code)), "")


def questions(claim: Claim, book: Rulebook) -> list[str]:
    """Return the questions that this claim raises so far, in the order they are asked."""
    asked = ["year", "category"]
    if claim.category is None:
        return asked
    asked.append("rule")
    if claim.rule is None:
        return asked
    asked += [_QUANTITY_QUESTION[measured] for measured in _measured(claim, book)]
    asked += [field.code for field in book.category(claim.category).fields]
    return [*asked, "evidence", "remark"]


_QUANTITY_QUESTION = {
    Measured.HOURS: "quantity",
    Measured.DAYS: "quantity",
    Measured.RANK: "rank",
}


def _measured(claim: Claim, book: Rulebook) -> list[Measured]:
    rule = book.rule(claim.rule) if claim.rule else None
    if rule is None or rule.measure is None:
        return []
    measured = asks_for(rule.measure)
    return [] if measured is Measured.NOTHING else [measured]


def first_open(claim: Claim, book: Rulebook) -> str | None:
    """Return the first required question without an answer; evidence is judged by `faults`."""
    asked = questions(claim, book)
    return next((question for question in asked if is_open(claim, question, book)), None)


def is_open(claim: Claim, question: str, book: Rulebook) -> bool:
    if question in {"evidence", "remark"} or value_of(claim, question) is not None:
        return False
    return _is_required(claim, question, book)


def value_of(claim: Claim, question: str) -> str | int | None:
    """Return the answer that the claim holds to a question."""
    if question in {"year", "category", "rule", "quantity", "rank", "remark"}:
        value: str | int | None = getattr(claim, question)
        return value
    return claim.details.get(question) or None


def _is_required(claim: Claim, question: str, book: Rulebook) -> bool:
    rule = field_of(claim, question, book)
    return rule is None or rule.required


def field_of(claim: Claim, question: str, book: Rulebook) -> FieldRule | None:
    """Return the blank of the claim's category that a question fills, if it is one."""
    if claim.category is None:
        return None
    fields = book.category(claim.category).fields
    return next((field for field in fields if field.code == question), None)


def rule_of(claim: Claim, book: Rulebook) -> CreditRule | None:
    return book.rule(claim.rule) if claim.rule else None


def worth(claim: Claim, book: Rulebook) -> Earned | None:
    """Return what the claim earns by its rule, or None while an answer is missing.

    None, too, for an author rank that the rule gives nothing for since it was changed.
    """
    rule = rule_of(claim, book)
    if rule is None or rule.measure is None:
        return None
    measured = asks_for(rule.measure)
    value = {Measured.RANK: claim.rank, Measured.NOTHING: 1}.get(measured, claim.quantity)
    if value is None:
        return None
    try:
        return earned(rule.measure, claim.quantity, claim.rank)
    except NotARank:
        return None


def hours_of(claim: Claim, rule: CreditRule, hundredths: int, book: Rulebook) -> int:
    """Return the contact hours (hundredths) that go with the credits of a claim.

    Where hours are counted, those that earned the credits: what a cap cuts off is cut off both.
    Otherwise by the ratio of the subtype. No credits, no hours.
    """
    measure, quantity = rule.measure, claim.quantity
    if measure is None or asks_for(measure) is not Measured.HOURS or quantity is None:
        return points.half_up(hundredths * book.subtype(rule.subtype).hours_per_credit, points.ONE)
    uncapped = earned(measure, quantity).uncapped
    if hundredths < uncapped and isinstance(measure, PerQuantity):
        return quantity_for(measure, hundredths)
    return points.half_up(quantity * hundredths, uncapped) if hundredths else 0

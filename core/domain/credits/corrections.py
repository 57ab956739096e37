"""学分删除修改 (manual 5.1): what becomes of a credit that is not yet in effect."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from core.domain import points
from core.domain.credits.answers import all_answered
from core.domain.credits.claims import Claim, hours_of, questions, rule_of, value_of
from core.domain.credits.correction_refusals import (
    AmountBeyondRule,
    AwardFollowsTraining,
    CreditInEffect,
    NotCorrectable,
    NothingCorrected,
    NotInEffect,
    UnitOnly,
)
from core.domain.credits.credit import BEFORE_AUTHORITY, PENDING, Credit, Stage, priced
from core.domain.credits.faults import EvidenceMissing, Incomplete, faults
from core.domain.errors import Refusal
from core.domain.rulebook.rules import Rulebook

DAYS = "days"
PRICED_BY = ("year", "rule", "quantity", "rank")


class Act(StrEnum):
    CORRECT = "correct"
    DELETE = "delete"
    REVERSE = "reverse"


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to become of credits, and why.

    `answers` are by question; DAYS answers whichever question asks a claim for its days.
    `amount` is the text of an amount that the unit sets against the rule.
    """

    act: Act
    reason: str
    answers: Mapping[str, str] = field(default_factory=dict)
    amount: str = ""


def correctable_fault(credit: Credit, today: date) -> Refusal | None:
    """Return why a credit can no longer be corrected, None while it is on its way."""
    if credit.stage is Stage.APPROVED:
        is_ahead = credit.effective_on is not None and credit.effective_on > today
        return None if is_ahead else CreditInEffect(day=str(credit.effective_on))
    return None if credit.stage in PENDING else NotCorrectable(stage=credit.stage)


def corrected(
    credit: Credit, wanted: Correction, book: Rulebook, today: date, *, by_unit: bool
) -> Credit:
    """Return the credit as it is to be; `book` is that of the year which it has afterwards.

    One that is deleted stays on record as rejected. What was already passed by somebody above
    who corrects it comes before them again; a change of nothing leaves it where it is. Raises
    CreditInEffect, NotCorrectable, NotInEffect, Incomplete, AwardFollowsTraining, UnitOnly,
    AmountBeyondRule, NotANumber, NothingCorrected.
    """
    if wanted.act is Act.REVERSE:
        return _reversed(credit, today, by_unit=by_unit)
    if fault := correctable_fault(credit, today):
        raise fault
    if wanted.act is Act.DELETE:
        return replace(credit, stage=Stage.REJECTED, effective_on=None)
    if not (wanted.answers or wanted.amount.strip()):
        raise NothingCorrected
    after = _answered(credit, wanted.answers, book, today) if wanted.answers else credit
    if wanted.amount.strip():
        after = _with_amount(after, wanted.amount, book, by_unit=by_unit)
    return after if after == credit else _passed_back(after, by_unit=by_unit)


def _reversed(credit: Credit, today: date, *, by_unit: bool) -> Credit:
    if not by_unit:
        raise UnitOnly
    if not credit.is_in_effect(today):
        raise NotInEffect(stage=credit.stage)
    return replace(credit, reversed_on=today)


def _answered(credit: Credit, answers: Mapping[str, str], book: Rulebook, today: date) -> Credit:
    """Evidence is not asked for again: it was looked at, or will be."""
    if credit.training_id is not None:
        raise AwardFollowsTraining
    given = {_asked(credit.claim, question, book): text for question, text in answers.items()}
    claim, refused = all_answered(credit.claim, given, book, today)
    wrong = list(refused.values()) or [
        fault for fault in faults(claim, (), book, today) if not isinstance(fault, EvidenceMissing)
    ]
    if wrong:
        raise Incomplete(faults=wrong)
    if all(value_of(claim, one) == value_of(credit.claim, one) for one in PRICED_BY):
        return replace(credit, claim=claim)
    return priced(credit, claim, book)


def _asked(claim: Claim, question: str, book: Rulebook) -> str:
    if question != DAYS:
        return question
    asked = questions(claim, book)
    return next((one for one in ("dates", "date") if one in asked), "dates")


def _with_amount(credit: Credit, text: str, book: Rulebook, *, by_unit: bool) -> Credit:
    if not by_unit:
        raise UnitOnly
    rule = rule_of(credit.claim, book)
    measure = rule.measure if rule else None
    most = (measure.cap if measure else None) or points.MOST
    amount = points.parse(text)
    if not 0 < amount <= most:
        raise AmountBeyondRule(most=points.show(most))
    if amount == credit.points:
        return credit
    if credit.training_id is not None and credit.points:
        hours = points.half_up(credit.hours * amount, credit.points)
    else:
        hours = hours_of(credit.claim, rule, amount, book) if rule else 0
    return replace(credit, points=amount, hours=hours)


def _passed_back(credit: Credit, *, by_unit: bool) -> Credit:
    if credit.training_id is not None:
        return credit
    stage = credit.stage
    if not by_unit and stage in {*BEFORE_AUTHORITY, Stage.APPROVED}:
        stage = Stage.UNIT_REVIEW
    elif stage is Stage.APPROVED and credit.decided_from in BEFORE_AUTHORITY:
        stage = credit.decided_from
    day = credit.effective_on if stage is Stage.APPROVED else None
    return replace(credit, stage=stage, effective_on=day)

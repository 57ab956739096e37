"""What a person asserts: the claim behind a credit, asked question by question.

The chat asks one question at a time, the web app shows them as one form; both answer through
`answered`, and both list through `faults` what still keeps a claim from being submitted.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from core.domain import points
from core.domain.credits.durations import quantity_fault, stay_fault
from core.domain.dates import parse_day, parse_days
from core.domain.errors import NotFound, Refusal
from core.domain.rulebook.rules import (
    ByAuthorRank,
    CreditRule,
    Earned,
    FieldRule,
    Measured,
    NotARank,
    PerQuantity,
    Rulebook,
    admitted,
    asks_for,
    earned,
    quantity_for,
)
from core.domain.typed import typed

FIRST_YEAR = 2019
LONGEST_REMARK = 180
RANK_WORDS = {
    1: ("1", "一", "第一", "第一作者", "通讯", "通讯作者", "first", "corresponding"),
    2: ("2", "二", "第二", "第二作者", "second"),
    3: ("3", "三", "第三", "第三作者", "third"),
}


class YearClosed(Refusal):
    """Credits are kept from 2019 to the running year."""

    code = "year-closed"


class RuleDisabled(Refusal):
    """The row is shown, but the unit has not been given its values yet."""

    code = "rule-disabled"


class NotAChoice(Refusal):
    code = "not-a-choice"


class OutsideYear(Refusal):
    """The days of the activity do not lie in the year of the credit."""

    code = "outside-year"


class InFuture(Refusal):
    code = "in-future"


class AnswerMissing(Refusal):
    code = "answer-missing"


class EvidenceMissing(Refusal):
    """No file is of a kind that this group of evidence asks for."""

    code = "evidence-missing"


class Incomplete(Refusal):
    """The claim cannot be submitted yet; `faults` are the refusals, all at once."""

    code = "incomplete"

    def __init__(self, faults: list[Refusal]) -> None:
        super().__init__()
        self.faults = faults


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


TITLE_FIELDS = ("project-name", "matter", "paper-title", "book-title", "school")


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
    return next((question for question in asked if _is_open(claim, question, book)), None)


def _is_open(claim: Claim, question: str, book: Rulebook) -> bool:
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


def answered(claim: Claim, question: str, text: str, book: Rulebook, today: date) -> Claim:
    """Return the claim with one more answer; `book` is the rulebook of the claim's year.

    Raises the refusal that fits the question: NotANumber, QuantityOutOfRange, NotARank, NotADate,
    OutsideYear, InFuture, TooShort, TooLong, TextTooLong, NotAChoice, RuleDisabled, YearClosed.
    Whether the quantity fits the days is judged by `faults`, as either may be the slip.
    """
    if answer := _ANSWERS.get(question):
        return answer(claim, text, book, today)
    rule = field_of(claim, question, book)
    if rule is None:
        raise NotFound(what=question)
    return _with_field(claim, rule, text, today, book)


def _with_year(claim: Claim, text: str, book: Rulebook, today: date) -> Claim:
    year = int(text) if text.strip().isdecimal() and len(text.strip()) == 4 else 0
    if not FIRST_YEAR <= year <= today.year:
        raise YearClosed(first=FIRST_YEAR, last=today.year)
    return claim if year == claim.year else replace(claim, year=year)


def _with_category(claim: Claim, text: str, book: Rulebook, today: date) -> Claim:
    chosen = _chosen(text, {category.code: category.names for category in book.categories})
    if chosen == claim.category:
        return claim
    return replace(claim, category=chosen, rule=None, quantity=None, rank=None)


def _with_rule(claim: Claim, text: str, book: Rulebook, today: date) -> Claim:
    choices = [rule for rule in book.rules if claim.category in {None, rule.category}]
    code = _chosen(text, {rule.code: rule.names for rule in choices})
    rule = book.rule(code)
    if not rule.is_enabled:
        raise RuleDisabled(rule=rule.names)
    if code == claim.rule:
        return claim
    return replace(claim, category=rule.category, rule=code, quantity=None, rank=None)


def _chosen(text: str, choices: Mapping[str, Mapping[str, str]]) -> str:
    wanted = text.strip()
    for code, names in choices.items():
        if wanted == code or wanted in names.values():
            return code
    raise NotAChoice(text=wanted[:40])


def _with_quantity(claim: Claim, text: str, book: Rulebook, today: date) -> Claim:
    rule = _rule(claim, book)
    if rule is None or rule.measure is None:
        raise AnswerMissing(question="rule")
    return replace(claim, quantity=admitted(rule.measure, points.parse(text)))


def _with_rank(claim: Claim, text: str, book: Rulebook, today: date) -> Claim:
    word = text.strip().lower().removesuffix(" author")
    rank = next((rank for rank, words in RANK_WORDS.items() if word in words), 0)
    rule = _rule(claim, book)
    if rule is None or not isinstance(rule.measure, ByAuthorRank):
        raise NotARank(last=0)
    earned(rule.measure, rank=rank)
    return replace(claim, rank=rank)


def _with_remark(claim: Claim, text: str, book: Rulebook, today: date) -> Claim:
    return replace(claim, remark=typed(text, LONGEST_REMARK) if text.strip() else "")


_Answer = Callable[[Claim, str, Rulebook, date], Claim]
_ANSWERS: dict[str, _Answer] = {
    "year": _with_year,
    "category": _with_category,
    "rule": _with_rule,
    "quantity": _with_quantity,
    "rank": _with_rank,
    "remark": _with_remark,
}


def _with_field(claim: Claim, rule: FieldRule, text: str, today: date, book: Rulebook) -> Claim:
    if not text.strip() and not rule.required:
        return replace(claim, details={**claim.details, rule.code: ""})
    answer = _read(rule, text, book, today)
    changed = replace(claim, details={**claim.details, rule.code: answer})
    if rule.kind in {"date", "dates"} and (fault := _days_fault(changed, book, today)):
        raise fault
    return changed


def _read(rule: FieldRule, text: str, book: Rulebook, today: date) -> str:
    match rule.kind:
        case "choice":
            return _chosen(text, dict(book.lists[rule.choices or ""]))
        case "date":
            return parse_day(text, today).isoformat()
        case "dates":
            first, last = parse_days(text, today)
            return f"{first.isoformat()}/{last.isoformat()}"
        case _:
            return typed(text, rule.max_length)


def _days_fault(claim: Claim, book: Rulebook, today: date) -> Refusal | None:
    if (days := claim.days) is None:
        return None
    first, last = days
    if last > today:
        return InFuture(day=last.isoformat())
    rule = _rule(claim, book)
    belongs_to_end = rule is not None and rule.belongs_to_end_year
    if last.year != claim.year or (first.year != claim.year and not belongs_to_end):
        return OutsideYear(year=claim.year)
    return stay_fault(rule, days) if rule else None


def _quantity_fault(claim: Claim, rule: CreditRule | None) -> Refusal | None:
    if rule is None or claim.days is None:
        return None
    return quantity_fault(rule, claim.quantity, claim.days)


def _rule(claim: Claim, book: Rulebook) -> CreditRule | None:
    return book.rule(claim.rule) if claim.rule else None


def worth(claim: Claim, book: Rulebook) -> Earned | None:
    """Return what the claim earns by its rule, or None while an answer is missing."""
    rule = _rule(claim, book)
    if rule is None or rule.measure is None:
        return None
    measured = asks_for(rule.measure)
    value = {Measured.RANK: claim.rank, Measured.NOTHING: 1}.get(measured, claim.quantity)
    return None if value is None else earned(rule.measure, claim.quantity, claim.rank)


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


def faults(
    claim: Claim, evidence_kinds: Collection[str | None], book: Rulebook, today: date
) -> list[Refusal]:
    """Return everything that keeps the claim from being submitted (manual 5.2, rules.md §2)."""
    found: list[Refusal] = [
        AnswerMissing(question=question)
        for question in questions(claim, book)
        if _is_open(claim, question, book)
    ]
    rule = _rule(claim, book)
    if rule is not None and not rule.is_enabled:
        found.append(RuleDisabled(rule=rule.names))
    if fault := _days_fault(claim, book, today) or _quantity_fault(claim, rule):
        found.append(fault)
    return found + _evidence_faults(claim, evidence_kinds, book)


def _evidence_faults(
    claim: Claim, evidence_kinds: Collection[str | None], book: Rulebook
) -> list[Refusal]:
    if claim.category is None:
        return []
    groups = book.category(claim.category).evidence
    missing = [group for group in groups if not set(group) & set(evidence_kinds)]
    return [EvidenceMissing(kinds=group) for group in missing]

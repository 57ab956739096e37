"""Answers to a claim's questions: read from what was typed, chosen or said."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from core.domain import points
from core.domain.credits.claims import Claim, field_of, rule_of
from core.domain.credits.faults import AnswerMissing, RuleDisabled, days_fault
from core.domain.errors import NotFound, Refusal
from core.domain.reading_days import parse_day, parse_days
from core.domain.rulebook.earning import ByAuthorRank, NotARank, admitted, earned
from core.domain.rulebook.offers import offered
from core.domain.rulebook.rules import FieldRule, Rulebook
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


class NotAChoice(Refusal):
    code = "not-a-choice"


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


def all_answered(
    claim: Claim, answers: Mapping[str, str], book: Rulebook, today: date
) -> tuple[Claim, dict[str, Refusal]]:
    """Return the claim with the good answers, and why each of the others was refused.

    `book` is that of the year which the claim has after them.
    """
    refused = dict[str, Refusal]()
    for question in _in_order(answers):
        try:
            claim = answered(claim, question, answers[question], book, today)
        except Refusal as refusal:
            refused[question] = refusal
    return claim, refused


def _in_order(answers: Mapping[str, str]) -> list[str]:
    first = [q for q in ("year", "category", "rule", "quantity", "rank") if q in answers]
    return first + [question for question in answers if question not in first]


def year_after(claim: Claim, answers: Mapping[str, str], today: date) -> int:
    """Return the year that a claim is for after these answers, a refused one left out."""
    try:
        return year_in(answers["year"], today) if "year" in answers else claim.year
    except YearClosed:
        return claim.year


def year_in(text: str, today: date) -> int:
    """Return the year that was typed. Raises YearClosed."""
    year = int(text) if text.strip().isdecimal() and len(text.strip()) == 4 else 0
    if not FIRST_YEAR <= year <= today.year:
        raise YearClosed(first=FIRST_YEAR, last=today.year)
    return year


def _with_year(claim: Claim, text: str, book: Rulebook, today: date) -> Claim:
    year = year_in(text, today)
    return claim if year == claim.year else replace(claim, year=year)


def _with_category(claim: Claim, text: str, book: Rulebook, today: date) -> Claim:
    """A category with a single open row leaves nothing more to choose."""
    chosen = _chosen(text, {category.code: category.names for category in book.categories})
    if chosen == claim.category:
        return claim
    rules = [rule.code for rule in book.rules_of(chosen) if rule.is_enabled]
    only = rules[0] if len(rules) == 1 else None
    return replace(claim, category=chosen, rule=only, quantity=None, rank=None)


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
    rule = rule_of(claim, book)
    if rule is None or rule.measure is None:
        raise AnswerMissing(question="rule")
    return replace(claim, quantity=admitted(rule.measure, points.parse(text)))


def _with_rank(claim: Claim, text: str, book: Rulebook, today: date) -> Claim:
    word = text.strip().lower().removesuffix(" author")
    rank = next((rank for rank, words in RANK_WORDS.items() if word in words), 0)
    rule = rule_of(claim, book)
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
    answer = _read(rule, text, book, today, claim)
    changed = replace(claim, details={**claim.details, rule.code: answer})
    if rule.kind in {"date", "dates"} and (fault := days_fault(changed, book, today)):
        raise fault
    return changed


def _read(rule: FieldRule, text: str, book: Rulebook, today: date, claim: Claim) -> str:
    match rule.kind:
        case "choice":
            return _chosen(text, _offered(rule, book, claim))
        case "date":
            return parse_day(text, today, claim.year).isoformat()
        case "dates":
            first, last = parse_days(text, today, claim.year)
            return f"{first.isoformat()}/{last.isoformat()}"
        case _:
            return typed(text, rule.max_length)


def _offered(rule: FieldRule, book: Rulebook, claim: Claim) -> dict[str, Mapping[str, str]]:
    kept = claim.details.get(rule.code) or ""
    return dict(offered(book, f"lists.{rule.choices}", kept))

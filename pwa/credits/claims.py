"""A claim as pages show it: its answers in words, its evidence by kind and group."""

import re
from collections.abc import Sequence

from core.domain.credits import evidence
from core.domain.credits.claims import field_of, questions
from core.domain.credits.credit import Evidence, Flag
from core.texts import say
from core.usecases.credits.sheets import CreditSheet
from core.wording.credits import answer_text, evidence_name, question_name
from core.wording.names import named
from pwa.frame.session import desk

ABOVE = frozenset({"year", "category", "rule", "evidence", "remark"})
ICONS = {
    "out-of-province": "map-pin",
    "advanced-study": "building-2",
    "abroad": "plane",
    "mission": "flag",
    "degree": "graduation-cap",
    "paper": "file-text",
    "review-article": "scroll-text",
    "research": "search",
    "book": "book-open",
}


EVENTS = {
    "entered": "pencil",
    "submitted": "send",
    "withdrawn": "undo-2",
    "undone": "undo-2",
    "decided-approve": "check",
    "decided-return": "undo-2",
    "decided-reject": "x",
    "recorded-approve": "check",
    "recorded-return": "undo-2",
    "recorded-reject": "x",
    "took-effect": "badge-check",
}


def event_icon(verb: str) -> str:
    """Return the icon of a step in a credit's history."""
    return EVENTS.get(verb, "clock")


def in_order(sheet: CreditSheet) -> list[Evidence]:
    """Return the files in the order in which the category asks for their kinds."""
    needed = evidence.kinds_needed(sheet.credit.claim, sheet.book)
    return sorted(
        sheet.evidence,
        key=lambda file: needed.index(file.kind) if file.kind in needed else len(needed),
    )


def each_once(flags: Sequence[Flag]) -> list[Flag]:
    """Return the hints without those that say the same again because of another file."""
    return list({(one.kind, one.credit_id, one.department): one for one in flags}.values())


def is_day(text: str) -> bool:
    """Say whether a date field can hold what was typed; other words need a plain field."""
    return re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None


def next_kind(sheet: CreditSheet) -> str:
    """Return the kind of evidence that is probably sent next: the first that is missing."""
    return next((group.kinds[0] for group in evidence_groups(sheet) if not group.is_met), "")


def kind_icon(category: str) -> str:
    """Return the icon of a category; one that the rulebook adds later gets the common one."""
    return ICONS.get(category, "award")


def facts_of(sheet: CreditSheet) -> list[tuple[str, str]]:
    """Return the answers of a claim, each with what was asked, those still open left out."""
    claim = sheet.credit.claim
    asked = [question for question in questions(claim, sheet.book) if question not in ABOVE]
    answers = {question: answer_text(claim, question, sheet.book) for question in asked}
    return [
        (_label(sheet, question), _with_unit(sheet, question, text))
        for question, text in answers.items()
        if text
    ]


def _label(sheet: CreditSheet, question: str) -> str:
    rule = field_of(sheet.credit.claim, question, sheet.book)
    return named(rule.names) if rule else question_name(question)


def _with_unit(sheet: CreditSheet, question: str, text: str) -> str:
    if question != "quantity":
        return text
    measure = sheet.book.rule(sheet.credit.claim.rule or "").measure
    unit = getattr(measure, "unit", "hours")
    return f"{text} {say(f'measured-{unit}')}"


def kinds_of(sheet: CreditSheet) -> dict[str, str]:
    """Return the kinds a file of this claim may be of, those that it needs first."""
    kinds = evidence.kinds_of(sheet.credit.claim, sheet.book)
    return {kind: evidence_name(kind, sheet.book) for kind in kinds}


def evidence_groups(sheet: CreditSheet) -> list[evidence.EvidenceGroup]:
    """Return each group of evidence that the category asks for."""
    there = {file.kind for file in sheet.evidence}
    return evidence.evidence_groups(sheet.credit.claim, there, sheet.book)


def new_key() -> str:
    """Return a key under which a form is taken once, however often it is sent."""
    return desk().ids.new()

"""A claim as pages show it: its answers in words, its evidence by kind and group."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.domain.claims import field_of, questions
from core.texts import say
from core.usecases.sheets import CreditSheet
from core.wording import answer_text, days_text, evidence_name, named, question_name
from pwa.session import language

ABOVE = frozenset({"year", "category", "rule", "evidence", "remark"})


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of evidence of which one file is needed, and whether one is there."""

    kinds: tuple[str, ...]
    is_met: bool


def words() -> dict[str, Any]:
    """Return what the templates of credits and review may name beside the frame's words."""
    reading: dict[str, Callable[..., Any]] = {
        function.__name__: partial(function, language=language())
        for function in (answer_text, days_text, facts_of, kinds_of)
    }
    return {**reading, "groups_of": groups_of}


def facts_of(sheet: CreditSheet, language: str) -> list[tuple[str, str]]:
    """Return the answers of a claim, each with what was asked, those still open left out."""
    claim = sheet.credit.claim
    found = []
    for question in questions(claim, sheet.book):
        if question not in ABOVE and (text := answer_text(claim, question, language)):
            found.append(
                (_label(sheet, question, language), _with_unit(sheet, question, text, language))
            )
    return found


def _label(sheet: CreditSheet, question: str, language: str) -> str:
    rule = field_of(sheet.credit.claim, question, sheet.book)
    return named(rule.names, language) if rule else question_name(question, language)


def _with_unit(sheet: CreditSheet, question: str, text: str, language: str) -> str:
    if question != "quantity":
        return text
    measure = sheet.book.rule(sheet.credit.claim.rule or "").measure
    unit = getattr(measure, "unit", "hours")
    return f"{text} {say(f'measured-{unit}', language)}"


def kinds_of(sheet: CreditSheet, language: str) -> dict[str, str]:
    """Return the kinds a file of this claim may be of, those that it needs first."""
    needed = [kind for group in groups_of(sheet) for kind in group.kinds]
    return {kind: evidence_name(kind, language) for kind in dict.fromkeys([*needed, "other"])}


def groups_of(sheet: CreditSheet) -> list[Group]:
    """Return each group of evidence that the category asks for."""
    category = sheet.credit.claim.category
    groups = sheet.book.category(category).evidence if category else ()
    there = {file.kind for file in sheet.evidence}
    return [Group(tuple(group), bool(there & set(group))) for group in groups]

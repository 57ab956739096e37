"""The whole draft before it is submitted, and the list of its blanks."""

from dataclasses import replace

from bot.markup import Button, Screen, button, words
from bot.screens.values import FULL_ROW, answer_lines, evidence_line, shortened
from bot.updates import Verb
from core.domain import points
from core.domain.compliance import YearResult
from core.domain.credits import Credit
from core.texts import say
from core.usecases.credits import asked
from core.usecases.sheets import CreditSheet
from core.wording import (
    arithmetic,
    counts_text,
    evidence_name,
    explain,
    outcome_name,
    question_name,
    rule_name,
    rule_statement,
)


def summary_screen(sheet: CreditSheet, language: str) -> Screen:
    """Return claim, arithmetic, what counts already, what would count then, what is missing."""
    lines = [say("chat-summary-title", language), *claim_lines(sheet, language)]
    lines.append(words("chat-evidence-line", language, it=evidence_line(sheet.evidence, language)))
    if not sheet.faults:
        lines.append(_outlook(sheet.hoped, language))
    lines += ["", *_faults(sheet, language)] if sheet.faults else []
    return Screen("\n".join(line for line in lines), _buttons(sheet, language))


def claim_lines(sheet: CreditSheet, language: str) -> list[str]:
    """Return year, rule, its statement, the arithmetic, what else is claimed, the blanks."""
    claim = sheet.credit.claim
    if claim.rule is None:
        return [words("chat-year-only", language, year=claim.year)]
    rule = sheet.book.rule(claim.rule)
    lines = [
        words("chat-claim-head", language, year=claim.year, name=rule_name(rule, language)),
        rule_statement(rule.measure, language),
    ]
    if sheet.book.year != claim.year:
        lines.append(say("rulebook-other-year", language, year=claim.year, used=sheet.book.year))
    if counted := arithmetic(claim, language):
        lines.append(f"<b>{counted}</b>")
    if told := counts_text(sheet.counts, language):
        lines.append(f"<b>{told}</b>")
    if sheet.held:
        lines.append(say("chat-held", language, held=points.show(sheet.held)))
    return [*lines, *answer_lines(claim, sheet.book, language)]


def _outlook(then: YearResult, language: str) -> str:
    if not then.needed:
        return outcome_name(then, language)
    has, missing = then.credits.counting, max(0, then.needed - then.credits.counting)
    key = "chat-then-missing" if missing else "chat-then-enough"
    return say(
        key,
        language,
        has=points.show(has),
        needs=points.show_quantity(then.needed),
        missing=points.show(missing),
    )


def _faults(sheet: CreditSheet, language: str) -> list[str]:
    listed = [words("chat-fault", language, fault=explain(one, language)) for one in sheet.faults]
    return [say("chat-still-missing", language), *listed]


def _buttons(sheet: CreditSheet, language: str) -> list[list[Button]]:
    credit = sheet.credit
    submit = button(say("chat-submit", language), Verb.SUBMIT, credit.id, credit.version)
    edit = button(say("chat-edit", language), Verb.EDIT, credit.id)
    save = button(say("chat-save", language), Verb.SAVE, credit.id)
    cancel = button(say("chat-cancel", language), Verb.CANCEL, credit.id)
    web = button(say("chat-on-the-web", language), Verb.WEB, credit.id)
    return [[submit, edit], [save, cancel], [web]]


def edit_screen(sheet: CreditSheet, language: str) -> Screen:
    """Return every blank and every file as a button."""
    credit_id = sheet.credit.id
    blanks = [question for question in asked(sheet.credit) if question != "evidence"]
    buttons = [
        button(shortened(question_name(question, language)), Verb.GO, credit_id, question)
        for question in blanks
    ]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    unnamed = say("chat-unnamed", language)
    for place, file in enumerate(sheet.evidence, 1):
        kind = evidence_name(file.kind, language) if file.kind else unnamed
        label = say("chat-file-label", language, place=place, kind=shortened(kind, FULL_ROW))
        rows.append([button(label, Verb.FILE, credit_id, file.id)])
    back = button(say("chat-back", language), Verb.NEXT, credit_id)
    web = button(say("chat-on-the-web", language), Verb.WEB, credit_id)
    return Screen(say("chat-ask-edit", language), (*rows, [back, web]))


def cancel_screen(credit: Credit, language: str) -> Screen:
    """Ask before a draft is thrown away."""
    remove = button(say("chat-remove", language), Verb.REMOVE, credit.id, credit.version)
    keep = button(say("chat-back", language), Verb.NEXT, credit.id)
    return Screen(say("chat-ask-remove", language), [[remove, keep]])


def without_buttons(screen: Screen) -> Screen:
    return replace(screen, rows=())

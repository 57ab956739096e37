"""The whole draft before it is submitted, and the list of its blanks."""

from bot.chat.buttons import Verb
from bot.chat.markup import Button, Screen, button, words
from bot.chat.screens.credits.values import FULL_ROW, answer_lines, evidence_line, shortened
from core.domain import points
from core.domain.credits.claims import field_of
from core.domain.credits.compliance import YearResult
from core.domain.credits.credit import Credit
from core.texts import say
from core.usecases.credits.sheets import CreditSheet
from core.wording.compliance import counts_text, outcome_name
from core.wording.credits import (
    arithmetic,
    evidence_name,
    flag_text,
    question_name,
    rule_name,
    rule_statement,
)
from core.wording.refusals import explain


def summary_screen(sheet: CreditSheet) -> Screen:
    """Return claim, arithmetic, what counts already, what would count then, what is missing."""
    lines = [say("chat-summary-title"), *claim_lines(sheet)]
    lines.append(words("chat-evidence-line", it=evidence_line(sheet.evidence, sheet.book)))
    if not sheet.faults:
        lines.append(_outlook(sheet.hoped))
        lines += [say("rulebook-own-standard")] if sheet.hoped.is_own_standard else []
    lines += ["", *_faults(sheet)] if sheet.faults else []
    return Screen("\n".join(line for line in lines), _buttons(sheet))


def claim_lines(sheet: CreditSheet) -> list[str]:
    """Return year, rule, its statement, the arithmetic, what else is claimed, the blanks, hints."""
    claim = sheet.credit.claim
    if claim.rule is None:
        return [words("chat-year-only", year=claim.year)]
    rule = sheet.book.rule(claim.rule)
    lines = [
        words("chat-claim-head", year=claim.year, name=rule_name(rule)),
        rule_statement(rule, sheet.book),
    ]
    if sheet.book.year != claim.year:
        lines.append(say("rulebook-other-year", year=claim.year, used=sheet.book.year))
    if counted := arithmetic(sheet.credit, sheet.book):
        lines.append(f"<b>{counted}</b>")
    if told := counts_text(sheet.counts):
        lines.append(f"<b>{told}</b>")
    if sheet.held:
        lines.append(say("chat-held", held=points.show(sheet.held)))
    flags = [words("chat-flag", flag=flag_text(one)) for one in sheet.flags]
    return [*lines, *answer_lines(claim, sheet.book), *flags]


def _outlook(then: YearResult) -> str:
    if not then.needed:
        return outcome_name(then)
    has, missing = then.credits.counting, max(0, then.needed - then.credits.counting)
    key = "chat-then-missing" if missing else "chat-then-enough"
    return say(
        key,
        has=points.show(has),
        needs=points.show_quantity(then.needed),
        missing=points.show(missing),
    )


def _faults(sheet: CreditSheet) -> list[str]:
    listed = [words("chat-fault", fault=explain(one)) for one in sheet.faults]
    return [say("chat-still-missing"), *listed]


def _buttons(sheet: CreditSheet) -> list[list[Button]]:
    credit = sheet.credit
    submit = button(say("chat-submit"), Verb.SUBMIT, credit.id, credit.version)
    edit = button(say("chat-edit"), Verb.EDIT, credit.id)
    save = button(say("chat-save"), Verb.SAVE, credit.id)
    cancel = button(say("chat-cancel"), Verb.CANCEL, credit.id)
    web = button(say("chat-on-the-web"), Verb.WEB, credit.id)
    return [[submit, edit], [save, cancel], [web]]


def edit_screen(sheet: CreditSheet) -> Screen:
    """Return every blank and every file as a button."""
    credit_id = sheet.credit.id
    blanks = [question for question in sheet.asked if question != "evidence"]
    buttons = [
        button(shortened(_asked(sheet, question)), Verb.GO, credit_id, question)
        for question in blanks
    ]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    unnamed = say("chat-unnamed")
    for place, file in enumerate(sheet.evidence, 1):
        kind = evidence_name(file.kind, sheet.book) if file.kind else unnamed
        label = say("chat-file-label", place=place, kind=shortened(kind, FULL_ROW))
        rows.append([button(label, Verb.FILE, credit_id, file.id)])
    back = button(say("chat-back"), Verb.NEXT, credit_id)
    web = button(say("chat-on-the-web"), Verb.WEB, credit_id)
    return Screen(say("chat-ask-edit"), (*rows, [back, web]))


def _asked(sheet: CreditSheet, question: str) -> str:
    blank = field_of(sheet.credit.claim, question, sheet.book)
    return question_name(question, blank.names if blank else None)


def cancel_screen(credit: Credit) -> Screen:
    """Ask before a draft is thrown away."""
    remove = button(say("chat-remove"), Verb.REMOVE, credit.id, credit.version)
    keep = button(say("chat-back"), Verb.NEXT, credit.id)
    return Screen(say("chat-ask-remove"), [[remove, keep]])

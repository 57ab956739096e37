"""One credit for reading or deciding, and lists of credits."""

from collections.abc import Sequence

from bot.markup import Button, Rows, Screen, button, words
from bot.screens.summary import claim_lines
from bot.screens.values import amount, evidence_line, shortened
from bot.updates import Verb
from core.domain.credits import Credit, Decision, Stage
from core.domain.people import Staff
from core.domain.rulebook import rulebook
from core.texts import say
from core.usecases.credits import CreditPage
from core.usecases.sheets import CreditSheet
from core.wording import credit_title, event_text, flag_text, moment, stage_name

CREDITS_A_PAGE = 5
REASONS = 4


def credit_card(sheet: CreditSheet, language: str, *, in_effect: bool) -> Screen:
    """Return one's own credit: state, claim, evidence, history, and what can be done with it."""
    credit = sheet.credit
    state = stage_name(credit, language, in_effect=in_effect)
    lines = [words("chat-card-title", language, title=credit_title(credit, language), state=state)]
    if credit.reason:
        lines.append(words("chat-reason", language, reason=credit.reason))
    lines += claim_lines(sheet, language)
    lines.append(words("chat-evidence-line", language, it=evidence_line(sheet.evidence, language)))
    lines += ["", *_history(sheet, language)]
    return Screen("\n".join(lines), _own_buttons(sheet, language))


def _history(sheet: CreditSheet, language: str) -> list[str]:
    return [
        words("chat-event", language, at=moment(event.at), what=event_text(event, language))
        for event in sheet.history
        if not event.verb.startswith("evidence-")
    ]


def _own_buttons(sheet: CreditSheet, language: str) -> Rows:
    credit, rows = sheet.credit, list[list[Button]]()
    if sheet.may_revise:
        key = "chat-correct" if credit.stage is Stage.RETURNED else "chat-continue"
        rows.append([button(say(key, language), Verb.NEXT, credit.id)])
    if sheet.may_withdraw:
        label = say("chat-withdraw", language)
        rows.append([button(label, Verb.WITHDRAW, credit.id, credit.version)])
    if sheet.may_copy:
        rows.append([button(say("chat-copy", language), Verb.COPY, credit.id)])
    return rows


def list_screen(page: CreditPage, offset: int, language: str) -> Screen:
    """Return a page of one's credits, a number under each to open it."""
    if not page.credits:
        return Screen(say("chat-no-credits", language))
    places = range(offset + 1, offset + 1 + len(page.credits))
    lines = [
        _list_line(place, one, language) for place, one in zip(places, page.credits, strict=True)
    ]
    opening = [
        button(str(place), Verb.OPEN, one.id)
        for place, one in zip(places, page.credits, strict=True)
    ]
    title = say("chat-list-title", language, first=places[0], last=places[-1], total=page.total)
    turning = _turning(offset, page.total, language)
    return Screen("\n".join([title, "", *lines]), [opening, turning])


def _list_line(place: int, credit: Credit, language: str) -> str:
    return words(
        "chat-list-line",
        language,
        place=place,
        title=shortened(credit_title(credit, language), 72),
        year=credit.year,
        amount=amount(credit, language),
        state=stage_name(credit, language),
    )


def _turning(offset: int, total: int, language: str) -> list[Button]:
    earlier, later = offset - CREDITS_A_PAGE, offset + CREDITS_A_PAGE
    back = [button(say("chat-newer", language), Verb.PAGE, max(0, earlier))] if offset else []
    on = [button(say("chat-older", language), Verb.PAGE, later)] if later < total else []
    return back + on


def review_card(sheet: CreditSheet, language: str, at: int = 0) -> Screen:
    """Return a claim for its reviewer; `at` is its place as the queue is walked, from 1."""
    return Screen("\n".join(_review_lines(sheet, language)), _review_buttons(sheet, language, at))


def _review_lines(sheet: CreditSheet, language: str) -> list[str]:
    lines = [_person(sheet.staff, sheet.department.name, sheet.credit, language)]
    lines += claim_lines(sheet, language)
    lines.append(words("chat-evidence-line", language, it=evidence_line(sheet.evidence, language)))
    lines += [words("chat-flag", language, flag=flag_text(one, language)) for one in sheet.flags]
    if sheet.credit.submitted_at:
        at = moment(sheet.credit.submitted_at)
        lines.append(words("chat-submitted-at", language, at=at))
    return lines


def _person(staff: Staff, department: str, credit: Credit, language: str) -> str:
    title = rulebook(credit.year).title(staff.title).names[language]
    return words(
        "chat-person",
        language,
        name=staff.name,
        title=title,
        department=department,
        number=staff.staff_number,
    )


def _review_buttons(sheet: CreditSheet, language: str, at: int) -> Rows:
    if not sheet.may_decide:
        return ()
    credit = sheet.credit
    approve = button(say("chat-approve", language), Verb.APPROVE, credit.id, credit.version, at)
    others = [
        button(say(f"chat-{one}", language), Verb.ASK_REASON, credit.id, credit.version, at, one)
        for one in (Decision.RETURN, Decision.REJECT)
    ]
    onward = [[button(say("chat-skip", language), Verb.QUEUE, at + 1)]] if at else []
    return [[approve, *others], *onward]


def reason_rows(credit: Credit, decision: Decision, at: int, language: str) -> Rows:
    """Return the usual reasons of a decision, one's own words, and the way back."""
    known = (credit.id, credit.version, at, decision.value)
    usual = [
        [button(say(f"chat-{decision}-reason-{n}", language), Verb.REASON, *known, n)]
        for n in range(1, REASONS + 1)
    ]
    typed = button(say("chat-type-reason", language), Verb.TYPE_REASON, *known)
    back = button(say("chat-back", language), Verb.CARD, credit.id, at)
    return [*usual, [typed], [back]]


def decided_card(sheet: CreditSheet, language: str, at: int, *, may_undo: bool) -> Screen:
    """Return the card after a decision: what was decided by whom, undo for ten seconds, next."""
    lines = [*_review_lines(sheet, language), "", decided_line(sheet, language)]
    undo = button(say("chat-undo", language), Verb.UNDO, sheet.credit.id, sheet.credit.version, at)
    onward = button(say("chat-next", language), Verb.QUEUE, max(1, at))
    return Screen("\n".join(lines), [[undo, onward] if may_undo else [onward]])


def decided_line(sheet: CreditSheet, language: str) -> str:
    """Return what happened last to a credit, by whom, and where it stands."""
    told = [event for event in sheet.history if not event.verb.startswith("evidence-")]
    what = event_text(told[-1], language) if told else ""
    state = stage_name(sheet.credit, language)
    line = words("chat-decided", language, what=what, state=state)
    if reason := sheet.credit.reason:
        line += "\n" + words("chat-reason", language, reason=reason)
    return line


def pictures_of(sheet: CreditSheet) -> Sequence[str]:
    """Return the files that can be looked at as pictures."""
    return [file.id for file in sheet.evidence if file.has_view]

"""One credit for reading or deciding, and lists of credits."""

from collections.abc import Sequence

from bot.markup import Button, Rows, Screen, button, words
from bot.screens.credits.summary import claim_lines
from bot.screens.credits.values import amount, evidence_line, shortened
from bot.updates import Verb
from core.domain.credits.credit import Credit, Decision, Stage
from core.domain.register import Staff
from core.domain.rulebook import rulebook
from core.texts import language, say
from core.usecases.credits.entry import CreditPage
from core.usecases.credits.sheets import CreditSheet
from core.wording.credits import credit_title, flag_text, stage_name
from core.wording.messages import event_text
from core.wording.moments import moment

CREDITS_A_PAGE = 5
REASONS = 4


def credit_card(sheet: CreditSheet, *, in_effect: bool) -> Screen:
    """Return one's own credit: state, claim, evidence, history, and what can be done with it."""
    credit = sheet.credit
    state = stage_name(credit, in_effect=in_effect)
    lines = [words("chat-card-title", title=credit_title(credit), state=state)]
    if credit.reason:
        lines.append(words("chat-reason", reason=credit.reason))
    lines += claim_lines(sheet)
    lines.append(words("chat-evidence-line", it=evidence_line(sheet.evidence)))
    lines += ["", *_history(sheet)]
    return Screen("\n".join(lines), _own_buttons(sheet))


def _history(sheet: CreditSheet) -> list[str]:
    return [
        words("chat-event", at=moment(event.at), what=event_text(event))
        for event in sheet.history
        if not event.verb.startswith("evidence-")
    ]


def _own_buttons(sheet: CreditSheet) -> Rows:
    credit, rows = sheet.credit, list[list[Button]]()
    if sheet.may_revise:
        key = "chat-correct" if credit.stage is Stage.RETURNED else "chat-continue"
        rows.append([button(say(key), Verb.NEXT, credit.id)])
    if sheet.may_withdraw:
        label = say("chat-withdraw")
        rows.append([button(label, Verb.WITHDRAW, credit.id, credit.version)])
    if sheet.may_copy:
        rows.append([button(say("chat-copy"), Verb.COPY, credit.id)])
    return rows


def list_screen(page: CreditPage, offset: int) -> Screen:
    """Return a page of one's credits, a number under each to open it."""
    if not page.credits:
        return Screen(say("chat-no-credits"))
    places = range(offset + 1, offset + 1 + len(page.credits))
    lines = [_list_line(place, one) for place, one in zip(places, page.credits, strict=True)]
    opening = [
        button(str(place), Verb.OPEN, one.id)
        for place, one in zip(places, page.credits, strict=True)
    ]
    title = say("chat-list-title", first=places[0], last=places[-1], total=page.total)
    turning = _turning(offset, page.total)
    return Screen("\n".join([title, "", *lines]), [opening, turning])


def _list_line(place: int, credit: Credit) -> str:
    return words(
        "chat-list-line",
        place=place,
        title=shortened(credit_title(credit), 72),
        year=credit.year,
        amount=amount(credit),
        state=stage_name(credit),
    )


def _turning(offset: int, total: int) -> list[Button]:
    earlier, later = offset - CREDITS_A_PAGE, offset + CREDITS_A_PAGE
    back = [button(say("chat-newer"), Verb.PAGE, max(0, earlier))] if offset else []
    on = [button(say("chat-older"), Verb.PAGE, later)] if later < total else []
    return back + on


def review_card(sheet: CreditSheet, at: int = 0) -> Screen:
    """Return a claim for its reviewer; `at` is its place as the queue is walked, from 1."""
    return Screen("\n".join(_review_lines(sheet)), _review_buttons(sheet, at))


def _review_lines(sheet: CreditSheet) -> list[str]:
    lines = [_person(sheet.staff, sheet.department.name, sheet.credit)]
    lines += claim_lines(sheet)
    lines.append(words("chat-evidence-line", it=evidence_line(sheet.evidence)))
    lines += [words("chat-flag", flag=flag_text(one)) for one in sheet.flags]
    if sheet.credit.submitted_at:
        at = moment(sheet.credit.submitted_at)
        lines.append(words("chat-submitted-at", at=at))
    return lines


def _person(staff: Staff, department: str, credit: Credit) -> str:
    title = rulebook(credit.year).title(staff.title).names[language()]
    return words(
        "chat-person",
        name=staff.name,
        title=title,
        department=department,
        number=staff.staff_number,
    )


def _review_buttons(sheet: CreditSheet, at: int) -> Rows:
    if not sheet.may_decide:
        return ()
    credit = sheet.credit
    approve = button(say("chat-approve"), Verb.APPROVE, credit.id, credit.version, at)
    others = [
        button(say(f"chat-{one}"), Verb.ASK_REASON, credit.id, credit.version, at, one)
        for one in (Decision.RETURN, Decision.REJECT)
    ]
    onward = [[button(say("chat-skip"), Verb.QUEUE, at + 1)]] if at else []
    return [[approve, *others], *onward]


def reason_rows(credit: Credit, decision: Decision, at: int) -> Rows:
    """Return the usual reasons of a decision, one's own words, and the way back."""
    known = (credit.id, credit.version, at, decision.value)
    usual = [
        [button(say(f"chat-{decision}-reason-{n}"), Verb.REASON, *known, n)]
        for n in range(1, REASONS + 1)
    ]
    typed = button(say("chat-type-reason"), Verb.TYPE_REASON, *known)
    back = button(say("chat-back"), Verb.CARD, credit.id, at)
    return [*usual, [typed], [back]]


def decided_card(sheet: CreditSheet, at: int, *, may_undo: bool) -> Screen:
    """Return the card after a decision: what was decided by whom, undo for ten seconds, next."""
    lines = [*_review_lines(sheet), "", decided_line(sheet)]
    undo = button(say("chat-undo"), Verb.UNDO, sheet.credit.id, sheet.credit.version, at)
    onward = button(say("chat-next"), Verb.QUEUE, max(1, at))
    return Screen("\n".join(lines), [[undo, onward] if may_undo else [onward]])


def decided_line(sheet: CreditSheet) -> str:
    """Return what happened last to a credit, by whom, and where it stands."""
    told = [event for event in sheet.history if not event.verb.startswith("evidence-")]
    what = event_text(told[-1]) if told else ""
    state = stage_name(sheet.credit)
    line = words("chat-decided", what=what, state=state)
    if reason := sheet.credit.reason:
        line += "\n" + words("chat-reason", reason=reason)
    return line


def pictures_of(sheet: CreditSheet) -> Sequence[str]:
    """Return the files that can be looked at as pictures."""
    return [file.id for file in sheet.evidence if file.has_view]

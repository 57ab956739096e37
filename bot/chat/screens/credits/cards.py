"""One credit for reading or deciding, and lists of credits."""

from bot.chat.buttons import Verb
from bot.chat.markup import Button, Rows, Screen, button, words
from bot.chat.screens.credits.summary import claim_lines
from bot.chat.screens.credits.values import amount, evidence_line, shortened
from bot.chat.screens.review import Card
from core.credit_lists import CreditLine
from core.domain.credits.credit import Stage
from core.domain.lists import Page
from core.texts import language, say
from core.usecases.credits.sheets import CreditSheet
from core.wording.credits import credit_title, stage_name
from core.wording.lists import count_text
from core.wording.messages import event_text
from core.wording.moments import moment

CREDITS_A_PAGE = 5


def credit_card(sheet: CreditSheet, *, in_effect: bool) -> Screen:
    """Return one's own credit: state, claim, evidence, history, and what can be done with it."""
    credit = sheet.credit
    state = stage_name(credit, in_effect=in_effect)
    lines = [words("chat-card-title", title=credit_title(credit, sheet.book), state=state)]
    if credit.reason:
        lines.append(words("chat-reason", reason=credit.reason))
    lines += claim_lines(sheet)
    lines.append(words("chat-evidence-line", it=evidence_line(sheet.evidence, sheet.book)))
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


def list_screen(page: Page[CreditLine]) -> Screen:
    """Return a page of one's credits, a number under each to open it."""
    if not page.rows:
        return Screen(say("chat-no-credits"))
    offset = (page.slice.number - 1) * CREDITS_A_PAGE
    numbered = list(enumerate(page.rows, offset + 1))
    lines = [_list_line(place, line) for place, line in numbered]
    opening = [button(str(place), Verb.OPEN, line.credit.id) for place, line in numbered]
    total = count_text(page.total or len(page.rows))
    title = say("chat-list-title", first=offset + 1, last=numbered[-1][0], total=total)
    turning = _turning(offset, has_more=page.slice.following is not None)
    return Screen("\n".join([title, "", *lines]), [opening, turning])


def _list_line(place: int, line: CreditLine) -> str:
    credit = line.credit
    return words(
        "chat-list-line",
        place=place,
        title=shortened(credit_title(credit, line.book), 72),
        year=credit.year,
        amount=amount(credit),
        state=stage_name(credit),
    )


def _turning(offset: int, *, has_more: bool) -> list[Button]:
    earlier, later = offset - CREDITS_A_PAGE, offset + CREDITS_A_PAGE
    back = [button(say("chat-newer"), Verb.PAGE, max(0, earlier))] if offset else []
    on = [button(say("chat-older"), Verb.PAGE, later)] if has_more else []
    return back + on


def claim_card(sheet: CreditSheet) -> Card:
    """Return a claim for its reviewer."""
    return Card(
        case=sheet.credit,
        lines=_review_lines(sheet),
        state=stage_name(sheet.credit),
        history=[event for event in sheet.history if not event.verb.startswith("evidence-")],
        may_decide=sheet.may_decide,
    )


def _review_lines(sheet: CreditSheet) -> list[str]:
    lines = [_person(sheet)]
    lines += claim_lines(sheet)
    lines.append(words("chat-evidence-line", it=evidence_line(sheet.evidence, sheet.book)))
    if sheet.credit.submitted_at:
        at = moment(sheet.credit.submitted_at)
        lines.append(words("chat-submitted-at", at=at))
    return lines


def _person(sheet: CreditSheet) -> str:
    staff = sheet.staff
    title = sheet.book.title(staff.title).names[language()]
    return words(
        "chat-person",
        name=staff.name,
        title=title,
        department=sheet.department.name,
        number=staff.staff_number,
    )

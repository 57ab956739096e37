"""Deciding: the queue walked one by one, the decision, its reason, its undo."""

import logging

from bot.chat.buttons import MARK, Press, Verb, button_data
from bot.chat.cases import read_case, send_case
from bot.chat.context import ChatContext
from bot.chat.handlers.credits.asking import REASON, asking_of, keep_asking
from bot.chat.markup import Button, Rows, Screen, words
from bot.chat.replies import bare, change_rows, pressed_in, put, send
from bot.chat.retrying import log_defect
from bot.chat.screens.review import decided_card, reason_marked, reason_rows, review_card
from bot.chat.service import NotTaken, Trouble
from core.domain.errors import NotFound, Refusal
from core.domain.reasons import ReasonsChanged
from core.domain.review import UNDO_WITHIN, Case, Decision
from core.domain.subjects import Subject
from core.domain.typed import TextNeeded, TextTooLong
from core.texts import say
from core.usecases.reasons import read_reasons
from core.usecases.review import decide, review_queue, undo_decision

log = logging.getLogger(__name__)


async def review_asked(context: ChatContext) -> None:
    """/review: what waits longest, kind after kind."""
    await _show_next(context, 1)


async def queue_pressed(context: ChatContext, press: Press) -> None:
    """On to the next case; the one before keeps its words and loses its way on."""
    await _show_next(context, max(1, press.place))


async def _show_next(context: ChatContext, at: int) -> None:
    """Show what stands at this place of the line."""
    desk, who = context.desk, context.who
    queue = await review_queue(desk, who, at)
    waiting = queue.total
    if queue.case is not None:
        head = words("chat-queue-head", at=at, waiting=waiting)
        await _show_case(context, queue.case.subject, head, at)
        return
    text = say("chat-queue-end" if waiting else "chat-queue-empty", waiting=waiting)
    again = [[_button(say("chat-from-start"), 1)]] if waiting else []
    await send(context.to, Screen(text, again))


async def _show_case(context: ChatContext, subject: Subject, head: str, at: int) -> None:
    """Show a case; one that cannot be shown does not stand before those behind it."""
    try:
        exhibit = await read_case(context.desk, context.who, subject)
        await send_case(context.card_to, exhibit, head, at)
        return
    except NotTaken as refused:
        log_defect(refused)
    except Trouble:
        raise
    except Refusal as refusal:
        log.info("a case was not shown: %s", refusal.code)
    except Exception as defect:  # noqa: BLE001 - whatever is wrong with one, the others go on
        log_defect(defect)
    link = words(
        "chat-link", url=f"{context.desk.settings.public_url}/review", label=say("chat-open-web")
    )
    text = f"{head}\n{say('chat-case-unopened')}\n{link}"
    await send(context.to, Screen(text, [[_button(say("chat-skip"), at + 1)]]))


def _button(label: str, at: int) -> Button:
    return Button(label, button_data(Verb.QUEUE, at))


async def approved(context: ChatContext, press: Press) -> None:
    """通过."""
    await decide(context.desk, context.who, press.case, Decision.APPROVE, seen=press.seen)
    await show_decided(context, press.case, press.place, may_undo=True)


async def reason_asked(context: ChatContext, press: Press) -> None:
    """退回 or 不通过: why, from a short list or in one's own words."""
    card = (await read_case(context.desk, context.who, press.case)).card
    decision = _decision_of(press)
    if not card.may_decide or card.case.version != press.seen:
        await show_decided(context, press.case, press.place)
        return
    reasons = await read_reasons(context.desk, context.who)
    rows = reason_rows(card, decision, press.place, reasons)
    if not await change_rows(context.to, pressed_in(context), rows):
        await send(context.to, Screen(say(f"chat-why-{decision}"), rows))


async def reason_chosen(context: ChatContext, press: Press) -> None:
    """One of the reasons offered; where the list has changed since, it is offered anew."""
    desk, who, decision = context.desk, context.who, _decision_of(press)
    card = (await read_case(desk, who, press.case)).card
    offered = (await read_reasons(desk, who)).get((card.kind, decision), ())
    try:
        reason = reason_marked(offered, press[MARK])
    except ReasonsChanged:
        await reason_asked(context, press)
        raise
    await decide(desk, who, press.case, decision, seen=press.seen, reason=reason)
    await show_decided(context, press.case, press.place, may_undo=True)


async def reason_to_write(context: ChatContext, press: Press) -> None:
    """The next message is the reason."""
    await read_case(context.desk, context.who, press.case)
    decision, case = _decision_of(press), press.case
    asked = (decision, case, press.seen, press.place, pressed_in(context))
    await keep_asking(context, REASON + ":".join(map(str, asked)))
    text = say(f"chat-ask-{decision}-reason")
    await send(context.to, Screen(text))


async def reason_written(context: ChatContext, text: str) -> bool:
    """Take a message as the reason that was asked for; False when none was.

    A reason that cannot be taken or kept is asked for again; all other refusals end the asking.
    """
    step = asking_of(context).step
    if not step.startswith(REASON):
        return False
    word, kind, case_id, seen, at, card = step.removeprefix(REASON).split(":")
    case, decision = Subject(kind, case_id), Decision(word)
    try:
        await decide(context.desk, context.who, case, decision, seen=int(seen), reason=text)
    except Refusal as refusal:
        if not (refusal.is_outage or isinstance(refusal, TextTooLong | TextNeeded)):
            await keep_asking(context, "")
        raise
    await keep_asking(context, "")
    await bare(context.to, card)
    await show_decided(context, case, int(at), may_undo=True)
    return True


async def card_pressed(context: ChatContext, press: Press) -> None:
    """Back from the reasons to the case."""
    card = (await read_case(context.desk, context.who, press.case)).card
    await put(context, review_card(card, press.place))


async def undone(context: ChatContext, press: Press) -> None:
    """撤销, within ten seconds."""
    await undo_decision(context.desk, context.who, press.case, seen=press.seen)
    await card_pressed(context, press)


async def show_decided(
    context: ChatContext, subject: Subject, at: int, *, may_undo: bool = False
) -> None:
    """Show what became of a case, where its buttons were."""
    card = (await read_case(context.desk, context.who, subject)).card
    shown = await put(context, decided_card(card, at, may_undo=may_undo))
    if may_undo:
        onward = decided_card(card, at, may_undo=False).rows
        _take_undo_away(context, shown, onward, card.case)


def _take_undo_away(context: ChatContext, shown: str, onward: Rows, decided: Case) -> None:
    """Once it is too late to undo the button goes, unless it has been pressed."""
    to, desk, who = context.to, context.desk, context.who

    async def take_away() -> None:
        now = (await read_case(desk, who, decided.subject)).card.case
        if now.version == decided.version:
            await change_rows(to, shown, onward)

    context.later(UNDO_WITHIN.total_seconds(), take_away)


def _decision_of(press: Press) -> Decision:
    """Return the decision that the button bears. Raises NotFound."""
    try:
        return Decision(press["decision"])
    except ValueError:
        raise NotFound from None

"""Deciding: the queue walked one by one, the decision, its reason, its undo."""

from collections.abc import Awaitable, Callable

from telegram import Update

from bot.attachments import send_exhibit
from bot.context import DeskContext
from bot.handlers.credits.asking import REASON
from bot.handlers.deciding import (
    decision_of,
    keep_asking,
    message_of,
    put,
    reason_taken,
    take_undo_away,
    usual_reason,
)
from bot.handlers.training_review import send_waiting
from bot.markup import Button, Screen, words
from bot.replies import change_markup, send
from bot.screens.credits.cards import decided_card, reason_rows, review_card
from bot.updates import Press, Verb, button_data
from core.domain.credits.credit import Credit, Decision
from core.records.credits import CreditFilter
from core.texts import say
from core.usecases.credits.sheets import read_credit
from core.usecases.review import decide, review_queue, undo_decision
from core.usecases.trainings.review import count_waiting_trainings


async def review_asked(update: Update, context: DeskContext) -> None:
    """/review: the claim that waits longest."""
    await _show_next(context, 1)


async def queue_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """On to the next claim; the one before keeps its words and loses its way on."""
    await _show_next(context, max(1, press.place))


async def _show_next(context: DeskContext, at: int) -> None:
    """Show what stands at this place of the line: the credits first, then the trainings."""
    desk, who = context.desk, context.who
    queue = await review_queue(desk, who, CreditFilter(limit=1, offset=at - 1))
    trainings = await count_waiting_trainings(desk, who)
    waiting = queue.waiting + trainings
    head = words("chat-queue-head", at=at, waiting=waiting)
    if queue.credits:
        await _send_credit(context, queue.credits[0].id, at, head)
    elif trainings and queue.waiting < at <= waiting:
        await send_waiting(context, at - queue.waiting, at, head)
    else:
        text = say("chat-queue-end" if waiting else "chat-queue-empty", waiting=waiting)
        again = [[_button(say("chat-from-start"), 1)]] if waiting else []
        await send(context.bot, context.chat_number, Screen(text, again))


async def _send_credit(context: DeskContext, credit_id: str, at: int, head: str) -> None:
    sheet = await read_credit(context.desk, context.who, credit_id)
    card = review_card(sheet, at)
    screen = Screen(f"{head}\n{card.text}", card.rows)
    await send_exhibit(context.bot, context.desk, context.who, context.chat_number, sheet, screen)


def _button(label: str, at: int) -> Button:
    return Button(label, button_data(Verb.QUEUE, at))


async def approved(update: Update, context: DeskContext, press: Press) -> None:
    """通过."""
    await decide(context.desk, context.who, press.credit, Decision.APPROVE, seen=press.seen)
    await show_decided(update, context, press.credit, press.place, may_undo=True)


async def reason_asked(update: Update, context: DeskContext, press: Press) -> None:
    """退回 or 不通过: why, from a short list or in one's own words."""
    sheet = await read_credit(context.desk, context.who, press.credit)
    rows = reason_rows(sheet.credit, decision_of(press), press.place)
    if not sheet.may_decide or sheet.credit.version != press.seen:
        await show_decided(update, context, press.credit, press.place)
        return
    await change_markup(context.bot, context.chat_number, message_of(update), rows)


async def reason_chosen(update: Update, context: DeskContext, press: Press) -> None:
    """One of the usual reasons."""
    decision, number = decision_of(press), usual_reason(press)
    reason = say(f"chat-{decision}-reason-{number}")
    await decide(context.desk, context.who, press.credit, decision, seen=press.seen, reason=reason)
    await show_decided(update, context, press.credit, press.place, may_undo=True)


async def reason_to_write(update: Update, context: DeskContext, press: Press) -> None:
    """The next message is the reason."""
    await read_credit(context.desk, context.who, press.credit)
    asked = (decision_of(press), press.credit, press.seen, press.place, message_of(update))
    await keep_asking(update, context, REASON + ":".join(map(str, asked)))
    text = say(f"chat-ask-{decision_of(press)}-reason")
    await send(context.bot, context.chat_number, Screen(text))


async def reason_written(update: Update, context: DeskContext, text: str) -> bool:
    """Take a message as the reason that was asked for; False when none was."""
    desk, who = context.desk, context.who

    async def act(credit_id: str, decision: Decision, seen: int) -> None:
        await decide(desk, who, credit_id, decision, seen=seen, reason=text)

    taken = await reason_taken(update, context, REASON, act)
    if taken is not None:
        await show_decided(update, context, *taken, may_undo=True)
    return taken is not None


async def card_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """Back from the reasons to the claim."""
    await _show_card(update, context, press.credit, press.place)


async def undone(update: Update, context: DeskContext, press: Press) -> None:
    """撤销, within ten seconds."""
    await undo_decision(context.desk, context.who, press.credit, seen=press.seen)
    await _show_card(update, context, press.credit, press.place)


async def _show_card(update: Update, context: DeskContext, credit_id: str, at: int) -> None:
    sheet = await read_credit(context.desk, context.who, credit_id)
    await put(update, context, review_card(sheet, at))


async def show_decided(
    update: Update, context: DeskContext, credit_id: str, at: int, *, may_undo: bool = False
) -> None:
    """Show what became of a claim, where its buttons were."""
    sheet = await read_credit(context.desk, context.who, credit_id)
    screen = decided_card(sheet, at, may_undo=may_undo)
    shown = await put(update, context, screen)
    if may_undo:
        onward = decided_card(sheet, at, may_undo=False).rows
        take_undo_away(context, shown, onward, _unchanged(context, sheet.credit))


def _unchanged(context: DeskContext, decided: Credit) -> Callable[[], Awaitable[bool]]:
    desk, who = context.desk, context.who

    async def is_same() -> bool:
        return (await read_credit(desk, who, decided.id)).credit.version == decided.version

    return is_same

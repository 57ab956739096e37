"""Deciding on trainings: a plan or a closing, the decision, its reason, its undo."""

from collections.abc import Awaitable, Callable

from telegram import Update

from bot.attachments import send_training
from bot.context import DeskContext
from bot.handlers.credits.asking import TRAINING_REASON
from bot.handlers.deciding import (
    decision_of,
    keep_asking,
    message_of,
    put,
    reason_taken,
    take_undo_away,
    usual_reason,
)
from bot.markup import Screen
from bot.replies import change_markup, send
from bot.screens.trainings import decided_training, reason_key, training_card, training_reasons
from bot.updates import Press
from core.domain.credits.credit import Decision
from core.domain.trainings.training import Training
from core.texts import say
from core.usecases.trainings.plans import read_training
from core.usecases.trainings.review import (
    decide_training,
    read_waiting,
    undo_training_decision,
    waiting_trainings,
)


async def send_waiting(context: DeskContext, number: int, at: int, head: str) -> None:
    """Send the plan or closing that waits as number so many; `at` is its place in the queue."""
    desk, who = context.desk, context.who
    came = (await waiting_trainings(desk, who))[number - 1]
    sheet = await read_training(desk, who, came.training.id)
    card = training_card(sheet, came, at)
    screen = Screen(f"{head}\n{card.text}", card.rows)
    await send_training(context.bot, desk, who, context.chat_number, sheet, screen)


async def approved(update: Update, context: DeskContext, press: Press) -> None:
    """通过."""
    desk, who = context.desk, context.who
    await decide_training(desk, who, press.training, Decision.APPROVE, seen=press.seen)
    await show_decided_training(update, context, press.training, press.place, may_undo=True)


async def reason_asked(update: Update, context: DeskContext, press: Press) -> None:
    """退回 or 不通过: why, from a short list or in one's own words."""
    sheet = await read_training(context.desk, context.who, press.training)
    rows = training_reasons(sheet.training, decision_of(press), press.place)
    if not sheet.may_review or sheet.training.version != press.seen:
        await show_decided_training(update, context, press.training, press.place)
        return
    await change_markup(context.bot, context.chat_number, message_of(update), rows)


async def reason_chosen(update: Update, context: DeskContext, press: Press) -> None:
    """One of the usual reasons."""
    desk, who, decision = context.desk, context.who, decision_of(press)
    training = (await read_training(desk, who, press.training)).training
    reason = say(reason_key(training, decision, usual_reason(press)))
    await decide_training(desk, who, training.id, decision, seen=press.seen, reason=reason)
    await show_decided_training(update, context, training.id, press.place, may_undo=True)


async def reason_to_write(update: Update, context: DeskContext, press: Press) -> None:
    """The next message is the reason."""
    await read_training(context.desk, context.who, press.training)
    asked = (decision_of(press), press.training, press.seen, press.place, message_of(update))
    await keep_asking(update, context, TRAINING_REASON + ":".join(map(str, asked)))
    text = say(f"chat-ask-{decision_of(press)}-reason")
    await send(context.bot, context.chat_number, Screen(text))


async def training_reason_written(update: Update, context: DeskContext, text: str) -> bool:
    """Take a message as the reason that was asked for; False when none was."""
    desk, who = context.desk, context.who

    async def act(training_id: str, decision: Decision, seen: int) -> None:
        await decide_training(desk, who, training_id, decision, seen=seen, reason=text)

    taken = await reason_taken(update, context, TRAINING_REASON, act)
    if taken is not None:
        await show_decided_training(update, context, *taken, may_undo=True)
    return taken is not None


async def card_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """Back from the reasons to the plan or closing."""
    await _show_card(update, context, press.training, press.place)


async def undone(update: Update, context: DeskContext, press: Press) -> None:
    """撤销, within ten seconds."""
    await undo_training_decision(context.desk, context.who, press.training, seen=press.seen)
    await _show_card(update, context, press.training, press.place)


async def _show_card(update: Update, context: DeskContext, training_id: str, at: int) -> None:
    sheet = await read_training(context.desk, context.who, training_id)
    came = await read_waiting(context.desk, context.who, training_id)
    await put(update, context, training_card(sheet, came, at))


async def show_decided_training(
    update: Update, context: DeskContext, training_id: str, at: int, *, may_undo: bool = False
) -> None:
    """Show what became of a plan or closing, where its buttons were."""
    sheet = await read_training(context.desk, context.who, training_id)
    came = await read_waiting(context.desk, context.who, training_id)
    screen = decided_training(sheet, came, at, may_undo=may_undo)
    shown = await put(update, context, screen)
    if may_undo:
        onward = decided_training(sheet, came, at, may_undo=False).rows
        take_undo_away(context, shown, onward, _unchanged(context, sheet.training))


def _unchanged(context: DeskContext, decided: Training) -> Callable[[], Awaitable[bool]]:
    desk, who = context.desk, context.who

    async def is_same() -> bool:
        return (await read_training(desk, who, decided.id)).training.version == decided.version

    return is_same

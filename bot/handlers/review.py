"""Deciding: the queue walked one by one, the decision, its reason, its undo."""

from telegram import Update

from bot.context import DeskContext
from bot.exhibits import send_exhibit
from bot.handlers.asking import REASON, Asking, asking_of
from bot.markup import Button, Rows, Screen, words
from bot.replies import bare, change_markup, rewrite, send
from bot.screens.cards import decided_card, reason_rows, review_card
from bot.updates import VALUE, Press, Verb, button_data
from core.domain.credits import UNDO_WITHIN, Credit, Decision
from core.domain.errors import NotFound, Refusal
from core.domain.typed import TextNeeded, TextTooLong
from core.records import CreditFilter
from core.texts import say
from core.usecases.chats import remember
from core.usecases.review import decide, review_queue, undo_decision
from core.usecases.sheets import read_credit


async def review_asked(update: Update, context: DeskContext) -> None:
    """/review: the claim that waits longest."""
    await _show_next(context, 1)


async def queue_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """On to the next claim; the one before keeps its words and loses its way on."""
    await _show_next(context, max(1, press.place))


async def _show_next(context: DeskContext, at: int) -> None:
    desk, who, language = context.desk, context.who, context.language
    queue = await review_queue(desk, who, CreditFilter(limit=1, offset=at - 1))
    if not queue.credits:
        key = "chat-queue-end" if queue.waiting else "chat-queue-empty"
        text = say(key, language, waiting=queue.waiting)
        again = [[_button(say("chat-from-start", language), 1)]] if queue.waiting else []
        await send(context.bot, context.chat.id, Screen(text, again))
        return
    sheet = await read_credit(desk, who, queue.credits[0].id)
    card = review_card(sheet, language, at)
    head = words("chat-queue-head", language, at=at, waiting=queue.waiting)
    screen = Screen(f"{head}\n{card.text}", card.rows)
    await send_exhibit(context.bot, desk, who, context.chat.id, sheet, screen)


def _button(label: str, at: int) -> Button:
    return Button(label, button_data(Verb.QUEUE, at))


async def approved(update: Update, context: DeskContext, press: Press) -> None:
    """通过."""
    await decide(context.desk, context.who, press.credit, Decision.APPROVE, seen=press.seen)
    await show_decided(update, context, press.credit, press.place, may_undo=True)


async def reason_asked(update: Update, context: DeskContext, press: Press) -> None:
    """退回 or 不通过: why, from a short list or in one's own words."""
    sheet = await read_credit(context.desk, context.who, press.credit)
    rows = reason_rows(sheet.credit, _decision(press), press.place, context.language)
    if not sheet.may_decide or sheet.credit.version != press.seen:
        await show_decided(update, context, press.credit, press.place)
        return
    await change_markup(context.bot, context.chat.id, _message_id(update), rows)


def _decision(press: Press) -> Decision:
    try:
        return Decision(press["decision"])
    except ValueError:
        raise NotFound from None


async def reason_chosen(update: Update, context: DeskContext, press: Press) -> None:
    """One of the usual reasons."""
    decision = _decision(press)
    if not 1 <= press.number <= 4:
        raise NotFound
    reason = say(f"chat-{decision}-reason-{press[VALUE]}", context.language)
    await decide(context.desk, context.who, press.credit, decision, seen=press.seen, reason=reason)
    await show_decided(update, context, press.credit, press.place, may_undo=True)


async def reason_to_write(update: Update, context: DeskContext, press: Press) -> None:
    """The next message is the reason."""
    await read_credit(context.desk, context.who, press.credit)
    asked = (_decision(press), press.credit, press.seen, press.place, _message_id(update))
    step = REASON + ":".join(map(str, asked))
    asking = str(Asking(step, update.update_id))
    draft_id = context.chat.draft_id
    await remember(context.desk, context.who, draft_id=draft_id, asking=asking)
    text = say(f"chat-ask-{_decision(press)}-reason", context.language)
    await send(context.bot, context.chat.id, Screen(text))


async def reason_written(update: Update, context: DeskContext, text: str) -> bool:
    """Take a message as the reason that was asked for; False when none was."""
    step = asking_of(context).step
    if not step.startswith(REASON):
        return False
    decision, credit_id, seen, at, card = step.removeprefix(REASON).split(":")
    try:
        await decide(
            context.desk, context.who, credit_id, Decision(decision), seen=int(seen), reason=text
        )
    except Refusal as refusal:
        if not isinstance(refusal, TextTooLong | TextNeeded):
            await _stop_asking(update, context)
        raise
    await _stop_asking(update, context)
    await bare(context.bot, context.chat.id, int(card))
    await show_decided(update, context, credit_id, int(at), may_undo=True)
    return True


async def _stop_asking(update: Update, context: DeskContext) -> None:
    asking = str(Asking("", update.update_id))
    draft_id = context.chat.draft_id
    await remember(context.desk, context.who, draft_id=draft_id, asking=asking)


async def card_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """Back from the reasons to the claim."""
    await _show_card(update, context, press.credit, press.place)


async def undone(update: Update, context: DeskContext, press: Press) -> None:
    """撤销, within ten seconds."""
    await undo_decision(context.desk, context.who, press.credit, seen=press.seen)
    await _show_card(update, context, press.credit, press.place)


async def _show_card(update: Update, context: DeskContext, credit_id: str, at: int) -> None:
    sheet = await read_credit(context.desk, context.who, credit_id)
    await _rewrite(update, context, review_card(sheet, context.language, at))


async def show_decided(
    update: Update, context: DeskContext, credit_id: str, at: int, *, may_undo: bool = False
) -> None:
    """Show what became of a claim, where its buttons were."""
    sheet = await read_credit(context.desk, context.who, credit_id)
    screen = decided_card(sheet, context.language, at, may_undo=may_undo)
    shown = await _rewrite(update, context, screen)
    if may_undo:
        onward = decided_card(sheet, context.language, at, may_undo=False).rows
        _take_undo_away(context, sheet.credit, shown, onward)


def _take_undo_away(context: DeskContext, decided: Credit, shown: int, onward: Rows) -> None:
    """Once it is too late to undo the button goes, unless it has been pressed."""
    bot, desk, who, chat_id = context.bot, context.desk, context.who, context.chat.id

    async def take_away() -> None:
        now = await read_credit(desk, who, decided.id)
        if now.credit.version == decided.version:
            await change_markup(bot, chat_id, shown, onward)

    context.bot_data.later(UNDO_WITHIN.total_seconds(), take_away)


async def _rewrite(update: Update, context: DeskContext, screen: Screen) -> int:
    bot, chat_id, pressed = context.bot, context.chat.id, _message_id(update)
    if pressed and await rewrite(bot, chat_id, pressed, screen):
        return pressed
    if pressed:
        await bare(bot, chat_id, pressed)
    return (await send(bot, chat_id, screen)).message_id


def _message_id(update: Update) -> int:
    """Return the message whose button was pressed, 0 when none was."""
    query = update.callback_query
    message = query.message if query else None
    return message.message_id if message else 0

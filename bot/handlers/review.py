"""Deciding: the queue walked one by one, the decision, its reason, its undo."""

import logging

from telegram import Update
from telegram.error import BadRequest, TelegramError

from bot.cases import read_case, send_case
from bot.context import DeskContext
from bot.handlers.credits.asking import REASON, Asking, asking_of
from bot.markup import Button, Rows, Screen, words
from bot.replies import bare, change_markup, message_of, put, send
from bot.retrying import log_defect
from bot.screens.review import decided_card, reason_marked, reason_rows, review_card
from bot.updates import MARK, Press, Verb, button_data
from core.domain.errors import NotFound, Refusal
from core.domain.reasons import ReasonsChanged
from core.domain.review import UNDO_WITHIN, Case, Decision
from core.domain.subjects import Subject
from core.domain.typed import TextNeeded, TextTooLong
from core.texts import say
from core.usecases.messages.chats import remember
from core.usecases.reasons import read_reasons
from core.usecases.review import decide, review_queue, undo_decision

log = logging.getLogger(__name__)


async def review_asked(update: Update, context: DeskContext) -> None:
    """/review: what waits longest, kind after kind."""
    await _show_next(context, 1)


async def queue_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """On to the next case; the one before keeps its words and loses its way on."""
    await _show_next(context, max(1, press.place))


async def _show_next(context: DeskContext, at: int) -> None:
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
    await send(context.bot, context.chat_number, Screen(text, again))


async def _show_case(context: DeskContext, subject: Subject, head: str, at: int) -> None:
    """Show a case; one that cannot be shown does not stand before those behind it."""
    bot, chat_id = context.bot, context.chat_number
    try:
        exhibit = await read_case(context.desk, context.who, subject)
        await send_case(bot, chat_id, exhibit, head, at)
        return
    except BadRequest as refused:
        log_defect(refused)
    except TelegramError:
        raise
    except Refusal as refusal:
        log.info("a case was not shown: %s", refusal.code)
    except Exception as defect:  # noqa: BLE001 - whatever is wrong with one, the others go on
        log_defect(defect)
    link = words(
        "chat-link", url=f"{context.desk.settings.public_url}/review", label=say("chat-open-web")
    )
    text = f"{head}\n{say('chat-case-unopened')}\n{link}"
    await send(bot, chat_id, Screen(text, [[_button(say("chat-skip"), at + 1)]]))


def _button(label: str, at: int) -> Button:
    return Button(label, button_data(Verb.QUEUE, at))


async def approved(update: Update, context: DeskContext, press: Press) -> None:
    """通过."""
    await decide(context.desk, context.who, press.case, Decision.APPROVE, seen=press.seen)
    await show_decided(update, context, press.case, press.place, may_undo=True)


async def reason_asked(update: Update, context: DeskContext, press: Press) -> None:
    """退回 or 不通过: why, from a short list or in one's own words."""
    card = (await read_case(context.desk, context.who, press.case)).card
    decision = _decision_of(press)
    if not card.may_decide or card.case.version != press.seen:
        await show_decided(update, context, press.case, press.place)
        return
    reasons = await read_reasons(context.desk, context.who)
    rows = reason_rows(card, decision, press.place, reasons)
    await change_markup(context.bot, context.chat_number, message_of(update.callback_query), rows)


async def reason_chosen(update: Update, context: DeskContext, press: Press) -> None:
    """One of the reasons offered; where the list has changed since, it is offered anew."""
    desk, who, decision = context.desk, context.who, _decision_of(press)
    card = (await read_case(desk, who, press.case)).card
    offered = (await read_reasons(desk, who)).get((card.kind, decision), ())
    try:
        reason = reason_marked(offered, press[MARK])
    except ReasonsChanged:
        await reason_asked(update, context, press)
        raise
    await decide(desk, who, press.case, decision, seen=press.seen, reason=reason)
    await show_decided(update, context, press.case, press.place, may_undo=True)


async def reason_to_write(update: Update, context: DeskContext, press: Press) -> None:
    """The next message is the reason."""
    await read_case(context.desk, context.who, press.case)
    decision, case = _decision_of(press), press.case
    asked = (decision, case, press.seen, press.place, message_of(update.callback_query))
    await _keep_asking(update, context, REASON + ":".join(map(str, asked)))
    text = say(f"chat-ask-{decision}-reason")
    await send(context.bot, context.chat_number, Screen(text))


async def reason_written(update: Update, context: DeskContext, text: str) -> bool:
    """Take a message as the reason that was asked for; False when none was.

    A reason that cannot be taken is asked for again; whatever else is refused ends the asking.
    """
    step = asking_of(context).step
    if not step.startswith(REASON):
        return False
    word, kind, case_id, seen, at, card = step.removeprefix(REASON).split(":")
    case, decision = Subject(kind, case_id), Decision(word)
    try:
        await decide(context.desk, context.who, case, decision, seen=int(seen), reason=text)
    except Refusal as refusal:
        if not isinstance(refusal, TextTooLong | TextNeeded):
            await _keep_asking(update, context, "")
        raise
    await _keep_asking(update, context, "")
    await bare(context.bot, context.chat_number, int(card))
    await show_decided(update, context, case, int(at), may_undo=True)
    return True


async def card_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """Back from the reasons to the case."""
    card = (await read_case(context.desk, context.who, press.case)).card
    await put(
        context.bot, update.callback_query, context.chat_number, review_card(card, press.place)
    )


async def undone(update: Update, context: DeskContext, press: Press) -> None:
    """撤销, within ten seconds."""
    await undo_decision(context.desk, context.who, press.case, seen=press.seen)
    await card_pressed(update, context, press)


async def show_decided(
    update: Update, context: DeskContext, subject: Subject, at: int, *, may_undo: bool = False
) -> None:
    """Show what became of a case, where its buttons were."""
    card = (await read_case(context.desk, context.who, subject)).card
    shown = await put(
        context.bot,
        update.callback_query,
        context.chat_number,
        decided_card(card, at, may_undo=may_undo),
    )
    if may_undo:
        onward = decided_card(card, at, may_undo=False).rows
        _take_undo_away(context, shown, onward, card.case)


def _take_undo_away(context: DeskContext, shown: int, onward: Rows, decided: Case) -> None:
    """Once it is too late to undo the button goes, unless it has been pressed."""
    bot, chat_id, desk, who = context.bot, context.chat_number, context.desk, context.who

    async def take_away() -> None:
        now = (await read_case(desk, who, decided.subject)).card.case
        if now.version == decided.version:
            await change_markup(bot, chat_id, shown, onward)

    context.bot_data.later(UNDO_WITHIN.total_seconds(), take_away)


def _decision_of(press: Press) -> Decision:
    """Return the decision that the button bears. Raises NotFound."""
    try:
        return Decision(press["decision"])
    except ValueError:
        raise NotFound from None


async def _keep_asking(update: Update, context: DeskContext, step: str) -> None:
    """Remember what the next message answers, "" for nothing; the open draft stays."""
    asking, draft_id = str(Asking(step, update.update_id)), context.chat.draft_id
    await remember(context.desk, context.who, draft_id=draft_id, asking=asking)

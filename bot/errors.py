"""The one place where what went wrong is put into words, or into the log without them."""

import logging

from telegram import Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.context import DeskContext
from bot.handlers.credits.asking import ask, asking_of
from bot.handlers.credits.credits import show_credit
from bot.handlers.presses import REVIEWING
from bot.handlers.review import show_decided
from bot.markup import Screen, words
from bot.replies import answer, send
from bot.retrying import is_passing, log_defect
from bot.updates import CASE, CREDIT, Press, read_press
from core.domain.credits.credit import NotEditable
from core.domain.errors import NotFound, Refusal
from core.domain.review import CaseChanged, NotUnderReview
from core.texts import say
from core.usecases.credits.sheets import read_credit
from core.wording.refusals import explain

log = logging.getLogger(__name__)
STALE = (CaseChanged, NotEditable, NotUnderReview)


async def on_error(update: object, context: DeskContext) -> None:
    """Explain a refusal, apologise for a defect; what the line swallowed is done again later."""
    error = context.error
    if isinstance(update, Update) and error is not None:
        try:
            await _told(update, context, error)
        except TelegramError as trouble:
            _note_trouble(update, context, trouble)
        except Refusal as refusal:
            log.info("refused while explaining: %s", refusal.code)
    elif error is not None:
        log_defect(error)
    raise ApplicationHandlerStop


async def _told(update: Update, context: DeskContext, error: Exception) -> None:
    match error:
        case Refusal():
            await _explained(update, context, error)
        case TelegramError():
            _note_trouble(update, context, error)
            if not isinstance(error, Forbidden) and not is_passing(error):
                await _say(update, context, say("chat-defect"))
        case _:
            log_defect(error)
            await _say(update, context, say("chat-defect"))


def _note_trouble(update: Update, context: DeskContext, trouble: TelegramError) -> None:
    if is_passing(trouble):
        context.bot_data.unfinished.add(update.update_id)
    elif not isinstance(trouble, Forbidden):
        log_defect(trouble)


async def _explained(update: Update, context: DeskContext, refusal: Refusal) -> None:
    press = _press(update)
    if press and isinstance(refusal, STALE) and await _present_state(update, context, press):
        if query := update.callback_query:
            await answer(query, explain(refusal), alert=True)
        return
    await _say(update, context, explain(refusal))


def _press(update: Update) -> Press | None:
    if update.callback_query is None:
        return None
    try:
        press = read_press(update.callback_query.data or "")
    except NotFound:
        return None
    return press if {CREDIT, CASE} & press.parts.keys() else None


async def _present_state(update: Update, context: DeskContext, press: Press) -> bool:
    """Show, where an outdated button was pressed, what has happened since."""
    if press.verb in REVIEWING:
        await show_decided(update, context, press.case, press.place)
        return True
    sheet = await read_credit(context.desk, context.who, press.credit)
    if sheet.may_revise and context.chat.draft_id == press.credit:
        await ask(update, context, press.credit, asking_of(context).step or None)
    else:
        await show_credit(update, context, press.credit)
    return True


async def _say(update: Update, context: DeskContext, text: str) -> None:
    if query := update.callback_query:
        await answer(query, text, alert=True)
    elif update.effective_chat:
        screen = Screen(words("chat-refused", why=text))
        await send(context.bot, update.effective_chat.id, screen)

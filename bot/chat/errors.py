"""The one place where what went wrong is put into words, or into the log without them."""

import logging

from bot.chat.buttons import CASE, CREDIT, Press, read_press
from bot.chat.context import ChatContext
from bot.chat.handlers.credits.asking import ask, asking_of
from bot.chat.handlers.credits.credits import show_credit
from bot.chat.handlers.presses import REVIEWING
from bot.chat.handlers.review import show_decided
from bot.chat.markup import Screen, words
from bot.chat.replies import answer, send
from bot.chat.retrying import log_defect
from bot.chat.service import Blocked, Passing, Trouble
from core.domain.credits.credit import NotEditable
from core.domain.errors import NotFound, Refusal
from core.domain.review import CaseChanged, NotUnderReview
from core.texts import say
from core.usecases.credits.sheets import read_credit
from core.wording.refusals import explain

log = logging.getLogger(__name__)
STALE = (CaseChanged, NotEditable, NotUnderReview)


async def explain_fault(context: ChatContext, error: Exception) -> bool:
    """Explain a refusal, apologise for a defect; False where the line swallowed the answer."""
    try:
        return await _told(context, error)
    except Trouble as trouble:
        return _is_over(trouble)
    except Refusal as refusal:
        log.info("refused while explaining: %s", refusal.code)
        return True


async def _told(context: ChatContext, error: Exception) -> bool:
    match error:
        case Refusal():
            await _explained(context, error)
        case Passing() | Blocked():
            return _is_over(error)
        case _:
            log_defect(error)
            await _say(context, say("chat-defect"))
    return True


def _is_over(trouble: Trouble) -> bool:
    """Return whether nothing comes of trying again."""
    if isinstance(trouble, Passing):
        return False
    if not isinstance(trouble, Blocked):
        log_defect(trouble)
    return True


async def _explained(context: ChatContext, refusal: Refusal) -> None:
    press = _press(context)
    if press is None or not isinstance(refusal, STALE):
        await _say(context, explain(refusal))
        return
    waits = context.incoming.press is not None and context.incoming.press.id
    if not waits:
        await answer(context, explain(refusal))
    await _present_state(context, press)
    if waits:
        await answer(context, explain(refusal))


def _press(context: ChatContext) -> Press | None:
    if context.incoming.press is None:
        return None
    try:
        press = read_press(context.incoming.press.data)
    except NotFound:
        return None
    return press if {CREDIT, CASE} & press.parts.keys() else None


async def _present_state(context: ChatContext, press: Press) -> None:
    """Show, where an outdated button was pressed, what has happened since."""
    if press.verb in REVIEWING:
        await show_decided(context, press.case, press.place)
        return
    sheet = await read_credit(context.desk, context.who, press.credit)
    if sheet.may_revise and context.chat.draft_id == press.credit:
        await ask(context, press.credit, asking_of(context).step or None)
    else:
        await show_credit(context, press.credit)


async def _say(context: ChatContext, text: str) -> None:
    if context.incoming.press:
        await answer(context, text)
    else:
        await send(context.card_to, Screen(words("chat-refused", why=text)))

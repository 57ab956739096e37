"""What deciding on credits and on trainings has in common: the card, its reason, its undo."""

from collections.abc import Awaitable, Callable

from telegram import Update

from bot.context import DeskContext
from bot.handlers.credits.asking import Asking, asking_of
from bot.markup import Rows, Screen
from bot.replies import bare, change_markup, rewrite, send
from bot.updates import VALUE, Press
from core.domain.credits.credit import UNDO_WITHIN, Decision
from core.domain.errors import NotFound, Refusal
from core.domain.typed import TextNeeded, TextTooLong
from core.usecases.messages.chats import remember

USUAL_REASONS = 4


def decision_of(press: Press) -> Decision:
    """Return the decision that the button bears. Raises NotFound."""
    try:
        return Decision(press["decision"])
    except ValueError:
        raise NotFound from None


def usual_reason(press: Press) -> int:
    """Return which of the usual reasons was pressed. Raises NotFound."""
    if not 1 <= press.number <= USUAL_REASONS:
        raise NotFound
    return int(press[VALUE])


def message_of(update: Update) -> int:
    """Return the message whose button was pressed, 0 when none was."""
    query = update.callback_query
    message = query.message if query else None
    return message.message_id if message else 0


async def put(update: Update, context: DeskContext, screen: Screen) -> int:
    """Put the screen where the button was, else below; return the number of the message."""
    bot, chat_id, pressed = context.bot, context.chat_number, message_of(update)
    if pressed and await rewrite(bot, chat_id, pressed, screen):
        return pressed
    if pressed:
        await bare(bot, chat_id, pressed)
    return (await send(bot, chat_id, screen)).message_id


async def keep_asking(update: Update, context: DeskContext, step: str) -> None:
    """Remember what the next message answers, "" for nothing; the open draft stays."""
    asking, draft_id = str(Asking(step, update.update_id)), context.chat.draft_id
    await remember(context.desk, context.who, draft_id=draft_id, asking=asking)


def take_undo_away(
    context: DeskContext, shown: int, onward: Rows, is_same: Callable[[], Awaitable[bool]]
) -> None:
    """Once it is too late to undo the button goes, unless it has been pressed."""
    bot, chat_id = context.bot, context.chat_number

    async def take_away() -> None:
        if await is_same():
            await change_markup(bot, chat_id, shown, onward)

    context.bot_data.later(UNDO_WITHIN.total_seconds(), take_away)


async def reason_taken(
    update: Update,
    context: DeskContext,
    prefix: str,
    act: Callable[[str, Decision, int], Awaitable[object]],
) -> tuple[str, int] | None:
    """Act with the reason that was asked for under this prefix; None when none was.

    Returns what was decided on, and its place in the list. A reason that cannot be taken is
    asked for again; whatever else is refused ends the asking.
    """
    step = asking_of(context).step
    if not step.startswith(prefix):
        return None
    word, subject_id, seen, at, card = step.removeprefix(prefix).split(":")
    try:
        await act(subject_id, Decision(word), int(seen))
    except Refusal as refusal:
        if not isinstance(refusal, TextTooLong | TextNeeded):
            await keep_asking(update, context, "")
        raise
    await keep_asking(update, context, "")
    await bare(context.bot, context.chat_number, int(card))
    return subject_id, int(at)

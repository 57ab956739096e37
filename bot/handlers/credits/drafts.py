"""What becomes of a draft: submitted, kept, changed, thrown away, begun again."""

from telegram import Update

from bot.context import DeskContext
from bot.handlers.credits.answers import refused, year_or_next
from bot.handlers.credits.asking import SUMMARY, Asking, ask
from bot.handlers.credits.credits import show_credit
from bot.markup import Screen
from bot.refusals import NoOwnRecord
from bot.replies import show
from bot.screens.credits.summary import cancel_screen, edit_screen
from bot.updates import Press
from core.domain.credits.credit import NotEditable, Stage
from core.domain.credits.faults import Incomplete
from core.texts import say
from core.usecases.credits.entry import (
    copy_credit,
    remove_draft,
    start_draft,
    submit_credit,
    withdraw_credit,
)
from core.usecases.credits.sheets import CreditSheet, read_credit
from core.usecases.messages.chats import remember


async def submitted(update: Update, context: DeskContext, press: Press) -> None:
    """保存并上报."""
    try:
        await submit_credit(context.desk, context.who, press.credit, seen=press.seen)
    except Incomplete as faults:
        note = refused(faults)
        await ask(update, context, press.credit, SUMMARY, note=note)
        return
    await close(update, context)
    await show_credit(update, context, press.credit, title="chat-submitted")


async def saved(update: Update, context: DeskContext, press: Press) -> None:
    """仅保存: the draft stays in the list."""
    await read_credit(context.desk, context.who, press.credit)
    await close(update, context)
    await _say(update, context, "chat-saved")


async def edit_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """修改: every blank as a button."""
    sheet = await _editable(context, press.credit)
    await show(
        context.bot,
        update.callback_query,
        context.chat_number,
        edit_screen(sheet),
    )


async def cancel_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """取消: a draft is thrown away after asking, a returned credit is only left alone."""
    sheet = await _editable(context, press.credit)
    if sheet.credit.stage is Stage.RETURNED:
        await saved(update, context, press)
        return
    screen = cancel_screen(sheet.credit)
    await show(context.bot, update.callback_query, context.chat_number, screen)


async def removed(update: Update, context: DeskContext, press: Press) -> None:
    """The draft is thrown away."""
    await remove_draft(context.desk, context.who, press.credit, seen=press.seen)
    await close(update, context)
    await _say(update, context, "chat-removed")


async def withdrawn(update: Update, context: DeskContext, press: Press) -> None:
    """撤回: the claim is a draft again."""
    await withdraw_credit(context.desk, context.who, press.credit, seen=press.seen)
    await ask(update, context, press.credit)


async def copied(update: Update, context: DeskContext, press: Press) -> None:
    """A rejected claim begins again; pressed twice, it is the same new draft."""
    if draft_id := await _copy_at_hand(context, press.credit):
        await ask(update, context, draft_id)
        return
    copy = await copy_credit(context.desk, context.who, press.credit)
    await ask(update, context, copy.id)


async def _copy_at_hand(context: DeskContext, earlier: str) -> str | None:
    if (draft_id := context.chat.draft_id) is None:
        return None
    sheet = await read_credit(context.desk, context.who, draft_id)
    is_copy = any(event.after.get("copied") == earlier for event in sheet.history)
    return draft_id if is_copy and sheet.may_revise else None


async def draft_begun(update: Update, context: DeskContext) -> None:
    """/new: a draft without a photo yet."""
    if context.who.staff_id is None:
        raise NoOwnRecord
    number = update.effective_message.message_id if update.effective_message else 0
    key = f"tg:{context.chat_number}:{number}"
    draft = await start_draft(context.desk, context.who, key=key)
    await ask(update, context, draft.id, await year_or_next(context, draft.id))


async def close(update: Update, context: DeskContext) -> None:
    """The chat works on no draft any more."""
    context.state.shown = None
    asking = str(Asking("", update.update_id))
    await remember(context.desk, context.who, draft_id=None, asking=asking)


async def _editable(context: DeskContext, credit_id: str) -> CreditSheet:
    sheet = await read_credit(context.desk, context.who, credit_id)
    if not sheet.may_revise:
        raise NotEditable(stage=sheet.credit.stage)
    return sheet


async def _say(update: Update, context: DeskContext, key: str) -> None:
    screen = Screen(say(key))
    await show(context.bot, update.callback_query, context.chat_number, screen)

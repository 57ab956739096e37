"""What becomes of a draft: submitted, kept, changed, thrown away, begun again."""

from bot.chat.buttons import Press
from bot.chat.context import ChatContext
from bot.chat.handlers.credits.answers import refused, year_or_next
from bot.chat.handlers.credits.asking import SUMMARY, Asking, ask
from bot.chat.handlers.credits.credits import show_credit
from bot.chat.markup import Screen
from bot.chat.refusals import NoOwnRecord
from bot.chat.remembering import keep
from bot.chat.replies import show
from bot.chat.screens.credits.summary import cancel_screen, edit_screen
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


async def submitted(context: ChatContext, press: Press) -> None:
    """保存并上报."""
    try:
        await submit_credit(context.desk, context.who, press.credit, seen=press.seen)
    except Incomplete as faults:
        note = refused(faults)
        await ask(context, press.credit, SUMMARY, note=note)
        return
    await close(context)
    await show_credit(context, press.credit, title="chat-submitted")


async def saved(context: ChatContext, press: Press) -> None:
    """仅保存: the draft stays in the list."""
    await read_credit(context.desk, context.who, press.credit)
    await close(context)
    await _say(context, "chat-saved")


async def edit_pressed(context: ChatContext, press: Press) -> None:
    """修改: every blank as a button."""
    sheet = await _editable(context, press.credit)
    await show(context, edit_screen(sheet))


async def cancel_pressed(context: ChatContext, press: Press) -> None:
    """取消: a draft is thrown away after asking, a returned credit is only left alone."""
    sheet = await _editable(context, press.credit)
    if sheet.credit.stage is Stage.RETURNED:
        await saved(context, press)
        return
    screen = cancel_screen(sheet.credit)
    await show(context, screen)


async def removed(context: ChatContext, press: Press) -> None:
    """The draft is thrown away."""
    await remove_draft(context.desk, context.who, press.credit, seen=press.seen)
    await close(context)
    await _say(context, "chat-removed")


async def withdrawn(context: ChatContext, press: Press) -> None:
    """撤回: the claim is a draft again."""
    await withdraw_credit(context.desk, context.who, press.credit, seen=press.seen)
    await ask(context, press.credit)


async def copied(context: ChatContext, press: Press) -> None:
    """A rejected claim begins again; pressed twice, it is the same new draft."""
    if draft_id := await _copy_at_hand(context, press.credit):
        await ask(context, draft_id)
        return
    copy = await copy_credit(context.desk, context.who, press.credit)
    await ask(context, copy.id)


async def _copy_at_hand(context: ChatContext, earlier: str) -> str | None:
    if (draft_id := context.chat.draft_id) is None:
        return None
    sheet = await read_credit(context.desk, context.who, draft_id)
    is_copy = any(event.after.get("copied") == earlier for event in sheet.history)
    return draft_id if is_copy and sheet.may_revise else None


async def draft_begun(context: ChatContext) -> None:
    """/new: a draft without a photo yet."""
    if context.who.staff_id is None:
        raise NoOwnRecord
    draft = await start_draft(context.desk, context.who, key=context.incoming.key)
    await ask(context, draft.id, await year_or_next(context, draft.id))


async def close(context: ChatContext) -> None:
    """The chat works on no draft any more."""
    context.state.shown = ""
    asking = str(Asking("", context.incoming.number))
    await keep(context, draft_id=None, asking=asking, taken="")


async def _editable(context: ChatContext, credit_id: str) -> CreditSheet:
    sheet = await read_credit(context.desk, context.who, credit_id)
    if not sheet.may_revise:
        raise NotEditable(stage=sheet.credit.stage)
    return sheet


async def _say(context: ChatContext, key: str) -> None:
    screen = Screen(say(key))
    await show(context, screen)

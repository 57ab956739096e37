"""One's credits: the list, page by page, and one of them with all that is known of it."""

from dataclasses import replace

from bot.chat.attachments import send_exhibit
from bot.chat.buttons import Press
from bot.chat.context import ChatContext
from bot.chat.refusals import NoOwnRecord
from bot.chat.replies import bare, show
from bot.chat.screens.credits.cards import CREDITS_A_PAGE, credit_card, list_screen
from core.domain.lists import ListQuery, Place, Window
from core.texts import say
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import read_credit


async def credits_asked(context: ChatContext) -> None:
    """/credits."""
    await _show_page(context, 0)


async def page_pressed(context: ChatContext, press: Press) -> None:
    """Another page of the list."""
    await _show_page(context, press.number)


async def _show_page(context: ChatContext, offset: int) -> None:
    if context.who.staff_id is None:
        raise NoOwnRecord
    window = Window(Place(offset // CREDITS_A_PAGE + 1), CREDITS_A_PAGE)
    page = await list_own_credits(context.desk, context.who, ListQuery(window=window))
    screen = list_screen(page)
    await show(context, screen)


async def credit_opened(context: ChatContext, press: Press) -> None:
    """One credit of the list, with its evidence, as messages of its own."""
    desk, who = context.desk, context.who
    sheet = await read_credit(desk, who, press.credit)
    in_effect = sheet.credit.is_in_effect(desk.today())
    screen = credit_card(sheet, in_effect=in_effect)
    await send_exhibit(desk, who, sheet, context.to, screen)


async def show_credit(context: ChatContext, credit_id: str, *, title: str | None = None) -> None:
    """Show where a credit stands, in the message whose button was pressed."""
    desk = context.desk
    sheet = await read_credit(desk, context.who, credit_id)
    screen = credit_card(sheet, in_effect=sheet.credit.is_in_effect(desk.today()))
    if title:
        screen = replace(screen, text=f"{say(title)}\n\n{screen.text}")
    shown = await show(context, screen)
    if context.state.shown != shown:
        await bare(context.to, context.state.shown)
    context.state.shown = ""

"""One's credits: the list, page by page, and one of them with all that is known of it."""

from dataclasses import replace

from telegram import Update

from bot.attachments import send_exhibit
from bot.context import DeskContext
from bot.refusals import NoOwnRecord
from bot.replies import bare, show
from bot.screens.credits.cards import CREDITS_A_PAGE, credit_card, list_screen
from bot.updates import Press
from core.domain.lists import ListQuery, Place, Window
from core.texts import say
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import read_credit


async def credits_asked(update: Update, context: DeskContext) -> None:
    """/credits."""
    await _show_page(update, context, 0)


async def page_pressed(update: Update, context: DeskContext, press: Press) -> None:
    """Another page of the list."""
    await _show_page(update, context, press.number)


async def _show_page(update: Update, context: DeskContext, offset: int) -> None:
    if context.who.staff_id is None:
        raise NoOwnRecord
    window = Window(Place(offset // CREDITS_A_PAGE + 1), CREDITS_A_PAGE)
    page = await list_own_credits(context.desk, context.who, ListQuery(window=window))
    screen = list_screen(page)
    await show(context.bot, update.callback_query, context.chat_number, screen)


async def credit_opened(update: Update, context: DeskContext, press: Press) -> None:
    """One credit of the list, with its evidence, as messages of its own."""
    desk, who = context.desk, context.who
    sheet = await read_credit(desk, who, press.credit)
    in_effect = sheet.credit.is_in_effect(desk.today())
    screen = credit_card(sheet, in_effect=in_effect)
    await send_exhibit(desk, who, sheet, context.bot, context.chat_number, screen)


async def show_credit(
    update: Update, context: DeskContext, credit_id: str, *, title: str | None = None
) -> None:
    """Show where a credit stands, in the message whose button was pressed."""
    desk = context.desk
    sheet = await read_credit(desk, context.who, credit_id)
    screen = credit_card(sheet, in_effect=sheet.credit.is_in_effect(desk.today()))
    if title:
        screen = replace(screen, text=f"{say(title)}\n\n{screen.text}")
    shown = await show(context.bot, update.callback_query, context.chat_number, screen)
    if (before := context.state.shown) and before != shown:
        await bare(context.bot, context.chat_number, before)
    context.state.shown = None

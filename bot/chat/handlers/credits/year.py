"""Does one meet the standard, and the form to print."""

from bot.chat.buttons import Press, Verb
from bot.chat.context import ChatContext
from bot.chat.markup import Screen, button, words
from bot.chat.refusals import NoOwnRecord
from bot.chat.replies import send, send_document, show
from bot.chat.screens.credits.year import year_screen
from core.domain.credits.answers import FIRST_YEAR, YearClosed
from core.texts import say
from core.usecases.credits.compliance import YearSheet, read_year
from core.usecases.forms import registration_form_pdf

YEARS_A_ROW = 3


async def status_asked(context: ChatContext, year: int = 0) -> None:
    """/status, or a question that means it, perhaps of another year."""
    sheet = await _year(context, year or context.desk.today().year)
    screen = year_screen(sheet, years_of(context, sheet))
    await send(context.to, screen)


async def year_pressed(context: ChatContext, press: Press) -> None:
    """Another year's result."""
    sheet = await _year(context, press.number)
    screen = year_screen(sheet, years_of(context, sheet))
    await show(context, screen)


async def _year(context: ChatContext, year: int) -> YearSheet:
    if context.who.staff_id is None:
        raise NoOwnRecord
    today = context.desk.today()
    if not FIRST_YEAR <= year <= today.year:
        raise YearClosed(first=FIRST_YEAR, last=today.year)
    return await read_year(context.desk, context.who, context.who.staff_id, year)


def years_of(context: ChatContext, sheet: YearSheet) -> list[int]:
    """Return the running year and those with credits, newest first."""
    return sorted({context.desk.today().year, *sheet.years}, reverse=True)


async def forms_asked(context: ChatContext, year: int = 0) -> None:
    """/forms: which year's 学分登记表; a year that was named at once."""
    if year:
        await _send_form(context, year)
        return
    sheet = await _year(context, context.desk.today().year)
    years = [button(str(year), Verb.FORM, year) for year in years_of(context, sheet)]
    rows = [years[at : at + YEARS_A_ROW] for at in range(0, len(years), YEARS_A_ROW)]
    await send(context.to, Screen(say("chat-ask-form"), rows))


async def form_pressed(context: ChatContext, press: Press) -> None:
    """Send the form of a year as PDF."""
    await _send_form(context, press.number)


async def _send_form(context: ChatContext, year: int) -> None:
    sheet = await _year(context, year)
    form = await registration_form_pdf(context.desk, context.who, sheet.staff.id, sheet.year)
    caption = say("chat-form-caption", year=sheet.year)
    for name, letter in form.missing:
        caption += "\n" + words("chat-form-lacks", name=name, letter=letter)
    await send_document(context.to, form.content, form.name, caption)

"""护理还有谁没达标: who of one's people is behind, and a reminder to them; for administrators."""

from bot.chat.buttons import ID, VALUE, Press
from bot.chat.context import ChatContext
from bot.chat.markup import Screen
from bot.chat.replies import send
from bot.chat.screens.credits.behind import EVERYWHERE, behind_screen, no_such_department
from core.domain.credits.outlook import Outlook
from core.domain.errors import NotFound
from core.domain.lists import ROWS, ListQuery, Window
from core.lists import first_rows
from core.texts import say
from core.usecases.credits.reminding import MOST_REMINDED, NobodyReminded, remind
from core.usecases.credits.year_lists import YEARS, list_years
from core.usecases.register.department_choices import mean_department

MOST_NAMED = 20


async def behind_asked(context: ChatContext, named: str = "") -> None:
    """/behind, or a question that means it, perhaps of one department."""
    department = await mean_department(context.desk, context.who, named)
    if department is None:
        screen = no_such_department(named)
    else:
        page = await list_years(context.desk, context.who, _behind(department, MOST_NAMED))
        screen = behind_screen(page, context.desk.today().year, named, department)
    await send(context.to, screen)


async def remind_pressed(context: ChatContext, press: Press) -> None:
    """Remind all who are behind by now; whoever has been within a week is left out.

    Raises NotFound for a place that no button of ours names.
    """
    place, desk, who = press[VALUE], context.desk, context.who
    if place != EVERYWHERE and not ID.fullmatch(place):
        raise NotFound
    query = _behind("" if place == EVERYWHERE else place)
    lines = await first_rows(desk, who, YEARS, query, MOST_REMINDED)
    try:
        done = await remind(desk, who, [line.staff.id for line in lines], desk.today().year)
    except NobodyReminded:
        await send(context.to, Screen(say("years-empty-behind-title")))
        return
    told = say(
        "years-reminded",
        told=done.told,
        lately=done.lately,
        unreachable=done.unreachable,
        not_behind=done.not_behind,
    )
    await send(context.to, Screen(told))


def _behind(department: str, size: int = ROWS) -> ListQuery:
    filters = {"department": department} if department else {}
    return ListQuery(Outlook.BEHIND, filters, window=Window(size=size))

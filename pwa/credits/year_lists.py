"""Who is behind, what everybody has, and how far the department has come (manual 6.1 to 6.3)."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.lists import first_rows
from core.records.year_groups import Dimension
from core.usecases.credits.completion import COMPLETION, CompletionLine
from core.usecases.credits.reminding import MOST_REMINDED, Reminded, remind
from core.usecases.credits.year_lists import ALL, TOTALS, YEARS, YearLine
from core.usecases.rulebook import read_recounting
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import ListPage, asked_of, list_file, read_list

pages = Blueprint("year_lists", __name__)

TOLD = re.compile(r"\d{1,6}(\.\d{1,6}){3}")
FILTERS: Mapping[Dimension, str] = {
    Dimension.LEVEL: "level",
    Dimension.TITLE: "title",
    Dimension.DEPARTMENT: "department",
    Dimension.POST: "post",
}


def _year_href(line: YearLine) -> str:
    """Lead to a person's credits with the reasons; of who works elsewhere nothing more is seen."""
    if line.is_elsewhere:
        return ""
    return url_for("years.show", staff_id=line.staff.id, year=line.stored.year)


@pages.get("/results")
async def index() -> ResponseReturnValue:
    """List one's people by how their year stands."""
    return await _shown(query())


async def _shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    page = await render_template(
        "credits/years.html",
        list=await read_list(YEARS, asked, "year_lists.index", _year_href),
        chosen=asked.texts("staff"),
        reminded=_told(asked),
        refusal=refusal,
        recounting=await read_recounting(desk(), who()),
    )
    return page, status_of(refusal)


def _told(asked: Fields) -> Reminded | None:
    """Return what came of the reminder that the address tells of."""
    found = TOLD.fullmatch(asked.text("told"))
    return Reminded(*map(int, found[0].split("."))) if found else None


@pages.get("/results.<ending>")
async def file(ending: str) -> Response:
    """Hand the list out as a file."""
    return await list_file(YEARS, query(), ending)


@pages.post("/results/reminders")
async def reminders() -> ResponseReturnValue:
    """Remind all who are ticked, or all that the list finds, of what they lack."""
    sent = await form()
    asked = asked_of(YEARS, sent)
    year = asked.year() or desk().today().year
    try:
        done = await remind(desk(), who(), await _chosen(sent), year)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return await _shown(sent, refusal)
    told = f"{done.told}.{done.lately}.{done.not_behind}.{done.unreachable}"
    shown = await read_list(YEARS, sent, "year_lists.index")
    return redirect(shown.href(told=told), 303)


async def _chosen(sent: Fields) -> list[str]:
    """Return who is ticked, or all that the list finds, up to one more than are reminded."""
    if not sent.is_ticked("all"):
        return sent.ids("staff")
    found = await first_rows(desk(), who(), YEARS, asked_of(YEARS, sent), MOST_REMINDED)
    return [line.staff.id for line in found]


@pages.get("/results/credits")
async def totals() -> str:
    """List one's people with what their credits of a year come to."""
    shown = await read_list(TOTALS, query(), "year_lists.totals", _year_href)
    recounting = await read_recounting(desk(), who())
    return await render_template("credits/totals.html", list=shown, recounting=recounting)


@pages.get("/results/credits.<ending>")
async def totals_file(ending: str) -> Response:
    """Hand the list out as a file; the workbook has a column for each subtype of the year."""
    return await list_file(TOTALS, query(), ending)


@pages.get("/results/statistics")
async def statistics() -> str:
    """Show how far levels, titles, departments or kinds of posts have come."""
    shown = await read_list(COMPLETION, query(), "year_lists.statistics")
    return await render_template(
        "credits/completion.html",
        list=shown,
        recounting=await read_recounting(desk(), who()),
        people_href=partial(_people_href, shown, url_for("year_lists.index")),
    )


def _people_href(shown: ListPage, path: str, line: CompletionLine) -> str:
    """Lead from a line to its people: to the list with the group as its filter.

    Of those without a record of the year there is no such list.
    """
    of_group: dict[str, Any] = {FILTERS[Dimension(shown.tab)]: line.group.key}
    if line.is_total:
        of_group = {}
    elif line.group.key is None:
        return ""
    year = shown.query.year() or desk().today().year
    return f"{path}?{urlencode({'tab': ALL, 'year': year} | of_group)}"


@pages.get("/results/statistics.<ending>")
async def statistics_file(ending: str) -> Response:
    """Hand the statistics out to print, or as a workbook."""
    return await list_file(COMPLETION, query(), ending)

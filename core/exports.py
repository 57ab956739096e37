"""Files to take along: all that a list finds, on paper or as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from core.domain.errors import Refusal
from core.domain.lists import Filter, ListQuery, Page, Value
from core.domain.register import Actor
from core.forms.list_paper import draw_list
from core.forms.list_sheet import ListSheet, list_sheet
from core.forms.list_workbook import fill_workbook
from core.lists import Listing, every_page
from core.ports import Desk
from core.texts import say

Row = TypeVar("Row")

MOST_EXPORTED = 5000
MOST_LOOKS = 10
"""Nobody waits for more partial pages than this: they are looked through in the background."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Document:
    """A file to download; `missing` names the characters that no font could draw, by person."""

    content: bytes
    media_type: str
    name: str
    missing: tuple[tuple[str, str], ...]


class Ending(StrEnum):
    """How a list is handed out."""

    PDF = "pdf"
    XLSX = "xlsx"


class TooManyRows(Refusal):
    """More rows than are handed out at once."""

    code = "too-many-rows"


class TooManyLookedAt(TooManyRows):
    """More rows to look at than somebody can wait for."""

    code = "too-many-looked-at"


async def export_list(
    desk: Desk, who: Actor, listing: Listing[Any], query: ListQuery, ending: Ending
) -> Document:
    """Return all that the query finds as a file. Raises TooManyRows, TooManyLookedAt."""
    first = await listing.read(desk, who, query)
    rows, looks = list[Any](), 0
    async for page in every_page(desk, who, listing, query):
        rows += page.rows
        looks += page.slice.is_partial
        if len(rows) > MOST_EXPORTED:
            raise TooManyRows(most=MOST_EXPORTED)
        if looks > MOST_LOOKS:
            raise TooManyLookedAt
    title = say(listing.title)
    sheet = list_sheet(
        title,
        (*listing.columns, *(first.columns if ending is Ending.XLSX else ())),
        rows,
        about=described(who, listing, query, first),
        file_name=say("list-file-name", title=title, day=str(desk.today())),
        made_at=desk.clock.now(),
        total=_total(listing, rows),
    )
    return await handed_out(desk, sheet, ending)


def _total(listing: Listing[Any], rows: Sequence[Any]) -> Sequence[Value]:
    total = listing.total(rows) if listing.total else None
    return [one.of(total) for one in listing.columns if one.width] if total else ()


async def handed_out(desk: Desk, sheet: ListSheet, ending: Ending) -> Document:
    """Draw or fill a sheet in a process of its own."""
    name = f"{sheet.file_name}.{ending}"
    if ending is Ending.XLSX:
        content = await desk.workers.in_process(fill_workbook, sheet)
        return Document(content, XLSX, name, ())
    drawn = await desk.workers.in_process(draw_list, sheet)
    return Document(drawn.pdf, "application/pdf", name, drawn.missing)


def described(who: Actor, listing: Listing[Any], query: ListQuery, page: Page[Any]) -> str:
    """Return who took which part of a list along, in a line."""
    return " · ".join([whose(who), *chosen(listing, query, page)])


def whose(who: Actor) -> str:
    """Return who took the list along, and for which office."""
    return f"{who.name}（{who.office}）" if who.office else who.name


def chosen(listing: Listing[Any], query: ListQuery, page: Page[Any]) -> list[str]:
    """Return tab and filters that are set, in words."""
    shown = query.tab or next(iter(listing.tabs), "")
    tab = [listing.tab_words(shown)] if shown else []
    fields = [(it, query.filters[it.name]) for it in listing.filters if query.filters.get(it.name)]
    return tab + [
        say("list-chosen", name=say(it.key), value=_value(it, value, page)) for it, value in fields
    ]


def _value(field: Filter, value: object, page: Page[Any]) -> str:
    if field.name in page.searched:
        return page.searched[field.name].words
    offered = dict(page.choices.get(field.name, ()))
    each = value if isinstance(value, tuple | list) else (value,)
    return say("word-comma").join(offered.get(str(one), str(one)) for one in each)

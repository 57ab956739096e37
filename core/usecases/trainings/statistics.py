"""已举办院内活动查看统计 as a table with its totals, to print or as a workbook (manual 4.2)."""

from core.activities import place_of
from core.domain.lists import ListQuery, Value
from core.domain.register import Actor
from core.domain.trainings.statistics import Tally, total_of
from core.exports import Document, Ending, chosen, handed_out
from core.forms.list_sheet import list_sheet
from core.lists import every_row
from core.permissions import Permission, authorize
from core.ports import Desk
from core.texts import say
from core.usecases.trainings.activities import NUMBERS, STATISTICS

AT_ONCE = 1000


async def training_statistics(desk: Desk, who: Actor, query: ListQuery, ending: Ending) -> Document:
    """Return the table with its totals, to print or as a workbook, the earliest first."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        place = await place_of(tx, who)
    lines = [line async for line in every_row(desk, who, STATISTICS, query, AT_ONCE)]
    page = await STATISTICS.read(desk, who, query)
    year = str(query.year() or desk.today().year)
    sheet = list_sheet(
        say("statistics-sheet-title", year=year),
        STATISTICS.columns,
        list(reversed(lines)),
        about=" · ".join([place, *chosen(STATISTICS, query, page)]),
        file_name=say("statistics-file-name", year=year),
        made_at=desk.clock.now(),
        notes=(say("statistics-hint"),),
        total=_total(total_of(line.tally for line in lines)),
    )
    return await handed_out(desk, sheet, ending)


def _total(total: Tally) -> tuple[Value, ...]:
    words = say("statistics-total", count=total.activities)
    numbers = (getattr(total, name) for name in NUMBERS)
    return (None, words, None, None, *numbers, None)

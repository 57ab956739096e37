"""The statistics of the in-house trainings that were held: to read, to print, to count on (4.2)."""

from quart import Blueprint, Response
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound
from core.exports import Ending
from core.usecases.trainings.activities import STATISTICS
from core.usecases.trainings.statistics import training_statistics
from pwa.frame.downloads import handed
from pwa.frame.fields import query
from pwa.frame.session import desk, who
from pwa.lists import list_page, read_list

pages = Blueprint("training_statistics", __name__)


@pages.get("/trainings/statistics")
async def page() -> ResponseReturnValue:
    """Show what was held in a year: totals, months, reviews and each activity."""
    shown = await read_list(STATISTICS, query(), "training_statistics.page")
    return await list_page("trainings/statistics/page.html", shown)


@pages.get("/trainings/statistics.<ending>")
async def file(ending: str) -> Response:
    """Hand out the table to print, or as a workbook."""
    if ending not in set(Ending):
        raise NotFound
    shown = await read_list(STATISTICS, query(), "training_statistics.page")
    document = await training_statistics(desk(), who(), shown.query, Ending(ending))
    place = "inline" if ending == Ending.PDF else "attachment"
    return handed(document, place, plain="training-statistics")

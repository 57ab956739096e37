"""A person's year in full: the checks, the totals, and why a credit does not count (manual 6.1)."""

from quart import Blueprint, render_template
from quart.typing import ResponseReturnValue

from core.credit_lists import credit_years
from core.domain.errors import NotFound
from core.usecases.credits.compliance import read_year
from pwa.frame.fields import query
from pwa.frame.session import desk, who

pages = Blueprint("years", __name__)


@pages.get("/staff/<id:staff_id>/years/<int:year>")
async def show(staff_id: str, year: int) -> ResponseReturnValue:
    """Show whether somebody meets the standard of a year, as of today or another day."""
    today = desk().today()
    years = credit_years(desk())
    if year not in years:
        raise NotFound
    as_of = query().day("as-of")
    sheet = await read_year(desk(), who(), staff_id, year, as_of=as_of)
    return await render_template(
        "forms/year.html",
        sheet=sheet,
        result=sheet.result,
        staff=sheet.staff,
        year=year,
        years=years,
        as_of=as_of or today,
    )

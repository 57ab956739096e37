"""Forms of several years: people chosen from one list into a tray, years, one PDF (manual 9.1)."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.credit_lists import credit_years
from core.domain.errors import Refusal
from core.jobs import TooManyJobs
from core.lists import every_row
from core.usecases import verification_forms
from core.usecases.forms import TooManyForms
from core.usecases.register.lists import WHOSE_YEARS
from core.usecases.verification_forms import LATEST, MOST_PEOPLE, NoYearChosen
from pwa.forms.forms import NobodyChosen
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import asked_of, read_list

pages = Blueprint("year_forms", __name__)


@pages.get("/forms/years")
async def index() -> ResponseReturnValue:
    """Show whom one looks after, to choose from; the last three years are ticked."""
    latest = range(desk().today().year, desk().today().year - LATEST, -1)
    return await _shown(query(), [], list(latest))


@pages.post("/forms/years")
async def choose() -> ResponseReturnValue:
    """Find others, put who is ticked into the tray, or draw the forms of all in it."""
    sent = await form()
    years = [int(year) for year in sent.texts("years") if year.isdecimal()]
    chosen = await _tray(sent)
    if sent.text("act") != "draw":
        return await _shown(sent, chosen, years)
    if not chosen:
        return await _shown(sent, chosen, years, NobodyChosen())
    try:
        job = await verification_forms.ask_for_verifications(
            desk(), who(), chosen, years, sent.text("key", longest=64)
        )
    except (NoYearChosen, TooManyForms, TooManyJobs) as refusal:
        return await _shown(sent, chosen, years, refusal)
    return redirect(url_for("jobs.page", job_id=job.id), 303)


async def _tray(sent: Fields) -> list[str]:
    """Return who was chosen before and is ticked now, or all that the list finds."""
    chosen = dict.fromkeys((*sent.ids("chosen"), *sent.ids("staff")))
    if sent.text("act") == "every":
        async for line in every_row(desk(), who(), WHOSE_YEARS, asked_of(WHOSE_YEARS, sent)):
            chosen[line.staff.id] = None
            if len(chosen) >= MOST_PEOPLE:
                break
    return list(chosen)


async def _shown(
    asked: Fields, chosen: list[str], years: list[int], refusal: Refusal | None = None
) -> ResponseReturnValue:
    page = await render_template(
        "forms/years.html",
        list=await read_list(WHOSE_YEARS, asked, "year_forms.index"),
        tray=await verification_forms.read_chosen(desk(), who(), chosen),
        years=credit_years(desk()),
        ticked=years,
        most=MOST_PEOPLE,
        refusal=refusal,
    )
    return page, status_of(refusal)

"""Registration forms to print: one's own, or those of the people one looks after (manual 9.2)."""

from datetime import date
from enum import StrEnum
from typing import Any

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.credit_lists import credit_years
from core.domain.errors import NotFound, Refusal
from core.exports import Document
from core.jobs import TooManyJobs
from core.lists import every_row
from core.permissions import is_administrator
from core.usecases import forms
from core.usecases.forms import TooManyForms
from core.usecases.register import staff
from core.usecases.register.lists import WHOSE_FORMS
from pwa.forms.months import months_of
from pwa.frame.downloads import handed
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import asked_of, list_file, read_list

pages = Blueprint("forms", __name__)


class NobodyChosen(Refusal):
    """Forms were asked for, but of nobody."""

    code = "nobody-chosen"


class DaysOutsideYear(Refusal):
    """A form is one of a year: both days lie in it, the first before the last. Blank: `year`."""

    code = "days-outside-year"


class Packing(StrEnum):
    """Several people's forms: one document, or a file each in a ZIP."""

    ONE = "one"
    EACH = "each"


@pages.get("/forms")
async def index() -> ResponseReturnValue:
    """Show one's own years, and to administrators their people to choose from."""
    return await _shown(query())


async def _shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    people = None
    if is_administrator(who()):
        people = await read_list(WHOSE_FORMS, asked, "forms.index")
    page = await render_template(
        "forms/index.html",
        list=people,
        year=_year(asked),
        years=credit_years(desk()),
        months=months_of(_year(asked), asked.day("from"), asked.day("to")),
        chosen=asked.texts("staff"),
        most=forms.MOST_PEOPLE,
        days=_span(asked),
        refusal=refusal,
    )
    return page, status_of(refusal)


def _span(asked: Fields) -> dict[str, str]:
    """Return the days that are asked for, as they stand in an address."""
    days = {"from": asked.day("from"), "to": asked.day("to")}
    return {name: day.isoformat() for name, day in days.items() if day}


def _named_days(asked: Fields) -> dict[str, Any]:
    return dict(_span(asked))


def _awarded(asked: Fields, year: int) -> tuple[date, date] | None:
    """Return the two days of the year between which what is listed was awarded.

    None for the whole year; one that is missing is the year's. Raises DaysOutsideYear.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = asked.day("from") or first, asked.day("to") or last
    if not first <= days[0] <= days[1] <= last:
        raise DaysOutsideYear(year=year)
    return None if days == (first, last) else days


def _year(asked: Fields) -> int:
    year = asked.year("year", desk().today().year)
    return year if year in credit_years(desk()) else desk().today().year


@pages.get("/forms/people.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list of people out as a file."""
    return await list_file(WHOSE_FORMS, query(), ending)


@pages.get("/staff/<id:staff_id>/forms/<int:year>")
async def page(staff_id: str, year: int) -> ResponseReturnValue:
    """Show that a form is ready, and whose characters no font could print."""
    document = await _drawn(staff_id, year)
    return await render_template(
        "forms/ready.html",
        staff=await staff.read_staff(desk(), who(), staff_id),
        year=year,
        missing=document.missing,
        size=len(document.content),
        days=_span(query()),
    )


@pages.get("/staff/<id:staff_id>/forms/<int:year>.pdf")
async def pdf(staff_id: str, year: int) -> Response:
    """Hand out the form itself, to be opened where the browser can."""
    return handed(await _drawn(staff_id, year), "inline", plain="forms")


async def _drawn(staff_id: str, year: int) -> Document:
    if year not in credit_years(desk()):
        raise NotFound
    awarded = _awarded(query(), year)
    return await forms.registration_form_pdf(desk(), who(), staff_id, year, awarded)


@pages.post("/forms")
async def several() -> ResponseReturnValue:
    """Have the forms of all who are ticked made: one PDF, or a ZIP with one file each.

    One person's is drawn at once; those of several are a job.
    """
    sent = await form()
    chosen, year = await _chosen(sent), _year(sent)
    if not chosen:
        return await _shown(sent, NobodyChosen())
    packing = sent.choice("packing", Packing, Packing.ONE)
    try:
        awarded = _awarded(sent, year)
        if len(chosen) == 1:
            place = url_for("forms.page", staff_id=chosen[0], year=year, **_named_days(sent))
            return redirect(place, 303)
        job = await forms.ask_for_forms(
            desk(),
            who(),
            chosen,
            year,
            awarded,
            each_its_own=packing is Packing.EACH,
            key=sent.text("key", longest=64),
        )
    except (DaysOutsideYear, TooManyForms, TooManyJobs) as refusal:
        return await _shown(sent, refusal)
    return redirect(url_for("jobs.page", job_id=job.id), 303)


async def _chosen(sent: Fields) -> list[str]:
    """Return who is ticked, or all that the list finds, up to one more than a file may hold."""
    if not sent.is_ticked("all"):
        return sent.ids("staff")
    chosen: list[str] = []
    async for line in every_row(desk(), who(), WHOSE_FORMS, asked_of(WHOSE_FORMS, sent)):
        chosen.append(line.staff.id)
        if len(chosen) > forms.MOST_PEOPLE:
            break
    return chosen

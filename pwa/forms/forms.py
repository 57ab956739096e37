"""Registration forms to print: one's own, or those of the people one looks after (manual 9.2)."""

from dataclasses import dataclass
from enum import StrEnum

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.credits.answers import FIRST_YEAR
from core.domain.errors import NotFound, Refusal
from core.domain.register import Department, Staff
from core.domain.rulebook import rulebook
from core.jobs import TooManyJobs
from core.permissions import is_administrator
from core.usecases import forms
from core.usecases.forms import Document, TooManyForms
from core.usecases.register import staff
from pwa.frame.downloads import handed
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("forms", __name__)


class NobodyChosen(Refusal):
    """Forms were asked for, but of nobody."""

    code = "nobody-chosen"


class Packing(StrEnum):
    """Several people's forms: one document, or a file each in a ZIP."""

    ONE = "one"
    EACH = "each"


def years() -> range:
    return range(desk().today().year, FIRST_YEAR - 1, -1)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The people to choose from, by the filters of manual 9.2."""

    year: int
    words: str
    department: str
    title: str
    status: str

    def admits(self, one: Staff) -> bool:
        """Say whether somebody passes the filters that the register's search does not know."""
        return self.title in {"", one.title} and self.status in {"", one.status}


def _wanted(asked: Fields) -> ListQuery:
    year = asked.year("year", desk().today().year)
    return ListQuery(
        year=year if year in years() else desk().today().year,
        words=asked.text("q", longest=60).strip(),
        department=asked.id("department") if asked.text("department") else "",
        title=asked.text("title", longest=60),
        status=asked.text("status", longest=60),
    )


@pages.get("/forms")
async def index() -> ResponseReturnValue:
    """Show one's own years, and to administrators their people to choose from."""
    return await _shown(query())


async def _shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    wanted = _wanted(asked)
    people: list[Staff] = []
    departments: dict[str, Department] = {}
    if is_administrator(who()):
        register = await staff.list_staff(
            desk(), who(), wanted.words, department_id=wanted.department
        )
        people = [one for one in register.people if wanted.admits(one)]
        departments = register.departments
    chosen = set(asked.texts("staff"))
    book = rulebook(wanted.year)
    page = await render_template(
        "forms/index.html",
        wanted=wanted,
        years=years(),
        people=[one for one in people if one.id not in chosen],
        chosen_people=[one for one in people if one.id in chosen],
        most=forms.MOST_PEOPLE,
        departments=departments,
        book=book,
        refusal=refusal,
    )
    return page, status_of(refusal)


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
    )


@pages.get("/staff/<id:staff_id>/forms/<int:year>.pdf")
async def pdf(staff_id: str, year: int) -> Response:
    """Hand out the form itself, to be opened where the browser can."""
    return handed(await _drawn(staff_id, year), "inline", plain="forms")


async def _drawn(staff_id: str, year: int) -> Document:
    if year not in years():
        raise NotFound
    return await forms.registration_form_pdf(desk(), who(), staff_id, year)


@pages.post("/forms")
async def several() -> ResponseReturnValue:
    """Have the forms of all who are ticked made: one PDF, or a ZIP with one file each.

    One person's is drawn at once; those of several are a job.
    """
    sent = await form()
    chosen, year = sent.ids("staff"), _wanted(sent).year
    if not chosen:
        return await _shown(sent, NobodyChosen())
    if len(chosen) == 1:
        return redirect(url_for("forms.page", staff_id=chosen[0], year=year), 303)
    packing = sent.choice("packing", Packing, Packing.ONE)
    try:
        job = await forms.ask_for_forms(
            desk(),
            who(),
            chosen,
            year,
            each_its_own=packing is Packing.EACH,
            key=sent.text("key", longest=64),
        )
    except (TooManyForms, TooManyJobs) as refusal:
        return await _shown(sent, refusal)
    return redirect(url_for("jobs.page", job_id=job.id), 303)

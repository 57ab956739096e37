"""The register: its list, one person's page, entering and correcting (manual 2.1)."""

from collections.abc import Mapping

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound, Refusal
from core.domain.register import RegisterChanged
from core.domain.typed import TextNeeded, TextTooLong
from core.usecases.register import numbers as whole_numbers
from core.usecases.register import people
from core.usecases.register.granting import grant_person
from core.usecases.register.history import latest_changes
from core.usecases.register.lists import PEOPLE, StaffLine
from core.usecases.register.numbers import Numbers
from core.usecases.register.people import ParticularsRefused
from pwa.frame.fields import form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import list_file, list_page, read_list
from pwa.register.person_form import USUAL, PersonForm, choices_of, searched_in
from pwa.register.person_values import differing, to_correct, typed_of, values_of

pages = Blueprint("people", __name__)


class NobodyFound(Refusal):
    """Nobody of one's area has this number."""

    code = "nobody-found"
    status = 404


@pages.get("/staff")
async def index() -> ResponseReturnValue:
    """List the people one looks after."""
    return await _listed()


async def _listed(refusal: Refusal | None = None) -> ResponseReturnValue:
    shown = await read_list(PEOPLE, query(), "people.index", _person_href)
    page = await list_page("register/people.html", shown, refusal=refusal)
    return page, status_of(refusal)


def _person_href(line: StaffLine) -> str:
    return url_for("people.page", staff_id=line.staff.id)


@pages.get("/staff/people.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file."""
    return await list_file(PEOPLE, query(), ending)


@pages.post("/staff/search")
async def search() -> ResponseReturnValue:
    """Find by document or mobile; sent in the body, so that no address ever holds a number."""
    number = (await form()).text("number", longest=60)
    try:
        found = await whole_numbers.find_by_number(desk(), who(), number)
    except NotFound:
        return await _listed(NobodyFound())
    if len(found) > 1:
        return await render_template("register/found.html", found=found)
    return redirect(url_for("people.page", staff_id=found[0].id), 303)


@pages.get("/staff/new")
async def new() -> ResponseReturnValue:
    """Show the form for somebody new."""
    return await _shown_new(USUAL)


async def _shown_new(
    values: Mapping[str, str], refused: Mapping[str, Refusal] | None = None
) -> ResponseReturnValue:
    lists = await people.lists_to_enter(desk(), who(), values.get("department", ""))
    again = PersonForm(values, choices_of(lists), refused or {}, searched_in(lists))
    return await render_template("register/person_new.html", again=again), again.status


@pages.post("/staff/new")
async def add() -> ResponseReturnValue:
    """Enter somebody into the register."""
    typed = typed_of(await form())
    try:
        staff = await people.add_person(desk(), who(), typed)
    except ParticularsRefused as refusal:
        return await _shown_new(typed, refusal.faults)
    return redirect(url_for("people.page", staff_id=staff.id, done="added"), 303)


@pages.get("/staff/<id:staff_id>")
async def page(staff_id: str) -> ResponseReturnValue:
    """Show one person."""
    return await _shown(staff_id)


async def _shown(
    staff_id: str, numbers: Numbers | None = None, refusal: Refusal | None = None
) -> ResponseReturnValue:
    sheet = await people.read_person(desk(), who(), staff_id)
    shown = await render_template(
        "register/person.html",
        sheet=sheet,
        staff=sheet.staff,
        numbers=numbers,
        refusal=refusal,
        done=query().text("done"),
    )
    return shown, status_of(refusal)


@pages.post("/staff/<id:staff_id>/numbers")
async def numbers(staff_id: str) -> ResponseReturnValue:
    """Show document and mobile in full, to who says why."""
    reason = (await form()).text("reason")
    try:
        return await _shown(
            staff_id, await whole_numbers.show_numbers(desk(), who(), staff_id, reason)
        )
    except (TextNeeded, TextTooLong) as refusal:
        return await _shown(staff_id, refusal=refusal)


@pages.post("/staff/<id:staff_id>/entering")
async def grant(staff_id: str) -> ResponseReturnValue:
    """Let somebody enter for others of their department, or no longer."""
    is_granted = (await form()).is_ticked("granted")
    await grant_person(desk(), who(), staff_id, is_granted=is_granted)
    done = "granted" if is_granted else "withdrawn"
    return redirect(url_for("people.page", staff_id=staff_id, done=done), 303)


@pages.get("/staff/<id:staff_id>/edit")
async def edit(staff_id: str) -> ResponseReturnValue:
    """Show the form of somebody."""
    return await _shown_edit(staff_id)


async def _shown_edit(
    staff_id: str,
    typed: Mapping[str, str] | None = None,
    refused: Mapping[str, Refusal] | None = None,
    changed: Refusal | None = None,
    seen: int = 0,
) -> ResponseReturnValue:
    words = (typed or {}).get("department", "")
    sheet = await people.read_to_edit(desk(), who(), staff_id, words)
    choices, now = choices_of(sheet.lists, sheet.staff), values_of(sheet)
    again = PersonForm(
        values={**now, **(typed or {})},
        choices=choices,
        refused=refused or {},
        searched=searched_in(sheet.lists),
        changed=changed,
        seen=sheet.staff.version if changed or not seen else seen,
        now=differing(typed or {}, sheet, choices) if changed else (),
        events=await latest_changes(desk(), who(), staff_id) if changed else (),
    )
    shown = await render_template("register/person_edit.html", sheet=sheet, again=again)
    return shown, again.status


@pages.post("/staff/<id:staff_id>/edit")
async def save(staff_id: str) -> ResponseReturnValue:
    """Correct what the register says; the second of two sees what the first has changed."""
    sent = await form()
    typed, seen = typed_of(sent), sent.number("seen")
    try:
        await people.edit_person(desk(), who(), staff_id, to_correct(typed), seen=seen)
    except RegisterChanged as refusal:
        return await _shown_edit(staff_id, typed, changed=refusal)
    except ParticularsRefused as refusal:
        return await _shown_edit(staff_id, typed, refusal.faults, seen=seen)
    return redirect(url_for("people.page", staff_id=staff_id, done="saved"), 303)

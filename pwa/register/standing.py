"""人员状态/职称变更 (manual 2.2): people are ticked, the change is looked at, then made."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.credits.answers import FIRST_YEAR
from core.domain.errors import Refusal
from core.domain.rulebook.rules import Rulebook
from core.domain.standing import Standing
from core.lists import every_row
from core.standing_batch import PersonChange
from core.usecases.register import standing, standing_all
from core.usecases.register.lists import STANDING, StaffLine
from core.usecases.register.standing import MOST_PEOPLE
from pwa.frame.fields import ID, Fields, FieldUnreadable, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import asked_of, list_file, read_list

pages = Blueprint("standing", __name__)

SEEN = re.compile(rf"({ID})\.([0-9a-f]{{32}})")
FIRST_AWARD = 1940


@dataclass(frozen=True, slots=True)
class Batch:
    """What a change does to several people, those whose result turns first."""

    wanted: Standing
    people: Sequence[PersonChange]
    book: Rulebook

    @property
    def changed(self) -> list[PersonChange]:
        theirs = [one for one in self.people if one.is_changed]
        return sorted(theirs, key=lambda one: not (one.preview and one.preview.felt))

    @property
    def felt(self) -> int:
        return sum(bool(one.preview and one.preview.felt) for one in self.changed)

    @property
    def refused(self) -> list[PersonChange]:
        return [one for one in self.people if one.refusal]

    @property
    def unchanged(self) -> list[PersonChange]:
        return [one for one in self.people if not (one.refusal or one.is_changed)]


def record_years() -> list[int]:
    """Return the years that a record may be of, the latest first."""
    return list(range(desk().today().year + 1, FIRST_YEAR - 1, -1))


def standing_of(sent: Fields, year: int | None = None) -> Standing:
    """Read what a record of a year is to say. Raises FieldUnreadable."""
    return Standing(
        year=year if year is not None else sent.number("for_year"),
        title=sent.text("new_title", longest=80),
        status=sent.text("new_status", longest=80),
        title_awarded_on=sent.day("awarded_on", FIRST_AWARD),
    )


@pages.get("/staff/records")
async def index() -> ResponseReturnValue:
    """List one's people, to change their titles and statuses."""
    return await _shown(query())


async def _shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    people = await read_list(STANDING, asked, "standing.index", _records_href)
    page = await render_template(
        "register/standing.html",
        list=people,
        chosen=asked.texts("staff"),
        typed=asked.values,
        years=record_years(),
        most=MOST_PEOPLE,
        refusal=refusal,
    )
    return page, status_of(refusal)


def _records_href(line: StaffLine) -> str:
    return url_for("records.page", staff_id=line.staff.id)


@pages.get("/staff/records.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file."""
    return await list_file(STANDING, query(), ending)


@pages.post("/staff/records/preview")
async def ask() -> ResponseReturnValue:
    """Show what the change would do to each who is ticked, before it is made.

    More people than one waits for are looked at beside the requests.
    """
    sent = await form()
    try:
        wanted, chosen = standing_of(sent), await _chosen(sent)
        if sent.is_ticked("all") and len(chosen) > MOST_PEOPLE:
            found, key = asked_of(STANDING, sent), sent.text("key", longest=64)
            job = await standing_all.ask_for_check(desk(), who(), found, wanted, key)
            return redirect(url_for("standing_all.page", batch_id=job.id), 303)
        people = await standing.preview_standing(desk(), who(), chosen, wanted)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return await _shown(sent, refusal)
    return await _batch(wanted, people, is_made=False)


async def _chosen(sent: Fields) -> list[str]:
    """Return who is ticked, or all that the list finds, up to one more than a batch may hold."""
    if not sent.is_ticked("all"):
        return sent.ids("staff")
    chosen: list[str] = []
    async for line in every_row(desk(), who(), STANDING, asked_of(STANDING, sent)):
        chosen.append(line.staff.id)
        if len(chosen) > MOST_PEOPLE:
            break
    return chosen


@pages.post("/staff/records")
async def change() -> ResponseReturnValue:
    """Make the change as it was seen, and tell what came of it for each."""
    sent = await form()
    wanted = standing_of(sent)
    seen = [SEEN.fullmatch(text) for text in sent.texts("seen")]
    if not all(seen):
        raise FieldUnreadable(field="seen")
    digests = {one[1]: one[2] for one in seen if one}
    people = await standing.change_standing(desk(), who(), wanted, digests)
    return await _batch(wanted, people, is_made=True)


async def _batch(
    wanted: Standing, people: Sequence[PersonChange], *, is_made: bool
) -> ResponseReturnValue:
    book = await desk().rulebooks.of(who().unit_id or "", wanted.year)
    return await render_template(
        "register/standing_batch.html", batch=Batch(wanted, people, book), is_made=is_made
    )

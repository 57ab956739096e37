"""Forms to print: the 学分登记表 of one person or many (manual 9.2)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor
from core.exports import Document
from core.forms.document import Drawn, RegistrationBook, draw
from core.forms.packing import Parts, a_pack, file_name
from core.forms.registration import RegistrationForm
from core.issuing import Days, blank_registration, days_of, with_issues
from core.jobs import ask, asker
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.records.jobs import Job, Made, Progress, Slices
from core.texts import language, say, speaking

MOST_PEOPLE = 5_000
SLICE = 20
FORMS = "forms"


class TooManyForms(Refusal):
    """More people at once than one document is drawn for."""

    code = "too-many-forms"


class NobodyLeft(Refusal):
    """All whose forms were asked for have left the scope meanwhile."""

    code = "nobody-left"


async def registration_form_pdf(
    desk: Desk,
    who: Actor,
    staff_id: str,
    year: int,
    awarded: Days | None = None,
    *,
    spoken: str | None = None,
) -> Document:
    """Return one person's registration form, issued, ready to print (manual 9.2).

    Of what was `awarded` between two days of the year, where they are given. The same content
    gives the same code and the same bytes. Raises NotFound outside the scope.
    """
    with speaking(spoken or language()):
        async with desk.store.reading() as tx:
            authorize(who, Permission.STAFF_READ, await tx.people.get(staff_id))
            blank = await blank_registration(desk, tx, staff_id, year, awarded)
        forms = await with_issues(desk, {staff_id: blank}, registered)
        drawn: Drawn = await desk.workers.in_process(draw, forms)
    return Document(drawn.pdf, "application/pdf", file_name(forms[0]), drawn.missing)


async def ask_for_forms(
    desk: Desk,
    who: Actor,
    staff_ids: Sequence[str],
    year: int,
    awarded: Days | None = None,
    *,
    each_its_own: bool = False,
    key: str = "",
) -> Job:
    """Ask for several people's forms as one document, or as a ZIP with one file each.

    The same wish under the same `key` is one job. Raises NotFound if one of them is outside the
    scope, TooManyForms, TooManyJobs.
    """
    if len(staff_ids) > MOST_PEOPLE:
        raise TooManyForms(most=MOST_PEOPLE, chosen=len(staff_ids))
    wanted = list(dict.fromkeys(staff_ids))
    arguments = {
        "staff": wanted,
        "people": len(wanted),
        "year": year,
        "each_its_own": each_its_own,
        "days": [day.isoformat() for day in awarded or ()],
        "language": language(),
    }
    async with desk.store.transaction() as tx:
        people = await tx.people.some(wanted)
        if not wanted or len(people) < len(wanted):
            raise NotFound
        for one in people:
            authorize(who, Permission.STAFF_READ, one)
        return await ask(desk, tx, who, FORMS, arguments, key)


async def draw_forms(desk: Desk, job: Job) -> Slices:
    """Draw what somebody asked for, as far as they may see it by now.

    Raises NotAllowed for who has lost their office, NobodyLeft, NoRoom, FilesUnavailable.
    """
    wanted, spoken = job.arguments["staff"], job.arguments["language"]
    parts, drawn = Parts(desk.files, job.files_key), 0
    book, each_its_own = partial(RegistrationBook, spoken), job.arguments["each_its_own"]
    async with a_pack(desk, parts, book, each_its_own=each_its_own) as pack:
        for at in range(0, len(wanted), SLICE):
            with speaking(spoken):
                forms = await _still_seen(desk, job, wanted[at : at + SLICE])
                if forms:
                    await pack.add(forms)
            drawn += len(forms)
            yield Progress(min(at + SLICE, len(wanted)), len(wanted))
        if not drawn:
            raise NobodyLeft
        with speaking(spoken):
            missing = await pack.close()
            name = say("form-file-name", year=job.arguments["year"])
        yield Made(
            name=f"{name}.{pack.ending}",
            media_type=pack.media_type,
            parts=parts.count,
            size_bytes=parts.size_bytes,
            missing=missing,
            left_out=len(wanted) - drawn,
        )


async def _still_seen(desk: Desk, job: Job, staff_ids: Sequence[str]) -> list[RegistrationForm]:
    """Return the forms of those whom the person who asked looks after now, issued."""
    async with desk.store.reading() as tx:
        who = await asker(tx, job)
        authorize(who, Permission.STAFF_LIST)
        people = {one.id: one for one in await tx.people.some(staff_ids)}
        seen = [one for one in staff_ids if one in people and sees(who, people[one])]
        year = job.arguments["year"]
        days = days_of(job.arguments, year)
        blanks = {one: await blank_registration(desk, tx, one, year, days) for one in seen}
    return await with_issues(desk, blanks, registered)


def registered(form: RegistrationForm) -> dict[str, Any]:
    """Return what anybody with the code may know of a registration form."""
    return {
        "points": form.totals.counting_points,
        "hours": form.totals.counting_hours,
        "result": form.result,
        "reasons": list(form.reasons),
        "days": [form.first_day.isoformat(), form.last_day.isoformat()],
        "has_own_rules": form.has_own_rules,
    }

"""The 多年度学分验证表: several years of several people in one document (manual 9.1)."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from core.domain.credits.answers import FIRST_YEAR
from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor, Staff
from core.forms.packing import Parts, a_pack
from core.forms.verification import VerificationForm
from core.forms.verification_pages import VerificationBook
from core.issuing import blank_verifications, with_issues
from core.jobs import ask, asker
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.records.jobs import Job, Made, Progress, Slices
from core.texts import language, say, speaking
from core.usecases.forms import SLICE, NobodyLeft, TooManyForms

VERIFICATIONS = "verification-forms"
MOST_PEOPLE = 500
LATEST = 3
"""So many years are chosen where nobody has chosen any."""


class NoYearChosen(Refusal):
    code = "no-year-chosen"


async def ask_for_verifications(
    desk: Desk,
    who: Actor,
    staff_ids: Sequence[str],
    years: Collection[int],
    key: str = "",
) -> Job:
    """Ask for people's forms of several years as one document.

    Raises NotFound if one of them is outside the scope, NoYearChosen, TooManyForms, TooManyJobs.
    """
    wanted = list(dict.fromkeys(staff_ids))
    chosen = sorted({it for it in years if FIRST_YEAR <= it <= desk.today().year}, reverse=True)
    if len(wanted) > MOST_PEOPLE:
        raise TooManyForms(most=MOST_PEOPLE, chosen=len(wanted))
    if not chosen:
        raise NoYearChosen
    async with desk.store.transaction() as tx:
        people = await tx.people.some(wanted)
        if not wanted or len(people) < len(wanted):
            raise NotFound
        for one in people:
            authorize(who, Permission.STAFF_READ, one)
        arguments = {
            "staff": wanted,
            "people": len(wanted),
            "years": chosen,
            "language": language(),
        }
        return await ask(desk, tx, who, VERIFICATIONS, arguments, key)


async def read_chosen(desk: Desk, who: Actor, staff_ids: Sequence[str]) -> list[Staff]:
    """Return those of the chosen whom one looks after, in their order, MOST_PEOPLE at most."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        wanted = list(dict.fromkeys(staff_ids))[:MOST_PEOPLE]
        people = {one.id: one for one in await tx.people.some(wanted)} if wanted else {}
    return [people[one] for one in wanted if one in people and sees(who, people[one])]


async def draw_verifications(desk: Desk, job: Job) -> Slices:
    """Draw what somebody asked for, as far as they may see it by now.

    Raises NotAllowed for who has lost their office, NobodyLeft, NoRoom, FilesUnavailable.
    """
    wanted, spoken = job.arguments["staff"], job.arguments["language"]
    parts, drawn = Parts(desk.files, job.files_key), 0
    async with a_pack(desk, parts, partial(VerificationBook, spoken)) as pack:
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
            name = say("verification-file-name", day=str(desk.today()))
        yield Made(
            name=f"{name}.{pack.ending}",
            media_type=pack.media_type,
            parts=parts.count,
            size_bytes=parts.size_bytes,
            missing=missing,
            left_out=len(wanted) - drawn,
        )


async def _still_seen(desk: Desk, job: Job, staff_ids: Sequence[str]) -> list[VerificationForm]:
    """Return the forms of those whom the person who asked looks after now, issued."""
    async with desk.store.reading() as tx:
        who = await asker(tx, job)
        authorize(who, Permission.STAFF_LIST)
        people = {one.id: one for one in await tx.people.some(staff_ids)}
        seen = [people[it] for it in staff_ids if it in people and sees(who, people[it])]
        blanks = await blank_verifications(desk, tx, seen, job.arguments["years"])
    return await with_issues(desk, blanks, _facts)


def _facts(form: VerificationForm) -> dict[str, Any]:
    return {
        "years": [
            {
                "year": row.year,
                "points": row.points,
                "hours": row.hours,
                "result": row.result,
                "reasons": list(row.reasons),
                "has_own_rules": row.has_own_rules,
            }
            for row in form.years
        ]
    }

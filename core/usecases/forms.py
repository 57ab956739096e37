"""Forms to print: the 学分登记表 of one person or many, and the page that verifies one."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.domain.addresses import network_of
from core.domain.credits.credit import CREDIT_REVIEW
from core.domain.errors import NotFound, Refusal
from core.domain.limits import FORM_CODE
from core.domain.masking import masked_name
from core.domain.register import (
    Actor,
    actor_of,
)
from core.exports import Document
from core.forms.document import Drawn, draw
from core.forms.filling import content_hash, registration_form
from core.forms.lettering import font_set
from core.forms.packing import Parts, a_pack, file_name
from core.forms.registration import RegistrationForm
from core.jobs import ask
from core.limiting import Pair, take_try
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.records.forms import Issue
from core.records.jobs import Job, Made, Progress, Slices
from core.records.transaction import Transaction
from core.results import judged
from core.texts import language, say, speaking

MOST_PEOPLE = 5_000
SLICE = 20
FORMS, JOB = "forms", "job"
LONGEST_CODE = 40


class TooManyForms(Refusal):
    """More people at once than one document is drawn for."""

    code = "too-many-forms"


class NobodyLeft(Refusal):
    """All whose forms were asked for have left the scope meanwhile."""

    code = "nobody-left"


async def registration_form_pdf(
    desk: Desk, who: Actor, staff_id: str, year: int, *, spoken: str | None = None
) -> Document:
    """Return one person's registration form, issued, ready to print (manual 9.2).

    The same content gives the same code and the same bytes. Raises NotFound outside the scope.
    """
    with speaking(spoken or language()):
        async with desk.store.reading() as tx:
            authorize(who, Permission.STAFF_READ, await tx.people.get(staff_id))
            blank = await _blank_form(desk, tx, staff_id, year)
        forms = await _with_issues(desk, {staff_id: blank})
        drawn: Drawn = await desk.workers.in_process(draw, forms)
    return Document(drawn.pdf, "application/pdf", file_name(forms[0]), drawn.missing)


async def ask_for_forms(
    desk: Desk,
    who: Actor,
    staff_ids: Sequence[str],
    year: int,
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
    each_its_own = job.arguments["each_its_own"]
    async with a_pack(desk, parts, spoken, each_its_own=each_its_own) as pack:
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
        who = actor_of(await tx.accounts.get(job.asked_by), via=JOB)
        authorize(who, Permission.STAFF_LIST)
        people = {one.id: one for one in await tx.people.some(staff_ids)}
        seen = [one for one in staff_ids if one in people and sees(who, people[one])]
        blanks = {one: await _blank_form(desk, tx, one, job.arguments["year"]) for one in seen}
    return await _with_issues(desk, blanks)


async def _with_issues(
    desk: Desk, blanks: Mapping[str, RegistrationForm]
) -> list[RegistrationForm]:
    """Return forms of people as they are issued, those that have said the same before as then."""
    async with desk.store.reading() as tx:
        hashes = {one: content_hash(blank, font_set()) for one, blank in blanks.items()}
        before = {one: await tx.issues.by_content(hashes[one]) for one in blanks}
    issues = {one: issue for one, issue in before.items() if issue is not None}
    new = [_new_issue(desk, one, blanks[one]) for one in blanks if one not in issues]
    if new:
        async with desk.store.transaction() as tx:
            for one in sorted(new, key=lambda one: one.content_hash):  # two at once: no deadlock
                issues[one.staff_id] = await tx.issues.add(one)
    return [await _complete(desk, blank, issues[one]) for one, blank in blanks.items()]


async def _blank_form(desk: Desk, tx: Transaction, staff_id: str, year: int) -> RegistrationForm:
    staff = await tx.people.get(staff_id)
    credits = await tx.credits.of_year(staff_id, year)
    result = await judged(tx, staff_id, year, desk.today())
    record = result.record
    elsewhere = [credit.id for credit in credits if credit.is_elsewhere]
    letters = await tx.decisions.letters(CREDIT_REVIEW.kind, elsewhere) if elsewhere else {}
    place = await tx.people.department(record.department_id if record else staff.department_id)
    return registration_form(
        staff,
        await tx.people.unit(record.unit_id if record else staff.unit_id),
        place.named_in(year),
        result,
        {credit.id: credit for credit in credits},
        letters,
    )


def _new_issue(desk: Desk, staff_id: str, blank: RegistrationForm) -> Issue:
    return Issue(
        code=desk.ids.new(),
        staff_id=staff_id,
        year=blank.year,
        content_hash=content_hash(blank, font_set()),
        issued_at=desk.clock.now(),
        facts=_facts(blank),
    )


async def _complete(desk: Desk, blank: RegistrationForm, issue: Issue) -> RegistrationForm:
    picture = b""
    if blank.photo:
        with suppress(NotFound):  # a form without its photo is better than none
            picture = await desk.files.get(blank.photo)
    return replace(
        blank,
        picture=picture,
        issued_at=issue.issued_at,
        verification_code=issue.code,
        verification_url=f"{desk.settings.public_url}/v/{issue.code}",
    )


def _facts(form: RegistrationForm) -> dict[str, Any]:
    return {
        "language": language(),
        "name": masked_name(form.name),
        "points": form.totals.counting_points,
        "hours": form.totals.counting_hours,
        "result": form.result,
        "reasons": list(form.reasons),
        "fonts": list(font_set()),
        "has_own_rules": form.has_own_rules,
    }


@dataclass(frozen=True, slots=True)
class Verification:
    """What anybody with the code may know about an issued form; the name is masked."""

    name: str
    year: int
    points: int
    hours: int
    result: str
    reasons: Sequence[str]
    issued_at: datetime
    still_agrees: bool
    has_own_rules: bool


async def verify_form(desk: Desk, code: str, *, ip: str) -> Verification:
    """Say what a form with this code said, and whether the record still says so.

    Public. A valid code is always answered. Raises NotFound for an unknown one, TooManyFailures
    for too many of them from one network.
    """
    plain = "".join(code.split()).lower()
    async with desk.store.reading() as tx:
        issue = await tx.issues.get(plain) if len(plain) <= LONGEST_CODE else None
        if issue is not None:
            return await _verified(desk, tx, issue)
    async with desk.store.transaction() as tx:
        await take_try(tx, Pair(FORM_CODE, "", network_of(ip)), desk.clock.now())
    raise NotFound


async def _verified(desk: Desk, tx: Transaction, issue: Issue) -> Verification:
    fonts = issue.facts.get("fonts", ())  # as then: another font is no change of the record
    with speaking(issue.facts["language"]):
        today = content_hash(await _blank_form(desk, tx, issue.staff_id, issue.year), fonts)
    return Verification(
        name=issue.facts["name"],
        year=issue.year,
        points=issue.facts["points"],
        hours=issue.facts["hours"],
        result=issue.facts["result"],
        reasons=issue.facts["reasons"],
        issued_at=issue.issued_at,
        still_agrees=today == issue.content_hash,
        has_own_rules=issue.facts.get("has_own_rules", False),
    )

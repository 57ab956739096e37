"""Forms to print: the 学分登记表 of one person or many, and the page that verifies one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from core.domain.addresses import network_of
from core.domain.errors import NotFound, Refusal
from core.domain.limits import FORM_CODE
from core.domain.register import Actor, masked_name
from core.exports import Document
from core.forms.document import Drawn, draw
from core.forms.filling import content_hash, registration_form
from core.forms.registration import RegistrationForm
from core.limiting import Pair, take_try
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter
from core.records.forms import Issue
from core.records.transaction import Transaction
from core.results import judged
from core.texts import language, say, speaking

MOST_PEOPLE = 300
LONGEST_CODE = 40


class TooManyForms(Refusal):
    """More people at once than one document is drawn for."""

    code = "too-many-forms"


async def registration_form_pdf(
    desk: Desk, who: Actor, staff_id: str, year: int, *, spoken: str | None = None
) -> Document:
    """Return one person's registration form, issued, ready to print (manual 9.2).

    The same content gives the same code and the same bytes. Raises NotFound outside the scope.
    """
    with speaking(spoken or language()):
        forms = await _issued(desk, who, [staff_id], year)
        drawn: Drawn = await desk.workers.in_process(draw, forms)
    return Document(drawn.pdf, "application/pdf", _name(forms[0], "pdf"), drawn.missing)


async def registration_forms(
    desk: Desk, who: Actor, staff_ids: Sequence[str], year: int, *, each_its_own: bool = False
) -> Document:
    """Return several people's forms as one document, or as a ZIP with one file each.

    Raises NotFound if one of them is outside the scope, TooManyForms.
    """
    if len(staff_ids) > MOST_PEOPLE:
        raise TooManyForms(most=MOST_PEOPLE, chosen=len(staff_ids))
    forms = await _issued(desk, who, staff_ids, year)
    name = say("form-file-name", year=year)
    if not each_its_own:
        drawn: Drawn = await desk.workers.in_process(draw, forms)
        return Document(drawn.pdf, "application/pdf", f"{name}.pdf", drawn.missing)
    pages = [await desk.workers.in_process(draw, [form]) for form in forms]
    missing = tuple(lack for page in pages for lack in page.missing)
    content = _zipped(
        {_name(form, "pdf"): page.pdf for form, page in zip(forms, pages, strict=True)}
    )
    return Document(content, "application/zip", f"{name}.zip", missing)


def _name(form: RegistrationForm, ending: str) -> str:
    return f"{form.year}-{form.staff_number}.{ending}"


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Same files, same bytes: no times inside."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content)
    return packed.getvalue()


async def _issued(
    desk: Desk, who: Actor, staff_ids: Sequence[str], year: int
) -> list[RegistrationForm]:
    if not staff_ids:
        raise NotFound
    blanks: dict[str, RegistrationForm] = {}
    async with desk.store.reading() as tx:
        for staff_id in staff_ids:
            authorize(who, Permission.STAFF_READ, await tx.people.get(staff_id))
            blanks[staff_id] = await _blank_form(desk, tx, staff_id, year)
        issues = {one: await tx.issues.by_content(content_hash(blanks[one])) for one in blanks}
    return [
        _with_issue(desk, blank, issues[one] or await _issue(desk, one, blank))
        for one, blank in blanks.items()
    ]


async def _blank_form(desk: Desk, tx: Transaction, staff_id: str, year: int) -> RegistrationForm:
    staff = await tx.people.get(staff_id)
    result = await judged(tx, staff_id, year, desk.today())
    record = result.record
    wanted = CreditFilter(staff_id=staff_id, year=year)
    credits = await tx.credits.find(Area(staff_id=staff_id), wanted)
    return registration_form(
        staff,
        await tx.people.unit(record.unit_id if record else staff.unit_id),
        await tx.people.department(record.department_id if record else staff.department_id),
        result,
        {credit.id: credit for credit in credits},
    )


async def _issue(desk: Desk, staff_id: str, blank: RegistrationForm) -> Issue:
    issue = Issue(
        code=desk.ids.new(),
        staff_id=staff_id,
        year=blank.year,
        content_hash=content_hash(blank),
        issued_at=desk.clock.now(),
        facts=_facts(blank),
    )
    async with desk.store.transaction() as tx:
        return await tx.issues.add(issue)


def _with_issue(desk: Desk, blank: RegistrationForm, issue: Issue) -> RegistrationForm:
    return replace(
        blank,
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
    with speaking(issue.facts["language"]):
        today = content_hash(await _blank_form(desk, tx, issue.staff_id, issue.year))
    return Verification(
        name=issue.facts["name"],
        year=issue.year,
        points=issue.facts["points"],
        hours=issue.facts["hours"],
        result=issue.facts["result"],
        reasons=issue.facts["reasons"],
        issued_at=issue.issued_at,
        still_agrees=today == issue.content_hash,
    )

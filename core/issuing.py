"""Forms as they are issued: the same content gives the same code, and so the same bytes."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from core.domain.credits.credit import CREDIT_REVIEW
from core.domain.errors import NotFound
from core.domain.masking import masked_name
from core.domain.register import Staff
from core.forms.certificate import AttendanceCertificate
from core.forms.filling import content_hash, registration_form, whole_year
from core.forms.lettering import font_set
from core.forms.registration import RegistrationForm
from core.forms.verification import VerificationForm, verification_form
from core.ports import Desk
from core.records.forms import Issue
from core.records.transaction import Transaction
from core.results import judged, years_of
from core.texts import language

F = TypeVar("F", RegistrationForm, VerificationForm, AttendanceCertificate)
Days = tuple[date, date]


def days_of(kept: Mapping[str, Any], year: int) -> Days | None:
    """Return the two days that a form or a wish for one names, None for the whole year."""
    days = [date.fromisoformat(day) for day in kept.get("days", ())]
    return (days[0], days[1]) if days and (days[0], days[1]) != whole_year(year) else None


async def with_issues(
    desk: Desk,
    blanks: Mapping[str, F],
    facts: Callable[[F], Mapping[str, Any]],
    *,
    of_staff: bool = True,
) -> list[F]:
    """Return forms of people as they are issued, those that have said the same before as then.

    `facts` are what anybody with the code may know of a form; guests are nobody of the register.
    """
    async with desk.store.reading() as tx:
        hashes = {one: content_hash(blank, font_set()) for one, blank in blanks.items()}
        before = {one: await tx.issues.by_content(hashes[one]) for one in blanks}
    issues = {one: issue for one, issue in before.items() if issue is not None}
    new = {
        one: _new_issue(
            desk, one if of_staff else None, blanks[one], hashes[one], facts(blanks[one])
        )
        for one in blanks
        if one not in issues
    }
    if new:
        async with desk.store.transaction() as tx:
            for one in sorted(new, key=hashes.__getitem__):  # two at once: no deadlock
                issues[one] = await tx.issues.add(new[one])
    return [await _complete(desk, blank, issues[one]) for one, blank in blanks.items()]


def _new_issue(
    desk: Desk, staff_id: str | None, blank: F, content: str, facts: Mapping[str, Any]
) -> Issue:
    said = {"language": language(), "name": masked_name(blank.name), "fonts": list(font_set())}
    return Issue(
        code=desk.ids.new(),
        staff_id=staff_id,
        year=blank.year,
        content_hash=content,
        issued_at=desk.clock.now(),
        facts={**said, **facts},
    )


async def _complete(desk: Desk, blank: F, issue: Issue) -> F:
    if isinstance(blank, RegistrationForm) and blank.photo:
        with suppress(NotFound):  # a form without its photo is better than none
            blank = replace(blank, picture=await desk.files.get(blank.photo))
    return replace(
        blank,
        issued_at=issue.issued_at,
        verification_code=issue.code,
        verification_url=f"{desk.settings.public_url}/v/{issue.code}",
    )


async def blank_registration(
    desk: Desk, tx: Transaction, staff_id: str, year: int, awarded: Days | None = None
) -> RegistrationForm:
    """Return somebody's registration form of a year, or of what was `awarded` between two days."""
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
        awarded,
    )


async def blank_verifications(
    desk: Desk, tx: Transaction, people: Sequence[Staff], years: Sequence[int]
) -> dict[str, VerificationForm]:
    """Return people's forms of several years, by person, in a handful of statements."""
    facts = await years_of(tx, {(one.id, year) for one in people for year in years}, people)
    results = {key: it.judged(desk.today()) for key, it in facts.items()}
    here = {it.record.unit_id for it in results.values() if it.record}
    units = {one: await tx.people.unit(one) for one in here | {it.unit_id for it in people}}
    places = await tx.people.some_departments({one.department_id for one in people})
    return {
        one.id: verification_form(
            one, places[one.department_id], units, [results[one.id, year] for year in years]
        )
        for one in people
    }

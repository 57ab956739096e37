"""Is this paper still true? What anybody with the code of a form may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.certificates import certificate_today
from core.domain.addresses import network_of
from core.domain.errors import NotFound
from core.domain.limits import FORM_CODE
from core.forms.filling import content_hash
from core.issuing import blank_registration, blank_verifications, days_of
from core.limiting import Pair, take_try
from core.ports import Desk
from core.records.forms import Issue
from core.records.transaction import Transaction
from core.texts import speaking

LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class VerifiedYear:
    """What a form says of a year; amounts that count, in hundredths."""

    year: int
    points: int
    hours: int
    result: str
    reasons: Sequence[str]
    days: Sequence[str] = ()
    has_own_rules: bool = False


@dataclass(frozen=True, slots=True)
class AttendedCycle:
    """What a certificate of attendance says: which training, when, and who held it."""

    training: str
    held: str
    unit: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What anybody with the code may know about an issued form; the name is masked.

    A form of several years tells of each; `days` are given where a form lists a part of a year.
    """

    name: str
    years: Sequence[VerifiedYear]
    issued_at: datetime
    still_agrees: bool
    is_of_years: bool = False
    attended: AttendedCycle | None = None


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
    facts = issue.facts
    fonts = facts.get("fonts", ())  # as then: another font is no change of the record
    with speaking(facts["language"]):
        now = await _today(desk, tx, issue)
        today = content_hash(now, fonts) if now else ""
    return Verification(
        name=facts["name"],
        years=[] if "cycle" in facts else _years(issue),
        issued_at=issue.issued_at,
        still_agrees=today == issue.content_hash,
        is_of_years="years" in facts,
        attended=_attended(facts) if "cycle" in facts else None,
    )


def _years(issue: Issue) -> list[VerifiedYear]:
    facts = issue.facts
    return [_year(issue.year, one) for one in facts.get("years", [facts])]


def _attended(facts: Mapping[str, Any]) -> AttendedCycle:
    return AttendedCycle(facts["training"], facts["held"], facts["unit"])


def _year(year: int, facts: Mapping[str, Any]) -> VerifiedYear:
    return VerifiedYear(
        facts.get("year", year),
        facts["points"],
        facts["hours"],
        facts["result"],
        facts["reasons"],
        facts.get("days", ()),
        facts.get("has_own_rules", False),
    )


async def _today(desk: Desk, tx: Transaction, issue: Issue) -> object:
    """Return the form as the record would have it now."""
    if "cycle" in issue.facts:
        return await certificate_today(tx, issue.staff_id, issue.facts)
    staff_id = issue.staff_id or ""
    if "years" not in issue.facts:
        days = days_of(issue.facts, issue.year)
        return await blank_registration(desk, tx, staff_id, issue.year, days)
    staff = await tx.people.get(staff_id)
    years = [one["year"] for one in issue.facts["years"]]
    return (await blank_verifications(desk, tx, [staff], years))[staff.id]

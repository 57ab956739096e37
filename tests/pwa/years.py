"""Credits put straight into the record, for pages that show a year."""

from dataclasses import replace
from datetime import date, timedelta

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Origin, Stage, priced
from core.domain.rulebook import shipped
from core.ports import Desk
from core.results import recount
from tests.cast import Person

CATEGORY, RULE = "out-of-province", "out-of-province-national"


async def put_credit(
    desk: Desk,
    person: Person,
    name: str,
    points: int,
    stage: Stage = Stage.APPROVED,
    *,
    effective_on: date | None = date(2026, 3, 1),
    year: int = 2026,
    rule: str = RULE,
    hours: int | None = None,
) -> Credit:
    """Write a credit of somebody as if it had come this far; points and hours in hundredths."""
    staff, now = person.staff, desk.clock.now()
    assert staff is not None
    claim = Claim(year, CATEGORY, rule, quantity=3 * points, details={"project-name": name})
    credit = Credit(
        id=desk.ids.new(),
        staff_id=staff.id,
        unit_id=staff.unit_id,
        department_id=staff.department_id,
        entered_by=person.account.id,
        origin=Origin.PERSONAL,
        claim=claim,
        stage=stage,
        points=0,
        hours=0,
        to_authority=False,
        created_at=now - timedelta(days=3),
        submitted_at=None if stage is Stage.DRAFT else now - timedelta(days=2),
        effective_on=effective_on if stage is Stage.APPROVED else None,
    )
    credit = replace(priced(credit, claim, shipped().of(year)), points=points)
    credit = credit if hours is None else replace(credit, hours=hours)
    async with desk.store.transaction() as tx:
        await tx.credits.add(credit)
        await recount(tx, staff.id, year, desk.today())
    return credit

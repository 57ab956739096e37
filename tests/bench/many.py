"""A unit with many people and credits of many years, written straight into the tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from tortoise.models import Model

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Origin, Stage, priced
from core.domain.rulebook import shipped
from core.ports import Desk
from storage.models import AccountRow, CreditRow, StaffRow, YearRecordRow
from storage.queries.credits.rows import columns_of
from storage.store import DatabaseStore
from tests import cast
from tests.pwa.years import CATEGORY, RULE

BATCH = 500
FIRST_YEAR = 2020
PLACE = {"unit_id": cast.UNIT.id, "department_id": cast.NURSING.id}


@dataclass(frozen=True, slots=True)
class Many:
    """So many people, each with so many credits a year, of one of these quantities each."""

    people: int
    years: tuple[int, ...]
    a_year: int = 1
    quantities: Sequence[int] = (300,)
    is_counted: bool = True


async def add_many(desk: Desk, many: Many) -> None:
    """Let them work in the nursing department, with an account, a record and their credits."""
    assert isinstance(desk.store, DatabaseStore)
    with desk.store._database.entered():
        for rows in (_staff(many), _accounts(many), _records(many), _credits(desk, many)):
            await _written(rows)


async def _written(rows: Iterable[Model]) -> None:
    batch: list[Model] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            await type(row).bulk_create(batch)
            batch = []
    if batch:
        await type(batch[0]).bulk_create(batch)


def _staff(many: Many) -> Iterator[StaffRow]:
    for number in range(many.people):
        yield StaffRow(
            id=f"m{number:09}",
            staff_number=f"84{number:08}",
            name=f"职工{number:05}",
            sex="female",
            born_on=date(1990, 1, 1),
            title="senior-nurse",
            status="active",
            post_type="permanent",
            specialty="nursing",
            position="",
            document=b"",
            document_index=f"{number}",
            mobile=b"",
            mobile_index=f"{number}",
            **PLACE,
        )


def _accounts(many: Many) -> Iterator[AccountRow]:
    for number in range(many.people):
        yield AccountRow(
            id=f"a{number:09}",
            login_index=f"{number}",
            name=f"职工{number:05}",
            roles=" staff ",
            staff_id=f"m{number:09}",
            **PLACE,
        )


def _records(many: Many) -> Iterator[YearRecordRow]:
    for number in range(many.people):
        yield YearRecordRow(
            staff_id=f"m{number:09}",
            year=FIRST_YEAR,
            title="senior-nurse",
            status="active",
            **PLACE,
        )


def _credits(desk: Desk, many: Many) -> Iterator[CreditRow]:
    now = desk.clock.now()
    for year in many.years:
        chance = Random(year)
        sizes = [_priced(year, quantity, now) for quantity in many.quantities]
        for number in range(many.people):
            for place in range(many.a_year):
                like = chance.choice(sizes)
                one = replace(like, staff_id=f"m{number:09}", entered_by=f"a{number:09}")
                yield CreditRow(
                    id=f"{year % 100:02}{number:07}{place:03}",
                    version=1,
                    counted=many.is_counted,
                    **columns_of(one),
                    **PLACE,
                )


def _priced(year: int, quantity: int, now: datetime) -> Credit:
    claim = Claim(year, CATEGORY, RULE, quantity=quantity, details={"project-name": "护理新进展"})
    return priced(_credit(claim, now), claim, shipped().of(year))


def _credit(claim: Claim, now: datetime) -> Credit:
    return Credit(
        id="",
        staff_id="",
        unit_id=cast.UNIT.id,
        department_id=cast.NURSING.id,
        entered_by="",
        origin=Origin.PERSONAL,
        claim=claim,
        stage=Stage.APPROVED,
        points=0,
        hours=0,
        to_authority=False,
        created_at=now,
        submitted_at=now,
        effective_on=date(claim.year, 3, 1),
    )

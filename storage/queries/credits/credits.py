"""Credits of every origin."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tortoise.expressions import F, Q, RawSQL
from tortoise.functions import Count, Max, Sum
from tortoise.queryset import QuerySet

from core.domain.credits.compliance import PersonYear
from core.domain.credits.counting import Entry
from core.domain.credits.credit import UNDER_REVIEW, Credit, CreditChanged, Stage
from core.domain.credits.sums import Sum as SumOfCredits
from core.domain.lists import Slice, Window
from core.domain.trainings.statistics import Awarded
from core.domain.trainings.training import Training
from core.records.area import Area
from core.records.credits import AwardingTraining, CreditFilter, CreditOrder
from storage.models import CreditRow, EvidenceRow, StaffRow
from storage.queries.credits.filters import SUBMITTED, fits, listed_credits, lying, sought_credits
from storage.queries.credits.rows import columns_of, credit_of, project_number
from storage.queries.credits.sums import sums
from storage.queries.files import FileQueries
from storage.queries.lists import counted_fitting, latest_of, sliced
from storage.queries.parts import CREDIT_YEARS
from storage.queries.plain import day, moment, plain
from storage.queries.rows import by_id, by_ids, found, note, read_before, unless_taken
from storage.queries.uncounted import mark_trainings

ENTRY = Entry._fields[1:]
A_ROOMFUL = 100  # people who come to a training together
NUMBER = "credit.project_number || ''"
"""Written so that SQLite begins with the few people that are meant, not with a number of many."""
STAGES = {stage.value: stage for stage in Stage}
ORDERS = {
    CreditOrder.NEWEST: ("-created_at", "-id"),
    CreditOrder.OLDEST: ("created_at", "id"),
    CreditOrder.LONGEST_WAITING: ("submitted_at", "id"),
}


class CreditQueries:
    """Writing is guarded by the version: of two who read the same, the first one wins."""

    def __init__(self, files: FileQueries) -> None:
        self._files = files

    async def get(self, credit_id: str) -> Credit:
        return credit_of(await by_id(CreditRow, credit_id))

    async def hold(self, credit_id: str) -> Credit:
        """Return the credit with its row locked; SQLite has locked everything already."""
        found(await CreditRow.filter(id=credit_id).select_for_update().first())
        return await self.get(credit_id)

    async def by_key(self, account_id: str, key: str) -> Credit | None:
        """Return what the account has begun under the key that its device made."""
        row = await CreditRow.filter(Q(entered_by=account_id, key=key)).first()
        return credit_of(row) if row else None

    async def add(self, credit: Credit, key: str | None = None) -> None:
        """Keep a new credit. Raises CreditChanged when its key was taken a moment ago."""
        async with unless_taken(CreditChanged(stage=credit.stage)):
            places = await _places([credit])
            columns = columns_of(credit) | places.get(credit.staff_id, {})
            await CreditRow.create(id=credit.id, key=key, version=credit.version, **columns)

    async def save(self, credit: Credit) -> Credit:
        """Write the credit; what is no longer approved no longer counts.

        Raises CreditChanged when somebody has written it since it was read.
        """
        saved = replace(credit, version=credit.version + 1)
        columns = columns_of(credit) | {"version": saved.version}
        if credit.stage is not Stage.APPROVED:
            columns["counted"] = False
        if not await _as_read(credit).update(**columns):
            raise await self._changed(credit)
        await mark_trainings([credit.training_id])
        return saved

    async def remove(self, credit: Credit) -> None:
        """Delete the credit and its evidence. Raises CreditChanged as `save` does."""
        async with unless_taken(CreditChanged(stage=credit.stage)):
            if not await _as_read(credit).update(version=credit.version + 1):
                raise await self._changed(credit)
            files = EvidenceRow.filter(credit_id=credit.id)
            gone = {row.sha256 for row in await files}
            await files.delete()
            await CreditRow.filter(id=credit.id).delete()
        await self._files.let_go_of(gone)

    async def _changed(self, credit: Credit) -> CreditChanged:
        """Say where the credit stands now; one that is gone stands nowhere, so where it stood."""
        row = await CreditRow.get_or_none(id=credit.id)
        return CreditChanged(stage=Stage(row.stage) if row else credit.stage)

    async def find(self, area: Area, wanted: CreditFilter) -> list[Credit]:
        rows = await listed_credits(area, wanted).order_by(*ORDERS[wanted.order])
        for row in rows:
            note(row)
        return [credit_of(row) for row in rows]

    async def under_review(self, staff_ids: Collection[str]) -> list[Credit]:
        theirs = fits(CreditFilter(stages=UNDER_REVIEW)) & Q(staff_id__in=set(staff_ids))
        rows = CreditRow.filter(theirs).order_by(*ORDERS[CreditOrder.NEWEST])
        return [credit_of(row) for row in await rows]

    async def page(self, area: Area, wanted: CreditFilter, window: Window) -> Slice[Credit]:
        sought, order = await sought_credits(area, wanted), ORDERS[wanted.order]
        found = await sliced(
            sought.among, order, window, fits=sought.fits, along="staff__department"
        )
        for row in found.rows:
            note(row)
            note(row.staff)
            note(row.staff.department)
        return found.of(credit_of)

    async def trainings(
        self, area: Area, wanted: CreditFilter, limit: int
    ) -> list[AwardingTraining]:
        rows = listed_credits(area, wanted).filter(training_id__isnull=False)
        latest = rows.order_by(*ORDERS[CreditOrder.NEWEST]).limit(limit * A_ROOMFUL)
        of_latest = {"training_id__in": latest_of(latest, "training_id", "created_at", limit)}
        theirs = lying(area, fits(wanted)).filter(**of_latest, lies_there=True)
        told = theirs.annotate(people=Count("training_id"), last=Max("held_to"))
        told = told.group_by("training_id", "activity").order_by("-last", "training_id")
        found: Any = await told.values_list("training_id", "activity", "people", "last")
        return [AwardingTraining(it, name, count, day(last)) for it, name, count, last in found]

    async def counts(self, area: Area, wanted: Sequence[CreditFilter]) -> list[int | None]:
        sought = [await sought_credits(area, each, is_counted=True) for each in wanted]
        return await counted_fitting(*sought)

    async def of_year(self, staff_id: str, year: int) -> list[Credit]:
        rows = await CreditRow.filter(staff_id=staff_id, year=year).order_by(
            *ORDERS[CreditOrder.NEWEST]
        )
        read_before(CreditRow, "entries")[staff_id, year] = [
            Entry(row.id, *(getattr(row, name) for name in Entry._fields[1:]))._replace(
                stage=Stage(row.stage)
            )
            for row in rows
            if row.subtype
        ]
        for row in rows:
            note(row)
        return [credit_of(row) for row in rows]

    async def entries(self, years: Collection[PersonYear]) -> dict[PersonYear, list[Entry]]:
        """Return the years' credits as the engine takes them: all whose rule is chosen."""
        there: dict[PersonYear, list[Entry]] = read_before(CreditRow, "entries")
        found: dict[PersonYear, list[Entry]] = {year: [] for year in years if year not in there}
        people = {staff_id for staff_id, _ in found}
        rows = CreditRow.filter(
            staff_id__in=people, year__in={year for _, year in found}, subtype__not=""
        )
        columns = ("staff_id", "year", "id", *ENTRY)
        for staff_id, year, *row in await plain(rows, *columns) if found else ():
            if (theirs := found.get((staff_id, year))) is not None:
                theirs.append(_entry(*row))
        there.update(found)
        return {year: there[year] for year in years}

    async def sums(
        self, staff_ids: Collection[str], as_of: date
    ) -> dict[PersonYear, tuple[SumOfCredits, ...] | None]:
        return await sums(staff_ids, as_of)

    async def years(self, staff_id: str) -> list[int]:
        """Return the years that the person has credits in, the latest first."""
        years = read_before(CreditRow, CREDIT_YEARS).get(staff_id)
        if years is None:
            years = {row[0] for row in await plain(CreditRow.filter(staff_id=staff_id), "year")}
        return sorted(years, reverse=True)

    async def due(self, today: date, limit: int) -> list[Credit]:
        """Return some in the order of their index: of thousands of one day none are sorted."""
        return await _credits(_due(today).order_by("effective_on").limit(limit))

    async def due_in(self, years: Collection[PersonYear], today: date) -> list[Credit]:
        people, calendar = {staff_id for staff_id, _ in years}, {year for _, year in years}
        due = await _credits(_due(today).filter(staff_id__in=people, year__in=calendar))
        held = set(years)
        return [credit for credit in due if (credit.staff_id, credit.year) in held]

    async def set_counted(self, credit_ids: Collection[str]) -> None:
        await CreditRow.filter(id__in=set(credit_ids)).update(counted=True)

    async def of_training(self, training_id: str) -> list[Credit]:
        """Return what a training has given, the earliest first."""
        rows = CreditRow.filter(Q(training_id=training_id))
        return await _credits(rows.order_by("created_at", "id"))

    async def awarded(self, training_ids: Collection[str]) -> dict[str, Awarded]:
        """Count and sum what trainings have given, in one statement."""
        given = [stage.value for stage in (Stage.AWARDED, Stage.APPROVED)]
        rows = CreditRow.filter(
            training_id__in=sorted(training_ids), stage__in=given, reversed_on__isnull=True
        ).annotate(number=Count("id"), sum=Sum("points"))
        lines = await rows.group_by("training_id").values_list("training_id", "number", "sum")
        return {training_id: Awarded(number, int(total)) for training_id, number, total in lines}

    async def add_many(self, credits: Sequence[Credit]) -> None:
        """Keep what a training gives, all at once."""
        places = await _places(credits)
        await CreditRow.bulk_create(
            CreditRow(
                id=one.id,
                version=one.version,
                **(columns_of(one) | places.get(one.staff_id, {})),
            )
            for one in credits
        )
        await mark_trainings([one.training_id for one in credits])

    async def settle_awards(
        self, training: Training, before: Stage, after: Stage, who: str | None, at: datetime | None
    ) -> None:
        """Put all of a training's credits of one stage into another, as its closing was decided."""
        rows = CreditRow.filter(training_id=training.id, stage=before.value)
        if before is Stage.REJECTED:  # as `follows_closing` says
            rows = rows.filter(decided_from=after.value)
        await rows.update(
            stage=after.value,
            decided_at=at,
            decided_by=who,
            decided_from=before.value if who else None,
            reason=training.reason,
            effective_on=training.effective_on if after is Stage.APPROVED else None,
            version=F("version") + 1,
        )
        await mark_trainings([training.id])

    async def reverse(self, credit: Credit, on: date) -> Credit:
        """Let a credit count no more from this day on. Raises CreditChanged as `save` does."""
        after = await self.save(replace(credit, reversed_on=on))
        await CreditRow.filter(id=credit.id).update(counted=False)
        return after

    async def same_projects(self, credits: Sequence[Credit]) -> dict[str, list[Credit]]:
        asked = {
            one.id: (one.staff_id, number) for one in credits if (number := project_number(one))
        }
        there: dict[tuple[str, str], list[Credit]] = read_before(CreditRow, "projects")
        if missing := set(asked.values()) - there.keys():
            found: dict[tuple[str, str], list[Credit]] = {one: [] for one in missing}
            people, numbers = map(set, zip(*missing, strict=True))
            theirs = CreditRow.filter(SUBMITTED, staff_id__in=people)
            same = theirs.annotate(number=RawSQL(NUMBER)).filter(number__in=numbers)
            rows = same.order_by(*ORDERS[CreditOrder.NEWEST])
            for other in await _credits(rows):
                if (key := (other.staff_id, project_number(other))) in missing:
                    found[key].append(other)
            there.update(found)
        return {
            one.id: [
                other for other in there.get(asked.get(one.id, ("", "")), ()) if other.id != one.id
            ]
            for one in credits
        }

    async def some(self, credit_ids: Collection[str]) -> list[Credit]:
        return [credit_of(row) for row in (await by_ids(CreditRow, set(credit_ids))).values()]


async def _places(credits: Sequence[Credit]) -> dict[str, dict[str, Any]]:
    """Return where people are, who stay there until these credits are written."""
    people = StaffRow.filter(id__in={credit.staff_id for credit in credits}).order_by("id")
    rows = await people.select_for_update(no_key=True)
    return {row.id: {"unit_id": row.unit_id, "department_id": row.department_id} for row in rows}


def _entry(*row: Any) -> Entry:
    credit_id, rule, subtype, points, hours, stage, *days, submitted_at = row
    effective_on, reversed_on = map(day, days)
    return Entry(
        *(credit_id, rule, subtype, points, hours, STAGES[stage]),
        *(effective_on, reversed_on, moment(submitted_at)),
    )


def _due(today: date) -> QuerySet[CreditRow]:
    return CreditRow.filter(
        counted=False,
        stage=Stage.APPROVED.value,
        effective_on__lte=today,
        reversed_on__isnull=True,
    )


def _as_read(credit: Credit) -> QuerySet[CreditRow]:
    return CreditRow.filter(id=credit.id, version=credit.version)


async def _credits(rows: QuerySet[CreditRow]) -> list[Credit]:
    return [credit_of(row) for row in await rows]

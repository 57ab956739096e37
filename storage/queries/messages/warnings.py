"""Who has been told of what is behind, and whom to tell next."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from tortoise.expressions import Q, Subquery

from core.domain.credits.compliance import Outcome
from core.domain.register import Department, Staff
from core.domain.standing import LEFT
from core.domain.subjects import Subject, SubjectKind
from core.records.credits import CreditFilter
from core.records.waiting import Listed
from storage.models import DepartmentRow, ResultRow, StaffRow, WarningRow
from storage.queries.credits.filters import listed_credits
from storage.queries.register.rows import department_of, staff_of

ENOUGH = (Outcome.MET.value, Outcome.NOT_REQUIRED.value)
MOST_CLAIMS = 1_000


class WarningQueries:
    async def next_department(self, day: date) -> Department | None:
        done = WarningRow.filter(subject_kind=SubjectKind.DEPARTMENT.value, day=day)
        rows = DepartmentRow.filter(closed_on__isnull=True)
        rows = rows.exclude(id__in=Subquery(done.values("subject_id")))
        row = await rows.order_by("id").first()
        return department_of(row) if row else None

    async def candidates(
        self, department_id: str, year: int, after: str, limit: int
    ) -> list[Staff]:
        there = ResultRow.filter(staff__department_id=department_id, year=year)
        enough = there.filter(dirty=False, outcome__in=ENOUGH)
        rows = StaffRow.filter(department_id=department_id, id__gt=after, left_on__isnull=True)
        rows = rows.exclude(Q(status=LEFT) | Q(id__in=Subquery(enough.values("staff_id"))))
        return [staff_of(row) for row in await rows.order_by("id").limit(limit)]

    async def note(self, subjects: Collection[Subject], day: date) -> set[Subject]:
        """Of two who note the same at once, one is refused by the key with all it has written."""
        before = await _rows(subjects).filter(day=day).values_list("subject_kind", "subject_id")
        new = set(subjects) - {Subject(kind, one) for kind, one in before}
        await WarningRow.bulk_create(
            WarningRow(subject_kind=one.kind, subject_id=one.id, day=day)
            for one in sorted(new, key=str)
        )
        return new

    async def last_told(self, subjects: Collection[Subject]) -> dict[Subject, date]:
        rows = _rows(subjects).order_by("day")
        told = await rows.values_list("subject_kind", "subject_id", "day")
        return {Subject(kind, one): day for kind, one, day in told}

    async def waiting_since(self, wanted: Listed) -> list[datetime]:
        area, filters = wanted
        if not isinstance(filters, CreditFilter):
            raise TypeError("only claims wait for reviewers here")
        rows = listed_credits(area, filters).order_by("submitted_at", "id").limit(MOST_CLAIMS)
        moments: Any = await rows.values_list("submitted_at", "decided_at")
        return [max(one for one in both if one is not None) for both in moments]


def _rows(subjects: Collection[Subject]) -> Any:
    kinds, ids = {one.kind for one in subjects}, {one.id for one in subjects}
    return WarningRow.filter(subject_kind__in=kinds, subject_id__in=ids)

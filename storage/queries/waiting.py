"""What waits for somebody, counted in one statement for the frame of every page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tortoise.queryset import QuerySet

from core.records.applications import ApplicationFilter
from core.records.area import Area
from core.records.credits import CreditFilter
from core.records.trainings import TrainingFilter
from core.records.waiting import Counts, Listed
from storage.queries.credits.filters import listed_credits
from storage.queries.lists import counted
from storage.queries.messages.notices import unread
from storage.queries.projects.applications import listed_applications
from storage.queries.trainings.filters import listed_trainings


class WaitingQueries:
    async def counts(self, account_id: str, now: datetime, cases: Mapping[str, Listed]) -> Counts:
        lists: list[QuerySet[Any]] = [_listed(*wanted) for wanted in cases.values()]
        messages, *others = await counted(unread(account_id, now), *lists)
        return Counts(messages, dict(zip(cases, others, strict=True)))


def _listed(area: Area, wanted: CreditFilter | TrainingFilter | ApplicationFilter) -> QuerySet[Any]:
    if isinstance(wanted, CreditFilter):
        return listed_credits(area, wanted)
    if isinstance(wanted, ApplicationFilter):
        return listed_applications(area, wanted)
    return listed_trainings(area, wanted)

"""What waits for somebody: messages not read, cases to decide on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.records.applications import ApplicationFilter
from core.records.area import Area
from core.records.credits import CreditFilter
from core.records.trainings import TrainingFilter

Listed = tuple[Area, CreditFilter | TrainingFilter | ApplicationFilter]
"""A list of cases: whose, and which of them."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many messages are not read, and how many cases there are of each kind.

    `returned` are claims that came back to whoever entered them: their own, and those of others.
    MOST_COUNTED + 1 at most.
    """

    unread: int = 0
    cases: Mapping[str, int] = field(default_factory=dict)
    returned: Mapping[str, int] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        return sum(self.cases.values())


class WaitingRecords(Protocol):
    async def counts(self, account_id: str, now: datetime, cases: Mapping[str, Listed]) -> Counts:
        """Count an account's messages and these lists, by the kind of case, in one statement."""

"""The decisions on all that is under review."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from core.domain.reasons import Reasons
from core.domain.review import Letter, Verdict
from core.domain.subjects import Subject


class Decisions(Protocol):
    async def add(self, subject: Subject, verdict: Verdict) -> None:
        """Keep a decision as the subject's next; whoever decides holds the subject."""

    async def standing(self, subject: Subject) -> list[Verdict]:
        """Return the decisions that were not undone, the latest last."""

    async def letters(self, kind: str, subject_ids: Collection[str]) -> dict[str, Letter]:
        """Return the letters by which authorities elsewhere have decided, where that stands."""

    async def undo_last(self, subject: Subject, now: datetime) -> None:
        """Mark the latest decision that stands as undone."""

    async def reasons(self, unit_id: str) -> Reasons:
        """Return the lists of reasons that the unit keeps; none where the usual ones stand."""

    async def set_reasons(self, unit_id: str, reasons: Reasons) -> None: ...

"""The decisions on all that is under review: added, marked as undone, never changed otherwise."""

from collections.abc import Collection
from datetime import datetime

from tortoise.queryset import QuerySet

from core.domain.reasons import Reasons, by_name, from_names
from core.domain.review import Decision, Letter, Verdict
from core.domain.subjects import Subject
from storage.models import DecisionRow, ReasonsRow
from storage.queries.units import own_rows


class DecisionQueries:
    async def add(self, subject: Subject, verdict: Verdict) -> None:
        """Keep a decision as the subject's next; whoever decides holds the subject."""
        letter = verdict.letter
        await DecisionRow.create(
            subject_kind=subject.kind,
            subject_id=subject.id,
            number=await _of(subject).count() + 1,
            stage=verdict.stage,
            decision=verdict.decision.value,
            reason=verdict.reason,
            by=verdict.by,
            at=verdict.at,
            letter_on=letter and letter.decided_on,
            letter_number=letter and letter.number,
            letter_evidence_id=letter and letter.evidence_id,
        )

    async def standing(self, subject: Subject) -> list[Verdict]:
        """Return the decisions that were not undone, the latest last."""
        rows = await _of(subject).filter(undone_at__isnull=True).order_by("number")
        return [_verdict(row) for row in rows]

    async def letters(self, kind: str, subject_ids: Collection[str]) -> dict[str, Letter]:
        """Return the letters by which authorities elsewhere have decided, where that stands."""
        rows = await DecisionRow.filter(
            subject_kind=kind,
            subject_id__in=list(subject_ids),
            letter_on__isnull=False,
            undone_at__isnull=True,
        ).order_by("number")
        return {row.subject_id: letter for row in rows if (letter := _letter(row))}

    async def undo_last(self, subject: Subject, now: datetime) -> None:
        """Mark the latest decision that stands as undone."""
        last = await _of(subject).filter(undone_at__isnull=True).order_by("-number").first()
        if last is not None:
            await DecisionRow.filter(id=last.id).update(undone_at=now)

    async def reasons(self, unit_id: str) -> Reasons:
        """Return the lists of reasons that the unit keeps; none where the usual ones stand."""
        unit = (await own_rows([unit_id])).get(unit_id)
        return from_names(unit.reasons.reasons) if unit and unit.reasons else {}

    async def set_reasons(self, unit_id: str, reasons: Reasons) -> None:
        await ReasonsRow.update_or_create(unit_id=unit_id, defaults={"reasons": by_name(reasons)})


def _verdict(row: DecisionRow) -> Verdict:
    decision = Decision(row.decision)
    return Verdict(row.stage, decision, row.reason, row.by, row.at, _letter(row))


def _letter(row: DecisionRow) -> Letter | None:
    if row.letter_on is None:
        return None
    return Letter(row.letter_on, row.letter_number or "", row.letter_evidence_id or "")


def _of(subject: Subject) -> QuerySet[DecisionRow]:
    return DecisionRow.filter(subject_kind=subject.kind, subject_id=subject.id)

"""How a credit lies in its row."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Origin, Stage
from core.domain.credits.readings import Place, ReadField, Reading, ReadingStage, ReadValue
from storage.models import CreditRow

PROJECT_NUMBER = "project-number"


def columns_of(credit: Credit) -> dict[str, Any]:
    """Return what the columns hold of a credit, all but its id, its version and its place.

    The place is the person's: it is written with a new credit, and by `people.move_all`.
    """
    held_from, held_to = credit.claim.days or (None, None)
    return {
        "staff_id": credit.staff_id,
        "entered_by": credit.entered_by,
        "origin": credit.origin.value,
        "year": credit.claim.year,
        "category": credit.claim.category,
        "rule": credit.claim.rule,
        "subtype": credit.subtype,
        "quantity": credit.claim.quantity,
        "rank": credit.claim.rank,
        "details": dict(credit.claim.details),
        "remark": credit.claim.remark,
        "held_from": held_from,
        "held_to": held_to,
        "activity": credit.claim.activity,
        "project_number": project_number(credit),
        "stage": credit.stage.value,
        "points": credit.points,
        "hours": credit.hours,
        "to_authority": credit.to_authority,
        "is_elsewhere": credit.is_elsewhere,
        "created_at": credit.created_at,
        "submitted_at": credit.submitted_at,
        "decided_at": credit.decided_at,
        "decided_by": credit.decided_by,
        "decided_from": credit.decided_from and credit.decided_from.value,
        "reason": credit.reason,
        "effective_on": credit.effective_on,
        "training_id": credit.training_id,
        "reversed_on": credit.reversed_on,
        "import_id": credit.import_id,
    }


def project_number(credit: Credit) -> str:
    """Return the number of the project that the claim names, empty if it names none."""
    return credit.claim.details.get(PROJECT_NUMBER, "")


def credit_of(row: CreditRow) -> Credit:
    """Return the credit that the row holds."""
    return Credit(
        id=row.id,
        staff_id=row.staff_id,
        unit_id=row.unit_id,
        department_id=row.department_id,
        entered_by=row.entered_by,
        origin=Origin(row.origin),
        claim=_claim_of(row),
        stage=Stage(row.stage),
        points=row.points,
        hours=row.hours,
        to_authority=row.to_authority,
        is_elsewhere=row.is_elsewhere,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        decided_from=Stage(row.decided_from) if row.decided_from else None,
        reason=row.reason,
        effective_on=row.effective_on,
        subtype=row.subtype,
        training_id=row.training_id,
        reversed_on=row.reversed_on,
        import_id=row.import_id,
        version=row.version,
    )


def _claim_of(row: CreditRow) -> Claim:
    return Claim(
        year=row.year,
        category=row.category,
        rule=row.rule,
        quantity=row.quantity,
        rank=row.rank,
        details=row.details,
        remark=row.remark,
    )


def reading_of(
    evidence_id: str, stage: str, found: Sequence[Mapping[str, Any]], codes: Sequence[str]
) -> Reading:
    """Return what was read of a file."""
    values = (
        ReadValue(
            ReadField(one["field"]),
            one["text"],
            one["value"],
            Place(*one["place"]),
            one["is_sure"],
        )
        for one in found
    )
    return Reading(evidence_id, ReadingStage(stage), tuple(values), tuple(codes))

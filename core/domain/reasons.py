"""The usual reasons of reviewers: one list for every face, by what is decided and how."""

from collections.abc import Mapping
from enum import StrEnum

from core.domain.review import Decision


class Kind(StrEnum):
    """What a reviewer decides on: a credit, the plan of a training, its closing (核销)."""

    CREDIT = "credit"
    PLAN = "plan"
    CLOSING = "closing"


USUAL: Mapping[tuple[Kind, Decision], tuple[str, ...]] = {
    (Kind.CREDIT, Decision.RETURN): (
        "review-reason-blurred",
        "review-reason-missing",
        "review-reason-amount",
        "review-reason-name",
        "review-reason-rule",
    ),
    (Kind.CREDIT, Decision.REJECT): (
        "review-reason-scope",
        "review-reason-duplicate",
        "review-reason-person",
        "review-reason-year",
    ),
    (Kind.PLAN, Decision.RETURN): (
        "review-reason-clash",
        "review-reason-people",
        "review-reason-teachers",
        "review-reason-hours",
    ),
    (Kind.PLAN, Decision.REJECT): (
        "review-reason-outside",
        "review-reason-repeated",
        "review-reason-content",
        "review-reason-unplanned",
    ),
    (Kind.CLOSING, Decision.RETURN): (
        "review-reason-report",
        "review-reason-photos",
        "review-reason-numbers",
        "review-reason-doubtful",
    ),
    (Kind.CLOSING, Decision.REJECT): (
        "review-reason-not-held",
        "review-reason-records",
        "review-reason-absent",
        "review-reason-untrue",
    ),
}


def usual_reasons(kind: Kind, decision: Decision) -> tuple[str, ...]:
    """Return the keys of the sentences offered with a decision; none with an approval."""
    return USUAL.get((kind, decision), ())

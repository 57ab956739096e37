"""How a person stands in a year towards its standard, with what still waits in view."""

from collections.abc import Mapping
from enum import StrEnum

from core.domain.credits.compliance import Outcome, YearResult
from core.domain.credits.forecasts import WAITING, forecast


class Outlook(StrEnum):
    """Met, on the way (met once all that waits is approved), behind, or nothing is required."""

    MET = "met"
    ON_THE_WAY = "on-the-way"
    BEHIND = "behind"
    NOT_REQUIRED = "not-required"


OUTCOMES: Mapping[Outlook, tuple[Outcome, Outcome]] = {
    Outlook.MET: (Outcome.MET, Outcome.MET),
    Outlook.ON_THE_WAY: (Outcome.NOT_MET, Outcome.MET),
    Outlook.BEHIND: (Outcome.NOT_MET, Outcome.NOT_MET),
    Outlook.NOT_REQUIRED: (Outcome.NOT_REQUIRED, Outcome.NOT_REQUIRED),
}
"""The outcome today, and the one that is hoped for. Nothing that waits takes an outcome away."""
OUTLOOKS = {outcomes: outlook for outlook, outcomes in OUTCOMES.items()}


def hoped_outcome(result: YearResult) -> Outcome:
    """Return what the year would come to if all that waits were approved and in effect."""
    if any(line.why_not in WAITING for line in result.lines):
        return forecast(result, result.book).outcome
    return result.outcome


def outlook(outcome: Outcome, hoped: Outcome) -> Outlook:
    """Return how a year stands by its outcome today and the one hoped for."""
    return OUTLOOKS[outcome, hoped]

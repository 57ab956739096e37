"""What papers propose to a claim where nothing is answered yet, one step ahead of its rule."""

from collections.abc import Sequence
from datetime import date

from core.domain.credits.answers import all_answered
from core.domain.credits.claims import Claim, value_of
from core.domain.credits.proposals import Proposal, proposals
from core.domain.credits.readings import ReadField, Reading
from core.domain.rulebook.rules import CreditRule, Rulebook

CERTIFIED = "out-of-province"
ON_CERTIFICATES = (
    ReadField.PROJECT_NUMBER,
    ReadField.HOURS,
    ReadField.CREDITS,
    ReadField.LEVEL,
)


def open_proposals(
    readings: Sequence[Reading], claim: Claim, book: Rulebook, today: date
) -> dict[str, Proposal]:
    """Return, by question, what may be taken; with a proposed rule, what follows from it, too.

    What was answered is left alone: only another year than the draft's is proposed beside it.
    """
    proposed = proposals(readings, claim, book)
    then = with_proposals(claim, proposed, book, today)
    if then.rule != claim.rule:
        proposed |= {
            question: one
            for question, one in proposals(readings, then, book).items()
            if question not in proposed
        }
    return {
        question: one
        for question, one in proposed.items()
        if question == "year" or value_of(claim, question) is None
    }


def with_proposals(
    claim: Claim, proposed: dict[str, Proposal], book: Rulebook, today: date
) -> Claim:
    """Return the claim as it would be with all that is proposed and can be taken."""
    answers = {question: one.answer for question, one in proposed.items()}
    return all_answered(claim, answers, book, today)[0]


def likely_rules(readings: Sequence[Reading], book: Rulebook) -> list[CreditRule]:
    """Return what papers that propose no rule are most likely claimed by, none for no certificate.

    Only projects outside the province are claimed by one (manual 5.2); a level says by which rule.
    """
    if not any(one.of(field) for one in readings for field in ON_CERTIFICATES):
        return []
    levels = [level.value for one in readings if (level := one.of(ReadField.LEVEL))]
    rules = [rule for rule in book.rules_of(CERTIFIED) if rule.is_enabled]
    return [it for it in rules if it.code in {f"{CERTIFIED}-{of}" for of in levels}] or rules

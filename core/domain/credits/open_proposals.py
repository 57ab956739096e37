"""What papers propose to a claim where nothing is answered yet, one step ahead of its rule."""

from collections.abc import Sequence
from datetime import date

from core.domain.credits.answers import all_answered
from core.domain.credits.claims import Claim, value_of
from core.domain.credits.proposals import Proposal, proposals
from core.domain.credits.readings import Reading
from core.domain.rulebook.rules import Rulebook


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

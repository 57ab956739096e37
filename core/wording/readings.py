"""What was read of photos, in words."""

from core.domain.credits.claims import Claim, field_of, rule_of
from core.domain.rulebook.earning import asks_for
from core.domain.rulebook.rules import Rulebook
from core.wording.credits import question_name


def asked_name(claim: Claim, question: str, book: Rulebook) -> str:
    """Return what a question of a claim is called, a quantity by what it is one of."""
    blank = field_of(claim, question, book)
    measure = rule.measure if (rule := rule_of(claim, book)) else None
    unit = asks_for(measure).value if measure and question == "quantity" else ""
    return question_name(question, blank.names if blank else None, unit)

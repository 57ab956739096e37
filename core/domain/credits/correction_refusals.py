"""Why credits are not corrected, or not so."""

from core.domain.errors import Refusal


class CreditInEffect(Refusal):
    """A credit that counts is not changed; the unit's administrators can reverse it (冲销)."""

    code = "credit-in-effect"
    status = 409


class NotInEffect(Refusal):
    """Only what counts can be reversed; before, a credit is corrected or deleted."""

    code = "not-in-effect"
    status = 409


class NotCorrectable(Refusal):
    """A draft or a returned claim is with its enterer, and what was rejected is final."""

    code = "not-correctable"
    status = 409


class AwardFollowsTraining(Refusal):
    """What an award is called and when it was earned is said by its training."""

    code = "award-follows-training"


class UnitOnly(Refusal):
    """Only the unit sets an amount against the rule, or takes a credit in effect out of it."""

    code = "unit-only"
    status = 403


class AmountBeyondRule(Refusal):
    """Nothing at all, or more than the rule's row gives at most."""

    code = "amount-beyond-rule"


class NothingCorrected(Refusal):
    """Neither an answer nor an amount was given."""

    code = "nothing-corrected"


class NoCreditTicked(Refusal):
    code = "no-credit-ticked"


class TooManyCredits(Refusal):
    """A batch corrects so many credits at most."""

    code = "too-many-credits"

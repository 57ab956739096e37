"""What becomes of credits that are corrected: by which rules, and before whom they come again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.domain.changes import Edit, edited
from core.domain.credits.answers import year_after
from core.domain.credits.claims import questions, value_of
from core.domain.credits.corrections import Act, Correction, corrected
from core.domain.credits.credit import UNDER_REVIEW, Credit
from core.domain.credits.faults import Incomplete
from core.domain.credits.routes import rerouted
from core.domain.errors import NotFound, Refusal
from core.domain.rulebook.rules import Rulebook
from core.domain.trainings.life import NotAwardable, may_correct_awards
from core.messages import others_who_review
from core.ports import Desk
from core.records.transaction import Transaction
from core.rulebooks import books_of

AMOUNTS = ("stage", "points", "hours", "effective_on", "reversed_on")


@dataclass(frozen=True, slots=True)
class PlannedCredit:
    """What becomes of one credit, or all that speaks against it."""

    credit: Credit
    edit: Edit[Credit] | None = None
    refusals: Sequence[Refusal] = ()

    @property
    def is_changed(self) -> bool:
        return self.edit is not None and bool(self.edit.changes)


async def plan_corrections(
    desk: Desk, tx: Transaction, credits: Sequence[Credit], wanted: Correction, *, by_unit: bool
) -> list[PlannedCredit]:
    """Return what becomes of each credit."""
    people = await tx.people.some({credit.staff_id for credit in credits})
    books, today = await books_of(tx, people), desk.today()
    planned = []
    for credit in credits:
        year = year_after(credit.claim, wanted.answers, today)
        book = books.of(credit.staff_id, year)
        try:
            if wanted.act is not Act.REVERSE:
                await _check_training(desk, tx, credit)
            after = corrected(credit, wanted, book, today, by_unit=by_unit)
            after = await _routed(desk, tx, credit, after)
            planned.append(PlannedCredit(credit, _edit(credit, after, book)))
        except Incomplete as refusal:
            planned.append(PlannedCredit(credit, refusals=refusal.faults))
        except Refusal as refusal:
            planned.append(PlannedCredit(credit, refusals=[refusal]))
    return planned


async def _check_training(desk: Desk, tx: Transaction, credit: Credit) -> None:
    """Awards stay as they are while the unit verifies them; whose training is gone, follows none.

    Raises NotAwardable.
    """
    if credit.training_id is None:
        return
    try:
        training = await tx.trainings.get(credit.training_id)
    except NotFound:
        return
    if not may_correct_awards(training, desk.today()):
        raise NotAwardable(training_stage=training.stage)


async def _routed(desk: Desk, tx: Transaction, before: Credit, after: Credit) -> Credit:
    """Return a credit that comes before reviewers again, past a stage where nobody else is."""
    if after.stage is before.stage or after.stage not in UNDER_REVIEW:
        return after
    staff = await tx.people.get(after.staff_id)
    in_department, in_unit = await others_who_review(tx.accounts.holding, staff)
    authority = (await tx.people.unit(staff.unit_id)).authority
    there = rerouted(after, in_department=in_department, in_unit=in_unit, authority=authority)
    return replace(there, submitted_at=desk.clock.now())


def _edit(before: Credit, after: Credit, book: Rulebook) -> Edit[Credit]:
    asked = [*questions(before.claim, book), *questions(after.claim, book)]
    fields = [one for one in dict.fromkeys(asked) if one not in {"category", "rule", "evidence"}]
    return edited(before, after, (*fields, *AMOUNTS), _value)


def _value(credit: Credit, name: str) -> Any:
    """Return an answer of the claim, or, of AMOUNTS, a field of the credit itself."""
    return getattr(credit, name) if name in AMOUNTS else value_of(credit.claim, name)

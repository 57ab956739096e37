"""授分: who gets what after the last cycle, decided together, corrected until it takes effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.changes import conclude, preview_of_credits
from core.domain.changes import Edit, Preview, check_preview, edited
from core.domain.credits.credit import Credit
from core.domain.register import Actor, Staff
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.assessment import Assessment
from core.domain.trainings.awards import (
    FIELDS,
    Proposal,
    credit_for,
    entered,
    given_to,
    proposals,
    standing,
)
from core.domain.trainings.life import (
    NotAwardable,
    NothingToAward,
    awarded,
    check_seen,
    may_correct_awards,
)
from core.domain.trainings.training import AwardRole, Choice, Cycle, Training, TrainingStage
from core.domain.typed import LONGEST_REASON, typed
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.presence import attended, staff_of_unit
from core.records.transaction import Transaction
from core.results import hold, recount_soon


@dataclass(frozen=True, slots=True)
class AwardSheet:
    """Proposals before the award, credits after it, by person and role."""

    training: Training
    cycles: Sequence[Cycle]
    proposals: Sequence[Proposal]
    credits: Mapping[tuple[str, AwardRole], Credit]
    people: Mapping[str, Staff]
    may_award: bool
    may_correct: bool
    may_reverse: bool

    @property
    def included(self) -> Sequence[Proposal]:
        return [one for one in self.proposals if one.is_included]


async def read_awards(desk: Desk, who: Actor, training_id: str) -> AwardSheet:
    """Return what a training is to give, or has given, each with its reason."""
    now, today = desk.clock.now(), desk.today()
    async with desk.store.reading() as tx:
        cycles = await tx.cycles.of(training_id)  # with the training that they hang on
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.TRAINING_READ, training)
        proposed = await _proposals(tx, training, cycles)
        credits = {given_to(one): one for one in await tx.credits.of_training(training_id)}
        people = await tx.people.some({one.staff_id for one in proposed})
        plans = may(who, Permission.TRAINING_PLAN, training)
        return AwardSheet(
            training=training,
            cycles=cycles,
            proposals=proposed,
            credits=credits,
            people={staff.id: staff for staff in people},
            may_award=plans and training.awaits_award(now),
            may_correct=plans and may_correct_awards(training, today),
            may_reverse=training.stage is TrainingStage.CLOSED
            and any(may(who, Permission.AWARD_REVERSE, one) for one in credits.values()),
        )


async def _proposals(
    tx: Transaction, training: Training, cycles: Sequence[Cycle]
) -> list[Proposal]:
    settings = await tx.trainings.settings(training.unit_id)
    choices = await tx.trainings.choices(training.id)
    results = await tx.assessments.of(training.id)
    failed = [one.staff_id for one in results.values() if one.outcome is Assessment.FAILED]
    return proposals(training, await attended(tx, training, cycles), choices, settings, failed)


async def preview_choice(
    desk: Desk, who: Actor, training_id: str, staff_id: str, role: AwardRole, *, is_included: bool
) -> Preview:
    """Return what including or excluding somebody would change; before the award nothing.

    Raises NotAwardable, NotFound for somebody of another unit.
    """
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        await _choosable(desk, tx, who, training, staff_id)
        edits = await _edits(desk, tx, who, training, (staff_id, role), is_included=is_included)
        return await preview_of_credits(tx, edits, desk.today())


async def choose_award(
    desk: Desk,
    who: Actor,
    training_id: str,
    staff_id: str,
    role: AwardRole,
    *,
    is_included: bool,
    reason: str,
    seen: str = "",
) -> None:
    """Include or exclude somebody against what is proposed, with a reason.

    After the award the credit follows at once, until it takes effect, if `preview_choice` would
    still say what was `seen` (its digest). Raises NotAwardable, TextNeeded without a reason,
    NotFound for somebody of another unit, PreviewChanged.
    """
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        staff = await _choosable(desk, tx, who, training, staff_id)
        choice = Choice(staff_id, role, is_included, typed(reason, LONGEST_REASON))
        if training.awarded_at is not None:
            await _follow(desk, tx, who, training, choice, seen)
        await tx.trainings.choose(training_id, choice)
        await tx.trainings.save(training)
        tx.journal.add(
            who,
            _verb(choice),
            Subject(SubjectKind.TRAINING, training_id),
            after={
                "name": staff.name,
                "role": role,
                "reason": choice.reason,
                "at": desk.clock.now(),
            },
        )


async def _choosable(
    desk: Desk, tx: Transaction, who: Actor, training: Training, staff_id: str
) -> Staff:
    """Return the person whom to include or exclude now."""
    authorize(who, Permission.TRAINING_PLAN, training)
    is_made = training.stage is not TrainingStage.APPROVED
    if is_made and not may_correct_awards(training, desk.today()):
        raise NotAwardable(training_stage=training.stage)
    return await staff_of_unit(tx, training, staff_id)


def _verb(choice: Choice) -> str:
    return "award-included" if choice.is_included else "award-excluded"


async def _edits(
    desk: Desk,
    tx: Transaction,
    who: Actor,
    training: Training,
    whom: tuple[str, AwardRole],
    *,
    is_included: bool,
) -> list[Edit[Credit]]:
    """Return what a choice that is made after the award does to its credit."""
    if training.awarded_at is None:
        return []
    credits = {given_to(one): one for one in await tx.credits.of_training(training.id)}
    if credit := credits.get(whom):
        return [edited(credit, standing(training, credit, is_included=is_included), FIELDS)]
    if not is_included:
        return []
    cycles = await tx.cycles.of(training.id)
    proposed = await _proposals(tx, training, cycles)
    chosen = [one for one in proposed if (one.staff_id, one.role) == whom]
    made = await _credits(desk, tx, who, training, cycles, chosen)
    return [edited(None, standing(training, one, is_included=True), FIELDS) for one in made]


async def _follow(
    desk: Desk, tx: Transaction, who: Actor, training: Training, choice: Choice, seen: str
) -> None:
    """Make the credit agree with a choice that was made after the award, as it was seen."""
    today, whom = desk.today(), (choice.staff_id, choice.role)
    await hold(tx, {(choice.staff_id, training.year)})
    edits = await _edits(desk, tx, who, training, whom, is_included=choice.is_included)
    would = await preview_of_credits(tx, edits, today)
    check_preview(would, seen)
    for edit in edits:
        if edit.before is None:
            await tx.credits.add_many([edit.record])
        else:
            await tx.credits.save(replace(edit.record, reason=choice.reason))
    await conclude(tx, who, would, _verb(choice), today, reason=choice.reason)


async def award_credits(desk: Desk, who: Actor, training_id: str, *, seen: int) -> int:
    """Award all that are included at once; return how many. They take effect after the closing.

    Raises NotHeldYet, NotAwardable, TrainingChanged, NothingToAward.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, before)
        check_seen(before, seen)
        after = awarded(before, now)
        cycles = await tx.cycles.of(training_id)
        included = [one for one in await _proposals(tx, before, cycles) if one.is_included]
        if not included:
            raise NothingToAward
        years = {(one.staff_id, before.year) for one in included}
        await tx.trainings.save(after)
        await hold(tx, years)
        credits = await _credits(desk, tx, who, before, cycles, included)
        await tx.credits.add_many(credits)
        _note(tx, who, credits)
        tx.journal.add(
            who,
            "awarded",
            Subject(SubjectKind.TRAINING, training_id),
            after={"credits": len(credits)},
        )
    await recount_soon(desk, years)
    return len(credits)


def _note(tx: Transaction, who: Actor, credits: Sequence[Credit]) -> None:
    for credit in credits:
        tx.journal.add(
            who, "awarded", Subject(SubjectKind.CREDIT, credit.id), after={"stage": credit.stage}
        )


async def _credits(
    desk: Desk,
    tx: Transaction,
    who: Actor,
    training: Training,
    cycles: Sequence[Cycle],
    included: Sequence[Proposal],
) -> list[Credit]:
    people = {staff.id: staff for staff in await tx.people.some({p.staff_id for p in included})}
    book = await tx.rulebooks.of(training.unit_id, training.year)
    now = desk.clock.now()
    return [
        entered(
            credit_for(training, cycles, one, people[one.staff_id], book),
            desk.ids.new(),
            who.account_id,
            now,
        )
        for one in included
    ]

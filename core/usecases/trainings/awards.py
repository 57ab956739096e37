"""授分: who gets what after the last cycle, decided together, corrected until it takes effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.credits.credit import Credit, CreditChanged, Stage
from core.domain.errors import NotFound
from core.domain.register import Actor, Staff
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.awards import ORIGINS, Proposal, credit_for, entered, proposals
from core.domain.trainings.life import (
    NotAwardable,
    NothingToAward,
    awarded,
    check_seen,
    may_correct_awards,
)
from core.domain.trainings.training import AwardRole, Choice, Cycle, Training, TrainingStage
from core.domain.typed import LONGEST_REASON, typed
from core.messages import tell_people
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.presence import attended
from core.records.transaction import Transaction
from core.results import hold, hold_credit, recount, recount_all


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
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.TRAINING_READ, training)
        cycles = await tx.cycles.of(training_id)
        proposed = await _proposals(tx, training, cycles)
        credits = {_role_of(one): one for one in await tx.credits.of_training(training_id)}
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
    return proposals(training, await attended(tx, training, cycles), choices, settings)


def _role_of(credit: Credit) -> tuple[str, AwardRole]:
    role = next(role for role, origin in ORIGINS.items() if origin is credit.origin)
    return credit.staff_id, role


async def choose_award(
    desk: Desk,
    who: Actor,
    training_id: str,
    staff_id: str,
    role: AwardRole,
    *,
    is_included: bool,
    reason: str,
) -> None:
    """Include or exclude somebody against what is proposed, with a reason.

    After the award the credit follows at once, until it takes effect. Raises NotAwardable,
    TextNeeded without a reason, NotFound for somebody of another unit.
    """
    now, today = desk.clock.now(), desk.today()
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        is_made = training.stage is not TrainingStage.APPROVED
        if is_made and not may_correct_awards(training, today):
            raise NotAwardable(training_stage=training.stage)
        staff = await tx.people.get(staff_id)
        if staff.unit_id != training.unit_id:
            raise NotFound
        choice = Choice(staff_id, role, is_included, typed(reason, LONGEST_REASON))
        await tx.trainings.choose(training_id, choice)
        training = await tx.trainings.save(training)
        if is_made:
            await _follow(desk, tx, who, training, choice)
        tx.journal.add(
            who,
            "award-included" if is_included else "award-excluded",
            Subject(SubjectKind.TRAINING, training_id),
            after={"name": staff.name, "role": role, "reason": choice.reason, "at": now},
        )


async def _follow(
    desk: Desk, tx: Transaction, who: Actor, training: Training, choice: Choice
) -> None:
    """Make the credits agree with a choice that was made after the award."""
    await hold(tx, {(choice.staff_id, training.year)})
    credits = {_role_of(one): one for one in await tx.credits.of_training(training.id)}
    credit = credits.get((choice.staff_id, choice.role))
    closed = training.stage is TrainingStage.CLOSED
    stage = Stage.APPROVED if closed else Stage.AWARDED
    if credit is not None:
        stage = stage if choice.is_included else Stage.REJECTED
        effective_on = training.effective_on if stage is Stage.APPROVED else None
        changed = replace(credit, stage=stage, effective_on=effective_on, reason=choice.reason)
        await tx.credits.save(changed)
        tx.journal.add(
            who,
            "award-included" if choice.is_included else "award-excluded",
            Subject(SubjectKind.CREDIT, credit.id),
            before={"stage": credit.stage},
            after={"stage": stage, "reason": choice.reason},
        )
    elif choice.is_included:
        cycles = await tx.cycles.of(training.id)
        chosen = [
            one
            for one in await _proposals(tx, training, cycles)
            if (one.staff_id, one.role) == (choice.staff_id, choice.role)
        ]
        made = await _credits(desk, tx, who, training, cycles, chosen)
        effective_on = training.effective_on if closed else None
        given = [replace(one, stage=stage, effective_on=effective_on) for one in made]
        await tx.credits.add_many(given)
        _note(tx, who, given)
    await recount(tx, choice.staff_id, training.year, desk.today())


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
    await recount_all(desk, years)
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


async def reverse_award(
    desk: Desk, who: Actor, training_id: str, staff_id: str, role: AwardRole, *, reason: str
) -> Credit:
    """Take somebody's credit in effect out of the count from today on: the unit, with a reason.

    The credit stays on record with the day of its reversal. Raises NotFound, CreditChanged when
    it is not in effect, TextNeeded.
    """
    now, today = desk.clock.now(), desk.today()
    async with desk.store.transaction() as tx:
        given = {_role_of(one): one for one in await tx.credits.of_training(training_id)}
        if (staff_id, role) not in given:
            raise NotFound
        credit = await hold_credit(tx, given[staff_id, role].id)
        authorize(who, Permission.AWARD_REVERSE, credit)
        if not credit.is_in_effect(today):
            raise CreditChanged(stage=credit.stage)
        why = typed(reason, LONGEST_REASON)
        after = await tx.credits.reverse(replace(credit, reason=why), today)
        for subject in (
            Subject(SubjectKind.CREDIT, credit.id),
            Subject(SubjectKind.TRAINING, training_id),
        ):
            before = {"points": credit.points}
            tx.journal.add(who, "reversed", subject, before=before, after={"reason": why})
        training = await tx.trainings.get(training_id)
        await tell_people(tx, training, [credit.staff_id], "award-reversed", now, reason=why)
        await recount(tx, credit.staff_id, credit.year, today)
    return after

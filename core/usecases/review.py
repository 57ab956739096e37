"""Deciding on what others entered: the queue, the decision, its undo (manual 5.3).

What a subject adds to it stands with the subject; KINDS names them all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from core.domain.credits.compliance import PersonYear
from core.domain.credits.credit import CREDIT_REVIEW
from core.domain.errors import NotFound, Refusal
from core.domain.lists import Place, Window
from core.domain.projects.application import APPLICATION_REVIEW
from core.domain.register import Actor
from core.domain.review import Case, Decision, Letter, Verdict, decided, undone
from core.domain.subjects import Subject
from core.domain.trainings.training import TRAINING_REVIEW
from core.domain.typed import LONGEST_REASON, typed
from core.messages import tell_of_decision
from core.outages import each_for_itself
from core.permissions import Permission, authorize, review_stages
from core.ports import Desk
from core.records.transaction import Transaction
from core.records.waiting import Counts, Listed
from core.results import recount_soon
from core.usecases.credits.lists import returned_to
from core.usecases.credits.review import CreditReview
from core.usecases.projects.review import ApplicationReview
from core.usecases.trainings.review import TrainingReview

Record = TypeVar("Record", bound=Case)


class Kind(Protocol[Record]):
    """What a subject adds to the review: how its records are held, kept, listed and followed."""

    async def hold(self, tx: Transaction, record_id: str) -> Record:
        """Return a record that nobody else changes until the transaction ends. Raises NotFound."""

    async def save(self, tx: Transaction, record: Record) -> Record: ...
    async def follow(
        self, desk: Desk, tx: Transaction, who: Actor, before: Record, after: Record
    ) -> Collection[PersonYear]:
        """Let what hangs on the record follow it; return the years to be counted afterwards."""

    def waits(self, who: Actor) -> Listed | int:
        """Return what waits for the person's decision: a list, or how many where that is known."""

    async def waiting(self, tx: Transaction, who: Actor, window: Window) -> Sequence[Record]:
        """Return those that wait for the person's decision, oldest first."""


KINDS: dict[str, Kind[Any]] = {
    CREDIT_REVIEW.kind: CreditReview(),
    TRAINING_REVIEW.kind: TrainingReview(),
    APPLICATION_REVIEW.kind: ApplicationReview(),
}


@dataclass(frozen=True, slots=True)
class Queue:
    """How many cases of each kind wait for somebody, and the one that was asked for."""

    counts: Mapping[str, int]
    case: Case | None = None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


async def review_queue(desk: Desk, who: Actor, at: int = 1) -> Queue:
    """Return what stands at a place of what waits for the person's decision.

    Kind after kind, each oldest first, never one's own.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        counts = (await _counts(desk, tx, who)).cases
        for name, count in counts.items():
            if at <= count:
                window = Window(Place(at), size=1)
                return Queue(counts, next(iter(await KINDS[name].waiting(tx, who, window)), None))
            at -= count
    return Queue(counts)


async def count_waiting(desk: Desk, who: Actor) -> Counts:
    """Return how many messages, cases and returned claims wait for the person.

    The cases are named by their kind; who reviews nothing has none.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return await _counts(desk, tx, who)


async def _counts(desk: Desk, tx: Transaction, who: Actor) -> Counts:
    waiting = {name: kind.waits(who) for name, kind in KINDS.items() if review_stages(who)}
    lists = {name: wanted for name, wanted in waiting.items() if not isinstance(wanted, int)}
    back = returned_to(who)
    counts = await tx.waiting.counts(who.account_id, desk.clock.now(), {**lists, **back})
    cases = {
        name: wanted if isinstance(wanted, int) else counts.cases[name]
        for name, wanted in waiting.items()
    }
    return replace(counts, cases=cases, returned={name: counts.cases[name] for name in back})


async def decide(
    desk: Desk, who: Actor, subject: Subject, decision: Decision, *, seen: int, reason: str = ""
) -> Case:
    """Record a reviewer's decision on the version of the case they had before them.

    Raises NotFound outside the scope, then CaseChanged on an old version, then NotAllowed,
    NotUnderReview or ReasonNeeded.
    """
    return await _decide(desk, who, subject, decision, seen, reason)


async def record_decision(
    desk: Desk,
    who: Actor,
    subject: Subject,
    decision: Decision,
    letter: Letter,
    *,
    seen: int,
    reason: str = "",
) -> Case:
    """Record what an authority elsewhere has decided by its letter; otherwise as `decide`."""
    return await _decide(desk, who, subject, decision, seen, reason, letter)


async def decide_many(
    desk: Desk, who: Actor, seen: Mapping[Subject, int], decision: Decision, *, reason: str = ""
) -> dict[Subject, Refusal | None]:
    """Decide on several cases, each for itself; the answer says of each what came of it."""

    async def decide_one(subject: Subject) -> Refusal | None:
        await _decide(desk, who, subject, decision, seen[subject], reason)
        return None

    async def refused(_: Subject, refusal: Refusal) -> Refusal | None:
        return refusal

    outcomes = await each_for_itself(seen, decide_one, refused)
    return dict(zip(seen, outcomes, strict=True))


async def _decide(
    desk: Desk,
    who: Actor,
    subject: Subject,
    decision: Decision,
    seen: int,
    reason: str,
    letter: Letter | None = None,
) -> Case:
    kind, now = _kind_of(subject), desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await kind.hold(tx, subject.id)
        authorize(who, _permission(before, seen, letter), before)
        _check_seen(before, seen)
        _check_letter(before, letter)
        why = typed(reason, LONGEST_REASON) if reason.strip() else ""
        after: Case = await kind.save(tx, decided(before, decision, why, who.account_id, now))
        verdict = Verdict(before.stage, decision, why, who.account_id, now, letter)
        await tx.decisions.add(subject, verdict)
        _note(tx, who, f"{_verb(letter)}-{decision}", before, after, {"reason": why})
        await tell_of_decision(tx, after, now)
        years = await kind.follow(desk, tx, who, before, after)
    await recount_soon(desk, years)
    return after


async def undo_decision(desk: Desk, who: Actor, subject: Subject, *, seen: int) -> Case:
    """Take one's own decision back within ten seconds; nobody has been told of it yet.

    Raises CaseChanged on an old version, TooLateToUndo afterwards.
    """
    kind, now = _kind_of(subject), desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await kind.hold(tx, subject.id)
        authorize(who, Permission.CASE_READ, before)
        _check_seen(before, seen)
        standing = await tx.decisions.standing(subject)
        after: Case = await kind.save(tx, undone(before, standing, who.account_id, now))
        await tx.decisions.undo_last(subject, now)
        await _take_back(tx, before, standing[-1].at)
        _note(tx, who, "undone", before, after)
        years = await kind.follow(desk, tx, who, before, after)
    await recount_soon(desk, years)
    return after


async def read_undoable(desk: Desk, who: Actor, subject: Subject) -> Verdict | None:
    """Return the decision on a case that the person may still take back, if there is one."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        standing = await tx.decisions.standing(subject)
    last = standing[-1] if standing else None
    return last if last and last.is_undoable(who.account_id, desk.clock.now()) else None


def _kind_of(subject: Subject) -> Kind[Any]:
    if subject.kind not in KINDS:
        raise NotFound
    return KINDS[subject.kind]


def _permission(case: Case, seen: int, letter: Letter | None) -> Permission:
    """Who comes too late is told what happened before being told that they may not."""
    procedure = case.procedure
    deciding = procedure.recorders if letter else procedure.reviewers
    if case.stage not in deciding or case.version != seen:
        return Permission.CASE_READ
    return Permission.CASE_RECORD if letter else Permission.CASE_DECIDE


def _check_letter(case: Case, letter: Letter | None) -> None:
    """What is decided elsewhere is recorded by its letter, and nothing else is."""
    if (letter is not None) is not (case.stage in case.procedure.recorders):
        raise case.procedure.told(case.procedure.not_under_review, case.stage)


def _verb(letter: Letter | None) -> str:
    return "recorded" if letter else "decided"


def _check_seen(case: Case, seen: int) -> None:
    if case.version != seen:
        raise case.procedure.told(case.procedure.changed, case.stage)


def _note(
    tx: Transaction,
    who: Actor,
    verb: str,
    before: Case,
    after: Case,
    more: Mapping[str, str] | None = None,
) -> None:
    left = {"stage": after.stage, **(more or {})}
    tx.journal.add(who, verb, after.subject, before={"stage": before.stage}, after=left)


async def _take_back(tx: Transaction, case: Case, decided_at: datetime) -> None:
    """Tell nobody of the decision, and put the case before its reviewers again."""
    await tx.notices.cancel(case.id, since=decided_at)
    await tx.notices.reopen(case.id, case.procedure.waiting, decided_at)

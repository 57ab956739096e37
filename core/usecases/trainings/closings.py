"""核销: the execution report with its files, put before the unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.credits.credit import Stage
from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.awards import Attended
from core.domain.trainings.life import (
    NotAwardable,
    check_seen,
    closing_submitted,
    still_planned,
)
from core.domain.trainings.planning import NOTICE
from core.domain.trainings.plans import read_whole
from core.domain.trainings.training import (
    REPORTING,
    Cycle,
    Report,
    Training,
    TrainingFile,
    TrainingStage,
)
from core.domain.typed import typed
from core.files import Picture, Shown, facts_of, keep, shown
from core.messages import tell_reviewers
from core.permissions import Permission, authorize, may, sees
from core.ports import Desk
from core.presence import attended
from core.usecases.credits.evidence import TooManyFiles

LONGEST_REPORT = 1000
MOST_PEOPLE = 10_000
KINDS = ("sheet", "photo")


@dataclass(frozen=True, slots=True)
class Held:
    """A cycle as it came out: people expected, those who came, those who fulfil its rule."""

    cycle: Cycle
    expected: int
    arrived: int
    fulfilling: int


@dataclass(frozen=True, slots=True)
class ClosingSheet:
    """The plan against what came of it, and the report with its files."""

    training: Training
    held: Sequence[Held]
    files: Sequence[TrainingFile]
    awarded: int
    points: int
    may_report: bool
    may_attach: bool
    may_review: bool

    def has(self, kind: str) -> bool:
        return any(file.kind == kind for file in self.files)


async def read_closing(desk: Desk, who: Actor, training_id: str) -> ClosingSheet:
    """Return what the execution report is written from and judged by."""
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.TRAINING_READ, training)
        held = await attended(tx, training, await tx.cycles.of(training_id))
        files = await tx.trainings.files(training_id)
        credits = [
            credit
            for credit in await tx.credits.of_training(training_id)
            if credit.stage is not Stage.REJECTED
        ]
    plans = may(who, Permission.TRAINING_PLAN, training)
    return ClosingSheet(
        training=training,
        held=[_held(one) for one in held],
        files=[file for file in files if file.kind != NOTICE],
        awarded=len(credits),
        points=sum(credit.points for credit in credits),
        may_report=plans and training.stage in REPORTING,
        may_attach=plans and training.stage in REPORTING | {TrainingStage.APPROVED},
        may_review=training.stage is TrainingStage.CLOSING_REVIEW
        and may(who, Permission.CASE_DECIDE, training),
    )


def _held(one: Attended) -> Held:
    arrived = [here for here in one.presences.values() if here.signed_in_at is not None]
    return Held(
        cycle=one.cycle,
        expected=len(one.awaited),
        arrived=len(arrived),
        fulfilling=sum(here.fulfils for here in one.presences.values()),
    )


def read_report(text: str, guests: str, passed: str) -> Report:
    """Return the report as it was typed: words, people from outside, people who passed.

    Raises TextTooLong, NumberOutOfRange.
    """
    return Report(
        typed(text, LONGEST_REPORT) if text.strip() else "",
        read_whole(guests, 0, MOST_PEOPLE) if guests.strip() else None,
        read_whole(passed, 0, MOST_PEOPLE) if passed.strip() else None,
    )


async def save_report(
    desk: Desk, who: Actor, training_id: str, report: Report, *, seen: int | None = None
) -> Training:
    """Keep the report while it is being written. Raises NotAwardable outside its time."""
    async with desk.store.transaction() as tx:
        before = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, before)
        check_seen(before, seen)
        if before.stage not in REPORTING:
            raise NotAwardable(training_stage=before.stage)
        return await tx.trainings.save(replace(before, report=report))


async def submit_closing(
    desk: Desk, who: Actor, training_id: str, report: Report, *, seen: int
) -> Training:
    """Put the closing with its report before the unit. Raises NotAwardable, ReportNeeded."""
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, before)
        check_seen(before, seen)
        after = await tx.trainings.save(closing_submitted(before, report, now))
        tx.journal.add(
            who,
            "closing-submitted",
            Subject(SubjectKind.TRAINING, training_id),
            after={"stage": after.stage},
        )
        await tell_reviewers(tx, after, now)
    return after


async def attach_training_file(
    desk: Desk, who: Actor, training_id: str, kind: str, name: str, content: bytes
) -> TrainingFile:
    """Keep a photo of the signed sheet (`sheet`) or of the activity (`photo`), or a `notice`.

    Raises the refusals of core.evidence, TooManyFiles, NotFound for another kind, NotAwardable
    once the closing is with the unit, TrainingNotEditable for a notice once the plan is.
    """
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        if kind not in (*KINDS, NOTICE):
            raise NotFound
        _check_room(desk, training, kind, len(await tx.trainings.files(training_id)))
    intake = await keep(desk, name, content)
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        if not sees(who, training):  # it may have gone to another department meanwhile
            raise NotFound
        files = await tx.trainings.files(training_id)
        if same := next((file for file in files if file.sha256 == intake.sha256), None):
            return same
        _check_room(desk, training, kind, len(files))
        file = TrainingFile(
            id=desk.ids.new(),
            training_id=training_id,
            kind=kind,
            uploaded_at=desk.clock.now(),
            **facts_of(intake),
        )
        await tx.trainings.add_file(file)
        about = Subject(SubjectKind.TRAINING, training_id)
        tx.journal.add(who, "file-added", about, after={"sha256": intake.sha256})
    return file


def _check_room(desk: Desk, training: Training, kind: str, files: int) -> None:
    """A project's notice belongs to its plan, all other files to what came of it."""
    if kind == NOTICE:
        still_planned(training, None)
    elif training.stage not in REPORTING | {TrainingStage.APPROVED}:
        raise NotAwardable(training_stage=training.stage)
    if files >= desk.settings.most_files:
        raise TooManyFiles(most=desk.settings.most_files)


async def remove_training_file(desk: Desk, who: Actor, training_id: str, file_id: str) -> str:
    """Take a file away again and return its kind. Raises NotFound, NotAwardable."""
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        file = await tx.trainings.file(file_id)
        if file.training_id != training_id:
            raise NotFound
        _check_room(desk, training, file.kind, 0)
        await tx.trainings.remove_file(file_id)
        tx.journal.add(
            who,
            "file-removed",
            Subject(SubjectKind.TRAINING, training_id),
            before={"sha256": file.sha256},
        )
    return file.kind


async def read_training_file(
    desk: Desk, who: Actor, training_id: str, file_id: str, picture: Picture, page: int = 1
) -> Shown:
    """Return a file to somebody who may see its training. Raises NotFound."""
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.TRAINING_READ, training)
        file = await tx.trainings.file(file_id)
    if file.training_id != training_id:
        raise NotFound
    return await shown(desk, file, picture, page)

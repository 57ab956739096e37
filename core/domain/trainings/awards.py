"""Who is awarded what after a training, and why (授分)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from core.domain.attendance.check_in import ScanMethod
from core.domain.attendance.presence import ABSENT, Presence, Scan, Standing, Stay, presence_between
from core.domain.attendance.signals import Signal
from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Origin, Stage, priced
from core.domain.dates import day_of
from core.domain.register import Staff
from core.domain.rulebook.rules import Rulebook
from core.domain.trainings.excuses import away
from core.domain.trainings.planning import speaker_points
from core.domain.trainings.training import (
    AwardRole,
    Choice,
    Cycle,
    Training,
    TrainingSettings,
    TrainingStage,
)

ROLES = {
    Origin.TRAINING: AwardRole.PARTICIPANT,
    Origin.PROJECT: AwardRole.PARTICIPANT,
    Origin.SPEAKER: AwardRole.SPEAKER,
}
FIELDS = ("stage", "points", "hours", "effective_on", "reversed_on")
"""What a correction of an award may change of its credit."""


class Why(StrEnum):
    """The reason for what is proposed."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left-early"
    TOO_SHORT = "too-short"
    INCOMPLETE = "incomplete"
    ABSENT = "absent"
    EXCUSED = "excused"
    NOT_PASSED = "not-passed"
    TEACHES = "teaches"
    AWARDED_AS_SPEAKER = "awarded-as-speaker"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody is to get, in hundredths; `choice` is what was decided against the rule."""

    staff_id: str
    role: AwardRole
    points: int
    is_proposed: bool
    why: Why
    presence: Presence = ABSENT
    cycle_number: int | None = None
    topics: tuple[str, ...] = ()
    signals: frozenset[Signal] = frozenset()
    choice: Choice | None = None

    @property
    def is_included(self) -> bool:
        return self.choice.is_included if self.choice else self.is_proposed


@dataclass(frozen=True, slots=True)
class Attended:
    """One cycle's presences, signals and excuses by person; `expected` are who should have come.

    All in an order that is always the same, as proposals and awards are made in it.
    """

    cycle: Cycle
    presences: Mapping[str, Presence]
    signals: Mapping[str, frozenset[Signal]] = field(default_factory=dict)
    expected: Sequence[str] = ()

    @property
    def awaited(self) -> Sequence[str]:
        """Return who should have come and is not excused; whoever came nevertheless is in it."""
        if not self.cycle.excuses:
            return self.expected
        excused = away(self.cycle, self.presences)
        return [staff_id for staff_id in self.expected if staff_id not in excused]


@dataclass(frozen=True, slots=True)
class Turnout:
    """What came of a cycle, in people: who should come, came, was there, is to be looked at."""

    cycle: Cycle
    expected: int
    arrived: int
    present: int
    flagged: int
    sent_later: int
    by_hand: int


def turnout(one: Attended, scans: Sequence[Scan]) -> Turnout:
    """Return the numbers of a cycle, as whoever verifies the closing compares them."""
    presences = one.presences.values()
    by_hand = {scan.staff_id for scan in scans if scan.way is ScanMethod.HAND}
    return Turnout(
        cycle=one.cycle,
        expected=len(one.awaited),
        arrived=sum(presence.standing is not Standing.ABSENT for presence in presences),
        present=sum(presence.fulfils for presence in presences),
        flagged=len(one.signals),
        sent_later=sum(Signal.LATE_SYNC in signals for signals in one.signals.values()),
        by_hand=len(by_hand),
    )


def attended_by(
    cycles: Iterable[Cycle],
    stays: Iterable[Stay],
    expected: Mapping[str, Sequence[str]],
) -> dict[str, Attended]:
    """Return what the stays in many cycles come to, by cycle; `signals` are left out."""
    found = {cycle.id: (cycle, dict[str, Presence]()) for cycle in cycles}
    for stay in stays:
        cycle, presences = found[stay.cycle_id]
        presences[stay.staff_id] = presence_between(
            stay.signed_in_at, stay.signed_out_at, cycle.schedule
        )
    return {
        cycle.id: Attended(cycle, presences, expected=expected[cycle.id])
        for cycle, presences in found.values()
    }


def proposals(
    training: Training,
    attended: Sequence[Attended],
    choices: Sequence[Choice],
    settings: TrainingSettings,
    failed: Collection[str] = (),
) -> list[Proposal]:
    """Return one proposal a person and role: the best of a person's cycles, speakers first.

    Neither who speaks is proposed as a participant, nor who has `failed` the assessment.
    Source: rules.md §3.
    """
    speakers = _speakers(training, attended, settings)
    speaking = {proposal.staff_id for proposal in speakers}
    people = dict.fromkeys(
        staff_id for one in attended for staff_id in (*one.presences, *one.expected)
    )
    kept_off = _kept_off(attended, speaking, failed)
    listening = [_participant(training, attended, staff_id, kept_off) for staff_id in people]
    chosen = {(choice.staff_id, choice.role): choice for choice in choices}
    return [
        replace(one, choice=chosen.get((one.staff_id, one.role))) for one in speakers + listening
    ]


def _speakers(
    training: Training, attended: Sequence[Attended], settings: TrainingSettings
) -> list[Proposal]:
    topics: dict[str, list[str]] = {}
    for course in (course for one in attended for course in one.cycle.courses):
        if course.teacher_id and course.topic not in topics.setdefault(course.teacher_id, []):
            topics[course.teacher_id].append(course.topic)
    points = speaker_points(training.points, settings.speaker_factor)
    return [
        Proposal(staff_id, AwardRole.SPEAKER, points, is_proposed=True, why=Why.TEACHES,
                 topics=tuple(theirs))
        for staff_id, theirs in topics.items()
    ]  # fmt: skip


def _kept_off(
    attended: Sequence[Attended], speaking: Collection[str], failed: Collection[str]
) -> dict[str, Why]:
    """Return who is not proposed whatever their scans come to, or would have none: and why."""
    awaited = {staff_id for one in attended for staff_id in one.awaited}
    excused = {staff_id for one in attended for staff_id in away(one.cycle, one.presences)}
    return {
        **dict.fromkeys(excused - awaited, Why.EXCUSED),
        **dict.fromkeys(failed, Why.NOT_PASSED),
        **dict.fromkeys(speaking, Why.AWARDED_AS_SPEAKER),
    }


def _participant(
    training: Training,
    attended: Sequence[Attended],
    staff_id: str,
    kept_off: Mapping[str, Why],
) -> Proposal:
    best = max(attended, key=lambda one: _worth(one.presences.get(staff_id, ABSENT)))
    presence = best.presences.get(staff_id, ABSENT)
    why = kept_off.get(staff_id)
    if why is Why.EXCUSED and presence is not ABSENT:
        why = None
    return Proposal(
        staff_id,
        AwardRole.PARTICIPANT,
        training.points,
        is_proposed=presence.fulfils and why is None,
        why=why or _why(presence),
        presence=presence,
        cycle_number=best.cycle.number if presence is not ABSENT else None,
        signals=frozenset().union(*(one.signals.get(staff_id, frozenset()) for one in attended)),
    )


def _worth(presence: Presence) -> tuple[bool, bool, int]:
    return presence.fulfils, presence.standing is not Standing.ABSENT, presence.minutes


def _why(presence: Presence) -> Why:
    if presence.standing in {Standing.INCOMPLETE, Standing.ABSENT} or presence.fulfils:
        return Why(presence.standing.value)
    return Why.TOO_SHORT


def credit_for(
    training: Training, cycles: Sequence[Cycle], proposal: Proposal, staff: Staff, book: Rulebook
) -> Credit:
    """Return the credit that a proposal becomes; its id, enterer and moment are still to be set."""
    held = cycles[(proposal.cycle_number or 1) - 1] if cycles else None
    first = day_of(held.starts_at if held else training.created_at)
    last = day_of(held.ends_at) if held else first
    claim = Claim(
        year=training.year,
        category="training",
        rule=training.plan.rule,
        details={
            "project-name": training.plan.name,
            **({"project-number": training.project_number} if training.holds_project else {}),
            "dates": f"{first}/{last}",
        },
    )
    blank = Credit(
        id="",
        staff_id=staff.id,
        unit_id=staff.unit_id,
        department_id=staff.department_id,
        entered_by="",
        origin=_origin(training, proposal.role),
        claim=claim,
        stage=Stage.AWARDED,
        points=0,
        hours=0,
        to_authority=False,
        created_at=training.created_at,
        training_id=training.id,
    )
    credit = priced(blank, claim, book)
    return replace(credit, points=proposal.points, hours=training.plan.hours)


def _origin(training: Training, role: AwardRole) -> Origin:
    if role is AwardRole.SPEAKER:
        return Origin.SPEAKER
    return Origin.PROJECT if training.holds_project else Origin.TRAINING


def given_to(credit: Credit) -> tuple[str, AwardRole]:
    """Return to whom a training gave this credit, and in which role."""
    return credit.staff_id, ROLES[credit.origin]


def standing(training: Training, credit: Credit, *, is_included: bool) -> Credit:
    """Return an award's credit as it stands when it is given, or taken back, today."""
    is_closed = training.stage is TrainingStage.CLOSED
    given = Stage.APPROVED if is_closed else Stage.AWARDED
    return replace(
        credit,
        stage=given if is_included else Stage.REJECTED,
        effective_on=training.effective_on if is_included and is_closed else None,
    )


def entered(credit: Credit, credit_id: str, who: str, now: datetime) -> Credit:
    """Return the credit as it is awarded at this moment by this account."""
    return replace(credit, id=credit_id, entered_by=who, created_at=now, submitted_at=now)


def follows_closing(credit: Credit, stage: Stage) -> bool:
    """Return whether a decision on the closing, or its undo, moves a credit out of this stage.

    Somebody who was taken off the awards before a closing was rejected stays off when that is
    undone: the decision was not what rejected their credit.
    """
    if credit.stage is not stage:
        return False
    return stage is not Stage.REJECTED or credit.decided_from is Stage.AWARDED

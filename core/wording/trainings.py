"""Trainings in words."""

from datetime import datetime

from core.domain.lists import Pill
from core.domain.trainings.awards import Proposal
from core.domain.trainings.training import Cycle, Training, TrainingStage
from core.records.journal import Event
from core.texts import say

BLANKS = ("name", "number", "topic", "credits", "department")


def training_stage(training: Training) -> str:
    return say(f"training-stage-{training.stage}")


TONES = {
    TrainingStage.APPROVED: "good",
    TrainingStage.CLOSED: "good",
    TrainingStage.RETURNED: "warn",
    TrainingStage.CLOSING_RETURNED: "warn",
    TrainingStage.REJECTED: "bad",
    TrainingStage.CLOSING_REJECTED: "bad",
    TrainingStage.UNIT_REVIEW: "info",
    TrainingStage.CLOSING_REVIEW: "info",
    TrainingStage.AWARDED: "info",
}


def training_pill(training: Training) -> Pill:
    """Return where a training stands as a pill."""
    return Pill(training_stage(training), TONES.get(training.stage, ""))


def held_pill(training: Training, now: datetime) -> Pill:
    """Return whether a training has been held (已举办)."""
    if training.is_held(now):
        return Pill(say("trainings-tab-held"), "good")
    return Pill(say("trainings-tab-planned"))


def training_event_text(event: Event) -> str:
    """Return one line of a training's history: who did what, to whom or to which cycle."""
    told = {**event.before, **event.after}
    blanks = {name: told.get(name, "") for name in BLANKS}
    return say(f"training-event-{event.verb}", who=event.who, **blanks)


def cycle_name(cycle: Cycle) -> str:
    """Return “第 1 期”."""
    return say("cycle-number", number=cycle.number)


def award_why(proposal: Proposal) -> str:
    """Return the reason for what is proposed: “出席”, “主讲：外渗的处理”."""
    topics = say("word-and-so").join(proposal.topics)
    return say(
        f"award-why-{proposal.why}",
        topics=topics,
        minutes=proposal.presence.minutes,
        needed=proposal.presence.needed,
    )

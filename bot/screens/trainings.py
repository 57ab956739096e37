"""One training for the unit that decides on it: its plan, or what came of it."""

from bot.markup import Rows, Screen, button, words
from bot.screens.plans import plan_lines
from bot.updates import Verb
from core.domain import points
from core.domain.awards import Attended
from core.domain.credits import Decision
from core.domain.trainings import Training
from core.texts import say
from core.usecases.training_review import Waiting
from core.usecases.trainings import TrainingSheet
from core.wording import (
    cycle_name,
    event_text,
    moment,
    span,
    training_stage,
)

REASONS = 4


def training_card(sheet: TrainingSheet, came: Waiting, language: str, at: int = 0) -> Screen:
    """Return a plan or closing for its reviewer; `at` is its place in the queue, from 1."""
    return Screen("\n".join(_lines(sheet, came, language)), _buttons(sheet, language, at))


def decided_training(
    sheet: TrainingSheet, came: Waiting, language: str, at: int, *, may_undo: bool
) -> Screen:
    """Return the card after a decision: what was decided by whom, undo for ten seconds, next."""
    training = sheet.training
    lines = [*_lines(sheet, came, language), "", _decided_line(sheet, language)]
    undo = button(say("chat-undo", language), Verb.TRAINING_UNDO, training.id, training.version, at)
    onward = button(say("chat-next", language), Verb.QUEUE, max(1, at))
    return Screen("\n".join(lines), [[undo, onward] if may_undo else [onward]])


def _decided_line(sheet: TrainingSheet, language: str) -> str:
    """Return the last decision and by whom, and where the training stands now."""
    state = training_stage(sheet.training, language)
    told = [one for one in sheet.history if one.verb.startswith("decided-") or one.verb == "undone"]
    if not told:
        return words("chat-training-now", language, state=state)
    line = words("chat-decided", language, what=event_text(told[-1], language), state=state)
    if reason := sheet.training.reason:
        line += "\n" + words("chat-reason", language, reason=reason)
    return line


def reason_key(training: Training, decision: Decision, number: int) -> str:
    """Return the sentence of a usual reason: plans and closings have their own."""
    what = "closing" if training.is_closing else "plan"
    return f"chat-{what}-{decision}-reason-{number}"


def training_reasons(training: Training, decision: Decision, at: int, language: str) -> Rows:
    """Return the usual reasons of a decision, one's own words, and the way back."""
    known = (training.id, training.version, at, decision.value)
    if decision is Decision.APPROVE:
        return ()
    usual = [
        [button(say(reason_key(training, decision, n), language), Verb.TRAINING_REASON, *known, n)]
        for n in range(1, REASONS + 1)
    ]
    typed = button(say("chat-type-reason", language), Verb.TRAINING_TYPE_REASON, *known)
    back = button(say("chat-back", language), Verb.TRAINING_CARD, training.id, at)
    return [*usual, [typed], [back]]


def _buttons(sheet: TrainingSheet, language: str, at: int) -> Rows:
    if not sheet.may_review:
        return ()
    known = (sheet.training.id, sheet.training.version, at)
    approve = button(say("chat-approve", language), Verb.TRAINING_APPROVE, *known)
    others = [
        button(say(f"chat-{one}", language), Verb.TRAINING_ASK_REASON, *known, one)
        for one in (Decision.RETURN, Decision.REJECT)
    ]
    web = button(say("chat-training-web", language), Verb.VISIT, sheet.training.id)
    onward = [button(say("chat-skip", language), Verb.QUEUE, at + 1)] if at else []
    return [[approve, *others], [web, *onward]]


def _lines(sheet: TrainingSheet, came: Waiting, language: str) -> list[str]:
    head = _head(sheet, language)
    if sheet.training.is_closing:
        return [*head, *_closing_lines(sheet.training, came, language)]
    return [*head, *plan_lines(sheet, language)]


def _head(sheet: TrainingSheet, language: str) -> list[str]:
    training = sheet.training
    kind = say(f"chat-waiting-{'closing' if training.is_closing else 'plan'}", language)
    lines = [words("chat-training-title", language, title=training.plan.name, kind=kind)]
    sent = [one for one in sheet.history if one.verb in {"submitted", "closing-submitted"}]
    by = sent[-1].who if sent else ""
    at = moment(training.submitted_at) if training.submitted_at else ""
    department = sheet.department.name
    lines.append(words("chat-training-by", language, department=department, who=by, at=at))
    return lines


def _closing_lines(training: Training, came: Waiting, language: str) -> list[str]:
    amount = points.show(training.points)
    lines = [_came(one, language) for one in came.attended]
    lines.append(say("chat-closing-awarded", language, count=came.awarded, points=amount))
    counts = {"guests": training.report.guests, "passed": training.report.passed}
    lines += [
        say(f"chat-closing-{name}", language, count=count)
        for name, count in counts.items()
        if count is not None
    ]
    return [*lines, "", words("chat-closing-report", language, text=training.report.text)]


def _came(attended: Attended, language: str) -> str:
    """Return who was expected, came, met the rule, and is to be looked at twice, of one cycle."""
    presences = attended.presences.values()
    is_open = attended.cycle.expected.is_open
    return words(
        "chat-closing-cycle-open" if is_open else "chat-closing-cycle",
        language,
        cycle=cycle_name(attended.cycle, language),
        when=span(attended.cycle.starts_at, attended.cycle.ends_at),
        expected=len(attended.expected),
        came=sum(one.signed_in_at is not None for one in presences),
        present=sum(one.fulfils for one in presences),
        flagged=len(attended.signals),
    )

"""One training for the unit that decides on it: its plan, or what came of it."""

from bot.markup import Rows, Screen, button, words
from bot.screens.plans import plan_lines
from bot.updates import Verb
from core.domain import points
from core.domain.credits.credit import Decision
from core.domain.trainings.awards import Attended
from core.domain.trainings.training import Training
from core.texts import say
from core.usecases.trainings.plans import TrainingSheet
from core.usecases.trainings.review import Waiting
from core.wording.messages import event_text
from core.wording.moments import moment, span
from core.wording.trainings import cycle_name, training_stage

REASONS = 4


def training_card(sheet: TrainingSheet, came: Waiting, at: int = 0) -> Screen:
    """Return a plan or closing for its reviewer; `at` is its place in the queue, from 1."""
    return Screen("\n".join(_lines(sheet, came)), _buttons(sheet, at))


def decided_training(sheet: TrainingSheet, came: Waiting, at: int, *, may_undo: bool) -> Screen:
    """Return the card after a decision: what was decided by whom, undo for ten seconds, next."""
    training = sheet.training
    lines = [*_lines(sheet, came), "", _decided_line(sheet)]
    undo = button(say("chat-undo"), Verb.TRAINING_UNDO, training.id, training.version, at)
    onward = button(say("chat-next"), Verb.QUEUE, max(1, at))
    return Screen("\n".join(lines), [[undo, onward] if may_undo else [onward]])


def _decided_line(sheet: TrainingSheet) -> str:
    """Return the last decision and by whom, and where the training stands now."""
    state = training_stage(sheet.training)
    told = [one for one in sheet.history if one.verb.startswith("decided-") or one.verb == "undone"]
    if not told:
        return words("chat-training-now", state=state)
    line = words("chat-decided", what=event_text(told[-1]), state=state)
    if reason := sheet.training.reason:
        line += "\n" + words("chat-reason", reason=reason)
    return line


def reason_key(training: Training, decision: Decision, number: int) -> str:
    """Return the sentence of a usual reason: plans and closings have their own."""
    what = "closing" if training.is_closing else "plan"
    return f"chat-{what}-{decision}-reason-{number}"


def training_reasons(training: Training, decision: Decision, at: int) -> Rows:
    """Return the usual reasons of a decision, one's own words, and the way back."""
    known = (training.id, training.version, at, decision.value)
    if decision is Decision.APPROVE:
        return ()
    usual = [
        [button(say(reason_key(training, decision, n)), Verb.TRAINING_REASON, *known, n)]
        for n in range(1, REASONS + 1)
    ]
    typed = button(say("chat-type-reason"), Verb.TRAINING_TYPE_REASON, *known)
    back = button(say("chat-back"), Verb.TRAINING_CARD, training.id, at)
    return [*usual, [typed], [back]]


def _buttons(sheet: TrainingSheet, at: int) -> Rows:
    if not sheet.may_review:
        return ()
    known = (sheet.training.id, sheet.training.version, at)
    approve = button(say("chat-approve"), Verb.TRAINING_APPROVE, *known)
    others = [
        button(say(f"chat-{one}"), Verb.TRAINING_ASK_REASON, *known, one)
        for one in (Decision.RETURN, Decision.REJECT)
    ]
    web = button(say("chat-training-web"), Verb.VISIT, sheet.training.id)
    onward = [button(say("chat-skip"), Verb.QUEUE, at + 1)] if at else []
    return [[approve, *others], [web, *onward]]


def _lines(sheet: TrainingSheet, came: Waiting) -> list[str]:
    head = _head(sheet)
    if sheet.training.is_closing:
        return [*head, *_closing_lines(sheet.training, came)]
    return [*head, *plan_lines(sheet)]


def _head(sheet: TrainingSheet) -> list[str]:
    training = sheet.training
    kind = say(f"chat-waiting-{'closing' if training.is_closing else 'plan'}")
    lines = [words("chat-training-title", title=training.plan.name, kind=kind)]
    sent = [one for one in sheet.history if one.verb in {"submitted", "closing-submitted"}]
    by = sent[-1].who if sent else ""
    at = moment(training.submitted_at) if training.submitted_at else ""
    department = sheet.department.name
    lines.append(words("chat-training-by", department=department, who=by, at=at))
    return lines


def _closing_lines(training: Training, came: Waiting) -> list[str]:
    amount = points.show(training.points)
    lines = [_came(one) for one in came.attended]
    lines.append(say("chat-closing-awarded", count=came.awarded, points=amount))
    counts = {"guests": training.report.guests, "passed": training.report.passed}
    lines += [
        say(f"chat-closing-{name}", count=count)
        for name, count in counts.items()
        if count is not None
    ]
    return [*lines, "", words("chat-closing-report", text=training.report.text)]


def _came(attended: Attended) -> str:
    """Return who was expected, came, met the rule, and is to be looked at twice, of one cycle."""
    presences = attended.presences.values()
    is_open = attended.cycle.expected.is_open
    return words(
        "chat-closing-cycle-open" if is_open else "chat-closing-cycle",
        cycle=cycle_name(attended.cycle),
        when=span(attended.cycle.starts_at, attended.cycle.ends_at),
        expected=len(attended.expected),
        came=sum(one.signed_in_at is not None for one in presences),
        present=sum(one.fulfils for one in presences),
        flagged=len(attended.signals),
    )

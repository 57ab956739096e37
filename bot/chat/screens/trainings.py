"""One training for the unit that decides on it: its plan, or what came of it."""

from bot.chat.buttons import Verb
from bot.chat.markup import button, words
from bot.chat.screens.plans import plan_lines
from bot.chat.screens.review import Card
from core.domain import points
from core.domain.reasons import Kind
from core.domain.trainings.awards import Attended
from core.domain.trainings.training import Training
from core.texts import say
from core.usecases.trainings.plans import TrainingSheet
from core.usecases.trainings.review import Waiting
from core.wording.moments import moment, span
from core.wording.trainings import cycle_name, training_stage


def training_card(sheet: TrainingSheet, came: Waiting) -> Card:
    """Return a plan or closing for its reviewer."""
    told = [one for one in sheet.history if one.verb.startswith("decided-") or one.verb == "undone"]
    return Card(
        case=sheet.training,
        lines=_lines(sheet, came),
        state=training_stage(sheet.training),
        history=told,
        may_decide=sheet.may_review,
        kind=Kind.CLOSING if sheet.training.is_closing else Kind.PLAN,
        ways=[button(say("chat-training-web"), Verb.VISIT, sheet.training.id)],
    )


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
        expected=len(attended.awaited),
        came=sum(one.signed_in_at is not None for one in presences),
        present=sum(one.fulfils for one in presences),
        flagged=len(attended.signals),
    )

"""One application for a project, for the unit that decides on it."""

from bot.chat.markup import words
from bot.chat.screens.review import Card
from core.domain.projects.form import BLANKS
from core.domain.reasons import Kind
from core.texts import say
from core.usecases.projects.applications import ApplicationSheet
from core.wording.moments import moment
from core.wording.projects import answer_words, application_stage

NAMED = frozenset({"name"})


def application_card(sheet: ApplicationSheet) -> Card:
    """Return an application for its reviewer; its files are looked at in the web app."""
    told = [one for one in sheet.history if one.verb.startswith("decided-") or one.verb == "undone"]
    return Card(
        case=sheet.application,
        lines=_lines(sheet),
        state=application_stage(sheet.application),
        history=told,
        may_decide=sheet.may_review,
        kind=Kind.PLAN,
    )


def _lines(sheet: ApplicationSheet) -> list[str]:
    application = sheet.application
    sent = [one for one in sheet.history if one.verb == "submitted"]
    at = moment(application.submitted_at) if application.submitted_at else ""
    lines = [
        words("chat-training-title", title=application.name, kind=say("application-is")),
        words(
            "chat-training-by",
            department=sheet.department.name,
            who=sent[-1].who if sent else "",
            at=at,
        ),
    ]
    leader = sheet.leader.name if sheet.leader else ""
    facts = [(say("application-leader"), leader)]
    facts += [
        (say(f"application-{blank.name}"), answer_words(application, blank, sheet.book))
        for blank in BLANKS
        if blank.name not in NAMED
    ]
    lines += [words("chat-fact", name=name, text=text) for name, text in facts if text]
    return [*lines, say("chat-application-courses", count=len(application.courses))]

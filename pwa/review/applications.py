"""Applications for projects before the unit (manual 3.1)."""

from collections.abc import Sequence

from quart import url_for

from core.domain.errors import NotFound
from core.domain.projects.application import APPLICATION_REVIEW
from core.domain.reasons import Kind as ReasonKind
from core.domain.review import Decision
from core.texts import say
from core.usecases.projects.applications import ApplicationSheet, read_application
from core.usecases.projects.lists import REVIEWED_APPLICATIONS
from pwa.frame.session import desk, who
from pwa.review.cases import Brief, Kind, ShownCase


async def _read(application_id: str) -> ShownCase:
    sheet = await read_application(desk(), who(), application_id)
    return ShownCase(
        case=sheet.application,
        heading=_heading(sheet),
        href=url_for("applications.page", application_id=application_id),
        reasons=ReasonKind.PLAN,
        may_decide=sheet.may_review,
        sheet=sheet,
    )


async def _brief(application_ids: Sequence[str]) -> list[Brief]:
    return [brief for one in application_ids if (brief := await _found(one))]


async def _found(application_id: str) -> Brief | None:
    try:
        sheet = await read_application(desk(), who(), application_id)
    except NotFound:
        return None
    return Brief(sheet.application, _heading(sheet), 0, ReasonKind.PLAN)


def _heading(sheet: ApplicationSheet) -> str:
    return f"{say('application-is')} · {sheet.application.name}"


def _done(shown: ShownCase, decision: Decision) -> str:
    return say(f"application-done-{decision}", name=shown.case.title)


APPLICATIONS = Kind(
    APPLICATION_REVIEW,
    "applications",
    "review/application.html",
    REVIEWED_APPLICATIONS,
    lambda line: line.application,
    _read,
    _brief,
    _done,
)

"""An application as pages show it: its fields, what is missing, and where that is mended."""

from collections.abc import Sequence
from dataclasses import dataclass

from quart import url_for

from core.domain.errors import Refusal
from core.domain.projects.form import BY_NAME, Blank, of_step
from core.usecases.projects.applications import ApplicationSheet

STEP_OF = {
    "leader-away": "leader",
    "leader-missing": "leader",
    "lectures-missing": "courses",
    "leader-not-teaching": "courses",
    "lectures-too-short": "courses",
    "signature-missing": "files",
}


@dataclass(frozen=True, slots=True)
class ApplicationFault:
    """What keeps an application from being submitted, and the page where it is mended."""

    refusal: Refusal
    href: str
    number: int | None = None


def application_blanks(step: str) -> Sequence[Blank]:
    return of_step(step)


def application_faults(sheet: ApplicationSheet) -> list[ApplicationFault]:
    """Return everything that is still missing, each with the way to where it is mended."""
    return [_fault(sheet.application.id, refusal) for refusal in sheet.faults]


def _fault(application_id: str, refusal: Refusal) -> ApplicationFault:
    name = str(refusal.details.get("question", "")).removeprefix("application-")
    step = BY_NAME[name].step if name else STEP_OF[refusal.code]
    href = url_for("steps.show", application_id=application_id, step=step)
    return ApplicationFault(refusal, f"{href}#{name}" if name else href)

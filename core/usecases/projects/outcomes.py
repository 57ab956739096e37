"""When a unit takes applications, and what came of those that it forwarded (manual 3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.errors import Refusal
from core.domain.projects.application import (
    Application,
    ApplicationChanged,
    ApplicationWindow,
    with_outcome,
)
from core.domain.projects.form import year_read
from core.domain.projects.rows import LONGEST
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import typed
from core.messages import tell_concerned
from core.permissions import Permission, authorize
from core.ports import Desk


class WindowEndsFirst(Refusal):
    """The last day lies before the first."""

    code = "window-ends-first"


class WindowDaysNeeded(Refusal):
    """Both the first and the last day are wanted."""

    code = "window-days-needed"


@dataclass(frozen=True, slots=True)
class Windows:
    """The years for which applications are taken, and the years that can be set now."""

    set: Sequence[ApplicationWindow]
    years: Sequence[int]

    def of(self, year: int) -> ApplicationWindow | None:
        return next((one for one in self.set if one.year == year), None)


async def read_windows(desk: Desk, who: Actor) -> Windows:
    """Return between which days the unit takes the applications of each year."""
    this_year = desk.today().year
    async with desk.store.reading() as tx:
        authorize(who, Permission.PROJECT_PUBLISH)
        windows = await tx.applications.windows(who.unit_id or "")
    return Windows(windows, (this_year, this_year + 1))


async def set_window(
    desk: Desk, who: Actor, year: str, opens_on: date | None, closes_on: date | None
) -> ApplicationWindow:
    """Let the unit's departments submit applications for a year between two days.

    Raises TrainingYearClosed, WindowDaysNeeded, WindowEndsFirst.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.PROJECT_PUBLISH)
        if opens_on is None or closes_on is None:
            raise WindowDaysNeeded
        if closes_on < opens_on:
            raise WindowEndsFirst
        window = ApplicationWindow(
            who.unit_id or "", year_read(year, desk.today().year), opens_on, closes_on
        )
        await tx.applications.set_window(window)
        days = {"year": window.year, "opens": str(opens_on), "closes": str(closes_on)}
        unit = Subject(SubjectKind.UNIT, window.unit_id)
        tx.journal.add(who, "application-window-set", unit, after=days)
    return window


async def record_outcome(
    desk: Desk, who: Actor, application_id: str, number: str | None, *, seen: int
) -> Application:
    """Record what came of a forwarded application: the project's number, None where it is none.

    Raises NotForwarded, ApplicationChanged, TextNeeded, TextTooLong.
    """
    async with desk.store.transaction() as tx:
        before = await tx.applications.hold(application_id)
        authorize(who, Permission.PROJECT_PUBLISH, before)
        if seen != before.version:
            raise ApplicationChanged(application_stage=before.stage)
        given = None if number is None else typed(number, LONGEST["number"])
        after = await tx.applications.save(with_outcome(before, given))
        left = {"stage": after.stage, "number": after.number}
        tx.journal.add(who, after.stage, after.subject, before={"stage": before.stage}, after=left)
        await tell_concerned(tx, after, f"application-{after.stage}", desk.clock.now())
    return after

"""The first page: how the year stands, what waits, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from quart import Blueprint, render_template
from quart.typing import ResponseReturnValue

from core.domain.credits.compliance import YearResult
from core.domain.credits.counting import NotCounted
from core.domain.credits.credit import Credit
from core.domain.credits.forecasts import WAITING, met_from
from core.domain.credits.outlook import Outlook
from core.domain.lists import Window
from core.permissions import is_administrator, is_unit_administrator, review_stages
from core.usecases.credits.completion import read_outlooks
from core.usecases.credits.compliance import YearSheet, read_year
from core.usecases.credits.review import first_reviewed
from core.usecases.first_day import read_first_day
from core.usecases.messages.notices import latest_notices
from core.usecases.review import count_waiting
from core.usecases.rulebook import read_recounting
from pwa.frame.fields import query
from pwa.frame.session import desk, who
from pwa.trainings.coming import own_calendar

pages = Blueprint("home", __name__)

RECENT = 5
PREVIEW = Window(size=3)


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's year at a glance; amounts in hundredths."""

    sheet: YearSheet
    not_counting: int
    years: list[int]
    recent: list[Credit]
    fresh: list[Credit]

    @property
    def under_review(self) -> int | None:
        return self.sheet.awaited.get(NotCounted.UNDER_REVIEW)

    @property
    def tomorrow(self) -> int | None:
        return self.sheet.awaited.get(NotCounted.NOT_IN_EFFECT)

    @property
    def pending(self) -> int:
        """What would be added if all that waits were approved and counted."""
        return sum(self.sheet.awaited.values())

    @property
    def met_from(self) -> date | None:
        """The day from which nothing more is needed, once midnight has passed."""
        return met_from(self.sheet.result, self.sheet.book)

    @property
    def hoped(self) -> YearResult | None:
        """What it would come to, where anything waits."""
        return self.sheet.hoped if self.pending else None


@pages.get("/")
async def page() -> ResponseReturnValue:
    """Show one's own year, and to reviewers what waits for them."""
    year, staff_id = query().year("year", desk().today().year), who().staff_id
    counts = await count_waiting(desk(), who())
    reviews, outlooks = bool(review_stages(who())), await _outlooks()
    return await render_template(
        "home/page.html",
        standing=await standing(staff_id, year) if staff_id else None,
        inbox=await latest_notices(desk(), who(), PREVIEW.size),
        queue=await first_reviewed(desk(), who(), PREVIEW) if reviews else None,
        waiting=counts.cases,
        returned=counts.returned,
        calendar=await own_calendar(),
        tomorrow=desk().today() + timedelta(days=1),
        roles=sorted(who().roles),
        outlooks=outlooks,
        recounting=await read_recounting(desk(), who()) if outlooks else 0,
        first_day=await read_first_day(desk(), who()) if is_unit_administrator(who()) else None,
    )


async def _outlooks() -> Mapping[Outlook, int] | None:
    """Return how those whom one looks after stand this year, None where there is nobody."""
    if not is_administrator(who()):
        return None
    return await read_outlooks(desk(), who(), desk().today().year)


async def standing(staff_id: str, year: int) -> Standing:
    """Return how somebody's year stands today."""
    sheet = await read_year(desk(), who(), staff_id, year)
    result, today = sheet.result, desk().today()
    return Standing(
        sheet=sheet,
        not_counting=_in_effect_but_not_counting(result),
        years=sorted({*sheet.years, year, today.year}, reverse=True),
        recent=list(sheet.credits.values())[:RECENT],
        fresh=[one for one in sheet.credits.values() if one.effective_on == today],
    )


OPEN = frozenset({*WAITING, NotCounted.NOT_APPROVED})


def _in_effect_but_not_counting(result: YearResult) -> int:
    return sum(line.entry.points - line.points for line in result.lines if line.why_not not in OPEN)

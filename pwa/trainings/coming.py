"""What is coming for somebody, today's apart from the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.dates import day_of
from core.usecases.attendance.coming import Coming, coming_trainings
from pwa.frame.session import desk, who

BRIEF = 2


@dataclass(frozen=True, slots=True)
class Calendar:
    """Cycles that somebody is expected at; those of today include what has just ended."""

    today: Sequence[Coming]
    later: Sequence[Coming]

    @property
    def parts(self) -> list[tuple[str, Sequence[Coming]]]:
        """Return what there is, under the name of its heading."""
        both = (("today", self.today), ("later", self.later))
        return [(name, found) for name, found in both if found]

    @property
    def brief(self) -> list[tuple[str, Sequence[Coming]]]:
        """Return what the first page shows: today, else the next few."""
        if self.today:
            return [("today", self.today)]
        return [("later", self.later[:BRIEF])] if self.later else []


async def own_calendar() -> Calendar:
    """Return what is coming for the person who asks."""
    today, found = desk().today(), await coming_trainings(desk(), who())
    todays = [one for one in found if day_of(one.cycle.starts_at) <= today]
    return Calendar(todays, [one for one in found if one not in todays])

"""What a new unit still has to do before its people can use it: a list that ticks itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.register import Actor
from core.domain.rulebook.rules import Rulebook
from core.permissions import Permission, authorize
from core.ports import Desk


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `count` is how many there are, or how many still wait.

    What `is_optional` may be left out: not everybody has a record elsewhere.
    """

    name: str
    is_done: bool
    count: int = 0
    is_optional: bool = False

    @property
    def is_open(self) -> bool:
        return not self.is_done and not self.is_optional


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The unit's own steps in order, and those of whoever runs the machine."""

    steps: Sequence[Step]
    machine: Sequence[Step]

    @property
    def is_over(self) -> bool:
        return not any(step.is_open for step in self.steps)

    @property
    def next(self) -> str:
        """The first step that is still open, "" once all are done."""
        return next((step.name for step in self.steps if step.is_open), "")


def rules_to_confirm(book: Rulebook) -> int:
    """Return how many rules of a year the unit has still to compare with its own papers."""
    return sum(rule.source.needs_confirmation for rule in book.rules)


async def read_first_day(desk: Desk, who: Actor) -> FirstDay:
    """Return how far one's unit has come.

    Its steps are done once every open department has an administrator, people are entered, the
    rules of this year confirmed, the authority's place said and somebody has signed in.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.DEPARTMENT_CHANGE)
        unit = await tx.people.unit(who.unit_id or "")
        book = await tx.rulebooks.of(unit.id, desk.today().year)
        there = await tx.people.beginning(unit.id)
    doubtful = rules_to_confirm(book)
    steps = (
        Step("departments", there.departments > 0, there.departments),
        Step("administrators", 0 == there.leaderless < there.departments, there.leaderless),
        Step("people", there.people > 0, there.people),
        Step("credits", there.imports > 0, there.imports, is_optional=True),
        Step("rules", doubtful == 0, doubtful),
        Step("authority", unit.authority is not None),
        Step("slips", there.people > there.unused, there.unused),
    )
    machine = (
        Step("chat", bool(desk.settings.telegram_token)),
        Step("backup", there.backups > 0),
    )
    return FirstDay(steps, machine)

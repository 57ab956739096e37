"""A field that asks for a department: of few all are offered, of many those that fit its words."""

from dataclasses import dataclass
from typing import NamedTuple

from core.domain.lists import Choices, Searched
from core.domain.particulars import NoSuchChoice
from core.domain.reading_particulars import departments_named
from core.domain.register import Actor, Department
from core.permissions import area_of
from core.records.transaction import Transaction

MOST_OFFERED = 50
NONE_OF_THEM = "none"


class Offered(NamedTuple):
    """Departments to choose from; where there are more than these, `is_part`."""

    departments: list[Department]
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class DepartmentFilter:
    """What a filter of departments is set to and offers. `id` is "" where all are meant."""

    id: str
    choices: Choices
    searched: Searched | None = None

    @property
    def searched_by_name(self) -> dict[str, Searched]:
        return {"department": self.searched} if self.searched else {}


async def offered_departments(tx: Transaction, unit_id: str, words: str = "") -> Offered:
    """Return a unit's departments to choose from, of many the first ones with these words."""
    first = await tx.people.first_departments(unit_id, MOST_OFFERED + 1)
    if len(first) <= MOST_OFFERED:
        return Offered(first)
    fitting = await tx.people.departments_like(unit_id, words, MOST_OFFERED) if words else first
    return Offered(fitting[:MOST_OFFERED], is_part=True)


async def department_meant(tx: Transaction, unit_id: str, text: str) -> Department:
    """Return the open department of a unit that has this id, number or name.

    Raises NoSuchChoice.
    """
    fitting = await tx.people.departments_like(unit_id, text.strip(), MOST_OFFERED)
    named = [one for one in departments_named(text, fitting) if one.closed_on is None]
    if len(named) != 1:
        raise NoSuchChoice
    return named[0]


async def department_filter(tx: Transaction, who: Actor, words: str) -> DepartmentFilter:
    """Return the departments that somebody looks after, and which of them the words mean.

    Of many, words that fit one only mean it; what fits none or several, finds nothing yet.
    """
    if area_of(who).unit_id is None:
        own = await tx.people.some_departments({who.department_id or ""})
        return DepartmentFilter(words, [(one.id, one.name) for one in own.values()])
    offered, is_part = await offered_departments(tx, who.unit_id or "", words)
    choices = [(one.id, one.name) for one in offered]
    if not is_part or not words:
        return DepartmentFilter(words, choices, Searched() if is_part else None)
    named = departments_named(words, offered) if len(offered) > 1 else offered
    named = [one for one in named if one.closed_on is None] or named
    if len(named) != 1:
        return DepartmentFilter(NONE_OF_THEM, choices, Searched(words, is_open=True))
    return DepartmentFilter(named[0].id, choices, Searched(named[0].name))

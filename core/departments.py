"""A field that asks for a department: of few all are offered, of many those that fit its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.domain.errors import NotFound
from core.domain.lists import Choices, Searched
from core.domain.particulars import NoSuchChoice
from core.domain.reading_particulars import departments_named
from core.domain.register import Actor, Department
from core.domain.transfer import may_take
from core.permissions import area_of
from core.records.transaction import Transaction

MOST_OFFERED = 50
NONE_OF_THEM = "none"


class Offered(NamedTuple):
    """Departments to choose from; where there are more than these, `is_part`."""

    departments: Sequence[Department]
    is_part: bool = False

    def of(self, wanted: Callable[[Department], bool]) -> "Offered":
        """Return those of them that will do."""
        return Offered([one for one in self.departments if wanted(one)], self.is_part)


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


async def offered_to(tx: Transaction, who: Actor, unit_id: str, words: str = "") -> Offered:
    """Return the departments that somebody puts people into: who looks after one, only there."""
    if area_of(who).unit_id is not None:
        return await offered_departments(tx, unit_id, words)
    own = await tx.people.some_departments({who.department_id or ""})
    return Offered(list(own.values()))


async def department_meant(tx: Transaction, unit_id: str, text: str) -> Department:
    """Return the open department of a unit that has this id, number or name.

    Raises NotFound for the id of any other, NoSuchChoice for words that fit none or several.
    """
    chosen = (await tx.people.some_departments({text})).get(text)
    if chosen is not None:
        if not may_take(chosen, unit_id):
            raise NotFound
        return chosen
    fitting = await tx.people.departments_like(unit_id, text.strip(), MOST_OFFERED)
    named = [one for one in departments_named(text, fitting) if one.closed_on is None]
    if len(named) != 1:
        raise NoSuchChoice
    return named[0]


async def departments_fitting(tx: Transaction, unit_id: str, text: str) -> Sequence[Department]:
    """Return departments of a unit, with all among them that an id, number or name can mean.

    All of the unit are read only where it is typed in letters that the database does not know.
    """
    chosen = (await tx.people.some_departments({text})).get(text)
    if chosen is not None and chosen.unit_id == unit_id:
        return [chosen]
    fitting = await tx.people.departments_like(unit_id, text.strip(), MOST_OFFERED)
    return fitting if departments_named(text, fitting) else await tx.people.departments(unit_id)


async def department_filter(tx: Transaction, who: Actor, words: str) -> DepartmentFilter:
    """Return the departments that somebody looks after, and which of them the words mean.

    Of many, words that fit one only mean it; what fits none or several, finds nothing yet.
    """
    offered, is_part = await offered_to(tx, who, who.unit_id or "", words)
    choices = [(one.id, one.name) for one in offered]
    if not words:
        return DepartmentFilter("", choices, Searched() if is_part else None)
    named: Sequence[Department] = departments_named(words, offered)
    named = [one for one in named if one.closed_on is None] or named
    if is_part and len(offered) == 1:
        named = offered
    if len(named) != 1:
        open_field = Searched(words, is_open=True) if is_part else None
        return DepartmentFilter(NONE_OF_THEM, choices, open_field)
    return DepartmentFilter(named[0].id, choices, Searched(named[0].name) if is_part else None)

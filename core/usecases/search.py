"""One search over everything that one looks after: people, trainings, projects, credits."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from core.credit_lists import CreditLine
from core.domain.errors import Refusal
from core.domain.lists import Window
from core.domain.masking import normal_mobile
from core.domain.projects.application import Application
from core.domain.projects.project import Project
from core.domain.register import Actor, Department, Staff
from core.domain.search_terms import (
    is_enough,
    is_long_number,
    sought_person,
    sought_words,
    text_terms,
)
from core.domain.trainings.training import Cycle, Training
from core.domain.typed import normal_number
from core.permissions import Permission, area_of, authorize, is_administrator
from core.ports import Desk
from core.records.credits import CreditFilter
from core.records.transaction import Transaction
from core.rulebooks import books_of
from core.wording.people import field_words

FEW, MANY = 6, 100
COMING_WITHIN = timedelta(days=60)


class SearchTooShort(Refusal):
    """A single letter is the beginning of too much to say anything."""

    code = "search-too-short"


class Kind(StrEnum):
    """What is found. A further kind is a row in `FINDERS` and a template of its name."""

    PEOPLE = "people"
    TRAININGS = "trainings"
    COMING = "coming"
    PROJECTS = "projects"
    APPLICATIONS = "applications"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True)
class PersonFound:
    """Somebody, where they work, and their title and status in words."""

    staff: Staff
    department: Department
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class TrainingFound:
    """A training and who holds it; of one that comes for oneself the cycle."""

    training: Training
    department: Department | None = None
    cycle: Cycle | None = None


@dataclass(frozen=True, slots=True)
class ApplicationFound:
    """An application and the department that prepares it."""

    application: Application
    department: Department


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, the nearest first; `has_more` than are shown."""

    kind: Kind
    hits: Sequence[Any]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """Who looks for what, and how many of each kind there may be."""

    desk: Desk
    tx: Transaction
    who: Actor
    text: str
    most: int


async def search(desk: Desk, who: Actor, text: str, only: Kind | None = None) -> list[Group]:
    """Find what fits among all that one may see: a few of each kind, or many of `only` one.

    People by a part of the name, its pinyin or initials, by staff number, whole document or
    mobile; trainings and projects by words and numbers; credits through their person or project
    number. Raises SearchTooShort.
    """
    if not is_enough(sought_person(text)):
        raise SearchTooShort
    most = MANY if only else FEW
    groups = []
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        for kind in [only] if only else Kind:
            found = await FINDERS[kind](Sought(desk, tx, who, text, most + 1))
            if found:
                groups.append(Group(kind, found[:most], len(found) > most))
    return groups


async def _people(sought: Sought) -> Sequence[PersonFound]:
    found = await _staff(sought, sought.most)
    who, tx = sought.who, sought.tx
    book = await tx.rulebooks.of(who.unit_id or "", sought.desk.today().year)
    departments = await tx.people.some_departments({one.department_id for one in found})
    words = {one.id: [field_words(of, getattr(one, of), book) for of in WORDS] for one in found}
    return [PersonFound(one, departments[one.department_id], *words[one.id]) for one in found]


WORDS = ("title", "status")


async def _staff(sought: Sought, most: int) -> list[Staff]:
    if not is_administrator(sought.who):
        return []
    area, people = area_of(sought.who), sought.tx.people
    found = await people.search(area, sought.text, limit=most)
    if is_long_number(sought.text):
        found += await people.holding(area, normal_number(sought.text), normal_mobile(sought.text))
    return list({one.id: one for one in found}.values())


async def _trainings(sought: Sought) -> Sequence[TrainingFound]:
    if not is_administrator(sought.who):
        return []
    area, tx = area_of(sought.who), sought.tx
    found = await tx.trainings.search(area, sought.text, limit=sought.most)
    departments = await tx.people.some_departments({one.department_id for one in found})
    return [TrainingFound(one, departments[one.department_id]) for one in found]


async def _coming(sought: Sought) -> Sequence[TrainingFound]:
    """Who plans no trainings finds those that they may still go to."""
    who, tx, now = sought.who, sought.tx, sought.desk.clock.now()
    if who.staff_id is None or is_administrator(who):
        return []
    staff = await tx.people.get(who.staff_id)
    there = (await tx.cycles.open_to([staff], now, now + COMING_WITHIN))[staff.id]
    fitting = [
        TrainingFound(training, cycle=cycle)
        for training, cycle in there
        if _has_every_word(training, sought.text)
    ]
    return fitting[: sought.most]


def _has_every_word(training: Training, text: str) -> bool:
    terms = text_terms(training.plan.name, training.plan.other_number)
    return all(any(term.startswith(word) for term in terms) for word in sought_words(text))


async def _projects(sought: Sought) -> Sequence[Project]:
    """The published list is the whole unit's."""
    unit_id = sought.who.unit_id
    if unit_id is None:
        return []
    return await sought.tx.projects.search(unit_id, sought.text, limit=sought.most)


async def _applications(sought: Sought) -> Sequence[ApplicationFound]:
    if not is_administrator(sought.who):
        return []
    area, tx = area_of(sought.who), sought.tx
    found = await tx.applications.search(area, sought.text, limit=sought.most)
    departments = await tx.people.some_departments({one.department_id for one in found})
    return [ApplicationFound(one, departments[one.department_id]) for one in found]


async def _credits(sought: Sought) -> Sequence[CreditLine]:
    """Find by project number, one's own by words too, and those of the one person who fits."""
    area, tx, own = area_of(sought.who), sought.tx, sought.who.staff_id
    wanted = [CreditFilter(project_number=sought.text.strip())]
    if own is not None:
        wanted.append(CreditFilter(staff_id=own, activity=sought.text.strip()))
    staff = await _staff(sought, 2)
    if len(staff) == 1:
        wanted.append(CreditFilter(staff_id=staff[0].id))
    pages = [await tx.credits.page(area, each, Window(size=sought.most)) for each in wanted]
    found = list({one.id: one for page in pages for one in page.rows}.values())[: sought.most]
    people = await tx.people.some({one.staff_id for one in found})
    books, today = await books_of(tx, people), sought.desk.today()
    names = {one.id: one for one in people}
    return [
        CreditLine(
            one, names[one.staff_id], books.of(one.staff_id, one.year), one.is_in_effect(today)
        )
        for one in found
    ]


FINDERS: Mapping[Kind, Callable[[Sought], Awaitable[Sequence[Any]]]] = {
    Kind.PEOPLE: _people,
    Kind.TRAININGS: _trainings,
    Kind.COMING: _coming,
    Kind.PROJECTS: _projects,
    Kind.APPLICATIONS: _applications,
    Kind.CREDITS: _credits,
}

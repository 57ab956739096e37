"""Who leads an applied-for project, and who teaches what in it (manual 3.1)."""

from collections.abc import Mapping
from dataclasses import replace

from core.domain.errors import NotFound, Refusal
from core.domain.projects.application import Application, Lecture, still_prepared
from core.domain.projects.form import (
    LONGEST_TEACHER,
    LONGEST_TOPIC,
    MOST_LECTURES,
    TooManyLectures,
)
from core.domain.register import Actor, Staff
from core.domain.trainings.plans import read_each, read_hours
from core.domain.typed import normal_number, typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.area import Area
from core.records.transaction import Transaction


class NobodyHereNamed(Refusal):
    """Nobody of the unit has this staff number or name."""

    code = "nobody-here-named"


class SeveralNamed(Refusal):
    """Several people of the unit have this name: their number tells them apart. Blank: `count`."""

    code = "several-named"


async def name_leader(
    desk: Desk, who: Actor, application_id: str, text: str, *, seen: int | None = None
) -> Application:
    """Name who leads the project, by staff number or name; an empty text names nobody.

    Raises NobodyHereNamed, SeveralNamed, TextTooLong.
    """
    async with desk.store.transaction() as tx:
        before = await tx.applications.hold(application_id)
        authorize(who, Permission.PROJECT_APPLY, before)
        still_prepared(before, seen)
        leader = await _meant(tx, before, text) if text.strip() else None
        if leader is None and text.strip():
            raise NobodyHereNamed
        after = replace(before, leader_id=leader.id if leader else None)
        return await tx.applications.save(after) if after != before else before


async def add_lecture(
    desk: Desk,
    who: Actor,
    application_id: str,
    texts: Mapping[str, str],
    *,
    seen: int | None = None,
) -> tuple[Application, Mapping[str, Refusal]]:
    """Add a course: `topic`, `teacher` (a number or a name, also from outside), `hours`.

    Nothing is kept of one in which something is refused. Raises TooManyLectures.
    """
    async with desk.store.transaction() as tx:
        before = await tx.applications.hold(application_id)
        authorize(who, Permission.PROJECT_APPLY, before)
        still_prepared(before, seen)
        if len(before.courses) >= MOST_LECTURES:
            raise TooManyLectures(most=MOST_LECTURES)
        read, refused = read_each(
            texts, {"topic": lambda text: typed(text, LONGEST_TOPIC), "hours": read_hours}
        )
        try:
            teacher = await _meant(tx, before, texts.get("teacher", ""))
        except Refusal as refusal:
            refused["teacher"] = refusal
        if refused:
            return before, refused
        name = teacher.name if teacher else typed(texts["teacher"], LONGEST_TEACHER)
        lecture = Lecture(teacher=name, teacher_id=teacher.id if teacher else None, **read)
        after = replace(before, courses=(*before.courses, lecture))
        return await tx.applications.save(after), {}


async def remove_lecture(
    desk: Desk, who: Actor, application_id: str, place: int, *, seen: int
) -> Application:
    """Take the course at a place (from 1) out again. Raises NotFound."""
    async with desk.store.transaction() as tx:
        before = await tx.applications.hold(application_id)
        authorize(who, Permission.PROJECT_APPLY, before)
        still_prepared(before, seen)
        if not 1 <= place <= len(before.courses):
            raise NotFound
        left = before.courses[: place - 1] + before.courses[place:]
        return await tx.applications.save(replace(before, courses=left))


async def _meant(tx: Transaction, application: Application, text: str) -> Staff | None:
    """Return whom of the unit a number or a name means, None for somebody from outside."""
    words = typed(text, LONGEST_TEACHER)
    number = normal_number(words)
    if number.isdecimal():
        found = (await tx.people.with_numbers({number})).get(number)
        if found is None or found.unit_id != application.unit_id:
            raise NobodyHereNamed
        return found
    namesakes = await tx.people.named(Area(unit_id=application.unit_id), {words})
    if len(namesakes) > 1:
        raise SeveralNamed(count=len(namesakes))
    return next(iter(namesakes), None)

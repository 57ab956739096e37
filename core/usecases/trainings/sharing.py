"""A training made known: a link that anybody may read, a poster, one invitation a cycle."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.attendance.check_in import CodeNotOurs
from core.domain.errors import NotFound, Refusal
from core.domain.points import show, show_quantity
from core.domain.register import Actor
from core.domain.trainings.excuses import to_be_told
from core.domain.trainings.life import is_announced
from core.domain.trainings.training import TAKES_PLACE, Cycle, Training, TrainingStage
from core.exports import Document
from core.forms.document import Drawn
from core.forms.poster import Poster, PosterCycle, draw_poster
from core.messages import tell_people
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import cycle_at
from core.records.transaction import Transaction
from core.texts import say
from core.tokens import read_share_link, share_link
from core.wording.moments import span


class NotShared(Refusal):
    """A training is made known once it is approved."""

    code = "not-shared"
    status = 409


class InvitedAlready(Refusal):
    code = "invited-already"
    status = 409


class TooLateToInvite(Refusal):
    code = "too-late-to-invite"
    status = 409


@dataclass(frozen=True, slots=True)
class Shared:
    """A training as anybody may read it, with whose it is."""

    training: Training
    cycles: Sequence[Cycle]
    department: str
    unit: str
    link: str


async def read_shared(desk: Desk, link: str) -> Shared:
    """Return what a training is about, when and where: no names of people but who teaches.

    Public: the link is the permission, an organiser hands it on. Raises NotFound for one that is
    forged, or of a training that is not approved.
    """
    try:
        training_id = read_share_link(desk.settings.secret, link)
    except CodeNotOurs:
        raise NotFound from None
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        if not is_announced(training):
            raise NotFound
        return await _shared(desk, tx, training)


async def share(desk: Desk, who: Actor, training_id: str) -> Shared:
    """Return a training with its link to hand on, to its organisers. Raises NotShared."""
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        if training.stage not in TAKES_PLACE:
            raise NotShared(title=training.plan.name)
        return await _shared(desk, tx, training)


async def poster_pdf(desk: Desk, who: Actor, training_id: str) -> Document:
    """Return a poster with the cycles still to come and the link as a picture. Raises NotShared."""
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        if training.stage not in TAKES_PLACE:
            raise NotShared(title=training.plan.name)
        shared = await _shared(desk, tx, training)
    drawn: Drawn = await desk.workers.in_process(draw_poster, _poster(desk, shared))
    name = say("poster-file", name=training.plan.name)
    return Document(drawn.pdf, "application/pdf", f"{name}.pdf", drawn.missing)


async def invite(desk: Desk, who: Actor, training_id: str, cycle_id: str) -> int:
    """Invite everybody expected at a cycle, once; return how many. Who is excused or has left is
    left alone.

    Raises NotShared, TooLateToInvite once it has begun, InvitedAlready.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        if training.stage is not TrainingStage.APPROVED:
            raise NotShared(title=training.plan.name)
        if cycle.starts_at <= now:
            raise TooLateToInvite
        if not await tx.cycles.set_invited(cycle_id, now):
            raise InvitedAlready
        expected = await tx.cycles.expected(cycle, training.unit_id)
        people = to_be_told(cycle, expected)
        at = cycle.starts_at.isoformat()
        key, place = "training-invited", cycle.place
        await tell_people(tx, training, people, key, now, starts_at=at, place=place)
        told = {"number": cycle.number, "people": len(people)}
        tx.journal.add(who, "invited", training.subject, after=told)
    return len(people)


async def _shared(desk: Desk, tx: Transaction, training: Training) -> Shared:
    department = await tx.people.department(training.department_id)
    unit = await tx.people.unit(training.unit_id)
    return Shared(
        training=training,
        cycles=await tx.cycles.of(training.id),
        department=department.name,
        unit=unit.name,
        link=f"{desk.settings.public_url}/t/{share_link(desk.settings.secret, training.id)}",
    )


def _poster(desk: Desk, shared: Shared) -> Poster:
    plan, now = shared.training.plan, desk.clock.now()
    ahead = [cycle for cycle in shared.cycles if cycle.ends_at > now] or list(shared.cycles)
    credit = {"points": show(shared.training.points), "hours": show_quantity(plan.hours)}
    return Poster(
        unit=shared.unit,
        department=shared.department,
        name=plan.name,
        credit=say("poster-credit", **credit),
        cycles=[
            PosterCycle(span(cycle.starts_at, cycle.ends_at), cycle.place, _courses(cycle))
            for cycle in ahead
        ],
        link=shared.link,
        printed_at=now,
    )


def _courses(cycle: Cycle) -> Sequence[str]:
    told = (say("poster-course", topic=one.topic, teacher=one.teacher) for one in cycle.courses)
    return list(dict.fromkeys(told))

"""Who scans the codes of the sample's trainings: most in time, some late, a few only once."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from core.domain.attendance.check_in import CheckInRequest, ScanMethod, Stamp
from core.domain.attendance.schedules import Phase, step_at
from core.domain.trainings.training import Cycle
from storage.sample.people import Life, fixed_id
from storage.sample.trainings import VISITED, Lesson

WARD_NETWORK = "10.32.16.{}"
SO_FAR = 12
MINUTE = timedelta(minutes=1)
SHARED_PHONE = fixed_id("a phone that two people use")


def arrivals_of(lesson: Lesson, cycle: Cycle) -> list[CheckInRequest]:
    """Return the scans of a cycle that is over, in the order of time."""
    dice = random.Random(f"{lesson.key} {cycle.number}")
    found = [
        request
        for life in listeners(lesson)
        if dice.randrange(100) < lesson.turnout
        for request in _stay(life, cycle, dice)
    ]
    return sorted(found, key=lambda one: one.stamp.at)


def arrivals_at(lesson: Lesson, cycle: Cycle, now: datetime) -> list[CheckInRequest]:
    """Return the scans of a cycle that is running: twelve so far, two of them on one phone."""
    dice = random.Random(lesson.key)
    people = [life for life in listeners(lesson) if life.name not in VISITED]
    came = dice.sample(people, min(SO_FAR, len(people)))
    first, last = cycle.starts_at - 18 * MINUTE, min(now - MINUTE, cycle.starts_at + 17 * MINUTE)
    between = (last - first) / len(came)
    return [
        _arrival(
            life,
            cycle,
            Phase.SIGN_IN,
            first + place * between,
            device=SHARED_PHONE if place in {4, 5} else "",
        )
        for place, life in enumerate(came)
    ]


def listeners(lesson: Lesson) -> list[Life]:
    return [life for life in lesson.people() if life.name != lesson.teacher]


def _stay(life: Life, cycle: Cycle, dice: random.Random) -> Iterator[CheckInRequest]:
    early, late = dice.randint(1, 22), dice.randint(18, 35)
    begins = cycle.starts_at + (late if dice.random() < 0.06 else -early) * MINUTE
    yield _arrival(life, cycle, Phase.SIGN_IN, begins + dice.randrange(60) * MINUTE / 60)
    ends = cycle.ends_at + dice.randint(0, 9) * MINUTE
    if dice.random() > 0.04:
        yield _arrival(life, cycle, Phase.SIGN_OUT, ends + dice.randrange(60) * MINUTE / 60)


def _arrival(
    life: Life, cycle: Cycle, phase: Phase, at: datetime, *, device: str = ""
) -> CheckInRequest:
    moment = at.astimezone(UTC).replace(microsecond=0)
    return CheckInRequest(
        stamp=Stamp(cycle.point, phase, step_at(moment, cycle.policy.step_seconds)),
        staff_id=life.staff_id,
        account_id=life.account_id,
        received_at=moment,
        judged_at=moment,
        way=ScanMethod.CAMERA,
        key=f"sample-{cycle.id}-{phase}",
        device=device or fixed_id(f"phone {life.number}"),
        ip=WARD_NETWORK.format(int(life.number) % 250),
    )

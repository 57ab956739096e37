"""What is due by the clock: at the start, after each of Shanghai's midnights, every minute."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.domain.register import Actor
from core.ports import Desk
from core.usecases.attendance.coming import send_reminders
from core.usecases.credits.compliance import recount_dirty, take_effect
from core.usecases.sweeping import sweep


@dataclass(frozen=True, slots=True)
class TimedJob:
    """A use case that counts what it did, and what the log says of it."""

    run: Callable[[Desk, Actor], Awaitable[int]]
    done: str
    failed: str


JOBS = (
    TimedJob(
        recount_dirty,
        "%d years were counted again",
        "years could not be counted again; trying again in a minute",
    ),
    TimedJob(
        take_effect,
        "%d credits took effect",
        "credits could not take effect; trying again in a minute",
    ),
    TimedJob(
        send_reminders,
        "people were reminded of %d cycles",
        "people could not be reminded; trying again in a minute",
    ),
    TimedJob(
        sweep,
        "%d things that had run out were forgotten",
        "nothing could be swept; trying again in a minute",
    ),
)

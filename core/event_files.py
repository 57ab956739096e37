"""Cycles as entries of calendars: title, place and time, and no names of people."""

from collections.abc import Iterable

from core.domain.trainings.training import Cycle, Training, TrainingStage
from core.exports import Document
from core.ics import MEDIA_TYPE, Happening, calendar
from core.texts import say


def calendar_of(public_url: str, found: Iterable[tuple[Training, Cycle]]) -> bytes:
    """Return cycles as one calendar."""
    return calendar(say("calendar-name"), (_happening(public_url, *one) for one in found))


def event_file(public_url: str, training: Training, cycle: Cycle) -> Document:
    """Return one cycle as an entry to add to any calendar."""
    content = calendar_of(public_url, [(training, cycle)])
    return Document(content, MEDIA_TYPE, f"{training.plan.name}.ics", ())


def _happening(public_url: str, training: Training, cycle: Cycle) -> Happening:
    """Whenever a cycle is moved, the version of its training grows."""
    host = public_url.partition("://")[2].partition("/")[0]
    return Happening(
        uid=f"{cycle.id}@{host}",
        sequence=training.version,
        stamped_at=training.decided_at or training.created_at,
        starts_at=cycle.starts_at,
        ends_at=cycle.ends_at,
        title=training.plan.name,
        place=cycle.place,
        is_cancelled=training.stage is TrainingStage.CANCELLED,
    )

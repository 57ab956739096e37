"""How a unit runs its trainings: usual attendance, what speakers get, the hospital's networks."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from core.domain.errors import Refusal
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.settings import read_settings
from core.domain.trainings.training import TrainingSettings
from core.permissions import Permission, authorize
from core.ports import Desk


@dataclass(frozen=True, slots=True)
class SettingsRevision:
    """The settings as they were saved, or nothing saved and what was refused, by field."""

    settings: TrainingSettings
    refused: Mapping[str, Refusal] = field(default_factory=dict)


async def read_training_settings(desk: Desk, who: Actor) -> TrainingSettings:
    """Return the settings of one's unit."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_SETTINGS)
        return await tx.trainings.settings(who.unit_id or "")


async def set_training_settings(
    desk: Desk, who: Actor, texts: Mapping[str, str]
) -> SettingsRevision:
    """Set how trainings are run; cycles planned from now on begin with it."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.TRAINING_SETTINGS)
        unit_id = who.unit_id or ""
        before = await tx.trainings.settings(unit_id)
        after, refused = read_settings(texts, before)
        if refused:
            return SettingsRevision(before, refused)
        await tx.trainings.set_settings(unit_id, after)
        tx.journal.add(
            who,
            "training-settings-set",
            Subject(SubjectKind.UNIT, unit_id),
            before=asdict(before),
            after=asdict(after),
        )
    return SettingsRevision(after)

"""What happens to the installation as a whole, in the journal beside everything else."""

from collections.abc import Mapping
from typing import Any

from core.domain.register import Actor
from core.domain.subjects import INSTALLATION
from core.ports import Desk
from core.records.journal import Event
from core.settings import Settings
from storage.desk import known_secret, open_desk
from storage.manifest import BackupFault
from storage.protection import Protection

BACKED_UP, SECRET_IS_KEPT, SECRET_CHANGED = "backed-up", "secret-is-kept", "secret-changed"


async def note(desk: Desk, verb: str, facts: Mapping[str, Any]) -> None:
    """Write down what was done to the installation."""
    async with desk.store.transaction() as tx:
        tx.journal.add(Actor.system(), verb, INSTALLATION, after=facts)


async def confirm(settings: Settings, secret: str) -> str:
    """Write down that the secret is kept elsewhere; return its fingerprint.

    Raises BackupFault when it is not the secret of this installation.
    """
    key_id, own = Protection(secret).key_id, Protection(known_secret(settings)).key_id
    if key_id != own:
        raise BackupFault(f"That is not the secret of this installation, {own}; it is {key_id}.")
    async with open_desk(settings) as desk:
        await note(desk, SECRET_IS_KEPT, {"key_id": key_id})
    return key_id


async def last(desk: Desk, verb: str) -> Event | None:
    """Return when something was last done to the installation, None for never."""
    async with desk.store.reading() as tx:
        history = await tx.journal.of(INSTALLATION)
    return next((event for event in reversed(history) if event.verb == verb), None)

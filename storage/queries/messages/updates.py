"""Updates of the chat service, kept until they have been acted on."""

import json
from datetime import datetime

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from core.records.messages import Received
from storage.models import UpdateRow

NOTHING = "{}"


class UpdateQueries:
    async def add(self, received: Received, now: datetime) -> bool:
        """Keep an update; False when it was kept before."""
        try:
            async with in_transaction():
                await UpdateRow.create(
                    update_id=received.update_id,
                    chat_id=received.chat_id,
                    body=json.dumps(dict(received.body)),
                    received_at=now,
                )
        except IntegrityError:
            return False
        return True

    async def open(self) -> list[Received]:
        """Return what has not been acted on, in the order it was sent."""
        rows = await UpdateRow.filter(is_open=True).order_by("update_id")
        return [Received(row.update_id, row.chat_id, json.loads(row.body)) for row in rows]

    async def done(self, update_id: int) -> None:
        """Keep the number, so that the update is known again, and forget what it said.

        One that was set aside is kept as it came.
        """
        await UpdateRow.filter(update_id=update_id, is_open=True).update(
            is_open=False, body=NOTHING
        )

    async def set_aside(self, update_id: int, now: datetime) -> None:
        """Keep an update that cannot be read as it came; it holds nothing up any more."""
        await UpdateRow.filter(update_id=update_id, is_open=True).update(
            is_open=False, set_aside_at=now
        )

    async def count_set_aside(self, since: datetime) -> int:
        """Return how many updates could not be read since then."""
        return await UpdateRow.filter(set_aside_at__gte=since).count()

    async def sweep(self, before: datetime) -> int:
        """Forget what came before then and was acted on; what was set aside stays."""
        done = UpdateRow.filter(is_open=False, set_aside_at__isnull=True, received_at__lt=before)
        return await done.delete()

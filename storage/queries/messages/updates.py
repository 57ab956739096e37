"""What came from the chat services, kept until it has been acted on."""

import json
from datetime import datetime

from tortoise.exceptions import IntegrityError
from tortoise.functions import Max
from tortoise.transactions import in_transaction

from core.records.messages import Channel, ChatId, Received
from storage.models import UpdateRow

NOTHING = "{}"
FIRST_OWN_NUMBER = 2**40  # beyond the numbers of the service that gives some


class UpdateQueries:
    async def add(self, received: Received, now: datetime) -> Received | None:
        """Keep what came and return it with its number; None when it was kept before."""
        channel, address = received.chat_id
        if received.key and await UpdateRow.exists(channel=channel.value, key=received.key):
            return None
        number = received.number or max(await self.newest() + 1, FIRST_OWN_NUMBER)
        try:
            async with in_transaction():
                await UpdateRow.create(
                    update_id=number,
                    chat_id=0,
                    channel=channel.value,
                    address=address,
                    key=received.key or None,
                    body=json.dumps(dict(received.body)),
                    received_at=now,
                )
        except IntegrityError:
            if received.number:
                return None
            raise  # another process has kept something at this moment: it comes again
        return Received(number, received.chat_id, received.body, received.key)

    async def newest(self) -> int:
        [found] = await UpdateRow.all().annotate(most=Max("update_id")).values_list("most")
        return found[0] or 0

    async def open(self) -> list[Received]:
        """Return what has not been acted on, in the order it was sent."""
        rows = await UpdateRow.filter(is_open=True).order_by("update_id")
        return [
            Received(
                row.update_id,
                ChatId(Channel(row.channel), row.address),
                json.loads(row.body),
                row.key or "",
            )
            for row in rows
        ]

    async def was_heard(self, chat_id: ChatId) -> bool:
        """Return whether something of this chat was acted on and is not forgotten yet."""
        channel, address = chat_id
        return await UpdateRow.exists(channel=channel.value, address=address, is_open=False)

    async def done(self, number: int) -> None:
        """Keep the number, so that the update is known again, and forget what it said.

        One that was set aside is kept as it came.
        """
        await UpdateRow.filter(update_id=number, is_open=True).update(is_open=False, body=NOTHING)

    async def set_aside(self, number: int, now: datetime) -> None:
        """Keep an update that cannot be read as it came; it holds nothing up any more."""
        await UpdateRow.filter(update_id=number, is_open=True).update(
            is_open=False, set_aside_at=now
        )

    async def count_set_aside(self, since: datetime) -> int:
        """Return how many updates could not be read since then."""
        return await UpdateRow.filter(set_aside_at__gte=since).count()

    async def sweep(self, before: datetime) -> int:
        """Forget what came before then and was acted on; what was set aside stays."""
        done = UpdateRow.filter(is_open=False, set_aside_at__isnull=True, received_at__lt=before)
        return await done.delete()

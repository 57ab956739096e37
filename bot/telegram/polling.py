"""Fetching updates: none is confirmed to the service before it is kept here.

They are fetched as the service wrote them. The library would read a whole batch or none of it,
and whoever sent what it cannot read would silence everybody's chat.
"""

import json
import logging
from typing import Any
from urllib.parse import urlencode

from bot.chat.retrying import log_defect, pauses, rest, told
from bot.chat.service import Keep, Trouble
from bot.telegram.sending import Bot
from bot.telegram.troubles import asked
from bot.telegram.updates import ALLOWED, received_of
from core.domain.errors import Refusal
from core.records.messages import Received

log = logging.getLogger(__name__)
POLL_SECONDS, SPARE_SECONDS = 25, 10


async def poll(bot: Bot, keep: Keep) -> None:
    """Fetch updates for ever; through every trouble, with ever longer pauses."""
    offset, waits = 0, pauses()
    while True:
        try:
            for received in await _fetched(bot, offset):
                await keep(received)
                offset = received.number + 1
            waits = pauses()
        except (Trouble, Refusal) as trouble:
            log.warning("fetching updates: %s", told(trouble))
            await rest(trouble, next(waits))
        except Exception as defect:  # noqa: BLE001 - the chats must not fall silent for good
            log_defect(defect)
            await rest(defect, next(waits))


async def _fetched(bot: Bot, offset: int) -> list[Received]:
    """Wait for the updates from `offset` on. Raises Trouble, LookupError for none at all."""
    wanted: dict[str, object] = {"timeout": POLL_SECONDS, "allowed_updates": json.dumps(ALLOWED)}
    if offset:
        wanted["offset"] = offset
    address = f"{bot.base_url}/getUpdates?{urlencode(wanted)}"
    patience = POLL_SECONDS + SPARE_SECONDS
    bodies: Any = await asked(lambda: bot.request.post(address, read_timeout=patience))
    updates = [received for body in bodies if (received := received_of(body))]
    if bodies and not updates:
        raise LookupError("no update among what was fetched")
    return updates

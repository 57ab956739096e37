"""Fetching updates: none is confirmed to the service before it is kept here."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram.error import TelegramError

from bot.context import Bot
from bot.errors import log_defect
from bot.receiving import pauses
from bot.trouble import rest, told
from bot.updates import ALLOWED
from core.domain.errors import Refusal

log = logging.getLogger(__name__)
POLL_SECONDS = 25


async def poll(bot: Bot, keep: Callable[[Mapping[str, Any]], Awaitable[bool]]) -> None:
    """Fetch updates for ever; through every trouble, with ever longer pauses."""
    offset, waits = 0, pauses()
    while True:
        try:
            updates = await bot.get_updates(
                offset=offset or None, timeout=POLL_SECONDS, allowed_updates=ALLOWED
            )
            for update in updates:
                await keep(update.to_dict())
                offset = update.update_id + 1
            waits = pauses()
        except (TelegramError, Refusal) as trouble:
            log.warning("fetching updates: %s", told(trouble))
            await rest(trouble, next(waits))
        except Exception as defect:  # noqa: BLE001 - the chats must not fall silent for good
            log_defect(defect)
            await rest(defect, next(waits))

"""What was read of photos: told in the chat that works on their draft."""

import asyncio
import logging
from collections.abc import Mapping

from bot.chat.dispatching import Dispatcher
from bot.chat.incoming import Incoming, Read
from bot.chat.receiving import Receiver
from bot.chat.retrying import log_defect
from bot.chat.service import ChatService
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Channel, Chat
from core.records.readings import Arrived
from core.usecases.credits.readings import note_told, untold_readings
from core.usecases.messages.chats import chats_on_draft

log = logging.getLogger(__name__)
REST_SECONDS = 1.0
SYSTEM = Actor.system()


class Arrivals:
    """Looks what was read, and lets the chat show it; what does not get through is told later."""

    def __init__(
        self,
        desk: Desk,
        services: Mapping[Channel, ChatService],
        dispatcher: Dispatcher,
        receiver: Receiver,
    ) -> None:
        self._desk, self._services = desk, services
        self._dispatcher, self._receiver = dispatcher, receiver

    async def run(self) -> None:
        """Tell for ever."""
        while True:
            try:
                for arrived in await untold_readings(self._desk, SYSTEM):
                    await self._tell(arrived)
            except Refusal as refusal:
                log.warning("telling what was read: %s", refusal.code)
            except Exception as defect:  # noqa: BLE001 - one photo must not stop the others
                log_defect(defect)
            await asyncio.sleep(REST_SECONDS)

    async def _tell(self, arrived: Arrived) -> None:
        """Tell it where somebody waits for it; where a message is being answered, a bit later."""
        chats = await chats_on_draft(self._desk, SYSTEM, arrived.account_id, arrived.credit_id)
        if any(self._receiver.is_busy(chat.id) for chat in chats):
            return
        if all([await self._shown(chat, arrived) for chat in chats]):
            await note_told(self._desk, SYSTEM, [arrived.evidence_id])

    async def _shown(self, chat: Chat, arrived: Arrived) -> bool:
        service = self._services.get(chat.id.channel)
        if service is None:
            return True
        key, what = f"read {arrived.evidence_id}", Read(arrived.credit_id)
        incoming = Incoming(number=0, key=key, address=chat.id.address, what=what)
        return await self._dispatcher.act(service, incoming, _nothing_coming)


async def _nothing_coming(seconds: float) -> Incoming | None:
    return None

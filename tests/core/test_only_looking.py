"""Who only looks does not wait for who writes: on SQLite that would be everybody."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context

import pytest

from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Channel, ChatId
from core.usecases.messages.chats import recognise_chat
from core.usecases.messages.notices import due_deliveries, next_delivery_at, read_inbox
from core.usecases.review import count_waiting
from tests import cast
from tests.waiting import PATIENCE_SECONDS

SYSTEM = Actor.system()
LOOKS: dict[str, Callable[[Desk], Awaitable[object]]] = {
    "what is to be sent": lambda desk: due_deliveries(desk, SYSTEM),
    "when there is something to send": lambda desk: next_delivery_at(desk, SYSTEM),
    "whose chat it is": lambda desk: recognise_chat(
        desk, ChatId(Channel.TELEGRAM, "1"), language="en"
    ),
    "the inbox": lambda desk: read_inbox(desk, cast.NURSE.actor),
    "what waits": lambda desk: count_waiting(desk, cast.HEAD_NURSE.actor),
}


async def _done(look: Awaitable[object]) -> object:
    return await look


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
async def test_who_only_looks_is_answered_while_somebody_writes(
    sqlite_desk: Desk, look: Callable[[Desk], Awaitable[object]]
) -> None:
    async with sqlite_desk.store.transaction():
        asked = asyncio.create_task(_done(look(sqlite_desk)), context=Context())
        done, _ = await asyncio.wait([asked], timeout=PATIENCE_SECONDS)
        assert done
        asked.result()

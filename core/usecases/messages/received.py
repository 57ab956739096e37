"""What comes from the chat services: kept first, acted on in order, then crossed off."""

from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.messages import ChatId, Received, ServiceState


async def keep_update(desk: Desk, who: Actor, received: Received) -> Received | None:
    """Keep what came before the service is told it arrived; None if it was kept before."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return await tx.updates.add(received, desk.clock.now())


async def open_updates(desk: Desk, who: Actor) -> list[Received]:
    """Return what was received and not yet acted on, in order: after a restart, say."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return await tx.updates.open()


async def was_heard(desk: Desk, who: Actor, chat_id: ChatId) -> bool:
    """Return whether something of this chat was acted on before, as far back as is remembered."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return await tx.updates.was_heard(chat_id)


async def finish_update(desk: Desk, who: Actor, number: int) -> None:
    """Note that an update was acted on; its words are forgotten."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        await tx.updates.done(number)


async def set_update_aside(desk: Desk, who: Actor, number: int) -> None:
    """Keep an update that cannot be read, for whoever mends the reading; chats go on without."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        await tx.updates.set_aside(number, desk.clock.now())


async def note_service(desk: Desk, who: Actor, state: ServiceState) -> None:
    """Write down how a chat service is doing."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        await tx.chats.put_service(state)

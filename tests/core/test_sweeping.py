"""What has run out is swept: links whose time is over, and updates that were acted on."""

from datetime import timedelta

from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Channel, ChatId, Received
from core.records.register import LinkPurpose
from core.usecases.register.links import make_link
from core.usecases.sweeping import LINKS_KEPT, UPDATES_KEPT, sweep
from storage.models import LinkRow, UpdateRow
from storage.system import MovableClock

CHAT = ChatId(Channel.TELEGRAM, "1001")


async def updates_and_links(desk: Desk) -> tuple[set[int], int]:
    async with desk.store.reading():
        numbers = await UpdateRow.all().values_list("update_id", flat=True)
        return set(numbers), await LinkRow.all().count()


async def test_links_that_are_over_and_updates_that_were_acted_on_go_after_a_month(
    sqlite_desk: Desk, clock: MovableClock, nurse: Actor
) -> None:
    desk = sqlite_desk
    await make_link(desk, nurse, LinkPurpose.SIGN_IN)
    async with desk.store.transaction() as tx:
        for number in (1, 2, 3):
            await tx.updates.add(Received(number, CHAT, {"text": "hello"}), clock.now())
        await tx.updates.done(1)
        await tx.updates.set_aside(2, clock.now())
    clock.move(seconds=(max(LINKS_KEPT, UPDATES_KEPT) - timedelta(minutes=1)).total_seconds())
    await sweep(desk, Actor.system())
    assert await updates_and_links(desk) == ({1, 2, 3}, 1)
    clock.move(days=1)
    await sweep(desk, Actor.system())
    assert await updates_and_links(desk) == ({2, 3}, 0)

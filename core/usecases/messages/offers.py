"""What can be answered by number in a chat."""

from collections.abc import Sequence

from core.domain.offers import Choice, Offers, read_offers
from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.messages import ChatId


async def offer_choices(
    desk: Desk,
    who: Actor,
    chat_id: ChatId,
    choices: Sequence[Choice],
    *,
    on_card: bool = False,
    by_letter: bool = False,
) -> Offers | None:
    """Keep what can be answered by number in a chat from now on; None for a stranger's."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        chat = await tx.chats.hold(chat_id)
        if chat is None:
            return None
        offers, newest = read_offers(chat.offered), await tx.updates.newest()
        offers = (
            offers.add_card(choices)
            if on_card
            else offers.ask(choices, newest, by_letter=by_letter)
        )
        await tx.chats.offer(chat_id, str(offers))
        return offers

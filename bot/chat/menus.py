"""The menu of a chat, where a service has one: no command is offered that will be refused."""

import logging

from bot.chat.context import ChatContext
from bot.chat.retrying import told
from bot.chat.screens.help import commands_of
from bot.chat.service import ChatService, Trouble
from core.domain.register import Actor
from core.texts import language

log = logging.getLogger(__name__)
OF_STRANGERS = ("help",)


def keep_menu(context: ChatContext) -> None:
    """Let the menu follow who the chat belongs to, what they may do, and their language."""
    state, service, who = context.state, context.service, context.state.who
    if not service.can.has_menu or not context.incoming.is_private:
        return
    wanted = (language(), *_offered(who)) if who else ()
    if state.menu == wanted:
        return
    state.menu = wanted
    address = context.incoming.address

    async def offer() -> None:
        if not await offer_menu(service, address, who):
            state.menu = None

    context.later(0, offer)


async def offer_menu(service: ChatService, address: str, who: Actor | None) -> bool:
    """Offer what the person may do; return whether it is offered.

    A menu that cannot be changed now is no reason to be silent: it follows at the next words.
    """
    if not service.can.has_menu:
        return True
    try:
        await service.offer_commands(address, _offered(who) if who else ())
    except Trouble as trouble:
        log.info("a menu was not changed: %s", told(trouble))
        return False
    return True


def _offered(who: Actor) -> list[str]:
    return [*commands_of(who), *OF_STRANGERS]

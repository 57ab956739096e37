"""Before anything else: is this a private chat, and whose?"""

import logging
from dataclasses import replace

from bot.chat.buttons import OF_STRANGERS, link_code_in
from bot.chat.context import ChatContext
from bot.chat.handlers.register import greet_stranger
from bot.chat.incoming import Came, Left, Returned
from bot.chat.markup import Screen
from bot.chat.numbering import Numbering
from bot.chat.remembering import as_owed
from bot.chat.replies import send
from bot.chat.retrying import told
from bot.chat.service import Passing, Trouble
from core.domain.register import Actor
from core.texts import say, speak
from core.usecases.messages.chats import recognise_chat
from core.usecases.messages.received import was_heard

log = logging.getLogger(__name__)


async def recognise_sender(context: ChatContext) -> bool:
    """Put the person where every handler finds them; whoever is not known is told how to link.

    False where there is nothing more to be done.
    """
    state, came = context.state, context.incoming
    state.who, state.chat, state.taken = None, None, ""
    state.name = came.name or state.name
    speak(came.language)
    if isinstance(came.what, Left):
        return False
    if not came.is_private:
        await _only_in_private(context)
        return False
    found = await recognise_chat(context.desk, context.chat_id, language=came.language)
    if found:
        state.who, state.chat = found[0], as_owed(found[1], state.owed)
        speak(state.who.language)
    if isinstance(came.what, Returned):
        return False
    if not found and not _is_linking(chosen(context)):
        await greet_stranger(context)
        return False
    return True


def chosen(context: ChatContext) -> ChatContext:
    """Return the context of the choice, where its number was answered with."""
    service, came = context.service, context.incoming
    if not isinstance(service, Numbering) or not came.text:
        return context
    press = service.chosen(came, context.state.chat)
    return replace(context, incoming=replace(came, what=press)) if press else context


def _is_linking(context: ChatContext) -> bool:
    """A link or a code of the web app, or the answer to what it was asked about."""
    came = context.incoming
    if came.press:
        return came.press.data.partition(":")[0] in OF_STRANGERS
    has_payload = isinstance(came.what, Came) and came.what.payload != ""
    return has_payload or link_code_in(came.text) is not None


async def _only_in_private(context: ChatContext) -> None:
    """Say so once to a group, however often this process has begun anew since."""
    if context.state.was_told:
        return
    if not await was_heard(context.desk, Actor.system(), context.chat_id):
        try:
            await send(context.to, Screen(say("chat-only-private")))
        except Passing:
            raise
        except Trouble as trouble:
            log.info("a group was not told: %s", told(trouble))
    context.state.was_told = True

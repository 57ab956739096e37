"""Before anything else: is this a private chat, and whose?"""

from telegram import ChatMember, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.chat_ids import chat_id_of
from bot.context import DeskContext, language_in
from bot.handlers.register import greet_stranger
from bot.markup import Screen
from bot.replies import send
from bot.updates import OF_STRANGERS, link_code_in
from core.texts import say, speak
from core.usecases.messages.chats import recognise_chat

GONE = {ChatMember.BANNED, ChatMember.LEFT}


async def recognise_sender(update: Update, context: DeskContext) -> None:
    """Put the person where every handler finds them; whoever is not known is told how to link."""
    state, chat = context.state, update.effective_chat
    state.who, state.chat, state.language = None, None, language_in(update)
    speak(state.language)
    if chat is None or _is_gone(update):
        raise ApplicationHandlerStop
    if chat.type != ChatType.PRIVATE:
        await _only_in_private(context, chat.id)
        raise ApplicationHandlerStop
    found = await recognise_chat(context.desk, chat_id_of(chat.id), language=state.language)
    if found:
        state.who, state.chat = found
        state.language = state.who.language
        speak(state.language)
    if update.my_chat_member:
        raise ApplicationHandlerStop
    if not found and not _is_linking(update):
        await greet_stranger(update, context)
        raise ApplicationHandlerStop


def _is_gone(update: Update) -> bool:
    """The bot was blocked or thrown out; it could not answer."""
    change = update.my_chat_member
    return change is not None and change.new_chat_member.status in GONE


def _is_linking(update: Update) -> bool:
    """A link or a code of the web app, or the answer to what it was asked about."""
    if query := update.callback_query:
        return (query.data or "").partition(":")[0] in OF_STRANGERS
    text = (update.effective_message.text or "") if update.effective_message else ""
    return text.startswith("/start ") or link_code_in(text) is not None


async def _only_in_private(context: DeskContext, chat_id: int) -> None:
    if context.state.was_told:
        return
    context.state.was_told = True
    try:
        await send(context.bot, chat_id, Screen(say("chat-only-private")))
    except TelegramError:
        return

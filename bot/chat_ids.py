"""Telegram's numbers for chats, and what the rest of the house calls them."""

from core.records.messages import Channel, ChatId


def chat_id_of(number: int) -> ChatId:
    """Return the chat that Telegram knows by this number."""
    return ChatId(Channel.TELEGRAM, str(number))


def number_of(chat_id: ChatId) -> int:
    """Return Telegram's number of a chat of Telegram."""
    return int(chat_id.address)

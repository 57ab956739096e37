"""What an update of Telegram says, and to which chat it belongs."""

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.chat.incoming import (
    Came,
    Edited,
    Gave,
    Incoming,
    Left,
    Pressed,
    Returned,
    Said,
    SentFile,
    Unclear,
    What,
)
from core.records.messages import Channel, ChatId, Received
from core.texts import LANGUAGES

LARGEST_NUMBER = 2**63 - 1  # what a database keeps
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
GONE = {"left", "kicked"}
START = re.compile(r"/start(@\w+)?(\s+(?P<payload>\S+).*)?", re.DOTALL | re.IGNORECASE)


def incoming_of(update: Update) -> Incoming:
    """Return what an update says to the chat."""
    chat, user = update.effective_chat, update.effective_user
    message = update.effective_message
    address = str(chat.id) if chat else ""
    name = f"{user.full_name} @{user.username}" if user and user.username else ""
    return Incoming(
        number=update.update_id,
        key=f"tg:{address}:{message.message_id if message else 0}",
        address=address,
        what=_what(update) if chat else Left(),
        name=name or (user.full_name if user else ""),
        language=language_of(user.language_code if user else None),
        is_private=chat is not None and chat.type == ChatType.PRIVATE,
    )


def _what(update: Update) -> What:
    if change := update.my_chat_member:
        return Left() if change.new_chat_member.status in GONE else Returned()
    if query := update.callback_query:
        return _pressed(query)
    if edited := update.edited_message:
        words = edited.text or edited.caption
        return Edited(words) if words else Left()
    message = update.message
    if message is None:
        return Left()
    if file := sent_file(message):
        return Gave([file], message.caption or "", lot_of(message.chat_id, message.media_group_id))
    if message.text is None:
        return Unclear()
    if begun := START.fullmatch(message.text):
        return Came(begun["payload"] or "")
    return Said(message.text)


def _pressed(query: CallbackQuery) -> Pressed:
    at = query.message
    is_text = at is None or (isinstance(at, Message) and at.text is not None)
    return Pressed(query.data or "", str(at.message_id) if at else "", not is_text, query.id)


def sent_file(message: Message) -> SentFile | None:
    """Return the file that a message carries, the largest of a photo's sizes."""
    if message.photo:
        photo = max(message.photo, key=lambda size: size.width * size.height)
        key = f"{photo.file_unique_id}:{message.message_id}"
        return SentFile(photo.file_id, key, message.date, "", photo.file_size or 0)
    if document := message.document:
        key = f"{document.file_unique_id}:{message.message_id}"
        name = document.file_name or "file"
        size_bytes = document.file_size or 0
        return SentFile(document.file_id, key, message.date, name, size_bytes)
    return None


def lot_of(chat_id: object, album: object) -> str:
    """Return the name of an album, "" for none."""
    return f"tg:{chat_id}:{album}" if isinstance(album, str) and album else ""


def received_of(body: object) -> Received | None:
    """Return an update as it is kept, None for what is no update at all.

    What else is in it may be of any shape: it is looked at when it is acted on.
    """
    if not isinstance(body, Mapping) or not _is_number(number := body.get("update_id")):
        return None
    return Received(number, ChatId(Channel.TELEGRAM, str(chat_of(body))), body)


def chat_of(body: Mapping[str, Any]) -> int:
    """Return the chat that an update belongs to, 0 for one that belongs to none."""
    about = (
        _part(body, "message")
        or _part(body, "edited_message")
        or _part(body, "my_chat_member")
        or _part(_part(body, "callback_query"), "message")
    )
    chat_id = _part(about, "chat").get("id")
    return chat_id if _is_number(chat_id) else 0


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return what an update holds under a name, nothing where it is of another shape."""
    part = body.get(name)
    return part if isinstance(part, Mapping) else {}


def _is_number(value: object) -> TypeGuard[int]:
    return type(value) is int and abs(value) <= LARGEST_NUMBER


def language_of(code: str | None) -> str:
    """Return the language for a person whose phone speaks `code`: Chinese unless it is another."""
    return LANGUAGES[0] if not code or code.lower().startswith("zh") else "en"

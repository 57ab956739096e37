"""Changes to messages the bot has sent."""

from typing import Any

from bot.sandbox.answers import bad
from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat
from bot.sandbox.contents import buttons, caption, media, words
from bot.sandbox.people import Json
from bot.sandbox.telegram import Telegram

TEXT = ("text", "entities")
CAPTION = ("caption", "caption_entities")
MEDIA = ("photo", "document")
BUTTONS = ("reply_markup",)
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def edit_message_text(telegram: Telegram, call: Call) -> Json:
    chat, message = _own(telegram, call)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    new = {**words(call.fields), **buttons(call)}
    return _edited(telegram, chat, message, TEXT + BUTTONS, new)


async def edit_message_caption(telegram: Telegram, call: Call) -> Json:
    chat, message = _own(telegram, call)
    if "text" in message:
        raise bad("there is no caption in the message to edit")
    new = {**caption(call.fields), **buttons(call)}
    return _edited(telegram, chat, message, CAPTION + BUTTONS, new)


async def edit_message_reply_markup(telegram: Telegram, call: Call) -> Json:
    chat, message = _own(telegram, call)
    return _edited(telegram, chat, message, BUTTONS, buttons(call))


async def edit_message_media(telegram: Telegram, call: Call) -> Json:
    chat, message = _own(telegram, call)
    item = call.nested("media") or {}
    if (kind := item.get("type")) not in MEDIA:
        raise bad(f"type {kind} of the media is not supported here")
    around = {**caption(item), **buttons(call)}
    new = {**await media(telegram, call, kind, item.get("media")), **around}
    return _edited(telegram, chat, message, TEXT + MEDIA + CAPTION + BUTTONS, new)


def _own(telegram: Telegram, call: Call) -> tuple[Chat, Json]:
    chat = telegram.reachable(call.chat_id)
    message = chat.messages.get(call.number("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if message["from"]["id"] != telegram.me["id"]:
        raise bad("message can't be edited")
    return chat, message


def _edited(
    telegram: Telegram, chat: Chat, message: Json, replaced: tuple[str, ...], new: Json
) -> Json:
    kept = {name: part for name, part in message.items() if name not in replaced}
    edited = {**kept, **new}
    if _seen(edited) == _seen(message):
        raise bad(SAME)
    return telegram.change(chat, edited)


def _seen(message: Json) -> Json:
    """Return what a reader sees; a file uploaded again looks the same."""
    seen = {name: message.get(name) for name in TEXT + CAPTION + BUTTONS}
    photo = message.get("photo") or [{}]
    seen["photo"] = photo[-1].get("file_unique_id")
    seen["document"] = message.get("document", {}).get("file_unique_id")
    return seen


EDITING: dict[str, Any] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "editMessageMedia": edit_message_media,
}

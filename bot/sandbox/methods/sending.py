"""New messages from the bot, and taking messages away."""

import secrets
from typing import Any

from bot.sandbox.answers import bad
from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat
from bot.sandbox.contents import buttons, caption, media, words
from bot.sandbox.people import Json
from bot.sandbox.telegram import Telegram

SMALLEST_ALBUM, LARGEST_ALBUM = 2, 10
KINDS = ("photo", "document")
ACTIONS = {
    "typing",
    "upload_photo",
    "upload_document",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "choose_sticker",
    "find_location",
}
DELETABLE_FOR = 48 * 3600


async def send_message(telegram: Telegram, call: Call) -> Json:
    chat = telegram.reachable(call.chat_id)
    content = {**_reply(chat, call), **words(call.fields), **buttons(call)}
    return telegram.post(chat, telegram.me, content)


async def send_photo(telegram: Telegram, call: Call) -> Json:
    return await _send_media(telegram, call, "photo")


async def send_document(telegram: Telegram, call: Call) -> Json:
    return await _send_media(telegram, call, "document")


async def _send_media(telegram: Telegram, call: Call, kind: str) -> Json:
    chat = telegram.reachable(call.chat_id)
    around = {**_reply(chat, call), **caption(call.fields), **buttons(call)}
    content = await media(telegram, call, kind, call.fields.get(kind))
    return telegram.post(chat, telegram.me, {**content, **around})


async def send_media_group(telegram: Telegram, call: Call) -> list[Json]:
    chat = telegram.reachable(call.chat_id)
    items = call.nested("media") or []
    if not SMALLEST_ALBUM <= len(items) <= LARGEST_ALBUM:
        raise bad("media group must include 2-10 items")
    if len({item.get("type") for item in items}) > 1:
        raise bad("document can't be mixed with other media types")
    group = {"media_group_id": album_id(), **_reply(chat, call)}
    contents = [await _item(telegram, call, item) for item in items]
    return [telegram.post(chat, telegram.me, {**content, **group}) for content in contents]


async def _item(telegram: Telegram, call: Call, item: Json) -> Json:
    if (kind := item.get("type")) not in KINDS:
        raise bad(f"type {kind} of the media is not supported here")
    return {**await media(telegram, call, kind, item.get("media")), **caption(item)}


def album_id() -> str:
    """Return a new number that the messages of one album share."""
    return str(secrets.randbelow(10**17) + 10**17)


def _reply(chat: Chat, call: Call) -> Json:
    wanted = call.nested("reply_parameters") or {}
    number = int(wanted.get("message_id") or call.number("reply_to_message_id"))
    if not number:
        return {}
    if message := chat.messages.get(number):
        quoted = {name: part for name, part in message.items() if name != "reply_to_message"}
        return {"reply_to_message": quoted}
    lenient = wanted.get("allow_sending_without_reply")
    if lenient or call.flag("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")


async def send_chat_action(telegram: Telegram, call: Call) -> bool:
    chat = telegram.reachable(call.chat_id)
    if call.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    telegram.note(chat, {"kind": "action", "action": call.text("action"), "at": telegram.seconds})
    return True


async def delete_message(telegram: Telegram, call: Call) -> bool:
    chat = telegram.reachable(call.chat_id)
    message = chat.messages.get(call.number("message_id"))
    if message is None:
        raise bad("message to delete not found")
    if telegram.seconds - message["date"] > DELETABLE_FOR:
        raise bad("message can't be deleted for everyone")
    telegram.remove(chat, message["message_id"])
    return True


async def delete_messages(telegram: Telegram, call: Call) -> bool:
    chat = telegram.reachable(call.chat_id)
    for number in call.nested("message_ids") or []:
        if number in chat.messages:
            telegram.remove(chat, number)
    return True


SENDING: dict[str, Any] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "sendChatAction": send_chat_action,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}

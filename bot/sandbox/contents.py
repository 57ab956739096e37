"""What a message holds, in the Bot API's shape: text, photo or document, caption, buttons."""

from typing import Any

from bot.sandbox.answers import Refused, bad
from bot.sandbox.calls import Call, Upload
from bot.sandbox.files import MEGABYTE, StoredFile
from bot.sandbox.keyboards import inline
from bot.sandbox.markup import detected, formatted
from bot.sandbox.people import Json
from bot.sandbox.pictures import scaled
from bot.sandbox.telegram import Telegram

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_PHOTO = 10 * MEGABYTE
LARGEST_DOCUMENT = 50 * MEGABYTE


def words(fields: Json) -> Json:
    """Return text and entities of a message; refuse empty and too long ones."""
    text, entities = _formatted(fields, "text", "entities")
    if not text:
        raise bad("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise bad("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def caption(fields: Json) -> Json:
    """Return caption and entities of a photo or document; nothing when there is none."""
    text, entities = _formatted(fields, "caption", "caption_entities")
    if len(text) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    return {
        **({"caption": text} if text else {}),
        **({"caption_entities": entities} if text and entities else {}),
    }


def _formatted(fields: Json, name: str, entities: str) -> tuple[str, list[Json]]:
    text = str(fields.get(name) or "")
    if given := fields.get(entities):
        return text, detected(text, list(given))
    plain, found = formatted(text, fields.get("parse_mode"))
    return plain, detected(plain, found)


def buttons(call: Call) -> Json:
    """Return the inline keyboard under a message, if any."""
    keyboard = inline(call.nested("reply_markup"))
    return {"reply_markup": keyboard} if keyboard else {}


async def photo(telegram: Telegram, upload: Upload) -> Json:
    """Store an uploaded photo in Telegram's sizes; refuse more than 10 MB."""
    if len(upload.data) > LARGEST_PHOTO:
        raise bad(
            f"file of size {len(upload.data)} bytes is too big for a photo; "
            f"the maximum size is {LARGEST_PHOTO} bytes"
        )
    sizes = [
        {
            **telegram.files.add("photo", "photo.jpg", "image/jpeg", size.data).described,
            "width": size.width,
            "height": size.height,
        }
        for size in await scaled(upload.data)
    ]
    return {"photo": sizes}


def document(telegram: Telegram, upload: Upload) -> Json:
    """Store an uploaded file as it is."""
    stored = telegram.files.add("document", upload.name, upload.media_type, upload.data)
    return {"document": _document(stored)}


def _document(stored: StoredFile) -> Json:
    return {**stored.described, "file_name": stored.name, "mime_type": stored.media_type}


async def media(telegram: Telegram, call: Call, kind: str, value: Any) -> Json:
    """Return the photo or document a bot sends: uploaded, or known by its id."""
    if upload := call.attached(value, kind):
        if not upload.data:
            raise bad("file must be non-empty")
        if len(upload.data) > LARGEST_DOCUMENT:
            raise Refused(413, "Request Entity Too Large")
        return await photo(telegram, upload) if kind == "photo" else document(telegram, upload)
    if not value:
        raise bad(f"there is no {kind} in the request")
    if str(value).startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    return _again(telegram, kind, telegram.files.get(str(value)))


def _again(telegram: Telegram, kind: str, stored: StoredFile) -> Json:
    if stored.kind != kind:
        raise bad(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    if kind == "document":
        return {"document": _document(stored)}
    for chat in telegram.chats.values():
        for message in chat.messages.values():
            sizes = message.get("photo", [])
            if any(size["file_id"] == stored.id for size in sizes):
                return {"photo": sizes}
    raise bad("wrong file_id or the file is temporarily unavailable")

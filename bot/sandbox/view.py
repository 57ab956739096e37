"""What the chat page shows: one person's changes, and the list of people beside it."""

from bot.sandbox.chats import Chat
from bot.sandbox.methods.settings import commands_for, menu_button
from bot.sandbox.people import Json
from bot.sandbox.telegram import Telegram

PREVIEW = 60


def changes(telegram: Telegram, chat: Chat, after: int) -> Json:
    """Return what the page of a person needs to catch up, and count it as read."""
    chat.read = max(chat.messages, default=chat.read)
    return {
        "run": telegram.run,
        "revision": telegram.revision,
        "now": telegram.seconds,
        **chat.since(after),
        "commands": commands_for(telegram, chat.person),
        "menu": menu_button(telegram, chat.person.id),
        "people": people(telegram),
    }


def people(telegram: Telegram) -> list[Json]:
    """Return everyone with the last message of their chat."""
    return [
        {
            "id": chat.person.id,
            "name": chat.person.name,
            "note": chat.person.note,
            "unread": chat.unread,
            **_last(chat.last),
        }
        for chat in telegram.chats.values()
    ]


def _last(message: Json | None) -> Json:
    if message is None:
        return {"last": "", "kind": "", "at": 0}
    kind = next((kind for kind in ("photo", "document") if kind in message), "text")
    name = message.get("document", {}).get("file_name", "")
    words = message.get("text") or message.get("caption") or name
    return {"last": " ".join(words.split())[:PREVIEW], "kind": kind, "at": message["date"]}

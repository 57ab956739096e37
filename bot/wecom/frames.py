"""What WeCom sends over the line: messages, and presses on cards, kept and read."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.chat.frames import part, text_in
from bot.chat.incoming import Came, Gave, Incoming, Left, Pressed, Said, SentFile, Unclear, What
from core.records.messages import Channel, ChatId, Received

MESSAGE, EVENT = "aibot_msg_callback", "aibot_event_callback"
LONGEST_KEY = 200
GROUP, GROUP_ADDRESS = "group", "group:"


def received_of(frame: Mapping[str, Any]) -> Received | None:
    """Return what is to be kept of a frame, None for one that brings nothing."""
    body = part(frame, "body")
    if frame.get("cmd") not in {MESSAGE, EVENT}:
        return None
    key = text_in(body, "msgid") or text_in(part(frame, "headers"), "req_id")
    address = text_in(part(body, "from"), "userid")
    if body.get("chattype") == GROUP:
        address = GROUP_ADDRESS + text_in(body, "chatid")
    if not key or not address:
        return None
    return Received(0, ChatId(Channel.WECOM, address[:LONGEST_KEY]), body, key[:LONGEST_KEY])


def is_pushed_out(frame: Mapping[str, Any]) -> bool:
    """Return whether another line has taken the place of this one: there is one a bot."""
    event = part(part(frame, "body"), "event")
    return frame.get("cmd") == EVENT and event.get("eventtype") == "disconnected_event"


def incoming_of(received: Received) -> Incoming:
    """Return what was kept as the chat reads it."""
    address = received.chat_id.address
    return Incoming(
        number=received.number,
        key=f"wecom:{received.key}"[:LONGEST_KEY],
        address=address,
        what=_what(received.body, received.key),
        name=text_in(part(received.body, "from"), "userid"),
        is_private=not address.startswith(GROUP_ADDRESS),
    )


def _what(body: Mapping[str, Any], key: str) -> What:
    match body.get("msgtype"):
        case "text":
            return Said(text_in(part(body, "text"), "content").strip())
        case "image" | "file" as kind:
            file = _file(part(body, kind), key, body)
            return Gave([file]) if file else Unclear()
        case "mixed":
            return _mixed(body, key)
        case "event":
            return _event(part(body, "event"))
        case _:
            return Unclear()


def _event(event: Mapping[str, Any]) -> What:
    match event.get("eventtype"):
        case "enter_chat":
            return Came()
        case "template_card_event":
            carried = text_in(part(event, "template_card_event") or event, "event_key")
            return Pressed(carried) if carried else Left()
        case _:
            return Left()


def _mixed(body: Mapping[str, Any], key: str) -> What:
    """Return words and pictures that were written as one."""
    found = part(body, "mixed").get("msg_item")
    items = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    said = [text_in(part(one, "text"), "content") for one in items]
    pictures = [part(one, "image") for one in items]
    files = [_file(one, f"{place}:{key}", body) for place, one in enumerate(pictures, 1) if one]
    words = "".join(said).strip()
    if known := [file for file in files if file]:
        return Gave(known, words)
    return Said(words) if words else Unclear()


def _file(it: Mapping[str, Any], key: str, body: Mapping[str, Any]) -> SentFile | None:
    """Return a file, which is known by its address and the key that opens it."""
    url, opens = text_in(it, "url"), text_in(it, "aeskey")
    at = body.get("create_time")
    sent = datetime.fromtimestamp(at if isinstance(at, int) and 0 < at < 10**11 else 0, UTC)
    name = text_in(it, "filename") or text_in(it, "name")
    return SentFile(f"{opens} {url}", key, sent, name) if url else None

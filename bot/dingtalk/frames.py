"""What DingTalk sends over the line: messages and presses on cards, kept and read."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.chat.frames import frame_in, part, text_in
from bot.chat.incoming import Gave, Incoming, Left, Pressed, Said, SentFile, Unclear, What
from core.records.messages import Channel, ChatId, Received

MESSAGES, CARDS = "/v1.0/im/bot/messages/get", "/v1.0/card/instances/callback"
GROUP, GROUP_ADDRESS = "2", "group:"
LONGEST_KEY = 200


def received_of(frame: Mapping[str, Any]) -> Received | None:
    """Return what is to be kept of a frame, None for one that brings nothing."""
    headers = part(frame, "headers")
    topic, data = text_in(headers, "topic"), frame_in(text_in(frame, "data"))
    if topic == MESSAGES:
        key, address = text_in(data, "msgId"), _address(data)
    elif topic == CARDS:
        key, address = f"press:{text_in(headers, 'messageId')}", text_in(data, "userId")
    else:
        return None
    if not key or not address:
        return None
    chat_id = ChatId(Channel.DINGTALK, address[:LONGEST_KEY])
    return Received(0, chat_id, {"topic": topic, "data": data}, key[:LONGEST_KEY])


def _address(data: Mapping[str, Any]) -> str:
    """Return whom to answer: a colleague by their number, a group; nobody from elsewhere."""
    if data.get("conversationType") == GROUP:
        return GROUP_ADDRESS + text_in(data, "conversationId")
    return text_in(data, "senderStaffId")


def incoming_of(received: Received) -> Incoming:
    """Return what was kept as the chat reads it."""
    data = part(received.body, "data")
    address = received.chat_id.address
    return Incoming(
        number=received.number,
        key=f"ding:{received.key}"[:LONGEST_KEY],
        address=address,
        what=_pressed(data) if received.body.get("topic") == CARDS else _what(data, received),
        name=text_in(data, "senderNick"),
        is_private=not address.startswith(GROUP_ADDRESS),
    )


def _pressed(data: Mapping[str, Any]) -> What:
    content = frame_in(text_in(data, "content"))
    carried = text_in(part(part(content, "cardPrivateData"), "params"), "data")
    return Pressed(carried, text_in(data, "outTrackId")) if carried else Left()


def _what(data: Mapping[str, Any], received: Received) -> What:
    content, sent = part(data, "content"), _sent_at(data)
    match data.get("msgtype"):
        case "text":
            return Said(text_in(part(data, "text"), "content").strip())
        case "picture" | "file":
            code = text_in(content, "downloadCode")
            name = text_in(content, "fileName")
            return Gave([SentFile(code, received.key, sent, name)]) if code else Unclear()
        case "richText":
            return _mixed(content, received, sent)
        case _:
            return Unclear()


def _mixed(content: Mapping[str, Any], received: Received, sent: datetime) -> What:
    """Return words and pictures that were written as one."""
    found = content.get("richText")
    parts = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    words = "".join(text_in(one, "text") for one in parts).strip()
    codes = [code for one in parts if (code := text_in(one, "downloadCode"))]
    files = [SentFile(code, f"{place}:{received.key}", sent) for place, code in enumerate(codes, 1)]
    if files:
        return Gave(files, words)
    return Said(words) if words else Unclear()


def _sent_at(data: Mapping[str, Any]) -> datetime:
    at = data.get("createAt")
    known = isinstance(at, int) and 0 < at < 10**14
    return datetime.fromtimestamp(at / 1000 if known and at else 0, UTC)


def ack(frame: Mapping[str, Any]) -> dict[str, Any]:
    """Return the thanks for a frame."""
    headers = part(frame, "headers")
    is_ping = frame.get("type") == "SYSTEM"
    return {
        "code": 200,
        "headers": {
            "contentType": "application/json",
            "messageId": text_in(headers, "messageId"),
        },
        "message": "OK",
        "data": text_in(frame, "data") if is_ping else json.dumps({"response": {}}),
    }

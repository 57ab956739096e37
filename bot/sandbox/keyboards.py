"""Inline keyboards: the rows of buttons under a message, within Telegram's limits."""

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.answers import bad
from bot.sandbox.people import Json

LONGEST_DATA = 64
MOST_BUTTONS = 100
SCHEMES = {"http", "https", "tg"}
ACTIONS = ("callback_data", "url", "web_app", "copy_text")


def inline(markup: Any) -> Json | None:
    """Return the inline keyboard of a message, None without one; refuse impossible buttons."""
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        return None
    rows = [[_button(button) for button in row] for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _button(button: Json) -> Json:
    if not str(button.get("text", "")).strip():
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the keyboard")
    if sum(action in button for action in ACTIONS) != 1:
        raise bad("can't parse inline keyboard button: exactly one action is needed")
    if "callback_data" in button:
        _data(button["callback_data"])
    elif "url" in button or "web_app" in button:
        _address(button.get("url") or button["web_app"]["url"])
    return button


def _data(data: str) -> None:
    if not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")


def _address(url: str) -> None:
    if urlsplit(url).scheme not in SCHEMES:
        raise bad(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")


def has_button(message: Json, data: str) -> bool:
    """Say whether a message shows a button that sends `data`."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return any(button.get("callback_data") == data for row in rows for button in row)

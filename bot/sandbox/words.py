"""The page's language and the sentences its script needs."""

import json

from quart import request

from core.texts import LANGUAGES, say

SCRIPT = (
    "today",
    "yesterday",
    "typing",
    "uploading",
    "bot",
    "edited",
    "photo",
    "file",
    "open-photo",
    "open-file",
    "remove",
    "failed",
    "offline",
    "blocked-notice",
    "block",
    "unblock",
    "message-from-bot",
    "message-from-you",
    "copied",
    "unread",
    "no-messages",
)


def page_language() -> str:
    """Return the language asked for in the address, else the browser's, else Chinese."""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    best = request.accept_languages.best_match(["zh-CN", "zh", "en"], default="zh-CN")
    return "en" if best == "en" else "zh-CN"


def words_for_script() -> str:
    """Return the script's sentences as JSON; `{n}` is filled in by the script."""
    return json.dumps({key: say(f"sandbox-{key}") for key in SCRIPT}, ensure_ascii=False)

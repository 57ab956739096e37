"""Updates that the service brings: the secret is checked, the update kept, then it is thanked."""

from collections.abc import Awaitable, Callable, Mapping
from hmac import compare_digest
from typing import Any

from quart import Blueprint, request

from core.domain.errors import Refusal
from core.settings import Settings

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name

Keep = Callable[[Mapping[str, Any]], Awaitable[bool]]


def wants_webhook(settings: Settings) -> bool:
    """Return whether updates are brought here, rather than fetched: that needs a public https."""
    return bool(settings.telegram_webhook_secret) and settings.is_https


async def accept(settings: Settings, keep: Keep, body: object, secret: str) -> int:
    """Take one update and return the HTTP status to answer: 200 only once it is kept.

    403 for a wrong secret, 400 for what is no update, 503 when it cannot be kept now.
    """
    expected = settings.telegram_webhook_secret
    if not expected or not compare_digest(secret.encode(), expected.encode()):
        return 403
    if not isinstance(body, dict) or not isinstance(body.get("update_id"), int):
        return 400
    try:
        await keep(body)
    except Refusal:
        return 503
    return 200


def webhook_pages(receive: Callable[[object, str], Awaitable[int]]) -> Blueprint:
    """Return the address that the chat service brings updates to, for the web server to open."""
    pages = Blueprint("telegram", __name__)

    @pages.post(PATH)
    async def bring() -> tuple[str, int]:
        body = await request.get_json(force=True, silent=True)
        return "", await receive(body, request.headers.get(SECRET_HEADER, ""))

    return pages

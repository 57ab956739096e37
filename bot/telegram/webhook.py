"""Updates that the service brings: the secret is checked, the update kept, then it is thanked."""

from collections.abc import Awaitable, Callable
from hmac import compare_digest

from quart import Blueprint, request

from core.settings import Settings

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


def wants_webhook(settings: Settings) -> bool:
    """Return whether updates are brought here, rather than fetched: that needs a public https."""
    return bool(settings.telegram_webhook_secret) and settings.is_https


def webhook_pages(expected: str, receive: Callable[[object], Awaitable[int]]) -> Blueprint:
    """Return the address that the chat service brings updates to, for the web server to open.

    403 for who does not know the `expected` secret, before anything they send is read.
    """
    pages = Blueprint("telegram", __name__)

    @pages.post(PATH)
    async def bring() -> tuple[str, int]:
        secret = request.headers.get(SECRET_HEADER, "")
        if not expected or not compare_digest(secret.encode(), expected.encode()):
            return "", 403
        return "", await receive(await request.get_json(force=True, silent=True))

    return pages

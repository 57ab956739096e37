"""The sandbox as a server: the Bot API, the chat page and a door for tests, on one port."""

from collections.abc import Awaitable, Callable
from typing import Any

from quart import Quart, Response, redirect, request
from werkzeug.wrappers import Response as Redirect

from bot.sandbox.acts import acts
from bot.sandbox.api import DROPPED, bot_api
from bot.sandbox.control import control
from bot.sandbox.files import MEGABYTE
from bot.sandbox.page import chat_pages
from bot.sandbox.telegram import Telegram

LARGEST_REQUEST = 64 * MEGABYTE
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def sandbox_app(telegram: Telegram) -> Quart:
    """Return the server of a sandbox; whoever starts it binds it to loopback only.

    A bot reaches it with base_url(f"{url}/bot") and base_file_url(f"{url}/file/bot"), a person
    at /sandbox/. Call `telegram.close()` before stopping the server, so that nothing waits.
    """
    app = Quart(__name__, static_folder=None, template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["BODY_TIMEOUT"] = 600
    app.register_blueprint(bot_api(telegram))
    app.register_blueprint(chat_pages(telegram))
    app.register_blueprint(acts(telegram))
    app.register_blueprint(control(telegram))

    @app.get("/")
    async def start() -> Redirect:
        return redirect("/sandbox/")

    @app.before_request
    async def same_origin() -> Response | None:
        origin = request.headers.get("Origin")
        foreign = origin is not None and origin != request.host_url.rstrip("/")
        return Response("", 403) if foreign and request.method != "GET" else None

    @app.after_request
    async def guard(response: Response) -> Response:
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = POLICY
            response.headers["Cache-Control"] = "no-store"
        return response

    @app.after_serving
    async def close() -> None:
        telegram.close()

    app.asgi_app = _dropping(app.asgi_app)  # type: ignore[method-assign,assignment]
    return app


def _dropping(inner: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Let a marked response break off in the middle, as a lost connection does."""

    async def outer(scope: Any, receive: Any, send: Any) -> None:
        dropped = False

        async def cut(event: Any) -> None:
            nonlocal dropped
            headers = event.get("headers", [])
            dropped = dropped or any(
                name.lower() == DROPPED.lower().encode() for name, _ in headers
            )
            if not dropped:
                await send(event)
            elif event["type"] == "http.response.start":
                await send({**event, "headers": [(b"content-length", b"1000")]})

        await inner(scope, receive, cut)

    return outer

"""The web app: everything it is made of, put together once a process."""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

from hypercorn.typing import ASGIReceiveCallable, ASGISendCallable, Scope
from quart import Blueprint, Quart, g, request

from core.ports import Desk
from pwa import faults, page, security, session
from pwa.assets import Assets, read_assets
from pwa.connection import (
    MEGABYTE,
    MOST_FIELDS,
    STRANGERS_BODY,
    UPLOAD_FRAME,
    UPLOAD_SECONDS,
    CountedBody,
    PatientConnection,
    SizedRequest,
)
from pwa.crowds import Crowds
from pwa.fields import IdConverter
from pwa.proxies import behind_proxies
from pwa.routes import PAGES
from pwa.server import descriptors
from pwa.session import Access
from pwa.streams import Streams

FINISHING_SECONDS = 5
WITHOUT_PERSON = (
    "shell.static",
    "shell.worker",
    "shell.manifest",
    "shell.offline",
    "shell.alive",
    "scanner.enter",
    "scan.page",
)


class WebApp(Quart):
    """A Quart that knows its desk, who may open which page, and what is still being answered."""

    asgi_http_class = PatientConnection
    request_class = SizedRequest

    def __init__(self, desk: Desk, assets: Assets) -> None:
        super().__init__("pwa", static_folder=None, template_folder="templates")
        self.desk = desk
        self.assets = assets
        self.crowds = Crowds(desk.entrance)
        self.streams = Streams(descriptors() // 2)
        self.under_way: set[asyncio.Future[Any]] = set()
        self.closing = asyncio.Event()
        self.access: dict[str, Access] = {}
        self.without_person: set[str] = set()

    def admit(self, pages: Blueprint, access: Access) -> None:
        """Open the pages of a blueprint to those whom `access` names."""
        self.access[pages.name] = access
        self.register_blueprint(pages)

    def access_to(self, endpoint: str | None) -> Access:
        """Return who gets to a page; what does not exist is told to everybody."""
        if endpoint is None:
            return Access.EVERYBODY
        return self.access[endpoint.partition(".")[0]]

    async def asgi_app(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Answer a request as its visitor sent it, whatever stands in between."""
        await super().asgi_app(
            behind_proxies(scope, self.desk.settings.trusted_proxies), receive, send
        )

    def close_streams(self) -> None:
        """End the event streams, so that the server can stop. Call it before stopping."""
        self.closing.set()


def create_app(desk: Desk) -> WebApp:
    """Return the web app at a desk; whoever starts it opens and closes the desk around it."""
    app = WebApp(desk, read_assets())
    app.config.update(_limits(desk))
    app.url_map.converters["id"] = IdConverter
    for pages, access in PAGES:
        app.admit(pages, access)
    app.without_person = set(WITHOUT_PERSON)
    app.before_request(_come_in)
    app.after_request(session.remember_language)
    app.after_request(security.set_headers)
    app.after_serving(_finish)
    app.context_processor(page.words)
    app.jinja_env.globals.update(page.GLOBALS)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    faults.answer_faults(app)
    return app


def _limits(desk: Desk) -> Mapping[str, object]:
    return {
        "MAX_FORM_PARTS": MOST_FIELDS,
        "MAX_CONTENT_LENGTH": desk.settings.largest_file_mb * MEGABYTE + UPLOAD_FRAME,
        "BODY_TIMEOUT": UPLOAD_SECONDS,
        "RESPONSE_TIMEOUT": None,
        "PROPAGATE_EXCEPTIONS": False,
        "PROVIDE_AUTOMATIC_OPTIONS": False,
    }


async def _come_in() -> Any:
    """First who it is, so that even a refusal is in their language."""
    answer = await session.recognise_visitor()
    await security.check_origin()
    if g.who is None and not session.is_for_machines():
        cast("CountedBody", request.body).narrow(STRANGERS_BODY)
    return answer


async def _finish() -> None:
    """Let what people have asked for be done before the desk is closed."""
    app = session.app()
    app.close_streams()
    if app.under_way:
        await asyncio.wait(app.under_way, timeout=FINISHING_SECONDS)

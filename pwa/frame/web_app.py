"""The app object: a Quart that knows its desk and who may open which page."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from hypercorn.typing import ASGIReceiveCallable, ASGISendCallable, Scope
from quart import Blueprint, Request, Response
from werkzeug.wrappers import Response as WerkzeugResponse

from core.domain.errors import SignInNeeded
from core.ports import Desk
from pwa.frame.access import Access
from pwa.frame.assets import Assets
from pwa.frame.connection import PatientApp, PatientConnection, SizedRequest
from pwa.frame.headcounts import Headcounts
from pwa.frame.proxies import behind_proxies
from pwa.frame.server import descriptors
from pwa.frame.streams import Streams

LOOKING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A clock that stands still."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class WayIn:
    """A step on the way in: its page, and what shows it with what was typed before."""

    endpoint: str
    shown: Callable[[str, Any], Awaitable[str]]


class Remedy(NamedTuple):
    """What a refusal asks for can be done there: an icon, the key of what it is called, a path."""

    icon: str
    words: str
    path: str


class WebApp(PatientApp):
    """A Quart that knows its desk, who may open which page, and what is still being answered."""

    asgi_http_class = PatientConnection
    request_class = SizedRequest

    def __init__(self, desk: Desk, assets: Assets) -> None:
        super().__init__("pwa", static_folder=None, template_folder="templates")
        self.desk = desk
        self.assets = assets
        self.headcounts = Headcounts(desk.check_ins)
        self.streams = Streams(descriptors() // 2)
        self.under_way = set()
        self.closing = asyncio.Event()
        self.access: dict[str, Access] = {}
        self.without_person: set[str] = set()
        self.shared_to: dict[str, str] = {}
        self.ways_in: dict[type[SignInNeeded], WayIn] = {}
        self.remedies: dict[str, Remedy] = {}

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

    async def handle_request(self, request: Request) -> Response | WerkzeugResponse:
        """Answer a request; to show a page, nothing is read twice. What streams reads anew."""
        if request.method not in LOOKING:
            return await super().handle_request(request)
        with self.desk.store.remembering():
            return await super().handle_request(request)

    def desk_of_this_moment(self) -> Desk:
        """Return the desk with its clock stopped: what a page asks twice is the same question."""
        return replace(self.desk, clock=Moment(self.desk.clock.now()))

    def close_streams(self) -> None:
        """End the event streams, so that the server can stop. Call it before stopping."""
        self.closing.set()

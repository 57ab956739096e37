"""The web app: everything it is made of, put together once a process."""

import asyncio
from collections.abc import Mapping
from typing import cast

from quart import g, request

from core.domain.attendance.check_in import CodeExpired, CodeFromFuture, CodeNotOurs
from core.domain.errors import SignInNeeded
from core.ports import Desk
from pwa.frame import faults, page, security, session
from pwa.frame.assets import read_assets
from pwa.frame.compression import compress_page
from pwa.frame.connection import (
    MEGABYTE,
    MOST_FIELDS,
    STRANGERS_BODY,
    UPLOAD_FRAME,
    UPLOAD_SECONDS,
    SizedRequest,
)
from pwa.frame.fields import IdConverter
from pwa.frame.web_app import LOOKING, Remedy, WayIn, WebApp
from pwa.pages import PAGES
from pwa.register import second_factor, sign_in
from pwa.words import WORDS

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
WAYS_IN: Mapping[type[SignInNeeded], WayIn] = {
    SignInNeeded: WayIn("sign_in.page", sign_in.shown),
    session.CodeNeeded: WayIn("second_factor.page", second_factor.shown),
    session.FirstPasswordNeeded: WayIn("password.first", sign_in.first_password),
}
SHARED_TO = {"first_photos.begin": "/credits/new?shared=1"}
"""What other apps may send to, and where that goes on."""

REMEDIES = {
    code: Remedy("scan-line", "scan-title", "/scan")
    for code in (CodeNotOurs.code, CodeExpired.code, CodeFromFuture.code)
}
"""Refusals that send people to a page, by their codes."""


def create_app(desk: Desk) -> WebApp:
    """Return the web app at a desk; whoever starts it opens and closes the desk around it."""
    app = WebApp(desk, read_assets())
    app.config.update(_limits(desk))
    app.url_map.converters["id"] = IdConverter
    for pages, access in PAGES:
        app.admit(pages, access)
    app.without_person = set(WITHOUT_PERSON)
    app.shared_to = dict(SHARED_TO)
    app.ways_in = dict(WAYS_IN)
    app.remedies = dict(REMEDIES)
    app.before_request(_come_in)
    app.after_request(session.remember_language)
    app.after_request(security.set_headers)
    app.after_request(page.say_when)
    app.after_request(compress_page)
    app.after_serving(_finish)
    app.context_processor(page.words)
    app.jinja_env.globals.update(WORDS)
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


async def _come_in() -> None:
    """First who it is, so that even a refusal is in their language."""
    if request.method in LOOKING:
        g.desk = session.app().desk_of_this_moment()
    await session.recognise_visitor()
    await security.check_origin()
    is_form = request.mimetype.endswith(("form-urlencoded", "form-data"))
    if g.who is None and not session.is_for_machines() and not (is_form and session.last_account()):
        cast("SizedRequest", request).take_little(STRANGERS_BODY)


async def _finish() -> None:
    """Let what people have asked for be done before the desk is closed."""
    app = session.app()
    app.close_streams()
    if app.under_way:
        await asyncio.wait(app.under_way, timeout=FINISHING_SECONDS)

"""Who is asking, in which language, and where they may go before they have a password."""

import re
from functools import lru_cache
from hashlib import sha256
from secrets import token_urlsafe
from typing import TypeVar, cast
from urllib.parse import urlsplit

from quart import current_app, g, request
from quart.typing import ResponseTypes
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from core.domain.attendance.check_in import CodeNotOurs
from core.domain.errors import Refusal, SignInNeeded
from core.domain.register import Actor, Session
from core.ports import Desk
from core.sessions import SESSION_LASTS
from core.texts import LANGUAGES, speak
from core.tokens import account_mark, read_account_mark
from core.usecases.register import sessions
from pwa.frame.access import Access
from pwa.frame.fields import Fields
from pwa.frame.web_app import WebApp

COOKIE, LANGUAGE_COOKIE = "xuefen", "language"
YEAR_SECONDS = 365 * 24 * 3600
LONGEST_NEXT = 500
DEVICE = re.compile(r"[\w-]{22}")
DEVICE_COOKIE, LAST_COOKIE = "device", "last"
DEVICE_BYTES = 16
GAVE_COOKIE = "gave-cookie"

Answer = TypeVar("Answer", bound=ResponseTypes)


class CookiesNeeded(Refusal):
    """A browser that keeps no cookies would be led back to the sign-in for ever."""

    code = "cookies-needed"


class CodeNeeded(SignInNeeded):
    """Somebody is half in: the code of the second factor comes first."""


class FirstPasswordNeeded(SignInNeeded):
    """Somebody came in with what they were given: a password of their own comes first."""


def app() -> WebApp:
    return cast("WebApp", current_app)


def desk() -> Desk:
    """Return the desk that every use case is called with; a page is of one moment throughout."""
    return cast("Desk", g.desk) if "desk" in g else app().desk


def who() -> Actor:
    """Return the person who is asking. Raises SignInNeeded for a guest."""
    return sessions.must_be_signed_in(g.get("who"))


def session() -> Session:
    """Return the session of the person who is asking. Raises SignInNeeded for a guest."""
    who()
    return cast("Session", g.session)


def _browser_language() -> str:
    """Return the language of a guest: ?lang, then cookie, then the browser's."""
    for chosen in (request.args.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return _best_of(request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=200)
def _best_of(accepted: str) -> str:
    """Return the first of a browser's languages that we speak, else Chinese."""
    for wanted in parse_accept_header(accepted, LanguageAccept).values():
        for spoken in LANGUAGES:
            if wanted.lower().split("-")[0] == spoken.lower().split("-")[0]:
                return spoken
    return LANGUAGES[0]


def address() -> str:
    return request.remote_addr or ""


def device() -> str:
    return request.headers.get("User-Agent", "")


def device_id() -> str:
    """Return this browser's own random name, a new one where it has none."""
    known = request.cookies.get(DEVICE_COOKIE, "")
    return known if DEVICE.fullmatch(known) else token_urlsafe(DEVICE_BYTES)


def device_hash(device: str) -> str:
    """Devices are kept as hashes only."""
    return sha256(device.encode()).hexdigest()[:32]


def need_cookies(fields: Fields) -> None:
    """Check that a browser keeps what the page before gave it. Raises CookiesNeeded."""
    if fields.is_ticked(GAVE_COOKIE) and DEVICE_COOKIE not in request.cookies:
        raise CookiesNeeded


def keep_device(response: Answer, device: str) -> Answer:
    if request.cookies.get(DEVICE_COOKIE) != device:
        response.set_cookie(
            DEVICE_COOKIE,
            device,
            max_age=YEAR_SECONDS,
            secure=desk().settings.is_https,
            httponly=True,
            samesite="Lax",
        )
    return response


async def recognise_visitor() -> None:
    """Before each request: find the session, and keep people where they may be.

    Raises SignInNeeded, CodeNeeded, FirstPasswordNeeded.
    """
    g.who = g.session = None
    speak(_browser_language())
    if is_for_machines():
        return
    access = app().access_to(request.endpoint)
    token = request.cookies.get(cookie_name())
    if token and request.endpoint not in app().without_person:
        await recognise_bearer(token)
    if access is Access.EVERYBODY:
        return
    if g.session is None:
        raise SignInNeeded
    if g.session.asks_code and access is not Access.FIRST:
        raise CodeNeeded
    if g.session.only_password and access is Access.SIGNED_IN:
        raise FirstPasswordNeeded


def is_for_machines() -> bool:
    return app().access_to(request.endpoint) is Access.MACHINES


async def recognise_bearer(token: str) -> None:
    """Note whose session the token opens, if it opens one."""
    found = await sessions.recognise(desk(), token, ip=address(), language=_browser_language())
    if found is not None:
        g.who, g.session = found
        speak(g.who.language)


def cookie_name() -> str:
    """`__Host-` binds the cookie to this host and to https, where there is https."""
    return f"__Host-{COOKIE}" if desk().settings.is_https else COOKIE


def last_account() -> str:
    """Return whose session this browser had last, "" where it had none."""
    try:
        return read_account_mark(desk().settings.secret, request.cookies.get(LAST_COOKIE, ""))
    except CodeNotOurs:
        return ""


def keep_signed_in(response: ResponseTypes, token: str, account_id: str) -> None:
    """Give the browser the session's token, and a mark of whose it is that outlives it."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=int(SESSION_LASTS.total_seconds()),
        secure=desk().settings.is_https,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    response.set_cookie(
        LAST_COOKIE,
        account_mark(desk().settings.secret, account_id),
        max_age=YEAR_SECONDS,
        secure=desk().settings.is_https,
        httponly=True,
        samesite="Lax",
    )


def forget_session(response: ResponseTypes) -> None:
    """Take the token back, and everything the browser has kept of the app's pages."""
    response.delete_cookie(
        cookie_name(),
        secure=desk().settings.is_https,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    response.headers["Clear-Site-Data"] = '"cache"'


async def remember_language(response: ResponseTypes) -> ResponseTypes:
    """After each request: a language chosen by ?lang, or of who is signed in, stays here.

    The pages that are nobody's, and kept for want of a network, speak it.
    """
    person: Actor | None = g.get("who") if response.mimetype == "text/html" else None
    chosen = request.args.get("lang") or (person.language if person else "")
    if chosen in LANGUAGES and request.cookies.get(LANGUAGE_COOKIE) != chosen:
        response.set_cookie(
            LANGUAGE_COOKIE,
            chosen,
            max_age=YEAR_SECONDS,
            secure=desk().settings.is_https,
            httponly=True,
            samesite="Lax",
        )
    return response


def local_path(wanted: str | None, otherwise: str = "/") -> str:
    """Return a place of this app to go on to, never one of somebody else's."""
    if not wanted or len(wanted) > LONGEST_NEXT or not wanted.isprintable():
        return otherwise
    is_elsewhere = not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted
    return otherwise if is_elsewhere else wanted


def place_to_return_to() -> str:
    """Return where somebody goes on after signing in: this page, or the one they came from."""
    if request.method in {"GET", "HEAD"}:
        return local_path(request.full_path.removesuffix("?"))
    if shared_to := app().shared_to.get(request.endpoint or ""):
        return shared_to
    came_from = request.headers.get("Referer", "")
    return local_path(urlsplit(came_from).path if is_own(came_from) else None)


def is_own(address: str) -> bool:
    """Return whether an address is one of ours: the public one, or the one asked at."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    asked_at = f"{request.scheme}://{request.host}"
    return f"{parts.scheme}://{parts.netloc}" in {desk().settings.public_url, asked_at}

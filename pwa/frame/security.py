"""What browsers are told to forbid, and the check that a write comes from our own pages."""

import re

from quart import request
from quart.typing import ResponseTypes

from core.domain.errors import Refusal
from pwa.frame.session import app, desk, is_for_machines, is_own

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE = frozenset({"same-origin", "none"})
POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "style-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HOST = re.compile("^[a-z]+://[^/]*", re.IGNORECASE)
HSTS = "max-age=31536000; includeSubDomains"


class ForeignOrigin(Refusal):
    """A write that no page of ours has sent."""

    code = "foreign-origin"
    status = 403


async def check_origin() -> None:
    """Before each request: writes come from our own pages, or a machine's. Raises ForeignOrigin."""
    is_write = request.method not in SAFE and not is_for_machines()
    if is_write and not is_from_own_page():
        raise ForeignOrigin


def is_from_own_page() -> bool:
    """Return whether a page of ours has sent this request, or somebody has shared something to us.

    What the browser itself sends comes from no site, which no site's page can feign.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in OWN_SITE:
        return False
    if site == "none" and origin == "null":
        return request.endpoint in app().shared_to
    return is_own(origin) if origin is not None else site is not None


async def set_headers(response: ResponseTypes) -> ResponseTypes:
    """After each request: the headers that every answer carries."""
    response.headers.setdefault("Content-Security-Policy", _policy(response))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if desk().settings.is_https:
        response.headers["Strict-Transport-Security"] = HSTS
    response.headers.setdefault("Cache-Control", "no-store")
    if "private" in response.headers["Cache-Control"]:
        response.vary.add("Cookie")  # whoever signs in next is given nothing that was kept
    if place := response.headers.get("Location"):
        response.headers["Location"] = _here(place)
    return response


def _here(place: str) -> str:
    """Lead to a place of this app only, and never by the name that a visitor gave its host."""
    return "/" + HOST.sub("", place).lstrip("/\\")


def _policy(response: ResponseTypes) -> str:
    """A PDF may stand in a frame of our own; nothing else may be framed."""
    shown = dict(POLICY)
    if response.mimetype == "application/pdf":
        shown["frame-ancestors"] = "'self'"
    return "; ".join(f"{name} {sources}" for name, sources in shown.items())

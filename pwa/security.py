"""What browsers are told to forbid, and the check that a write comes from our own pages."""

from urllib.parse import urlsplit

from quart import request
from quart.typing import ResponseTypes

from core.domain.errors import Refusal
from pwa.session import Access, app, desk

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
HSTS = "max-age=31536000; includeSubDomains"


class ForeignOrigin(Refusal):
    """A write that no page of ours has sent."""

    code = "foreign-origin"
    status = 403


async def check_origin() -> None:
    """Before each request: writes come from our own pages, or a machine's. Raises ForeignOrigin."""
    if app().access_to(request.endpoint) is Access.MACHINES:
        return
    if request.method not in SAFE and not _is_from_own_page():
        raise ForeignOrigin


def _is_from_own_page() -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in OWN_SITE:
        return False
    return _is_own(origin) if origin is not None else site is not None


def _is_own(origin: str) -> bool:
    if origin == desk().settings.public_url:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc == request.host


async def set_headers(response: ResponseTypes) -> ResponseTypes:
    """After each request: the headers that every answer carries."""
    response.headers.setdefault("Content-Security-Policy", _policy(response))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if desk().settings.is_https:
        response.headers["Strict-Transport-Security"] = HSTS
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _policy(response: ResponseTypes) -> str:
    """A PDF may stand in a frame of our own; nothing else may be framed."""
    shown = dict(POLICY)
    if response.mimetype == "application/pdf":
        shown["frame-ancestors"] = "'self'"
    return "; ".join(f"{name} {sources}" for name, sources in shown.items())

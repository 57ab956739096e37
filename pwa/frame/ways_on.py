"""Where a page that says what went wrong leads on: what helps most stands first."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from quart import g, request

from core.records.waiting import Counts
from core.texts import say
from pwa.frame import session
from pwa.frame.page import navigation

PASSING = frozenset({408, 429, 500, 502, 503, 504, 507})
"""What may be over when somebody asks again."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A button of the page."""

    icon: str
    words: str
    href: str
    part: str = "_top"
    """What the button changes: the whole page, or the part of it that has this name."""


def ways_on(code: str, status: int) -> tuple[Way, ...]:
    """Return up to three ways to different places; the last leads to where everybody begins."""
    first = _first_page(status)
    places = {first.href: first}
    for way in _ways(code, status):
        places.setdefault(way.href, way)
    _, *others = places.values()
    return (*others[: MOST - 1], first)


def ways_within(part: str, code: str, status: int) -> tuple[Way, ...]:
    """Return what helps in a part of a page: what stands around it stays, with what was typed."""
    place = _place_before()
    if status == HTTPStatus.UNAUTHORIZED:
        back = place or session.place_to_return_to()
        return (Way("log-in", say("sign-in-title"), back),)
    ways = [*_again(status, part)]
    if not ways and place:
        ways.append(Way("refresh-cw", say("fault-part"), place, part))
    return (*ways, *_remedies(code)) or (_first_page(status),)


def _first_page(status: int) -> Way:
    """Guests are led to the sign-in; a defect may only have kept us from seeing who it is."""
    if g.who is None and status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Way("log-in", say("sign-in-title"), "/sign-in")
    return Way("house", say("web-home"), "/")


def _ways(code: str, status: int) -> Iterator[Way]:
    yield from _again(status)
    yield from _remedies(code)
    if g.who is not None and status == HTTPStatus.NOT_FOUND:
        yield from _lists()
    if place := _place_before():
        yield Way("arrow-left", say("fault-back"), place)


def _again(status: int, part: str = "_top") -> Iterator[Way]:
    if request.method == "GET" and status in PASSING:
        yield Way("refresh-cw", say("web-again"), session.place_to_return_to(), part)


def _remedies(code: str) -> Iterator[Way]:
    remedies = session.app().remedies
    if code in remedies:
        icon, words, place = remedies[code]
        yield Way(icon, say(words), place)


def _lists() -> Iterator[Way]:
    """What is missing may stand elsewhere in the list it belonged to."""
    for place in navigation(g.who, Counts()):
        if request.path.startswith(f"{place.href}/"):
            yield Way(place.icon, say("fault-to-list", place=place.label), place.href)


def _place_before() -> str:
    """Return the page that led here, as it is by now, or nothing if it is this one or not ours."""
    came_from = request.headers.get("Referer", "")
    if not session.is_own(came_from):
        return ""
    parts = urlsplit(came_from)
    if request.method == "GET" and parts.path == request.path:
        return ""
    return session.local_path(f"{parts.path}?{parts.query}".removesuffix("?"))

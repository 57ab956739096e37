"""What every page is given: sentences in the reader's language, the person, the navigation."""

from dataclasses import dataclass
from typing import Any

from quart import g, request
from quart.typing import ResponseReturnValue, ResponseTypes

from core.domain.errors import Refusal
from core.domain.register import Actor
from core.permissions import enters_for_others, is_administrator, review_stages
from core.records.waiting import Counts
from core.texts import LANGUAGES, language, say
from core.usecases.review import count_waiting
from core.wording.waiting import waiting_text
from pwa.frame import session

UNAVAILABLE, RETRY_SECONDS = 503, 30


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation; `badge` is how many things wait there, and which.

    What `is_on_desk_only` has no room in the bar of a phone; it is reached from the first page.
    """

    name: str
    icon: str
    label: str
    href: str
    badge: int
    is_here: bool
    is_on_desk_only: bool = False
    badge_label: str = ""


async def words() -> dict[str, Any]:
    """Return what templates may name beside their own values."""
    person: Actor | None = g.get("who")
    counts = await counted(person) if person and not _is_bare() else Counts()
    return {
        "language": language(),
        "other_language": next(other for other in LANGUAGES if other != language()),
        "who": person,
        "settings": session.desk().settings,
        "static_url": session.app().assets.url,
        "today": session.desk().today(),
        "now": session.desk().clock.now(),
        "counts": counts,
        "nav": navigation(person, counts) if person and not _is_confined() else (),
        "is_reviewer": bool(person and review_stages(person)),
        "is_administrator": bool(person and is_administrator(person)),
        "enters_for_others": bool(person and enters_for_others(person)),
    }


def _is_bare() -> bool:
    """A frame has no navigation around it; an apology asks nothing of a desk that may be broken."""
    return "Turbo-Frame" in request.headers or "fault" in g


def _is_confined() -> bool:
    """Who has to give a code or set a password first is led nowhere else."""
    return g.session is not None and bool(g.session.is_confined)


async def counted(who: Actor) -> Counts:
    """Return how much waits for the person now."""
    return Counts() if _is_confined() else await count_waiting(session.desk(), who)


def navigation(who: Actor, counts: Counts) -> tuple[Place, ...]:
    """Return where the person can go, in the order of their thumb."""
    reviews, administers = bool(review_stages(who)), is_administrator(who)
    has_credits = who.staff_id is not None or administers
    waiting = waiting_text(counts.cases)
    places = (
        ("home", "house", "/", 0, True),
        ("search", "search", "/search", 0, administers),
        ("credits", "award", "/credits", 0, has_credits),
        ("scan", "scan-line", "/scan", 0, who.staff_id is not None),
        ("people", "users-round", "/staff", 0, administers),
        ("trainings", "presentation", "/trainings", 0, administers),
        ("projects", "scroll-text", "/projects", 0, administers),
        ("review", "clipboard-check", "/review", counts.waiting, reviews),
        ("forms", "file-text", "/forms", 0, has_credits),
        ("inbox", "inbox", "/inbox", counts.unread, True),
        ("settings", "user-round", "/settings", 0, True),
    )
    return tuple(
        Place(
            name,
            icon,
            say(f"nav-{name}"),
            href,
            badge,
            _is_under(href),
            is_on_desk_only=administers and name in {"forms", "people", "projects", "search"},
            badge_label=waiting if name == "review" else "",
        )
        for name, icon, href, badge, is_open in places
        if is_open
    )


def _is_under(href: str) -> bool:
    return request.path == href if href == "/" else request.path.startswith(href)


def shown_again(page: str, refusal: Refusal) -> ResponseReturnValue:
    """Answer with a form that was refused; who has to wait is told in a header, too."""
    return page, refusal.status, waiting_headers(refusal)


async def say_when(response: ResponseTypes) -> ResponseTypes:
    """After each request: what does not answer now always says when to try again."""
    if response.status_code == UNAVAILABLE:
        response.headers.setdefault("Retry-After", str(RETRY_SECONDS))
    return response


def waiting_headers(refusal: Refusal) -> dict[str, str]:
    """Return when to try again, for machines, where the refusal knows it."""
    return {"Retry-After": str(refusal.retry_seconds)} if refusal.retry_seconds else {}


def status_of(refusal: Refusal | None) -> int:
    """Return the status of a form shown again: 422 and its like let Turbo show it."""
    return refusal.status if refusal else 200

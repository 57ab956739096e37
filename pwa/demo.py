"""The start page of the demonstration: whom one can play, and a clock that one puts forward.

Only the demonstration mounts it: `app.admit(demo_pages(…), Access.EVERYBODY)`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from quart import Blueprint, redirect, render_template, request, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound
from core.domain.register import Actor
from core.usecases.credits.compliance import take_effect
from core.usecases.register import sign_in
from pwa.frame import session
from pwa.register.sign_in import go_in

FURTHEST = timedelta(days=400)


class MovableClock(Protocol):
    """A clock that can be put forward."""

    def now(self) -> datetime: ...
    def move(self, *, days: float = 0) -> None: ...
    @property
    def ahead(self) -> timedelta: ...


class Played(Protocol):
    """A person whom one can play; `role` is the key of a sentence."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def login(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def mobile(self) -> str: ...
    @property
    def chat_id(self) -> int | None: ...


def demo_pages(clock: MovableClock, sandbox_url: str, roster: Sequence[Played]) -> Blueprint:
    """Return the pages of the demonstration; `sandbox_url` is where its chat page is served."""
    pages = Blueprint("demo", __name__, url_prefix="/demo")
    people = {played.key: played for played in roster}

    @pages.get("")
    async def start() -> str:
        """Show the people and the clock."""
        return await render_template(
            "demo/start.html",
            roster=roster,
            sandbox=sandbox_url.rstrip("/"),
            days_ahead=clock.ahead.days,
            may_move=clock.ahead < FURTHEST,
            effective=request.args.get("effective", type=int),
        )

    @pages.post("/people/<key>/session")
    async def play(key: str) -> ResponseReturnValue:
        """Sign in as one of the sample people. Raises NotFound, WrongPassword once changed."""
        if (played := people.get(key)) is None:
            raise NotFound
        return await _play(played)

    @pages.post("/days")
    async def next_day() -> ResponseReturnValue:
        """Put the clock a day forward and let take effect what becomes due."""
        if clock.ahead < FURTHEST:
            clock.move(days=1)
        effective = 0
        while taken := await take_effect(session.desk(), Actor.system()):
            effective += taken
        return redirect(url_for("demo.start", effective=effective), 303)

    return pages


async def _play(played: Played) -> ResponseReturnValue:
    device = session.device_id()
    signed_in = await sign_in.sign_in(
        session.desk(),
        played.login,
        played.password,
        mobile=played.mobile,
        ip=session.address(),
        device=session.device(),
        device_key=session.device_hash(device),
    )
    return await go_in(signed_in, "/", device)

"""What changes while a page is open: a stream of events instead of asking again and again."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from quart import Blueprint, Response, request

from core.domain.lists import ListQuery, Window
from core.domain.register import Actor
from core.ports import Desk
from core.records.jobs import JobNews
from core.texts import language, speaking
from core.usecases.credits.readings import reading_news
from core.usecases.jobs.jobs import job_news
from core.usecases.messages.notices import read_inbox
from core.usecases.register.sessions import recognise
from core.usecases.review import count_waiting
from core.wording.waiting import waiting_text
from pwa.frame import session
from pwa.frame.streams import BEAT, MOST_OF_ACCOUNT, OVER, last_event

pages = Blueprint("live", __name__)

HEARTBEAT_SECONDS, WORKING_SECONDS = 15.0, 2.0


@dataclass(frozen=True, slots=True)
class News:
    """What a page shows of the moment: messages not read, the newest, what to review."""

    unread: int
    newest: int
    cases: Mapping[str, int]
    jobs: Sequence[JobNews]
    readings: datetime | None = None

    @property
    def waiting(self) -> int:
        return sum(self.cases.values())

    @property
    def is_working(self) -> bool:
        """Whether something is being made, which another process may be working on."""
        return not all(job.is_finished for job in self.jobs)


@pages.get("/live")
async def live() -> Response:
    """Keep telling the page what has changed, as Server-Sent Events."""
    app, token = session.app(), request.cookies.get(session.cookie_name(), "")
    stream = Stream(app.desk, session.who(), token, language(), app.closing)
    return app.streams.answer(stream.events(), session.who().account_id, MOST_OF_ACCOUNT)


@dataclass(frozen=True, slots=True)
class Stream:
    """The events for one open page of one session."""

    desk: Desk
    who: Actor
    token: str
    language: str
    closing: asyncio.Event
    heartbeat: float = HEARTBEAT_SECONDS

    async def events(self) -> AsyncIterator[bytes]:
        """Yield what is new at every change; at least look at every heartbeat.

        Several processes may share a database, and changes are published in one of them only. Ends
        when the session does or has to give a code first, or when the server stops.
        """
        changes = self.desk.publisher.subscribe(self.who.account_id)
        closing = asyncio.ensure_future(self.closing.wait())
        change: asyncio.Future[None] = asyncio.ensure_future(changes.__anext__())
        told = None
        try:
            while not closing.done() and (news := await self._look()) is not None:
                with speaking(self.language):  # the stream outlives the request's task
                    event = _event(news, told) if news != told else BEAT
                yield event
                told = news
                await asyncio.wait(
                    (change, closing),
                    timeout=WORKING_SECONDS if news.is_working else self.heartbeat,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if change.done():
                    change = asyncio.ensure_future(changes.__anext__())
            if not closing.done():
                yield last_event(OVER)
        finally:
            change.cancel()
            closing.cancel()

    async def _look(self) -> News | None:
        """Look as who one is now: roles and departments may have changed since the page opened."""
        found = await recognise(self.desk, self.token, ip=self.who.via, language=self.who.language)
        if found is None or found[1].is_confined:
            return None
        who, _ = found
        inbox = await read_inbox(self.desk, who, ListQuery(window=Window(size=1)))
        counts = await count_waiting(self.desk, who)
        newest = inbox.rows[0].id if inbox.rows else 0
        return News(
            counts.unread,
            newest,
            counts.cases,
            await job_news(self.desk, who),
            await reading_news(self.desk, who),
        )


FRAMES = {
    "newest": ("chat", "inbox", "todo", "year"),
    "unread": ("inbox",),
    "cases": ("queue", "todo"),
    "jobs": ("job", "jobs"),
    "readings": ("readings",),
}


def _event(news: News, told: News | None) -> bytes:
    """Write the counts, and which frames of the page are out of date.

    What is being made or read goes on while a page is on its way: at first, it counts as changed.
    """
    before = asdict(told) if told else {**asdict(news), "jobs": [], "readings": None}
    changed = [name for name, now in asdict(news).items() if now != before[name]]
    frames = sorted({frame for name in changed for frame in FRAMES[name]})
    body = {"unread": news.unread, "waiting": news.waiting, "frames": frames}
    if news.waiting:
        body["words"] = waiting_text(news.cases)
    return f"event: news\ndata: {json.dumps(body)}\n\n".encode()

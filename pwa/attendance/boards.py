"""The board in the lecture room: one link, any browser, a new code every few seconds."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from quart import Blueprint, Response, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.attendance.check_in import Headcount
from core.domain.attendance.schedules import Phase
from core.domain.boards import Board
from core.domain.errors import Refusal
from core.ports import Desk
from core.texts import language, speaking
from core.usecases.attendance.boards import read_board
from core.wording.attendance import board_deadline, newest_names
from core.wording.refusals import explain
from pwa.frame import session
from pwa.frame.fields import query
from pwa.frame.session import desk
from pwa.frame.streams import BEAT, GONE, MOST_OF_BOARD, last_event

pages = Blueprint("boards", __name__)

LOOK_SECONDS = 1.0
HEARTBEAT_LOOKS = 15


def _phase() -> Phase | None:
    wanted = query().text("phase", longest=20)
    return Phase(wanted) if wanted in set(Phase) else None


@pages.get("/board/<link>")
async def page(link: str) -> ResponseReturnValue:
    """Show the board, which then follows its stream."""
    board = await read_board(desk(), link, _phase())
    return await render_template(
        "attendance/board.html",
        board=board,
        link=link,
        chosen=_phase(),
        face=_face(board),
        scan_place=url_for("scan.page", _external=True).partition("://")[2],
    )


@pages.get("/board/<link>/live")
async def live(link: str) -> Response:
    """Tell a board what to show: a code when its time has come, and how full the room is."""
    board = await read_board(desk(), link, _phase())
    app = session.app()
    stream = Stream(app.desk, link, _phase(), board, language(), app.closing)
    return app.streams.answer(stream.events(), board.cycle.id, MOST_OF_BOARD)


@dataclass(frozen=True, slots=True)
class Stream:
    """The events for one open board.

    It looks at the count every second, and at everything else when the code's time is over.
    """

    desk: Desk
    link: str
    phase: Phase | None
    board: Board
    language: str
    closing: asyncio.Event
    look_seconds: float = LOOK_SECONDS

    async def events(self) -> AsyncIterator[bytes]:
        """Yield the board at once, at each new code, and when somebody has come or gone."""
        board, headcount, quiet = self.board, self.board.headcount, 0
        yield self._event(board, headcount)
        while not self.closing.is_set():
            await self._rest(board)
            try:
                now = await self._look(board)
            except Refusal as refusal:
                if refusal.status >= 500:
                    raise  # the board asks again
                yield self._gone(refusal)
                return
            if now == (board, headcount):
                quiet += 1
                if quiet % HEARTBEAT_LOOKS == 0:
                    yield BEAT
                continue
            board, headcount = now
            quiet = 0
            yield self._event(board, headcount)

    async def _rest(self, board: Board) -> None:
        seconds = self.look_seconds
        if board.code:
            left = (board.code.until - self.desk.clock.now()).total_seconds()
            seconds = max(0.01, min(seconds, left)) if left > 0 else seconds
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return

    async def _look(self, board: Board) -> tuple[Board, Headcount]:
        now = self.desk.clock.now()
        over = board.code.until if board.code else board.now
        if now >= over:
            board = await read_board(self.desk, self.link, self.phase)
        return board, await self.desk.check_ins.headcount(board.cycle.id)

    def _event(self, board: Board, headcount: Headcount) -> bytes:
        with speaking(self.language):  # a stream goes on when the request's task is over
            return _message("board", _face(board, headcount))

    def _gone(self, refusal: Refusal) -> bytes:
        with speaking(self.language):
            return last_event(GONE, explain(refusal))


def _face(board: Board, headcount: Headcount | None = None) -> dict[str, object]:
    """Return what the board's script shows; times as seconds left, as clocks in rooms are wrong."""
    headcount = headcount or board.headcount
    label, deadline = board_deadline(board)
    return {
        "svg": board.code.svg if board.code else "",
        "typed": board.code.typed if board.code else "",
        "left": (board.code.until - board.now).total_seconds() if board.code else 0,
        "step": board.cycle.policy.step_seconds,
        "phase": board.phase.value,
        "deadlineLabel": label,
        "deadline": max(0, int((deadline - board.now).total_seconds())) if deadline else 0,
        "count": headcount.arrived if board.phase is Phase.SIGN_IN else headcount.left,
        "expected": board.expected,
        "newest": newest_names(headcount),
    }


def _message(name: str, body: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(body)}\n\n".encode()

"""Whatever goes wrong is said in words, in the reader's language, with a way back."""

import logging
import traceback

from quart import Quart, g, jsonify, make_response, redirect, render_template, request, url_for
from quart.typing import ResponseReturnValue, ResponseTypes
from werkzeug.exceptions import HTTPException

from core.domain.errors import Refusal, SignInNeeded
from core.evidence.refusals import FULL, DiskFull
from core.texts import knows, say
from core.wording.refusals import explain
from pwa.frame import session
from pwa.frame.page import waiting_headers
from pwa.frame.security import is_from_own_page
from pwa.frame.streams import GONE, OVER, last_event
from pwa.frame.typed import typed_here
from pwa.frame.ways_on import ways_on, ways_within

log = logging.getLogger("xuefen.web")


def answer_faults(app: Quart) -> None:
    """Register the one handler a kind of fault."""
    app.register_error_handler(SignInNeeded, to_sign_in)
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, misdirected)
    app.register_error_handler(Exception, apologise)


async def to_sign_in(refusal: SignInNeeded) -> ResponseReturnValue:
    """Show the next step in, and remember where one wanted to go, and what was being sent."""
    is_part = request.method == "GET" and "Turbo-Frame" in request.headers
    if _wants_json() or is_part:  # what was typed around a part stays until its reader goes
        return await refused(refusal)
    if _wants_events():
        return await _event(OVER, "")
    wanted, way_in = session.place_to_return_to(), session.app().ways_in[type(refusal)]
    if session.last_account() and is_from_own_page() and (typed := await typed_here()):
        page = await way_in.shown(wanted, typed)
        return session.keep_device(await make_response(page, refusal.status), session.device_id())
    then = None if wanted == "/" else wanted
    return redirect(url_for(way_in.endpoint, next=then), 303)


async def refused(refusal: Refusal) -> ResponseReturnValue:
    """Say what a rule has said."""
    sentence = explain(refusal)
    if _wants_events() and refusal.status < 500:
        return await _event(GONE, sentence)
    answer = await _answer(refusal.code, sentence, refusal.status)
    answer.headers.update(waiting_headers(refusal))
    return answer


async def misdirected(fault: HTTPException) -> ResponseReturnValue:
    """Say what is wrong with a request that reached no page: 404, 405, 413, 400 …"""
    status = fault.code or 500
    if status < 400:
        return fault.get_response()
    key = f"fault-{status}" if knows(f"fault-{status}") else "fault-400"
    answer = await _answer(key, say(key), status)
    if methods := getattr(fault, "valid_methods", None):
        answer.headers["Allow"] = ", ".join(methods)
    return answer


async def apologise(fault: Exception) -> ResponseReturnValue:
    """A defect: noted without a word of what people wrote, apologised for, never shown.

    A disk without room is none: large uploads lie beside the database until they are read.
    """
    if isinstance(fault, OSError) and fault.errno in FULL:
        return await refused(DiskFull())
    log.error("%s %s: %s", request.method, request.url_rule, description(fault))
    return await _answer("fault-500", say("fault-500"), 500)


def description(fault: BaseException) -> str:
    """Return where a defect happened and of what kind, without its message.

    Messages of exceptions quote values, and values here are about people.
    """
    kinds, lines, cause = list[str](), list[str](), fault
    while True:
        kinds.append(type(cause).__qualname__)
        lines += traceback.format_tb(cause.__traceback__)
        earlier = cause.__cause__ or cause.__context__
        if earlier is None or len(kinds) == 5:
            return " from ".join(kinds) + "\n" + "".join(lines)
        cause = earlier


async def _answer(code: str, sentence: str, status: int) -> ResponseTypes:
    if _wants_json():
        return await make_response(jsonify({"message": sentence, "code": code}), status)
    g.fault = code
    frame = request.headers.get("Turbo-Frame", "")
    template = "frame/bare.html" if frame else "frame/fault.html"
    typed = await typed_here() if status >= 500 else None
    shown = await render_template(
        template,
        sentence=sentence,
        status=status,
        frame=frame,
        typed=typed,
        ways=ways_within(frame, code, status) if frame else ways_on(code, status),
        is_looking=request.method == "GET",
    )
    return await make_response(shown, status)


async def _event(name: str, sentence: str) -> ResponseTypes:
    """Tell a page that it may not follow a stream: of a status it would learn nothing."""
    answer = await make_response(last_event(name, sentence))
    answer.content_type = "text/event-stream"
    return answer


def _wants_events() -> bool:
    return request.accept_mimetypes.best == "text/event-stream"


def _wants_json() -> bool:
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]

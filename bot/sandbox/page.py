"""The chat page: a phone in the browser on which one plays any of the people."""

import json
from collections.abc import AsyncIterator

from quart import Blueprint, Response, jsonify, render_template, request

from bot.sandbox.phone import FileGone, Phone
from bot.sandbox.telegram import Telegram
from bot.sandbox.view import changes, people
from bot.sandbox.words import page_language, words_for_script
from core.domain.errors import Refusal
from core.texts import language, say, speak

HEARTBEAT = 20.0
SHOWN = {"application/pdf", "image/jpeg", "image/png", "image/webp", "image/gif", "text/plain"}


def chat_pages(telegram: Telegram) -> Blueprint:
    """Return the pages under /sandbox."""
    pages = Blueprint("sandbox", __name__, url_prefix="/sandbox", static_folder="static")

    pages.register_error_handler(Refusal, refused)

    @pages.get("/")
    async def index() -> str:
        return await _shown("index.html", telegram)

    @pages.get("/<int:person>")
    async def chat(person: int) -> str:
        Phone(telegram, person)
        return await _shown("chat.html", telegram, person)

    @pages.get("/people")
    async def everyone() -> Response:
        return jsonify(people(telegram))

    @pages.get("/<int:person>/changes")
    async def catch_up(person: int) -> Response:
        Phone(telegram, person)
        after = request.args.get("after", 0, type=int)
        return jsonify(changes(telegram, telegram.chats[person], after))

    @pages.get("/<int:person>/stream")
    async def stream(person: int) -> Response:
        Phone(telegram, person)
        after = request.args.get("after", 0, type=int)
        seen = request.headers.get("Last-Event-ID", after, type=int)
        response = Response(_events(telegram, person, seen), content_type="text/event-stream")
        response.timeout = None
        response.headers["Cache-Control"] = "no-store"
        return response

    @pages.get("/files/<file_id>")
    async def file(file_id: str) -> Response:
        return _file(telegram, file_id)

    return pages


async def refused(refusal: Refusal) -> tuple[Response, int]:
    """Answer an act that cannot be done with its sentence."""
    speak(page_language())
    sentence = say(f"refusal-{refusal.code}", **refusal.details)
    return jsonify({"error": sentence}), refusal.status


async def _shown(template: str, telegram: Telegram, person: int = 0) -> str:
    speak(page_language())
    return await render_template(
        template,
        t=say,
        language=language(),
        asked=request.args.get("lang", ""),
        start=request.args.get("start", ""),
        people=people(telegram),
        person=telegram.chats[person].person if person else None,
        username=telegram.me["username"],
        words=words_for_script(),
    )


async def _events(telegram: Telegram, person: int, seen: int) -> AsyncIterator[str]:
    while not telegram.closed:
        if telegram.revision == seen:
            await telegram.publisher.wait(HEARTBEAT)
        news = changes(telegram, telegram.chats[person], seen)
        seen = news["revision"]
        yield f"id: {seen}\ndata: {json.dumps(news, ensure_ascii=False)}\n\n"


def _file(telegram: Telegram, file_id: str) -> Response:
    if not telegram.files.has(file_id):
        raise FileGone
    stored = telegram.files.get(file_id)
    shown = stored.media_type in SHOWN
    kind = stored.media_type if shown else "application/octet-stream"
    response = Response(stored.data, content_type=kind)
    response.headers.set(
        "Content-Disposition", "inline" if shown else "attachment", filename=stored.name
    )
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response

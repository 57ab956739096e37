"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

from typing import Any

from quart import Blueprint, Response, jsonify, request

from bot.sandbox.answers import Dropped, Refused
from bot.sandbox.calls import Call, Upload, read_fields
from bot.sandbox.methods import METHODS
from bot.sandbox.people import Json
from bot.sandbox.telegram import Telegram

DROPPED = "X-Sandbox-Dropped"


def bot_api(telegram: Telegram) -> Blueprint:
    """Return the pages that a bot talks to."""
    pages = Blueprint("bot_api", __name__)

    @pages.route("/bot<token>/<method>", methods=["GET", "POST"])
    async def call(token: str, method: str) -> Response:
        try:
            if token != telegram.token:
                raise Refused(401, "Unauthorized")
            return jsonify({"ok": True, "result": await answer(telegram, await _read(method))})
        except Refused as refused:
            return _no(refused)
        except Dropped:
            return Response("", headers={DROPPED: "1"})

    @pages.get("/file/bot<token>/<path:path>")
    async def download(token: str, path: str) -> Response:
        found = telegram.files.at(path) if token == telegram.token else None
        if found is None:
            return _no(Refused(404, "Not Found"))
        return Response(found.data, content_type="application/octet-stream")

    return pages


async def answer(telegram: Telegram, call: Call) -> Any:
    """Carry out a call, or fail it as a waiting fault demands."""
    method = METHODS.get(call.method.lower())
    if method is None:
        raise Refused(404, "Not Found: method not found")
    telegram.calls.append((call.method, call.chat_id))
    fault = telegram.faults.take(call.method, call.chat_id)
    if fault and not fault.done:
        raise fault.error()
    result = await method(telegram, call)
    if fault:
        raise fault.error()
    return result


async def _read(method: str) -> Call:
    form, files = await request.form, await request.files
    body = await request.get_json(silent=True) if request.is_json else {}
    uploads = {
        name: Upload(file.filename or "file", file.mimetype, file.read())
        for name, file in files.items()
    }
    return Call(method, read_fields({**request.args, **form, **(body or {})}), uploads)


def _no(refused: Refused) -> Response:
    answer: Json = {
        "ok": False,
        "error_code": refused.code,
        "description": refused.description,
    }
    if refused.retry_after is not None:
        answer["parameters"] = {"retry_after": refused.retry_after}
    response = jsonify(answer)
    response.status_code = refused.code
    return response

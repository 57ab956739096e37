"""A door for tests that run the bot in another process: faults in, calls out."""

from dataclasses import fields

from quart import Blueprint, Response, jsonify, request

from bot.sandbox.faults import Fault
from bot.sandbox.telegram import Telegram

KNOWN = {part.name for part in fields(Fault)}


def control(telegram: Telegram) -> Blueprint:
    """Return the pages under /control."""
    pages = Blueprint("control", __name__, url_prefix="/control")

    @pages.post("/faults")
    async def inject() -> Response:
        wanted = await request.get_json()
        telegram.faults.add(Fault(**{name: wanted[name] for name in KNOWN & wanted.keys()}))
        return Response("", 204)

    @pages.delete("/faults")
    async def clear() -> Response:
        telegram.faults.clear()
        return Response("", 204)

    @pages.get("/calls")
    async def calls() -> Response:
        return jsonify([{"method": method, "chat": chat} for method, chat in telegram.calls])

    @pages.get("/waiting")
    async def waiting() -> Response:
        return jsonify({"updates": len(telegram.updates)})

    return pages

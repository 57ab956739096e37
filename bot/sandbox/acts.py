"""What a person does on the chat page: each act is one request."""

from quart import Blueprint, Response, jsonify, request

from bot.sandbox.calls import Upload
from bot.sandbox.page import refused
from bot.sandbox.phone import Phone
from bot.sandbox.telegram import Telegram
from core.domain.errors import Refusal


def acts(telegram: Telegram) -> Blueprint:
    """Return the addresses behind the chat page's buttons; tests may use them too."""
    pages = Blueprint("acts", __name__, url_prefix="/sandbox")
    pages.register_error_handler(Refusal, refused)

    @pages.post("/<int:person>/texts")
    async def text(person: int) -> Response:
        sent = await request.get_json()
        return jsonify(Phone(telegram, person).says(sent.get("text", ""), sent.get("reply_to")))

    @pages.post("/<int:person>/files")
    async def files(person: int) -> Response:
        caption = (await request.form).get("caption", "")
        photos, documents = await _uploads("photo"), await _uploads("document")
        return jsonify(await Phone(telegram, person).sends(photos, documents, caption))

    @pages.post("/<int:person>/presses")
    async def press(person: int) -> Response:
        sent = await request.get_json()
        query = Phone(telegram, person).presses(sent["message_id"], sent["data"])
        return jsonify({"query": query})

    @pages.post("/<int:person>/starts")
    async def start(person: int) -> Response:
        sent = await request.get_json()
        return jsonify(Phone(telegram, person).opens_link(sent.get("payload", "")))

    @pages.post("/<int:person>/blocked")
    async def block(person: int) -> Response:
        Phone(telegram, person).blocks((await request.get_json())["blocked"])
        return jsonify({})

    return pages


async def _uploads(kind: str) -> list[Upload]:
    files = (await request.files).getlist(kind)
    return [Upload(file.filename or "file", file.mimetype, file.read()) for file in files]

"""A WeCom of our own on loopback: the line of its smart bot, its files, and people's phones."""

import asyncio
import hashlib
import json
import secrets
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from quart import Quart
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from bot.chat.service import ChatService, Keep
from bot.wecom.service import WeCom
from core.ports import Desk
from core.records.messages import Channel, Received
from tests.bot.world import served

Json = dict[str, Any]
BOT, SECRET = "aib-robot", "wecom secret"


class WeComPlace:
    """What hospitals have. `faults` are error codes given instead of an answer, by command.

    What was brought while nobody was on the line goes out when the bot dials; nothing comes twice
    unless it is brought twice.
    """

    channel = Channel.WECOM

    def __init__(self) -> None:
        self.heard = dict[str, list[Json]]()
        self.files, self.media = dict[str, bytes](), dict[str, Json]()
        self.waiting, self.faults = deque[Json](), deque[tuple[str, int]]()
        self.thanked = list[Json]()
        self.lines = list[ServerConnection]()
        self.is_silent, self.dialled = False, 0
        self.brought, self.kept = 0, 0
        self._numbers = count(1)
        self._sending = set[asyncio.Future[None]]()

    def service(self, desk: Desk) -> ChatService:
        return _Counted(self, desk)

    def phone(self, address: str) -> "WeComPhone":
        return WeComPhone(self, address)

    @property
    def is_quiet(self) -> bool:
        """Nobody thanks for a message there: all that was brought has been kept."""
        return self.kept >= self.brought

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Json]:
        app = Quart("wecom")

        @app.get("/files/<code>")
        async def file(code: str) -> bytes:
            return self.files[code]

        async with serve(self._line, "127.0.0.1", 0, max_size=2**22) as gateway:
            at = f"ws://127.0.0.1:{gateway.sockets[0].getsockname()[1]}"
            async with served(app) as self.url:
                yield {
                    "wecom_bot_id": BOT,
                    "wecom_secret": SECRET,
                    "wecom_url": at,
                    "chat_gathers_seconds": 0.05,
                }

    async def _line(self, connection: ServerConnection) -> None:
        self.dialled += 1
        with suppress(ConnectionClosed):
            async for raw in connection:
                asked = json.loads(raw)
                if self.is_silent:
                    continue
                code, body = self._answered(asked)
                answer = {"headers": asked["headers"], "errcode": code, "errmsg": "", "body": body}
                await connection.send(json.dumps(answer))
                if asked["cmd"] == "aibot_subscribe" and code == 0:
                    self.lines.append(connection)
                    while self.waiting:
                        await connection.send(json.dumps(self.waiting.popleft()))
        if connection in self.lines:
            self.lines.remove(connection)

    def _answered(self, asked: Json) -> tuple[int, Json]:
        command, body = asked["cmd"], asked.get("body", {})
        if self.faults and self.faults[0][0] == command:
            return self.faults.popleft()[1], {}
        match command:
            case "aibot_subscribe":
                return (0 if body == {"bot_id": BOT, "secret": SECRET} else 853000), {}
            case "aibot_send_msg":
                self._said(body["chatid"], body)
            case "aibot_upload_media_init":
                number = f"media{len(self.media)}"
                self.media[number] = {**body, "content": b""}
                return 0, {"upload_id": number}
            case "aibot_upload_media_chunk":
                self.media[body["upload_id"]]["content"] += b64decode(body["base64_data"])
            case "aibot_upload_media_finish":
                media = self.media[body["upload_id"]]
                found = hashlib.md5(media["content"]).hexdigest()
                return (0 if found == media["md5"] else 40009), {"media_id": body["upload_id"]}
            case "aibot_respond_update_msg":
                self.thanked.append(asked)
        return 0, {}

    def _said(self, to: str, body: Json) -> None:
        heard = self.heard.setdefault(to, [])
        match body["msgtype"]:
            case "markdown":
                heard.append({"text": body["markdown"]["content"].replace("**", "")})
            case "template_card":
                card = body["template_card"]
                buttons = [(one["text"], one["key"]) for one in card["button_list"]]
                if not heard or "text" not in heard[-1]:
                    heard.append({"text": ""})
                heard[-1] |= {"buttons": buttons, "card": card["task_id"]}  # they lie together
            case "image":
                heard.append({"photo": self.media[body["image"]["media_id"]]["content"]})
            case "file":
                media = self.media[body["file"]["media_id"]]
                document = {"file_name": media["filename"], "content": media["content"]}
                heard.append({"document": document})

    def bring(self, command: str, body: Json, *, msgid: str = "") -> Json:
        """Send a frame now, or when the bot dials; return it."""
        number = next(self._numbers)
        known = {"msgid": msgid or f"msg{number}", "aibotid": BOT, "create_time": 1781488800}
        frame = {"cmd": command, "headers": {"req_id": f"req{number}"}, "body": known | body}
        self.bring_again(frame)
        return frame

    def bring_again(self, frame: Json) -> None:
        self.brought += 1
        if self.lines:
            self.say_raw(json.dumps(frame))
        else:
            self.waiting.append(frame)

    def say_raw(self, raw: str) -> None:
        connection = self.lines[-1]

        async def send() -> None:
            with suppress(ConnectionClosed):
                await connection.send(raw)

        sending = asyncio.ensure_future(send())
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)

    def keep_file(self, content: bytes) -> Json:
        """Encrypt a file with a key of its own; return where it lies and what opens it."""
        key, padder = secrets.token_bytes(32), PKCS7(256).padder()
        cipher = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).encryptor()
        padded = padder.update(content) + padder.finalize()
        code = f"file{len(self.files)}"
        self.files[code] = cipher.update(padded) + cipher.finalize()
        return {"url": f"{self.url}/files/{code}", "aeskey": b64encode(key).decode().rstrip("=")}


class _Counted(WeCom):
    """The bot's side, which tells how much it has kept."""

    def __init__(self, place: WeComPlace, desk: Desk) -> None:
        super().__init__(desk.settings, desk.clock)
        self._place = place

    async def run(self, keep: Keep) -> None:
        async def counted(received: Received) -> bool:
            is_new = await keep(received)
            self._place.kept += 1
            return is_new

        await super().run(counted)


class WeComPhone:
    """One colleague's WeCom."""

    def __init__(self, place: WeComPlace, address: str) -> None:
        self.place, self.address = place, address
        self.heard = place.heard.setdefault(address, [])

    @property
    def answers(self) -> list[Json]:
        """Return what was said of something that could not be done."""
        return [one for one in self.heard if one.get("text", "").startswith("⚠️")]

    def says(self, text: str, **more: Any) -> Json:
        return self.brings({"msgtype": "text", "text": {"content": text}, **more})

    def presses(self, place: int, carried: str) -> Json:
        if place < 0 or not (card := self.heard[place].get("card")):
            return self.says(carried)
        return self.presses_made_up(carried, card)

    def presses_made_up(self, carried: str, card: str = "xf-made") -> Json:
        """Press a button that may never have been shown."""
        pressed = {"card_type": "button_interaction", "event_key": carried, "task_id": card}
        event = {"eventtype": "template_card_event", "template_card_event": pressed}
        return self.brings({"msgtype": "event", "event": event}, "aibot_event_callback")

    async def sends_photos(self, photos: Sequence[bytes], caption: str = "") -> None:
        kept = [self.place.keep_file(photo) for photo in photos]
        if not caption:
            for image in kept:
                self.brings({"msgtype": "image", "image": image})
            return
        items: list[Json] = [{"msgtype": "text", "text": {"content": caption}}]
        items += [{"msgtype": "image", "image": image} for image in kept]
        self.brings({"msgtype": "mixed", "mixed": {"msg_item": items}})

    async def sends_document(self, name: str, data: bytes, _: str) -> None:
        self.brings({"msgtype": "file", "file": {**self.place.keep_file(data), "filename": name}})

    def brings(self, message: Json, command: str = "aibot_msg_callback") -> Json:
        """Send a message of any kind."""
        known = {"chattype": "single", "from": {"userid": self.address}}
        return self.place.bring(command, known | message)

"""A DingTalk of our own on loopback: its gateway, its web interface, and people's phones."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

from quart import Quart, request
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from bot.chat.service import ChatService
from bot.dingtalk.service import DingTalk
from core.ports import Desk
from core.records.messages import Channel
from tests.bot.world import served

Json = dict[str, Any]
Answer = tuple[Json | str, int]
ROBOT = "ding-robot"


class DingTalkPlace:
    """What hospitals have; `cards` where a template was made. Frames come again until thanked.

    `faults` are answers that the web interface gives instead of its own, by the path's last word.
    """

    channel = Channel.DINGTALK

    def __init__(self, *, cards: bool = False) -> None:
        self.cards = cards
        self.heard = dict[str, list[Json]]()
        self.files, self.media = dict[str, bytes](), dict[str, tuple[str, bytes]]()
        self.open = dict[str, Json]()
        self.lines = list[ServerConnection]()
        self.faults = deque[tuple[str, Answer]]()
        self.tokens, self.dialled = 0, 0
        self._numbers = count(1)

    def service(self, desk: Desk) -> ChatService:
        return DingTalk(desk.settings, desk.clock)

    def phone(self, address: str) -> "DingTalkPhone":
        return DingTalkPhone(self, address)

    @property
    def is_quiet(self) -> bool:
        return not self.open

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Json]:
        async with serve(self._line, "127.0.0.1", 0) as gateway:
            self._gateway = f"ws://127.0.0.1:{gateway.sockets[0].getsockname()[1]}"
            async with served(self._web()) as url:
                self.url = url
                yield {
                    "dingtalk_client_id": ROBOT,
                    "dingtalk_client_secret": "secret",
                    "dingtalk_card_template": "card.schema" if self.cards else "",
                    "dingtalk_api_url": url,
                    "dingtalk_upload_url": url,
                    "chat_gathers_seconds": 0.05,
                }

    async def _line(self, connection: ServerConnection) -> None:
        self.dialled += 1
        self.lines.append(connection)
        with suppress(ConnectionClosed):
            for frame in list(self.open.values()):
                await connection.send(json.dumps(frame))
            async for raw in connection:
                thanks = json.loads(raw)
                if thanks["code"] == 200:
                    self.open.pop(thanks["headers"]["messageId"], None)
        self.lines.remove(connection)

    def bring(self, topic: str, data: Json, number: str = "") -> None:
        """Send a frame now, or when the bot dials."""
        number = number or f"frame{next(self._numbers)}"
        headers = {"topic": topic, "messageId": number, "contentType": "application/json"}
        frame = {
            "specVersion": "1.0", "type": "CALLBACK", "headers": headers,
            "data": json.dumps(data),
        }  # fmt: skip
        self.open[number] = frame
        for connection in self.lines:
            self._send(connection, json.dumps(frame))

    def say_raw(self, raw: str) -> None:
        for connection in self.lines:
            self._send(connection, raw)

    def _send(self, connection: ServerConnection, raw: str) -> None:
        async def send() -> None:
            with suppress(ConnectionClosed):
                await connection.send(raw)

        self._sending = asyncio.ensure_future(send())

    def _web(self) -> Quart:  # noqa: C901 - one short answer a path
        app = Quart("dingtalk")

        @app.before_request
        async def broken() -> Answer | None:
            if self.faults and request.path.endswith(self.faults[0][0]):
                return self.faults.popleft()[1]
            return None

        @app.post("/v1.0/gateway/connections/open")
        async def open_line() -> Answer:
            asked = await request.get_json()
            if asked["clientId"] != ROBOT or asked["clientSecret"] != "secret":
                return {"code": "denied"}, 401
            return {"endpoint": self._gateway, "ticket": "a b"}, 200

        @app.post("/v1.0/oauth2/accessToken")
        async def token() -> Answer:
            self.tokens += 1
            return {"accessToken": f"token{self.tokens}", "expireIn": 7200}, 200

        @app.post("/v1.0/robot/oToMessages/batchSend")
        async def send() -> Answer:
            if not self._knows():
                return {"code": "InvalidAuthentication"}, 401
            return self._said(await request.get_json()), 200

        @app.post("/v1.0/robot/groupMessages/send")
        async def send_group() -> Answer:
            asked = await request.get_json()
            return self._said({**asked, "userIds": [asked["openConversationId"]]}), 200

        @app.post("/media/upload")
        async def upload() -> Answer:
            file = (await request.files)["media"]
            number = f"@media{len(self.media)}"
            self.media[number] = (file.filename or "", file.read())
            return {"errcode": 0, "media_id": number}, 200

        @app.post("/v1.0/robot/messageFiles/download")
        async def download() -> Answer:
            asked = await request.get_json()
            if asked["downloadCode"] not in self.files:
                return {"code": "unknown"}, 400
            return {"downloadUrl": f"{self.url}/files/{asked['downloadCode']}"}, 200

        @app.get("/files/<code>")
        async def file(code: str) -> bytes:
            return self.files[code]

        @app.post("/v1.0/card/instances/createAndDeliver")
        async def card() -> Answer:
            asked = await request.get_json()
            to = asked["openSpaceId"].rpartition(".")[2]
            values = asked["cardData"]["cardParamMap"]
            self._hear(to, {"card": asked["outTrackId"], "values": values, **_drawn(values)})
            return {"success": True}, 200

        @app.put("/v1.0/card/instances")
        async def change() -> Answer:
            asked = await request.get_json()
            for message in [one for heard in self.heard.values() for one in heard]:
                if message.get("card") == asked["outTrackId"]:
                    values = message["values"] | asked["cardData"]["cardParamMap"]
                    message.update(values=values, **_drawn(values))
            return {"success": True}, 200

        return app

    def _knows(self) -> bool:
        return request.headers["x-acs-dingtalk-access-token"] == f"token{self.tokens}"

    def _said(self, asked: Json) -> Json:
        told, [to] = json.loads(asked["msgParam"]), asked["userIds"]
        match asked["msgKey"]:
            case "sampleMarkdown":
                self._hear(to, {"text": told["text"].replace("  \n", "\n").replace("**", "")})
            case "sampleImageMsg":
                self._hear(to, {"photo": self.media[told["photoURL"]][1]})
            case "sampleFile":
                content = self.media[told["mediaId"]][1]
                self._hear(to, {"document": {"file_name": told["fileName"], "content": content}})
        return {"processQueryKey": "q", "invalidStaffIdList": [], "flowControlledStaffIdList": []}

    def _hear(self, address: str, message: Json) -> None:
        self.heard.setdefault(address, []).append(message)


def _drawn(values: Json) -> Json:
    pairs = [(values.get(f"label{n}", ""), values.get(f"data{n}", "")) for n in range(1, 7)]
    text = values["text"].replace("  \n", "\n").replace("**", "")
    return {"text": text, "buttons": [pair for pair in pairs if pair[0]]}


class DingTalkPhone:
    """One colleague's DingTalk."""

    _numbers = count(1)

    def __init__(self, place: DingTalkPlace, address: str) -> None:
        self.place, self.address = place, address
        self.heard = place.heard.setdefault(address, [])

    @property
    def answers(self) -> list[Json]:
        """Return what was said of something that could not be done."""
        return [one for one in self.heard if one.get("text", "").startswith("⚠️")]

    def says(self, text: str, **more: Any) -> None:
        self.brings({"msgtype": "text", "text": {"content": f" {text}"}, **more})

    def presses(self, place: int, carried: str) -> None:
        if place >= 0 and (card := self.heard[place].get("card")):
            self.presses_made_up(carried, card)
        else:
            self.says(carried)

    def presses_made_up(self, carried: str, card: str = "xmade") -> None:
        """Press a button that may never have been shown."""
        content = {"cardPrivateData": {"actionIds": ["a"], "params": {"data": carried}}}
        data = {"outTrackId": card, "userId": self.address, "content": json.dumps(content)}
        self.place.bring("/v1.0/card/instances/callback", data)

    async def sends_photos(self, photos: Sequence[bytes], caption: str = "") -> None:
        if not caption:
            for photo in photos:
                content = {"downloadCode": self._put(photo)}
                self.brings({"msgtype": "picture", "content": content})
            return
        parts: list[Json] = [{"text": caption}]
        parts += [{"type": "picture", "downloadCode": self._put(photo)} for photo in photos]
        self.brings({"msgtype": "richText", "content": {"richText": parts}})

    async def sends_document(self, name: str, data: bytes, _: str) -> None:
        content = {"downloadCode": self._put(data), "fileName": name}
        self.brings({"msgtype": "file", "content": content})

    def _put(self, data: bytes) -> str:
        code = f"code{len(self.place.files)}"
        self.place.files[code] = data
        return code

    def brings(self, message: Json) -> None:
        """Send a message of any kind."""
        known = {
            "msgId": f"msg{next(self._numbers)}",
            "senderStaffId": self.address,
            "senderNick": "路人",
            "conversationType": "1",
            "conversationId": "cid",
            "createAt": 1781488800000,
        }
        self.place.bring("/v1.0/im/bot/messages/get", known | message)

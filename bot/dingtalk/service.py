"""DingTalk as a service of the chat: Markdown, or cards with buttons where there is a template."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import PurePath
from typing import Any

from bot.chat.dialling import dial_forever, line, put, quiet_lines
from bot.chat.frames import frame_in, text_in
from bot.chat.incoming import Incoming, Pressed, SentFile
from bot.chat.markup import Rows, Screen, split
from bot.chat.refusals import FileNotFetched
from bot.chat.rendering import bytes_of, markdown, plain
from bot.chat.retrying import retry, until_it_works
from bot.chat.service import Abilities, Blocked, Keep, NotTaken, Passing
from bot.chat.signs import Signs
from bot.chat.web import fetched
from bot.dingtalk.api import Api
from bot.dingtalk.cards import BUTTONS, buttons, changed_card, new_card, new_number
from bot.dingtalk.frames import CARDS, GROUP_ADDRESS, MESSAGES, ack, incoming_of, received_of
from core.evidence.intake import MEGABYTE
from core.ports import Clock
from core.records.messages import Channel, Received
from core.settings import Settings
from core.texts import say

LONGEST_TEXT_BYTES = 5000
LARGEST_DOWNLOAD = 20 * MEGABYTE
SLOW_SECONDS = 2.0
DOCUMENTS = frozenset({"pdf", "doc", "docx", "xlsx", "zip", "rar"})


class DingTalk:
    """The robot of one application."""

    channel = Channel.DINGTALK

    def __init__(self, settings: Settings, clock: Clock) -> None:
        quiet_lines()
        self._settings = settings
        self._api = Api(settings, clock)
        self.signs = Signs(clock)
        has_cards = bool(settings.dingtalk_card_template)
        self.can = Abilities(
            most_buttons=BUTTONS if has_cards else 0,
            longest_caption=0,
            may_amend=has_cards,
            has_albums=False,
            gathers_seconds=settings.chat_gathers_seconds,
        )

    async def start(self) -> None:
        return

    async def close(self) -> None:
        self.signs.down()
        await self._api.client.aclose()

    async def is_reachable(self) -> bool:
        return self.signs.connected_at is not None

    async def run(self, keep: Keep) -> None:
        await dial_forever(lambda: self._dial(keep))

    async def _dial(self, keep: Keep) -> bool:
        """Hold one line until it breaks or we are asked to dial anew."""
        came = False
        try:
            async with line(await self._api.open_line([MESSAGES, CARDS])) as connection:
                self.signs.up()
                async for raw in connection:
                    frame = frame_in(raw)
                    headers = frame.get("headers")
                    if not isinstance(headers, dict):
                        continue
                    came = True
                    if text_in(headers, "topic") == "disconnect":
                        break
                    if (received := received_of(frame)) is not None:
                        await until_it_works(partial(keep, received))
                        self.signs.came()
                    await put(connection, ack(frame))
        finally:
            self.signs.down()
        return came

    def read(self, received: Received) -> Incoming:
        return incoming_of(received)

    async def say(self, address: str, screen: Screen) -> str:
        if screen.picture is not None:
            await self.give_pictures(address, [screen.picture])
        *before, last = split(_text(screen), LONGEST_TEXT_BYTES, bytes_of)
        for text in before:
            await self._send(address, "sampleMarkdown", {"title": _title(text), "text": text})
        if self.can.most_buttons and any(one.data for row in screen.rows for one in row):
            return await self._send_card(address, last, screen.rows)
        await self._send(address, "sampleMarkdown", {"title": _title(last), "text": last})
        return ""

    async def give(self, address: str, name: str, content: bytes, caption: str = "") -> None:
        media = await retry(lambda: self._api.upload("file", name, content))
        kind = PurePath(name).suffix.lstrip(".").lower()
        told = {"mediaId": media, "fileName": name, "fileType": kind}
        await self._send(address, "sampleFile", told)
        if caption:
            await self.say(address, Screen(caption))

    async def give_pictures(self, address: str, pictures: Sequence[bytes]) -> None:
        for picture in pictures:
            media = await self._uploaded(picture)
            await self._send(address, "sampleImageMsg", {"photoURL": media})

    async def _uploaded(self, picture: bytes) -> str:
        name = say("chat-picture-name")
        return await retry(lambda: self._api.upload("image", name, picture))

    async def amend(self, address: str, message: str, screen: Screen) -> bool:
        text = _text(screen)
        if screen.picture is not None or bytes_of(text) > LONGEST_TEXT_BYTES:
            return False
        return await self._update(message, {"text": text, **buttons(screen.rows)})

    async def offer(self, address: str, message: str, rows: Rows) -> bool:
        return await self._update(message, buttons(rows))

    async def answer(self, press: Pressed, text: str) -> None:
        """Presses are thanked for as they are kept."""

    async def offer_commands(self, address: str, commands: Sequence[str]) -> None:
        """There is no menu."""

    async def fetch(self, file: SentFile) -> bytes:
        """Download a file by its code; the address that is told for it is good for minutes."""
        body = {"downloadCode": file.id, "robotCode": self._settings.dingtalk_client_id}
        path = "/v1.0/robot/messageFiles/download"
        try:
            told = await retry(lambda: self._api.call("POST", path, body))
            url = text_in(told, "downloadUrl")
            return await retry(lambda: fetched(self._api.client, url, LARGEST_DOWNLOAD))
        except NotTaken:
            raise FileNotFetched from None

    async def _send(self, address: str, kind: str, told: dict[str, str]) -> None:
        message = {"msgKey": kind, "msgParam": json.dumps(told, ensure_ascii=False)}
        message["robotCode"] = self._settings.dingtalk_client_id
        await retry(lambda: self._send_once(address, message))
        self.signs.went()

    async def _send_once(self, address: str, message: dict[str, Any]) -> None:
        if address.startswith(GROUP_ADDRESS):
            group = address.removeprefix(GROUP_ADDRESS)
            body = {**message, "openConversationId": group}
            await self._api.call("POST", "/v1.0/robot/groupMessages/send", body)
            return
        body = {**message, "userIds": [address]}
        told = await self._api.call("POST", "/v1.0/robot/oToMessages/batchSend", body)
        if address in (told.get("invalidStaffIdList") or ()):
            raise Blocked
        if address in (told.get("flowControlledStaffIdList") or ()):
            raise Passing(wait_seconds=SLOW_SECONDS)

    async def _send_card(self, address: str, text: str, rows: Rows) -> str:
        number = new_number()
        body = new_card(self._settings, address, number, text, rows)
        path = "/v1.0/card/instances/createAndDeliver"
        await retry(lambda: self._api.call("POST", path, body))
        self.signs.went()
        return number

    async def _update(self, number: str, values: dict[str, str]) -> bool:
        if not number or not self.can.may_amend:
            return False
        body = changed_card(number, values)
        try:
            await retry(lambda: self._api.call("PUT", "/v1.0/card/instances", body))
        except NotTaken:
            return False
        return True


def _text(screen: Screen) -> str:
    """Return Markdown whose lines stay lines; links that would be buttons stand below."""
    links = [f"[{one.label}]({one.url})" for row in screen.rows for one in row if one.url]
    text = "\n".join([markdown(screen.text), *links])
    return text.replace("\n", "  \n")


def _title(text: str) -> str:
    """Return what the list of chats shows."""
    return plain(text).replace("*", "").strip().split("\n")[0].strip()[:20] or "·"

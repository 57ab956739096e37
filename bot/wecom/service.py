"""WeCom as a service of the chat: Markdown, cards with buttons, pictures and files."""

import asyncio
import logging
import secrets
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import httpx

from bot.chat.dialling import dial_forever, line, quiet_lines
from bot.chat.frames import frame_in, part, text_in
from bot.chat.incoming import Incoming, Pressed, SentFile
from bot.chat.markup import Rows, Screen, split
from bot.chat.refusals import FileNotFetched
from bot.chat.rendering import bytes_of, markdown
from bot.chat.retrying import retry, told, until_it_works
from bot.chat.service import Abilities, Keep, NotTaken, Passing, Trouble
from bot.chat.signs import Signs
from bot.chat.web import fetched
from bot.wecom.connection import Connection
from bot.wecom.frames import GROUP_ADDRESS, incoming_of, is_pushed_out, received_of
from bot.wecom.opening import opened
from bot.wecom.uploading import uploaded
from core.evidence.intake import MEGABYTE
from core.ports import Clock
from core.records.messages import Channel, Received
from core.settings import Settings
from core.texts import say

log = logging.getLogger(__name__)
BUTTONS, LONGEST_LABEL = 6, 12
LONGEST_TEXT_BYTES = 20_000
LARGEST_DOWNLOAD = 20 * MEGABYTE
PATIENCE = httpx.Timeout(30, connect=10, pool=10)
SINGLE, GROUP = 1, 2


class WeCom:
    """The smart bot of a hospital's WeCom."""

    channel = Channel.WECOM

    def __init__(self, settings: Settings, clock: Clock) -> None:
        quiet_lines()
        self._settings = settings
        self._client = httpx.AsyncClient(timeout=PATIENCE)
        self._connection: Connection | None = None
        self.signs = Signs(clock)
        self.can = Abilities(
            most_buttons=BUTTONS,
            longest_caption=0,
            may_amend=False,
            has_albums=False,
            compresses=True,
            longest_label=LONGEST_LABEL,
            gathers_seconds=settings.chat_gathers_seconds,
        )

    async def start(self) -> None:
        return

    async def close(self) -> None:
        self.signs.down()
        await self._client.aclose()

    async def is_reachable(self) -> bool:
        return self._connection is not None

    async def run(self, keep: Keep) -> None:
        await dial_forever(lambda: self._dial(keep))

    async def _dial(self, keep: Keep) -> bool:
        """Hold one line until it breaks; say who we are first."""
        pushed_out = False
        async with line(self._settings.wecom_url) as dialled:
            connection = Connection(dialled)
            greeting = asyncio.create_task(self._greet(connection))
            try:
                async for raw in dialled:
                    frame = frame_in(raw)
                    if connection.take(frame):
                        continue
                    if is_pushed_out(frame):
                        pushed_out = True
                        log.warning("WeCom: somebody else has dialled with these keys")
                    if (received := received_of(frame)) is not None:
                        await until_it_works(partial(keep, received))
                        self.signs.came()
                        await self._thank(connection, frame)
                return self._connection is connection and not pushed_out
            finally:
                self._connection = None
                self.signs.down()
                greeting.cancel()
                await asyncio.gather(greeting, return_exceptions=True)
                await connection.end()

    async def _greet(self, connection: Connection) -> None:
        keys = {"bot_id": self._settings.wecom_bot_id, "secret": self._settings.wecom_secret}
        try:
            await connection.ask("aibot_subscribe", keys)
        except Trouble as trouble:
            log.warning("WeCom does not let the bot in: %s", told(trouble))
            await connection.hang_up()
            raise
        connection.beat()
        self._connection = connection
        self.signs.up()

    async def _thank(self, connection: Connection, frame: Mapping[str, Any]) -> None:
        """Answer a press within the seconds there are: its card says so and loses its buttons."""
        card = part(part(part(frame, "body"), "event"), "template_card_event")
        if not (task := text_in(card, "task_id")):
            return
        title = {"title": say("chat-card-pressed")}
        shown = {"card_type": "text_notice", "main_title": title, "task_id": task}
        shown["card_action"] = {"type": 0}
        number = text_in(part(frame, "headers"), "req_id")
        body = {"response_type": "update_template_card", "template_card": shown}
        connection.tell("aibot_respond_update_msg", body, number)

    def read(self, received: Received) -> Incoming:
        return incoming_of(received)

    async def say(self, address: str, screen: Screen) -> str:
        if screen.picture is not None:
            await self.give_pictures(address, [screen.picture])
        for text in split(_text(screen), LONGEST_TEXT_BYTES, bytes_of):
            await self._send(address, {"msgtype": "markdown", "markdown": {"content": text}})
        buttons = [one for row in screen.rows for one in row if one.data]
        if buttons:
            title = {"title": say("chat-card-choose")}
            card = {
                "card_type": "button_interaction",
                "main_title": title,
                "button_list": [{"text": one.label, "key": one.data} for one in buttons],
                "task_id": f"xf-{secrets.token_hex(12)}",
            }
            await self._send(address, {"msgtype": "template_card", "template_card": card})
        return ""

    async def give(self, address: str, name: str, content: bytes, caption: str = "") -> None:
        media = await retry(lambda: uploaded(self._line(), "file", name, content))
        await self._send(address, {"msgtype": "file", "file": {"media_id": media}})
        if caption:
            await self.say(address, Screen(caption))

    async def give_pictures(self, address: str, pictures: Sequence[bytes]) -> None:
        for picture in pictures:
            media = await self._picture(picture)
            await self._send(address, {"msgtype": "image", "image": {"media_id": media}})

    async def _picture(self, picture: bytes) -> str:
        name = say("chat-picture-name")
        return await retry(lambda: uploaded(self._line(), "image", name, picture))

    async def amend(self, address: str, message: str, screen: Screen) -> bool:
        return False

    async def offer(self, address: str, message: str, rows: Rows) -> bool:
        return False

    async def answer(self, press: Pressed, text: str) -> None:
        """Presses are thanked for as they are kept."""

    async def offer_commands(self, address: str, commands: Sequence[str]) -> None:
        """There is no menu."""

    async def fetch(self, file: SentFile) -> bytes:
        """Download a file and open it with its own key."""
        key, _, url = file.id.partition(" ")
        try:
            content = await retry(lambda: fetched(self._client, url, LARGEST_DOWNLOAD))
            return opened(content, key) if key else content
        except (NotTaken, ValueError):
            raise FileNotFetched from None

    async def _send(self, address: str, message: dict[str, Any]) -> None:
        group = address.startswith(GROUP_ADDRESS)
        to = {
            "chatid": address.removeprefix(GROUP_ADDRESS),
            "chat_type": GROUP if group else SINGLE,
        }
        await retry(lambda: self._line().ask("aibot_send_msg", {**to, **message}))
        self.signs.went()

    def _line(self) -> Connection:
        if self._connection is None:
            raise Passing
        return self._connection


def _text(screen: Screen) -> str:
    """Return Markdown; links that would be buttons stand below."""
    links = [f"[{one.label}]({one.url})" for row in screen.rows for one in row if one.url]
    return "\n".join([markdown(screen.text), *links])

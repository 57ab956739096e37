"""A chat service that has words, pictures and files only: no buttons, no changes, no albums."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from bot.chat.incoming import Gave, Incoming, Pressed, Said, SentFile
from bot.chat.markup import Rows, Screen
from bot.chat.rendering import plain
from bot.chat.service import Abilities, ChatService, Keep
from bot.chat.signs import Signs
from core.evidence.intake import MEGABYTE
from core.evidence.refusals import FileTooLarge
from core.ports import Desk
from core.records.messages import Channel, ChatId, Received

Json = dict[str, Any]
LARGEST_DOWNLOAD = 20 * MEGABYTE


class Words:
    """The service with its phones; it keeps what was said until the bot fetches it."""

    channel = Channel.WECOM

    def __init__(self) -> None:
        self.heard = dict[str, list[Json]]()
        self.files = dict[str, bytes]()
        self.waiting = asyncio.Queue[Received]()
        self.taken = True

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[dict[str, str]]:
        yield {"wecom_bot_id": "words", "wecom_secret": "words"}

    def service(self, desk: Desk) -> ChatService:
        return WordsService(self, desk)

    def phone(self, address: str) -> "WordsPhone":
        return WordsPhone(self, address)

    @property
    def is_quiet(self) -> bool:
        return self.waiting.empty() and self.taken


class WordsPhone:
    """One person's phone."""

    _numbers = count(1)

    def __init__(self, place: Words, address: str) -> None:
        self.place, self.address = place, address
        self.heard = place.heard.setdefault(address, [])

    @property
    def answers(self) -> list[Json]:
        """Return what was said of something that could not be done."""
        return [one for one in self.heard if one.get("text", "").startswith("⚠️")]

    def says(self, text: str) -> None:
        self._bring({"text": text})

    def presses(self, _: int, mark: str) -> None:
        self.says(mark)

    async def sends_photos(self, photos: Sequence[bytes], caption: str = "") -> None:
        for photo in photos:
            self._gives("", photo, caption)
            caption = ""

    async def sends_document(self, name: str, data: bytes, _: str) -> None:
        self._gives(name, data, "")

    def _gives(self, name: str, data: bytes, words: str) -> None:
        key = str(len(self.place.files))
        self.place.files[key] = data
        self._bring({"file": key, "name": name, "words": words})

    def _bring(self, body: Json) -> None:
        key = f"words:{next(self._numbers)}"
        chat_id = ChatId(Channel.WECOM, self.address)
        self.place.waiting.put_nowait(Received(0, chat_id, {**body, "key": key}, key))


class WordsService:
    """The bot's side of it."""

    channel = Channel.WECOM
    can = Abilities(
        most_buttons=0, longest_caption=0, may_amend=False, has_albums=False, gathers_seconds=0.05
    )

    def __init__(self, place: Words, desk: Desk) -> None:
        self.place, self.desk = place, desk
        self.signs = Signs(desk.clock)

    async def start(self) -> None:
        return

    async def close(self) -> None:
        return

    async def is_reachable(self) -> bool:
        return True

    async def run(self, keep: Keep) -> None:
        while True:
            received = await self.place.waiting.get()
            self.place.taken = False
            await keep(received)
            self.place.taken = True

    def read(self, received: Received) -> Incoming:
        body, now = received.body, self.desk.clock.now()
        if (key := body.get("file")) is not None:
            what: Gave | Said = Gave(
                [SentFile(key, f"{key}:words", now, body["name"])], body["words"]
            )
        else:
            what = Said(body["text"])
        address = received.chat_id.address
        return Incoming(
            number=received.number, key=body["key"], address=address, what=what, name="路人"
        )

    async def say(self, address: str, screen: Screen) -> str:
        message: Json = {"text": plain(screen.text)}
        if screen.picture:
            message["photo"] = screen.picture
        self.place.heard.setdefault(address, []).append(message)
        return ""

    async def give(self, address: str, name: str, content: bytes, caption: str = "") -> None:
        document = {"file_name": name, "content": content}
        message = {"text": plain(caption), "document": document}
        self.place.heard.setdefault(address, []).append(message)

    async def give_pictures(self, address: str, pictures: Sequence[bytes]) -> None:
        for picture in pictures:
            self.place.heard.setdefault(address, []).append({"photo": picture})

    async def amend(self, address: str, message: str, screen: Screen) -> bool:
        return False

    async def offer(self, address: str, message: str, rows: Rows) -> bool:
        return False

    async def answer(self, press: Pressed, text: str) -> None:
        return

    async def offer_commands(self, address: str, commands: Sequence[str]) -> None:
        return

    async def fetch(self, file: SentFile) -> bytes:
        content = self.place.files[file.id]
        if len(content) > LARGEST_DOWNLOAD:
            raise FileTooLarge(limit_mb=20)
        return content

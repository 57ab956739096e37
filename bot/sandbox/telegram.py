"""The whole state of the sandbox: chats, files, updates, commands. No HTTP in here."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from typing import Protocol

from bot.sandbox.answers import Refused, bad
from bot.sandbox.chats import Chat
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.files import Files
from bot.sandbox.people import Json, Person, bot_user
from bot.sandbox.publisher import Publisher
from bot.sandbox.updates import Updates
from bot.sandbox.webhook import Webhook
from core.texts import say

EPOCH = 1_700_000_000
BLOCKED = "Forbidden: bot was blocked by the user"


class Clock(Protocol):
    """Where the time comes from; aware UTC."""

    def now(self) -> datetime:
        """Return the present moment."""
        ...


class Telegram:
    """One bot and the people who chat with it, each in a private chat of their own.

    Numbers start from the clock, so a bot that remembers messages or updates of an earlier run
    never meets them again under the same number.
    """

    def __init__(
        self,
        token: str,
        people: Sequence[Person],
        clock: Clock,
        *,
        username: str = "xuefen_demo_bot",
        files: Files | None = None,
    ) -> None:
        started = int(clock.now().timestamp())
        self.token = token
        self.clock = clock
        self.run = secrets.token_hex(4)
        self.me = bot_user(token, username, say("sandbox-bot-name"))
        self.chats = {person.id: Chat(person, person.started) for person in people}
        self.files = files or Files()
        self.faults = Faults()
        self.publisher = Publisher()
        self.updates = Updates(started, self.publisher)
        self.webhook: Webhook | None = None
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.menus: dict[int | None, Json] = {}
        self.queries: dict[str, int] = {}
        self.calls: deque[tuple[str, int | None]] = deque(maxlen=10_000)
        self.revision = 0
        self.closed = False
        self._numbers = count(max(1, started - EPOCH))

    @property
    def seconds(self) -> int:
        """Return the present moment as Telegram writes it."""
        return int(self.clock.now().timestamp())

    def inject(
        self,
        method: str,
        code: int,
        description: str = "",
        *,
        retry_after: int | None = None,
        times: int = 1,
        chat: int | None = None,
        done: bool = False,
    ) -> None:
        """Make the next calls of a method fail; see `Fault`."""
        self.faults.add(Fault(method, code, description, retry_after, times, chat, done))

    def reachable(self, chat_id: int | None) -> Chat:
        """Return a chat the bot may write to; refuse as Telegram does."""
        chat = self.chats.get(chat_id or 0)
        if chat is None or not chat.started:
            raise bad("chat not found")
        if chat.blocked:
            raise Refused(403, BLOCKED)
        return chat

    def post(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Add a message to a chat and return it."""
        message = {
            "message_id": next(self._numbers),
            "date": self.seconds,
            "from": sender,
            "chat": chat.person.chat,
            **content,
        }
        chat.put(message, self.touched())
        return message

    def change(self, chat: Chat, message: Json) -> Json:
        """Replace a message by its edited form."""
        edited = {**message, "edit_date": self.seconds}
        chat.put(edited, self.touched())
        return edited

    def remove(self, chat: Chat, message_id: int) -> None:
        """Delete a message."""
        chat.remove(message_id, self.touched())

    def note(self, chat: Chat, note: Json) -> None:
        """Show the person something once."""
        chat.note(note, self.touched())

    def touched(self) -> int:
        """Count a change and wake whoever waits for one."""
        self.revision += 1
        self.publisher.publish()
        return self.revision

    async def until(self, condition: Callable[[], object], seconds: float = 90) -> None:
        """Return as soon as the condition holds; TimeoutError when it does not in time."""
        async with asyncio.timeout(seconds):
            while not condition():
                await self.publisher.wait(0.05)

    def close(self) -> None:
        """End waiting polls, streams and the webhook, so that the server can stop at once."""
        self.closed = True
        if self.webhook:
            self.webhook.stop()
        self.updates.close()

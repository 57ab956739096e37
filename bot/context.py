"""What every handler has at hand: the desk, who is asking, and their chat."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.chat_ids import number_of
from bot.updates import language_of
from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Chat

Bot = ExtBot[int]
Json = Mapping[str, Any]


@dataclass(slots=True)
class ChatState:
    """What is known of a chat while this process lives; losing it costs nothing but comfort.

    `shown` is the message that shows the question of the draft, `album` the one it came with.
    """

    who: Actor | None = None
    chat: Chat | None = None
    language: str = "zh-CN"
    shown: int | None = None
    album: str | None = None
    was_told: bool = False


@dataclass(slots=True)
class Assembly:
    """What the handlers of one running bot share.

    `unfinished` holds the updates whose answer did not get through; `coming` returns the update
    that waits next in a chat.
    """

    desk: Desk
    unfinished: set[int] = field(default_factory=set)
    coming: Callable[[int], Json | None] = lambda _: None
    later: Callable[[float, Callable[[], Awaitable[Any]]], None] = lambda _, __: None


class DeskContext(CallbackContext[Bot, dict[Any, Any], ChatState, Assembly]):
    """The context of one update."""

    @property
    def desk(self) -> Desk:
        return self.bot_data.desk

    @property
    def state(self) -> ChatState:
        return self.chat_data if self.chat_data is not None else ChatState()

    @property
    def who(self) -> Actor:
        """Return the person whose chat this is; handlers run only when there is one."""
        if self.state.who is None:
            raise LookupError("a handler ran for a chat of nobody")
        return self.state.who

    @property
    def chat(self) -> Chat:
        if self.state.chat is None:
            raise LookupError("a handler ran for a chat of nobody")
        return self.state.chat

    @property
    def chat_number(self) -> int:
        """Return the number of the chat, as Telegram's methods want it."""
        return number_of(self.chat.id)

    @property
    def language(self) -> str:
        return self.state.language


ChatApplication = Application[Bot, DeskContext, dict[Any, Any], ChatState, Assembly, None]


def language_in(update: Update) -> str:
    """Return the language of the sender's phone."""
    return language_of(update.effective_user.language_code if update.effective_user else None)

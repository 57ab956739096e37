"""What every handler has at hand: the desk, what came, who is asking, and their chat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.chat.incoming import Incoming
from bot.chat.service import ChatService, Recipient
from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Chat, ChatId

Coming = Callable[[float], Awaitable[Incoming | None]]
Later = Callable[[float, Callable[[], Awaitable[Any]]], None]


@dataclass(frozen=True, slots=True)
class Owed:
    """What a chat is to remember and could not be kept yet."""

    draft_id: str | None
    asking: str
    taken: str | None


@dataclass(slots=True)
class ChatState:
    """What is known of a chat while this process lives; losing it costs nothing but comfort.

    `name` is what the person was called when the service last said so, for presses do not;
    `shown` is the message that shows the question of the draft, `lot` the files it came with,
    `lost` how often in a row something was not understood, `taken` what is to be kept with the next
    question (bot/chat/taken.py), `ignored` the draft of whose photos nothing that was read is
    wanted, `menu` what the menu was made to offer last, `owed` what could not be kept yet.
    """

    who: Actor | None = None
    chat: Chat | None = None
    name: str = ""
    shown: str = ""
    lot: str = ""
    was_told: bool = False
    taken: str = ""
    lost: int = 0
    ignored: str = ""
    menu: tuple[str, ...] | None = None
    owed: Owed | None = None


@dataclass(frozen=True, slots=True)
class ChatContext:
    """What came, and all that is needed to answer it.

    `coming` waits so many seconds for what comes next in this chat and returns it, if anything;
    `later` does something after so many seconds, if this process lives.
    """

    desk: Desk
    service: ChatService
    incoming: Incoming
    state: ChatState
    coming: Coming
    later: Later

    @property
    def to(self) -> Recipient:
        return Recipient(self.service, self.incoming.address)

    @property
    def card_to(self) -> Recipient:
        """Return where a card is put that lies there until it is decided on."""
        return Recipient(self.service, self.incoming.address, on_card=True)

    @property
    def chat_id(self) -> ChatId:
        return ChatId(self.service.channel, self.incoming.address)

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

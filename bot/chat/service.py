"""What the chat asks of a chat service, and how services differ, as data."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.chat.incoming import Incoming, Pressed, SentFile
from bot.chat.markup import Rows, Screen
from bot.chat.signs import Signs
from core.records.messages import Channel, Received


class Trouble(Exception):
    """A chat service, or the way to it, does not do what was asked; it may later."""


class Passing(Trouble):
    """The line is bad, or we were too fast: `wait_seconds` is what the service asks for, if it."""

    def __init__(self, said: str = "", *, wait_seconds: float | None = None) -> None:
        super().__init__(said)
        self.wait_seconds = wait_seconds


class Blocked(Trouble):
    """The person does not want to hear from us, or the chat is gone."""


class NotTaken(Trouble):
    """The service will never take this message."""


class Unreadable(Exception):
    """What came is not as the service promises."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a service can do.

    `most_buttons` go under one message, none with a label longer than `longest_label` characters,
    else choices are answered by their number; `longest_caption` is in characters, 0 for no words
    under pictures. Where there are no albums, files that come within `gathers_seconds` are one lot.
    One that `compresses` makes photos small unless people choose otherwise; one that `has_menu`
    offers each chat commands of its own.
    """

    most_buttons: int
    longest_caption: int
    may_amend: bool
    has_albums: bool
    gathers_seconds: float = 0
    compresses: bool = False
    longest_label: int = 64
    has_menu: bool = False


Keep = Callable[[Received], Awaitable[bool]]


class ChatService(Protocol):
    """One chat service. What it cannot do raises Trouble, a kind of it where that is known."""

    @property
    def channel(self) -> Channel: ...
    @property
    def can(self) -> Abilities: ...
    @property
    def signs(self) -> Signs: ...
    async def start(self) -> None: ...
    async def run(self, keep: Keep) -> None:
        """Hand over what comes, for ever and through every trouble; thank for what is kept."""

    async def close(self) -> None: ...
    async def is_reachable(self) -> bool: ...
    def read(self, received: Received) -> Incoming:
        """Return what came. Raises Unreadable."""

    async def say(self, address: str, screen: Screen) -> str:
        """Send a screen and return by what it can be changed."""

    async def give(self, address: str, name: str, content: bytes, caption: str = "") -> None: ...
    async def give_pictures(self, address: str, pictures: Sequence[bytes]) -> None: ...
    async def amend(self, address: str, message: str, screen: Screen) -> bool:
        """Show a screen where a message stands; False where that cannot be."""

    async def offer(self, address: str, message: str, rows: Rows) -> bool:
        """Change the buttons under a message and leave its words; False where that cannot be."""

    async def answer(self, press: Pressed, text: str) -> None:
        """Tell a button that its press is done, with words that are a warning, or without any."""

    async def offer_commands(self, address: str, commands: Sequence[str]) -> None:
        """Let the menu of a chat offer these commands, with none those of somebody unknown."""

    async def fetch(self, file: SentFile) -> bytes:
        """Return a file. Raises FileNotFetched where it is handed out no longer."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where something is said: a service, and the address of a chat there.

    What is said `on_card` is no answer to what came: it lies there until it is decided on.
    """

    service: ChatService
    address: str
    on_card: bool = False

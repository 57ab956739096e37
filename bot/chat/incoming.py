"""What comes from a chat service, whichever it is: words, files, presses, links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.dates import SHANGHAI
from core.texts import say


@dataclass(frozen=True, slots=True)
class SentFile:
    """A photo or document, not yet fetched; `key` is the same whenever it comes.

    `id` is by what the service hands it out; `size_bytes` is 0 and `name` "" where it does not say.
    """

    id: str
    key: str
    sent_at: datetime
    name: str = ""
    size_bytes: int = 0

    @property
    def title(self) -> str:
        """Return the name of the file, or of a photo what says when it was sent."""
        sent = self.sent_at.astimezone(SHANGHAI).strftime("%m-%d %H.%M")
        return self.name or say("chat-photo-name", taken=sent)


@dataclass(frozen=True, slots=True)
class Said:
    """Words, a command among them."""

    text: str


@dataclass(frozen=True, slots=True)
class Edited:
    """Words said before, or beside a file, that their person has changed."""

    text: str


@dataclass(frozen=True, slots=True)
class Gave:
    """Files with the words beside them; `lot` names what they were sent as one with, "" alone."""

    files: Sequence[SentFile]
    words: str = ""
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, with what it carries; `message` is where it stood, "" where that is over.

    `id` is by what the service wants the press answered, "" where it does not.
    """

    data: str
    message: str = ""
    is_under_picture: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody opened the chat, perhaps by a link that brings something along."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A photo of a draft was read; nobody said anything."""

    credit_id: str


@dataclass(frozen=True, slots=True)
class Returned:
    """The chat is open to us again."""


@dataclass(frozen=True, slots=True)
class Left:
    """The chat is closed to us, or what came belongs to none: nothing can be answered."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A voice message, a film, a sticker: what is not understood here."""


What = Said | Edited | Gave | Pressed | Came | Read | Returned | Left | Unclear


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing that came: `number` is under which it is kept, `key` the same whenever it comes.

    `name` is what the service calls the person, `language` what their phone speaks.
    """

    number: int
    key: str
    address: str
    what: What
    name: str = ""
    language: str = "zh-CN"
    is_private: bool = True

    @property
    def draft_key(self) -> str:
        """Return the key under which this begins a draft once; what was sent as one shares it."""
        return (self.what.lot if isinstance(self.what, Gave) else "") or self.key

    @property
    def press(self) -> Pressed | None:
        return self.what if isinstance(self.what, Pressed) else None

    @property
    def text(self) -> str:
        """Return the words that were said, "" where it was something else."""
        return self.what.text if isinstance(self.what, Said) else ""

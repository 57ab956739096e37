"""Messages as values: text with markup, buttons below, perhaps a picture above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from bot.chat.buttons import Verb, button_data
from core.texts import say


@dataclass(frozen=True, slots=True)
class Button:
    """`data` is what it sends; `url` what it opens instead."""

    label: str
    data: str = ""
    url: str = ""


Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class Screen:
    """A message to be: HTML text, rows of buttons, perhaps one picture above them.

    One that `takes_words` waits for an answer that could be a number; one that `is_card` lies there
    to be decided on whenever its person likes, whatever else is being asked.
    """

    text: str
    rows: Rows = ()
    picture: bytes | None = None
    takes_words: bool = False
    is_card: bool = False


def button(label: str, verb: Verb, *parts: object) -> Button:
    return Button(label, button_data(verb, *parts))


def escaped(text: str) -> str:
    """Return a text as HTML."""
    return escape(text, quote=False)


def words(key: str, **blanks: object) -> str:
    """Return a sentence whose blanks are made safe for HTML; markup stands in the texts only."""
    safe = {
        name: escaped(value) if isinstance(value, str) else value for name, value in blanks.items()
    }
    return say(key, **safe)


def split(text: str, longest: int, size: Callable[[str], int] = len) -> list[str]:
    """Split a text between its lines, so that no part is longer than a message may be.

    `size` tells how long a text is; no character is longer than four.
    """
    parts, part = [], ""
    step = longest if size is len else longest // 4
    for line in text.split("\n"):
        for piece in [line[at : at + step] for at in range(0, len(line), step)] or [""]:
            if part and size(part) + 1 + size(piece) > longest:
                parts.append(part)
                part = piece
            else:
                part = f"{part}\n{piece}" if part else piece
    return [*parts, part]

"""Messages as values: text with markup, buttons below, perhaps a picture above."""

from collections.abc import Sequence
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
    """A message to be: HTML text, rows of buttons, perhaps one picture above them."""

    text: str
    rows: Rows = ()
    picture: bytes | None = None


def button(label: str, verb: Verb, *parts: object) -> Button:
    return Button(label, button_data(verb, *parts))


def words(key: str, **blanks: object) -> str:
    """Return a sentence whose blanks are made safe for HTML; markup stands in the texts only."""
    safe = {
        name: escape(value, quote=False) if isinstance(value, str) else value
        for name, value in blanks.items()
    }
    return say(key, **safe)


def split(text: str, longest: int) -> list[str]:
    """Split a text between its lines, so that no part is longer than a message may be."""
    parts, part = [], ""
    for line in text.split("\n"):
        for piece in [line[at : at + longest] for at in range(0, len(line), longest)] or [""]:
            if part and len(part) + 1 + len(piece) > longest:
                parts.append(part)
                part = piece
            else:
                part = f"{part}\n{piece}" if part else piece
    return [*parts, part]

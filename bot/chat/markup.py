"""Messages as values: text with markup, buttons below, perhaps a picture above."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

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


class _Reader(HTMLParser):
    """Reads the little HTML of screens: bold, code and links; `signs` are what others write."""

    def __init__(self, signs: Mapping[str, str], link: str) -> None:
        super().__init__()
        self._signs, self._link, self._href = signs, link, ""
        self.parts = list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._href = (dict(attrs).get("href") or "") if tag == "a" else self._href
        self.parts.append("" if tag == "a" else self._signs.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append("" if tag == "a" else self._signs.get(tag, ""))
        self._href = "" if tag == "a" else self._href

    def handle_data(self, data: str) -> None:
        linked = self._link.format(words=data, url=self._href)
        self.parts.append(linked if self._href else data)


def _read(text: str, signs: Mapping[str, str], link: str) -> str:
    reader = _Reader(signs, link)
    reader.feed(text)
    reader.close()
    return "".join(reader.parts)


def plain(text: str) -> str:
    """Return a screen's text without markup, links beside their words.

    >>> plain("<b>A&amp;B</b> <a href='https://a'>web</a>")
    'A&B web https://a'
    """
    return _read(text, {}, "{words} {url}")


def markdown(text: str) -> str:
    """Return a screen's text in the Markdown of chat services, each line a line.

    >>> markdown("<b>A&amp;B</b>")
    '**A&B**'
    """
    return _read(text, {"b": "**", "code": "`"}, "[{words}]({url})")


def bytes_of(text: str) -> int:
    """Return how many bytes a text is."""
    return len(text.encode())

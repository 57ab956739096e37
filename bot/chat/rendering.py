"""A screen's text as services without HTML want it."""

from collections.abc import Mapping
from html.parser import HTMLParser

LOOKALIKES = str.maketrans("[]*`<>#", "［］＊｀＜＞＃")


class _Reader(HTMLParser):
    """Reads the little HTML of screens: bold, code and links; `signs` are what others write."""

    def __init__(self, signs: Mapping[str, str], link: str, safe: Mapping[int, int]) -> None:
        super().__init__()
        self._safe = safe
        self._signs, self._link, self._href = signs, link, ""
        self.parts = list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._href = (dict(attrs).get("href") or "") if tag == "a" else self._href
        self.parts.append("" if tag == "a" else self._signs.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append("" if tag == "a" else self._signs.get(tag, ""))
        self._href = "" if tag == "a" else self._href

    def handle_data(self, data: str) -> None:
        words = data.translate(self._safe)
        linked = self._link.format(words=words, url=self._href)
        self.parts.append(linked if self._href else words)


def _read(text: str, signs: Mapping[str, str], link: str, safe: Mapping[int, int]) -> str:
    reader = _Reader(signs, link, safe)
    reader.feed(text)
    reader.close()
    return "".join(reader.parts)


def plain(text: str) -> str:
    """Return a screen's text without markup, links beside their words.

    >>> plain("<b>A&amp;B</b> <a href='https://a'>web</a>")
    'A&B web https://a'
    """
    return _read(text, {}, "{words} {url}", {})


def markdown(text: str) -> str:
    """Return a screen's text in the Markdown of chat services; what people wrote marks nothing up.

    >>> markdown("<b>A&amp;B</b> [here](https://a)")
    '**A&B** ［here］(https://a)'
    """
    return _read(text, {"b": "**", "code": "`"}, "[{words}]({url})", LOOKALIKES)


def bytes_of(text: str) -> int:
    """Return how many bytes a text is."""
    return len(text.encode())

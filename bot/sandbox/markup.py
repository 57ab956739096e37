"""Formatted text: HTML in, plain text and entities out, counted in UTF-16 units."""

import html
import re

from bot.sandbox.answers import bad
from bot.sandbox.people import Json

TOKEN = re.compile(
    r"<(/?)([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>|&(?:lt|gt|amp|quot|#\d+|#x[\da-fA-F]+);|<"
)
KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
HREF = re.compile(r"""href\s*=\s*("([^"]*)"|'([^']*)'|(\S+))""")
LANGUAGE = re.compile(r"""class\s*=\s*["']?language-([\w+-]+)""")
FOUND = {
    "bot_command": re.compile(r"(?<!\S)/[a-zA-Z0-9_]{1,32}(?:@\w+)?(?![\w/])"),
    "url": re.compile(r"https?://[^\s<>，。；、）」]+"),
}
UNTOUCHED = {"code", "pre", "text_link"}


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def formatted(text: str, mode: str | None) -> tuple[str, list[Json]]:
    """Return the plain text and its entities; refuse a mode or markup Telegram would refuse."""
    if mode not in (None, "", "HTML", "html"):
        raise bad("unsupported parse_mode")
    plain, entities = _parsed(text) if mode else (text, [])
    return _trimmed(plain, entities)


def detected(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram finds by itself: commands and web addresses outside code and links."""
    taken = [
        range(entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in UNTOUCHED
    ]
    more = [
        {"type": kind, "offset": units(text[: hit.start()]), "length": units(hit.group())}
        for kind, pattern in FOUND.items()
        for hit in pattern.finditer(text)
    ]
    free = [entity for entity in more if not any(entity["offset"] in part for part in taken)]
    return sorted([*entities, *free], key=lambda entity: (entity["offset"], -entity["length"]))


def _parsed(text: str) -> tuple[str, list[Json]]:
    written, at = "", 0
    opened: list[tuple[str, Json]] = []
    entities: list[Json] = []
    for token in TOKEN.finditer(text):
        written += text[at : token.start()]
        at = token.end()
        slash, tag, attributes = token.group(1), (token.group(2) or "").lower(), token.group(3)
        if token.group().startswith("&"):
            written += html.unescape(token.group())
        elif slash:
            entities += _closed(opened, tag, written)
        else:
            opened.append((tag, _opened(tag, attributes or "", units(written), token)))
    if opened:
        tag = opened[-1][0]
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag '{tag}'")
    return written + text[at:], entities


def _opened(tag: str, attributes: str, offset: int, token: re.Match[str]) -> Json:
    if tag == "span" and "tg-spoiler" in attributes:
        return {"type": "spoiler", "offset": offset}
    if tag not in KINDS:
        place = len(token.string[: token.start()].encode())
        raise bad(f"can't parse entities: Unsupported start tag '{tag}' at byte offset {place}")
    entity: Json = {"type": KINDS[tag], "offset": offset}
    if tag == "a" and (href := HREF.search(attributes)):
        entity["url"] = html.unescape(href.group(2) or href.group(3) or href.group(4) or "")
    if tag == "code" and (language := LANGUAGE.search(attributes)):
        entity["language"] = language.group(1)
    if tag == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    return entity


def _closed(opened: list[tuple[str, Json]], tag: str, written: str) -> list[Json]:
    if not opened or opened[-1][0] != tag:
        raise bad(f"can't parse entities: Unexpected end tag '{tag}'")
    entity = opened.pop()[1]
    length = units(written) - entity["offset"]
    linkless = entity["type"] == "text_link" and not entity.get("url")
    return [] if linkless or not length else [{**entity, "length": length}]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    cut = units(text) - units(text.lstrip())
    kept = text.strip()
    end = units(kept)
    moved: list[Json] = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        stop = min(entity["offset"] - cut + entity["length"], end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return kept, moved

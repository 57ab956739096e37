"""Answers made smaller: files once and well, pages each time and quickly."""

import gzip
from collections.abc import Callable, Mapping

import brotli
from quart import request
from quart.typing import ResponseTypes

Pack = Callable[[bytes], bytes]
WELL: Mapping[str, Pack] = {
    "br": lambda content: brotli.compress(content, quality=9),
    "gzip": lambda content: gzip.compress(content, 9, mtime=0),
}
QUICKLY: Mapping[str, Pack] = {
    "br": lambda content: brotli.compress(content, quality=4),
    "gzip": lambda content: gzip.compress(content, 4, mtime=0),
}
ONE_PACKET = 1400
PACKABLE = frozenset({"application/json", "application/manifest+json", "application/wasm"})
PAGES = frozenset({"text/html", "text/vnd.turbo-stream.html", "text/calendar", *PACKABLE})


def accepted_coding() -> str | None:
    """Return the best coding that whoever asks can unpack, None if none; RFC 9110, 12.5.3."""
    return request.accept_encodings.best_match(WELL)


def is_packable(mimetype: str) -> bool:
    """Return whether a file gets smaller; pictures are packed as they are."""
    return mimetype.startswith("text/") or mimetype == "image/svg+xml" or mimetype in PACKABLE


async def compress_page(response: ResponseTypes) -> ResponseTypes:
    """After each request: pack a page, also where no proxy does. Events are left to flow."""
    if response.mimetype not in PAGES or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    coding = accepted_coding()
    if coding and (response.content_length or 0) > ONE_PACKET:
        content = await response.get_data(as_text=False)  # type: ignore[misc]
        response.set_data(QUICKLY[coding](content))
        response.headers["Content-Encoding"] = coding
    return response

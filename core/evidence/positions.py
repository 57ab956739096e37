"""Where a photograph was taken, blanked in the file itself; every other byte stays as it came.

Phones write the position as Exif tags (a directory of its own) and sometimes once more as XMP.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from core.evidence.formats import MediaType, media_type
from core.evidence.heic_items import exif_and_xmp

EXIF, JPEG_XMP, PNG_XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"XML:com.adobe.xmp\0"
PNG_BEGINNING = 8
MOST_XMP_BYTES = 4_000_000
MOST_DIRECTORIES = 16
GPS, EXIF_DIRECTORY = 0x8825, 0x8769
ENTRY_BYTES, INLINE_BYTES = 12, 4
MOST_TAGS, LONGEST_TAG_BYTES = 256, 65_536
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
XMP_TAG = re.compile(
    rb"""(?<![\w.-])[\w.-]+:GPS\w*\s*=\s*(?:"[^"<]*"|'[^'<]*')"""
    rb"""|<([\w.-]+:GPS\w*)(?:\s[^<>]*)?(?:/>|>[^<]*</\1\s*>)"""
)


class Part(NamedTuple):
    """A part of a file that may tell a position, and how to blank it there."""

    start: int
    end: int
    blanked: Callable[[bytes], bytes]


def without_position(content: bytes) -> bytes:
    """Return a picture without its position tags; anything else as it is.

    A file that is built against the rules is left alone: whether it is one at all is found later.
    """
    kind = media_type(content)
    try:
        if kind is MediaType.PNG:
            return b"".join(_png_pieces(content))
        if kind in PARTS:
            return _with(content, PARTS[kind](content))
    except (struct.error, IndexError, ValueError, zlib.error):
        pass
    return content


def _with(content: bytes, parts: Iterator[Part]) -> bytes:
    file = bytearray(content)
    for start, end, blanked in parts:
        file[start:end] = blanked(content[start:end])
    return bytes(file)


def _in_jpeg(content: bytes) -> Iterator[Part]:
    """Pictures after the first (a phone's second view) have segments of their own."""
    for start in _marked(content, b"\xff\xe1"):
        end = start + int.from_bytes(content[start : start + 2], "big")
        body = start + 2
        if content.startswith(EXIF, body):
            yield Part(body + len(EXIF), end, without_gps_directory)
        elif content.startswith(JPEG_XMP, body):
            yield Part(body + len(JPEG_XMP), end, without_gps_words)


def _marked(content: bytes, mark: bytes) -> Iterator[int]:
    at = content.find(mark)
    while at >= 0:
        yield at + len(mark)
        at = content.find(mark, at + len(mark))


def _png_pieces(content: bytes) -> Iterator[bytes]:
    """Yield chunk after chunk, with a new check sum where one was changed."""
    yield content[:PNG_BEGINNING]
    at = PNG_BEGINNING
    while at + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        body, end = content[at + 8 : at + 8 + length], at + 12 + length
        blanked = _png_chunk(kind, body)
        if blanked == body:
            yield content[at:end]
        else:
            sum_ = zlib.crc32(blanked, zlib.crc32(kind))
            yield struct.pack(">I4s", len(blanked), kind) + blanked + struct.pack(">I", sum_)
        at = end
    yield content[at:]


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    if kind == b"eXIf":
        return without_gps_directory(body)
    if kind != b"iTXt" or not body.startswith(PNG_XMP):
        return body
    is_packed = body[len(PNG_XMP)]
    head, text = _after_names(body)
    if not is_packed:
        return head + without_gps_words(text)
    plain = zlib.decompressobj().decompress(text, MOST_XMP_BYTES)
    blanked = without_gps_words(plain)
    return body if blanked == plain else head + zlib.compress(blanked)


def _after_names(body: bytes) -> tuple[bytes, bytes]:
    """Part an iTXt chunk before its text: keyword, two numbers, language, translated keyword."""
    language = body.index(b"\0", len(PNG_XMP) + 2)
    translated = body.index(b"\0", language + 1)
    return body[: translated + 1], body[translated + 1 :]


def _in_webp(content: bytes) -> Iterator[Part]:
    at = 12
    while at + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, at)
        start, end = at + 8, at + 8 + length
        if kind == b"EXIF":
            start += len(EXIF) if content.startswith(EXIF, start) else 0
            yield Part(start, end, without_gps_directory)
        elif kind == b"XMP ":
            yield Part(start, end, without_gps_words)
        at = end + length % 2


def _in_heic(content: bytes) -> Iterator[Part]:
    for kind, start, end in exif_and_xmp(content):
        yield Part(start, end, _heic_exif if kind == "Exif" else without_gps_words)


def _heic_exif(item: bytes) -> bytes:
    """The item says in its first four bytes where behind them the tags begin."""
    (offset,) = struct.unpack_from(">I", item)
    return item[: 4 + offset] + without_gps_directory(item[4 + offset :])


PARTS = {
    MediaType.JPEG: _in_jpeg,
    MediaType.WEBP: _in_webp,
    MediaType.HEIC: _in_heic,
}


def without_gps_words(xmp: bytes) -> bytes:
    """Return XMP with blanks in the place of every GPS property."""
    return XMP_TAG.sub(lambda found: b" " * len(found[0]), xmp)


def without_gps_directory(tiff: bytes) -> bytes:
    """Return Exif tags with an empty directory in the place of the position's."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return tiff
    file, waiting, seen = bytearray(tiff), [4], set[int]()
    while waiting and len(seen) < MOST_DIRECTORIES:
        with suppress(struct.error):  # what is cut short hides no other directory
            (at,) = struct.unpack_from(f"{order}I", tiff, waiting.pop())
            if at and at not in seen:
                seen.add(at)
                waiting += _look_into(file, order, at)
    return bytes(file)


def _look_into(file: bytearray, order: str, at: int) -> Iterator[int]:
    """Blank the position's directory; yield where pointers to other directories stand."""
    (count,) = struct.unpack_from(f"{order}H", file, at)
    yield at + 2 + count * ENTRY_BYTES
    for entry in range(at + 2, at + 2 + count * ENTRY_BYTES, ENTRY_BYTES):
        (tag,) = struct.unpack_from(f"{order}H", file, entry)
        if tag == GPS:
            _blank_directory(file, order, entry + 8)
        elif tag == EXIF_DIRECTORY:
            yield entry + 8


def _blank_directory(file: bytearray, order: str, pointer: int) -> None:
    (at,) = struct.unpack_from(f"{order}I", file, pointer)
    (count,) = struct.unpack_from(f"{order}H", file, at)
    count = min(count, MOST_TAGS)
    for entry in range(at + 2, at + 2 + count * ENTRY_BYTES, ENTRY_BYTES):
        _, kind, number, place = struct.unpack_from(f"{order}HHII", file, entry)
        size = min(SIZES.get(kind, 1) * number, LONGEST_TAG_BYTES)
        if size > INLINE_BYTES:
            _zero(file, place, size)
    _zero(file, at, 2 + count * ENTRY_BYTES)


def _zero(file: bytearray, start: int, size: int) -> None:
    end = min(start + size, len(file))
    file[start:end] = bytes(max(end - start, 0))

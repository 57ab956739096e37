"""Where a photograph was taken, blanked in the file itself; every other byte stays as it came.

Phones write the position as Exif tags (a directory of its own) and sometimes once more as XMP.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from core.evidence.formats import MediaType, media_type
from core.evidence.heic_items import exif_and_xmp
from core.evidence.position_tags import without_gps_directory, without_gps_words

EXIF, JPEG_XMP, PNG_XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"XML:com.adobe.xmp\0"
JPEG_TAGS, PNG_BEGINNING = b"\xff\xe1", 8
MOST_XMP_BYTES, MOST_PACKED = 4_000_000, 4


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
    at = content.find(JPEG_TAGS)
    while at >= 0:
        body = at + len(JPEG_TAGS) + 2
        end = body - 2 + int.from_bytes(content[body - 2 : body], "big")
        at += len(JPEG_TAGS)
        if content.startswith(EXIF, body):
            yield Part(body + len(EXIF), end, without_gps_directory)
            at = end
        elif content.startswith(JPEG_XMP, body):
            yield Part(body + len(JPEG_XMP), end, without_gps_words)
            at = end
        at = content.find(JPEG_TAGS, at)


def _png_pieces(content: bytes) -> Iterator[bytes]:
    """Yield chunk after chunk, with a new check sum where one was changed."""
    yield content[:PNG_BEGINNING]
    at, packed = PNG_BEGINNING, 0
    while at + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        body, end = content[at + 8 : at + 8 + length], at + 12 + length
        packed += _is_packed(kind, body)
        blanked = _png_chunk(kind, body) if packed <= MOST_PACKED else body
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
    head, text = _after_names(body)
    if not _is_packed(kind, body):
        return head + without_gps_words(text)
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(text, MOST_XMP_BYTES)
    blanked = without_gps_words(plain)
    return head + zlib.compress(blanked) if unpacking.eof and blanked != plain else body


def _is_packed(kind: bytes, body: bytes) -> bool:
    return kind == b"iTXt" and body.startswith(PNG_XMP) and body[len(PNG_XMP)] == 1


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

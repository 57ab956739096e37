"""Where a photograph was taken, blanked in the file itself; every other byte stays as it came.

Phones write the position as Exif tags (a directory of its own) and sometimes once more as XMP.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from core.evidence.formats import MediaType, media_type
from core.evidence.heic_items import exif_and_xmp
from core.evidence.position_tags import without_gps_directory, without_gps_words
from core.evidence.profiles import without_position_in_profile

EXIF, JPEG_XMP, PNG_XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"XML:com.adobe.xmp\0"
MORE_XMP, MORE_XMP_HEAD = b"http://ns.adobe.com/xmp/extension/\0", 40  # whose, how long, where
JPEG_TAGS, PNG_BEGINNING = b"\xff\xe1", 8
MOST_XMP_BYTES, MOST_PACKED = 4_000_000, 4
RAW_PROFILE = re.compile(rb"raw profile type (?:exif|app1|xmp)\0", re.IGNORECASE)
RAW = {b"tEXt": 1, b"zTXt": 2}
"""Chunks of text that ImageMagick writes tags into, and how much stands before their text."""


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
    """Pictures after the first (a phone's second view) have segments of their own.

    XMP that is too long for one segment goes on in others, wherever a word breaks.
    """
    further = list[tuple[bytes, int, int]]()
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
        elif content.startswith(MORE_XMP, body):
            start = body + len(MORE_XMP) + MORE_XMP_HEAD
            further.append((content[body:start], start, end))
            at = end
        at = content.find(JPEG_TAGS, at)
    yield from _joined(content, sorted(further))


def _joined(content: bytes, pieces: Sequence[tuple[bytes, int, int]]) -> Iterator[Part]:
    """Blank what lies in several pieces as if it were one."""
    whole = without_gps_words(b"".join(content[start:end] for _, start, end in pieces))
    at = 0
    for _, start, end in pieces:
        piece = whole[at : at + len(content[start:end])]
        at += len(piece)
        yield Part(start, end, partial(_instead, piece))


def _instead(piece: bytes, _: bytes) -> bytes:
    return piece


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
    if kind == b"iTXt" and body.startswith(PNG_XMP):
        head, text = _after_names(body)
        blanked: Callable[[bytes], bytes] = without_gps_words
    elif kind in RAW and RAW_PROFILE.match(body):
        place = body.index(b"\0") + RAW[kind]
        head, text = body[:place], body[place:]
        blanked = without_position_in_profile
    else:
        return body
    if not _is_packed(kind, body):
        return head + blanked(text)
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(text, MOST_XMP_BYTES)
    after = blanked(plain)
    return head + zlib.compress(after) if unpacking.eof and after != plain else body


def _is_packed(kind: bytes, body: bytes) -> bool:
    if kind == b"zTXt":
        return RAW_PROFILE.match(body) is not None
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

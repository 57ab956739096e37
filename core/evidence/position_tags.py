"""Position tags inside Exif and XMP, as long afterwards as before."""

import re
import struct
from collections.abc import Iterator
from contextlib import suppress

MOST_DIRECTORIES = 16
GPS, EXIF_DIRECTORY = 0x8825, 0x8769
ENTRY_BYTES, INLINE_BYTES = 12, 4
MOST_TAGS, LONGEST_TAG_BYTES = 256, 65_536
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
XMP_TAG = re.compile(
    rb"""(?<![\w.-])[\w.-]+:GPS\w*\s*=\s*(?:"[^"<]*"|'[^'<]*')"""
    rb"""|<([\w.-]+:GPS\w*)(?:\s[^<>]*)?(?:/>|>[^<]*</\1\s*>)"""
)


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

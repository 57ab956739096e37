"""Opening a stranger's picture: what is too much is refused before anything is decoded."""

import re
import struct
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO

import pillow_heif
from PIL import Image

from core.evidence.cutting import Box, Size
from core.evidence.formats import MediaType, media_type
from core.evidence.refusals import BrokenFile, TooManyPixels

MEGAPIXEL = 1_000_000
# what the decoders hold of a picture at once: PNG 4 bytes a pixel, HEIC 5, WebP 19, a JPEG at an
# eighth next to nothing
MOST_PIXELS = {MediaType.PNG: 36 * MEGAPIXEL, MediaType.HEIC: 50 * MEGAPIXEL,
               MediaType.WEBP: 9 * MEGAPIXEL, MediaType.JPEG: 256 * MEGAPIXEL}  # fmt: skip
MOST_DECODED = 50 * MEGAPIXEL
MOST_SCANS = 64
SIGNATURE_BYTES = 8
MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
START, END, SCAN, PROGRESSIVE = 0xD8, 0xD9, 0xDA, 0xC2
BARE = {0x01, START, *range(0xD0, 0xD8)}
BESIDE = {b"tEXt", b"zTXt", b"iTXt", b"iCCP"}
NO_COLOUR = (1, 254, 3, 251)
LAST_ROWS = 8  # of an eighth: the decoder waits for more before it hands out its last rows

pillow_heif.options.DECODE_THREADS = 1
warnings.simplefilter("ignore", Image.DecompressionBombWarning)

Shrink = Callable[[Size], float]


@dataclass(frozen=True, slots=True)
class Rows:
    """A decoded picture as its decoder left it in memory: parts are taken without a copy of all."""

    mode: str
    size: Size
    stride: int
    pixels: memoryview
    info: dict[str | tuple[int, int], object] = field(default_factory=dict)

    def crop(self, box: Box) -> Image.Image:
        left, top, right, bottom = box
        rows = bytes(self.pixels[top * self.stride : bottom * self.stride])
        size = (self.size[0], bottom - top)
        band = Image.frombuffer(self.mode, size, rows, "raw", self.mode, self.stride, 1)
        return band.crop((left, 0, right, bottom - top))


@contextmanager
def opened(content: bytes, shrink: Shrink) -> Iterator[Image.Image | Rows]:
    """Open a picture, to be looked at at `shrink` of its size.

    Raises BrokenFile, TooManyPixels, and what decoders raise.
    """
    kind = media_type(content)
    if kind is MediaType.HEIC:
        yield _heic(content)
        return
    if kind is MediaType.JPEG:
        content = _whole_jpeg(content)
    elif kind is MediaType.PNG:
        content = _bare_png(content)
    else:
        kind = MediaType.WEBP
    most = MOST_PIXELS[kind]
    Image.MAX_IMAGE_PIXELS = (
        most // 2
    )  # Pillow refuses twice as many, before it makes room for them
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            if kind is MediaType.JPEG:
                _drafted(picture, shrink)
            yield picture
    except Image.DecompressionBombError as bomb:
        raise TooManyPixels.beyond(most, kind) from bomb


def _check(size: Size, most: int, kind: MediaType) -> None:
    if size[0] * size[1] > most:
        raise TooManyPixels.beyond(most, kind)


def _drafted(picture: Image.Image, shrink: Shrink) -> None:
    """Let a JPEG be decoded at 1/2, 1/4 or 1/8; that is what it is measured by afterwards.

    It does so only when asked for a box of its own proportions.
    """
    width, height = picture.size
    times = shrink(picture.size)
    picture.draft("RGB", (max(1, round(width * times)), max(1, round(height * times))))
    _check(picture.size, MOST_DECODED, MediaType.JPEG)


def _heic(content: bytes) -> Rows:
    heif = pillow_heif.open_heif(content, convert_hdr_to_8bit=True)
    _check(heif.size, MOST_PIXELS[MediaType.HEIC], MediaType.HEIC)
    pixels = memoryview(heif.data)  # the size may change while it is decoded
    return Rows(heif.mode, heif.size, heif.stride, pixels)


def _bare_png(content: bytes) -> bytes:
    """Return a PNG without the words and the colour profile that were written beside it."""
    kept, at = [content[:SIGNATURE_BYTES]], SIGNATURE_BYTES
    while at + SIGNATURE_BYTES <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + length + 12
        if kind not in BESIDE:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)


def _whole_jpeg(content: bytes) -> bytes:
    """Return a JPEG with its end, where only that is missing. Raises BrokenFile."""
    kinds = Counter(kind for kind, _ in _segments(content))
    if kinds[SCAN] > MOST_SCANS:
        raise BrokenFile
    is_whole = _all_scans if kinds[PROGRESSIVE] else _all_rows
    if kinds[END] or not is_whole(content):
        return content
    return content + bytes((0xFF, END))


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield what kinds of segments a JPEG has up to its end, and where the body of each begins."""
    at = 0
    while marker := MARKER.search(content, at):
        at, kind = marker.end(), content[marker.end() - 1]
        yield kind, at
        if kind == END:
            return
        if kind not in BARE:
            at += int.from_bytes(content[at : at + 2])


def _all_scans(content: bytes) -> bool:
    """Return whether a progressive JPEG comes to the last bit of each coefficient (ITU T.81, G.1).

    Its decoder hands out nothing before the end, so rows cannot be counted.
    """
    waiting = dict[int, set[int]]()
    for kind, at in _segments(content):
        if kind == PROGRESSIVE:
            parts = content[at + 8 : at + 8 + 3 * content[at + 7] : 3]
            waiting = {part: set(range(64)) for part in parts}
        elif kind == SCAN:
            count = content[at + 2]
            first, last, bits = content[at + 3 + 2 * count : at + 6 + 2 * count]
            if not bits & 15:
                for part in content[at + 3 : at + 3 + 2 * count : 2]:
                    waiting.get(part, set()).difference_update(range(first, last + 1))
    return bool(waiting) and not any(waiting.values())


def _all_rows(content: bytes) -> bool:
    """Return whether a JPEG without an end has all its rows but those that wait for the end."""
    with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
        picture.draft("RGB", (picture.width // 8, picture.height // 8))
        colour = NO_COLOUR[: len(picture.getbands())]
        picture.im = Image.new(picture.mode, picture.size, colour).im
        with suppress(OSError):
            picture.load()
        picture.tile = []
        width, row = picture.width, max(0, picture.height - 1 - LAST_ROWS)
        left = picture.crop((0, row, width, row + 1)).getcolors(1)
    return left != [(width, colour if len(colour) > 1 else colour[0])]

"""A photograph as people look at it: upright, small enough, with nothing hidden inside.

Runs in a bounded process only: a hostile picture may take time and memory without end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

from PIL import Image, ImageOps

from core.domain.errors import Refusal
from core.evidence.cutting import VIEW_SIDE, Box, cuts, reading_shrink
from core.evidence.decoding import opened
from core.evidence.miniatures import fingerprint
from core.evidence.refusals import BrokenFile, TooManyPixels

THUMBNAIL_SIDE = 320
VIEW_QUALITY, THUMBNAIL_QUALITY = 85, 80
WHITE = (255, 255, 255)
REDUCING_GAP = 1.5
BAND_PIXELS = 1_000_000


@dataclass(frozen=True, slots=True)
class Looks:
    """JPEG bytes to look at, and the fingerprint to compare by.

    A long picture is looked at page by page; `view` holds the pages one behind the other.
    """

    view: bytes
    thumbnail: bytes
    fingerprint: str
    pages: int = 1


class Decoded(Protocol):
    """A picture whose parts can be had; `info` may hold how it is to be turned."""

    @property
    def size(self) -> tuple[int, int]: ...
    @property
    def info(self) -> dict[str | tuple[int, int], object]: ...
    def crop(self, box: Box) -> Image.Image: ...


def looks_of_picture(content: bytes) -> Looks:
    """Decode an uploaded picture; raises BrokenFile or TooManyPixels."""
    with decoding(), opened(content, reading_shrink) as picture:
        whole = (0, 0, *picture.size)
        pages = [fitted(picture, box) for box in cuts(picture.size)]
        return _looks(pages, pages[0] if len(pages) == 1 else fitted(picture, whole))


def looks_of_page(page: Image.Image) -> Looks:
    """Return the looks of a page that was drawn."""
    with decoding():
        return _looks([page], page)


def _looks(pages: list[Image.Image], whole: Image.Image) -> Looks:
    small = pages[0].copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Looks(
        view=b"".join(_jpeg(page, VIEW_QUALITY) for page in pages),
        thumbnail=_jpeg(small, THUMBNAIL_QUALITY),
        fingerprint=fingerprint(whole),
        pages=len(pages),
    )


@contextmanager
def decoding() -> Iterator[None]:
    """Let whatever decoders raise become BrokenFile or TooManyPixels."""
    try:
        yield
    except Refusal:
        raise
    except MemoryError as full:  # the bounds of this process, not the machine's
        raise TooManyPixels.beyond() from full
    except Exception as fault:  # on hostile bytes decoders raise whatever they like
        raise BrokenFile from fault


def fitted(picture: Decoded, box: Box) -> Image.Image:
    """Return a part upright and in RGB, made small band by band: never all of it at full size."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    times = max(1, int(max(width, height) / (REDUCING_GAP * VIEW_SIDE)))
    rows = max(times, BAND_PIXELS // width // times * times)
    fitted = Image.new("RGB", (-(-width // times), -(-height // times)))
    for at in range(top, bottom, rows):
        band = _flat(picture.crop((left, at, right, min(at + rows, bottom))))
        fitted.paste(band.reduce(times) if times > 1 else band, (0, (at - top) // times))
    fitted.info = dict(picture.info)
    fitted.thumbnail((VIEW_SIDE, VIEW_SIDE), Image.Resampling.LANCZOS)
    return _turned(fitted)


def _flat(picture: Image.Image) -> Image.Image:
    """Return a copy in RGB: transparent parts are paper, 16-bit scans keep their greys."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, WHITE)
    paper.alpha_composite(layer)
    return paper.convert("RGB")


def _turned(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 - a damaged note about a picture does not damage the picture
        return picture


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    bare.save(out, "JPEG", quality=quality)
    return out.getvalue()

"""A photograph as people look at it: upright, small enough, with nothing hidden inside."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps

from core.domain.errors import Refusal
from core.evidence.fingerprints import fingerprint
from core.evidence.refusals import BrokenFile, TooManyPixels

MOST_PIXELS = 50_000_000
VIEW_SIDE, THUMBNAIL_SIDE = 1600, 320
VIEW_QUALITY, THUMBNAIL_QUALITY = 85, 80
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
WHITE = (255, 255, 255)

pillow_heif.register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True)
class Looks:
    """JPEG bytes to look at, and the fingerprint to compare by."""

    view: bytes
    thumbnail: bytes
    fingerprint: str


def looks_of_picture(content: bytes) -> Looks:
    """Decode an uploaded picture; raises BrokenFile or TooManyPixels."""
    with _decoding(), Image.open(BytesIO(content), formats=FORMATS) as picture:
        upright = _upright(picture)
        return _looks(upright, _jpeg(upright, VIEW_QUALITY))


def looks_of_page(view: bytes) -> Looks:
    """Complete the JPEG that a PDF's first page was drawn to."""
    with _decoding(), Image.open(BytesIO(view), formats=("JPEG",)) as picture:
        picture.load()
        return _looks(picture, view)


def _looks(picture: Image.Image, view: bytes) -> Looks:
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Looks(view, _jpeg(small, THUMBNAIL_QUALITY), fingerprint(picture))


@contextmanager
def _decoding() -> Iterator[None]:
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        yield
    except Refusal:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many() from bomb
    except Exception as fault:  # on hostile bytes decoders raise whatever they like
        raise BrokenFile from fault


def _upright(picture: Image.Image) -> Image.Image:
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many()
    # a JPEG decodes at 1/2, 1/4 or 1/8 only when asked for a box of its own proportions
    shrink = min(1.0, VIEW_SIDE / max(picture.size))
    picture.draft("RGB", (round(picture.width * shrink), round(picture.height * shrink)))
    flat = _flat(picture)
    flat.thumbnail((VIEW_SIDE, VIEW_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _turned(flat)


def _flat(picture: Image.Image) -> Image.Image:
    """Return a copy in RGB: transparent parts are paper, 16-bit scans keep their greys."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, WHITE)
    paper.info = layer.info
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


def _too_many() -> TooManyPixels:
    return TooManyPixels(limit_megapixels=MOST_PIXELS // 1_000_000)

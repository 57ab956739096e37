"""Photos as Telegram keeps them: upright JPEGs in a few sizes, the longest side 1280 px."""

import asyncio
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from bot.sandbox.answers import bad

SIDES = (90, 320, 800, 1280)
WIDEST = 10_000
STEEPEST = 20
QUALITY = 87


@dataclass(frozen=True, slots=True)
class Picture:
    """One size of a photo."""

    width: int
    height: int
    data: bytes


async def scaled(data: bytes) -> list[Picture]:
    """Return the photo in growing sizes; refuse what Telegram cannot make a photo of."""
    try:
        return await asyncio.to_thread(_scaled, data)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise bad("IMAGE_PROCESS_FAILED") from fault


def _scaled(data: bytes) -> list[Picture]:
    with Image.open(BytesIO(data)) as opened:
        width, height = opened.size
        if width + height > WIDEST or max(width, height) > STEEPEST * min(width, height):
            raise bad("PHOTO_INVALID_DIMENSIONS")
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    smaller = [side for side in SIDES[:-1] if side < max(upright.size)]
    return [_picture(upright, side) for side in (*smaller, SIDES[-1])]


def _picture(upright: Image.Image, side: int) -> Picture:
    copy = upright.copy()
    copy.thumbnail((side, side))
    written = BytesIO()
    copy.save(written, "JPEG", quality=QUALITY)
    return Picture(*copy.size, written.getvalue())

"""A person's photo for the register and for forms: 3:4, cropped around the middle."""

from io import BytesIO

from PIL import Image, ImageOps

from core.domain.errors import Refusal
from core.evidence.formats import MediaType, media_type
from core.evidence.intake import MEGABYTE
from core.evidence.pictures import looks_of_picture
from core.evidence.refusals import EmptyFile, FileTooLarge

SIZE = (480, 640)
SMALLEST = (120, 160)
QUALITY = 88


class NotAPhoto(Refusal):
    """Neither JPG, PNG, WebP nor HEIC; a PDF shows a paper, not a person."""

    code = "not-a-photo"
    status = 415


class PhotoTooSmall(Refusal):
    """So few pixels that nobody would be recognised on paper."""

    code = "photo-too-small"


def check_portrait(content: bytes, limit_bytes: int) -> None:
    """Refuse what is no picture before it is decoded.

    Raises EmptyFile, FileTooLarge, NotAPhoto.
    """
    if not content:
        raise EmptyFile
    if len(content) > limit_bytes:
        raise FileTooLarge(limit_mb=limit_bytes // MEGABYTE)
    if media_type(content) in {None, MediaType.PDF}:
        raise NotAPhoto


def portrait_of(content: bytes) -> bytes:
    """Return a JPEG of 480 × 640 pixels, upright, with nothing hidden inside; takes CPU time.

    Raises BrokenFile, TooManyPixels, PhotoTooSmall.
    """
    view = looks_of_picture(content).view
    with Image.open(BytesIO(view), formats=("JPEG",)) as picture:
        if picture.width < SMALLEST[0] or picture.height < SMALLEST[1]:
            raise PhotoTooSmall(width=SMALLEST[0], height=SMALLEST[1])
        cropped = ImageOps.fit(picture.convert("RGB"), SIZE, Image.Resampling.LANCZOS)
    out = BytesIO()
    cropped.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()

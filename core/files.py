"""Files as they are kept: the original under its SHA-256, the pictures made of it beside."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, Protocol

from core.domain.errors import NotFound
from core.evidence.codes import codes_of_picture, is_picture
from core.evidence.cutting import view_pages
from core.evidence.formats import MediaType
from core.evidence.intake import MEGABYTE, Intake, take_in
from core.evidence.portraits import check_portrait, portrait_of
from core.evidence.positions import without_position
from core.ports import Desk


class Picture(StrEnum):
    """What of a file is asked for: as it came, or made fit to look at."""

    ORIGINAL = "original"
    VIEW = "view"
    THUMBNAIL = "thumbnail"


class Kept(Protocol):
    """A file on record, whatever it belongs to."""

    @property
    def sha256(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def has_view(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A file's bytes with the type to serve them as; of a view one page of `pages`."""

    content: bytes
    media_type: str
    name: str
    pages: int = 1


async def keep(desk: Desk, name: str, content: bytes) -> Intake:
    """Check a file, make its pictures and keep all of it, but not where a photo was taken.

    Raises the refusals of core.evidence.
    """
    content = await desk.workers.in_thread(without_position, content)
    limit_bytes = desk.settings.largest_file_mb * MEGABYTE
    intake = await take_in(desk.workers, name, content, limit_bytes=limit_bytes)
    await desk.files.put(intake.sha256, content)
    for picture, made in ((Picture.VIEW, intake.view), (Picture.THUMBNAIL, intake.thumbnail)):
        if made is not None:
            await desk.files.put(f"{intake.sha256}-{picture}", made)
    return intake


async def codes_on(desk: Desk, content: bytes) -> tuple[str, ...]:
    """Return what the QR codes on a picture say; a PDF has none.

    Raises the refusals of core.evidence.
    """
    if not is_picture(content):
        return ()
    return await desk.workers.in_bounded_process(codes_of_picture, content)


async def keep_portrait(desk: Desk, content: bytes) -> str:
    """Keep somebody's photo, cropped to 3:4 around its middle; return its key.

    Raises the refusals of core.evidence, PhotoTooSmall.
    """
    check_portrait(content, desk.settings.largest_file_mb * MEGABYTE)
    picture = await desk.workers.in_bounded_process(portrait_of, content)
    key = sha256(picture).hexdigest()
    await desk.files.put(key, picture)
    return key


def facts_of(intake: Intake) -> dict[str, Any]:
    """Return what is kept on record of a file, whatever it belongs to."""
    return {
        "sha256": intake.sha256,
        "name": intake.name,
        "media_type": intake.media_type,
        "size_bytes": intake.size_bytes,
        "pages": intake.pages,
        "has_view": intake.view is not None,
    }


def pages_in_view(file: Kept) -> int:
    """Return how many pages the view has: a long picture's are all there, of a PDF's the first."""
    if not file.has_view:
        return 0
    return 1 if file.media_type == MediaType.PDF else file.pages


async def shown(desk: Desk, file: Kept, picture: Picture, page: int = 1) -> Shown:
    """Return a file's bytes. Raises NotFound for a picture of what has none, or a page too far."""
    if picture is Picture.ORIGINAL:
        return Shown(await desk.files.get(file.sha256), file.media_type, file.name)
    if not file.has_view:
        raise NotFound
    made = await desk.files.get(f"{file.sha256}-{picture}")
    pages = view_pages(made)
    if not 1 <= page <= len(pages):
        raise NotFound
    return Shown(pages[page - 1], "image/jpeg", file.name, len(pages))

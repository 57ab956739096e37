"""Files as they are kept: the original under its SHA-256, the pictures made of it beside."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from core.domain.errors import NotFound
from core.evidence import Intake, take_in
from core.evidence.portraits import check_portrait, portrait_of
from core.ports import Desk

MEGABYTE = 1024 * 1024


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
    def has_view(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A file's bytes with the type to serve them as."""

    content: bytes
    media_type: str
    name: str


async def keep(desk: Desk, name: str, content: bytes) -> Intake:
    """Check a file, make its pictures and keep all of it; raises the refusals of core.evidence."""
    limit_bytes = desk.settings.largest_file_mb * MEGABYTE
    intake = await take_in(desk.workers, name, content, limit_bytes=limit_bytes)
    await desk.files.put(intake.sha256, content)
    for picture, made in ((Picture.VIEW, intake.view), (Picture.THUMBNAIL, intake.thumbnail)):
        if made is not None:
            await desk.files.put(f"{intake.sha256}-{picture}", made)
    return intake


async def keep_portrait(desk: Desk, content: bytes) -> str:
    """Keep somebody's photo, cropped to 3:4 around its middle; return its key.

    Raises the refusals of core.evidence, PhotoTooSmall.
    """
    check_portrait(content, desk.settings.largest_file_mb * MEGABYTE)
    picture = await desk.workers.in_thread(portrait_of, content)
    key = sha256(picture).hexdigest()
    await desk.files.put(key, picture)
    return key


async def shown(desk: Desk, file: Kept, picture: Picture) -> Shown:
    """Return a file's bytes. Raises NotFound for a picture of what has none."""
    if picture is Picture.ORIGINAL:
        return Shown(await desk.files.get(file.sha256), file.media_type, file.name)
    if not file.has_view:
        raise NotFound
    return Shown(await desk.files.get(f"{file.sha256}-{picture}"), "image/jpeg", file.name)

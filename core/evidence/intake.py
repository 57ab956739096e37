"""From the bytes that somebody sent to evidence that may be kept and shown."""

from dataclasses import dataclass
from hashlib import sha256

from core.evidence.formats import ENDING, MediaType, clean_name, media_type
from core.evidence.pages import look_into_pdf
from core.evidence.pictures import Looks, looks_of_picture
from core.evidence.refusals import EmptyFile, FileTooLarge, NotAPicture
from core.ports import Workers

MEGABYTE = 1024 * 1024
LARGEST_FILE = 25 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Intake:
    """A checked file: what it is, and how to show and compare it. `sha256` is the original's.

    `pages` are those of a PDF, of which the view shows the first, else those of the view.
    """

    sha256: str
    name: str
    media_type: str
    size_bytes: int
    pages: int
    view: bytes | None
    thumbnail: bytes | None
    fingerprint: str | None


async def take_in(
    workers: Workers, name: str, content: bytes, limit_bytes: int = LARGEST_FILE
) -> Intake:
    """Check a file and prepare it for viewing; a file that will not do is refused.

    A PDF whose first page cannot be drawn is taken without a view.
    Raises the refusals of `core.evidence.refusals`.
    """
    kind = _recognised(content, limit_bytes)
    pages, looks = await _seen(workers, kind, content)
    return Intake(
        sha256=await workers.in_thread(_sha256, content),
        name=clean_name(name, ENDING[kind]),
        media_type=kind.value,
        size_bytes=len(content),
        pages=pages,
        view=looks.view if looks else None,
        thumbnail=looks.thumbnail if looks else None,
        fingerprint=looks.fingerprint if looks else None,
    )


def _recognised(content: bytes, limit_bytes: int) -> MediaType:
    if not content:
        raise EmptyFile
    if len(content) > limit_bytes:
        raise FileTooLarge(limit_mb=limit_bytes // MEGABYTE)
    if kind := media_type(content):
        return kind
    raise NotAPicture


async def _seen(workers: Workers, kind: MediaType, content: bytes) -> tuple[int, Looks | None]:
    if kind is MediaType.PDF:
        return await workers.in_bounded_process(look_into_pdf, content)
    looks = await workers.in_bounded_process(looks_of_picture, content)
    return looks.pages, looks


def _sha256(content: bytes) -> str:
    return sha256(content).hexdigest()

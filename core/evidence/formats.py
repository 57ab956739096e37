"""What a file is, read from its first bytes, and the name it is shown under."""

import unicodedata
from enum import StrEnum
from pathlib import PurePosixPath

LONGEST_NAME = 120
LONGEST_ENDING = 10
PDF_HEADER_WITHIN = 1024
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


class MediaType(StrEnum):
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    PDF = "application/pdf"


ENDING = {
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.WEBP: ".webp",
    MediaType.HEIC: ".heic",
    MediaType.PDF: ".pdf",
}


def media_type(content: bytes) -> MediaType | None:
    """Return what the content is by its signature; its name is not asked.

    >>> media_type(bytes.fromhex("ffd8ffe0"))
    <MediaType.JPEG: 'image/jpeg'>
    """
    if content.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return MediaType.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return MediaType.HEIC
    if b"%PDF-" in content[:PDF_HEADER_WITHIN]:
        return MediaType.PDF
    return None


def clean_name(name: str, usual: str) -> str:
    """Return a name to show: no folders, control or direction marks, 120 characters at most.

    `usual` is the ending of a file without a name.

    >>> clean_name("C:\\\\证书\\u202egpj.exe", ".png")
    '证书gpj.exe'
    >>> clean_name("  ", ".pdf")
    'file.pdf'
    """
    visible = "".join(" " if mark.isspace() else mark for mark in name)
    visible = "".join(mark for mark in visible if not unicodedata.category(mark).startswith("C"))
    last = " ".join(visible.replace("\\", "/").rpartition("/")[2].split())
    if not last.strip("."):
        return f"file{usual}"
    if len(last) <= LONGEST_NAME:
        return last
    ending = PurePosixPath(last).suffix[:LONGEST_ENDING]
    return last[: LONGEST_NAME - len(ending)] + ending

"""Why a file is not taken as evidence. Each sentence also says what to do instead."""

import errno
from typing import Self

from core.domain.errors import Refusal
from core.evidence.formats import MediaType

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})  # what a full disk answers


class EmptyFile(Refusal):
    code = "empty-file"


class FileTooLarge(Refusal):
    """Blank: `limit_mb`, the largest file in megabytes."""

    code = "file-too-large"
    status = 413


class NotAPicture(Refusal):
    """Neither JPG, PNG, WebP, HEIC nor PDF, whatever its name says."""

    code = "not-a-picture"
    status = 415


class BrokenFile(Refusal):
    """Truncated, damaged, or built so that opening it passes every bound."""

    code = "broken-file"


class TooManyPixels(Refusal):
    """Blanks: `limit_megapixels`, and the `format`: a JPEG may have many times more than others."""

    code = "too-many-pixels"

    @classmethod
    def beyond(cls, pixels: int = 50_000_000, kind: MediaType = MediaType.JPEG) -> Self:
        return cls(limit_megapixels=pixels // 1_000_000, format=kind.name.lower())


class FileEncrypted(Refusal):
    code = "file-encrypted"


class FileIsDynamicForm(Refusal):
    """A PDF that one program only can show (XFA); its pages say no more than "please wait"."""

    code = "file-is-dynamic-form"


class FileIsPortfolio(Refusal):
    """A PDF that is a bag of other files; its own page is a cover."""

    code = "file-is-portfolio"


class TooManyPages(Refusal):
    """Blanks: `pages` of the file and the `limit`."""

    code = "too-many-pages"


class PicturesBusy(Refusal):
    """The machine has no time for this, or so much is waiting that it would wait too long; nothing
    is wrong with the file, and nothing was kept.
    """

    code = "pictures-busy"
    status = 503
    retry_seconds = 60


class FileUnreadable(Refusal):
    """What is kept of the file is damaged, or does not open with the installation's secret."""

    code = "file-unreadable"
    status = 503


class DiskFull(Refusal):
    code = "disk-full"
    status = 507


class FilesUnavailable(Refusal):
    """The place where evidence is kept does not answer."""

    code = "files-unavailable"
    status = 503

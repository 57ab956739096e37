"""From the bytes that somebody sent to rows of cells."""

from collections.abc import Callable
from typing import TypeVar

from core.evidence.refusals import BrokenFile, EmptyFile
from core.ports import Workers
from core.workbooks.guard import LARGEST_FILE, MEGABYTE
from core.workbooks.reading import Sheet, read_sheet
from core.workbooks.refusals import WorkbookBroken, WorkbookTooLarge

T = TypeVar("T")


async def read_workbook(workers: Workers, content: bytes, made_of: Callable[[Sheet], T]) -> T:
    """Read a workbook in a child that may take so much and no more, and make something of it.

    Raises the refusals of `core.workbooks.refusals`, EmptyFile, and PicturesBusy.
    """
    if not content:
        raise EmptyFile
    if len(content) > LARGEST_FILE:
        raise WorkbookTooLarge(limit_mb=LARGEST_FILE // MEGABYTE)
    try:
        return await workers.in_bounded_process(_read, content, made_of)
    except BrokenFile:  # the child is dead: out of memory or time
        raise WorkbookBroken from None


def _read(content: bytes, made_of: Callable[[Sheet], T]) -> T:
    return made_of(read_sheet(content))

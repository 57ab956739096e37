"""Many people's forms as one file: a book, or a ZIP with a file each, drawn slice by slice."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import RawIOBase
from typing import Any, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from core.domain.errors import Refusal
from core.evidence.refusals import DiskFull
from core.forms.document import Book, draw
from core.forms.registration import RegistrationForm
from core.ports import Desk, Files, Held

Missing = tuple[tuple[str, str], ...]


class NoRoom(Refusal):
    """The server's disk is full; what was to be made can be asked for again later."""

    code = "no-room"
    status = 507


def file_name(form: RegistrationForm) -> str:
    """Return what one person's file is called: nothing in it tells a name."""
    return f"{form.year}-{form.staff_number}.pdf"


def name_in_pack(form: RegistrationForm) -> str:
    """Return what it is called among others, so that it is found: 2026-姓名-人员编号.pdf."""
    name = "".join(sign for sign in form.name if sign.isalnum() or sign in " ·-").strip()
    return f"{form.year}-{name}-{form.staff_number}.pdf"


@dataclass(slots=True)
class Parts:
    """A file that is kept part by part, so that nobody has to hold all of it."""

    files: Files
    key: str
    count: int = 0
    size_bytes: int = 0

    async def put(self, content: bytes) -> None:
        """Keep the next part. Raises NoRoom, FilesUnavailable."""
        try:
            await self.files.put(f"{self.key}-{self.count}", content)
        except DiskFull as fault:
            raise NoRoom from fault
        self.count += 1
        self.size_bytes += len(content)


class Pack(Protocol):
    """What forms are put into."""

    ending: str
    media_type: str

    async def add(self, forms: Sequence[Any]) -> None: ...
    async def close(self) -> Missing:
        """Keep what is left; return the characters that no font could draw, by person."""


@asynccontextmanager
async def a_pack(
    desk: Desk, parts: Parts, book: Callable[[], Book[Any]], *, each_its_own: bool = False
) -> AsyncIterator[Pack]:
    """Begin a ZIP, or a book in a child of its own."""
    if each_its_own:
        yield Archive(desk, parts)
        return
    async with desk.workers.holding(book) as held:
        yield Bound(held, parts)


@dataclass(slots=True)
class Bound:
    """One document, in one child from the first page to the last."""

    book: Held[Book[Any]]
    parts: Parts
    ending: str = "pdf"
    media_type: str = "application/pdf"

    async def add(self, forms: Sequence[Any]) -> None:
        await self.book(Book.add, forms)

    async def close(self) -> Missing:
        drawn = await self.book(Book.closed)
        await self.parts.put(drawn.pdf)
        return drawn.missing


class Outlet(RawIOBase):
    """Where a ZIP is written to: gives away what has come, and cannot go back."""

    def __init__(self) -> None:
        self._came = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        """Take what comes."""
        self._came += memoryview(content)  # type: ignore[arg-type] # whatever has bytes
        return memoryview(content).nbytes  # type: ignore[arg-type]

    def taken(self) -> bytes:
        """Return what has come since the last time."""
        came, self._came = bytes(self._came), bytearray()
        return came


@dataclass(slots=True)
class Archive:
    """A file each, drawn by all children at once. Same files, same bytes: no times inside."""

    desk: Desk
    parts: Parts
    ending: str = "zip"
    media_type: str = "application/zip"
    outlet: Outlet = field(default_factory=Outlet)
    missing: dict[tuple[str, str], None] = field(default_factory=dict)
    archive: ZipFile = field(init=False)

    def __post_init__(self) -> None:
        self.archive = ZipFile(self.outlet, "w", ZIP_DEFLATED)

    async def add(self, forms: Sequence[RegistrationForm]) -> None:
        workers = self.desk.workers
        pages = await asyncio.gather(*(workers.in_process(draw, [form]) for form in forms))
        for form, page in zip(forms, pages, strict=True):
            self.missing |= dict.fromkeys(page.missing)
            self.archive.writestr(ZipInfo(name_in_pack(form)), page.pdf)
        await self.parts.put(self.outlet.taken())

    async def close(self) -> Missing:
        self.archive.close()
        await self.parts.put(self.outlet.taken())
        return tuple(self.missing)

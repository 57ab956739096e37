"""Evidence sealed on its way into a folder or bucket, and opened on its way out.

Each content lies under a name of its own with a key of its own, both in its row; the row is there
first. What jobs made is sealed by the secret itself: after a day it is gone.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from cryptography.exceptions import InvalidTag

from core.domain.errors import NotFound
from core.evidence.refusals import FileUnreadable
from core.ports import Clock
from storage.files import ListedFiles
from storage.places import parts_of
from storage.protection import Protection
from storage.queries.files import SealedFile
from storage.sealing import NotSealed, SealBroken, opened, sealed
from storage.store import DatabaseStore

RECENT = timedelta(days=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SealedFiles:
    """The desk's files. `bare` keeps what has been sealed."""

    bare: ListedFiles
    store: DatabaseStore
    protection: Protection
    clock: Clock

    async def put(self, key: str, content: bytes) -> None:
        """Keep the content; what is there already and opens stays as it is.

        An original comes before the pictures made of it. Raises DiskFull, FilesUnavailable.
        """
        if (parts := parts_of(key)) is None:
            made = await asyncio.to_thread(self.protection.seal_bytes, content, key)
            await self.bare.put(key, made)
            return
        sha256, ending = parts
        file = await (self._begun(sha256, len(content)) if not ending else self._file(sha256))
        name = file.stored_as + ending
        if not await self._is_whole(file, name):
            await self.bare.put(name, await asyncio.to_thread(sealed, content, file.key, name))

    async def get(self, key: str) -> bytes:
        """Return the content. Raises NotFound, FileUnreadable, FilesUnavailable."""
        try:
            if (parts := parts_of(key)) is None:
                made = await self.bare.get(key)
                return await asyncio.to_thread(self.protection.open_bytes, made, key)
            file = await self._file(parts[0])
            return await self._opened(file, file.stored_as + parts[1])
        except (NotSealed, SealBroken, InvalidTag, ValueError) as fault:
            log.error("the file %s cannot be opened: %s", key, type(fault).__name__)
            raise FileUnreadable from fault

    async def remove(self, key: str) -> None:
        """Throw away what a job made."""
        await self.bare.remove(key)

    async def made(self) -> list[str]:
        """Return the keys of everything that jobs made."""
        return await self.bare.made()

    async def lying(self, shelf: int) -> dict[str, timedelta]:
        """Return the names of what lies on a shelf, and how long ago it was written."""
        return await self.bare.lying(shelf)

    async def discard(self, name: str) -> None:
        """Throw away what lies under a name."""
        await self.bare.discard(name)

    async def clear_unfinished(self, longer_than: timedelta) -> int:
        """Throw away what was begun longer ago and never finished."""
        return await self.bare.clear_unfinished(longer_than)

    async def _begun(self, sha256: str, size_bytes: int) -> SealedFile:
        """Return what to seal with; what nothing names any more is kept for longer from now on."""
        with suppress(NotFound):
            file = await self._file(sha256)
            if file.removed_at is None or file.removed_at > self.clock.now() - RECENT:
                return file
        async with self.store.transaction() as tx:
            return await tx.files.begin(sha256, size_bytes)

    async def _file(self, sha256: str) -> SealedFile:
        async with self.store.reading() as tx:
            return await tx.files.get(sha256)

    async def _is_whole(self, file: SealedFile, name: str) -> bool:
        try:
            await self._opened(file, name)
        except (NotFound, NotSealed, SealBroken):
            return False
        return True

    async def _opened(self, file: SealedFile, name: str) -> bytes:
        content = await self.bare.get(name)
        return await asyncio.to_thread(opened, content, file.key, name)

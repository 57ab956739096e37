"""Reads certificates with the engine of the extra `ocr`, where it is installed and wanted."""

from dataclasses import dataclass

from core.domain.credits.seen import Seen
from core.evidence.reading import is_installed, read_picture
from core.ports import Workers
from storage.workers import Bounds, LocalWorkers

# a child a picture: what the engine takes of memory goes with it; with less it cannot begin
BOUNDS = Bounds(megabytes=1800, cpu_seconds=30, wall_seconds=120, waiting=4, pieces=1)


def reading_workers() -> LocalWorkers:
    """Return workers whose children read one picture each, one after the other."""
    return LocalWorkers(children=0, bounds=BOUNDS)


@dataclass(frozen=True, slots=True)
class EngineReader:
    """The engine in bounded children; `is_wanted` is what the settings say.

    It takes more memory than the server, so it goes behind the pictures that people wait for.
    """

    workers: Workers
    is_wanted: bool
    pictures: LocalWorkers | None = None

    @property
    def is_there(self) -> bool:
        return self.is_wanted and is_installed()

    async def read(self, page: bytes) -> Seen:
        if self.pictures is None:
            return await self._read(page)
        return await self.pictures.behind(lambda: self._read(page))

    async def _read(self, page: bytes) -> Seen:
        return await self.workers.in_bounded_process(read_picture, page)

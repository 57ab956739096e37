"""Applications for projects, their files, and when a unit takes them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.lists import Slice, Window
from core.domain.projects.application import Application, ApplicationStage, ApplicationWindow
from core.records.area import Area


@dataclass(frozen=True, slots=True)
class ApplicationFile:
    """The signed and stamped page (`signature`), or what else belongs to it (`attachment`)."""

    id: str
    application_id: str
    kind: str
    sha256: str
    name: str
    media_type: str
    size_bytes: int
    pages: int
    has_view: bool
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationFilter:
    """The filters of manual 3.1. Empty values do not filter."""

    stages: Collection[ApplicationStage] = ()
    year: int | None = None
    level: str = ""
    name: str = ""
    not_entered_by: str | None = None
    longest_waiting_first: bool = False


class Applications(Protocol):
    async def get(self, application_id: str) -> Application: ...
    async def hold(self, application_id: str) -> Application:
        """Read an application that nobody else may change until the transaction ends."""

    async def add(self, application: Application) -> None: ...
    async def save(self, application: Application) -> Application:
        """Write it; return it with its new version. Raises ApplicationChanged."""

    async def remove(self, application: Application) -> None:
        """Delete it with its files. Raises ApplicationChanged."""

    async def page(
        self, area: Area, wanted: ApplicationFilter, window: Window
    ) -> Slice[Application]: ...
    async def counts(self, area: Area, wanted: Sequence[ApplicationFilter]) -> list[int]: ...
    async def search(self, area: Area, text: str, *, limit: int) -> list[Application]:
        """Find applications of the area that have every word, the latest begun first."""

    async def unfinished(self, department_id: str) -> list[Application]:
        """Return what a department prepares, has submitted, or waits to hear of."""

    async def files(self, application_id: str) -> list[ApplicationFile]: ...
    async def file(self, file_id: str) -> ApplicationFile: ...
    async def add_file(self, file: ApplicationFile) -> None: ...
    async def remove_file(self, file_id: str) -> None: ...
    async def windows(self, unit_id: str) -> list[ApplicationWindow]:
        """Return between which days the unit takes applications, the latest year first."""

    async def window(self, unit_id: str, year: int) -> ApplicationWindow | None: ...
    async def set_window(self, window: ApplicationWindow) -> None: ...

"""What opens each file, and whether anything still names it."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tortoise.models import Model

from core.ports import Clock
from storage.models import (
    ApplicationFileRow,
    CreditImportRow,
    EvidenceRow,
    FileRow,
    StaffRow,
    TrainingFileRow,
)
from storage.protection import Protection
from storage.queries.rows import found
from storage.sealing import new_key

FILE_KEY = "file.key"
NAMING: tuple[tuple[type[Model], str], ...] = (
    (EvidenceRow, "sha256"),
    (CreditImportRow, "sha256"),
    (TrainingFileRow, "sha256"),
    (ApplicationFileRow, "sha256"),
    (StaffRow, "photo"),
)


@dataclass(frozen=True, slots=True)
class SealedFile:
    """Where a content lies, the key that opens it there, and since when nothing names it."""

    stored_as: str
    key: bytes
    removed_at: datetime | None


class FileQueries:
    def __init__(self, protection: Protection, clock: Clock) -> None:
        self._protection = protection
        self._clock = clock

    async def get(self, sha256: str) -> SealedFile:
        """Raises NotFound, and InvalidTag where the secret is another."""
        return self._file(found(await FileRow.get_or_none(sha256=sha256)))

    async def begin(self, sha256: str, size_bytes: int) -> SealedFile:
        """Return what to seal a content with: the same for all who bring it at once.

        Nothing names it yet, so that it is forgotten in time if nothing ever does.
        """
        now = self._clock.now()
        wrapped = self._protection.seal_bytes(new_key(), key_of(sha256))
        fresh = FileRow(
            sha256=sha256,
            stored_as=secrets.token_hex(32),
            size_bytes=size_bytes,
            wrapped_key=wrapped,
            key_id=self._protection.key_id,
            removed_at=now,
        )
        while True:  # until it is not forgotten between two statements
            await FileRow.bulk_create([fresh], ignore_conflicts=True)
            await FileRow.filter(sha256=sha256, removed_at__isnull=False).update(removed_at=now)
            if row := await FileRow.get_or_none(sha256=sha256):
                return self._file(row)

    async def name(self, sha256: str) -> None:
        """Note that something names this file from now on."""
        await FileRow.filter(sha256=sha256).update(removed_at=None)

    async def let_go_of(self, sha256: Collection[str]) -> None:
        """Note which of these files nothing names any more.

        Locked first: whoever names one at the same moment has been seen by then, or comes after.
        """
        rows = FileRow.filter(sha256__in=set(sha256)).order_by("sha256")
        held = {row.sha256 for row in await rows.select_for_update()}
        unnamed = FileRow.filter(sha256__in=held - await _named(held), removed_at__isnull=True)
        await unnamed.update(removed_at=self._clock.now())

    async def forget(self, before: datetime, limit: int) -> int:
        """What is named after all stays: only a defect would have let go of it."""
        rows = FileRow.filter(removed_at__lt=before).order_by("sha256").limit(limit)
        held = {row.sha256 for row in await rows.select_for_update(skip_locked=True)}
        named = await _named(held)
        await FileRow.filter(sha256__in=named).update(removed_at=None)
        return await FileRow.filter(sha256__in=held - named).delete()

    async def known(self, names: Collection[str]) -> set[str]:
        rows = FileRow.filter(stored_as__in=set(names))
        return set(await rows.values_list("stored_as", flat=True))  # type: ignore[arg-type]

    def _file(self, row: FileRow) -> SealedFile:
        key = self._protection.open_bytes(row.wrapped_key, key_of(row.sha256))
        return SealedFile(row.stored_as, key, row.removed_at)


async def _named(sha256: Collection[str]) -> set[str]:
    named: set[str] = set()
    for model, column in NAMING:
        rows = model.filter(**{f"{column}__in": set(sha256)}).distinct()
        named |= set(await rows.values_list(column, flat=True))  # type: ignore[arg-type]
    return named


def key_of(sha256: str) -> str:
    """Return the context in which the key of a file is sealed."""
    return f"{FILE_KEY}:{sha256}"

"""Every column that hangs on the installation's secret, and how it is sealed anew."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from tortoise.models import Model

from storage.models import AccountRow, FileRow, SecondFactorRow, StaffRow
from storage.protection import Protection
from storage.queries.files import FILE_KEY
from storage.queries.register.accounts import LOGIN
from storage.queries.register.accounts import MOBILE as ADMINISTRATORS_MOBILE
from storage.queries.register.people import DOCUMENT, MOBILE
from storage.queries.register.second_factors import SECRET

ROWS_AT_ONCE = 500


class Sealed(NamedTuple):
    """A sealed column, what it is sealed in beside its row's key, and its index if it has one."""

    column: str
    context: str
    found_by: str | None = None


@dataclass(frozen=True, slots=True)
class SealedTable:
    """A table with sealed columns; `noted` is a column that names the secret of each row."""

    model: type[Model]
    columns: tuple[Sealed, ...]
    noted: str | None = None

    @property
    def name(self) -> str:
        """Its name in the database."""
        return self.model._meta.db_table  # noqa: SLF001 - where Tortoise keeps it

    @property
    def key(self) -> str:
        """The name of its primary key."""
        return self.model._meta.pk_attr  # noqa: SLF001

    @property
    def statement(self) -> str:
        """What reads the key and the sealed columns of every row."""
        columns = ", ".join(one.column for one in self.columns)
        return f"SELECT {self.key}, {columns} FROM {self.name}"  # noqa: S608

    def closed(self, protection: Protection, row: Sequence[Any]) -> bool:
        """Return whether the secret does not open all that this statement read of a row."""
        key, *fields = row
        return any(
            sealed is not None and _opened(protection, sealed, f"{one.context}:{key}") is None
            for one, sealed in zip(self.columns, fields, strict=True)
        )

    @property
    def written(self) -> list[str]:
        """What changes in a row that is sealed anew."""
        indexes = [one.found_by for one in self.columns if one.found_by]
        return [one.column for one in self.columns] + indexes + ([self.noted] if self.noted else [])


SEALED_TABLES = (
    SealedTable(
        StaffRow,
        (
            Sealed("document", DOCUMENT, "document_index"),
            Sealed("mobile", MOBILE, "mobile_index"),
        ),
    ),
    SealedTable(
        AccountRow,
        (
            Sealed("login", LOGIN, "login_index"),
            Sealed("mobile", ADMINISTRATORS_MOBILE, "mobile_index"),
        ),
    ),
    SealedTable(SecondFactorRow, (Sealed("secret", SECRET),)),
    SealedTable(FileRow, (Sealed("wrapped_key", FILE_KEY),), "key_id"),
)


@dataclass(slots=True)
class Resealing:
    """From one secret to another, row by row; what is under the new one already stays as it is.

    `changed` counts rows, `done` the values that were under the new one before; `closed` are rows
    with a value that neither opens.
    """

    old: Protection
    new: Protection
    changed: int = 0
    done: int = 0
    closed: list[str] = field(default_factory=list)

    async def step(self, table: SealedTable, after: str, *, only_look: bool) -> str | None:
        """Do some rows behind a key; return the last one's key, None at the end of the table."""
        rows = table.model.filter(**{f"{table.key}__gt": after}).order_by(table.key)
        if not (some := await rows.limit(ROWS_AT_ONCE)):
            return None
        changed = [row for row in some if self._seal_anew(table, row)]
        self.changed += len(changed)
        if changed and not only_look:
            await table.model.bulk_update(changed, table.written)
        return str(some[-1].pk)

    def _seal_anew(self, table: SealedTable, row: Any) -> bool:
        is_changed = False
        for column, context, found_by in table.columns:
            sealed, place = getattr(row, column), f"{context}:{row.pk}"
            if sealed is None:
                continue
            if _opened(self.new, sealed, place) is not None:
                self.done += 1
                continue
            if (plain := _opened(self.old, sealed, place)) is None:
                self.closed.append(f"{table.name} {row.pk}")
                continue
            is_changed = True
            setattr(row, column, self.new.seal_bytes(plain, place))
            if found_by:
                setattr(row, found_by, self.new.index(plain.decode(), context))
        if is_changed and table.noted:
            setattr(row, table.noted, self.new.key_id)
        return is_changed


def _opened(protection: Protection, sealed: bytes, place: str) -> bytes | None:
    try:
        return protection.open_bytes(bytes(sealed), place)
    except (InvalidTag, ValueError):
        return None

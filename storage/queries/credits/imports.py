"""Imports of credits that were recognised elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

from tortoise.queryset import QuerySet

from core.domain.credits.credit import Credit, Stage
from core.domain.credits.taken_over import CreditImport, ImportKind
from core.domain.credits.twins import KnownCredit
from core.domain.errors import NotFound
from core.domain.lists import Slice, Window
from core.records.credit_imports import ImportFilter
from storage.models import CreditImportRow, CreditRow
from storage.queries.credits.credits import CreditQueries
from storage.queries.credits.rows import credit_of
from storage.queries.files import FileQueries
from storage.queries.lists import counted, sliced
from storage.queries.plain import day, plain
from storage.queries.rows import by_id, found

NEWEST = ("-taken_over_at", "-id")
CLAIMS_NOTHING = (Stage.DRAFT.value, Stage.RETURNED.value, Stage.REJECTED.value)


class CreditImportQueries:
    def __init__(self, credits: CreditQueries, files: FileQueries) -> None:
        self._credits = credits
        self._files = files

    async def get(self, import_id: str, kind: ImportKind) -> CreditImport:
        row = await by_id(CreditImportRow, import_id)
        if row.kind != kind:
            raise NotFound
        return _import(row)

    async def hold(self, import_id: str) -> CreditImport:
        rows = CreditImportRow.filter(id=import_id).select_for_update()
        return _import(found(await rows.first()))

    async def page(self, wanted: ImportFilter, window: Window) -> Slice[CreditImport]:
        return (await sliced(_listed(wanted), NEWEST, window)).of(_import)

    async def count(self, wanted: ImportFilter) -> int:
        return (await counted(_listed(wanted)))[0]

    async def with_file(self, wanted: ImportFilter, sha256: str) -> CreditImport | None:
        same = _listed(wanted).filter(sha256=sha256, taken_back_at__isnull=True)
        row = await same.order_by(*NEWEST).first()
        return _import(row) if row else None

    async def known(self, staff_ids: Collection[str]) -> list[KnownCredit]:
        rows = CreditRow.filter(staff_id__in=set(staff_ids), stage__not_in=CLAIMS_NOTHING)
        here = [KnownCredit(*row) for row in await plain(rows, *KnownCredit._fields)]
        return [it._replace(held_from=day(it.held_from), held_to=day(it.held_to)) for it in here]

    async def add(self, made: CreditImport, credits: Sequence[Credit]) -> None:
        await CreditImportRow.create(**asdict(made))
        await self._credits.add_many(credits)
        if made.kind is ImportKind.TAKEN_OVER:
            await CreditRow.filter(import_id=made.id).update(counted=True)
        await self._files.name(made.sha256)

    async def credits(self, import_id: str) -> list[Credit]:
        return [credit_of(row) for row in await CreditRow.filter(import_id=import_id)]

    async def take_back(self, import_id: str, by: str, reason: str, at: datetime) -> None:
        await CreditRow.filter(import_id=import_id).delete()
        rows = CreditImportRow.filter(id=import_id)
        await rows.update(taken_back_at=at, taken_back_by=by, reason=reason)


def _listed(wanted: ImportFilter) -> QuerySet[CreditImportRow]:
    named = {name: value for name, value in asdict(wanted).items() if value}
    return CreditImportRow.filter(**named)


def _import(row: CreditImportRow) -> CreditImport:
    facts = {name: getattr(row, name) for name in CreditImport.__slots__}
    return CreditImport(**{**facts, "kind": ImportKind(row.kind)})

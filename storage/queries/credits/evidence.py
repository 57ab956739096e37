"""The files of credits: what they are and where else they appear. Their content lies elsewhere."""

from collections.abc import Collection, Sequence

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from core.domain.credits.credit import CreditChanged, Evidence, Stage
from core.domain.credits.readings import Reading
from core.records.credits import Elsewhere
from storage.models import CreditRow, EvidenceRow, LikenessRow, ReadingRow
from storage.queries.any_of import AnyOf
from storage.queries.credits.rows import credit_of, reading_of
from storage.queries.files import FileQueries
from storage.queries.parts import bringing, brought
from storage.queries.plain import values
from storage.queries.rows import found, note, read_before, sharing, unless_taken


class EvidenceQueries:
    def __init__(self, files: FileQueries) -> None:
        self._files = files

    async def get(self, evidence_id: str) -> Evidence:
        return evidence_of(found(await EvidenceRow.get_or_none(id=evidence_id)))

    async def of(self, credit_id: str) -> list[Evidence]:
        """Return the files of a credit in the order they came."""
        return (await self.of_many([credit_id]))[credit_id]

    async def of_many(self, credit_ids: Collection[str]) -> dict[str, list[Evidence]]:
        rows = await sharing(
            EvidenceRow, "credit_id", set(credit_ids), "uploaded_at", "id", also=_with_reading
        )
        return {one: [evidence_of(row) for row in rows[one]] for one in credit_ids}

    async def by_key(self, credit_id: str, key: str) -> Evidence | None:
        """Return what was uploaded under the key that the device made."""
        row = await EvidenceRow.get_or_none(credit_id=credit_id, key=key)
        return evidence_of(row) if row else None

    async def add(self, evidence: Evidence, key: str) -> None:
        """Keep a new file. Raises CreditChanged when its key was taken a moment ago."""
        async with unless_taken(CreditChanged(stage=Stage.DRAFT)):
            await EvidenceRow.create(
                id=evidence.id,
                credit_id=evidence.credit_id,
                key=key,
                sha256=evidence.sha256,
                name=evidence.name,
                media_type=evidence.media_type,
                size_bytes=evidence.size_bytes,
                pages=evidence.pages,
                kind=evidence.kind,
                fingerprint=evidence.fingerprint,
                has_view=evidence.has_view,
                uploaded_at=evidence.uploaded_at,
            )
        await self._files.name(evidence.sha256)

    async def set_kind(self, evidence_id: str, kind: str | None) -> None:
        await EvidenceRow.filter(id=evidence_id).update(kind=kind)

    async def remove(self, evidence_id: str) -> None:
        rows = EvidenceRow.filter(id=evidence_id)
        gone = {row.sha256 for row in await rows}
        await rows.delete()
        await self._files.let_go_of(gone)

    async def elsewhere(self, credit_ids: Collection[str]) -> list[Elsewhere]:
        there: dict[str, list[Elsewhere]] = read_before(EvidenceRow, "elsewhere")
        if missing := set(credit_ids) - there.keys():
            rows = await _with_something_of(missing)
            own = _note_files(rows, missing)
            found = [_elsewhere(row) for row in rows if row.credit.stage != Stage.DRAFT]
            there.update((one, [it for it in found if it.has_part_in(own[one])]) for one in missing)
        told = {one.file.id: one for credit_id in credit_ids for one in there[credit_id]}
        return sorted(told.values(), key=lambda one: (one.file.uploaded_at, one.file.id))

    async def to_compare(self) -> Evidence | None:
        rows = _with_reading(EvidenceRow.filter(compared=False))
        row = await rows.order_by("uploaded_at", "id").first()
        return evidence_of(row) if row else None

    async def others_of(self, evidence: Evidence, limit: int) -> list[Evidence]:
        whose = Subquery(CreditRow.filter(id=evidence.credit_id).values("staff_id"))
        theirs = Q(credit__staff_id=whose, fingerprint__isnull=False)
        rows = _with_reading(EvidenceRow.filter(theirs, ~Q(credit_id=evidence.credit_id)))
        return [evidence_of(row) for row in await rows.order_by("-uploaded_at", "-id").limit(limit)]

    async def note_likeness(self, evidence_id: str, others: Collection[str]) -> None:
        held = EvidenceRow.filter(id__in={evidence_id, *others}).order_by("id")
        there = {row.id for row in await held.select_for_update(no_key=True)}
        pairs = [(evidence_id, other) for other in there - {evidence_id}]
        if evidence_id in there:
            rows = [
                LikenessRow(evidence_id=one, other_id=other)
                for pair in pairs
                for one, other in (pair, pair[::-1])
            ]
            await LikenessRow.bulk_create(rows, ignore_conflicts=True)
        await EvidenceRow.filter(id=evidence_id).update(compared=True)


def evidence_of(row: EvidenceRow) -> Evidence:
    """Return the file that the row is about."""
    return Evidence(
        id=row.id,
        credit_id=row.credit_id,
        sha256=row.sha256,
        name=row.name,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        pages=row.pages,
        kind=row.kind,
        fingerprint=row.fingerprint,
        has_view=row.has_view,
        uploaded_at=row.uploaded_at,
        is_compared=row.compared,
        reading=_brought(row),
    )


def _with_something_of(credit_ids: Collection[str]) -> QuerySet[EvidenceRow]:
    """Return the query for the files of credits, and for what has their content, paper or look."""
    own = EvidenceRow.filter(credit_id__in=set(credit_ids))
    papers = ReadingRow.filter(evidence_id__in=Subquery(own.values("id"))).values("paper")
    ways = AnyOf(
        own.values("id"),
        EvidenceRow.filter(sha256__in=Subquery(own.values("sha256"))).values("id"),
        LikenessRow.filter(evidence_id__in=Subquery(own.values("id"))).values("other_id"),
        ReadingRow.filter(paper__in=Subquery(papers)).values("evidence_id"),
    )
    rows = _with_reading(EvidenceRow.filter(id__in=ways).order_by("uploaded_at", "id"))
    rows = bringing(rows, "looks_like", "likeness", "other_id", "evidence_id")
    return rows.select_related("credit__staff__department")


def _note_files(
    rows: Sequence[EvidenceRow], credit_ids: Collection[str]
) -> dict[str, list[Evidence]]:
    """Let the files of credits that were read along with others be known, and return them."""
    own: dict[str, list[EvidenceRow]] = {one: [] for one in credit_ids}
    for row in rows:
        own.get(row.credit_id, []).append(row)
    read_before(EvidenceRow, "credit_id").update(own)
    return {one: [evidence_of(row) for row in theirs] for one, theirs in own.items()}


def _elsewhere(row: EvidenceRow) -> Elsewhere:
    note(row.credit.staff)
    note(row.credit.staff.department)
    looks_like = frozenset(str(evidence_id) for (evidence_id,) in brought(row, "looks_like"))
    return Elsewhere(evidence_of(row), credit_of(row.credit), looks_like)


def _with_reading(rows: QuerySet[EvidenceRow]) -> QuerySet[EvidenceRow]:
    columns = ("stage", "found", "codes")
    return bringing(rows, "read", "reading", "evidence_id", *columns)


def _brought(row: EvidenceRow) -> Reading | None:
    """Return the reading that came with the row, if it was asked for and there is one."""
    for stage, *said in brought(row, "read"):
        return reading_of(row.id, stage, *(values(one) for one in said))
    return None

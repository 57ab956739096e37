"""The journal: append-only, each entry sealed to the one before it by its hash."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from tortoise.expressions import F, Q
from tortoise.models import Model
from tortoise.queryset import QuerySet

from core.domain.lists import MOST_COUNTED, Slice, Window
from core.domain.register import Actor
from core.domain.subjects import Subject
from core.ports import Clock
from core.records.journal import Event, EventFilter
from storage.models import (
    AccountRow,
    CreditRow,
    DepartmentRow,
    JournalHeadRow,
    JournalRow,
    StaffRow,
    TrainingRow,
)
from storage.queries.lists import sliced
from storage.queries.sets import to_insert

HEAD = 1
NO_HASH = "0" * 64
BATCH = 1000
CANONICAL = json.JSONEncoder(default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Enums and days are text, as they will be read back; a hash is of these very signs."""
TABLES: Mapping[str, type[Model]] = {
    "credit": CreditRow,
    "training": TrainingRow,
    "account": AccountRow,
    "staff": StaffRow,
    "department": DepartmentRow,
}


@dataclass(frozen=True, slots=True)
class _Noted:
    """An entry before it has its place in the chain; values are canonical JSON."""

    at: datetime
    account_id: str
    label: str
    via: str
    verb: str
    subject: str
    before: str
    after: str


class JournalQueries:
    """Entries gather here and are written together as the transaction ends."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._noted: list[_Noted] = []

    def add(
        self,
        who: Actor,
        verb: str,
        subject: Subject,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Note a change; it is written, chained to the entry before it, by `write`."""
        self._noted.append(
            _Noted(
                at=self._clock.now().astimezone(UTC),
                account_id=who.account_id,
                label=who.label,
                via=who.via,
                verb=verb,
                subject=str(subject),
                before=CANONICAL.encode(dict(before or {})),
                after=CANONICAL.encode(dict(after or {})),
            )
        )

    async def write(self) -> None:
        """Append what was noted. The head's row is locked from here to the commit."""
        if not self._noted:
            return
        noted, self._noted = self._noted, []
        units = await _units_of({entry.subject for entry in noted})
        head = await _advanced_head(len(noted))
        rows = _chained(noted, units, head.seq - len(noted), head.hash)
        await to_insert(JournalRow, rows).write()
        await JournalHeadRow.filter(id=HEAD).update(hash=rows[-1]["hash"])

    async def of(self, subject: Subject) -> list[Event]:
        """Return what happened to the subject, oldest first."""
        rows = await JournalRow.filter(subject=str(subject)).order_by("seq")
        return [_event(row) for row in rows]

    async def since(self, verb: str, moment: datetime) -> list[Event]:
        rows = await JournalRow.filter(verb=verb, at__gte=moment).order_by("seq")
        return [_event(row) for row in rows]

    async def find(self, wanted: EventFilter) -> list[Event]:
        """Return a page of events, the newest first."""
        rows = await _listed(wanted)
        return [_event(row) for row in await rows.order_by("-seq").limit(wanted.limit)]

    async def page(self, wanted: EventFilter, window: Window) -> Slice[Event]:
        return (await sliced(await _listed(wanted), ("-seq",), window)).of(_event)

    async def count(self, wanted: EventFilter) -> int:
        rows: Any = await (await _listed(wanted)).limit(MOST_COUNTED + 1).values_list("seq")
        return len(rows)

    async def broken_at(self) -> int | None:
        """Return the number of the first entry that does not fit the chain, None if all fit.

        An entry that is missing at the end is found by the head, which remembers the last one.
        """
        seq, last_hash = 0, NO_HASH
        while True:
            while rows := await JournalRow.filter(seq__gt=seq).order_by("seq").limit(BATCH):
                for row in rows:
                    if not _fits(row, seq + 1, last_hash):
                        return seq + 1
                    seq, last_hash = row.seq, row.hash
            head = await JournalHeadRow.get_or_none(id=HEAD)
            expected = (head.seq, head.hash) if head else (0, NO_HASH)
            if expected == (seq, last_hash):
                return None
            if not await JournalRow.exists(seq__gt=seq):  # else somebody has just written
                return seq + 1


async def _listed(wanted: EventFilter) -> QuerySet[JournalRow]:
    columns: dict[str, Any] = {
        "unit_id": wanted.unit_id,
        "account_id": wanted.account_id,
        "verb__in": set(wanted.verbs),
        "seq__lt": wanted.before,
        "subject": wanted.subject,
        "label__icontains": wanted.who,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
    }
    rows = JournalRow.filter(**{name: value for name, value in columns.items() if value})
    if wanted.kinds:
        kinds = [Q(subject__startswith=f"{kind}:") for kind in wanted.kinds]
        rows = rows.filter(Q(*kinds, join_type=Q.OR))
    if wanted.department_id is not None:
        people: Any = StaffRow.filter(department_id=wanted.department_id)
        subjects = [f"staff:{staff_id}" for staff_id in await people.values_list("id", flat=True)]
        rows = rows.filter(subject__in=subjects) if subjects else rows.filter(seq__isnull=True)
    return rows


async def _units_of(subjects: set[str]) -> dict[str, str]:
    """Return the units of subjects ("credit:…"); of one that is gone, what was noted before."""
    ids = defaultdict[str, set[str]](set)
    for kind, _, subject_id in (subject.partition(":") for subject in subjects):
        ids[kind].add(subject_id)
    units = {f"unit:{unit_id}": unit_id for unit_id in ids["unit"]}
    for kind, table in TABLES.items():
        if kind in ids:
            rows = table.filter(id__in=ids[kind], unit_id__isnull=False)
            lines: Any = await rows.values_list("id", "unit_id")
            units |= {f"{kind}:{subject_id}": unit_id for subject_id, unit_id in lines}
    if gone := subjects - set(units):
        noted = JournalRow.filter(subject__in=gone, unit_id__isnull=False).order_by("seq")
        units |= dict(await noted.values_list("subject", "unit_id"))
    return units


async def _advanced_head(entries: int) -> JournalHeadRow:
    """Reserve numbers for the entries; whoever else writes waits for our commit."""
    head = JournalHeadRow.filter(id=HEAD)
    if not await head.update(seq=F("seq") + entries):
        first = JournalHeadRow(id=HEAD, seq=0, hash=NO_HASH)
        await JournalHeadRow.bulk_create([first], ignore_conflicts=True)
        await head.update(seq=F("seq") + entries)
    return await JournalHeadRow.get(id=HEAD)


def _chained(
    noted: Iterable[_Noted], units: Mapping[str, str], seq: int, last_hash: str
) -> list[dict[str, Any]]:
    rows = []
    for number, entry in enumerate(noted, seq + 1):
        row_hash = _hash_of(number, entry, last_hash)
        rows.append(
            {
                "seq": number,
                **{name: getattr(entry, name) for name in _Noted.__slots__},
                "unit_id": units.get(entry.subject),
                "previous_hash": last_hash,
                "hash": row_hash,
            }
        )
        last_hash = row_hash
    return rows


def _fits(row: JournalRow, seq: int, last_hash: str) -> bool:
    entry = _Noted(
        at=row.at,
        account_id=row.account_id,
        label=row.label,
        via=row.via,
        verb=row.verb,
        subject=row.subject,
        before=CANONICAL.encode(row.before),
        after=CANONICAL.encode(row.after),
    )
    found = (row.seq, row.previous_hash, row.hash)
    return found == (seq, last_hash, _hash_of(row.seq, entry, row.previous_hash))


def _hash_of(seq: int, entry: _Noted, last_hash: str) -> str:
    """Return the hash of an entry's canonical JSON, behind that of the entry before it."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    rest = {"label": entry.label, "seq": seq, "subject": entry.subject, "verb": entry.verb}
    content = (
        f'{{"account":{CANONICAL.encode(entry.account_id)},"after":{entry.after},"at":"{at}",'
        f'"before":{entry.before},{CANONICAL.encode({**rest, "via": entry.via})[1:]}'
    )
    return sha256((last_hash + content).encode()).hexdigest()


def _event(row: JournalRow) -> Event:
    return Event(
        at=row.at,
        account_id=row.account_id,
        who=row.label,
        via=row.via,
        verb=row.verb,
        before=row.before,
        after=row.after,
        seq=row.seq,
        subject=row.subject,
        unit_id=row.unit_id,
    )

"""The journal: append-only, each entry sealed to the one before it by its hash."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from tortoise.expressions import F

from core.domain.register import Actor
from core.domain.subjects import Subject
from core.ports import Clock
from core.records.journal import Event
from storage.models import JournalHeadRow, JournalRow

HEAD = 1
NO_HASH = "0" * 64
BATCH = 1000


@dataclass(frozen=True, slots=True)
class _Noted:
    """An entry before it has its place in the chain."""

    at: datetime
    account_id: str
    label: str
    via: str
    verb: str
    subject: str
    before: dict[str, Any]
    after: dict[str, Any]


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
                before=_plain(before or {}),
                after=_plain(after or {}),
            )
        )

    async def write(self) -> None:
        """Append what was noted. The head's row is locked from here to the commit."""
        if not self._noted:
            return
        noted, self._noted = self._noted, []
        head = await _advanced_head(len(noted))
        rows = _chained(noted, head.seq - len(noted), head.hash)
        await JournalRow.bulk_create(rows)
        await JournalHeadRow.filter(id=HEAD).update(hash=rows[-1].hash)

    async def of(self, subject: Subject) -> list[Event]:
        """Return what happened to the subject, oldest first."""
        rows = await JournalRow.filter(subject=str(subject)).order_by("seq")
        return [_event(row) for row in rows]

    async def since(self, verb: str, moment: datetime) -> list[Event]:
        rows = await JournalRow.filter(verb=verb, at__gte=moment).order_by("seq")
        return [_event(row) for row in rows]

    async def broken_at(self) -> int | None:
        """Return the number of the first entry that does not fit the chain, None if all fit.

        An entry that is missing at the end is found by the head, which remembers the last one.
        """
        seq, last_hash = 0, NO_HASH
        while rows := await JournalRow.filter(seq__gt=seq).order_by("seq").limit(BATCH):
            for row in rows:
                if not _fits(row, seq + 1, last_hash):
                    return seq + 1
                seq, last_hash = row.seq, row.hash
        head = await JournalHeadRow.get_or_none(id=HEAD)
        expected = (head.seq, head.hash) if head else (0, NO_HASH)
        return None if expected == (seq, last_hash) else seq + 1


async def _advanced_head(entries: int) -> JournalHeadRow:
    """Reserve numbers for the entries; whoever else writes waits for our commit."""
    head = JournalHeadRow.filter(id=HEAD)
    if not await head.update(seq=F("seq") + entries):
        first = JournalHeadRow(id=HEAD, seq=0, hash=NO_HASH)
        await JournalHeadRow.bulk_create([first], ignore_conflicts=True)
        await head.update(seq=F("seq") + entries)
    return await JournalHeadRow.get(id=HEAD)


def _chained(noted: Iterable[_Noted], seq: int, last_hash: str) -> list[JournalRow]:
    rows = []
    for number, entry in enumerate(noted, seq + 1):
        row = JournalRow(
            seq=number,
            at=entry.at,
            account_id=entry.account_id,
            label=entry.label,
            via=entry.via,
            verb=entry.verb,
            subject=entry.subject,
            before=entry.before,
            after=entry.after,
            previous_hash=last_hash,
            hash="",
        )
        row.hash = last_hash = _hash_of(row)
        rows.append(row)
    return rows


def _fits(row: JournalRow, seq: int, last_hash: str) -> bool:
    return (row.seq, row.previous_hash, row.hash) == (seq, last_hash, _hash_of(row))


def _hash_of(row: JournalRow) -> str:
    content = {
        "seq": row.seq,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "account": row.account_id,
        "label": row.label,
        "via": row.via,
        "verb": row.verb,
        "subject": row.subject,
        "before": row.before,
        "after": row.after,
    }
    return sha256((row.previous_hash + _canonical(content)).encode()).hexdigest()


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as they will be read back: enums and days as text."""
    plain: dict[str, Any] = json.loads(_canonical(values))
    return plain


def _canonical(values: Mapping[str, Any]) -> str:
    return json.dumps(
        dict(values), default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _event(row: JournalRow) -> Event:
    return Event(
        at=row.at,
        account_id=row.account_id,
        who=row.label,
        via=row.via,
        verb=row.verb,
        before=row.before,
        after=row.after,
    )

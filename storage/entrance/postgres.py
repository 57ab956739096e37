"""The entrance on PostgreSQL: a batch is a handful of statements over arrays."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tortoise.exceptions import DBConnectionError

from core.domain.attendance import Admitted, Arrival, Comer, Crowd, Door, Newcomer
from core.domain.people import Account, Session
from core.domain.schedules import Phase
from storage.entrance.together import Together
from storage.entrance.verdicts import (
    COMER,
    DOOR,
    SCAN,
    VISITOR,
    comer_of,
    door_of,
    refusal_of,
    scan_values,
    visitor,
)
from storage.instants import moment_of, ms_of
from storage.postgres import client_class
from storage.refusals import DatabaseBusy

COMERS = f"""SELECT w.n, {COMER.format(cycle="w.cycle")}
    FROM unnest($1::int[], $2::text[], $3::text[], $4::text[]) AS w (n, cycle, who, token)
    LEFT JOIN session s ON s.token_hash = w.token
    LEFT JOIN account a ON a.id = s.account_id
    LEFT JOIN staff p ON p.id = COALESCE(w.who, a.staff_id)"""  # noqa: S608 - ours
ARRIVE = """INSERT INTO attendance (cycle_id, staff_id, phase, at_ms)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
    ON CONFLICT DO NOTHING RETURNING cycle_id, staff_id, phase, at_ms"""
ARRIVED = """SELECT a.cycle_id, a.staff_id, a.phase, a.at_ms FROM attendance a
    JOIN unnest($1::text[], $2::text[], $3::text[]) AS w (cycle, who, phase)
    ON a.cycle_id = w.cycle AND a.staff_id = w.who AND a.phase = w.phase"""
KEEP = f"""INSERT INTO scan ({SCAN})
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[],
    $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::bigint[], $12::bool[], $13::text[], $14::text[]) ON CONFLICT DO NOTHING"""  # noqa: S608
KNOWN = """SELECT s.staff_id, s.entry_key FROM scan s
    JOIN unnest($1::text[], $2::text[]) AS w (who, key)
    ON s.staff_id = w.who AND s.entry_key = w.key"""
COUNTS = "SELECT phase, count(*) FROM attendance WHERE cycle_id = $1 GROUP BY phase"
NEWEST = """SELECT p.name, s.at_ms FROM scan s JOIN staff p ON p.id = s.staff_id
    WHERE s.cycle_id = $1 AND s.phase = 'sign-in' ORDER BY s.id DESC LIMIT 8"""

Place = tuple[str, str, str]


class PostgresEntrance:
    def __init__(self, client: client_class) -> None:
        self._client = client
        self._arrivals: Together[Arrival, Admitted] = Together(self._admit)
        self._visitors: Together[str, Any] = Together(self._recognise)

    def close(self) -> None:
        """Nothing is held open beside the pool."""

    async def visitor(self, token_hash: str, now: datetime) -> tuple[Account, Session] | None:
        row = await self._visitors.ask(token_hash)
        return visitor(row) if row and row["until"] > now else None

    async def _recognise(self, hashes: Sequence[str]) -> list[Any]:
        asked = f"SELECT {VISITOR} WHERE s.token_hash = ANY($1::text[])"
        rows = await self._read(asked, list(hashes))
        found = {row["token_hash"]: row for row in rows}
        return [found.get(token_hash) for token_hash in hashes]

    async def crowd(self, cycle_id: str) -> Crowd:
        counts = dict(await self._read(COUNTS, cycle_id))
        newest = await self._read(NEWEST, cycle_id)
        return Crowd(
            arrived=counts.get(Phase.SIGN_IN.value, 0),
            left=counts.get(Phase.SIGN_OUT.value, 0),
            last=sum(counts.values()),
            newest=tuple(Newcomer(name, moment_of(at_ms)) for name, at_ms in newest),
        )

    async def admit(self, arrival: Arrival) -> Admitted:
        return await self._arrivals.ask(arrival)

    async def _admit(self, arrivals: Sequence[Arrival]) -> list[Admitted | Exception]:
        try:
            return await self._client.plainly(lambda connection: _admit_all(connection, arrivals))
        except DBConnectionError as fault:
            raise DatabaseBusy from fault

    async def _read(self, statement: str, *values: object) -> list[Any]:
        try:
            return await self._client.plain_rows(statement, *values)
        except DBConnectionError as fault:
            raise DatabaseBusy from fault


async def _admit_all(connection: Any, arrivals: Sequence[Arrival]) -> list[Admitted | Exception]:
    doors = await _doors(connection, arrivals)
    comers = await _comers(connection, arrivals, doors)
    asked = [
        _Asked(one, doors.get(one.stamp.door), comers.get(n)) for n, one in enumerate(arrivals)
    ]
    admissible = [one for one in asked if one.refusal is None]
    fresh = await _arrive(connection, admissible)
    await _keep(connection, admissible)
    known = await _known(connection, [one for one in asked if one.refusal and one.is_somebody])
    times = await _arrived(connection, [one.place for one in asked if one.is_somebody])
    answers: list[Admitted | Exception] = []
    for one in asked:
        if one.refusal and not (one.is_somebody and one.key in known):
            answers.append(one.refusal)
            continue
        is_first = one.refusal is None and one.place in fresh
        fresh.discard(one.place)
        answers.append(one.admitted(times, is_first=is_first))
    return answers


class _Asked:
    """One of a batch: the arrival, the door it came to, who it is, and why not if not."""

    def __init__(self, arrival: Arrival, door: Door | None, comer: Comer | None) -> None:
        self.arrival, self.door, self.comer = arrival, door, comer
        self.refusal = refusal_of(arrival, door, comer)

    @property
    def is_somebody(self) -> bool:
        return self.door is not None and self.comer is not None and bool(self.comer.staff_id)

    @property
    def place(self) -> Place:
        assert self.door
        assert self.comer
        return self.door.cycle_id, self.comer.staff_id or "", self.arrival.stamp.phase.value

    @property
    def key(self) -> tuple[str, str]:
        return self.place[1], self.arrival.key

    def columns(self) -> tuple[Any, ...]:
        assert self.door
        assert self.comer
        return scan_values(self.arrival, self.door, self.comer)

    def admitted(self, times: Mapping[Place, int], *, is_first: bool) -> Admitted:
        assert self.door
        assert self.comer
        at_ms = times.get(self.place, ms_of(self.arrival.stamp.at))
        return Admitted(self.door, moment_of(at_ms), is_first, self.comer.language)


async def _doors(connection: Any, arrivals: Sequence[Arrival]) -> dict[int, Door]:
    numbers = list({arrival.stamp.door for arrival in arrivals})
    rows = await connection.fetch(f"SELECT {DOOR} WHERE c.door = ANY($1::int[])", numbers)
    return {row["door"]: door_of(row) for row in rows}


async def _comers(
    connection: Any, arrivals: Sequence[Arrival], doors: Mapping[int, Door]
) -> dict[int, Comer]:
    asked = [
        (n, door.cycle_id, one.staff_id, one.token_hash or None)
        for n, one in enumerate(arrivals)
        if (door := doors.get(one.stamp.door))
    ]
    rows = await connection.fetch(COMERS, *_columns(asked, 4))
    found = {row["n"]: comer_of(row, arrivals[row["n"]]) for row in rows if _is_there(row)}
    return {n: comer for n, comer in found.items() if comer}


def _is_there(row: Mapping[str, Any]) -> bool:
    return row["account_id"] is not None or row["staff_id"] is not None


async def _arrive(connection: Any, admissible: Sequence[_Asked]) -> set[Place]:
    """Write those who are new, always in one order, so that no two batches block each other."""
    rows = sorted((*one.place, ms_of(one.arrival.stamp.at)) for one in admissible)
    if not rows:
        return set()
    fresh = await connection.fetch(ARRIVE, *_columns(rows, 4))
    return {(cycle_id, staff_id, phase) for cycle_id, staff_id, phase, _ in fresh}


async def _keep(connection: Any, admissible: Sequence[_Asked]) -> None:
    rows = sorted((one.columns() for one in admissible), key=lambda row: (row[1], row[7]))
    if rows:
        await connection.execute(KEEP, *_columns(rows, 14))


async def _known(connection: Any, refused: Sequence[_Asked]) -> set[tuple[str, str]]:
    """Return which refused entries were recorded when they were sent before."""
    if not refused:
        return set()
    rows = await connection.fetch(KNOWN, *_columns([one.key for one in refused], 2))
    return {(who, key) for who, key in rows}


async def _arrived(connection: Any, places: Sequence[Place]) -> dict[Place, int]:
    rows = await connection.fetch(ARRIVED, *_columns(places, 3))
    return {(cycle_id, who, phase): at_ms for cycle_id, who, phase, at_ms in rows}


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [[row[place] for row in rows] for place in range(width)]

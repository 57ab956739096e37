"""The entrance on PostgreSQL: a batch is a handful of statements over arrays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tortoise.exceptions import DBConnectionError

from core.domain.attendance import Admitted, Arrival, Crowd, Newcomer, Phase
from core.domain.people import Account, Session
from storage.entrance.together import Together
from storage.entrance.verdicts import (
    DOOR,
    SCAN,
    VISITOR,
    Comer,
    Opened,
    admitted,
    opened,
    refusal_of,
    scan_values,
    visitor,
)
from storage.instants import moment_of, ms_of
from storage.postgres import client_class
from storage.refusals import DatabaseBusy

COMERS = """SELECT w.n, p.unit_id,
    EXISTS (SELECT 1 FROM expected e WHERE e.cycle_id = w.cycle
            AND (e.staff_id = p.id OR e.department_id = p.department_id))
    OR EXISTS (SELECT 1 FROM course k WHERE k.cycle_id = w.cycle AND k.teacher_staff_id = p.id)
    FROM unnest($1::int[], $2::text[], $3::text[]) AS w (n, cycle, who)
    JOIN staff p ON p.id = w.who"""
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
    at = [doors.get(arrival.stamp.door) for arrival in arrivals]
    comers = await _comers(connection, arrivals, at)
    refusals = [
        refusal_of(arrival, door, comers.get(n))
        for n, (arrival, door) in enumerate(zip(arrivals, at, strict=True))
    ]
    admissible = [
        (arrival, _place(arrival, door))
        for arrival, door, refusal in zip(arrivals, at, refusals, strict=True)
        if door and refusal is None
    ]
    fresh = await _arrive(connection, admissible)
    await _keep(connection, admissible)
    known = await _known(connection, [a for a, no in zip(arrivals, refusals, strict=True) if no])
    answers: list[Admitted | Exception] = []
    times = await _arrived(
        connection, [_place(a, d) for a, d in zip(arrivals, at, strict=True) if d]
    )
    for arrival, door, refusal in zip(arrivals, at, refusals, strict=True):
        if door is None or (refusal and (arrival.staff_id, arrival.key) not in known):
            answers.append(refusal or AssertionError("an unknown door is refused"))
            continue
        place = _place(arrival, door)
        is_first = refusal is None and place in fresh
        fresh.discard(place)
        answers.append(admitted(door, times.get(place, ms_of(arrival.stamp.at)), is_first=is_first))
    return answers


def _place(arrival: Arrival, at: Opened) -> Place:
    return at.door.cycle_id, arrival.staff_id, arrival.stamp.phase.value


async def _doors(connection: Any, arrivals: Sequence[Arrival]) -> dict[int, Opened]:
    numbers = list({arrival.stamp.door for arrival in arrivals})
    rows = await connection.fetch(f"SELECT {DOOR} WHERE c.door = ANY($1::int[])", numbers)
    return {row["door"]: opened(row) for row in rows}


async def _comers(
    connection: Any, arrivals: Sequence[Arrival], at: Sequence[Opened | None]
) -> dict[int, Comer]:
    asked = [
        (n, door.door.cycle_id, arrival.staff_id)
        for n, (arrival, door) in enumerate(zip(arrivals, at, strict=True))
        if door
    ]
    rows = await connection.fetch(COMERS, *_columns(asked, 3))
    return {n: Comer(unit_id, is_named) for n, unit_id, is_named in rows}


async def _arrive(connection: Any, admissible: Sequence[tuple[Arrival, Place]]) -> set[Place]:
    """Write those who are new, always in one order, so that no two batches block each other."""
    rows = sorted((*place, ms_of(arrival.stamp.at)) for arrival, place in admissible)
    if not rows:
        return set()
    fresh = await connection.fetch(ARRIVE, *_columns(rows, 4))
    return {(cycle_id, staff_id, phase) for cycle_id, staff_id, phase, _ in fresh}


async def _keep(connection: Any, admissible: Sequence[tuple[Arrival, Place]]) -> None:
    rows = [scan_values(arrival, cycle_id) for arrival, (cycle_id, _, _) in admissible]
    if rows:
        in_order = sorted(rows, key=lambda row: (row[1], row[7]))
        await connection.execute(KEEP, *_columns(in_order, 14))


async def _known(connection: Any, refused: Sequence[Arrival]) -> set[tuple[str, str]]:
    """Return which refused entries were recorded when they were sent before."""
    if not refused:
        return set()
    asked = [(arrival.staff_id, arrival.key) for arrival in refused]
    return {(who, key) for who, key in await connection.fetch(KNOWN, *_columns(asked, 2))}


async def _arrived(connection: Any, places: Sequence[Place]) -> dict[Place, int]:
    rows = await connection.fetch(ARRIVED, *_columns(places, 3))
    return {(cycle_id, who, phase): at_ms for cycle_id, who, phase, at_ms in rows}


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [[row[place] for row in rows] for place in range(width)]

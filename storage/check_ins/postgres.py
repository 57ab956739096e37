"""The check_ins on PostgreSQL: a batch is a handful of statements over arrays."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from core.domain.attendance.check_in import (
    Admitted,
    CheckInPoint,
    CheckInRequest,
    Headcount,
    LatestSignIn,
    Registrant,
)
from core.domain.attendance.schedules import Phase
from core.domain.register import Account, Session
from storage.check_ins.batch import Batch
from storage.check_ins.verdicts import (
    COMER,
    DOOR,
    SCAN,
    VISITOR,
    comer_of,
    counted_already,
    point_of,
    refusal_of,
    scan_values,
    visitor,
)
from storage.instants import moment_of, ms_of
from storage.postgres import client_class
from storage.refusals import refusing

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
UNCOUNTED = "INSERT INTO uncounted (training_id) SELECT unnest($1::text[])"
KNOWN = """SELECT s.staff_id, s.entry_key FROM scan s
    JOIN unnest($1::text[], $2::text[]) AS w (who, key)
    ON s.staff_id = w.who AND s.entry_key = w.key"""
COUNTS = "SELECT phase, count(*) FROM attendance WHERE cycle_id = $1 GROUP BY phase"
NEWEST = """SELECT p.name, s.at_ms FROM scan s JOIN staff p ON p.id = s.staff_id
    WHERE s.cycle_id = $1 AND s.phase = 'sign-in' ORDER BY s.id DESC LIMIT 8"""

Place = tuple[str, str, str]


class PostgresCheckIns:
    def __init__(self, client: client_class) -> None:
        self._client = client
        self._arrivals: Batch[CheckInRequest, Admitted] = Batch(self._admit)
        self._visitors: Batch[str, Any] = Batch(self._recognise)

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

    async def headcount(self, cycle_id: str) -> Headcount:
        counts = dict(await self._read(COUNTS, cycle_id))
        newest = await self._read(NEWEST, cycle_id)
        return Headcount(
            arrived=counts.get(Phase.SIGN_IN.value, 0),
            left=counts.get(Phase.SIGN_OUT.value, 0),
            last=sum(counts.values()),
            newest=tuple(LatestSignIn(name, moment_of(at_ms)) for name, at_ms in newest),
        )

    async def admit(self, request: CheckInRequest) -> Admitted:
        return await self._arrivals.ask(request)

    async def lull(self) -> None:
        await self._arrivals.lull()

    async def _admit(self, requests: Sequence[CheckInRequest]) -> list[Admitted | Exception]:
        with refusing():
            return await self._client.plainly(lambda connection: _admit_all(connection, requests))

    async def _read(self, statement: str, *values: object) -> list[Any]:
        with refusing():
            return await self._client.plain_rows(statement, *values)


async def _admit_all(
    connection: Any, requests: Sequence[CheckInRequest]
) -> list[Admitted | Exception]:
    points = await _points(connection, requests)
    registrants = await _registrants(connection, requests, points)
    asked = [
        _Asked(one, points.get(one.stamp.point), registrants.get(n))
        for n, one in enumerate(requests)
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
    if late := counted_already(requests, answers):
        await connection.execute(UNCOUNTED, late)
    return answers


class _Asked:
    """One of a batch: the request, the door it came to, who it is, and why not if not."""

    def __init__(
        self, request: CheckInRequest, point: CheckInPoint | None, registrant: Registrant | None
    ) -> None:
        self.request, self.point, self.registrant = request, point, registrant
        self.refusal = refusal_of(request, point, registrant)

    @property
    def is_somebody(self) -> bool:
        return (
            self.point is not None
            and self.registrant is not None
            and bool(self.registrant.staff_id)
        )

    @property
    def place(self) -> Place:
        assert self.point
        assert self.registrant
        return self.point.cycle_id, self.registrant.staff_id or "", self.request.stamp.phase.value

    @property
    def key(self) -> tuple[str, str]:
        return self.place[1], self.request.key

    def columns(self) -> tuple[Any, ...]:
        assert self.point
        assert self.registrant
        return scan_values(self.request, self.point, self.registrant)

    def admitted(self, times: Mapping[Place, int], *, is_first: bool) -> Admitted:
        assert self.point
        assert self.registrant
        at_ms = times.get(self.place, ms_of(self.request.stamp.at))
        return Admitted(self.point, moment_of(at_ms), is_first, self.registrant.language)


async def _points(connection: Any, requests: Sequence[CheckInRequest]) -> dict[int, CheckInPoint]:
    numbers = list({request.stamp.point for request in requests})
    rows = await connection.fetch(f"SELECT {DOOR} WHERE c.point = ANY($1::int[])", numbers)
    return {row["point"]: point_of(row) for row in rows}


async def _registrants(
    connection: Any, requests: Sequence[CheckInRequest], points: Mapping[int, CheckInPoint]
) -> dict[int, Registrant]:
    asked = [
        (n, point.cycle_id, one.staff_id, one.token_hash or None)
        for n, one in enumerate(requests)
        if (point := points.get(one.stamp.point))
    ]
    rows = await connection.fetch(COMERS, *_columns(asked, 4))
    found = {row["n"]: comer_of(row, requests[row["n"]]) for row in rows if _is_there(row)}
    return {n: registrant for n, registrant in found.items() if registrant}


def _is_there(row: Mapping[str, Any]) -> bool:
    return row["account_id"] is not None or row["staff_id"] is not None


async def _arrive(connection: Any, admissible: Sequence[_Asked]) -> set[Place]:
    """Write those who are new, always in one order, so that no two batches block each other."""
    rows = sorted((*one.place, ms_of(one.request.stamp.at)) for one in admissible)
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

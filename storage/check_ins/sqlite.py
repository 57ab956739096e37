"""The check_ins on SQLite: writes in the connection's thread, reads on a connection of their own.

A read of one row by its key takes some fifteen microseconds, less than handing it to a thread; in
WAL mode it waits for no writer.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
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
    moment_in,
    point_of,
    refusal_of,
    scan_values,
    visitor,
)
from storage.instants import moment_of, ms_of
from storage.refusals import refusing
from storage.sqlite import client_class

BY_TOKEN = f"""SELECT {COMER.format(cycle="?1")} FROM session s
    JOIN account a ON a.id = s.account_id LEFT JOIN staff p ON p.id = a.staff_id
    WHERE s.token_hash = ?2"""  # noqa: S608 - ours
BY_PERSON = f"""SELECT {COMER.format(cycle="?1")} FROM staff p
    LEFT JOIN session s ON FALSE LEFT JOIN account a ON FALSE WHERE p.id = ?2"""  # noqa: S608 - ours
ARRIVE = """INSERT INTO attendance (cycle_id, staff_id, phase, at_ms) VALUES (?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""
ARRIVED = "SELECT at_ms FROM attendance WHERE cycle_id = ? AND staff_id = ? AND phase = ?"
KEEP = f"INSERT OR IGNORE INTO scan ({SCAN}) VALUES ({', '.join('?' * 14)})"  # noqa: S608 - ours
UNCOUNTED = "INSERT INTO uncounted (training_id) VALUES (?)"
KNOWN = "SELECT 1 FROM scan WHERE staff_id = ? AND entry_key = ?"
COUNTS = "SELECT phase, count(*) FROM attendance WHERE cycle_id = ? GROUP BY phase"
NEWEST = """SELECT s.id, p.name, s.at_ms FROM scan s JOIN staff p ON p.id = s.staff_id
    WHERE s.cycle_id = ? AND s.phase = 'sign-in' ORDER BY s.id DESC LIMIT 8"""


class SqliteCheckIns:
    def __init__(self, client: client_class) -> None:
        self._client = client
        self._arrivals: Batch[CheckInRequest, Admitted] = Batch(self._admit)
        self._reader: sqlite3.Connection | None = None

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()

    async def visitor(self, token_hash: str, now: datetime) -> tuple[Account, Session] | None:
        row = self._one(f"SELECT {VISITOR} WHERE s.token_hash = ?", token_hash)
        return visitor(row) if row and moment_in(row["until"]) > now else None

    async def headcount(self, cycle_id: str) -> Headcount:
        counts = dict(map(tuple, self._all(COUNTS, cycle_id)))
        newest = self._all(NEWEST, cycle_id)
        return Headcount(
            arrived=counts.get(Phase.SIGN_IN.value, 0),
            left=counts.get(Phase.SIGN_OUT.value, 0),
            last=sum(counts.values()),
            newest=tuple(LatestSignIn(name, moment_of(at_ms)) for _, name, at_ms in newest),
        )

    async def admit(self, request: CheckInRequest) -> Admitted:
        return await self._arrivals.ask(request)

    async def lull(self) -> None:
        await self._arrivals.lull()

    async def _admit(self, requests: Sequence[CheckInRequest]) -> list[Admitted | Exception]:
        with refusing():
            return await self._client.plainly(lambda connection: _admit_all(connection, requests))

    def _one(self, statement: str, *values: object) -> Any:
        return next(iter(self._all(statement, *values)), None)

    def _all(self, statement: str, *values: object) -> list[Any]:
        with refusing():
            if self._reader is None:
                self._reader = _opened(self._client.filename)
            with closing(self._reader.execute(statement, values)) as rows:
                return rows.fetchall()


def _opened(path: str) -> sqlite3.Connection:
    """Open the file for reading; as it is read in the loop itself, it is never waited for."""
    reader = sqlite3.connect(path, isolation_level=None, timeout=0)
    reader.execute("PRAGMA query_only = ON")
    reader.row_factory = sqlite3.Row
    return reader


def _admit_all(
    connection: sqlite3.Connection, requests: Sequence[CheckInRequest]
) -> list[Admitted | Exception]:
    known: dict[int, CheckInPoint | None] = {}
    for number in {request.stamp.point for request in requests}:
        row = connection.execute(f"SELECT {DOOR} WHERE c.point = ?", (number,)).fetchone()
        known[number] = point_of(row) if row else None
    answers = [_admit_one(connection, request, known[request.stamp.point]) for request in requests]
    connection.executemany(UNCOUNTED, [(one,) for one in counted_already(requests, answers)])
    return answers


def _admit_one(
    connection: sqlite3.Connection, request: CheckInRequest, point: CheckInPoint | None
) -> Admitted | Exception:
    registrant = _comer(connection, request, point) if point else None
    refusal = refusal_of(request, point, registrant)
    if point is None or registrant is None:
        return refusal or AssertionError("nobody comes in without a door and a name")
    if refusal and not _is_known(connection, request, registrant):
        return refusal
    where = (point.cycle_id, registrant.staff_id, request.stamp.phase.value)
    at_ms = ms_of(request.stamp.at)
    is_first = refusal is None and connection.execute(ARRIVE, (*where, at_ms)).rowcount == 1
    if not is_first:
        (at_ms,) = connection.execute(ARRIVED, where).fetchone() or (at_ms,)
    if refusal is None:
        connection.execute(KEEP, scan_values(request, point, registrant))
    return Admitted(point, moment_of(at_ms), is_first, registrant.language)


def _comer(
    connection: sqlite3.Connection, request: CheckInRequest, point: CheckInPoint
) -> Registrant | None:
    asked = (BY_TOKEN, request.token_hash) if request.token_hash else (BY_PERSON, request.staff_id)
    row = connection.execute(asked[0], (point.cycle_id, asked[1])).fetchone()
    return comer_of(row, request) if row else None


def _is_known(
    connection: sqlite3.Connection, request: CheckInRequest, registrant: Registrant
) -> bool:
    """Whether this very entry was recorded when it was sent before: it is not refused now."""
    return connection.execute(KNOWN, (registrant.staff_id, request.key)).fetchone() is not None

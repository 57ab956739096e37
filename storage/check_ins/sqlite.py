"""The check_ins on SQLite: writes in the connection's thread, reads on a connection of their own.

A batch is a handful of statements over its rows: before each row that is read or written by itself
the thread would wait until the loop, which is busy with those who come next, lets it in. A read of
one row by its key takes some fifteen microseconds, less than handing it to a thread; in WAL mode it
waits for no writer.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from functools import lru_cache
from typing import Any

from core.domain.attendance.check_in import Admitted, CheckInRequest, Headcount, LatestSignIn
from core.domain.attendance.schedules import Phase
from core.domain.register import Account, Session
from storage.check_ins.admitting import Ask, Rows, admitting
from storage.check_ins.batch import MOST, Batch
from storage.check_ins.verdicts import COMER, DOOR, SCAN, VISITOR, moment_in, visitor
from storage.instants import moment_of
from storage.refusals import refusing
from storage.sqlite import client_class

DOORS = (
    *("point", "id", "training_id", "name", "place", "starts_at", "ends_at", "policy", "is_open"),
    *("stage", "unit_id"),
)
COMERS = (
    *("n", "until", "only_password", "asks_code", "account_id", "language", "staff_id", "unit_id"),
    "is_named",
)
PLACE = ("cycle_id", "staff_id", "phase")


def _told(names: Sequence[str], statement: str) -> str:
    """Let a statement answer with one row: before each row more the thread has to be let in."""
    told = ", ".join(f"'{name}', {name}" for name in names)
    return f"SELECT json_group_array(json_object({told})) FROM ({statement})"  # noqa: S608 - ours


# What a question's first statement answers is its answer; ROWS stands for the rows asked of.
STATEMENTS = {
    Ask.DOORS: [_told(DOORS, f"SELECT {DOOR} WHERE c.point IN (ROWS)")],
    Ask.COMERS: [
        _told(
            COMERS,
            f"""SELECT w.column1 AS n, {COMER.format(cycle="w.column2")}
            FROM (ROWS) w LEFT JOIN session s ON s.token_hash = w.column4
            LEFT JOIN account a ON a.id = s.account_id
            LEFT JOIN staff p ON p.id = COALESCE(w.column3, a.staff_id)""",  # noqa: S608 - ours
        ),
    ],
    Ask.ARRIVE: [
        _told(
            PLACE,
            """SELECT w.column1 AS cycle_id, w.column2 AS staff_id, w.column3 AS phase
            FROM (ROWS) w WHERE NOT EXISTS (SELECT 1 FROM attendance a WHERE
            a.cycle_id = w.column1 AND a.staff_id = w.column2 AND a.phase = w.column3)""",
        ),
        "INSERT OR IGNORE INTO attendance (cycle_id, staff_id, phase, at_ms) ROWS",
    ],
    Ask.KEEP: [f"INSERT OR IGNORE INTO scan ({SCAN}) ROWS"],
    Ask.KNOWN: [
        _told(
            ("staff_id", "entry_key"),
            """SELECT s.staff_id, s.entry_key FROM (ROWS) w
            JOIN scan s ON s.staff_id = w.column1 AND s.entry_key = w.column2""",
        ),
    ],
    Ask.ARRIVED: [
        _told(
            (*PLACE, "at_ms"),
            """SELECT a.cycle_id, a.staff_id, a.phase, a.at_ms FROM (ROWS) w JOIN attendance a
            ON a.cycle_id = w.column1 AND a.staff_id = w.column2 AND a.phase = w.column3""",
        ),
    ],
    Ask.UNCOUNTED: ["INSERT INTO uncounted (training_id) ROWS"],
}
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

    async def lull(self, patience_seconds: float = 1.0) -> None:
        await self._arrivals.lull(patience_seconds)

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
    asking = admitting(requests)
    try:
        ask, rows = next(asking)
        while True:
            ask, rows = asking.send(_answer(connection, ask, rows))
    except StopIteration as over:
        answers: list[Admitted | Exception] = over.value
        return answers


def _answer(connection: sqlite3.Connection, ask: Ask, rows: Rows) -> Any:
    values = [value for row in rows for value in row]
    statements = _statements(ask, len(rows), len(rows[0]))
    answer, *_ = [connection.execute(one, values).fetchone() for one in statements]
    return json.loads(answer[0]) if answer else ()


@lru_cache(maxsize=2 * MOST)
def _statements(ask: Ask, rows: int, columns: int) -> list[str]:
    row = f"({', '.join('?' * columns)})"
    asked = f"VALUES {', '.join([row] * rows)}"
    return [one.replace("ROWS", asked) for one in STATEMENTS[ask]]

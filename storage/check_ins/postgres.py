"""The check_ins on PostgreSQL: a batch is a handful of statements over arrays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from core.domain.attendance.check_in import Admitted, CheckInRequest, Headcount, LatestSignIn
from core.domain.attendance.schedules import Phase
from core.domain.register import Account, Session
from storage.check_ins.admitting import Ask, admitting
from storage.check_ins.batch import Batch
from storage.check_ins.verdicts import COMER, DOOR, SCAN, VISITOR, visitor
from storage.instants import moment_of
from storage.postgres import client_class
from storage.refusals import refusing

STATEMENTS = {
    Ask.DOORS: f"SELECT {DOOR} WHERE c.point = ANY($1::int[])",
    Ask.COMERS: f"""SELECT w.n, {COMER.format(cycle="w.cycle")}
    FROM unnest($1::int[], $2::text[], $3::text[], $4::text[]) AS w (n, cycle, who, token)
    LEFT JOIN session s ON s.token_hash = w.token
    LEFT JOIN account a ON a.id = s.account_id
    LEFT JOIN staff p ON p.id = COALESCE(w.who, a.staff_id)""",  # noqa: S608 - ours
    Ask.ARRIVE: """INSERT INTO attendance (cycle_id, staff_id, phase, at_ms)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
    ON CONFLICT DO NOTHING RETURNING cycle_id, staff_id, phase""",
    Ask.KEEP: f"""INSERT INTO scan ({SCAN})
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[],
    $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::bigint[], $12::bool[], $13::text[], $14::text[]) ON CONFLICT DO NOTHING""",  # noqa: S608
    Ask.KNOWN: """SELECT s.staff_id, s.entry_key FROM scan s
    JOIN unnest($1::text[], $2::text[]) AS w (who, key)
    ON s.staff_id = w.who AND s.entry_key = w.key""",
    Ask.ARRIVED: """SELECT a.cycle_id, a.staff_id, a.phase, a.at_ms FROM attendance a
    JOIN unnest($1::text[], $2::text[], $3::text[]) AS w (cycle, who, phase)
    ON a.cycle_id = w.cycle AND a.staff_id = w.who AND a.phase = w.phase""",
    Ask.UNCOUNTED: "INSERT INTO uncounted (training_id) SELECT unnest($1::text[])",
}
COUNTS = "SELECT phase, count(*) FROM attendance WHERE cycle_id = $1 GROUP BY phase"
NEWEST = """SELECT p.name, s.at_ms FROM scan s JOIN staff p ON p.id = s.staff_id
    WHERE s.cycle_id = $1 AND s.phase = 'sign-in' ORDER BY s.id DESC LIMIT 8"""


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

    async def lull(self, patience_seconds: float = 1.0) -> None:
        await self._arrivals.lull(patience_seconds)

    async def _admit(self, requests: Sequence[CheckInRequest]) -> list[Admitted | Exception]:
        with refusing():
            return await self._client.plainly(lambda connection: _admit_all(connection, requests))

    async def _read(self, statement: str, *values: object) -> list[Any]:
        with refusing():
            return await self._client.plain_rows(statement, *values)


async def _admit_all(
    connection: Any, requests: Sequence[CheckInRequest]
) -> list[Admitted | Exception]:
    asking = admitting(requests)
    try:
        ask, rows = next(asking)
        while True:
            answer = await connection.fetch(STATEMENTS[ask], *map(list, zip(*rows, strict=True)))
            ask, rows = asking.send(answer)
    except StopIteration as over:
        answers: list[Admitted | Exception] = over.value
        return answers

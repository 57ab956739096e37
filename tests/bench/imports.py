"""People by workbook: how long the one transaction of 5,000 rows is, and who waits meanwhile."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import httpx
import pytest

from core.going import GO_TOGETHER
from core.permissions import area_of
from core.ports import Desk
from core.records.transaction import Transaction
from core.settings import Settings
from storage.desk import open_desk
from tests import cast
from tests.bench.hall import Hall
from tests.people_books import book_of, checked, entered, newcomer, opened
from tests.stories import a_submitted_credit

ROWS = 5_000
PATIENCE_SECONDS = 120
PROGRESS = '<progress class="progress" max="100"'
"""Of a job, not of files that a page can send."""
UNIT = cast.UNIT_ADMINISTRATOR
LAST_BOOK = 60
_books = count(1)


def people(book: int) -> bytes:
    """Return a workbook of people whom no other one has; there are sixty."""
    born = [date(1960 + book, 1, 1) + timedelta(days=number // 900) for number in range(ROWS)]
    return book_of(
        [
            newcomer(
                number,
                证件号码=cast.document_number(born[number], number % 900),
                手机=f"13{book:02}{number:07}",
            )
            for number in range(ROWS)
        ]
    )


class TimedStore:
    """The real store; `seconds` are those of each transaction, from its first to its commit."""

    def __init__(self, desk: Desk) -> None:
        self.reading = desk.store.reading
        self._transaction = desk.store.transaction
        self.seconds: list[float] = []

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        begun = time.perf_counter()
        async with self._transaction() as tx:
            begun = time.perf_counter()  # whoever waits to write is in nobody's way
            yield tx
        self.seconds.append(time.perf_counter() - begun)


async def measure(settings: Settings) -> list[dict[str, object]]:
    """Return how long the longest transaction of an import is; the cast is in the database.

    All rows are new first; then each is corrected, and two sets of people go elsewhere, with a
    claim of each under review.
    """
    content = people(LAST_BOOK)  # who hands in beside the door begins with the first
    async with open_desk(settings) as desk:
        first = await _measured(desk, "import", content)
        await _claim_for(desk, 2 * GO_TOGETHER)
        return [first, await _measured(desk, "import of corrections", corrected(content))]


async def _measured(desk: Desk, measured: str, content: bytes) -> dict[str, object]:
    store = TimedStore(desk)
    timed, begun = replace(desk, store=store), time.perf_counter()
    check = await checked(timed, UNIT.actor, content)
    seen = time.perf_counter()
    job = await entered(timed, UNIT.actor, check)
    assert job.error is None, (job.error, job.outcome)
    return {
        "measured": measured,
        "rows": ROWS,
        "transaction_seconds": max(store.seconds),
        "check_seconds": seen - begun,
        "import_seconds": time.perf_counter() - seen,
    }


def corrected(content: bytes) -> bytes:
    """Return the workbook with another mobile for all, and another place for some."""
    sheet = opened(content)
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, line, strict=True)) for line in sheet.iter_rows(2, values_only=True)]
    for number, row in enumerate(rows):
        row["手机"] = row["手机"].replace("13", "15", 1)
        if number < 2 * GO_TOGETHER:
            row["科室"] = "内科"
    return book_of(rows)


async def _claim_for(desk: Desk, count: int) -> None:
    """Put a claim of each of the first so many newcomers before their department."""
    nurse = cast.NURSE.actor
    claim = await a_submitted_credit(desk, nurse)
    async with desk.store.transaction() as tx:
        newcomers = await tx.people.search(area_of(UNIT.actor), "新人", limit=ROWS)
        first = [one for one in newcomers if int(one.name[2:]) < count]
        for one in first:
            await tx.credits.add(replace(claim, id=desk.ids.new(), staff_id=one.id))


async def importing(browser: httpx.AsyncClient, hall: Hall, draft: str) -> httpx.Response:
    """Hand a workbook in, let it be entered, and wait for the end of it."""
    files = {"file": ("people.xlsx", people(next(_books)), "application/octet-stream")}
    handed = await browser.post("/staff/import", files=files, data={"key": draft})
    check = handed.headers["Location"]
    await _worked_off(browser, check)
    entry = await browser.post(f"{check}/entry")
    assert entry.status_code == 303, entry.text
    await _worked_off(browser, entry.headers["Location"])
    return entry


async def _worked_off(browser: httpx.AsyncClient, path: str) -> None:
    """Look at a job's page until it shows no progress any more."""
    until, page = time.monotonic() + PATIENCE_SECONDS, ""
    while time.monotonic() < until:
        page = (await browser.get(path)).text
        if '<turbo-frame id="job"' in page and PROGRESS not in page:
            return
        await asyncio.sleep(0.2)
    pytest.fail(f"{path} was not worked off in {PATIENCE_SECONDS} seconds:\n{page}")

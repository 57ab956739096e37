"""A database server that refuses, has gone or says nothing more: a sentence, and words kept."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from core.texts import say
from pwa.app import create_app
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.conftest import settings_for
from tests.pwa.conftest import Browser
from tests.pwa.entering import text_of

WORDS = "想了很久才写下的话"
SENT = {"year": "2026", "rule": "paper-core", "remark": WORDS}
REFUSING = """
CREATE FUNCTION refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{}'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER refuse BEFORE INSERT ON credit EXECUTE FUNCTION refuse()
"""
ANSWERS = {
    "53100": ("disk-full", 507),
    "25006": ("database-read-only", 503),
    "42501": ("database-read-only", 503),
    "53200": ("database-busy", 503),
    "55P03": ("database-busy", 503),
    "57014": ("database-busy", 503),
    "58030": ("database-busy", 503),
}
ENDED = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1"


@asynccontextmanager
async def beside(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Be on the same server, but at another database."""
    there = await asyncpg.connect(url.partition("?")[0].rpartition("/")[0] + "/postgres")
    try:
        yield there
    finally:
        await there.close()


@asynccontextmanager
async def nurse_on(url: str, home: Path, clock: MovableClock) -> AsyncIterator[Browser]:
    settings = settings_for(home, f"{url.partition('?')[0]}?minsize=1&maxsize=1&command_timeout=2")
    async with open_desk(settings, clock=clock) as desk:
        browser = Browser(create_app(desk).test_client())
        await browser.sign_in(cast.NURSE.login)
        yield browser


async def refused(browser: Browser, code: str = "database-busy", status: int = 503) -> None:
    answer = await browser.post("/credits/new", SENT)
    page = await text_of(answer)
    assert (answer.status_code, say(f"refusal-{code}") in page) == (status, True), code
    assert WORDS in page
    assert ("Retry-After" in answer.headers) == (status == 503)


async def test_what_a_server_refuses_to_write_is_said_and_the_words_stay(
    postgres_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    there = await asyncpg.connect(postgres_url.partition("?")[0])
    async with nurse_on(postgres_url, tmp_path / "home", clock) as browser:
        for state, (code, status) in ANSWERS.items():
            await there.execute(REFUSING.format(state))
            await refused(browser, code, status)
            await there.execute("DROP FUNCTION refuse CASCADE")
        assert (await browser.post("/credits/new", SENT)).status_code == 303
    await there.close()


async def test_a_server_that_only_reads_ends_lines_or_lets_nobody_in_is_said_and_then_works(
    postgres_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    name = postgres_url.partition("?")[0].rpartition("/")[2]
    async with (
        nurse_on(postgres_url, tmp_path / "home", clock) as browser,
        beside(postgres_url) as there,
    ):
        await there.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        await there.execute(ENDED, name)
        statuses = {(await browser.get("/inbox")).status_code for _ in range(3)}
        assert statuses <= {200, 503}  # the lines that have been ended are busy, once
        await refused(browser, "database-read-only")
        await there.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        await there.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        await there.execute(ENDED, name)
        await refused(browser)
        await refused(browser)
        await there.execute(f"ALTER DATABASE {name} RENAME TO {name}_away")
        await refused(browser)
        await there.execute(f"ALTER DATABASE {name}_away RENAME TO {name}")
        await there.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert (await browser.post("/credits/new", SENT)).status_code == 303


async def test_a_server_that_stops_in_the_middle_is_busy_and_nobody_waits_for_ever(
    postgres_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    name = postgres_url.partition("?")[0].rpartition("/")[2]
    async with (
        nurse_on(postgres_url, tmp_path / "home", clock) as browser,
        beside(postgres_url) as there,
    ):
        found = await there.fetch("SELECT pid FROM pg_stat_activity WHERE datname = $1", name)
        for row in found:
            os.kill(row["pid"], signal.SIGSTOP)
        try:
            await refused(browser)
        finally:
            for row in found:
                os.kill(row["pid"], signal.SIGCONT)
        assert (await browser.post("/credits/new", SENT)).status_code == 303

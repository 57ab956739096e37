"""A server that stands still keeps its connections and says nothing: what open pages make of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.async_api import expect

from core.sessions import end_ways_in
from core.texts import say
from core.usecases.attendance.boards import board_of
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.browser.serving import browsing, signed_in
from tests.conftest import settings_for
from tests.trainings import an_approved_training
from tests.waiting import until

TOP = Path(__file__).parent.parent.parent
SERVER = """
import asyncio, sys
from pathlib import Path
from storage.desk import open_desk
from storage.system import MovableClock
from tests.browser.serving import serving
from tests.conftest import TODAY, settings_for

async def serve(home, url):
    clock = MovableClock()  # it is that day in June, and time goes on
    clock.move(seconds=(TODAY - clock.now()).total_seconds())
    async with open_desk(settings_for(Path(home), url), clock=clock) as desk, serving(desk) as at:
        print(at, flush=True)
        await asyncio.Event().wait()

asyncio.run(serve(*sys.argv[1:]))
"""


@contextmanager
def served(home: Path, url: str) -> Iterator[tuple[str, int]]:
    """A server as a process of its own: where it is, and its number."""
    command = [sys.executable, "-c", SERVER, str(home), url]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.kill()


async def test_an_old_code_goes_by_itself_and_pages_ask_again_when_the_server_stood_still(
    sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    head_nurse, settings = cast.HEAD_NURSE, settings_for(tmp_path / "home", sqlite_url)
    async with open_desk(settings, clock=clock) as desk:
        _, cycle = await an_approved_training(desk, head_nurse.actor, cast.UNIT_ADMINISTRATOR.actor)
        link = await board_of(desk, head_nurse.actor, cycle.training_id, cycle.id)
    with served(settings.home, sqlite_url) as (url, process):
        async with browsing() as browser, signed_in(browser, url, head_nurse) as home:
            board = await home.context.new_page()
            asked: dict[str, int] = {"/live": 0, f"/board/{link}/live": 0}
            for page in (home, board):
                page.on("request", lambda one: asked.update(_counted(asked, one.url, url)))
                await page.clock.install()
            await home.reload()
            await board.goto(f"/board/{link}")
            code, lost = board.locator("[data-code] svg"), board.locator(".board-lost")
            await expect(code).to_be_visible()
            await until(lambda: min(asked.values()) > 0)
            os.kill(process, signal.SIGSTOP)
            before = dict(asked)
            await board.clock.fast_forward(20_000)
            await expect(lost).to_have_text(say("board-lost"))
            await expect(code).to_have_count(0)
            await expect(board.locator("[data-show=typed]")).to_be_empty()
            await home.clock.fast_forward(60_000)
            await until(lambda: all(asked[path] > before[path] for path in asked))
            os.kill(process, signal.SIGCONT)
            await expect(code).to_be_visible()
            await expect(lost).to_be_hidden()
            over = home.locator(".session-over")
            await expect(over).to_have_count(0)
            async with open_desk(settings, clock=clock) as desk, desk.store.transaction() as tx:
                await end_ways_in(tx, head_nurse.account.id, desk.clock.now())
            await home.clock.fast_forward(60_000)
            await expect(over).to_contain_text(say("shell-session-over"))


def _counted(asked: dict[str, int], address: str, url: str) -> dict[str, int]:
    path = address.removeprefix(url)
    return {path: asked[path] + 1} if path in asked else {}

"""A desk on each database, with the cast on it, as fast as a file can be copied."""

import asyncio
import fcntl
import gc
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import asyncpg
import pytest
from hypothesis import settings as hypothesis_settings

from core.domain.dates import SHANGHAI
from core.domain.register import Actor
from core.ports import Desk, Workers
from core.settings import Settings, read_settings
from storage.desk import open_desk
from storage.migrate import migrate
from storage.sample import fill
from storage.system import MovableClock
from tests import cast, thrift
from tests.postgres import running_postgres
from tests.turns import in_turn
from tests.workers import shared_workers

T = TypeVar("T")

DATABASES = os.environ.get("TEST_DATABASES", "sqlite,postgres").split(",")
TODAY = datetime(2026, 6, 15, 10, tzinfo=SHANGHAI)
SECRET = "the same for every test, and long enough"
TEMPLATE = "template_with_cast"
TRUSTED = pytest.StashKey[TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    hypothesis_settings.register_profile("house", deadline=None)  # a busy machine is no defect
    hypothesis_settings.load_profile("house")
    config.addinivalue_line("markers", "house: a rule about all of the code; runs first")
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(thrift.brief()))
    thrift.know_addresses()
    thrift.know_tables()
    thrift.know_what_is_missing()
    thrift.talk_fast()
    thrift.trust_one_authority(Path(config.stash.setdefault(TRUSTED, TemporaryDirectory()).name))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: half of the time a test waits for something else."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (cores or 1) * 3 // 2


def pytest_collectstart() -> None:
    """While tests are read nothing is thrown away: hundreds of passes through memory find that."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What the tests themselves are made of stays: no pass through memory looks at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let those come first that say most or take longest."""
    items[:] = in_turn(items, parts=int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def settings_for(home: Path, database_url: str = "") -> Settings:
    """Return the settings of an installation in the folder `home`."""
    environment = {"CME_HOME": str(home), "CME_SECRET": SECRET, "CME_OCR": "off"}
    settings = read_settings(environment)
    return replace(settings, database_url=database_url or settings.database_url)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end on a loop of its own, whether or not the caller is on one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that the first to ask makes, for all processes of the run. Copy from it."""
    alone = factory.getbasetemp()
    shared = alone.parent if "PYTEST_XDIST_WORKER" in os.environ else alone
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            draft = shared / f"{name}.draft"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            make(draft)
            draft.rename(folder)
    return folder


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file with nothing in it."""

    def make(home: Path) -> None:
        run(migrate(settings_for(home)))

    return once(tmp_path_factory, "empty", make) / "xuefen.db"


@pytest.fixture(scope="session")
def sqlite_template(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file with the cast in it."""

    def make(home: Path) -> None:
        shutil.copy(empty_database, home)
        run(_with_cast(settings_for(home)))

    return once(tmp_path_factory, "template", make) / "xuefen.db"


async def _with_cast(settings: Settings) -> None:
    await migrate(settings)
    async with open_desk(settings) as desk, desk.store.transaction() as tx:
        await cast.add_cast(tx)


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the test run.

    On it a database with the cast is waiting to be copied, made once for all processes of the run.
    """

    def make(home: Path) -> None:
        with running_postgres(kept=home / "data") as server:
            run(on_server(server, f"CREATE DATABASE {TEMPLATE}"))
            run(_with_cast(settings_for(home, server + TEMPLATE)))

    begun = once(tmp_path_factory, "postgres", make) / "data"
    with running_postgres(begun=begun) as server:
        yield server


async def on_server(server: str, statement: str) -> None:
    """Run one statement on the server itself."""
    connection = await asyncpg.connect(server + "postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def filled_sample(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample hospital of TODAY, filled once in the whole run. Copy it."""

    def make(home: Path) -> None:
        shutil.copy(empty_database, home)
        run(_fill_sample(settings_for(home)))

    return once(tmp_path_factory, "sample-hospital", make)


async def _fill_sample(settings: Settings) -> None:
    async with open_desk(settings, clock=MovableClock(TODAY)) as desk:
        await fill(desk, desk.today())


@pytest.fixture
def empty_home(empty_database: Path, tmp_path: Path) -> Path:
    """A home that is up to date, of this test's own; from nothing it would take seconds."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    shutil.copy(empty_database, home)
    return home


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite file of this test's own, with the cast in it; it need not outlive a power cut."""
    shutil.copy(sqlite_template, tmp_path / "xuefen.db")
    return f"sqlite://{tmp_path / 'xuefen.db'}?synchronous=OFF"


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """A PostgreSQL database of this test's own, with the cast in it."""
    name = f"test_{uuid.uuid4().hex}"
    copied = f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"
    run(on_server(postgres_template, copied))
    yield f"{postgres_template}{name}?minsize=1&maxsize=10"
    run(on_server(postgres_template, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A database of this test's own, once SQLite and once PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def clock() -> MovableClock:
    """Shows 2026-06-15 10:00 in Shanghai and stands still; `clock.move(days=1)`."""
    return MovableClock(TODAY)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return settings_for(tmp_path / "home", database_url)


@pytest.fixture(scope="session")
def children() -> Iterator[Workers]:
    """Workers as every desk has them, for all desks of the run one after the other."""
    with shared_workers() as workers:
        yield workers


@pytest.fixture
async def desk(settings: Settings, clock: MovableClock, children: Workers) -> AsyncIterator[Desk]:
    """A desk with the cast, on SQLite and on PostgreSQL; `desk.clock` is `clock`."""
    async with open_desk(settings, clock=clock) as desk:
        yield replace(desk, workers=children)


@pytest.fixture
async def sqlite_desk(
    sqlite_url: str, tmp_path: Path, clock: MovableClock, children: Workers
) -> AsyncIterator[Desk]:
    """A desk with the cast, on SQLite only: for what does not depend on the database."""
    async with open_desk(settings_for(tmp_path / "home", sqlite_url), clock=clock) as desk:
        yield replace(desk, workers=children)


@pytest.fixture
def nurse() -> Actor:
    """闻旦, nurse-in-charge of 护理."""
    return cast.NURSE.actor


@pytest.fixture
def colleague() -> Actor:
    """葛莺莺 of 护理, who has never signed in."""
    return cast.COLLEAGUE.actor


@pytest.fixture
def head_nurse() -> Actor:
    """蔡李铭, who holds the office 330922001 of 护理 and is a member of its staff."""
    return cast.HEAD_NURSE.actor


@pytest.fixture
def physician() -> Actor:
    """王清清 of 内科."""
    return cast.PHYSICIAN.actor


@pytest.fixture
def unit_administrator() -> Actor:
    """刘独秀, who holds the office 330922."""
    return cast.UNIT_ADMINISTRATOR.actor


@pytest.fixture
def second_unit_administrator() -> Actor:
    """方闻, who holds the office 330922 too."""
    return cast.SECOND_UNIT_ADMINISTRATOR.actor


@pytest.fixture
def authority() -> Actor:
    """陆省之, a reviewer of the authority."""
    return cast.AUTHORITY.actor


@pytest.fixture
def stranger() -> Actor:
    """刘一秀, of another hospital."""
    return cast.STRANGER.actor

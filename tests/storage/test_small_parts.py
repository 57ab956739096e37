"""Protection, passwords, publisher, clocks and ids: what stands on the desk beside the store."""

import asyncio
import gc
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic

import pytest
from argon2 import extract_parameters
from cryptography.exceptions import InvalidTag

from storage.check_ins.batch import LULL_SECONDS, Batch
from storage.config import tortoise_config
from storage.passwords import Argon2Passwords, _nobodys_hash
from storage.protection import Protection
from storage.publisher import ProcessPublisher
from storage.right_of_way import RightOfWay
from storage.system import MovableClock, RandomIds, SystemClock
from tests.waiting import PATIENCE_SECONDS, until

DOCUMENT = "33010619850312001X"


def test_a_sealed_document_opens_only_with_its_secret_and_in_its_place() -> None:
    protection = Protection("secret")
    sealed = protection.seal(DOCUMENT, "staff.document:1")
    assert protection.open(sealed, "staff.document:1") == DOCUMENT
    with pytest.raises(InvalidTag):
        protection.open(sealed, "staff.document:2")
    with pytest.raises(InvalidTag):
        Protection("another").open(sealed, "staff.document:1")


def test_the_same_document_is_never_sealed_alike_and_always_found() -> None:
    protection = Protection("secret")
    assert protection.seal(DOCUMENT, "a") != protection.seal(DOCUMENT, "a")
    assert protection.index(DOCUMENT, "a") == protection.index(DOCUMENT, "a")
    assert protection.index(DOCUMENT, "a") != protection.index(DOCUMENT, "b")
    assert protection.index(DOCUMENT, "a") != Protection("another").index(DOCUMENT, "a")


async def test_a_password_fits_its_hash_and_no_other() -> None:
    passwords = Argon2Passwords()
    kept = await passwords.hash("一个苹果")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.fits("一个苹果", kept)
    assert not await passwords.fits("两个苹果", kept)
    assert not await passwords.fits("一个苹果", "not a hash")
    assert not await passwords.fits("nobody's", None)


async def test_an_unknown_account_costs_what_a_known_one_does() -> None:
    """How long an answer takes tells nobody who has an account."""
    kept = await Argon2Passwords().hash("right")
    assert extract_parameters(_nobodys_hash()) == extract_parameters(kept)


async def test_rings_before_one_looks_become_one() -> None:
    publisher = ProcessPublisher()
    nurse, other = publisher.subscribe("nurse"), publisher.subscribe("other")
    publisher.publish(["nurse"])
    publisher.publish({"nurse", "somebody"})
    async with asyncio.timeout(PATIENCE_SECONDS):
        await anext(nurse)
    waiting = [asyncio.ensure_future(anext(one)) for one in (nurse, other)]
    await asyncio.sleep(0)
    assert not any(task.done() for task in waiting)
    publisher.publish(["nurse", "other"])
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*waiting)


async def test_a_listener_that_goes_leaves_nothing_behind() -> None:
    publisher = ProcessPublisher()

    async def stream() -> None:
        async for _ in publisher.subscribe("nurse"):
            pass

    tasks = [asyncio.create_task(stream()) for _ in range(50)]
    await asyncio.sleep(0)
    assert len(publisher._listeners) == 50
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    tasks.clear()
    del task
    await asyncio.sleep(0)
    gc.collect()
    assert len(publisher._listeners) == 0


def test_a_clock_is_moved_and_goes_on() -> None:
    real = SystemClock().now()
    clock = MovableClock()
    clock.move(days=1)
    assert timedelta(days=1) <= clock.now() - real < timedelta(days=1, seconds=5)
    assert clock.now().tzinfo is UTC
    still = MovableClock(datetime(2026, 6, 15, tzinfo=UTC))
    still.move(minutes=30)
    assert still.now() == datetime(2026, 6, 15, 0, 30, tzinfo=UTC)


def test_ids_are_sixteen_letters_and_secrets_forty_three() -> None:
    ids = RandomIds()
    assert all(re.fullmatch("[a-z2-7]{16}", ids.new()) for _ in range(100))
    assert len({ids.new() for _ in range(1000)}) == 1000
    assert re.fullmatch("[A-Za-z0-9_-]{43}", ids.token())


def test_the_address_of_a_database_may_say_more_than_our_defaults() -> None:
    config = tortoise_config("sqlite:///data/x.db?synchronous=OFF")
    credentials = config["connections"]["sqlite"]["credentials"]
    assert credentials["file_path"] == "/data/x.db"
    assert (credentials["synchronous"], credentials["busy_timeout"]) == ("OFF", 15000)
    config = tortoise_config("postgresql://cme:p%40ss@127.0.0.1/cme?maxsize=30")
    credentials = config["connections"]["postgres"]["credentials"]
    assert (credentials["password"], credentials["minsize"], credentials["maxsize"]) == (
        "p@ss",
        2,
        "30",
    )
    for address, cost in (("", "1.1"), ("?random_page_cost=4", "4")):
        config = tortoise_config(f"postgres://cme@127.0.0.1/cme{address}")
        told = config["connections"]["postgres"]["credentials"]["server_settings"]
        assert told == {"lock_timeout": "15s", "jit": "off", "random_page_cost": cost}
    with pytest.raises(ValueError, match="CME_DATABASE_URL"):
        tortoise_config("mysql://x")


async def test_what_goes_behind_waits_and_makes_way() -> None:
    way, may_end, begun, ended = RightOfWay(calm=0), asyncio.Event(), list[str](), list[str]()

    async def work() -> str:
        begun.append("begun")
        try:
            await may_end.wait()
        finally:
            ended.append("ended")
        return "done"

    with way.first():
        behind = asyncio.create_task(way.behind(work))
        await asyncio.sleep(0)
        assert not begun
    for times in range(1, 5):
        await until(partial(lambda so_many: len(begun) == so_many, times))
        with way.first():
            await until(partial(lambda so_many: len(ended) == so_many, times))
    await until(lambda: len(begun) == len(ended) + 1)
    may_end.set()
    assert await behind == "done"


@pytest.mark.parametrize("patience", [0, 0.01])
async def test_what_goes_behind_is_done_beside_the_others_when_patience_is_over(
    patience: float,
) -> None:
    way, may_end, begun = RightOfWay(patience), asyncio.Event(), list[str]()

    async def work() -> str:
        begun.append("begun")
        await may_end.wait()
        return "done"

    with way.first():
        behind = asyncio.create_task(way.behind(work))
        await until(lambda: begun)
    with way.first():
        may_end.set()
        assert await behind == "done"
    assert len(begun) == 1


async def test_long_work_waits_while_people_come_in_but_not_for_ever() -> None:
    async def served(asked: Sequence[int]) -> Sequence[int]:
        return asked

    batch, stop, latest = Batch(served), asyncio.Event(), 0.0

    async def come_in(most: int) -> None:
        nonlocal latest
        while most and not stop.is_set():
            latest = monotonic()
            await batch.ask(1)
            most -= 1

    coming = asyncio.create_task(come_in(100))
    await batch.lull()
    assert monotonic() - latest >= LULL_SECONDS
    await coming
    endless = asyncio.create_task(come_in(-1))
    begun = monotonic()
    await batch.lull(0.5)
    assert monotonic() - begun >= 0.5
    stop.set()
    await endless

"""Heavy work leaves the loop, stays within its bounds and ends when asked."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from core.domain.errors import Refusal
from core.evidence.refusals import BrokenFile, PicturesBusy, TooManyPages
from storage.workers import Bounds, LocalWorkers
from tests.waiting import PATIENCE_SECONDS, until

BOUNDS = Bounds(megabytes=256, cpu_seconds=1, answer_megabytes=1, waiting=1)


@pytest_asyncio.fixture
async def workers() -> AsyncIterator[LocalWorkers]:
    async with LocalWorkers(pictures_waiting=2, children=1, bounds=BOUNDS) as opened:
        yield opened


def spin() -> None:
    while True:
        pass


def a_second() -> int:
    """Take a second of the processor and a little more."""
    begun = time.process_time()
    while time.process_time() < begun + 1.1:
        pass
    return os.getpid()


def hold(begun: threading.Event, go: threading.Event) -> str:
    begun.set()
    go.wait(PATIENCE_SECONDS)
    return threading.current_thread().name


def sleep() -> None:
    time.sleep(600)


def devour() -> int:
    return len(bytearray(2_000_000_000))


def shout() -> bytes:
    return bytes(3_000_000)


def whisper() -> bytes:
    sys.stdout.write("not an answer")
    sys.stdout.flush()
    return b"an answer"


def die() -> None:
    os._exit(3)


def refuse() -> None:
    raise TooManyPages(pages=5000, limit=200)


class SlowToOpen:
    """What takes a child two seconds to read, as its modules do on a busy machine."""

    def __reduce__(self) -> tuple[Callable[[float], None], tuple[float]]:
        return time.sleep, (2,)


def greet(_: object) -> str:
    return "here"


def fail() -> None:
    raise LookupError("a defect")


def own_id() -> int:
    return os.getpid()


def write(path: str) -> None:
    Path(path).write_bytes(b"x")


def secrets() -> list[str]:
    return [name for name in os.environ if name.startswith("CME_")]


def children_of_ours() -> set[int]:
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii")
    return {int(child) for child in found.split()}


async def test_pictures_wait_in_one_thread_and_too_many_are_refused(workers: LocalWorkers) -> None:
    begun, go = threading.Event(), threading.Event()
    first = asyncio.create_task(workers.in_thread(hold, begun, go))
    await until(begun.is_set)
    others = [asyncio.create_task(workers.in_thread(hold, begun, go)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(PicturesBusy):
        await workers.in_thread(hold, begun, go)
    go.set()
    assert set(await asyncio.gather(first, *others)) == {"pictures"}


async def test_a_picture_whose_sender_has_gone_is_not_prepared(workers: LocalWorkers) -> None:
    begun, go, done = threading.Event(), threading.Event(), list[str]()
    first = asyncio.create_task(workers.in_thread(hold, begun, go))
    await until(begun.is_set)
    gone = asyncio.create_task(workers.in_thread(done.append, "gone"))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    go.set()
    await asyncio.gather(first, workers.in_thread(done.append, "here"))
    assert done == ["here"]


@pytest.mark.parametrize("work", [spin, devour, shout, die], ids=lambda work: work.__name__)
async def test_work_beyond_its_bounds_is_stopped_and_its_process_gone(
    workers: LocalWorkers, work: Callable[[], object]
) -> None:
    before = children_of_ours()
    with pytest.raises(BrokenFile):
        await workers.in_bounded_process(work)
    assert children_of_ours() <= before


async def test_work_that_gets_no_time_is_stopped_and_the_machine_to_blame() -> None:
    async with LocalWorkers(bounds=Bounds(wall_seconds=0.5)) as workers:
        with pytest.raises(PicturesBusy):
            await workers.in_bounded_process(sleep)


async def test_a_file_is_not_to_blame_when_somebody_else_ends_its_child(
    workers: LocalWorkers,
) -> None:
    before = children_of_ours()
    working = asyncio.create_task(workers.in_bounded_process(sleep))
    await until(lambda: bool(children_of_ours() - before))
    [child] = children_of_ours() - before
    os.kill(child, signal.SIGKILL)
    with pytest.raises(PicturesBusy):
        await working


async def test_one_bounded_child_is_kept_warm_and_makes_way_in_time() -> None:
    async with LocalWorkers(bounds=Bounds(pieces=3)) as workers:
        children = [await workers.in_bounded_process(own_id) for _ in range(6)]
        assert children == [children[0]] * 3 + [children[3]] * 3
        assert children[0] != children[3]
        os.kill(children[3], signal.SIGKILL)
        assert await workers.in_bounded_process(own_id) not in children


async def test_what_goes_behind_finds_no_child_that_waits_warm(workers: LocalWorkers) -> None:
    child = await workers.in_bounded_process(own_id)

    async def is_there() -> bool:
        return os.path.exists(f"/proc/{child}")  # noqa: ASYNC240 - no disk is asked

    assert await is_there()
    assert not await workers.behind(is_there)
    assert await workers.in_bounded_process(own_id) != child


async def test_each_piece_has_its_own_time_in_a_warm_child(workers: LocalWorkers) -> None:
    assert len({await workers.in_bounded_process(a_second) for _ in range(2)}) == 1


async def test_the_time_that_a_child_takes_to_begin_is_not_the_works() -> None:
    async with LocalWorkers(bounds=Bounds(wall_seconds=1)) as workers:
        assert await workers.in_bounded_process(greet, SlowToOpen()) == "here"


async def test_bounded_work_can_write_no_file_and_sees_no_secret(
    workers: LocalWorkers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CME_SECRET", "ward")
    assert await workers.in_bounded_process(secrets) == []
    with pytest.raises((BrokenFile, RuntimeError)):
        await workers.in_bounded_process(write, str(tmp_path / "left-behind"))
    assert not (tmp_path / "left-behind").exists() or not (tmp_path / "left-behind").stat().st_size


async def test_too_many_bounded_pieces_are_refused(workers: LocalWorkers) -> None:
    outcomes = await asyncio.gather(
        *(workers.in_bounded_process(own_id) for _ in range(5)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes].count(PicturesBusy) == 3
    assert len({outcome for outcome in outcomes if isinstance(outcome, int)}) == 1


@pytest.mark.parametrize("where", ["in_process", "in_bounded_process"])
async def test_refusals_and_defects_come_back_from_a_child(
    workers: LocalWorkers, where: str
) -> None:
    run = getattr(workers, where)
    with pytest.raises(TooManyPages) as refusal:
        await run(refuse)
    assert refusal.value.details == {"pages": 5000, "limit": 200}
    with pytest.raises(RuntimeError, match="a defect"):
        await run(fail)
    assert await run(whisper) == b"an answer"


async def test_the_drawing_child_stays_and_is_replaced_when_it_dies(workers: LocalWorkers) -> None:
    child = await workers.in_process(own_id)
    assert await workers.in_process(own_id) == child != os.getpid()
    with pytest.raises(RuntimeError):
        await workers.in_process(die)
    assert await workers.in_process(own_id) not in {child, os.getpid()}


async def test_a_cancelled_drawing_frees_its_child(workers: LocalWorkers) -> None:
    drawing = asyncio.create_task(workers.in_process(sleep))
    await until(lambda: bool(children_of_ours()))
    drawing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await drawing
    assert await workers.in_process(own_id)


async def test_leaving_ends_running_work_and_waits_for_none() -> None:
    before, begun, go = children_of_ours(), threading.Event(), threading.Event()
    workers = LocalWorkers()
    async with workers:
        running = [
            asyncio.create_task(workers.in_thread(hold, begun, go)),
            asyncio.create_task(workers.in_thread(hold, begun, go)),
            asyncio.create_task(workers.in_process(sleep)),
            asyncio.create_task(workers.in_bounded_process(sleep)),
        ]
        await until(lambda: begun.is_set() and len(children_of_ours() - before) == 2)
        leaving = time.monotonic()
    async with asyncio.timeout(PATIENCE_SECONDS):
        outcomes = await asyncio.gather(*running, return_exceptions=True)
    assert time.monotonic() - leaving < PATIENCE_SECONDS / 3
    assert all(isinstance(outcome, Refusal) for outcome in outcomes)
    await until(lambda: children_of_ours() <= before)
    go.set()
    with pytest.raises(PicturesBusy):
        await workers.in_thread(own_id)
    with pytest.raises(PicturesBusy):
        await workers.in_bounded_process(own_id)


def one_more(numbers: list[int], number: int) -> int:
    numbers.append(number)
    return os.getpid()


def all_of(numbers: list[int]) -> list[int]:
    return numbers


def too_many(numbers: list[int]) -> None:
    raise TooManyPages(pages=len(numbers), limit=0)


async def test_a_child_holds_what_it_made_until_the_end(workers: LocalWorkers) -> None:
    async with workers.holding(list) as numbers:
        children = {await numbers(one_more, number) for number in (1, 2, 3)}
        assert await numbers(all_of) == [1, 2, 3]
        with pytest.raises(TooManyPages):
            await numbers(too_many)
        assert await numbers(all_of) == [1, 2, 3]
    assert len(children) == 1
    assert await workers.in_process(own_id) not in children
    async with workers.holding(list) as numbers:
        assert await numbers(all_of) == []


async def test_a_child_that_dies_with_what_it_holds_makes_way_for_another(
    workers: LocalWorkers,
) -> None:
    with pytest.raises(RuntimeError):
        async with workers.holding(list) as numbers:
            await numbers(dies_holding)
    assert await workers.in_process(own_id)
    holding = asyncio.create_task(_hold_for_long(workers))
    await until(lambda: workers._alive)
    holding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await holding
    assert await workers.in_process(own_id)


def dies_holding(_: object) -> None:
    die()


async def _hold_for_long(workers: LocalWorkers) -> None:
    async with workers.holding(list) as numbers:
        await numbers(sleeps)


def sleeps(_: object) -> None:
    sleep()

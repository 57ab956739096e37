"""The search of a unit that grows: the same words in a small register and in a large one."""

import statistics
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from core.domain.register import Staff
from core.domain.surnames import read_aloud
from core.ports import Desk
from core.usecases.search import search
from storage.desk import open_desk
from storage.models import StaffRow
from storage.queries.register.rows import columns_of, place_of
from storage.queries.search import laid_terms
from storage.queries.sets import to_insert
from tests import cast
from tests.bench.beginnings import begin
from tests.bench.names import names
from tests.conftest import settings_for

ROUNDS, AT_ONCE, GOAL = 31, 5000, 1.5
COMMON = ("王", "wang", "ming", "86000")
RARE = ("8600000007", "33010619850312001X", "没有的人")


def people(count: int) -> Iterator[Staff]:
    """Yield people; those of a small register are the first of a large one."""
    assert cast.NURSE.staff is not None
    for number, name in enumerate(names(count)):
        at = cast.INTERNAL if number % 2 else cast.NURSING
        yield replace(
            cast.NURSE.staff,
            id=f"b{number:015}",
            name=name,
            staff_number=f"86{number:08}",
            born_on=date(1990, 1, 1),
            department_id=at.id,
        )


def _row(one: Staff) -> dict[str, Any]:
    sealed = {"document": b"", "mobile": b""}
    indexes = {"document_index": one.id, "mobile_index": one.id, "version": 1}
    return {"id": one.id, **place_of(one), **columns_of(one), **sealed, **indexes}


async def filled(database_url: str, home: Path, count: int) -> None:
    """Make a register of so many people."""
    settings = settings_for(home, database_url)
    await begin(settings)
    async with open_desk(settings) as desk:
        async with desk.store.transaction() as tx:
            await cast.add_cast(tx)
        everybody = list(people(count))
        for at in range(0, count, AT_ONCE):
            some = everybody[at : at + AT_ONCE]
            async with desk.store.transaction():
                await to_insert(StaffRow, [_row(one) for one in some]).write()
                await laid_terms(some).write()


def _called(name: str) -> tuple[str, str, str]:
    """Return how somebody is looked for: the name, its pinyin, its initials."""
    (syllables, *_) = read_aloud(name)
    return name, "".join(syllables), "".join(one[0] for one in syllables)


async def _asked(desk: Desk, words: str) -> float:
    begun = time.perf_counter()
    await search(desk, cast.UNIT_ADMINISTRATOR.actor, words)
    return 1000 * (time.perf_counter() - begun)


async def measure(registers: Sequence[tuple[str, Path]]) -> AsyncIterator[dict[str, object]]:
    """Yield what each search takes in each register, in the order given, interleaved."""
    async with AsyncExitStack() as stack:
        desks = [
            await stack.enter_async_context(open_desk(settings_for(home, url)))
            for url, home in registers
        ]
        for words in (*COMMON, *_called(next(people(1)).name), *RARE):
            times: list[list[float]] = [[] for _ in desks]
            for _ in range(ROUNDS):
                for desk, taken in zip(desks, times, strict=True):
                    taken.append(await _asked(desk, words))
            medians = [statistics.median(taken[1:]) for taken in times]
            yield {"measured": "search", "words": words, "ms": [round(one, 2) for one in medians],
                   "ratio": medians[-1] / medians[0], "goal": GOAL}  # fmt: skip

"""Phones hang up in the middle of everything; the store goes on."""

import asyncio
import random

from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.ports import Desk
from tests.waiting import PATIENCE_SECONDS

ROUNDS, AT_ONCE = 20, 30


async def _note(desk: Desk, who: Actor) -> None:
    async with desk.store.transaction() as tx:
        await tx.people.get("nursestaff222222")
        tx.journal.add(who, "tested", Subject(SubjectKind.CREDIT, "hang-up"))


async def _hang_up_on(task: asyncio.Task[None], dice: random.Random) -> None:
    for _ in range(dice.randrange(60)):
        await asyncio.sleep(0)
    task.cancel()


async def test_after_600_aborted_transactions_the_store_still_answers(
    desk: Desk, nurse: Actor
) -> None:
    dice = random.Random(20260615)
    for _ in range(ROUNDS):
        tasks = [asyncio.create_task(_note(desk, nurse)) for _ in range(AT_ONCE)]
        await asyncio.gather(*(_hang_up_on(task, dice) for task in tasks))
        await asyncio.gather(*tasks, return_exceptions=True)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*(_note(desk, nurse) for _ in range(AT_ONCE)))
    async with desk.store.transaction() as tx:
        assert await tx.journal.broken_at() is None
        assert len(await tx.journal.of(Subject(SubjectKind.CREDIT, "hang-up"))) >= AT_ONCE


async def test_a_hang_up_at_any_step_leaves_all_or_nothing(desk: Desk, nurse: Actor) -> None:
    async def both(subject: str) -> None:
        async with desk.store.transaction() as tx:
            await tx.accounts.set_language(nurse.account_id, subject)
            tx.journal.add(nurse, "language", Subject(SubjectKind.CREDIT, subject))

    kept = "zh-CN"
    for steps in range(40):
        task = asyncio.create_task(both(str(steps)))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with asyncio.timeout(PATIENCE_SECONDS), desk.store.transaction() as tx:
            language = (await tx.accounts.get(nurse.account_id)).language or "zh-CN"
            written = await tx.journal.of(Subject(SubjectKind.CREDIT, str(steps)))
        assert (language == str(steps)) == bool(written)
        assert language in {kept, str(steps)}
        kept = language


async def test_a_use_case_shielded_from_its_request_is_carried_through(
    desk: Desk, nurse: Actor
) -> None:
    use_case = asyncio.ensure_future(_note(desk, nurse))
    request = asyncio.create_task(_shielded(use_case))
    await asyncio.sleep(0)
    request.cancel()
    await asyncio.gather(request, return_exceptions=True)
    await use_case
    async with desk.store.transaction() as tx:
        assert len(await tx.journal.of(Subject(SubjectKind.CREDIT, "hang-up"))) == 1


async def _shielded(use_case: asyncio.Future[None]) -> None:
    await asyncio.shield(use_case)

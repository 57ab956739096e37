"""A page reads nothing twice; what is written, by itself or later, it sees."""

import pytest

from core.domain.errors import NotFound
from core.domain.register import Actor
from core.ports import Desk
from core.usecases.credits.entry import remove_draft, start_draft
from tests import cast
from tests.statements import statements

NURSE = cast.NURSE.actor


async def read(desk: Desk, who: Actor) -> str:
    async with desk.store.reading() as tx:
        staff = await tx.people.get(str(who.staff_id))
        return (await tx.people.department(staff.department_id)).name


async def test_what_a_page_has_read_it_does_not_read_again(desk: Desk) -> None:
    with statements() as asked, desk.store.remembering():
        name = await read(desk, NURSE)
        once = len(asked)
        assert await read(desk, NURSE) == name
        assert 0 < once == len(asked)
    with statements() as asked:
        await read(desk, NURSE)
        await read(desk, NURSE)
        assert len(asked) == 2 * len(set(asked))


async def test_what_a_page_has_written_it_reads_anew(desk: Desk) -> None:
    draft = await start_draft(desk, NURSE)
    with desk.store.remembering():
        async with desk.store.reading() as tx:
            assert (await tx.credits.get(draft.id)).id == draft.id
        await remove_draft(desk, NURSE, draft.id, seen=draft.version)
        async with desk.store.reading() as tx:
            with pytest.raises(NotFound):
                await tx.credits.get(draft.id)


async def test_who_writes_reads_what_stands_now(desk: Desk) -> None:
    draft = await start_draft(desk, NURSE)
    with desk.store.remembering():
        async with desk.store.reading() as tx:
            before = await tx.credits.get(draft.id)
        async with desk.store.transaction() as tx:
            saved = await tx.credits.save(before)
            assert (await tx.credits.get(draft.id)).version == saved.version


async def test_what_outlives_the_page_remembers_nothing(desk: Desk) -> None:
    draft = await start_draft(desk, NURSE)
    with desk.store.remembering():
        async with desk.store.reading() as tx:
            await tx.credits.get(draft.id)
    await remove_draft(desk, NURSE, draft.id, seen=draft.version)
    async with desk.store.reading() as tx:
        with pytest.raises(NotFound):
            await tx.credits.get(draft.id)

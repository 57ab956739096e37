"""The journal: whoever changes, removes or adds an entry behind its back is found out."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date
from hashlib import sha256

import pytest

from core.domain.credits.credit import Stage
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.ports import Desk
from core.records.journal import EventFilter
from storage.models import JournalHeadRow, JournalRow
from tests import cast
from tests.storage.examples import a_credit


async def note(desk: Desk, who: Actor, *verbs: str) -> None:
    async with desk.store.transaction() as tx:
        for verb in verbs:
            tx.journal.add(who, verb, "credit:1", before={"层": 1}, after={"层": 2})


async def broken_at(desk: Desk) -> int | None:
    async with desk.store.reading() as tx:
        return await tx.journal.broken_at()


async def test_an_entry_says_who_did_what_from_where(desk: Desk, head_nurse: Actor) -> None:
    async with desk.store.transaction() as tx:
        tx.journal.add(
            head_nurse,
            "approved",
            "credit:1",
            before={"stage": Stage.DEPARTMENT_REVIEW},
            after={"stage": Stage.UNIT_REVIEW, "effective_on": date(2026, 6, 16), "rank": None},
        )
    async with desk.store.transaction() as tx:
        (event,) = await tx.journal.of(Subject(SubjectKind.CREDIT, "1"))
        assert await tx.journal.of(Subject(SubjectKind.CREDIT, "2")) == []
    assert (event.at, event.account_id) == (desk.clock.now(), head_nurse.account_id)
    assert (event.who, event.via) == ("330922001 蔡李铭", "127.0.0.1")
    assert event.before == {"stage": "department-review"}
    assert event.after == {"stage": "unit-review", "effective_on": "2026-06-16", "rank": None}


async def test_the_chain_holds_from_the_first_entry_on(desk: Desk, nurse: Actor) -> None:
    assert await broken_at(desk) is None
    await note(desk, nurse, "one", "two")
    await note(desk, nurse)
    await note(desk, nurse, "three")
    assert await broken_at(desk) is None
    async with desk.store.transaction() as tx:
        events = await tx.journal.of(Subject(SubjectKind.CREDIT, "1"))
    assert [event.verb for event in events] == ["one", "two", "three"]


async def test_an_entry_is_sealed_with_all_it_says_as_one_text(desk: Desk, nurse: Actor) -> None:
    async with desk.store.transaction() as tx:
        after = {"on": date(2026, 6, 16), "name": '护"理', "is_open": None, "hundredths": 150}
        tx.journal.add(nurse, "noted", "credit:1", before={"b": 1, "a": "é"}, after=after)
    async with desk.store.reading():
        row = await JournalRow.get(seq=1)
    said = {
        "account": nurse.account_id,
        "after": {"hundredths": 150, "is_open": None, "name": '护"理', "on": "2026-06-16"},
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "before": {"a": "é", "b": 1},
        "label": nurse.label,
        "seq": 1,
        "subject": "credit:1",
        "verb": "noted",
        "via": nurse.via,
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    assert row.hash == sha256(("0" * 64 + text).encode()).hexdigest()


async def test_the_chain_holds_when_many_write_at_once(desk: Desk, nurse: Actor) -> None:
    await asyncio.gather(*(note(desk, nurse, f"{each}a", f"{each}b") for each in range(20)))
    assert await broken_at(desk) is None
    async with desk.store.transaction() as tx:
        verbs = [event.verb for event in await tx.journal.of(Subject(SubjectKind.CREDIT, "1"))]
    assert len(verbs) == 40
    pairs = zip(verbs[::2], verbs[1::2], strict=True)
    assert all(
        (first[:-1], first[-1], second[-1]) == (second[:-1], "a", "b") for first, second in pairs
    )


TAMPERED = {
    "account_id": "somebody",
    "label": "别人",
    "via": "10.0.0.1",
    "verb": "rejected",
    "subject": "credit:2",
    "before": {"层": 0},
    "after": {},
    "hash": "0" * 64,
    "previous_hash": "0" * 64,
}


async def test_a_journal_in_which_others_are_writing_is_whole(desk: Desk, nurse: Actor) -> None:
    is_over = asyncio.Event()

    async def write() -> None:
        while not is_over.is_set():
            await note(desk, nurse, "one")

    writing = [asyncio.create_task(write()) for _ in range(4)]
    try:
        for _ in range(50):
            assert await broken_at(desk) is None
    finally:
        is_over.set()
        await asyncio.gather(*writing)


@pytest.mark.parametrize("column", TAMPERED)
async def test_a_changed_entry_is_found(desk: Desk, nurse: Actor, column: str) -> None:
    await note(desk, nurse, "one", "two", "three")
    async with desk.store.transaction():
        await JournalRow.filter(seq=2).update(**{column: TAMPERED[column]})
    assert await broken_at(desk) == 2


@pytest.mark.parametrize("removed", [1, 2, 3])
async def test_a_removed_entry_is_found(desk: Desk, nurse: Actor, removed: int) -> None:
    await note(desk, nurse, "one", "two", "three")
    async with desk.store.transaction():
        await JournalRow.filter(seq=removed).delete()
    assert await broken_at(desk) == removed


async def test_an_entry_behind_the_head_is_found(desk: Desk, nurse: Actor) -> None:
    await note(desk, nurse, "one", "two", "three")
    async with desk.store.transaction():
        last = await JournalRow.get(seq=2)
        await JournalHeadRow.filter(id=1).update(seq=2, hash=last.hash)
    assert await broken_at(desk) is not None


async def changes(desk: Desk, wanted: EventFilter) -> list[tuple[str, str]]:
    async with desk.store.reading() as tx:
        return [(event.verb, event.subject) for event in await tx.journal.find(wanted)]


async def test_a_page_of_changes_shows_those_of_a_unit_the_newest_first(
    desk: Desk, nurse: Actor, stranger: Actor, authority: Actor
) -> None:
    here, there = (
        a_credit(nurse, desk.clock.now(), "here"),
        a_credit(stranger, desk.clock.now(), "there"),
    )
    async with desk.store.transaction() as tx:
        for credit in (here, there):
            await tx.credits.add(credit)
            tx.journal.add(nurse, "entered", f"credit:{credit.id}")
        tx.journal.add(authority, "signed-in", f"account:{nurse.account_id}")
        tx.journal.add(authority, "counted", "nothing of anybody")
    async with desk.store.transaction() as tx:
        await tx.credits.remove(here)
        tx.journal.add(nurse, "removed", "credit:here")
    ours = EventFilter(unit_id=cast.UNIT.id)
    shown = [
        ("removed", "credit:here"),
        ("signed-in", f"account:{nurse.account_id}"),
        ("entered", "credit:here"),
    ]
    assert await changes(desk, ours) == shown
    assert await changes(desk, replace(ours, verbs=("entered", "removed"))) == [shown[0], shown[2]]
    assert await changes(desk, EventFilter(unit_id=cast.OTHER_UNIT.id)) == [
        ("entered", "credit:there")
    ]
    assert len(await changes(desk, EventFilter(account_id=authority.account_id))) == 2
    async with desk.store.reading() as tx:
        first, *_ = await tx.journal.find(replace(ours, limit=1))
    assert await changes(desk, replace(ours, before=first.seq)) == shown[1:]
    assert await broken_at(desk) is None

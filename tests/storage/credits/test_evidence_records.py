"""Evidence: what lies with a credit, and where else the same file was handed in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.credits.credit import CreditChanged, Stage
from core.domain.credits.readings import Place, ReadField, Reading, ReadingStage, ReadValue
from core.domain.errors import NotFound
from core.domain.register import Actor
from core.ports import Desk
from core.records.transaction import Transaction
from tests.storage.examples import a_credit, a_file

CREDIT = "credit2222222222"


async def test_a_file_reads_back_as_written(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    file = replace(a_file(CREDIT, now), kind=None, fingerprint=None)
    async with desk.store.transaction() as tx:
        await tx.credits.add(a_credit(nurse, now))
        await tx.evidence.add(file, "key")
        assert await tx.evidence.get(file.id) == file
        assert await tx.evidence.of(CREDIT) == [file]
        await tx.evidence.set_kind(file.id, "approval-form")
        assert (await tx.evidence.get(file.id)).kind == "approval-form"
        await tx.evidence.remove(file.id)
        assert await tx.evidence.of(CREDIT) == []
        with pytest.raises(NotFound):
            await tx.evidence.get(file.id)


async def test_a_file_sent_twice_under_one_key_is_kept_once(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.credits.add(a_credit(nurse, now))
        await tx.evidence.add(a_file(CREDIT, now), "key")
        with pytest.raises(CreditChanged):
            await tx.evidence.add(a_file(CREDIT, now, "again"), "key")
        await tx.evidence.add(a_file(CREDIT, now, "other"), "another key")
        assert await tx.evidence.by_key(CREDIT, "key") == a_file(CREDIT, now)
        assert await tx.evidence.by_key("elsewhere", "key") is None


async def test_files_come_in_the_order_they_were_sent(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.credits.add(a_credit(nurse, now))
        for number, name in enumerate("CAB"):
            await tx.evidence.add(a_file(CREDIT, now + timedelta(seconds=number), name), name)
        assert [file.id for file in await tx.evidence.of(CREDIT)] == ["C", "A", "B"]


async def test_the_same_file_is_found_with_everybody_who_submitted_it(
    desk: Desk, nurse: Actor, stranger: Actor, colleague: Actor
) -> None:
    now, review = desk.clock.now(), Stage.UNIT_REVIEW
    mine = a_credit(nurse, now, stage=review)
    theirs = a_credit(stranger, now, "theirs", stage=review)
    async with desk.store.transaction() as tx:
        for credit in (
            mine,
            theirs,
            a_credit(colleague, now, "draft"),
        ):
            await tx.credits.add(credit)
            await tx.evidence.add(a_file(credit.id, now, f"of {credit.id}"[:16]), "key")
        same = await tx.evidence.elsewhere(["draft"])
        assert [one.credit for one in same] == [mine, theirs]
        assert same[1].file == a_file("theirs", now, "of theirs")
        assert await tx.evidence.elsewhere([]) == []


async def test_the_same_paper_is_found_with_everybody_who_submitted_it(
    desk: Desk, nurse: Actor, stranger: Actor
) -> None:
    now, review = desk.clock.now(), Stage.UNIT_REVIEW
    async with desk.store.transaction() as tx:
        for number, (who, credit_id, stage, name) in enumerate(
            (
                (nurse, CREDIT, Stage.DRAFT, "闻旦"),
                (nurse, "theirs", review, "闻旦"),
                (stranger, "of a stranger", review, "闻旦"),
                (stranger, "of another", review, "王清清"),
                (stranger, "a draft", Stage.DRAFT, "闻旦"),
            )
        ):
            await tx.credits.add(a_credit(who, now, credit_id, stage=stage))
            file = a_file(credit_id, now + timedelta(seconds=number), f"of {credit_id}"[:16])
            await tx.evidence.add(replace(file, sha256=f"{number:064}"), "key")
            await tx.readings.ask(file.id, who.account_id, now)
            await tx.readings.save(a_reading(file.id, name), now)
        files = await tx.evidence.of(CREDIT)
        found = await tx.evidence.elsewhere([CREDIT])
        assert [one.credit.id for one in found] == ["theirs", "of a stranger"]
        assert all(one.has_paper_of(files[0]) for one in found)
        assert not any(one.is_same(files[0]) or one.is_alike(files[0]) for one in found)


def a_reading(evidence_id: str, name: str) -> Reading:
    said = {ReadField.NAME: name, ReadField.PROJECT_NUMBER: "2026-01-01-001"}
    values = tuple(
        ReadValue(field, text, text, Place(1, 0, 0, 1, 1)) for field, text in said.items()
    )
    return Reading(evidence_id, ReadingStage.READ, values)


async def alike(tx: Transaction, credit_id: str) -> list[str]:
    """Return whose files look like those of a credit."""
    files = await tx.evidence.of(credit_id)
    found = await tx.evidence.elsewhere([credit_id])
    return [one.credit.id for one in found if any(map(one.is_alike, files))]


async def test_likeness_is_sought_among_ones_own_submitted_files(
    desk: Desk, nurse: Actor, stranger: Actor
) -> None:
    now, review = desk.clock.now(), Stage.UNIT_REVIEW
    async with desk.store.transaction() as tx:
        for credit in (
            a_credit(nurse, now, stage=review),
            a_credit(nurse, now, "earlier", stage=Stage.REJECTED),
            a_credit(nurse, now, "draft"),
            a_credit(stranger, now, "theirs", stage=review),
        ):
            await tx.credits.add(credit)
            await tx.evidence.add(a_file(credit.id, now, f"of {credit.id}"[:16]), "key")
        mine = await tx.evidence.get(f"of {CREDIT}"[:16])
        others = await tx.evidence.others_of(mine, 10)
        await tx.evidence.note_likeness(mine.id, [file.id for file in others])
        assert await alike(tx, CREDIT) == ["earlier"]
        assert await alike(tx, "earlier") == [CREDIT]
        assert await alike(tx, "draft") == [CREDIT]
        assert await alike(tx, "theirs") == []
    assert {file.credit_id for file in others} == {"earlier", "draft"}


async def test_likeness_goes_with_its_files(desk: Desk, nurse: Actor) -> None:
    now, review = desk.clock.now(), Stage.UNIT_REVIEW
    async with desk.store.transaction() as tx:
        for credit in (
            a_credit(nurse, now, stage=review),
            a_credit(nurse, now, "other", stage=review),
        ):
            await tx.credits.add(credit)
            await tx.evidence.add(a_file(credit.id, now, f"of {credit.id}"[:16]), "key")
        assert await tx.evidence.to_compare() is not None
        await tx.evidence.note_likeness("of other", [f"of {CREDIT}"[:16], "gone meanwhile"])
        await tx.evidence.note_likeness("of other", [f"of {CREDIT}"[:16]])
        await tx.evidence.note_likeness("gone meanwhile", ["of other"])
        assert await alike(tx, "other") == [CREDIT]
        await tx.evidence.remove(f"of {CREDIT}"[:16])
        assert await alike(tx, "other") == []
        assert await tx.evidence.to_compare() is None

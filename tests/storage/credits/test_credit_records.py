"""Credits: kept exactly, written by one at a time, listed to whom they concern."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.domain.credits.claims import Claim
from core.domain.credits.counting import Entry
from core.domain.credits.credit import Credit, CreditChanged, Origin, Stage
from core.domain.errors import NotFound
from core.domain.lists import Place, Window
from core.domain.register import Actor
from core.permissions import area_of
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter, CreditOrder
from tests import cast
from tests.storage.examples import a_credit, a_file

COURSE = Claim(
    year=2026,
    category="external",
    rule="external-course",
    quantity=600,
    rank=1,
    details={"project-name": "静脉治疗新进展", "dates": "2026-06-10/2026-06-12"},
    remark="含实践",
)


async def keep(desk: Desk, *credits: Credit) -> None:
    async with desk.store.transaction() as tx:
        for credit in credits:
            await tx.credits.add(credit)


async def find(desk: Desk, area: Area, wanted: CreditFilter | None = None) -> list[str]:
    async with desk.store.transaction() as tx:
        found = await tx.credits.find(area, wanted or CreditFilter())
        assert await tx.credits.counts(area, [wanted or CreditFilter()]) == [len(found)]
    return [credit.id for credit in found]


async def test_a_credit_reads_back_as_written(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    credit = a_credit(
        nurse,
        now,
        claim=COURSE,
        origin=Origin.DEPARTMENT,
        stage=Stage.APPROVED,
        points=200,
        hours=600,
        to_authority=True,
        submitted_at=now + timedelta(seconds=1),
        decided_at=now + timedelta(microseconds=1),
        decided_by="somebody",
        decided_from=Stage.AUTHORITY_REVIEW,
        reason="材料齐全",
        effective_on=date(2026, 6, 16),
        subtype="external",
    )
    await keep(desk, credit)
    async with desk.store.transaction() as tx:
        assert await tx.credits.get(credit.id) == credit
        with pytest.raises(NotFound):
            await tx.credits.get("nothing")


async def test_of_two_who_read_the_same_credit_only_the_first_writes(
    desk: Desk, nurse: Actor
) -> None:
    await keep(desk, a_credit(nurse, desk.clock.now()))

    async def write(reason: str) -> Credit:
        async with desk.store.transaction() as tx:
            return await tx.credits.save(replace(read, reason=reason))

    async with desk.store.transaction() as tx:
        read = await tx.credits.get("credit2222222222")
    answers = await asyncio.gather(*map(write, "ABCDE"), return_exceptions=True)
    assert [type(answer) for answer in answers].count(CreditChanged) == 4
    (saved,) = [answer for answer in answers if isinstance(answer, Credit)]
    async with desk.store.transaction() as tx:
        assert await tx.credits.get(saved.id) == saved
    assert saved.version == 2


async def test_a_credit_that_was_changed_meanwhile_is_not_removed(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    await keep(desk, a_credit(nurse, now))
    async with desk.store.transaction() as tx:
        await tx.evidence.add(a_file("credit2222222222", now), "key")
        old = await tx.credits.get("credit2222222222")
        new = await tx.credits.save(old)
        with pytest.raises(CreditChanged):
            await tx.credits.remove(old)
        assert await tx.evidence.of(new.id)
        await tx.credits.remove(new)
        assert await tx.evidence.of(new.id) == []
        with pytest.raises(NotFound):
            await tx.credits.get(new.id)


async def test_what_was_begun_twice_under_one_key_is_one(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.credits.add(a_credit(nurse, now), "key")
        with pytest.raises(CreditChanged):
            await tx.credits.add(a_credit(nurse, now, "another"), "key")
        begun = await tx.credits.by_key(nurse.account_id, "key")
        assert begun is not None
        assert begun.id == "credit2222222222"
        assert await tx.credits.by_key("somebody", "key") is None


async def test_a_moved_person_takes_their_credits_along(desk: Desk, nurse: Actor) -> None:
    elsewhere = a_credit(nurse, desk.clock.now(), department_id=cast.INTERNAL.id)
    await keep(desk, elsewhere)
    async with desk.store.transaction() as tx:
        assert (await tx.credits.get(elsewhere.id)).department_id == cast.NURSING.id


async def test_a_draft_shows_to_its_person_and_its_enterer_only(
    desk: Desk, nurse: Actor, colleague: Actor, head_nurse: Actor, unit_administrator: Actor
) -> None:
    draft = a_credit(colleague, desk.clock.now(), entered_by=head_nurse.account_id)
    await keep(desk, draft)
    assert await find(desk, area_of(colleague)) == [draft.id]
    assert await find(desk, area_of(head_nurse)) == [draft.id]
    assert await find(desk, area_of(unit_administrator)) == []
    assert await find(desk, area_of(nurse)) == []


async def test_of_everybody_elses_drafts_an_administrator_sees_what_they_entered(
    desk: Desk, nurse: Actor
) -> None:
    head, now = cast.HEAD_NURSE.actor, desk.clock.now()
    entered = a_credit(nurse, now, "entered222222222", entered_by=head.account_id)
    theirs, own = a_credit(nurse, now, "theirs2222222222"), a_credit(head, now)
    waiting = replace(theirs, id="waiting222222222", stage=Stage.UNIT_REVIEW, submitted_at=now)
    await keep(desk, theirs, own, entered, waiting)
    area, others = area_of(head), CreditFilter(not_of=head.staff_id)
    assert area.staff_id == head.staff_id
    assert {*await find(desk, area)} == {own.id, entered.id, waiting.id}
    assert {*await find(desk, area, others)} == {entered.id, waiting.id}
    assert await find(desk, area, replace(others, stages=(Stage.DRAFT,))) == [entered.id]
    by_them = replace(others, entered_by=head.account_id)
    assert await find(desk, area, by_them) == [entered.id]


async def test_a_submitted_credit_shows_to_its_department_and_unit(
    desk: Desk,
    nurse: Actor,
    colleague: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
    authority: Actor,
    stranger: Actor,
) -> None:
    here = a_credit(nurse, desk.clock.now(), stage=Stage.DEPARTMENT_REVIEW)
    await keep(desk, here)
    for who in (nurse, head_nurse, unit_administrator):
        assert await find(desk, area_of(who)) == [here.id]
    for who in (colleague, authority, stranger):
        assert await find(desk, area_of(who)) == []
    assert await find(desk, Area()) == []


async def test_the_authority_sees_what_is_or_was_before_it(
    desk: Desk, nurse: Actor, stranger: Actor, authority: Actor
) -> None:
    now, before = desk.clock.now(), Stage.AUTHORITY_REVIEW
    await keep(
        desk,
        a_credit(nurse, now, "is", stage=before, to_authority=True),
        a_credit(
            stranger, now, "was", stage=Stage.REJECTED, decided_from=before, to_authority=True
        ),
        a_credit(nurse, now, "never", stage=Stage.APPROVED, decided_from=Stage.UNIT_REVIEW),
    )
    assert sorted(await find(desk, area_of(authority))) == ["is", "was"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (CreditFilter(stages=[Stage.UNIT_REVIEW, Stage.APPROVED]), ["course", "paper"]),
        (CreditFilter(origins=[Origin.UNIT]), ["paper"]),
        (CreditFilter(year=2025), ["paper"]),
        (CreditFilter(rule="external-course"), ["course"]),
        (CreditFilter(name="旦"), ["course"]),
        (CreditFilter(name="%"), []),
        (CreditFilter(staff_number="8200000004"), ["paper"]),
        (CreditFilter(staff_number="0004"), []),
        (CreditFilter(staff_id=cast.PHYSICIAN.actor.staff_id), ["paper"]),
        (CreditFilter(not_of=cast.NURSE.actor.staff_id), ["paper"]),
        (CreditFilter(entered_by=cast.NURSE.actor.account_id), ["course"]),
        (CreditFilter(decided_by="somebody"), ["paper"]),
        (CreditFilter(held_from=date(2026, 6, 12)), ["course"]),
        (CreditFilter(held_from=date(2026, 6, 13)), []),
        (CreditFilter(held_to=date(2026, 6, 10)), ["course"]),
        (CreditFilter(held_to=date(2026, 6, 9)), []),
        (CreditFilter(year=2026, stages=[Stage.APPROVED]), []),
    ],
)
async def test_a_list_shows_what_passes_every_filter(
    desk: Desk,
    nurse: Actor,
    physician: Actor,
    unit_administrator: Actor,
    wanted: CreditFilter,
    found: list[str],
) -> None:
    now = desk.clock.now()
    await keep(
        desk,
        a_credit(nurse, now, "course", claim=COURSE, stage=Stage.UNIT_REVIEW),
        a_credit(
            physician,
            now,
            "paper",
            claim=Claim(year=2025, rule="paper"),
            origin=Origin.UNIT,
            stage=Stage.APPROVED,
            decided_by="somebody",
        ),
    )
    assert sorted(await find(desk, area_of(unit_administrator), wanted)) == found


async def test_lists_come_newest_first_and_queues_oldest_first(desk: Desk, nurse: Actor) -> None:
    now, days = desk.clock.now(), [timedelta(days=day) for day in range(5)]
    await keep(
        desk, *(a_credit(nurse, now + day, f"c{day.days}", submitted_at=now - day) for day in days)
    )
    area = area_of(nurse)
    newest = ["c4", "c3", "c2", "c1", "c0"]
    assert await find(desk, area, CreditFilter()) == newest
    assert await find(desk, area, CreditFilter(order=CreditOrder.LONGEST_WAITING)) == newest
    async with desk.store.transaction() as tx:
        second = await tx.credits.page(area, CreditFilter(), Window(Place(2), size=2))
    assert [credit.id for credit in second.rows] == ["c2", "c1"]


async def test_the_engine_is_fed_every_credit_of_the_year_with_a_rule(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    now, approved = desk.clock.now(), Stage.APPROVED
    facts = {"claim": COURSE, "subtype": "external", "points": 200, "hours": 600}
    await keep(
        desk,
        a_credit(nurse, now, "in", stage=approved, effective_on=date(2026, 6, 16), **facts),
        a_credit(nurse, now, "draft", **facts),
        a_credit(nurse, now, "no-rule-yet"),
        a_credit(colleague, now, "theirs", **facts),
        a_credit(nurse, now, "earlier", **{**facts, "claim": replace(COURSE, year=2024)}),
    )
    staff_id = nurse.staff_id or ""
    async with desk.store.transaction() as tx:
        entries = sorted((await tx.credits.entries([(staff_id, 2026)]))[staff_id, 2026])
        assert await tx.credits.years(staff_id) == [2026, 2024]
    same = ("external-course", "external", 200, 600)
    assert entries == [
        Entry("draft", *same, Stage.DRAFT, None),
        Entry("in", *same, approved, date(2026, 6, 16)),
    ]


async def test_an_approved_credit_is_due_from_its_day_until_it_counts(
    desk: Desk, nurse: Actor
) -> None:
    now, day = desk.clock.now(), date(2026, 6, 16)
    approved = a_credit(nurse, now, stage=Stage.APPROVED, effective_on=day)
    await keep(desk, approved, a_credit(nurse, now, "draft"))
    async with desk.store.transaction() as tx:
        assert await tx.credits.due(day - timedelta(days=1), 10) == []
        assert await tx.credits.due(day, 10) == [approved]
        await tx.credits.set_counted([approved.id])
        assert await tx.credits.due(day, 10) == []
        saved = await tx.credits.save(approved)
        assert await tx.credits.due(day, 10) == []
        reviewed = await tx.credits.save(replace(saved, stage=Stage.UNIT_REVIEW))
        await tx.credits.save(replace(reviewed, stage=Stage.APPROVED))
        assert [credit.id for credit in await tx.credits.due(day, 10)] == [approved.id]


async def test_a_project_is_claimed_twice_by_the_same_person_only(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    now, review = desk.clock.now(), Stage.UNIT_REVIEW
    numbered = Claim(year=2026, details={"project-number": "2026-14-01"})
    first = a_credit(nurse, now, "first", claim=numbered, stage=review)
    second = a_credit(nurse, now, "second", claim=replace(numbered, year=2025), stage=review)
    unnumbered = a_credit(nurse, now, "unnumbered", stage=review)
    await keep(
        desk,
        first,
        second,
        unnumbered,
        a_credit(nurse, now, "draft", claim=numbered),
        a_credit(colleague, now, "theirs", claim=numbered, stage=review),
    )
    async with desk.store.transaction() as tx:
        assert (await tx.credits.same_projects([first]))[first.id] == [second]
        assert (await tx.credits.same_projects([unnumbered]))[unnumbered.id] == []


async def test_credits_follow_their_person_to_another_place(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    waits = a_credit(nurse, desk.clock.now(), "waits", stage=Stage.DEPARTMENT_REVIEW)
    await keep(desk, waits)
    assert await find(desk, area_of(head_nurse)) == ["waits"]
    async with desk.store.transaction() as tx:
        staff = await tx.people.get(nurse.staff_id or "")
        await tx.people.move_all([staff], cast.OTHER_DEPARTMENT, desk.today())
        moved = await tx.credits.get("waits")
        assert (moved.unit_id, moved.department_id) == (
            cast.OTHER_UNIT.id,
            cast.OTHER_DEPARTMENT.id,
        )
        await tx.credits.save(replace(waits, reason="read before the move"))
        assert (await tx.credits.get("waits")).unit_id == cast.OTHER_UNIT.id
    assert await find(desk, area_of(head_nurse)) == []
    assert await find(desk, Area(department_id=cast.OTHER_DEPARTMENT.id)) == ["waits"]

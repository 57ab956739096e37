"""Titles and statuses of years: what is applied is what was previewed, and results agree."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as some

from core.domain.changes import PreviewChanged
from core.domain.credits.compliance import Outcome, YearResult
from core.domain.errors import NotAllowed, NotFound, Refusal
from core.domain.register import Actor, RegisterChanged, Session, YearRecord, record_for
from core.domain.rulebook import shipped
from core.domain.standing import (
    AwardDayAhead,
    AwardDayNeeded,
    NothingChosen,
    RecordThere,
    Standing,
    StatusNotInYear,
    TitleNotInYear,
    YearNotOpen,
)
from core.domain.subjects import Subject
from core.ports import Desk
from core.records.messages import Channel, ChatId
from core.results import judged
from core.standing_batch import PersonChange
from core.usecases.credits.compliance import recount_dirty
from core.usecases.register import records, standing
from core.usecases.register.newcomers import NobodyTicked, TooManyTicked
from tests import cast

assert cast.NURSE.staff
assert cast.COLLEAGUE.staff
assert cast.PHYSICIAN.staff
assert cast.STRANGER.staff
NURSE, COLLEAGUE = cast.NURSE.staff.id, cast.COLLEAGUE.staff.id
PHYSICIAN, STRANGER = cast.PHYSICIAN.staff.id, cast.STRANGER.staff.id
DAY = date(2026, 5, 1)
TITLES = [title.code for title in shipped().of(2026).titles]
STATUSES = [status.code for status in shipped().of(2026).statuses]


async def records_of(desk: Desk, staff_id: str) -> dict[int, YearRecord]:
    async with desk.store.reading() as tx:
        return {one.year: one for one in await tx.people.records(staff_id)}


async def forget_record(desk: Desk, staff_id: str, year: int) -> None:
    """Leave a year without a record of its own."""
    async with desk.store.transaction() as tx:
        await tx.records.remove(staff_id, year)


async def batch(
    desk: Desk, who: Actor, people: Sequence[str], wanted: Standing
) -> list[PersonChange]:
    """Look, and do what was seen."""
    seen = await standing.preview_standing(desk, who, people, wanted)
    return await standing.change_standing(desk, who, wanted, digests(seen))


def digests(seen: Sequence[PersonChange]) -> dict[str, str]:
    return {one.staff_id: one.preview.digest for one in seen if one.preview}


async def result_of(desk: Desk, staff_id: str, year: int) -> YearResult:
    async with desk.store.reading() as tx:
        return await judged(tx, staff_id, year, desk.today())


async def stored(desk: Desk, staff_id: str, year: int) -> tuple[Outcome, bool]:
    async with desk.store.reading() as tx:
        (one,) = await tx.results.of([staff_id], year)
    return one.outcome, one.is_dirty


async def test_a_batch_writes_the_record_of_the_year_and_leaves_earlier_ones_alone(
    desk: Desk, unit_administrator: Actor
) -> None:
    await forget_record(desk, COLLEAGUE, 2026)
    was = {one: await records_of(desk, one) for one in (NURSE, COLLEAGUE)}
    wanted = Standing(2026, title="associate-chief-nurse", title_awarded_on=DAY)
    done = await batch(desk, unit_administrator, [NURSE, COLLEAGUE], wanted)
    assert [one.is_changed for one in done] == [True, True]
    for staff_id, before in was.items():
        after = await records_of(desk, staff_id)
        assert {year: after[year] for year in range(2019, 2026)} == {
            year: before[year] for year in range(2019, 2026)
        }
        applied = record_for(before.values(), 2026)
        assert applied
        own = 2026 in before
        assert after[2026] == replace(
            applied,
            year=2026,
            title="associate-chief-nurse",
            title_awarded_on=DAY,
            version=applied.version + 1 if own else 1,
        )
        async with desk.store.reading() as tx:
            staff = await tx.people.get(staff_id)
        assert (staff.title, staff.title_awarded_on) == ("associate-chief-nurse", DAY)


async def test_a_year_gone_by_changes_its_record_and_not_what_somebody_is_now(
    desk: Desk, unit_administrator: Actor
) -> None:
    done = await batch(desk, unit_administrator, [NURSE], Standing(2024, status="maternity-leave"))
    (year,) = [one for it in done if it.preview for one in it.preview.felt]
    assert year.year == 2024
    assert (await records_of(desk, NURSE))[2024].status == "maternity-leave"
    async with desk.store.reading() as tx:
        assert (await tx.people.get(NURSE)).status == "active"


async def test_the_preview_names_whose_year_turns_and_the_result_is_the_engines(
    desk: Desk, unit_administrator: Actor
) -> None:
    wanted = Standing(2026, status="maternity-leave")
    (seen,) = await standing.preview_standing(desk, unit_administrator, [NURSE], wanted)
    assert seen.preview
    (turn,) = seen.preview.felt
    assert (turn.now.before.outcome, turn.now.after.outcome) == (
        Outcome.NOT_MET,
        Outcome.NOT_REQUIRED,
    )
    await standing.change_standing(desk, unit_administrator, wanted, digests([seen]))
    assert await result_of(desk, NURSE, 2026) == turn.now.after
    assert await stored(desk, NURSE, 2026) == (Outcome.NOT_REQUIRED, False)
    assert await recount_dirty(desk, Actor.system()) == 0


async def test_each_person_has_an_outcome_of_their_own(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor
) -> None:
    """Done, nothing to do, changed since it was looked at, outside the scope."""
    await batch(desk, unit_administrator, [COLLEAGUE], Standing(2026, status="residency"))
    wanted = Standing(2026, status="residency")
    people = [NURSE, COLLEAGUE, head_nurse.staff_id or "", PHYSICIAN, STRANGER]
    seen = digests(await standing.preview_standing(desk, head_nurse, people, wanted))
    assert set(seen) == {NURSE, COLLEAGUE, head_nurse.staff_id}
    await batch(desk, unit_administrator, [NURSE], Standing(2026, status="retired"))
    done = await standing.change_standing(
        desk, head_nurse, wanted, seen | {PHYSICIAN: "", STRANGER: ""}
    )
    told = {one.staff_id: (one.is_changed, type(one.refusal)) for one in done}
    assert told == {
        NURSE: (False, PreviewChanged),
        COLLEAGUE: (False, type(None)),
        head_nurse.staff_id: (True, type(None)),
        PHYSICIAN: (False, NotFound),
        STRANGER: (False, NotFound),
    }
    assert (await records_of(desk, NURSE))[2026].status == "retired"
    assert (await records_of(desk, PHYSICIAN))[2026].status == "active"
    assert [one.staff for one in done if one.staff_id in (PHYSICIAN, STRANGER)] == [None, None]


async def test_who_moved_away_meanwhile_is_not_found_and_not_changed(
    desk: Desk, head_nurse: Actor
) -> None:
    wanted = Standing(2026, status="retired")
    seen = digests(await standing.preview_standing(desk, head_nurse, [NURSE, COLLEAGUE], wanted))
    async with desk.store.transaction() as tx:
        await tx.people.move_all([await tx.people.get(NURSE)], cast.INTERNAL, desk.today())
    done = await standing.change_standing(desk, head_nurse, wanted, seen)
    assert {one.staff_id: type(one.refusal) for one in done} == {
        NURSE: NotFound,
        COLLEAGUE: type(None),
    }
    assert (await records_of(desk, NURSE))[2026].status == "active"


async def test_of_two_batches_at_once_one_is_told_that_things_have_changed(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor
) -> None:
    changes = [
        (head_nurse, Standing(2026, status="retired")),
        (unit_administrator, Standing(2026, status="residency")),
    ]
    people = [NURSE, COLLEAGUE]
    seen = [
        digests(await standing.preview_standing(desk, who, people, wanted))
        for who, wanted in changes
    ]
    both = await asyncio.gather(
        *(
            standing.change_standing(desk, who, wanted, digest)
            for (who, wanted), digest in zip(changes, seen, strict=True)
        )
    )
    for staff_id in people:
        mine = [one for done in both for one in done if one.staff_id == staff_id]
        assert sorted(one.is_changed for one in mine) == [False, True]
        (won,) = [
            wanted
            for (_, wanted), done in zip(changes, both, strict=True)
            for one in done
            if one.staff_id == staff_id and one.is_changed
        ]
        assert (await records_of(desk, staff_id))[2026].status == won.status


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (Standing(2026), NothingChosen),
        (Standing(2026, title="chief-nurse"), AwardDayNeeded),
        (Standing(2026, title="chief-nurse", title_awarded_on=date(2026, 6, 16)), AwardDayAhead),
        (Standing(2018, status="retired"), YearNotOpen),
        (Standing(2028, status="retired"), YearNotOpen),
    ],
)
async def test_what_cannot_be_of_a_batch_is_refused(
    sqlite_desk: Desk, head_nurse: Actor, wanted: Standing, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        await standing.preview_standing(sqlite_desk, head_nurse, [NURSE], wanted)
    with pytest.raises(refusal):
        await standing.change_standing(sqlite_desk, head_nurse, wanted, {NURSE: ""})


async def test_a_title_or_status_that_the_year_does_not_know_is_refused_to_each(
    sqlite_desk: Desk, head_nurse: Actor
) -> None:
    for wanted, refusal in (
        (Standing(2026, title="wizard", title_awarded_on=DAY), TitleNotInYear),
        (Standing(2026, status="flying"), StatusNotInYear),
    ):
        (one,) = await standing.preview_standing(sqlite_desk, head_nurse, [NURSE], wanted)
        assert (type(one.refusal), one.preview) == (refusal, None)
        (done,) = await standing.change_standing(sqlite_desk, head_nurse, wanted, {NURSE: ""})
        assert type(done.refusal) is refusal
    assert (await records_of(sqlite_desk, NURSE))[2026].title == "nurse-in-charge"


async def test_a_batch_is_for_somebody_and_not_for_too_many(
    sqlite_desk: Desk, head_nurse: Actor, nurse: Actor
) -> None:
    wanted = Standing(2026, status="retired")
    with pytest.raises(NobodyTicked):
        await standing.preview_standing(sqlite_desk, head_nurse, [], wanted)
    with pytest.raises(TooManyTicked):
        await standing.preview_standing(sqlite_desk, head_nurse, ["x"] * 501, wanted)
    with pytest.raises(NotAllowed):
        await standing.preview_standing(sqlite_desk, nurse, [NURSE], wanted)


async def test_the_journal_has_each_field_before_and_after_under_the_person(
    desk: Desk, unit_administrator: Actor
) -> None:
    await batch(desk, unit_administrator, [NURSE], Standing(2025, status="advanced-study"))
    async with desk.store.reading() as tx:
        (event,) = await tx.journal.of(Subject("staff", NURSE))
    assert (event.verb, event.unit_id) == ("record-changed", cast.UNIT.id)
    assert (event.before, event.after) == (
        {"status": "active"},
        {"status": "advanced-study", "year": 2025},
    )


# ------------------------------------------------------------------ one person's records


async def test_a_record_is_added_edited_and_taken_away_one_a_year(
    desk: Desk, head_nurse: Actor
) -> None:
    await forget_record(desk, NURSE, 2025)
    wanted = Standing(2025, "chief-nurse", "active", DAY, remark="  补录 ")
    would = await records.preview_record(desk, head_nurse, NURSE, wanted, is_new=True)
    await records.put_record(desk, head_nurse, NURSE, wanted, is_new=True, seen=would.digest)
    added = (await records_of(desk, NURSE))[2025]
    assert (added.title, added.title_awarded_on, added.remark) == ("chief-nurse", DAY, "补录")
    assert added.unit_id == cast.UNIT.id
    with pytest.raises(RecordThere):
        await records.preview_record(desk, head_nurse, NURSE, wanted, is_new=True)
    other = replace(wanted, title="nurse", title_awarded_on=None, remark="")
    would = await records.preview_record(desk, head_nurse, NURSE, other, is_new=False)
    await records.put_record(desk, head_nurse, NURSE, other, is_new=False, seen=would.digest)
    edited = (await records_of(desk, NURSE))[2025]
    assert (edited.title, edited.title_awarded_on, edited.remark, edited.version) == (
        *("nurse", None, ""),
        2,
    )
    would = await records.preview_removal(desk, head_nurse, NURSE, 2025)
    await records.remove_record(desk, head_nurse, NURSE, 2025, seen=would.digest)
    assert 2025 not in await records_of(desk, NURSE)
    with pytest.raises(NotFound):
        await records.preview_removal(desk, head_nurse, NURSE, 2025)
    with pytest.raises(RegisterChanged):
        await records.preview_record(desk, head_nurse, NURSE, wanted, is_new=False)
    assert await recount_dirty(desk, Actor.system()) == 0


async def test_the_second_of_two_editors_writes_nothing(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor
) -> None:
    mine = Standing(2026, "chief-nurse", "active", DAY, remark="")
    yours = replace(mine, status="retired")
    seen = await records.preview_record(desk, head_nurse, NURSE, mine, is_new=False)
    theirs = await records.preview_record(desk, unit_administrator, NURSE, yours, is_new=False)
    await records.put_record(
        desk, unit_administrator, NURSE, yours, is_new=False, seen=theirs.digest
    )
    with pytest.raises(PreviewChanged):
        await records.put_record(desk, head_nurse, NURSE, mine, is_new=False, seen=seen.digest)
    assert (await records_of(desk, NURSE))[2026].status == "retired"
    again = await records.preview_record(desk, head_nurse, NURSE, mine, is_new=False)
    assert ("status", "retired", "active") in [one[1:] for one in again.changes]


async def test_records_of_others_are_not_found(desk: Desk, head_nurse: Actor, nurse: Actor) -> None:
    wanted = Standing(2026, "chief-nurse", "active", DAY)
    for staff_id in (PHYSICIAN, STRANGER, "missing222222222"):
        with pytest.raises(NotFound):
            await records.read_records(desk, head_nurse, staff_id)
        with pytest.raises(NotFound):
            await records.preview_record(desk, head_nurse, staff_id, wanted, is_new=False)
        with pytest.raises(NotFound):
            await records.put_record(desk, head_nurse, staff_id, wanted, is_new=False, seen="")
        with pytest.raises(NotFound):
            await records.remove_record(desk, head_nurse, staff_id, 2026, seen="")
    with pytest.raises(NotAllowed):
        await records.read_records(desk, nurse, NURSE)


async def test_who_has_left_is_signed_out_at_once(desk: Desk, unit_administrator: Actor) -> None:
    now = desk.clock.now()
    account = cast.NURSE.account.id
    async with desk.store.transaction() as tx:
        session = Session("session222222222", account, now, now, "127.0.0.1", "phone", False)
        await tx.sessions.add(session, "hash", now.replace(year=2027))
        await tx.chats.link(ChatId(Channel.TELEGRAM, "7"), account)
    await batch(desk, unit_administrator, [NURSE], Standing(2026, status="left"))
    async with desk.store.reading() as tx:
        assert await tx.sessions.of(account, now) == []
        assert await tx.chats.of(account) == []
        assert (await tx.people.get(NURSE)).status == "left"


EDITS = some.lists(
    some.tuples(
        some.sampled_from([2024, 2025, 2026, 2027]),
        some.sampled_from(["batch", "put", "remove"]),
        some.sampled_from(TITLES),
        some.sampled_from(STATUSES),
    ),
    min_size=1,
    max_size=5,
)


@examples(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(EDITS)
async def test_whatever_is_done_to_records_is_what_was_previewed(
    sqlite_desk: Desk, edits: list[tuple[int, str, str, str]]
) -> None:
    desk, who = sqlite_desk, cast.HEAD_NURSE.actor
    for year, act, title, status in edits:
        wanted = Standing(year, title, status, DAY, remark="")
        was = await records_of(desk, NURSE)
        if act == "batch":
            wanted = replace(wanted, remark=None)
            (one,) = await batch(desk, who, [NURSE], wanted)
            made = one.preview
        elif act == "put":
            is_new = year not in was
            would = await records.preview_record(desk, who, NURSE, wanted, is_new=is_new)
            made = await records.put_record(
                desk, who, NURSE, wanted, is_new=is_new, seen=would.digest
            )
        elif year in was:
            would = await records.preview_removal(desk, who, NURSE, year)
            made = await records.remove_record(desk, who, NURSE, year, seen=would.digest)
        else:
            continue
        assert made
        for turn in made.years:
            assert await result_of(desk, NURSE, turn.year) == turn.now.after
            assert await stored(desk, NURSE, turn.year) == (turn.now.after.outcome, False)
        after = await records_of(desk, NURSE)
        untouched = {one: it for one, it in was.items() if one != year}
        assert untouched == {one: it for one, it in after.items() if one != year}


async def test_a_record_that_does_not_say_when_its_title_was_awarded_leaves_the_day_that_is_known(
    desk: Desk, unit_administrator: Actor
) -> None:
    async with desk.store.transaction() as tx:
        await tx.people.save(replace(await tx.people.get(NURSE), title_awarded_on=DAY))
    await batch(desk, unit_administrator, [NURSE], Standing(2026, status="retired"))
    async with desk.store.reading() as tx:
        staff = await tx.people.get(NURSE)
    assert (staff.status, staff.title_awarded_on) == ("retired", DAY)

"""A unit changes a rule: who may, what is kept of it, and what is counted by it from then on."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from core.domain.credits.compliance import Outcome, YearResult
from core.domain.credits.credit import Stage
from core.domain.errors import NotAllowed, NotFound
from core.domain.points import ONE
from core.domain.register import Actor
from core.domain.rulebook import OwnRow, OwnRowFault, RulebookChanged, SourceNeeded, shipped
from core.domain.subjects import Subject, SubjectKind
from core.ports import Desk
from core.results import hold, recount
from core.usecases.credits.compliance import read_year, recount_dirty
from core.usecases.credits.entry import revise_draft, submit_credit
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import read_credit
from core.usecases.register.people import edit_person
from core.usecases.rulebook import change_rule_row, read_rulebook
from core.wording.credits import arithmetic
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.conftest import settings_for
from tests.pwa.years import put_credit
from tests.stories import PAPER, a_complete_draft, a_submitted_credit
from tests.waiting import PATIENCE_SECONDS

NURSE, STRANGER = "nursestaff222222", "strangerstaff222"
ORDER = "海卫科教〔2026〕7号"
EASIER = {"min_credits": 2, "min_hours": None}


async def easier(desk: Desk, who: Actor, seen: int = 0, **other: Any) -> OwnRow:
    """Let 2 credits be enough for those of the intermediate level."""
    asked: dict[str, Any] = {"year": 2026, "code": "intermediate", "values": EASIER} | other
    year, code, values = asked["year"], asked["code"], asked["values"]
    return await change_rule_row(
        desk, who, year, "standards", code, values, seen=seen, source=asked.get("source", ORDER)
    )


async def better_paper(desk: Desk, who: Actor, ranks: list[int], seen: int = 0) -> OwnRow:
    values: Mapping[str, Any] = {"measure": {"kind": "by-author-rank", "ranks": ranks}}
    return await change_rule_row(
        desk, who, 2026, "rules", "paper-core", values, seen=seen, source=ORDER
    )


async def result(desk: Desk, staff_id: str = NURSE, year: int = 2026) -> YearResult:
    who = cast.STRANGER.actor if staff_id == STRANGER else cast.NURSE.actor
    return (await read_year(desk, who, staff_id, year)).result


async def stored(desk: Desk, staff_id: str = NURSE) -> tuple[Outcome, bool]:
    async with desk.store.reading() as tx:
        (kept,) = await tx.results.of([staff_id], 2026)
    return kept.outcome, kept.is_dirty


# ------------------------------------------------------------------ what it does


async def test_a_changed_standard_changes_a_result_without_a_restart(
    desk: Desk, unit_administrator: Actor
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 3 * ONE)
    assert (await result(desk)).outcome is Outcome.NOT_MET
    await easier(desk, unit_administrator)
    assert (await result(desk)).outcome is Outcome.MET
    assert await stored(desk) == (Outcome.NOT_MET, True)
    assert await recount_dirty(desk, Actor.system()) == 1
    assert await stored(desk) == (Outcome.MET, False)


async def test_a_withdrawn_row_brings_the_shipped_value_back(
    desk: Desk, unit_administrator: Actor
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 3 * ONE)
    row = await easier(desk, unit_administrator)
    again = await easier(desk, unit_administrator, row.version, values=None, source="")
    assert again.version == row.version + 1
    assert (await result(desk)).outcome is Outcome.NOT_MET
    assert await read_rulebook(desk, unit_administrator, 2026) == shipped().of(2026)
    with pytest.raises(NotFound):
        await easier(desk, unit_administrator, again.version, values=None)
    await easier(desk, unit_administrator, again.version)
    assert (await result(desk)).outcome is Outcome.MET


async def test_a_units_rows_do_not_touch_another_unit(
    desk: Desk, unit_administrator: Actor, stranger: Actor
) -> None:
    for person in (cast.NURSE, cast.STRANGER):
        await put_credit(desk, person, "危重症护理新进展", 3 * ONE)
    await easier(desk, unit_administrator, code="junior")
    await easier(desk, unit_administrator)
    assert (await result(desk, STRANGER)).outcome is Outcome.NOT_MET
    assert await read_rulebook(desk, stranger, 2026) == shipped().of(2026)
    assert await stored(desk, STRANGER) == (Outcome.NOT_MET, False)


async def test_a_year_is_judged_by_the_rules_of_the_unit_of_its_record(
    desk: Desk, unit_administrator: Actor
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 3 * ONE)
    await easier(desk, unit_administrator)
    async with desk.store.transaction() as tx:
        (record,) = [one for one in await tx.people.records(NURSE) if one.year == 2026]
        elsewhere = {"unit_id": cast.OTHER_UNIT.id, "department_id": cast.OTHER_DEPARTMENT.id}
        await tx.records.put([replace(record, **elsewhere)])
        await hold(tx, {(NURSE, 2026)})
    assert (await result(desk)).outcome is Outcome.NOT_MET
    assert await stored(desk) == (Outcome.NOT_MET, True)


async def test_a_standard_of_one_kind_of_staff_judges_that_kind_only(
    desk: Desk, unit_administrator: Actor
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 3 * ONE)
    await easier(desk, unit_administrator, code="intermediate/chinese-medicine")
    assert (await result(desk)).outcome is Outcome.NOT_MET
    async with desk.store.reading() as tx:
        seen = (await tx.people.get(NURSE)).version
    await edit_person(desk, unit_administrator, NURSE, {"staff_kind": "中医"}, seen=seen)
    judged = await result(desk)
    assert (judged.outcome, judged.is_own_standard) == (Outcome.MET, True)
    assert (await result(desk, year=2025)).outcome is not Outcome.MET, "earlier years stay"
    await recount_dirty(desk, Actor.system())
    assert await stored(desk) == (Outcome.MET, False)
    row = await easier(
        desk, unit_administrator, 1, code="intermediate/chinese-medicine", values=None, source=""
    )
    assert row.version == 2
    await recount_dirty(desk, Actor.system())
    assert await stored(desk) == (Outcome.NOT_MET, False)


async def test_only_years_that_may_count_by_the_row_are_counted_again(
    desk: Desk, unit_administrator: Actor
) -> None:
    for year in (2025, 2026):
        await put_credit(desk, cast.NURSE, "危重症护理新进展", 3 * ONE, year=year)
    await easier(desk, unit_administrator)
    async with desk.store.reading() as tx:
        assert await tx.results.dirty(10) == [(NURSE, 2026)]


async def test_a_submitted_credit_keeps_its_points_and_a_draft_gets_the_new_ones(
    desk: Desk, nurse: Actor, unit_administrator: Actor
) -> None:
    before = await a_submitted_credit(desk, nurse, subject="first")
    draft = await a_complete_draft(desk, nurse, subject="second")
    await better_paper(desk, unit_administrator, [20, 10])
    sheet = await read_credit(desk, nurse, before.id)
    assert sheet.credit.points == before.points == 15 * ONE
    assert "15.0" in arithmetic(sheet.credit, sheet.book)
    assert "20.0" not in arithmetic(sheet.credit, sheet.book)
    assert (await read_credit(desk, nurse, draft.id)).credit.points == 20 * ONE
    after = await submit_credit(desk, nurse, draft.id, seen=draft.version)
    assert (after.stage, after.points) == (Stage.DEPARTMENT_REVIEW, 20 * ONE)
    lines = {line.credit.id: line for line in (await list_own_credits(desk, nurse)).rows}
    assert lines[after.id].book.is_own("rules", "paper-core")


async def test_a_rank_that_the_rule_no_longer_gives_anything_for_is_told_and_breaks_nothing(
    desk: Desk, nurse: Actor, unit_administrator: Actor
) -> None:
    second = {**PAPER, "rank": "第二作者"}
    waiting = await a_submitted_credit(desk, nurse, second, subject="first")
    draft = await a_complete_draft(desk, nurse, second, subject="second")
    await better_paper(desk, unit_administrator, [20])
    assert (await read_credit(desk, nurse, waiting.id)).credit.points == 10 * ONE
    sheet = await read_credit(desk, nurse, draft.id)
    assert [fault.code for fault in sheet.faults] == ["not-a-rank"]
    revision = await revise_draft(desk, nurse, draft.id, {"rank": "第一作者"})
    assert revision.credit.points == 20 * ONE


async def test_somebody_without_a_record_is_counted_again_where_they_move_to(
    desk: Desk, unit_administrator: Actor
) -> None:
    async with desk.store.transaction() as tx:
        await hold(tx, {(NURSE, 2018)})
        await recount(tx, NURSE, 2018, desk.today())
        await tx.people.move_all([await tx.people.get(NURSE)], cast.OTHER_DEPARTMENT, desk.today())
        assert await tx.results.dirty(10) == [(NURSE, 2018)]


# ------------------------------------------------------------------ who, and what is kept


async def test_the_journal_tells_who_changed_what_on_which_ground(
    desk: Desk, unit_administrator: Actor
) -> None:
    row = await easier(desk, unit_administrator)
    assert (row.by, row.at) == (unit_administrator.account_id, desk.clock.now())
    await easier(desk, unit_administrator, row.version, values=None, source="")
    async with desk.store.reading() as tx:
        changed, withdrawn = await tx.journal.of(Subject(SubjectKind.UNIT, cast.UNIT.id))
    assert (changed.verb, withdrawn.verb) == ("rule-changed", "rule-withdrawn")
    assert changed.before["values"] is None
    assert changed.after == {
        "year": 2026,
        "table": "standards",
        "code": "intermediate",
        "values": EASIER,
        "source": ORDER,
    }
    assert (withdrawn.before, withdrawn.after["values"]) == (changed.after, None)


async def test_only_a_units_administrator_changes_its_rules(
    desk: Desk, nurse: Actor, head_nurse: Actor, authority: Actor
) -> None:
    for who in (nurse, head_nurse, authority):
        with pytest.raises(NotAllowed):
            await easier(desk, who)


async def test_a_change_on_an_old_version_is_refused(
    desk: Desk, unit_administrator: Actor, second_unit_administrator: Actor
) -> None:
    row = await easier(desk, unit_administrator)
    for seen in (0, row.version + 1):
        with pytest.raises(RulebookChanged):
            await easier(desk, second_unit_administrator, seen, values={"min_credits": 9})
    assert (await read_rulebook(desk, unit_administrator, 2026)).standard(
        "intermediate"
    ).min_credits == 2 * ONE


async def test_two_at_once_change_a_row_once(
    desk: Desk, unit_administrator: Actor, second_unit_administrator: Actor
) -> None:
    both = (unit_administrator, second_unit_administrator)
    outcomes = await asyncio.gather(*(easier(desk, who) for who in both), return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["OwnRow", "RulebookChanged"]


async def test_an_official_value_needs_a_text_and_a_bad_one_is_refused_and_nothing_kept(
    desk: Desk, unit_administrator: Actor
) -> None:
    with pytest.raises(SourceNeeded):
        await easier(desk, unit_administrator, source=" ")
    with pytest.raises(OwnRowFault) as refused:
        await easier(desk, unit_administrator, values={"min_credits": -1})
    assert "standards / intermediate" in str(refused.value)
    for asked in ({"code": "nonsense"}, {"year": 2018}, {"year": 2028}):
        with pytest.raises(NotFound):
            await easier(desk, unit_administrator, **asked)
    assert await read_rulebook(desk, unit_administrator, 2026) == shipped().of(2026)


# ------------------------------------------------------------------ several processes


async def test_another_process_counts_by_the_changed_rule_at_its_next_use(
    postgres_url: str, tmp_path: Path, clock: MovableClock, unit_administrator: Actor
) -> None:
    there = settings_for(tmp_path / "home", postgres_url)
    async with open_desk(there, clock=clock) as desk, open_desk(there, clock=clock) as other:
        await put_credit(desk, cast.NURSE, "危重症护理新进展", 3 * ONE)
        assert (await result(other)).outcome is Outcome.NOT_MET
        row = await easier(desk, unit_administrator)
        assert (await result(other)).outcome is Outcome.MET
        assert (await other.rulebooks.of(cast.UNIT.id, 2026)).own
        await recount_dirty(other, Actor.system())
        assert await stored(desk) == (Outcome.MET, False)
        assert (await result(desk)).outcome is Outcome.MET
        await easier(other, unit_administrator, row.version, values=None)
        assert (await result(desk)).outcome is Outcome.NOT_MET


async def _waits_or_is_done(url: str, task: asyncio.Task[Any]) -> None:
    """Return when the task is over, or when the database says that somebody waits for a lock."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    watch = await asyncpg.connect(url.partition("?")[0])
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not task.done() and not await watch.fetchval(waiting):  # noqa: ASYNC110 - polls
                await asyncio.sleep(0.01)
    finally:
        await watch.close()


async def test_a_rule_is_not_changed_under_somebody_who_counts_by_it(
    postgres_url: str, tmp_path: Path, clock: MovableClock, unit_administrator: Actor
) -> None:
    """What is counted by the old rule is stored before the change, which marks it dirty."""
    there = settings_for(tmp_path / "home", postgres_url)
    async with open_desk(there, clock=clock) as desk, open_desk(there, clock=clock) as other:
        async with other.store.transaction() as tx:
            await hold(tx, {(NURSE, 2026)})
            changing = asyncio.create_task(easier(desk, unit_administrator))
            await _waits_or_is_done(postgres_url, changing)
            await recount(tx, NURSE, 2026, desk.today())
        await changing
        async with desk.store.reading() as tx:
            assert await tx.results.dirty(10) == [(NURSE, 2026)]

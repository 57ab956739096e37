"""A row of the rulebook is set differently: first it is seen whose year that turns, then done."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.credits.compliance import Outcome
from core.domain.errors import NotAllowed, NotFound, Refusal
from core.domain.points import ONE
from core.domain.register import Actor
from core.domain.rulebook import OwnRow, RulebookChanged, shipped
from core.domain.rulebook.blanks import BLANKS, blanks_of, texts_of
from core.domain.rulebook.changing import RulePreviewOld, RuleUnchanged
from core.domain.rulebook.offers import listed
from core.domain.rulebook.own import code_of
from core.domain.rulebook.typed_rows import read_row
from core.ports import Desk
from core.usecases.credits.compliance import read_year, recount_dirty
from core.usecases.rulebook import change_rule_row, read_rule_row, read_rules
from core.usecases.rulebook.previews import (
    Asked,
    RulePreview,
    ask_for_rule_preview,
    ask_for_rule_preview_again,
    enter_rule_change,
    read_rule_preview,
)
from storage.system import MovableClock
from tests import cast
from tests.jobs import had, work_off
from tests.pwa.years import RULE, put_credit

ORDER, WHY = "海卫科教〔2026〕7号", "按院务会决定"
HOURS = {"kind": "per-quantity", "unit": "hours", "every": "3", "points": "1", "most": "150"}
NURSE = "nursestaff222222"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What changes is counted by the engine: that both databases keep it, see test_own_rows."""
    return sqlite_url


async def asked(
    desk: Desk,
    who: Actor,
    texts: Mapping[str, str] | None,
    seen: int = 0,
    *,
    row: tuple[int, str, str] = (2026, "standards", "intermediate"),
    source: str = ORDER,
    reason: str = WHY,
) -> Asked:
    said = {"source": source, "reason": reason}
    return await ask_for_rule_preview(desk, who, *row, texts, seen=seen, **said)


async def looked(
    desk: Desk, who: Actor, texts: Mapping[str, str] | None, seen: int = 0, **other: Any
) -> RulePreview:
    found = await asked(desk, who, texts, seen, **other)
    assert found.refused == {}
    assert found.job
    await work_off(desk)
    return await read_rule_preview(desk, who, found.job.id)


def counts(preview: RulePreview) -> dict[str, int]:
    return dict((preview.job.outcome or {})["counts"])


# ------------------------------------------------------------------ seen, then done


async def test_a_change_is_seen_person_by_person_then_made_then_counted(
    desk: Desk, unit_administrator: Actor
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 3 * ONE)
    would = await looked(desk, unit_administrator, {"min_credits": "2.5"})
    assert counts(would)["outcomes"] == 1
    one = next(line for line in would.turned if line.is_outcome)
    assert (one.name, one.outcome_before, one.outcome_after) == ("闻旦", "not-met", "met")
    assert (would.before["min_credits"], would.after["min_credits"]) == ("25", "2.5")
    sheet = await had(desk, unit_administrator, would.job.id)
    assert sheet.startswith(b"PK")
    assert (await read_rules(desk, unit_administrator)).book == shipped().of(2026)
    await enter_rule_change(desk, unit_administrator, would.job.id)
    rules = await read_rules(desk, cast.NURSE.actor)
    assert rules.recounting == 1
    assert rules.level == "intermediate"
    assert rules.book.standard("intermediate").min_credits == 250
    assert await recount_dirty(desk, Actor.system()) == 1
    result = (await read_year(desk, cast.NURSE.actor, NURSE, 2026)).result
    assert (result.outcome, result.is_own_standard) == (Outcome.MET, True)
    assert (await read_rules(desk, cast.NURSE.actor)).recounting == 0


async def test_the_shipped_value_comes_back_the_same_way_and_history_tells_all(
    desk: Desk, unit_administrator: Actor
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 3 * ONE)
    first = await looked(desk, unit_administrator, {"min_credits": "2.5"})
    await enter_rule_change(desk, unit_administrator, first.job.id)
    back = await looked(desk, unit_administrator, None, 1, source="", reason="改回来")
    assert counts(back)["outcomes"] == 1
    await enter_rule_change(desk, unit_administrator, back.job.id)
    assert (await read_rules(desk, unit_administrator)).book == shipped().of(2026)
    row = await read_rule_row(desk, unit_administrator, 2026, "standards", "intermediate")
    assert not row.is_set
    withdrawn, changed = row.history
    assert (changed.before["min_credits"], changed.after["min_credits"]) == ("25", "2.5")
    assert (changed.source, changed.reason) == (ORDER, WHY)
    assert unit_administrator.name in changed.who
    assert withdrawn.is_withdrawn
    assert (withdrawn.after["min_credits"], withdrawn.reason) == ("25", "改回来")


async def test_an_entry_pressed_twice_is_made_once(desk: Desk, unit_administrator: Actor) -> None:
    would = await looked(desk, unit_administrator, {"min_credits": "20"})
    assert isinstance(await enter_rule_change(desk, unit_administrator, would.job.id), OwnRow)
    assert await enter_rule_change(desk, unit_administrator, would.job.id) is None
    row = await read_rule_row(desk, unit_administrator, 2026, "standards", "intermediate")
    assert (row.seen, len(row.history)) == (1, 1)


async def test_a_cap_below_an_approved_credit_keeps_it_and_says_so(
    desk: Desk, unit_administrator: Actor
) -> None:
    credit = await put_credit(desk, cast.NURSE, "危重症护理新进展", 8 * ONE)
    row = (2026, "rules", RULE)
    would = await looked(desk, unit_administrator, HOURS | {"cap": "5"}, row=row)
    assert counts(would)["over"] == 1
    assert [(one.points_before, one.points_after) for one in would.turned] == [(800, 500)]
    await enter_rule_change(desk, unit_administrator, would.job.id)
    sheet = await read_year(desk, cast.NURSE.actor, NURSE, 2026)
    assert sheet.credits[credit.id].points == 8 * ONE
    assert sheet.result.credits.counting == 5 * ONE
    assert sheet.result.has_own_rules


async def test_a_year_that_is_over_may_be_judged_otherwise(
    desk: Desk, unit_administrator: Actor
) -> None:
    row = (2024, "standards", "intermediate")
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 3 * ONE, year=2024)
    texts = {"min_credits": "2", "min_class_1": "", "min_class_2": ""}
    would = await looked(desk, unit_administrator, texts, row=row)
    assert {one.year for one in would.turned} <= {2024}
    await enter_rule_change(desk, unit_administrator, would.job.id)
    assert (await read_rules(desk, unit_administrator, 2025)).book == shipped().of(2025)


async def test_a_closed_kind_is_opened_and_closed_again(
    desk: Desk, unit_administrator: Actor
) -> None:
    row = (2026, "rules", "research")
    texts = {"kind": "per-time", "points": "10", "cap": "20", "needs_authority": "yes"}
    would = await looked(desk, unit_administrator, texts, row=row)
    await enter_rule_change(desk, unit_administrator, would.job.id)
    rule = (await read_rules(desk, unit_administrator)).book.rule("research")
    assert rule.is_enabled
    assert rule.needs_authority
    closed = await looked(desk, unit_administrator, {"kind": "closed"}, 1, row=row, source="")
    await enter_rule_change(desk, unit_administrator, closed.job.id)
    assert not (await read_rules(desk, unit_administrator)).book.rule("research").is_enabled


# ------------------------------------------------------------------ what is refused


async def test_an_official_row_needs_a_document_and_every_change_a_reason(
    desk: Desk, unit_administrator: Actor
) -> None:
    bare = await asked(desk, unit_administrator, {"min_credits": "20"}, source=" ", reason=" ")
    assert {name: one.code for name, one in bare.refused.items()} == {"reason": "text-needed"}
    official = await asked(desk, unit_administrator, {"min_credits": "20"}, source="")
    assert {name: one.code for name, one in official.refused.items()} == {"source": "source-needed"}
    free = await asked(
        desk,
        unit_administrator,
        {"subject": "professional", "hours_per_credit": "4"},
        row=(2026, "subtypes", "paper"),
        source="",
    )
    assert free.job


@pytest.mark.parametrize(
    ("table", "code", "texts", "field", "refused"),
    [
        ("standards", "junior", {"min_credits": "-1"}, "min_credits", "not-a-number"),
        ("standards", "junior", {"min_credits": "0"}, "min_credits", "amount-not-positive"),
        ("rules", RULE, HOURS | {"points": "-2"}, "points", "not-a-number"),
        ("rules", RULE, HOURS | {"every": ""}, "every", "text-needed"),
        ("rules", RULE, HOURS | {"unit": "weeks"}, "unit", "not-offered"),
        ("rules", RULE, HOURS | {"cap": "很多"}, "cap", "not-a-number"),
        (
            "rules",
            "paper-sci",
            {"kind": "by-author-rank", "ranks": "10、15"},
            "ranks",
            "amounts-not-in-order",
        ),
        ("rules", RULE, {"kind": "steps", "unit": "days", "steps": "3"}, "steps", "not-a-number"),
        ("rules", RULE, {"kind": "steps", "unit": "days", "steps": "、"}, "steps", "text-needed"),
        ("rules", "paper-sci", {"kind": "by-author-rank", "ranks": "，"}, "ranks", "text-needed"),
        ("rules", RULE, {"kind": ""}, "kind", "text-needed"),
        ("rules", RULE, HOURS | {"most": "1"}, "most", "most-below-first"),
        (
            "rules",
            RULE,
            {"kind": "steps", "unit": "days", "steps": "3=5、10=10", "most": "2.5"},
            "most",
            "most-below-first",
        ),
        ("rules", RULE, HOURS | {"subtype": "hobby"}, "subtype", "not-offered"),
        ("titles", "nurse", {"level": "wizard"}, "level", "not-offered"),
        ("titles", "nurse", {"zh-CN": "护师"}, "zh-CN", "name-taken"),
        ("titles", "nurse", {"zh-CN": "护" * 121}, "zh-CN", "text-too-long"),
        ("titles", "no-title", {"is_closed": "yes"}, "is_closed", "entry-needed"),
        ("statuses", "left", {"is_closed": "yes"}, "is_closed", "entry-needed"),
        ("lists.degrees", "own-abcdefgh22222222", {"zh-CN": " "}, "zh-CN", "text-needed"),
        (
            "lists.evidence-kinds",
            "journal-pages",
            {"is_closed": "yes"},
            "is_closed",
            "evidence-asked-for",
        ),
        ("categories", "paper", {"evidence.1": "napkin"}, "evidence.1", "not-offered"),
    ],
)
async def test_what_is_no_rule_is_refused_beside_its_blank(
    desk: Desk,
    unit_administrator: Actor,
    table: str,
    code: str,
    texts: dict[str, str],
    field: str,
    refused: str,
) -> None:
    found = await asked(desk, unit_administrator, texts, row=(2026, table, code))
    assert {name: one.code for name, one in found.refused.items()} == {field: refused}


async def test_two_administrators_at_one_rule_the_second_is_told(
    desk: Desk, unit_administrator: Actor, second_unit_administrator: Actor
) -> None:
    first = await looked(desk, unit_administrator, {"min_credits": "20"})
    second = await looked(desk, second_unit_administrator, {"min_credits": "22"})
    await enter_rule_change(desk, unit_administrator, first.job.id)
    with pytest.raises(RulebookChanged):
        await enter_rule_change(desk, second_unit_administrator, second.job.id)
    with pytest.raises(RulebookChanged):
        await asked(desk, second_unit_administrator, {"min_credits": "22"})
    row = await read_rule_row(desk, second_unit_administrator, 2026, "standards", "intermediate")
    assert row.history[0].after["min_credits"] == row.line.texts["min_credits"] == "20"


async def test_what_was_seen_under_other_rules_or_yesterday_is_not_done(
    desk: Desk, clock: MovableClock, unit_administrator: Actor
) -> None:
    would = await looked(desk, unit_administrator, {"min_credits": "20"})
    other = {"subject": "professional", "hours_per_credit": 4}
    values = {"hours_per_credit": other["hours_per_credit"]}
    await change_rule_row(desk, unit_administrator, 2026, "subtypes", "paper", values, seen=0)
    with pytest.raises(RulePreviewOld):
        await enter_rule_change(desk, unit_administrator, would.job.id)
    again = await ask_for_rule_preview_again(desk, unit_administrator, would.job.id)
    with pytest.raises(RulePreviewOld):  # not looked at yet
        await enter_rule_change(desk, unit_administrator, again.id)
    await work_off(desk)
    clock.move(days=1)
    with pytest.raises(RulePreviewOld):
        await enter_rule_change(desk, unit_administrator, again.id)
    assert not (await read_rule_row(desk, unit_administrator, 2026, "standards", "senior")).is_set


async def test_what_the_rule_says_already_is_no_change(
    desk: Desk, unit_administrator: Actor
) -> None:
    same = {"min_credits": "25.0", "min_hours": "90学时", "max_self_study_credits": "10"}
    for texts in (same, None):
        with pytest.raises(RuleUnchanged):
            await asked(desk, unit_administrator, texts, source="")


async def test_only_a_units_administrators_see_and_change_rows(
    desk: Desk, nurse: Actor, head_nurse: Actor, unit_administrator: Actor, stranger: Actor
) -> None:
    would = await looked(desk, unit_administrator, {"min_credits": "20"})
    for who in (nurse, head_nurse):
        with pytest.raises(NotAllowed):
            await asked(desk, who, {"min_credits": "20"})
        with pytest.raises(NotAllowed):
            await read_rule_row(desk, who, 2026, "standards", "senior")
        with pytest.raises(NotAllowed):
            await enter_rule_change(desk, who, would.job.id)
    for row in (
        (2026, "standards", "nonsense"),
        (2026, "titles", "nonsense"),
        (2018, "rules", RULE),
    ):
        with pytest.raises(NotFound):
            await read_rule_row(desk, unit_administrator, *row)
    assert not (await read_rules(desk, nurse)).may_change


# ------------------------------------------------------------------ the form and the file


@given(st.sampled_from([2019, 2022, 2025, 2026]), st.sampled_from(sorted(BLANKS)), st.data())
def test_a_row_typed_as_it_stands_is_the_row_and_nothing_else(
    year: int, table: str, data: st.DataObject
) -> None:
    rows = shipped().written(year)[table]
    row = data.draw(st.sampled_from(list(rows)))
    assert read_row(table, texts_of(table, row), row, shipped().of(year)) == ({}, {})


@given(st.data())
def test_whatever_is_typed_is_refused_or_becomes_rules_that_load(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(BLANKS)))
    row = data.draw(st.sampled_from(list(shipped().written(2026)[table])))
    amount = st.sampled_from(["", "0", "1", "2.5", "90", "10000", "99999", "-3", "3=1、5=2", "9,4"])
    book = shipped().of(2026)
    texts = {}
    for one in blanks_of(table, row):
        choices = [code for code, _ in listed(book, one.listed)] if one.listed else one.choices
        texts[one.name] = data.draw(st.sampled_from([*choices, "", "x"]) if choices else amount)
    values, refused = read_row(table, texts, row, book)
    if not refused:
        own = OwnRow("unit", 2026, table, code_of(table, row), values, ORDER)
        assert shipped().with_row(own).of(2026).has(table, own.code)
        json.dumps(values)
    assert all(isinstance(one, Refusal) for one in refused.values())

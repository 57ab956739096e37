"""The reasons reviewers choose from: a unit's own lists, else the usual ones."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import NotAllowed
from core.domain.reasons import (
    MOST_REASONS,
    NAMES,
    Kind,
    LineRefused,
    Reasons,
    TooManyReasons,
    by_name,
    from_names,
    offered,
    read_lines,
    read_lists,
)
from core.domain.register import Actor
from core.domain.review import Decision
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import LONGEST_REASON
from core.ports import Desk
from core.texts import say, speaking
from core.usecases.reasons import read_own_reasons, read_reasons, set_reasons
from core.wording.refusals import explain
from tests import cast

RETURNED = Kind.CREDIT, Decision.RETURN
FIELD = NAMES[RETURNED]
OWN = {FIELD: "请到继教办当面说明\n发票抬头不对"}
LINES = ("请到继教办当面说明", "发票抬头不对")
BLANKS = st.text(" \t\u200b\u3000", max_size=3)


@given(st.text(max_size=400))
def test_what_was_read_reads_the_same_again(text: str) -> None:
    try:
        reasons = read_lines(text)
    except (LineRefused, TooManyReasons):
        return
    assert read_lines("\n".join(reasons)) == reasons
    assert len(set(reasons)) == len(reasons) <= MOST_REASONS
    assert all(reason and len(reason) <= LONGEST_REASON for reason in reasons)


@given(
    st.lists(st.text("甲乙丙丁", min_size=1, max_size=9), unique=True, max_size=MOST_REASONS),
    st.lists(BLANKS, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
)
def test_each_line_is_a_reason_once_and_blank_ones_are_none(
    reasons: list[str], blanks: list[str], line_end: str
) -> None:
    text = line_end.join([*blanks, *(f" {reason}\u3000" for reason in reasons), *blanks, *reasons])
    assert read_lines(text) == tuple(reasons)


def test_the_longest_line_is_taken_and_a_longer_one_named() -> None:
    assert read_lines("长" * LONGEST_REASON) == ("长" * LONGEST_REASON,)
    with pytest.raises(LineRefused) as refused:
        read_lines("好\n\n" + "长" * (LONGEST_REASON + 1))
    assert explain(refused.value).startswith("第 3 行：太长了：最多 180 个字，现在是 181 个")


def test_a_character_nobody_can_place_is_named_with_its_line() -> None:
    with pytest.raises(LineRefused) as refused:
        read_lines("好\n材料\ue000不清")
    assert explain(refused.value).startswith("第 2 行：第 3 个字")


def test_twelve_reasons_are_taken_and_one_more_is_not() -> None:
    lines = [f"原因{number}" for number in range(MOST_REASONS)]
    assert read_lines("\n".join(lines)) == tuple(lines)
    with pytest.raises(TooManyReasons) as refused:
        read_lines("\n".join([*lines, "再一条"]))
    assert "最多 12 条，现在是 13 条" in explain(refused.value)


def test_all_fields_are_read_and_each_refusal_named() -> None:
    own, refused = read_lists({FIELD: "好", "plan-reject": "长" * 181, "unknown": "甲"})
    assert own == {RETURNED: ("好",)}
    assert refused.keys() == {"plan-reject"}


def test_where_a_unit_keeps_no_list_the_usual_one_stands() -> None:
    words = offered({RETURNED: LINES}, say)
    assert words.keys() == NAMES.keys()
    assert words[RETURNED] == LINES
    assert words[Kind.CREDIT, Decision.REJECT][1] == "与已有学分重复"
    with speaking("en"):
        assert offered({}, say)[Kind.CREDIT, Decision.REJECT][1] == "Already claimed"


def test_lists_read_back_as_they_are_stored() -> None:
    own: Reasons = {RETURNED: LINES, (Kind.CLOSING, Decision.REJECT): ("没有举办",)}
    assert from_names(by_name(own)) == own


async def test_reviewers_of_the_unit_are_offered_its_reasons_and_others_are_not(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor, authority: Actor
) -> None:
    elsewhere = replace(unit_administrator, unit_id=cast.OTHER_UNIT.id)
    assert await set_reasons(desk, unit_administrator, OWN) == {}
    for who in (head_nurse, unit_administrator):
        assert (await read_reasons(desk, who))[RETURNED] == LINES
    for who in (elsewhere, authority):
        assert await read_reasons(desk, who) == offered({}, say)
    assert await read_own_reasons(desk, elsewhere) == {}
    await set_reasons(desk, elsewhere, {FIELD: "别处的"})
    assert await read_own_reasons(desk, unit_administrator) == {RETURNED: LINES}
    await set_reasons(desk, unit_administrator, {FIELD: " \n"})
    assert await read_reasons(desk, head_nurse) == offered({}, say)


async def test_only_administrators_of_a_unit_keep_its_reasons(
    desk: Desk, nurse: Actor, head_nurse: Actor, authority: Actor
) -> None:
    for who in (nurse, head_nurse, authority):
        with pytest.raises(NotAllowed):
            await read_own_reasons(desk, who)
        with pytest.raises(NotAllowed):
            await set_reasons(desk, who, OWN)
    with pytest.raises(NotAllowed):
        await read_reasons(desk, nurse)


async def test_one_bad_list_keeps_all_as_they_were(desk: Desk, unit_administrator: Actor) -> None:
    await set_reasons(desk, unit_administrator, OWN)
    refused = await set_reasons(
        desk, unit_administrator, {FIELD: "新的", "plan-return": "长" * 181}
    )
    assert refused.keys() == {"plan-return"}
    assert await read_own_reasons(desk, unit_administrator) == {RETURNED: LINES}


async def test_of_two_who_save_at_once_one_list_stands_and_the_journal_has_both(
    desk: Desk, unit_administrator: Actor, second_unit_administrator: Actor
) -> None:
    await asyncio.gather(
        set_reasons(desk, unit_administrator, {FIELD: "甲"}),
        set_reasons(desk, second_unit_administrator, {FIELD: "乙"}),
    )
    kept = by_name(await read_own_reasons(desk, unit_administrator))
    async with desk.store.transaction() as tx:
        events = await tx.journal.of(Subject(SubjectKind.UNIT, cast.UNIT.id))
        assert await tx.journal.broken_at() is None
    told = [event.after for event in events if event.verb == "reasons-set"]
    assert kept in told
    assert sorted(told, key=str) == sorted([{FIELD: ["乙"]}, {FIELD: ["甲"]}], key=str)


async def test_the_journal_tells_what_was_kept_before(
    desk: Desk, unit_administrator: Actor
) -> None:
    await set_reasons(desk, unit_administrator, OWN)
    await set_reasons(desk, unit_administrator, {})
    async with desk.store.transaction() as tx:
        last = (await tx.journal.of(Subject(SubjectKind.UNIT, cast.UNIT.id)))[-1]
    assert (last.verb, last.before, last.after) == ("reasons-set", {FIELD: list(LINES)}, {})

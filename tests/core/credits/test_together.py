"""Many claims at once: several submitted, one activity entered for many people, nobody guessed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.credits.correction_refusals import NoCreditTicked
from core.domain.credits.credit import CreditChanged, Stage
from core.domain.credits.faults import Incomplete
from core.domain.errors import NotAllowed, NotFound
from core.domain.lists import ListQuery
from core.domain.named_people import Named, named_in
from core.ports import Desk
from core.usecases.credits.companions import (
    EnteredAlready,
    NobodyNamed,
    TooManyPeople,
    enter_for_many,
    name_companions,
)
from core.usecases.credits.entry import start_draft
from core.usecases.credits.lists import list_area_credits
from core.usecases.credits.sheets import read_credit
from core.usecases.credits.submitting import submit_many
from tests import cast
from tests.stories import CERTIFICATE, PAPER, a_complete_draft, a_submitted_credit

HEAD, NURSE = cast.HEAD_NURSE.actor, cast.NURSE.actor
COLLEAGUE, HEAD_NURSE, STRANGER = (
    one.staff for one in (cast.COLLEAGUE, cast.HEAD_NURSE, cast.STRANGER) if one.staff
)
WHOSE = [COLLEAGUE.id, HEAD_NURSE.id]


def test_people_are_named_in_lines_or_one_behind_the_other() -> None:
    assert named_in("闻旦\n葛莺莺、蔡李铭\n\n闻旦 8200000001\n8200000002\t葛莺莺\n闻旦") == [
        Named("闻旦"),
        Named("葛莺莺"),
        Named("蔡李铭"),
        Named("闻旦", "8200000001"),
        Named("葛莺莺", "8200000002"),
    ]
    assert named_in("8200000001，33010619900307723x") == [
        Named(number="8200000001"),
        Named(number="33010619900307723X"),
    ]


@given(some.text())
def test_whatever_is_pasted_nobody_is_named_twice_or_empty(text: str) -> None:
    named = named_in(text)
    assert len(named) == len(set(named))
    assert all(one.text.strip() for one in named)


async def test_several_drafts_are_submitted_each_for_itself(desk: Desk) -> None:
    whole = await a_complete_draft(desk, HEAD, CERTIFICATE, staff_id=NURSE.staff_id)
    empty = await start_draft(desk, HEAD, staff_id=cast.COLLEAGUE.actor.staff_id)
    old = await a_complete_draft(desk, HEAD, PAPER, staff_id=NURSE.staff_id)
    theirs = await start_draft(desk, NURSE)
    seen = {whole.id: whole.version, empty.id: empty.version, old.id: 99, theirs.id: 1}
    outcomes = await submit_many(desk, HEAD, seen)
    assert [type(one.refusal) for one in outcomes] == [
        type(None),
        Incomplete,
        CreditChanged,
        NotFound,
    ]
    assert [one.staff.name if one.staff else "" for one in outcomes] == [
        "闻旦",
        "葛莺莺",
        "闻旦",
        "",
    ]
    assert outcomes[0].credit
    assert outcomes[0].credit.stage is Stage.UNIT_REVIEW
    with pytest.raises(NoCreditTicked):
        await submit_many(desk, HEAD, {})


async def test_one_activity_is_entered_for_many_with_shared_files_each_with_its_own_review(
    desk: Desk,
) -> None:
    draft = await a_complete_draft(desk, HEAD, CERTIFICATE, staff_id=NURSE.staff_id)
    outcomes = await enter_for_many(desk, HEAD, draft.id, [*WHOSE, STRANGER.id])
    assert [type(one.refusal) for one in outcomes] == [type(None)] * 3 + [NotFound]
    credits = [one.credit for one in outcomes if one.credit]
    assert {one.staff_id for one in credits} == {NURSE.staff_id, *WHOSE}
    assert {one.points for one in credits} == {200}
    assert {one.stage for one in credits} == {Stage.UNIT_REVIEW}
    files = [(await read_credit(desk, HEAD, one.id)).evidence for one in credits]
    assert len({frozenset(file.sha256 for file in theirs) for theirs in files}) == 1
    assert len({file.id for theirs in files for file in theirs}) == 6
    again = await enter_for_many(desk, HEAD, draft.id, WHOSE)
    assert {type(one.refusal) for one in again} == {EnteredAlready}
    listed = await list_area_credits(desk, HEAD, ListQuery(filters={"activity": "危重症"}))
    assert {line.staff.name for line in listed.rows} == {"闻旦", "葛莺莺"}


async def test_a_name_that_several_people_have_is_not_guessed(desk: Desk) -> None:
    twin = replace(COLLEAGUE, id="twinstaff2222222", staff_number="8200000099")
    async with desk.store.transaction() as tx:
        await tx.people.add(twin, "document", "13900000000")
    draft = await a_complete_draft(desk, HEAD, CERTIFICATE, staff_id=NURSE.staff_id)
    text = "葛莺莺\n8200000099\n蔡李铭 8200000099\n刘一秀、王清清 9999999999"
    meant = await name_companions(desk, HEAD, draft.id, text, [HEAD_NURSE.id])
    assert [
        (one.named.text, one.staff.id if one.staff else "", len(one.people)) for one in meant.named
    ] == [
        ("葛莺莺", "", 2),
        ("8200000099", twin.id, 1),
        ("蔡李铭 8200000099", "", 1),
        ("刘一秀", "", 0),
        ("王清清", "", 0),
        ("9999999999", "", 0),
        ("蔡李铭 8200000003", HEAD_NURSE.id, 1),
    ]
    await a_submitted_credit(desk, cast.COLLEAGUE.actor, CERTIFICATE)
    meant = await name_companions(desk, HEAD, draft.id, "葛莺莺", [])
    assert meant.has_project == {COLLEAGUE.id}


async def test_what_is_not_complete_or_not_ones_own_is_entered_for_nobody(desk: Desk) -> None:
    draft = await start_draft(desk, HEAD, staff_id=NURSE.staff_id)
    with pytest.raises(Incomplete):
        await enter_for_many(desk, HEAD, draft.id, WHOSE)
    for ids, refusal in (([], NobodyNamed), ([desk.ids.new()] * 201, TooManyPeople)):
        with pytest.raises(refusal):
            await enter_for_many(desk, HEAD, draft.id, ids)
    theirs = await a_submitted_credit(desk, NURSE, CERTIFICATE)
    with pytest.raises(NotFound):
        await enter_for_many(desk, HEAD, theirs.id, WHOSE)
    with pytest.raises(NotAllowed):
        await name_companions(desk, HEAD, theirs.id, "葛莺莺", [])

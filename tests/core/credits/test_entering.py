"""From a draft to a submitted claim."""

import asyncio

import pytest

from core.domain.credits.credit import CreditChanged, NotEditable, Origin, Stage
from core.domain.credits.faults import EvidenceMissing, Incomplete
from core.domain.errors import NotAllowed, NotFound
from core.domain.lists import ListQuery
from core.domain.register import Actor
from core.domain.review import Decision, NotUnderReview
from core.domain.rulebook.earning import QuantityOutOfRange
from core.files import Picture
from core.permissions import area_of
from core.ports import Desk
from core.records.credits import CreditFilter
from core.usecases.credits.entry import (
    copy_credit,
    remove_draft,
    revise_draft,
    start_draft,
    submit_credit,
    withdraw_credit,
)
from core.usecases.credits.evidence import (
    TooManyFiles,
    attach_evidence,
    name_evidence,
    read_evidence,
    remove_evidence,
)
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.review import list_reviewed
from core.usecases.credits.sheets import read_credit
from core.usecases.messages.notices import read_inbox
from core.usecases.review import decide
from tests import cast
from tests.stories import CERTIFICATE, PAPER, a_complete_draft, a_submitted_credit, approve, photo


async def test_a_nurses_claim_waits_for_her_department_and_its_head_is_told(
    desk: Desk, nurse: Actor, head_nurse: Actor, unit_administrator: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    assert (credit.stage, credit.points) == (Stage.DEPARTMENT_REVIEW, 1500)
    assert [one.credit_id for one in (await read_inbox(desk, head_nurse)).rows] == [credit.id]
    assert (await read_inbox(desk, unit_administrator)).rows == []
    assert (await read_inbox(desk, nurse)).rows == []


async def test_the_sheet_shows_the_arithmetic_what_is_held_and_the_history(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    await a_submitted_credit(desk, nurse, CERTIFICATE, subject="first")
    credit = await a_submitted_credit(desk, nurse, CERTIFICATE, subject="second")
    sheet = await read_credit(desk, head_nurse, credit.id)
    assert (sheet.worth.points, sheet.held) == (200, 200)
    assert [event.verb for event in sheet.history][0::3] == ["entered", "submitted"]
    assert sheet.may_decide
    assert not (await read_credit(desk, nurse, credit.id)).may_decide


async def test_hours_beyond_the_cap_are_not_entered_either(desk: Desk, nurse: Actor) -> None:
    draft = await start_draft(desk, nurse)
    answers = {**CERTIFICATE, "quantity": "150"}
    credit = (await revise_draft(desk, nurse, draft.id, answers)).credit
    assert (credit.claim.quantity, credit.points, credit.hours) == (15000, 1000, 3000)


async def test_good_answers_are_kept_beside_a_bad_one(desk: Desk, nurse: Actor) -> None:
    draft = await start_draft(desk, nurse)
    answers = {**CERTIFICATE, "quantity": "0", "dates": "昨天"}
    revision = await revise_draft(desk, nurse, draft.id, answers, seen=draft.version)
    assert {q: type(r) for q, r in revision.refused.items()} == {"quantity": QuantityOutOfRange}
    kept = (await read_credit(desk, nurse, draft.id)).credit.claim
    assert (kept.quantity, kept.details["dates"]) == (None, "2026-06-14/2026-06-14")


async def test_an_incomplete_claim_is_not_submitted_and_says_all_that_is_missing(
    desk: Desk, nurse: Actor
) -> None:
    draft = await start_draft(desk, nurse)
    revision = await revise_draft(desk, nurse, draft.id, CERTIFICATE)
    with pytest.raises(Incomplete) as refused:
        await submit_credit(desk, nurse, draft.id, seen=revision.credit.version)
    assert [type(fault) for fault in refused.value.faults] == [EvidenceMissing, EvidenceMissing]


async def test_a_draft_begun_twice_with_one_key_is_one_draft(desk: Desk, nurse: Actor) -> None:
    first = await start_draft(desk, nurse, key="update 7")
    again = await start_draft(desk, nurse, key="update 7")
    assert first.id == again.id
    assert (await list_own_credits(desk, nurse)).total == 1


async def test_a_file_sent_twice_is_kept_once(desk: Desk, nurse: Actor) -> None:
    draft = await start_draft(desk, nurse)
    picture = photo("twice")
    once = await attach_evidence(desk, nurse, draft.id, "a.jpg", picture, key="k")
    again = await attach_evidence(desk, nurse, draft.id, "a.jpg", picture, key="k")
    other_key = await attach_evidence(desk, nurse, draft.id, "b.jpg", picture, key="l")
    assert once.id == again.id == other_key.id


async def test_a_credit_takes_twelve_files(desk: Desk, nurse: Actor) -> None:
    draft = await start_draft(desk, nurse)
    for number in range(desk.settings.most_files):
        await attach_evidence(
            desk, nurse, draft.id, f"{number}.jpg", photo(f"{number}"), key=f"{number}"
        )
    with pytest.raises(TooManyFiles):
        await attach_evidence(desk, nurse, draft.id, "13.jpg", photo("13"), key="13")


async def test_a_file_is_named_shown_and_taken_away(desk: Desk, nurse: Actor) -> None:
    draft = await start_draft(desk, nurse)
    file = await attach_evidence(desk, nurse, draft.id, "证书.jpg", photo("x"), key="k")
    await name_evidence(desk, nurse, draft.id, file.id, "certificate")
    thumbnail = await read_evidence(desk, nurse, draft.id, file.id, Picture.THUMBNAIL)
    assert thumbnail.media_type == "image/jpeg"
    assert len(thumbnail.content) < len(photo("x"))
    await remove_evidence(desk, nurse, draft.id, file.id)
    assert (await read_credit(desk, nurse, draft.id)).evidence == []


async def test_evidence_is_shown_only_through_its_own_credit(
    desk: Desk, nurse: Actor, colleague: Actor, stranger: Actor
) -> None:
    draft = await start_draft(desk, nurse)
    file = await attach_evidence(desk, nurse, draft.id, "a.jpg", photo("a"), key="k")
    other = await start_draft(desk, colleague)
    for who, credit_id in ((colleague, draft.id), (stranger, draft.id), (colleague, other.id)):
        with pytest.raises(NotFound):
            await read_evidence(desk, who, credit_id, file.id, Picture.ORIGINAL)


async def test_somebody_elses_draft_is_not_found(
    desk: Desk, nurse: Actor, colleague: Actor, head_nurse: Actor, stranger: Actor
) -> None:
    draft = await a_complete_draft(desk, nurse)
    for who in (colleague, head_nurse, stranger):
        with pytest.raises(NotFound):
            await revise_draft(desk, who, draft.id, PAPER)
        with pytest.raises(NotFound):
            await submit_credit(desk, who, draft.id, seen=draft.version)
        with pytest.raises(NotFound):
            await remove_draft(desk, who, draft.id, seen=draft.version)


async def test_what_is_under_review_is_withdrawn_before_it_is_changed(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    with pytest.raises(NotEditable):
        await revise_draft(desk, nurse, credit.id, {"remark": "x"})
    draft = await withdraw_credit(desk, nurse, credit.id, seen=credit.version)
    assert draft.stage is Stage.DRAFT
    assert (await read_inbox(desk, head_nurse)).counts["unread"] == 0
    again = await submit_credit(desk, nurse, draft.id, seen=draft.version)
    await approve(desk, again, head_nurse)
    with pytest.raises(NotUnderReview):
        await withdraw_credit(desk, nurse, again.id, seen=again.version + 1)


async def test_an_administrators_entry_for_somebody_starts_at_the_unit(
    desk: Desk, head_nurse: Actor, nurse: Actor
) -> None:
    credit = await a_submitted_credit(desk, head_nurse, staff_id=nurse.staff_id)
    assert (credit.stage, credit.origin) == (Stage.UNIT_REVIEW, Origin.DEPARTMENT)
    with pytest.raises(NotAllowed):
        await withdraw_credit(desk, nurse, credit.id, seen=credit.version)


async def test_the_units_entry_is_approved_at_once_unless_the_authority_must_see_it(
    desk: Desk, unit_administrator: Actor, nurse: Actor, authority: Actor
) -> None:
    staff_id = nurse.staff_id
    paper = await a_submitted_credit(desk, unit_administrator, PAPER, staff_id=staff_id)
    assert (paper.stage, str(paper.effective_on)) == (Stage.APPROVED, "2026-06-16")
    journey = await a_submitted_credit(
        desk, unit_administrator, CERTIFICATE, staff_id=staff_id, subject="journey"
    )
    assert journey.stage is Stage.AUTHORITY_REVIEW
    assert [one.credit_id for one in (await read_inbox(desk, authority)).rows] == [journey.id]


async def test_a_draft_begun_twice_at_the_same_moment_is_one_draft(
    desk: Desk, nurse: Actor
) -> None:
    drafts = await asyncio.gather(*(start_draft(desk, nurse, key="phone 1") for _ in range(4)))
    assert len({draft.id for draft in drafts}) == 1


async def test_no_file_goes_away_while_its_claim_is_submitted(desk: Desk, nurse: Actor) -> None:
    for attempt in range(5):
        draft = await a_complete_draft(desk, nurse, subject=str(attempt))
        file = (await read_credit(desk, nurse, draft.id)).evidence[0]
        await asyncio.gather(
            submit_credit(desk, nurse, draft.id, seen=draft.version),
            remove_evidence(desk, nurse, draft.id, file.id),
            return_exceptions=True,
        )
        sheet = await read_credit(desk, nurse, draft.id)
        assert (sheet.credit.stage is Stage.DRAFT) == (len(sheet.evidence) == 1)


async def test_what_was_removed_is_shown_to_nobody_any_more(desk: Desk, nurse: Actor) -> None:
    draft = await a_complete_draft(desk, nurse)
    files = (await read_credit(desk, nurse, draft.id)).evidence
    await remove_draft(desk, nurse, draft.id, seen=draft.version)
    for file in files:
        for picture in Picture:
            with pytest.raises(NotFound):
                await read_evidence(desk, nurse, draft.id, file.id, picture)


async def test_nobody_enters_for_people_outside_their_scope(
    desk: Desk, nurse: Actor, colleague: Actor, head_nurse: Actor, physician: Actor
) -> None:
    for who, staff_id in ((nurse, colleague.staff_id), (head_nurse, physician.staff_id)):
        with pytest.raises(NotFound):
            await start_draft(desk, who, staff_id=staff_id)


async def test_a_rejected_credit_is_copied_to_a_new_draft_with_its_files(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse)
    rejected = await decide(
        desk,
        head_nurse,
        credit.subject,
        Decision.REJECT,
        seen=credit.version,
        reason="不属于本年度",
    )
    copy = await copy_credit(desk, nurse, rejected.id)
    assert (copy.stage, copy.points, copy.reason) == (Stage.DRAFT, 1500, "")
    assert len((await read_credit(desk, nurse, copy.id)).evidence) == 2
    assert (await submit_credit(desk, nurse, copy.id, seen=1)).stage is Stage.DEPARTMENT_REVIEW


async def test_of_two_submissions_at_once_only_one_is_made(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    draft = await a_complete_draft(desk, nurse)
    both = [submit_credit(desk, nurse, draft.id, seen=draft.version) for _ in range(2)]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    lost = [one for one in outcomes if isinstance(one, CreditChanged | NotEditable)]
    assert len(lost) == 1
    assert len((await read_inbox(desk, head_nurse)).rows) == 1


async def test_lists_show_what_one_may_see_and_drafts_only_to_their_own(
    desk: Desk, nurse: Actor, head_nurse: Actor, physician: Actor, unit_administrator: Actor
) -> None:
    waiting = await a_submitted_credit(desk, nurse)
    await start_draft(desk, nurse)
    async with desk.store.reading() as tx:
        seen = {
            who.name: len(await tx.credits.find(area_of(who), CreditFilter()))
            for who in (nurse, head_nurse, physician, unit_administrator)
        }
    assert seen == {"闻旦": 2, "蔡李铭": 1, "王清清": 0, "刘独秀": 1}
    by_name = await list_reviewed(desk, head_nurse, ListQuery(filters={"name": "闻"}))
    assert [line.credit.id for line in by_name.rows] == [waiting.id]
    assert by_name.rows[0].staff == cast.NURSE.staff

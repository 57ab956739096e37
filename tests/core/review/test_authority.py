"""An authority that decides elsewhere: what waits for it, its letters, who records them."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from core.domain.credits.credit import Credit, CreditChanged, Stage
from core.domain.errors import NotAllowed, NotFound
from core.domain.register import Actor, AuthorityLevel, AuthorityPlace, Role, actor_of
from core.domain.review import Decision, NotUnderReview
from core.ports import Desk
from core.usecases.authority import (
    Authority,
    NoAuthorityHere,
    TypedLetter,
    list_awaiting_letters,
    read_authority,
    read_letter,
    set_authority,
)
from core.usecases.credits.sheets import read_credit
from core.usecases.forms import registration_form_pdf
from core.usecases.messages.notices import read_inbox
from core.usecases.register.accounts import create_administrator, create_authority
from core.usecases.review import count_waiting, decide, record_decision
from storage.desk import open_desk
from storage.system import MovableClock
from tests.conftest import settings_for
from tests.stories import CERTIFICATE, a_submitted_credit, approve, photo

ELSEWHERE, HERE = AuthorityPlace.ELSEWHERE, AuthorityPlace.HERE
LETTER = TypedLetter(
    Decision.APPROVE, date(2026, 6, 14), "浙继教〔2026〕3号", "", "letter.jpg", photo("letter")
)


async def before_the_authority(desk: Desk, *people: Actor) -> Credit:
    nurse, *reviewers = people
    return await approve(desk, await a_submitted_credit(desk, nurse, CERTIFICATE), *reviewers)


async def record(
    desk: Desk, who: Actor, credit: Credit, letter: TypedLetter = LETTER, *, seen: int = 0
) -> set[str]:
    """Do what the page does; return the fields that were refused."""
    read = await read_letter(desk, who, credit.id, letter)
    if read.letter and letter.decision:
        await record_decision(
            desk,
            who,
            credit.subject,
            letter.decision,
            read.letter,
            seen=seen or credit.version,
            reason=letter.reason,
        )
    return set(read.refused)


async def test_the_unit_records_what_its_authority_decides_elsewhere_and_the_form_says_so(
    desk: Desk,
    clock: MovableClock,
    nurse: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
    authority: Actor,
) -> None:
    await set_authority(desk, unit_administrator, ELSEWHERE)
    credit = await before_the_authority(desk, nurse, head_nurse, unit_administrator)
    assert credit.stage is Stage.AUTHORITY_ELSEWHERE
    assert (await count_waiting(desk, authority)).cases["credit"] == 0
    with pytest.raises(NotFound):
        await read_credit(desk, authority, credit.id)
    clock.move(seconds=11)
    assert "review-waiting" in [
        one.key for one in (await read_inbox(desk, unit_administrator)).rows
    ]
    waiting = await list_awaiting_letters(desk, unit_administrator)
    assert [line.credit.id for line in waiting.rows] == [credit.id]
    assert (await read_authority(desk, unit_administrator)).waiting == 1
    assert not await record(desk, unit_administrator, credit)
    sheet = await read_credit(desk, nurse, credit.id)
    assert (sheet.credit.stage, str(sheet.credit.effective_on)) == (Stage.APPROVED, "2026-06-16")
    assert sheet.history[-1].verb == "recorded-approve"
    assert "authority-letter" in [file.kind for file in sheet.evidence]
    clock.move(days=1)
    form = await registration_form_pdf(desk, nurse, nurse.staff_id or "", 2026)
    pages = pypdf.PdfReader(BytesIO(form.content)).pages
    words = "".join("".join(page.extract_text() for page in pages).split())
    assert "由上级管理部门于2026-06-14在系统外审核（浙继教〔2026〕3号）" in words


async def test_nobody_decides_without_a_letter_and_no_letter_decides_elsewhere(
    desk: Desk, nurse: Actor, head_nurse: Actor, unit_administrator: Actor, stranger: Actor
) -> None:
    credit = await a_submitted_credit(desk, nurse, CERTIFICATE)
    with pytest.raises(NotAllowed):
        await record(desk, unit_administrator, credit)
    await set_authority(desk, unit_administrator, ELSEWHERE)
    credit = (await read_credit(desk, nurse, credit.id)).credit
    credit = await approve(desk, credit, head_nurse, unit_administrator)
    with pytest.raises(NotUnderReview):
        await decide(
            desk, unit_administrator, credit.subject, Decision.APPROVE, seen=credit.version
        )
    for other, refusal in ((nurse, NotAllowed), (head_nurse, NotAllowed), (stranger, NotFound)):
        with pytest.raises(refusal):
            await record(desk, other, credit)
    with pytest.raises(CreditChanged):
        await record(desk, unit_administrator, credit, seen=credit.version - 1)


async def test_what_is_wrong_with_a_letter_is_said_field_by_field(
    sqlite_desk: Desk, nurse: Actor, head_nurse: Actor, unit_administrator: Actor
) -> None:
    desk = sqlite_desk
    await set_authority(desk, unit_administrator, ELSEWHERE)
    credit = await before_the_authority(desk, nurse, head_nurse, unit_administrator)

    async def refused(**wrong: object) -> set[str]:
        letter = replace(LETTER, **wrong)  # type: ignore[arg-type]
        return await record(desk, unit_administrator, credit, letter)

    nothing = {"decision": None, "decided_on": None, "number": " ", "file": None}
    assert await refused(**nothing) == {"decision", "decided_on", "number", "file", "reason"}
    assert await refused(decided_on=date(2026, 6, 16)) == {"decided_on"}
    assert await refused(number="号" * 61) == {"number"}
    assert await refused(decision=Decision.RETURN) == {"reason"}
    assert await refused(decision=Decision.REJECT, reason="理" * 181) == {"reason"}
    assert await refused(file=b"no picture") == {"file"}
    assert (await read_credit(desk, nurse, credit.id)).credit.stage is Stage.AUTHORITY_ELSEWHERE


async def test_what_is_under_review_goes_where_the_authority_is(
    desk: Desk, nurse: Actor, head_nurse: Actor, unit_administrator: Actor, authority: Actor
) -> None:
    waiting = await before_the_authority(desk, nurse, head_nurse, unit_administrator)
    early = await a_submitted_credit(desk, nurse, CERTIFICATE, subject="again")
    assert await set_authority(desk, unit_administrator, ELSEWHERE) == 1
    assert (await count_waiting(desk, authority)).cases["credit"] == 0
    sheet = await read_credit(desk, nurse, waiting.id)
    assert sheet.credit.stage is Stage.AUTHORITY_ELSEWHERE
    assert sheet.history[-1].verb == "led-to-authority-elsewhere"
    assert await set_authority(desk, unit_administrator, HERE) == 1
    assert await set_authority(desk, unit_administrator, HERE) == 0
    await set_authority(desk, unit_administrator, ELSEWHERE)
    early = (await read_credit(desk, nurse, early.id)).credit
    early = await approve(desk, early, head_nurse, unit_administrator)
    assert early.stage is Stage.AUTHORITY_ELSEWHERE


async def test_a_lone_administrators_own_claim_ends_with_the_authoritys_letter(
    desk: Desk, unit_administrator: Actor, nurse: Actor
) -> None:
    alone = replace(unit_administrator, staff_id=nurse.staff_id, department_id=nurse.department_id)
    await set_authority(desk, unit_administrator, ELSEWHERE)
    credit = await a_submitted_credit(desk, nurse, CERTIFICATE)
    async with desk.store.transaction() as tx:
        held = await tx.credits.hold(credit.id)
        await tx.credits.save(replace(held, stage=Stage.AUTHORITY_ELSEWHERE))
        await tx.results.hold([(held.staff_id, held.year)])
    assert not await record(desk, alone, credit, seen=credit.version + 1)
    assert (await read_credit(desk, nurse, credit.id)).credit.stage is Stage.APPROVED


async def test_no_unit_waits_for_an_authority_that_nobody_holds(
    empty_home: Path, clock: MovableClock
) -> None:
    async with open_desk(settings_for(empty_home), clock=clock) as desk:
        await create_administrator(desk, Actor.system(), "330111", "余姚医院", "周全")
        who = await _holder_of(desk, "330111")
        assert await read_authority(desk, who) == Authority(None, works_here=False, waiting=0)
        with pytest.raises(NoAuthorityHere):
            await set_authority(desk, who, HERE)
        words = ("330001", "市继教中心", AuthorityLevel.CITY, "周省")
        await create_authority(desk, Actor.system(), *words)
        assert (await _holder_of(desk, "330001")).roles == {Role.AUTHORITY_REVIEWER}
        await set_authority(desk, who, HERE)
        with pytest.raises(NotAllowed):
            await set_authority(desk, await _holder_of(desk, "330001"), ELSEWHERE)


async def _holder_of(desk: Desk, login: str) -> Actor:
    async with desk.store.reading() as tx:
        account = await tx.accounts.by_login(login)
    assert account
    return actor_of(account, via="test")

"""The 学分登记表 from the record, and the page that verifies one."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image
from pypdf import PdfReader

from core.domain.credits.credit import Credit
from core.domain.errors import NotFound
from core.domain.limits import TooManyFailures
from core.domain.register import Actor
from core.forms.filling import content_hash
from core.issuing import _new_issue, blank_registration
from core.ports import Desk
from core.usecases.credits.compliance import take_effect
from core.usecases.forms import (
    MOST_PEOPLE,
    TooManyForms,
    ask_for_forms,
    registered,
    registration_form_pdf,
)
from core.usecases.register.departments import rename_department
from core.usecases.register.photos import set_photo
from core.usecases.verifying import verify_form
from storage.system import MovableClock
from tests import cast
from tests.jobs import made
from tests.stories import CERTIFICATE, PAPER, a_submitted_credit, approve

IP = "10.0.0.8"


async def in_effect(desk: Desk, clock: MovableClock, who: Actor, *reviewers: Actor) -> Credit:
    credit = await approve(desk, await a_submitted_credit(desk, who, PAPER), *reviewers)
    clock.move(days=1)
    await take_effect(desk, Actor.system())
    return credit


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


async def test_the_form_shows_what_is_in_effect_and_the_result(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor, unit_administrator: Actor
) -> None:
    await in_effect(desk, clock, nurse, head_nurse, unit_administrator)
    await a_submitted_credit(desk, nurse, CERTIFICATE)
    form = await registration_form_pdf(desk, nurse, nurse.staff_id, 2026)
    text = text_of(form.content)
    for words in ("闻旦", "主管护师", "老年患者跌倒风险评估", "15.0", "总学分不足25学分"):
        assert words in text
    assert "危重症护理新进展" not in text
    assert (form.name, form.missing) == ("2026-8200000001.pdf", ())


async def test_the_same_content_is_issued_once_byte_for_byte(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor
) -> None:
    first = await registration_form_pdf(desk, nurse, nurse.staff_id, 2026)
    clock.move(days=1)
    again = await registration_form_pdf(desk, head_nurse, nurse.staff_id, 2026)
    assert first.content == again.content


async def test_another_font_makes_another_paper_and_no_lie_of_the_one_before(
    desk: Desk, nurse: Actor
) -> None:
    """A machine that has got more fonts issues anew; what it issued before still agrees."""
    staff_id = nurse.staff_id or ""
    async with desk.store.transaction() as tx:
        blank = await blank_registration(desk, tx, staff_id, 2026)
        for code, fonts in (("withlessfontsaaa", ["Old 1"]), ("beforefontscount", [])):
            facts = registered(blank) | {"fonts": fonts}
            issue = _new_issue(desk, staff_id, blank, content_hash(blank, fonts), facts)
            await tx.issues.add(replace(issue, code=code))
    form = await registration_form_pdf(desk, nurse, staff_id, 2026)
    for code in ("withlessfontsaaa", "beforefontscount"):
        assert code not in text_of(form.content).replace(" ", "")
        assert (await verify_form(desk, code, ip=IP)).still_agrees


async def test_anybody_with_the_code_sees_whether_the_record_still_agrees(
    desk: Desk,
    clock: MovableClock,
    nurse: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
) -> None:
    form = await registration_form_pdf(desk, nurse, nurse.staff_id, 2026)
    code = await _code(desk)
    assert code in text_of(form.content).replace(" ", "")
    verified = await verify_form(desk, f" {code[:4].upper()} {code[4:]}", ip=IP)
    assert (verified.name, verified.years[0].points, verified.still_agrees) == ("闻*", 0, True)
    await in_effect(desk, clock, nurse, head_nurse, unit_administrator)
    assert not (await verify_form(desk, code, ip=IP)).still_agrees


async def _code(desk: Desk) -> str:
    from storage.models import IssueRow

    with desk.store._database.entered():
        return (await IssueRow.all().first()).code


async def test_guessing_codes_is_stopped(desk: Desk) -> None:
    for number in range(10):
        with pytest.raises(NotFound):
            await verify_form(desk, f"guess{number}", ip=IP)
    with pytest.raises(TooManyFailures):
        await verify_form(desk, "guess", ip=IP)


async def test_several_people_come_as_one_document_or_one_file_each(
    desk: Desk, nurse: Actor, colleague: Actor, head_nurse: Actor
) -> None:
    people = [nurse.staff_id, colleague.staff_id]
    one = await made(desk, head_nurse, people)
    assert len(PdfReader(BytesIO(one)).pages) == 2
    packed = await made(desk, head_nurse, people, each_its_own=True)
    names = ZipFile(BytesIO(packed)).namelist()
    assert names == ["2026-闻旦-8200000001.pdf", "2026-葛莺莺-8200000002.pdf"]


async def test_the_same_people_give_the_same_bytes_however_they_are_packed(
    desk: Desk, clock: MovableClock, nurse: Actor, colleague: Actor, head_nurse: Actor
) -> None:
    people = [str(nurse.staff_id), str(colleague.staff_id)]
    for each_its_own in (False, True):
        first = await made(desk, head_nurse, people, each_its_own=each_its_own)
        clock.move(minutes=7)
        again = await made(desk, head_nurse, people, each_its_own=each_its_own)
        assert first == again


async def test_more_people_than_one_document_holds_are_refused_and_not_left_out(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    headcount = [str(nurse.staff_id)] * (MOST_PEOPLE + 1)
    with pytest.raises(TooManyForms):
        await ask_for_forms(desk, head_nurse, headcount, 2026)


async def test_a_form_of_somebody_outside_the_scope_is_not_found(
    desk: Desk, nurse: Actor, colleague: Actor, head_nurse: Actor, physician: Actor
) -> None:
    with pytest.raises(NotFound):
        await registration_form_pdf(desk, colleague, nurse.staff_id, 2026)
    with pytest.raises(NotFound):
        await ask_for_forms(desk, head_nurse, [nurse.staff_id, physician.staff_id], 2026)
    with pytest.raises(NotFound):
        await ask_for_forms(desk, head_nurse, [], 2026)


async def test_a_photo_stands_on_the_form_and_changes_no_code(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    plain = await registration_form_pdf(desk, nurse, nurse.staff_id or "", 2026)
    assert not PdfReader(BytesIO(plain.content)).pages[0].images
    photo = BytesIO()
    Image.new("RGB", (300, 900), "red").save(photo, "JPEG")
    await set_photo(desk, head_nurse, nurse.staff_id or "", photo.getvalue(), seen=1)
    shown = await registration_form_pdf(desk, nurse, nurse.staff_id or "", 2026)
    (picture,) = PdfReader(BytesIO(shown.content)).pages[0].images
    assert picture.image is not None
    assert picture.image.size == (480, 640)
    assert text_of(shown.content) == text_of(plain.content)


async def test_a_form_of_an_earlier_year_keeps_the_departments_name(
    desk: Desk, nurse: Actor, unit_administrator: Actor
) -> None:
    await rename_department(desk, unit_administrator, cast.NURSING.id, "护理学部", seen="护理")
    for year, is_new in ((2025, False), (2026, True)):
        form = await registration_form_pdf(desk, nurse, nurse.staff_id or "", year)
        assert ("护理学部" in text_of(form.content)) is is_new

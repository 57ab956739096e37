"""The pages on which credits are corrected, several submitted, and one entered for many."""

import re
from html import unescape

from core.domain.credits.credit import Stage
from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from core.usecases.credits.sheets import read_credit
from storage.system import MovableClock
from tests import cast
from tests.pwa.conftest import Browser
from tests.pwa.register.test_standing import hidden, send, text_of
from tests.pwa.years import put_credit
from tests.stories import CERTIFICATE, a_complete_draft
from tests.trainings import awarded_to

HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
assert cast.NURSE.staff
assert cast.COLLEAGUE.staff
NURSE, COLLEAGUE = cast.NURSE.staff.id, cast.COLLEAGUE.staff.id
PREVIEW, MAKE = "/credits/corrections/preview", "/credits/corrections"


def confirming(page: str) -> list[tuple[str, str]]:
    """Return what the button of a preview sends."""
    form = page[page.index(f'action="{MAKE}"') :]
    return [(name, unescape(value)) for name, value in hidden(form)]


async def stage_of(desk: Desk, credit_id: str) -> Stage:
    return (await read_credit(desk, UNIT, credit_id)).credit.stage


async def test_ticked_credits_are_looked_at_then_deleted(
    desk: Desk, head_nurse_browser: Browser, nurse_browser: Browser
) -> None:
    one = await put_credit(desk, cast.NURSE, "护理进展", 300, Stage.UNIT_REVIEW)
    other = await put_credit(desk, cast.COLLEAGUE, "静脉治疗", 300, Stage.UNIT_REVIEW)
    page = await text_of(head_nurse_browser, "/credits/corrections?tab=personal")
    assert f'value="{one.id}"' in page
    assert re.findall(r'name="act" value="(\w+)"', page)[0] == "correct"  # what Enter means
    ticks = [("credit", one.id), ("credit", other.id)]
    typed = [*ticks, ("act", "delete"), ("reason", "")]
    status, page = await send(head_nurse_browser, PREVIEW, typed)
    assert (status, f'value="{one.id}" checked' in page) == (422, True)
    status, page = await send(head_nurse_browser, PREVIEW, [*typed[:-1], ("reason", "重复录入")])
    assert status == 200
    assert say("corrected-make-delete", count=2) in page
    assert await stage_of(desk, one.id) is Stage.UNIT_REVIEW
    status, page = await send(head_nurse_browser, MAKE, confirming(page))
    assert status == 200
    assert say("corrected-sum-made", changed=2, others=0, felt=2) in page
    assert await stage_of(desk, one.id) is await stage_of(desk, other.id) is Stage.REJECTED
    told = await text_of(nurse_browser, "/inbox")
    assert say("notice-credit-deleted", reason="重复录入") in told
    for path in (MAKE, f"{MAKE}?tab=training", f"{MAKE}?name=x&from=2026-01-01&subtype="):
        assert await text_of(head_nurse_browser, path)


async def test_the_year_by_which_a_list_is_filtered_becomes_nobodys_year(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    credit = await put_credit(desk, cast.NURSE, "护理进展", 300, Stage.UNIT_REVIEW)
    typed = [("year", "2025"), ("credit", credit.id), ("act", "correct")]
    typed += [("amount", "2"), ("reason", "照证书改")]
    status, page = await send(unit_administrator_browser, PREVIEW, typed)
    assert (status, "change-year" in page) == (200, False)
    await send(unit_administrator_browser, MAKE, confirming(page))
    after = (await read_credit(desk, UNIT, credit.id)).credit
    assert (after.points, after.year) == (200, 2026)


async def test_one_credit_is_corrected_in_its_own_form_and_nothing_typed_is_lost(
    desk: Desk, head_nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    credit = await put_credit(desk, cast.NURSE, "护理进展", 200, Stage.UNIT_REVIEW)
    assert f"/credits/{credit.id}/correction" in await text_of(
        head_nurse_browser, f"/credits/{credit.id}"
    )
    page = await text_of(head_nurse_browser, f"/credits/{credit.id}/correction")
    assert 'name="amount"' not in page
    typed = [
        *(
            ("single", "1"),
            ("credit", credit.id),
            ("act", "correct"),
            ("reason", "照证书改"),
        ),
        *(("year", "2026"), ("answer-quantity", "3"), ("answer-project-name", "护理新进展")),
        *(("first-dates", "2027-01-01"), ("last-dates", ""), ("answer-organiser", "省护理学会")),
    ]
    status, page = await send(head_nurse_browser, PREVIEW, typed)
    assert status == 422
    assert "照证书改" in page
    assert "2027-01-01" in page
    typed = [(name, "2026-06-01" if name == "first-dates" else text) for name, text in typed]
    typed += [("answer-project-number", "2026-1")]
    status, page = await send(head_nurse_browser, PREVIEW, typed)
    assert status == 200, page
    assert "护理新进展" in page
    status, page = await send(head_nurse_browser, MAKE, confirming(page))
    after = (await read_credit(desk, UNIT, credit.id)).credit
    assert (after.points, after.claim.activity) == (100, "护理新进展")
    page = await text_of(unit_administrator_browser, f"/credits/{credit.id}/correction")
    assert 'name="amount"' in page


async def test_a_credit_in_effect_says_who_can_reverse_it(
    desk: Desk, head_nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    credit = await put_credit(desk, cast.NURSE, "护理进展", 300)
    page = await text_of(head_nurse_browser, f"/credits/{credit.id}")
    assert say("refusal-credit-in-effect", day="2026-03-01") in page
    path = f"/credits/{credit.id}/correction"
    assert (await head_nurse_browser.get(path)).status_code == 409
    assert say("correction-reverse-what") in await text_of(unit_administrator_browser, path)
    typed = [("single", "1"), ("credit", credit.id), ("act", "reverse"), ("reason", "撤稿")]
    _, page = await send(unit_administrator_browser, PREVIEW, typed)
    await send(unit_administrator_browser, MAKE, confirming(page))
    assert (await read_credit(desk, UNIT, credit.id)).credit.reversed_on == desk.today()


async def test_somebody_is_found_by_a_number_that_stands_in_no_address(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    await put_credit(desk, cast.NURSE, "护理进展", 300, Stage.DEPARTMENT_REVIEW)
    await put_credit(desk, cast.COLLEAGUE, "静脉治疗", 300, Stage.DEPARTMENT_REVIEW)
    for place in ("credits", "corrections", "review"):
        sent = {"place": place, "number": cast.NURSE.document}
        answer = await head_nurse_browser.post("/credits/search", sent)
        assert answer.status_code == 303
        to = answer.headers["Location"]
        assert cast.NURSE.document not in to
        page = await text_of(head_nurse_browser, to)
        assert "护理进展" in page
        assert "静脉治疗" not in page
    sent = {"place": "credits", "number": cast.STRANGER.document}
    assert (await head_nurse_browser.post("/credits/search", sent)).status_code == 404
    assert (
        await head_nurse_browser.get("/credits?whose=all&staff=nobodyatall22222")
    ).status_code in {400, 422}


async def test_ticked_drafts_are_submitted_and_an_activity_is_entered_for_many(
    desk: Desk, head_nurse: Actor, head_nurse_browser: Browser
) -> None:
    draft = await a_complete_draft(desk, head_nurse, CERTIFICATE, staff_id=NURSE)
    page = await text_of(head_nurse_browser, "/credits?whose=others&tab=draft")
    assert f'value="{draft.id}:{draft.version}"' in page
    status, page = await send(head_nurse_browser, "/credits/submission", [("whose", "others")])
    assert status == 422
    assert say("refusal-no-credit-ticked") in page
    path = f"/credits/{draft.id}/companions"
    assert say("companions-paste") in await text_of(head_nurse_browser, path)
    status, page = await send(head_nurse_browser, f"{path}/preview", [("people", " ")])
    assert status == 422
    typed = [("people", "葛莺莺、刘一秀"), ("staff", NURSE)]
    status, page = await send(head_nurse_browser, f"{path}/preview", typed)
    assert (status, "刘一秀" in page) == (200, True)
    assert re.search(rf'value="{COLLEAGUE}"\s+checked', page)
    sent = [("seen", f"{draft.id}:{draft.version}"), ("whose", "others")]
    status, page = await send(head_nurse_browser, "/credits/submission", sent)
    assert say("submitted-sum", done=1, failed=0) in page
    status, page = await send(head_nurse_browser, path, [("staff", COLLEAGUE)])
    assert say("submitted-sum", done=1, failed=0) in page
    status, page = await send(head_nurse_browser, path, [("staff", COLLEAGUE)])
    assert say("refusal-entered-already", name="葛莺莺") in page
    assert "葛莺莺" in await text_of(head_nurse_browser, "/credits?whose=all&number=8200000002")


async def test_the_wizard_shows_all_rules_of_a_year_by_subcategory(nurse_browser: Browser) -> None:
    page = await text_of(nurse_browser, "/credits/new?year=2026")
    assert page.count('<th scope="row"') > 10
    (code,) = re.findall(r'<option value="([^"]+)" >[^<]*进修', page)[:1]
    narrowed = await text_of(nurse_browser, f"/credits/new?year=2026&subtype={code}")
    assert 0 < narrowed.count('<th scope="row"') < page.count('<th scope="row"')
    (path,) = re.findall(r'<th scope="row"[^>]*><a class="table-link" href="([^"]+)"', narrowed)[:1]
    picked = await text_of(nurse_browser, unescape(path))
    assert re.search(r'name="rule" value="[^"]+" required\s+checked', picked)


async def test_by_training_one_chooses_the_training_then_its_people(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    training = await awarded_to(desk, clock, [cast.NURSE.actor])
    page = await text_of(head_nurse_browser, f"{MAKE}?tab=training")
    assert say("corrections-training-choose") in page
    assert cast.NURSE.account.name not in page
    href = f"{MAKE}?tab=training&amp;training={training.id}"
    assert href in page
    chosen = await text_of(head_nurse_browser, unescape(href))
    assert cast.NURSE.account.name in chosen
    assert say("corrections-training-choose") not in chosen

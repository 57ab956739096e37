"""The award in the web app: proposals, choices with a reason, all at once, reversals."""

import re
from dataclasses import replace
from html import unescape

import pytest
from markupsafe import Markup

from core.domain.credits.credit import Credit, Stage
from core.domain.register import Actor
from core.domain.review import Decision
from core.ports import Desk
from core.texts import say
from core.usecases.credits.compliance import take_effect
from core.usecases.review import decide
from core.usecases.trainings.awards import award_credits, read_awards
from storage.system import MovableClock
from tests import cast
from tests.pwa.conftest import Browser, BrowserOf
from tests.pwa.rooms import (
    COLLEAGUE,
    HEAD,
    NURSE,
    OUTSIDE,
    PHYSICIAN,
    UNIT,
    Held,
    approved,
    attended,
    awarded,
    closing_waits,
    everybody,
    seen_on,
    text_of,
)
from tests.pwa.years import put_credit
from tests.trainings import scan


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database: what these pages show does not depend on it."""
    return sqlite_url


@pytest.fixture
async def over(desk: Desk, clock: MovableClock) -> Held:
    """闻旦 was there to the end, 葛莺莺 scanned once, 蔡李铭 did not come."""
    return await attended(desk, clock, cast.NURSE.actor)


def person(held: Held, staff_id: str, role: str = "participant") -> str:
    return f"{held.awards}/{staff_id}/{role}"


async def choose(
    browser: Browser, held: Held, staff_id: str, group: str, reason: str
) -> tuple[int, str]:
    """Press the button of a person's page, as it is seen before."""
    page = await text_of(await browser.get(person(held, staff_id)))
    seen = re.search(r'name="seen" value="(\w+)"', page)
    form = {"group": group, "reason": reason, "seen": seen[1] if seen else ""}
    answer = await browser.post(f"{person(held, staff_id)}/choice", form)
    return answer.status_code, await text_of(answer)


def words_of(page: str) -> str:
    """Return what is read on a page, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


async def credits_of(desk: Desk, held: Held) -> dict[str, Credit]:
    found = (await read_awards(desk, HEAD, held.training.id)).credits
    return {staff_id: credit for (staff_id, _), credit in found.items()}


async def test_who_sees_and_who_makes_the_award(
    desk: Desk, over: Held, guest: Browser, browser_of: BrowserOf
) -> None:
    refused = OUTSIDE | {"unit administrator": 403}
    for caller, browser in (await everybody(guest, browser_of)).items():
        for path in (over.awards, f"{over.awards}?group=excluded", person(over, NURSE.id)):
            assert (await browser.get(path)).status_code == OUTSIDE.get(caller, 200), caller
        form = {"group": "included", "reason": "核对过"}
        answer = await browser.post(f"{person(over, NURSE.id)}/choice", form)
        assert answer.status_code == refused.get(caller, 303), caller
        version = (await read_awards(desk, HEAD, over.training.id)).training.version
        answer = await browser.post(over.awards, {"seen": str(version)})
        assert answer.status_code == refused.get(caller, 303), caller


async def test_before_the_last_cycle_ends_the_page_says_when(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    held = await approved(desk)
    page = await text_of(await head_nurse_browser.get(held.awards))
    assert said("award-too-early", at="2026-06-15 13:10") in page
    assert 'name="seen"' not in page
    version = (await read_awards(desk, HEAD, held.training.id)).training.version
    answer = await head_nurse_browser.post(held.awards, {"seen": str(version)})
    assert answer.status_code == 409
    assert said("refusal-not-held-yet") in await text_of(answer)


async def test_both_groups_say_who_and_why(over: Held, head_nurse_browser: Browser) -> None:
    page = await text_of(await head_nurse_browser.get(over.awards))
    for words in ("闻旦", said("award-why-present"), "10:00–13:10", said("award-all", count=1)):
        assert words in page, words
    assert "葛莺莺" not in page
    page = await text_of(await head_nurse_browser.get(f"{over.awards}?group=excluded"))
    for words in ("葛莺莺", said("award-why-incomplete"), "蔡李铭", said("award-why-absent")):
        assert words in page, words
    assert "闻旦" not in page


async def test_while_people_still_sign_out_the_page_warns(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    held = await approved(desk)
    clock.move(minutes=195)
    page = await text_of(await head_nurse_browser.get(held.awards))
    assert said("award-scans-until", at="2026-06-15 13:40") in page


async def test_somebody_is_included_or_excluded_with_a_reason(
    desk: Desk, over: Held, head_nurse_browser: Browser
) -> None:
    for staff, group in ((COLLEAGUE, "included"), (NURSE, "excluded")):
        status, page = await choose(head_nurse_browser, over, staff.id, group, "")
        assert status == 422
        assert said("refusal-text-needed") in page
        status, page = await choose(head_nurse_browser, over, staff.id, group, "长" * 181)
        assert status == 422
        assert "长" * 181 in page
        assert (await choose(head_nurse_browser, over, staff.id, group, "核对过"))[0] == 303
    page = await text_of(await head_nurse_browser.get(f"{over.awards}?group=excluded"))
    assert said("award-chosen-out", reason="核对过") in page
    sheet = await read_awards(desk, HEAD, over.training.id)
    assert [one.staff_id for one in sheet.included] == [COLLEAGUE.id]


async def test_who_has_nothing_to_do_with_it_is_not_there(
    over: Held, head_nurse_browser: Browser
) -> None:
    for path in (person(over, PHYSICIAN.id), person(over, NURSE.id, "speaker")):
        assert (await head_nurse_browser.get(path)).status_code == 404
    assert (await head_nurse_browser.get(person(over, NURSE.id, "guest"))).status_code == 404
    status, _ = await choose(head_nurse_browser, over, cast.STRANGER.staff.id, "included", "x")
    assert status == 404


async def test_all_are_awarded_with_one_button_and_only_once(
    desk: Desk, over: Held, head_nurse_browser: Browser
) -> None:
    seen = await seen_on(head_nurse_browser, over.awards)
    answer = await head_nurse_browser.post(over.awards, {"seen": seen})
    assert answer.status_code == 303
    page = await text_of(await head_nurse_browser.get(answer.headers["Location"]))
    assert said("stage-awarded") in page
    assert said("award-told-awarded") in page
    assert set(await credits_of(desk, over)) == {NURSE.id}
    answer = await head_nurse_browser.post(over.awards, {"seen": seen})
    assert answer.status_code == 409
    assert said("refusal-training-changed", training_stage=said("training-stage-awarded")) in (
        await text_of(answer)
    )
    assert set(await credits_of(desk, over)) == {NURSE.id}


async def test_an_older_page_does_not_award(
    desk: Desk, over: Held, head_nurse_browser: Browser
) -> None:
    seen = await seen_on(head_nurse_browser, over.awards)
    await choose(head_nurse_browser, over, NURSE.id, "excluded", "中途离开")
    assert (await head_nurse_browser.post(over.awards, {"seen": seen})).status_code == 409
    assert (await head_nurse_browser.post(over.awards, {"seen": "x"})).status_code == 422
    assert await credits_of(desk, over) == {}


async def test_an_award_of_nothing_is_refused(
    desk: Desk, over: Held, head_nurse_browser: Browser
) -> None:
    await choose(head_nurse_browser, over, NURSE.id, "excluded", "中途离开")
    page = await text_of(await head_nurse_browser.get(over.awards))
    assert said("award-empty-included-title") in page
    assert 'name="seen"' not in page
    version = (await read_awards(desk, HEAD, over.training.id)).training.version
    answer = await head_nurse_browser.post(over.awards, {"seen": str(version)})
    assert answer.status_code == 422
    assert said("refusal-nothing-to-award") in await text_of(answer)


async def test_the_award_is_corrected_until_it_takes_effect(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    held = await awarded(desk, clock)
    assert (await choose(head_nurse_browser, held, COLLEAGUE.id, "included", "补签"))[0] == 303
    assert (await choose(head_nurse_browser, held, NURSE.id, "excluded", "代签"))[0] == 303
    stages = {staff_id: one.stage for staff_id, one in (await credits_of(desk, held)).items()}
    assert stages == {NURSE.id: Stage.REJECTED, COLLEAGUE.id: Stage.AWARDED}
    page = await text_of(await head_nurse_browser.get(f"{held.awards}?group=excluded"))
    assert f">{NURSE.name}</a>" in page
    await closing_waits(desk, held)
    status, page = await choose(head_nurse_browser, held, NURSE.id, "included", "更正")
    assert status == 409
    stage = said("training-stage-closing-review")
    assert said("refusal-not-awardable", training_stage=stage) in page


# ------------------------------------------------------------------ seen before it is made


async def nearly_met(desk: Desk) -> None:
    """Give 闻旦 all but a little of the year: with the award's 0.2 and three hours it is met."""
    await put_credit(desk, cast.NURSE, "SCI论文", 2490, rule="paper-sci", hours=8900)


async def test_a_correction_first_shows_what_changes_and_whose_year_comes_out_otherwise(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    await nearly_met(desk)
    held = await awarded(desk, clock)
    page = words_of(await text_of(await head_nurse_browser.get(person(held, NURSE.id))))
    for words in (
        said("preview-title"),
        "审核状态 已授分，待核销 → 变为 不通过",
        "全部通过后 达标 → 变为 不达标 还差 0.1 学分 · 还差 1.0 学时",
        "计入学分 25.1 → 变为 24.9",
        "计入学时 92.0 → 变为 89.0",
    ):
        assert words in page, words
    assert said("preview-now") not in page  # nothing of it counts yet
    assert (await choose(head_nurse_browser, held, NURSE.id, "excluded", "代签"))[0] == 303
    page = words_of(await text_of(await head_nurse_browser.get(person(held, NURSE.id))))
    assert "全部通过后 不达标 → 变为 达标" in page


async def test_a_reversal_shows_what_it_does_today_in_either_language(
    desk: Desk, clock: MovableClock, browser_of: BrowserOf
) -> None:
    await nearly_met(desk)
    held = await in_effect(desk, clock)
    unit = await browser_of(cast.UNIT_ADMINISTRATOR)
    page = words_of(await text_of(await unit.get(person(held, NURSE.id))))
    assert "冲销日期 无 → 变为 2026-06-16" in page
    assert "目前 达标 → 变为 不达标" in page
    assert said("preview-hoped") not in page  # it would say the same
    page = words_of(await text_of(await unit.get(f"{person(held, NURSE.id)}?lang=en")))
    assert "Reversed on none → becomes 2026-06-16" in page
    assert "Today Meets the standard → becomes Does not meet the standard" in page


async def test_what_changes_nobodys_year_says_so_in_a_line(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    held = await awarded(desk, clock)
    async with desk.store.transaction() as tx:
        *_, record = await tx.people.records(NURSE.id)
        await tx.records.put([replace(record, status="maternity-leave")])
    page = await text_of(await head_nurse_browser.get(person(held, NURSE.id)))
    assert said("preview-title-no-year") in page
    assert said("preview-no-year") in page
    assert said("preview-title") not in page


async def test_before_the_award_there_is_nothing_to_show(
    over: Held, head_nurse_browser: Browser
) -> None:
    page = await text_of(await head_nurse_browser.get(person(over, NURSE.id)))
    assert said("award-exclude-title") in page
    assert 'id="preview-title"' not in page


async def test_of_somebody_who_works_elsewhere_by_now_the_grounds_are_shown_and_no_button(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    held = await awarded(desk, clock)
    async with desk.store.transaction() as tx:
        await tx.people.move_all(
            [await tx.people.get(NURSE.id)], cast.OTHER_DEPARTMENT, desk.today()
        )
    answer = await head_nurse_browser.get(person(held, NURSE.id))
    assert answer.status_code == 200
    page = await text_of(answer)
    assert said("award-grounds") in page
    assert said("award-exclude-title") not in page
    assert (await choose(head_nurse_browser, held, NURSE.id, "excluded", "代签"))[0] == 404


async def test_a_correction_that_would_do_something_else_by_now_is_refused_and_shown_anew(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    await nearly_met(desk)
    held = await awarded(desk, clock)
    seen = await seen_on(head_nurse_browser, person(held, NURSE.id))
    await put_credit(desk, cast.NURSE, "第二篇", 100, rule="paper-core", hours=300)
    form = {"group": "excluded", "reason": "他人代签", "seen": seen}
    answer = await head_nurse_browser.post(f"{person(held, NURSE.id)}/choice", form)
    page = await text_of(answer)
    assert answer.status_code == 409
    assert said("refusal-preview-changed") in page
    assert "计入学分 26.1 → 变为 25.9" in words_of(page)
    assert "他人代签" in page
    assert (await credits_of(desk, held))[NURSE.id].stage is Stage.AWARDED
    anew = re.search(r'name="seen" value="(\w+)"', page)
    assert anew
    form["seen"] = anew[1]
    answer = await head_nurse_browser.post(f"{person(held, NURSE.id)}/choice", form)
    assert answer.status_code == 303
    assert (await credits_of(desk, held))[NURSE.id].stage is Stage.REJECTED


# ------------------------------------------------------------------ in effect


async def in_effect(desk: Desk, clock: MovableClock) -> Held:
    """Return a training whose credits count."""
    held = await awarded(desk, clock)
    waiting = await closing_waits(desk, held)
    await decide(desk, UNIT, held.training.subject, Decision.APPROVE, seen=waiting.version)
    clock.move(days=1)
    await take_effect(desk, Actor.system())
    return held


async def test_the_unit_reverses_a_credit_in_effect_with_a_reason(
    desk: Desk, clock: MovableClock, browser_of: BrowserOf
) -> None:
    held = await in_effect(desk, clock)
    path = f"{person(held, NURSE.id)}/reversal"
    head, unit = await browser_of(cast.HEAD_NURSE), await browser_of(cast.UNIT_ADMINISTRATOR)
    assert said("award-reverse-title") not in await text_of(await head.get(person(held, NURSE.id)))
    assert said("award-reverse-title") in await text_of(await unit.get(person(held, NURSE.id)))
    form = {"reason": "他人代签", "seen": await seen_on(unit, person(held, NURSE.id))}
    assert (await head.post(path, form)).status_code == 403
    answer = await unit.post(path, form | {"reason": ""})
    assert answer.status_code == 422
    assert said("refusal-text-needed") in await text_of(answer)
    assert (await unit.post(path, form)).status_code == 303
    page = Markup(await text_of(await unit.get(held.awards)))
    assert said("stage-reversed", day="2026-06-16") in page.striptags()
    assert (await unit.post(path, form)).status_code == 409
    nobodys = f"{person(held, COLLEAGUE.id)}/reversal"
    assert (await unit.post(nobodys, form)).status_code == 404


async def test_a_speaker_is_awarded_as_one(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    held = await approved(desk, teacher={"teacher_id": NURSE.id})
    await scan(desk, cast.NURSE.actor, held.cycle)
    clock.move(minutes=240)
    page = await text_of(await head_nurse_browser.get(held.awards))
    assert said("award-role-speaker") in page
    assert said("award-why-teaches", topics="外渗的处理") in page
    version = (await read_awards(desk, HEAD, held.training.id)).training.version
    await award_credits(desk, HEAD, held.training.id, seen=version)
    page = await text_of(await head_nurse_browser.get(person(held, NURSE.id, "speaker")))
    assert "0.4" in page

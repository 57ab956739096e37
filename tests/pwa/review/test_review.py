"""The reviewer's queue in the web app: one decision after the other, batches, undo."""

import asyncio
from dataclasses import replace

import pytest

from core.domain.credits.credit import Stage
from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from core.usecases.credits.sheets import read_credit
from core.usecases.trainings.plans import submit_training
from storage.system import MovableClock
from tests import cast
from tests.pwa import rooms
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import Entry, begin, form_of, submitted, text_of
from tests.pwa.years import put_credit
from tests.trainings import a_plan


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def press(
    browser: Browser, entry: Entry, decision: str, seen: int, reason: str = ""
) -> tuple[int, str]:
    """Press a button under a claim; return the status, and the page or where it leads."""
    form = {"decision": decision, "seen": str(seen), "reason": reason, "back": "/review"}
    answer = await browser.post(f"/review/credits/{entry.credit_id}/decision", form)
    return answer.status_code, answer.headers.get("Location") or await text_of(answer)


async def seen_by(desk: Desk, who: Actor, entry: Entry) -> tuple[Stage, int]:
    credit = (await read_credit(desk, who, entry.credit_id)).credit
    return credit.stage, credit.version


@pytest.fixture
async def waiting(nurse_browser: Browser) -> Entry:
    """闻旦's claim, before her head nurse."""
    return await submitted(nurse_browser)


async def test_the_queue_shows_all_that_a_decision_needs(
    waiting: Entry, head_nurse_browser: Browser
) -> None:
    page = await text_of(await head_nurse_browser.get("/review"))
    for words in (
        "闻旦",
        "8200000001",
        "2.0",
        "赴外省获得学分(国家级)",
        "每3小时授予1分（最高限分10）",
        "6 学时 ÷ 3 = 2.0 学分",
        "2026-03-12",
        "江苏省护理学会",
        said("review-held", points="0.0"),
        f"{waiting.path}/evidence/",
        said("review-approve"),
        said("review-return"),
        said("review-reject"),
    ):
        assert words in page, words


async def test_a_reviewer_sees_that_a_claim_adds_nothing(
    desk: Desk, waiting: Entry, head_nurse_browser: Browser
) -> None:
    assert "这次计" not in await text_of(await head_nurse_browser.get("/review"))
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 1000)
    assert "本类已满，这次计 0 分" in await text_of(await head_nurse_browser.get("/review"))


async def test_a_passed_claim_goes_on_and_the_next_one_is_there(
    desk: Desk,
    nurse: Actor,
    waiting: Entry,
    nurse_browser: Browser,
    head_nurse_browser: Browser,
) -> None:
    second = await submitted(nurse_browser, 2, "k2", **{"answer-project-name": "第二个项目"})
    _, version = await seen_by(desk, nurse, waiting)
    status, place = await press(head_nurse_browser, waiting, "approve", version)
    assert status == 303
    page = await text_of(await head_nurse_browser.get(place))
    assert f'action="/review/credits/{second.credit_id}/decision"' in page
    assert said("review-done-approve", name="闻旦", points="2.0") in page
    assert f'action="/review/credits/{waiting.credit_id}/undo"' in page
    assert (await seen_by(desk, nurse, waiting))[0] is Stage.UNIT_REVIEW


async def test_a_decision_is_undone_within_ten_seconds(
    desk: Desk,
    nurse: Actor,
    waiting: Entry,
    head_nurse_browser: Browser,
    clock: MovableClock,
) -> None:
    for wait, status, stage in ((9, 303, Stage.DEPARTMENT_REVIEW), (11, 409, Stage.UNIT_REVIEW)):
        _, version = await seen_by(desk, nurse, waiting)
        await press(head_nurse_browser, waiting, "approve", version)
        clock.move(seconds=wait)
        form = {"seen": str(version + 1), "back": "/review"}
        answer = await head_nurse_browser.post(f"/review/credits/{waiting.credit_id}/undo", form)
        assert (answer.status_code, (await seen_by(desk, nurse, waiting))[0]) == (status, stage)


@pytest.mark.parametrize("decision", ["return", "reject"])
async def test_a_reason_is_asked_for_and_kept(
    desk: Desk, nurse: Actor, waiting: Entry, head_nurse_browser: Browser, decision: str
) -> None:
    _, version = await seen_by(desk, nurse, waiting)
    status, page = await press(head_nurse_browser, waiting, decision, version)
    assert status == 422
    assert said("refusal-reason-needed") in page
    status, page = await press(head_nurse_browser, waiting, decision, version, "长" * 181)
    assert status == 422
    assert "长" * 181 in page
    status, _ = await press(head_nurse_browser, waiting, decision, version, "证书看不清")
    assert status == 303
    assert (await read_credit(desk, nurse, waiting.credit_id)).credit.reason == "证书看不清"


async def test_the_reason_has_a_page_of_its_own_without_scripts(
    waiting: Entry, head_nurse_browser: Browser
) -> None:
    page = await text_of(
        await head_nurse_browser.get(f"/review/credits/{waiting.credit_id}/reason?decision=reject")
    )
    assert said("review-reason-duplicate") in page
    assert 'name="reason"' in page


async def test_a_remark_with_an_approval_is_kept_when_it_is_too_long(
    desk: Desk, nurse: Actor, waiting: Entry, head_nurse_browser: Browser
) -> None:
    answer = await head_nurse_browser.get(
        f"/review/credits/{waiting.credit_id}/reason?decision=approve"
    )
    page = await text_of(answer)
    assert answer.status_code == 200
    assert said("review-reason-approve-send") in page
    assert said("review-reason-blurred") not in page
    _, version = await seen_by(desk, nurse, waiting)
    status, page = await press(head_nurse_browser, waiting, "approve", version, "好" * 181)
    assert status == 422
    assert "好" * 181 in page


async def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told(
    desk: Desk,
    nurse: Actor,
    waiting: Entry,
    head_nurse_browser: Browser,
    unit_administrator_browser: Browser,
    second_administrator_browser: Browser,
) -> None:
    _, version = await seen_by(desk, nurse, waiting)
    await press(head_nurse_browser, waiting, "approve", version)
    _, version = await seen_by(desk, nurse, waiting)
    answers = await asyncio.gather(
        press(unit_administrator_browser, waiting, "approve", version),
        press(second_administrator_browser, waiting, "reject", version, "不符"),
    )
    assert sorted(status for status, _ in answers) == [303, 409]
    told = next(page for status, page in answers if status == 409)
    assert "这条学分已经有了变化" in told


@pytest.fixture
async def second_administrator_browser(app: object, browser_of: object) -> Browser:
    """方闻's computer."""
    return await browser_of(cast.SECOND_UNIT_ADMINISTRATOR)  # type: ignore[operator, no-any-return]


async def test_deciding_again_says_what_it_is_now(
    desk: Desk, nurse: Actor, waiting: Entry, head_nurse_browser: Browser
) -> None:
    _, version = await seen_by(desk, nurse, waiting)
    await press(head_nurse_browser, waiting, "approve", version)
    status, page = await press(head_nurse_browser, waiting, "approve", version)
    assert status == 409
    assert said("stage-unit-review") in page


async def test_a_batch_reports_each_outcome(
    desk: Desk,
    nurse: Actor,
    waiting: Entry,
    nurse_browser: Browser,
    head_nurse_browser: Browser,
) -> None:
    second = await submitted(nurse_browser, 2, "k2")
    stale = await submitted(nurse_browser, 3, "k3")
    ticked = [
        ("case", f"credit.{entry.credit_id}:{(await seen_by(desk, nurse, entry))[1]}")
        for entry in (waiting, second)
    ]
    ticked += [("case", f"credit.{stale.credit_id}:1"), ("case", f"credit.{'a' * 16}:1")]
    answer = await _batch(head_nurse_browser, [*ticked, ("decision", "approve")])
    assert answer.status_code == 303
    page = await text_of(await head_nurse_browser.get(answer.headers["Location"]))
    assert said("review-outcomes-summary", done=2, failed=2) in page
    assert (await seen_by(desk, nurse, second))[0] is Stage.UNIT_REVIEW
    assert (await seen_by(desk, nurse, stale))[0] is Stage.DEPARTMENT_REVIEW


async def _batch(browser: Browser, pairs: list[tuple[str, str]]):  # type: ignore[no-untyped-def]
    return await browser.client.post(
        "/review/decisions",
        data=form_of([*pairs, ("back", "/review")]),
        headers=HERE | {"Content-Type": "application/x-www-form-urlencoded"},
    )


async def test_a_batch_of_nothing_or_without_a_reason_is_refused(
    desk: Desk, nurse: Actor, waiting: Entry, head_nurse_browser: Browser
) -> None:
    answer = await _batch(head_nurse_browser, [("decision", "approve")])
    assert answer.status_code == 422
    assert said("refusal-nothing-ticked") in await text_of(answer)
    ticked = ("case", f"credit.{waiting.credit_id}:{(await seen_by(desk, nurse, waiting))[1]}")
    answer = await _batch(head_nurse_browser, [ticked, ("decision", "return")])
    assert answer.status_code == 422
    assert said("refusal-reason-needed") in await text_of(answer)


@pytest.mark.parametrize(
    ("asked", "is_shown"),
    [
        ("name=%E9%97%BB", True),
        ("name=%E7%8E%8B", False),
        ("number=8200000001", True),
        ("number=9", False),
        ("year=2026", True),
        ("year=2025", False),
        ("rule=out-of-province-national", True),
        ("rule=paper-sci", False),
        ("from=2026-03-14&to=2026-03-20", True),
        ("from=2026-03-15", False),
        ("tab=passed", False),
    ],
)
async def test_the_filters_of_the_manual_narrow_the_queue(
    waiting: Entry, head_nurse_browser: Browser, asked: str, is_shown: bool
) -> None:
    page = await text_of(await head_nurse_browser.get(f"/review?{asked}"))
    assert (waiting.credit_id in page) == is_shown


async def test_an_empty_queue_says_so(head_nurse_browser: Browser) -> None:
    page = await text_of(await head_nurse_browser.get("/review"))
    assert said("review-empty-title") in page


async def test_the_same_file_of_another_claim_is_flagged_with_a_link(
    waiting: Entry, nurse_browser: Browser, head_nurse_browser: Browser
) -> None:
    again = await submitted(nurse_browser, 1, "k2")
    page = await text_of(await head_nurse_browser.get(f"/review?at={again.credit_id}"))
    assert said("flag-same-file", name="闻旦", year=2026) in page
    assert f'href="{waiting.path}"' in page


@pytest.mark.parametrize("path", ["/review", "/review?tab=passed"])
async def test_who_reviews_nothing_has_no_queue(nurse_browser: Browser, path: str) -> None:
    assert (await nurse_browser.get(path)).status_code == 403


async def test_nobody_decides_outside_their_scope_or_on_their_own(
    desk: Desk,
    nurse: Actor,
    waiting: Entry,
    nurse_browser: Browser,
    stranger_browser: Browser,
) -> None:
    _, version = await seen_by(desk, nurse, waiting)
    assert (await press(stranger_browser, waiting, "approve", version))[0] == 404
    assert (await press(nurse_browser, waiting, "approve", version))[0] == 403
    assert (await seen_by(desk, nurse, waiting))[0] is Stage.DEPARTMENT_REVIEW


async def test_a_draft_is_not_decided_on(
    nurse_browser: Browser, head_nurse_browser: Browser
) -> None:
    draft = await begin(nurse_browser)
    assert (await press(head_nurse_browser, draft, "approve", 1))[0] == 404


@pytest.mark.parametrize("kind", ["plan", "closing"])
async def test_the_button_says_what_of_a_training_is_passed(
    desk: Desk, clock: MovableClock, unit_administrator_browser: Browser, kind: str
) -> None:
    if kind == "plan":
        training = await a_plan(desk, rooms.HEAD)
        await submit_training(desk, rooms.HEAD, training.id, seen=training.version)
    else:
        await rooms.closing_waits(desk, await rooms.awarded(desk, clock))
    page = await text_of(await unit_administrator_browser.get("/review?kind=trainings"))
    for other in ("plan", "closing"):
        assert (f'data-key="a">{said(f"review-approve-{other}")} ' in page) == (other == kind)


async def test_what_waits_is_counted_by_kind(
    desk: Desk, nurse: Actor, waiting: Entry, unit_administrator_browser: Browser
) -> None:
    for name in ("第一条", "第二条"):
        await put_credit(desk, cast.PHYSICIAN, name, 100, Stage.UNIT_REVIEW)
    training = await a_plan(desk, rooms.HEAD)
    await submit_training(desk, rooms.HEAD, training.id, seen=training.version)
    both = "2 条学分、1 项培训"
    for path, times in (("/review", 2), ("/settings", 1)):
        page = await text_of(await unit_administrator_browser.get(path))
        assert page.count(f'data-live="waiting">{both}<') == times, path
    page = await text_of(await unit_administrator_browser.get("/"))
    assert f"{said('home-waiting')} · {both}" in page


async def test_an_undo_is_offered_for_five_decisions_across_kinds_and_for_ten_seconds(
    desk: Desk,
    clock: MovableClock,
    unit_administrator_browser: Browser,
) -> None:
    place = "/review"
    for number in range(6):
        credit = await put_credit(desk, cast.PHYSICIAN, f"第{number}条", 100, Stage.UNIT_REVIEW)
        form = {"decision": "approve", "seen": str(credit.version), "back": place}
        answer = await unit_administrator_browser.post(
            f"/review/credits/{credit.id}/decision", form
        )
        assert answer.status_code == 303
        place = answer.headers["Location"]
        clock.move(seconds=1)
    training = await a_plan(desk, rooms.HEAD)
    sent = await submit_training(desk, rooms.HEAD, training.id, seen=training.version)
    form = {"decision": "return", "reason": "改时间", "seen": str(sent.version), "back": place}
    answer = await unit_administrator_browser.post(f"/review/trainings/{sent.id}/decision", form)
    place = answer.headers["Location"]
    page = await text_of(await unit_administrator_browser.get(place))
    assert page.count("<undo-entry") == 5
    assert f'action="/review/trainings/{sent.id}/undo"' in page
    clock.move(seconds=7)
    page = await text_of(await unit_administrator_browser.get(place))
    assert page.count("<undo-entry") == 3


@pytest.mark.parametrize("kind", ["rumours", "trainings"])
async def test_a_claim_is_decided_on_under_its_own_kind_only(
    desk: Desk, nurse: Actor, waiting: Entry, head_nurse_browser: Browser, kind: str
) -> None:
    place = f"/review/{kind}/{waiting.credit_id}"
    form = {"decision": "approve", "seen": "3", "back": "/review"}
    assert (await head_nurse_browser.post(f"{place}/decision", form)).status_code == 404
    assert (await head_nurse_browser.post(f"{place}/undo", form)).status_code == 404
    assert (await head_nurse_browser.get(f"{place}/reason?decision=return")).status_code == 404
    assert (await seen_by(desk, nurse, waiting))[0] is Stage.DEPARTMENT_REVIEW


async def test_after_a_decision_the_next_case_is_shown_and_not_the_first(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    credits = [
        await put_credit(desk, cast.PHYSICIAN, f"第{number}条", 100, Stage.UNIT_REVIEW)
        for number in range(4)
    ]
    order = sorted(credits, key=lambda one: one.id)
    second, third = order[1], order[2]
    page = await text_of(await unit_administrator_browser.get(f"/review?at={second.id}"))
    assert f'<input type="hidden" name="next" value="{third.id}">' in page
    form = {
        "decision": "approve",
        "seen": str(second.version),
        "back": "/review",
        "next": third.id,
    }
    answer = await unit_administrator_browser.post(f"/review/credits/{second.id}/decision", form)
    page = await text_of(await unit_administrator_browser.get(answer.headers["Location"]))
    assert f'action="/review/credits/{third.id}/decision"' in page


async def test_a_link_to_a_case_shows_it_on_whatever_page_of_the_queue_it_stands(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    credits = [
        await put_credit(desk, cast.PHYSICIAN, f"第{number}条", 100, Stage.UNIT_REVIEW)
        for number in range(25)
    ]
    last = max(credits, key=lambda one: one.id)
    page = await text_of(await unit_administrator_browser.get("/review"))
    assert f'action="/review/credits/{last.id}/decision"' not in page
    page = await text_of(await unit_administrator_browser.get(f"/review?kind=credits&at={last.id}"))
    assert f'action="/review/credits/{last.id}/decision"' in page


async def test_a_batch_of_trainings_says_whose_attendance_is_doubtful(
    desk: Desk, clock: MovableClock, unit_administrator_browser: Browser
) -> None:
    training = await rooms.closing_waits(desk, await rooms.awarded(desk, clock))
    asked = f"case=training.{training.id}:{training.version}&decision=approve"
    page = await text_of(await unit_administrator_browser.get(f"/review/decisions?{asked}"))
    assert training.plan.name in page
    assert said("training-is-closing") in page


async def test_a_batch_of_what_is_not_there_is_a_batch_of_nothing(
    unit_administrator_browser: Browser,
) -> None:
    answer = await unit_administrator_browser.get(
        f"/review/decisions?case=credit.{'a' * 16}:1&decision=approve"
    )
    assert answer.status_code == 422
    assert said("refusal-nothing-ticked") in await text_of(answer)


async def test_a_claim_that_cannot_be_shown_does_not_hide_those_behind_it(
    desk: Desk, waiting: Entry, head_nurse_browser: Browser
) -> None:
    behind = await put_credit(desk, cast.COLLEAGUE, "后面的学分", 200, Stage.DEPARTMENT_REVIEW)
    spoilt = await put_credit(desk, cast.NURSE, "草稿", 200, Stage.DRAFT)
    sheet = await read_credit(desk, cast.NURSE.actor, waiting.credit_id)
    unread = {"id": desk.ids.new(), "credit_id": spoilt.id, "sha256": "0" * 64, "fingerprint": "?"}
    async with desk.store.transaction() as tx:
        await tx.evidence.add(replace(sheet.evidence[0], **unread), "unread")
    page = await head_nurse_browser.get("/review")
    assert page.status_code == 200
    assert f'data-credit="{behind.id}"' in await page.get_data(as_text=True)

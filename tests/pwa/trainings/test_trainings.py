"""In-house trainings in the web app: planned in three steps, listed, reviewed, set up."""

import re
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import quote

import pytest

from core.domain.attendance.schedules import Phase
from core.domain.register import Actor
from core.domain.trainings.training import Cycle, Expected, Report, TrainingStage
from core.ports import Desk
from core.texts import say
from core.usecases.trainings.awards import award_credits
from core.usecases.trainings.closings import submit_closing
from core.usecases.trainings.plans import read_training, submit_training
from core.usecases.trainings.settings import read_training_settings
from storage.system import MovableClock
from tests import cast
from tests.pwa.conftest import Browser
from tests.pwa.entering import text_of
from tests.trainings import PLAN, a_plan, an_approved_training, local, scan

ACTIVITY = {**PLAN, "year": "2026", "assessment": "", "other_number": "", "remark": ""}
TRAINING = re.compile(r"/trainings/([a-z2-7]{16})")


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


def found(place: str | None) -> str:
    """Return the id of the training that an address is about."""
    match = TRAINING.search(place or "")
    assert match, place
    return match[1]


def cycle_form(clock: MovableClock, **other: str) -> dict[str, str]:
    starts = clock.now() + timedelta(days=2)
    return {
        "seen": "1",
        "starts_at": local(starts),
        "ends_at": local(starts + timedelta(hours=3)),
        "place": "门诊楼 5 楼示教室",
        "whom": "named",
        "department": cast.NURSING.id,
        "then": "next",
    } | other


async def page_of(browser: Browser, path: str) -> str:
    answer = await browser.get(quote(path, safe="/?&=%-"))
    assert answer.status_code == 200, (path, answer.status_code)
    return await text_of(answer)


async def version_of(desk: Desk, who: Actor, training_id: str) -> str:
    return str((await read_training(desk, who, training_id)).training.version)


async def cycles_of(desk: Desk, who: Actor, training_id: str) -> Sequence[Cycle]:
    return (await read_training(desk, who, training_id)).cycles


async def test_a_training_is_planned_in_three_steps_and_submitted(
    desk: Desk, clock: MovableClock, head_nurse: Actor, head_nurse_browser: Browser
) -> None:
    browser = head_nurse_browser
    answer = await browser.post("/trainings/new", {**ACTIVITY, "then": "next"})
    assert answer.status_code == 303
    place = answer.headers["Location"]
    home = f"/trainings/{found(place)}"
    assert place == f"{home}/cycles"
    assert (await browser.get(place)).headers["Location"] == f"{home}/cycles/new"
    form = cycle_form(clock)
    answer = await browser.post(f"{home}/cycles/new", form)
    assert answer.status_code == 303
    course_page = answer.headers["Location"]
    assert course_page.endswith("/courses/new")
    assert form["starts_at"] in await page_of(browser, course_page)
    seen = await version_of(desk, head_nurse, found(place))
    course = {
        "seen": seen,
        "topic": "外渗的处理",
        "hours": "3",
        "method": "teaching",
        "starts_at": form["starts_at"],
        "ends_at": form["ends_at"],
        "teacher_id": cast.PHYSICIAN.actor.staff_id or "",
    }
    answer = await browser.post(course_page, course)
    assert answer.headers["Location"] == f"{home}/cycles"
    overview = await page_of(browser, f"{home}/cycles")
    for words in ("外渗的处理", "王清清", "门诊楼 5 楼示教室", "护理", said("plan-submit")):
        assert words in overview, words
    seen = await version_of(desk, head_nurse, found(place))
    answer = await browser.post(f"{home}/submission", {"seen": seen})
    assert answer.status_code == 303
    sheet = await read_training(desk, head_nurse, found(place))
    assert sheet.training.stage is TrainingStage.UNIT_REVIEW
    assert sheet.training.points == 20


async def test_what_is_wrong_is_told_at_once_and_what_was_typed_is_kept(
    desk: Desk, head_nurse: Actor, head_nurse_browser: Browser
) -> None:
    form = {**ACTIVITY, "hours": "很多", "remark": "长" * 181, "mode": ""}
    answer = await head_nurse_browser.post("/trainings/new", {**form, "then": "next"})
    page = await text_of(answer)
    assert answer.status_code == 422
    for words in ("很多", "长" * 181, said("refusal-answer-missing", question="举办方式")):
        assert words in page, words
    training_id = re.findall(r'action="/trainings/([a-z2-7]{16})/plan"', page)[0]
    assert (await read_training(desk, head_nurse, training_id)).training.plan.rule == PLAN["rule"]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"name": ""}, said("refusal-answer-missing", question="活动名称")),
        ({"year": "2031"}, said("refusal-training-year-closed", first=2026, last=2027)),
    ],
)
async def test_a_plan_without_a_name_or_in_a_closed_year_is_refused(
    head_nurse_browser: Browser, form: dict[str, str], sentence: str
) -> None:
    answer = await head_nurse_browser.post("/trainings/new", {**ACTIVITY, **form})
    assert answer.status_code == 422
    assert sentence in await text_of(answer)


async def test_an_unfinished_plan_says_all_that_is_missing_and_where(
    head_nurse_browser: Browser,
) -> None:
    answer = await head_nurse_browser.post(
        "/trainings/new", {"name": "只有名称", "year": "2026", "then": "list"}
    )
    assert answer.headers["Location"] == "/trainings"
    training_id = found(await page_of(head_nurse_browser, "/trainings"))
    home = f"/trainings/{training_id}"
    answer = await head_nurse_browser.post(f"{home}/submission", {"seen": "1"})
    page = await text_of(answer)
    assert answer.status_code == 422
    for place in ("plan#hours", "plan#discipline", "plan#mode", "cycles/new"):
        assert f'href="{home}/{place}"' in page, place


async def test_a_cycle_that_cannot_be_held_keeps_what_was_typed(
    clock: MovableClock, head_nurse_browser: Browser
) -> None:
    answer = await head_nurse_browser.post("/trainings/new", {**ACTIVITY, "then": "next"})
    home = f"/trainings/{found(answer.headers['Location'])}"
    form = cycle_form(clock)
    for wrong, words in (
        ({"ends_at": form["starts_at"]}, said("refusal-cycle-ends-first")),
        ({"starts_at": "明天下午"}, "明天下午"),
        ({"capacity": "很多"}, "很多"),
        ({"step_seconds": "900"}, said("refusal-number-out-of-range", least=5, most=60)),
        ({"whom": "named", "department": "a" * 16}, ""),
    ):
        answer = await head_nurse_browser.post(f"{home}/cycles/new", {**form, **wrong})
        assert answer.status_code in {404, 422}, wrong
        assert words in await text_of(answer), wrong


async def test_who_comes_with_an_old_version_is_told_and_loses_nothing(
    desk: Desk, head_nurse: Actor, head_nurse_browser: Browser
) -> None:
    training = await a_plan(desk, head_nurse)
    home, cycle = f"/trainings/{training.id}", (await cycles_of(desk, head_nurse, training.id))[0]
    stale = {**ACTIVITY, "name": "另一个名称", "place": "另一处", "topic": "另一题", "seen": "1"}
    for path in ("plan", f"cycles/{cycle.id}", f"cycles/{cycle.id}/courses/new"):
        answer = await head_nurse_browser.post(f"{home}/{path}", stale)
        assert answer.status_code == 409, path
        assert "另一" in await text_of(answer), path
    changed = (await read_training(desk, head_nurse, training.id)).training
    assert changed == training


@pytest.mark.parametrize("stage", ["draft", "unit-review", "approved"])
async def test_an_old_version_of_any_form_is_told_and_loses_nothing(
    desk: Desk,
    clock: MovableClock,
    head_nurse: Actor,
    unit_administrator: Actor,
    head_nurse_browser: Browser,
    stage: str,
) -> None:
    if stage == "approved":
        training, *_ = await an_approved_training(desk, head_nurse, unit_administrator)
    else:
        training = await a_plan(desk, head_nurse)
    if stage == "unit-review":
        await submit_training(desk, head_nurse, training.id, seen=training.version)
    home, cycle = f"/trainings/{training.id}", (await cycles_of(desk, head_nurse, training.id))[0]
    courses = f"cycles/{cycle.id}/courses"
    typed = {"place": "另一处", "name": "另一名", "topic": "另一题", "teacher": "另一人"}
    form = {**cycle_form(clock), **typed, "seen": "1"}
    for path in (
        "plan",
        "cycles/new",
        f"cycles/{cycle.id}",
        f"{courses}/new",
        f"{courses}/{cycle.courses[0].id}",
    ):
        answer = await head_nurse_browser.post(f"{home}/{path}", form)
        assert answer.status_code == 409, path
        assert "另一" in await text_of(answer), path


async def test_people_are_found_by_name_without_losing_the_form(
    head_nurse_browser: Browser, clock: MovableClock
) -> None:
    answer = await head_nurse_browser.post("/trainings/new", {**ACTIVITY, "then": "next"})
    home = f"/trainings/{found(answer.headers['Location'])}"
    asked = "whom=named&words=王清清&place=三号楼&person=" + (cast.NURSE.actor.staff_id or "")
    page = await page_of(head_nurse_browser, f"{home}/cycles/new?{asked}")
    for words in ("王清清", "内科", "三号楼", "闻旦"):
        assert words in page, words
    page = await page_of(head_nurse_browser, f"{home}/cycles/new?whom=named&words=刘一秀")
    assert said("cycle-people-none") in page


async def test_the_list_has_tabs_filters_and_counts(
    desk: Desk,
    clock: MovableClock,
    head_nurse: Actor,
    unit_administrator: Actor,
    head_nurse_browser: Browser,
    unit_administrator_browser: Browser,
) -> None:
    assert said("trainings-empty-title") in await page_of(head_nurse_browser, "/trainings")
    await an_approved_training(desk, head_nurse, unit_administrator)
    await a_plan(desk, head_nurse, plan={**PLAN, "name": "急救演练", "mode": "seminar"})
    page = await page_of(head_nurse_browser, "/trainings")
    assert PLAN["name"] in page
    assert "急救演练" in page
    assert "急救演练" not in await page_of(unit_administrator_browser, "/trainings")
    clock.move(days=1)
    for address, holds, lacks in (
        ("?tab=held", PLAN["name"], "急救演练"),
        ("?tab=awaiting-award", PLAN["name"], "急救演练"),
        ("?tab=planned", "急救演练", PLAN["name"]),
        ("?mode=seminar&year=2026&from=2026-06-01&to=2026-06-30", "急救演练", PLAN["name"]),
        ("?group=01&name=急救&reported=no&rule=training-theory", "急救演练", PLAN["name"]),
    ):
        page = await page_of(head_nurse_browser, f"/trainings{address}")
        assert holds in page, address
        assert f">{lacks}<" not in page, address
    empty = await page_of(head_nurse_browser, "/trainings?discipline=01-02")
    assert said("trainings-empty-tab-title") in empty


@pytest.mark.parametrize("asked", ["tab=x", "year=abc", "from=2026-13-01", "page=-1", "name=%00"])
async def test_a_damaged_address_is_refused_in_words(
    head_nurse_browser: Browser, asked: str
) -> None:
    assert (await head_nurse_browser.get(f"/trainings?{asked}")).status_code == 422


async def test_who_looks_after_nobody_has_no_list(
    nurse_browser: Browser, stranger_browser: Browser, desk: Desk, head_nurse: Actor
) -> None:
    training = await a_plan(desk, head_nurse)
    assert (await nurse_browser.get("/trainings")).status_code == 403
    for path in ("", "/plan", "/cycles", "/cycles/new"):
        for browser in (nurse_browser, stranger_browser):
            answer = await browser.get(f"/trainings/{training.id}{path}")
            assert answer.status_code == 404, path


async def test_a_plan_is_copied_and_thrown_away(
    desk: Desk, head_nurse: Actor, head_nurse_browser: Browser
) -> None:
    training = await a_plan(desk, head_nurse)
    answer = await head_nurse_browser.post(f"/trainings/{training.id}/copies")
    copy = found(answer.headers["Location"])
    assert PLAN["name"] in await page_of(head_nurse_browser, answer.headers["Location"])
    page = await page_of(head_nurse_browser, f"/trainings/{copy}?ask=removal")
    assert said("training-remove-ask") in page
    assert "?ask=" not in page
    stale = await head_nurse_browser.post(f"/trainings/{copy}/removal", {"seen": "9"})
    assert stale.status_code == 409
    answer = await head_nurse_browser.post(f"/trainings/{copy}/removal", {"seen": "1"})
    assert answer.status_code == 303
    assert (await head_nurse_browser.get(f"/trainings/{copy}")).status_code == 404


async def test_an_approved_training_is_moved_and_called_off_with_a_reason(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor, head_nurse_browser: Browser
) -> None:
    training, cycle = await an_approved_training(
        desk, head_nurse, unit_administrator, starts_in=timedelta(days=3)
    )
    home = f"/trainings/{training.id}"
    page = await page_of(head_nurse_browser, f"{home}/cycles/{cycle.id}")
    assert said("cycle-move-told", whom="护理") in page
    assert 'name="department"' not in page
    form = {
        "seen": str(training.version),
        "starts_at": local(cycle.starts_at + timedelta(days=1)),
        "ends_at": local(cycle.ends_at + timedelta(days=1)),
        "place": "学术厅",
    }
    answer = await head_nurse_browser.post(f"{home}/cycles/{cycle.id}", form)
    assert answer.headers["Location"] == f"{home}?done=moved"
    course = cycle.courses[0].id
    page = await page_of(head_nurse_browser, f"{home}/cycles/{cycle.id}/courses/{course}")
    assert 'name="topic"' not in page
    seen = await version_of(desk, head_nurse, training.id)
    answer = await head_nurse_browser.post(f"{home}/cancellation", {"seen": seen, "reason": " "})
    assert answer.status_code == 422
    answer = await head_nurse_browser.post(
        f"{home}/cancellation", {"seen": seen, "reason": "讲师生病"}
    )
    assert answer.status_code == 303
    page = await page_of(head_nurse_browser, home)
    for words in ("学术厅", "讲师生病", said("training-stage-cancelled")):
        assert words in page, words


async def test_the_unit_reviews_plans_beside_the_credits(
    desk: Desk,
    clock: MovableClock,
    head_nurse: Actor,
    head_nurse_browser: Browser,
    unit_administrator_browser: Browser,
) -> None:
    training = await a_plan(desk, head_nurse)
    waiting = await submit_training(desk, head_nurse, training.id, seen=training.version)
    queue = await page_of(unit_administrator_browser, "/review")
    assert 'data-badge="review" aria-hidden="true">1<' in queue
    kinds = said("review-kinds")
    assert kinds in queue
    assert kinds not in await page_of(head_nurse_browser, "/review")
    page = await page_of(unit_administrator_browser, "/review?kind=trainings")
    for words in (PLAN["name"], "护理", "外渗的处理", "周老师", "组织胚胎学", "0.2"):
        assert words in page, words
    for kind, count in (("credit", 0), ("training", 1)):
        chip = f'{said(f"review-kind-{kind}")} <span class="chip-count">{count}</span>'
        assert chip in page, chip
    path = f"/review/trainings/{training.id}"
    form = {"decision": "return", "seen": str(waiting.version), "reason": ""}
    answer = await unit_administrator_browser.post(f"{path}/decision", form)
    assert answer.status_code == 422
    remark = {**form, "decision": "approve", "reason": "好" * 5000}
    answer = await unit_administrator_browser.post(f"{path}/decision", remark)
    assert answer.status_code == 422
    assert remark["reason"] in await text_of(answer)
    form["reason"] = "请补充教师"
    answer = await unit_administrator_browser.post(f"{path}/decision", form)
    assert answer.status_code == 303
    page = await page_of(unit_administrator_browser, answer.headers["Location"])
    assert said("training-done-return", name=PLAN["name"]) in page
    assert said("review-empty-title") in page
    stale = await unit_administrator_browser.post(f"{path}/decision", form)
    assert stale.status_code == 409
    clock.move(seconds=5)
    seen = str(waiting.version + 1)
    answer = await unit_administrator_browser.post(f"{path}/undo", {"seen": seen})
    assert answer.status_code == 303
    form = {"decision": "approve", "seen": str(waiting.version + 2)}
    assert (await unit_administrator_browser.post(f"{path}/decision", form)).status_code == 303
    clock.move(seconds=11)
    seen = str(waiting.version + 3)
    late = await unit_administrator_browser.post(f"{path}/undo", {"seen": seen})
    assert late.status_code == 409
    assert said("training-event-undone", who="330922 刘独秀") in await page_of(
        head_nurse_browser, f"/trainings/{training.id}"
    )


async def test_a_closing_shows_what_really_came_of_it(
    desk: Desk,
    clock: MovableClock,
    nurse: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
    head_nurse_browser: Browser,
    unit_administrator_browser: Browser,
) -> None:
    training, cycle = await an_approved_training(desk, head_nurse, unit_administrator)
    home = f"/trainings/{training.id}"
    page = await page_of(head_nurse_browser, home)
    assert f'href="{home}/cycles/{cycle.id}/attendance"' in page
    await scan(desk, nurse, cycle)
    clock.move(minutes=190)
    await scan(desk, nurse, cycle, Phase.SIGN_OUT)
    clock.move(minutes=60)
    assert f'href="{home}/awards"' in await page_of(head_nurse_browser, home)
    seen = (await read_training(desk, head_nurse, training.id)).training.version
    await award_credits(desk, head_nurse, training.id, seen=seen)
    assert f'href="{home}/closing"' in await page_of(head_nurse_browser, home)
    seen = (await read_training(desk, head_nurse, training.id)).training.version
    await submit_closing(desk, head_nurse, training.id, Report("按计划完成", guests=2), seen=seen)
    page = await page_of(unit_administrator_browser, "/review?kind=trainings")
    for words in ("按计划完成", said("turnout-awarded", count=1), said("turnout-later")):
        assert words in page, words
    assert re.findall(r'<td class="number ?[^"]*">(\d+)', page) == ["3", "1", "1", "0", "0", "0"]


async def test_somebody_sees_what_is_coming_and_what_they_have_scanned(
    desk: Desk,
    nurse: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
    nurse_browser: Browser,
) -> None:
    assert said("coming-empty-title") in await page_of(nurse_browser, "/trainings/mine")
    _, cycle = await an_approved_training(desk, head_nurse, unit_administrator)
    await an_approved_training(
        desk,
        head_nurse,
        unit_administrator,
        starts_in=timedelta(days=9),
        expected=Expected(is_open=True),
        plan={**PLAN, "name": "下周的培训"},
    )
    page = await page_of(nurse_browser, "/trainings/mine")
    for words in (PLAN["name"], "下周的培训", said("coming-not-yet"), 'href="/scan"'):
        assert words in page, words
    await scan(desk, nurse, cycle)
    home = await page_of(nurse_browser, "/")
    assert said("coming-signed-in", at="10:00") in home
    assert "下周的培训" not in home


async def test_the_unit_sets_how_its_trainings_are_run(
    desk: Desk,
    head_nurse_browser: Browser,
    unit_administrator: Actor,
    unit_administrator_browser: Browser,
) -> None:
    assert 'href="/settings/trainings"' in await page_of(unit_administrator_browser, "/settings")
    assert 'href="/settings/trainings"' not in await page_of(head_nurse_browser, "/settings")
    assert (await head_nurse_browser.get("/settings/trainings")).status_code == 403
    form = {"speaker_factor": "2.5", "networks": "10.20.0.0/16, 瞎写 300.1.1.1", "walk_ins": "1"}
    answer = await unit_administrator_browser.post("/settings/trainings", form)
    page = await text_of(answer)
    assert answer.status_code == 422
    assert said("refusal-networks-unreadable", networks="瞎写、300.1.1.1") in page
    assert form["networks"] in page
    answer = await unit_administrator_browser.post("/settings/trainings", {**form, "share": "120"})
    assert said("refusal-amount-out-of-range", least=0, most=100) in await text_of(answer)
    assert 'value="66.67"' in await page_of(unit_administrator_browser, "/settings/trainings")
    form = {**form, "networks": "10.20.1.2/16\n2001:db8::/32", "step_seconds": "10", "share": "75"}
    answer = await unit_administrator_browser.post("/settings/trainings", form)
    assert answer.status_code == 303
    settings = await read_training_settings(desk, unit_administrator)
    assert settings.networks == ("10.20.0.0/16", "2001:db8::/32")
    assert (settings.speaker_factor, settings.policy.step_seconds) == (250, 10)
    assert settings.policy.share == 75_00
    assert settings.policy.walk_ins

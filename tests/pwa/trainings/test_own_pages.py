"""A cycle of one's own, one's calendar, and what organisers do around a cycle."""

from datetime import timedelta
from io import BytesIO

from quart.datastructures import FileStorage

from core.domain.attendance.schedules import Phase
from core.domain.dates import day_of
from core.domain.register import Actor
from core.domain.trainings.training import Expected
from core.ports import Desk
from core.texts import say
from core.usecases.trainings.plans import read_training
from core.usecases.trainings.sharing import share
from pwa.frame.web_app import WebApp
from storage.system import MovableClock
from tests import cast
from tests.jobs import work_off
from tests.people_books import book_of
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import text_of
from tests.trainings import HEAD, UNIT, a_plan, an_approved_training, scan

assert cast.NURSE.staff
NURSE, STAFF = cast.NURSE.actor, cast.NURSE.staff


async def page_of(browser: Browser, path: str, status: int = 200) -> str:
    answer = await browser.get(path)
    assert answer.status_code == status, path
    return await text_of(answer)


async def test_one_excuses_oneself_on_ones_own_page(
    desk: Desk, nurse_browser: Browser, head_nurse_browser: Browser
) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    own = f"/trainings/mine/{cycle.id}"
    assert own in await page_of(nurse_browser, "/trainings/mine")
    assert say("own-excuse") in await page_of(nurse_browser, own)
    refused = await nurse_browser.post(f"{own}/excuse", {"quick": "", "reason": " "})
    assert refused.status_code == 422
    sent = await nurse_browser.post(f"{own}/excuse", {"quick": "值班", "reason": "急诊"})
    assert sent.headers["Location"] == f"{own}?done=excused"
    room = f"/trainings/{training.id}/cycles/{cycle.id}/attendance?group=excused"
    assert "请假：值班" in await page_of(head_nurse_browser, room)
    assert say("coming-excused") in await page_of(nurse_browser, "/trainings/mine")
    await nurse_browser.post(f"{own}/excuse/removal", {})
    assert say("own-excused-title") not in await page_of(nurse_browser, own)
    event = await nurse_browser.get(f"{own}/event.ics")
    assert event.headers["Content-Type"].startswith("text/calendar")


async def test_a_phone_fetches_a_calendar_again_only_when_it_has_changed(
    desk: Desk, nurse_browser: Browser, app: WebApp
) -> None:
    await an_approved_training(desk, HEAD, UNIT)
    assert say("calendar-none") in await page_of(nurse_browser, "/settings/calendar")
    await nurse_browser.post("/settings/calendar", {"act": "renew"})
    phone = app.test_client()
    page = await page_of(nurse_browser, "/settings/calendar")
    link = "/calendar/" + page.partition("/calendar/")[2].partition(".ics")[0] + ".ics"
    first = await phone.get(link)
    assert (first.status_code, first.headers["Content-Type"]) == (
        200,
        "text/calendar; charset=utf-8",
    )
    again = await phone.get(link, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, await again.get_data()) == (304, b"")
    await an_approved_training(desk, HEAD, UNIT)
    changed = await phone.get(link, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    await nurse_browser.post("/settings/calendar", {"act": "end"})
    assert (await phone.get(link)).status_code == 404


async def test_a_series_is_shown_before_it_is_planned(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    plan = await a_plan(desk, HEAD, starts_in=timedelta(days=2))
    (cycle,) = (await read_training(desk, HEAD, plan.id)).cycles
    there = f"/trainings/{plan.id}/cycles/{cycle.id}/series"
    first = day_of(cycle.starts_at)
    days = [(first + timedelta(weeks=number)).isoformat() for number in (1, 2, 3)]
    shown = await page_of(head_nurse_browser, f"{there}?every=1&until={days[-1]}")
    assert all(day in shown for day in days)
    for until, code in (("2027-06-01", "cycle-outside-year"), ("2026-13-45", "not-a-date")):
        assert await page_of(head_nurse_browser, f"{there}?every=1&until={until}", 422), code
    form = {"every": "1", "until": days[-1], "seen": str(plan.version)}
    refused = await head_nurse_browser.post(there, {**form, "shown": days[0]})
    assert say("refusal-no-day-left") in await text_of(refused)
    sent = await head_nurse_browser.post(there, {**form, "day": days[0]})
    assert sent.headers["Location"] == f"/trainings/{plan.id}/cycles"
    assert days[0] in await page_of(head_nurse_browser, f"/trainings/{plan.id}/cycles")


async def test_organisers_share_invite_and_note_guests(
    desk: Desk, head_nurse_browser: Browser, app: WebApp
) -> None:
    training, cycle = await an_approved_training(
        desk, HEAD, UNIT, starts_in=timedelta(days=1), expected=Expected(is_open=True)
    )
    home, phone = f"/trainings/{training.id}", app.test_client()
    link = (await share(desk, HEAD, training.id)).link
    assert link in await page_of(head_nurse_browser, f"{home}/share")
    public = "/t/" + link.rpartition("/")[2]
    assert training.plan.name in await text_of(await phone.get(public))
    event = await phone.get(f"{public}/{cycle.id}.ics")
    assert event.status_code == 200
    assert (await phone.get(f"{public}/{'a' * 16}.ics")).status_code == 404
    invitations = f"{home}/cycles/{cycle.id}/invitations"
    assert (await head_nurse_browser.post(invitations, {})).status_code == 303
    again = await head_nurse_browser.post(invitations, {})
    assert say("refusal-invited-already") in await text_of(again)
    guests = f"{home}/cycles/{cycle.id}/guests"
    assert (await head_nurse_browser.post(guests, {"name": "长" * 99})).status_code == 422
    await head_nurse_browser.post(guests, {"name": "欧阳远", "workplace": "望春医院"})
    assert "欧阳远" in await page_of(head_nurse_browser, guests)


async def test_results_and_lists_are_entered_after_a_look(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse_browser: Browser
) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    await scan(desk, nurse, cycle)
    clock.move(minutes=190)
    await scan(desk, nurse, cycle, Phase.SIGN_OUT)
    results = f"/trainings/{training.id}/results"
    typed = {"person": STAFF.id, f"outcome-{STAFF.id}": "failed", f"score-{STAFF.id}": "很低"}
    refused = await head_nurse_browser.post(results, typed)
    assert refused.status_code == 422
    assert "很低" in await text_of(refused)
    await head_nurse_browser.post(results, {**typed, f"score-{STAFF.id}": "52"})
    awards = f"/trainings/{training.id}/awards?group=excluded"
    clock.move(minutes=60)
    assert say("award-why-not-passed") in await page_of(head_nurse_browser, awards)
    content = book_of([{"人员编号": STAFF.staff_number}], ("人员编号", "姓名"))
    workbook = f"/trainings/{training.id}/cycles/{cycle.id}/attendance/workbook"
    file = FileStorage(BytesIO(content), filename="签到.xlsx")
    sent = await head_nurse_browser.client.post(
        workbook, form={}, files={"file": file}, headers=HERE
    )
    check = sent.headers["Location"]
    await work_off(desk)
    assert say("roll-nothing") in await page_of(head_nurse_browser, check)
    nothing = await head_nurse_browser.post(f"{check}/entry", {})
    assert nothing.status_code == 409
    paper = await head_nurse_browser.get(
        f"/trainings/{training.id}/cycles/{cycle.id}/attendance/{STAFF.id}/certificate.pdf"
    )
    assert paper.headers["Content-Type"] == "application/pdf"

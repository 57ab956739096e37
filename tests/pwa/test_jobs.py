"""The page of long work: from the tap to the file, for nobody but who asked."""

import re
from io import BytesIO
from zipfile import ZipFile

from quart import Response

from core.domain.register import Staff
from core.ports import Desk
from core.records.jobs import Progress
from core.texts import say
from core.usecases.jobs.jobs import list_jobs
from core.usecases.jobs.working import note_progress, take_job
from core.worker import SYSTEM
from storage.system import MovableClock
from tests import cast
from tests.jobs import keep_time, work_off
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import form_of, text_of
from tests.pwa.frame.test_live import _next, _stream


def _staff(person: cast.Person) -> Staff:
    assert person.staff is not None
    return person.staff


PEOPLE = [("staff", _staff(one).id) for one in (cast.NURSE, cast.COLLEAGUE)]
HEAD = cast.HEAD_NURSE.actor


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def ask(browser: Browser, *more: tuple[str, str], key: str = "key") -> Response:
    """Tick two people and press the button."""
    return await browser.client.post(
        "/forms",
        data=form_of([*PEOPLE, ("year", "2026"), ("key", key), *more]),
        headers=HERE | {"Content-Type": "application/x-www-form-urlencoded"},
    )


async def asked(browser: Browser, *more: tuple[str, str], key: str = "key") -> str:
    answer = await ask(browser, *more, key=key)
    assert answer.status_code == 303
    assert re.fullmatch("/jobs/[a-z2-7]{16}", answer.location)
    return answer.location


async def test_from_the_tap_to_the_file(desk: Desk, head_nurse_browser: Browser) -> None:
    assert 'name="key"' in await text_of(await head_nurse_browser.get("/forms"))
    place = await asked(head_nurse_browser, ("packing", "each"))
    page = await text_of(await head_nurse_browser.get(place))
    for words in (said("job-state-waiting"), said("job-goes-on"), "2 人", "<progress"):
        assert words in page
    assert (await head_nurse_browser.get(f"{place}/file")).status_code == 410
    job = await take_job(desk, SYSTEM, ["forms"], "holder")
    assert job
    assert await note_progress(desk, SYSTEM, job, "holder", Progress(37, 100))
    page = await text_of(await head_nurse_browser.get(place))
    assert 'value="37"' in page
    assert said("job-percent", percent=37) in page
    listed = await text_of(await head_nurse_browser.get("/jobs"))
    assert place in listed
    assert said("job-state-working") in listed
    desk.clock.move(minutes=1)  # type: ignore[attr-defined]
    await work_off(desk)
    page = await text_of(await head_nurse_browser.get(place))
    for words in (said("job-done"), "2026-06-16 10:01", f"{place}/file"):
        assert words in page
    answer = await head_nurse_browser.get(f"{place}/file")
    content = await answer.get_data(as_text=False)
    assert int(answer.headers["Content-Length"]) == len(content)
    assert len(ZipFile(BytesIO(content)).namelist()) == 2
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="forms.zip"')
    assert answer.headers["Cache-Control"] == "private, no-store"


async def test_two_taps_lead_to_one_page(desk: Desk, head_nurse_browser: Browser) -> None:
    assert await asked(head_nurse_browser) == await asked(head_nurse_browser)
    assert len(await list_jobs(desk, HEAD)) == 1


async def test_too_many_at_once_are_refused_beside_the_list(head_nurse_browser: Browser) -> None:
    for key in "abc":
        await asked(head_nurse_browser, key=key)
    answer = await ask(head_nurse_browser, key="d")
    assert answer.status_code == 422
    page = await text_of(answer)
    assert said("refusal-too-many-jobs", most=3) in page
    assert page.count("checked aria-label") == 2


async def test_others_do_not_find_it(
    desk: Desk, head_nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    place = await asked(head_nurse_browser)
    await work_off(desk)
    others = unit_administrator_browser
    for path in (place, f"{place}/file"):
        assert (await others.get(path)).status_code == 404
    for path in (f"{place}/cancellation", f"{place}/attempts"):
        assert (await others.post(path)).status_code == 404
    assert place not in await text_of(await others.get("/jobs"))


async def test_it_is_cancelled_and_begun_again(desk: Desk, head_nurse_browser: Browser) -> None:
    place = await asked(head_nurse_browser)
    assert (await head_nurse_browser.post(f"{place}/cancellation")).location == place
    again = await head_nurse_browser.post(f"{place}/cancellation")
    assert again.status_code == 409
    assert said("refusal-job-over") in await text_of(again)
    assert said("job-cancelled") in await text_of(await head_nurse_browser.get(place))
    await work_off(desk)
    assert (await head_nurse_browser.post(f"{place}/attempts")).location == place
    await work_off(desk)
    assert said("job-done") in await text_of(await head_nurse_browser.get(place))
    assert (await head_nurse_browser.post(f"{place}/attempts")).status_code == 409


async def test_who_left_is_counted_beside_the_file(desk: Desk, head_nurse_browser: Browser) -> None:
    place = await asked(head_nurse_browser)
    async with desk.store.transaction() as tx:
        colleague = await tx.people.get(_staff(cast.COLLEAGUE).id)
        await tx.people.move_all([colleague], cast.INTERNAL, desk.today())
    await work_off(desk)
    page = await text_of(await head_nurse_browser.get(place))
    assert "1 人已不在您的范围内，没有包括。" in page
    assert "葛莺莺" not in page


async def test_after_a_day_the_page_says_so(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    place = await asked(head_nurse_browser)
    await work_off(desk)
    clock.move(days=1)
    for _ in range(2):
        assert said("job-gone") in await text_of(await head_nurse_browser.get(place))
        assert (await head_nurse_browser.get(f"{place}/file")).status_code == 410
        await keep_time(desk)


async def test_the_message_in_the_inbox_leads_to_it(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    place = await asked(head_nurse_browser)
    await work_off(desk)
    page = await text_of(await head_nurse_browser.get("/inbox"))
    assert said("notice-job-done-forms", year=2026, people=2) in page
    assert f'value="{place}"' in page


async def test_an_open_page_follows_without_being_reloaded(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    events = (await _stream(desk, cast.HEAD_NURSE)).events()
    assert (await _next(events))["frames"] == []
    await asked(head_nurse_browser)
    assert (await _next(events))["frames"] == ["job", "jobs"]
    await work_off(desk)
    seen = await _next(events)
    while seen["unread"] == 0:
        seen = await _next(events)
    assert {"job", "jobs", "inbox"} <= set(seen["frames"])
    await events.aclose()  # type: ignore[attr-defined]
    later = (await _stream(desk, cast.HEAD_NURSE)).events()
    assert (await _next(later))["frames"] == ["job", "jobs"]  # it may have gone on meanwhile
    await later.aclose()  # type: ignore[attr-defined]

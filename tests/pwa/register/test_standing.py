"""Titles and statuses on the pages: tick, look, confirm, read what came of it."""

import re
from urllib.parse import urlencode

import pytest

from core.domain.standing import Standing
from core.ports import Desk
from core.texts import say
from core.usecases.register import standing
from tests import cast
from tests.pwa.conftest import HERE, Browser

assert cast.NURSE.staff
assert cast.COLLEAGUE.staff
assert cast.PHYSICIAN.staff
NURSE, COLLEAGUE, PHYSICIAN = cast.NURSE.staff.id, cast.COLLEAGUE.staff.id, cast.PHYSICIAN.staff.id
RETIRED = {"for_year": "2026", "new_status": "retired"}


async def text_of(browser: Browser, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status_code == 200, path
    return await answer.get_data(as_text=True)


async def send(browser: Browser, path: str, fields: list[tuple[str, str]]) -> tuple[int, str]:
    """Send a form in which a name may stand several times."""
    answer = await browser.client.post(
        path,
        data=urlencode(fields),
        headers=HERE | {"Content-Type": "application/x-www-form-urlencoded"},
        scope_base={"client": (browser.address, 1)},
    )
    return answer.status_code, await answer.get_data(as_text=True)


def hidden(page: str) -> list[tuple[str, str]]:
    """Return the hidden fields of a page's form, as a browser sends them."""
    return re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)


def named(page: str, name: str) -> list[str]:
    return [value for field, value in hidden(page) if field == name]


async def status_of(desk: Desk, staff_id: str, year: int = 2026) -> str:
    async with desk.store.reading() as tx:
        return next(one.status for one in await tx.people.records(staff_id) if one.year == year)


async def test_the_list_is_reached_from_the_register_and_filters(
    head_nurse_browser: Browser, nurse_browser: Browser
) -> None:
    assert "/staff/records" in await text_of(head_nurse_browser, "/staff")
    assert f"/staff/{NURSE}/records" in await text_of(head_nurse_browser, f"/staff/{NURSE}")
    page = await text_of(head_nurse_browser, "/staff/records?status=active")
    assert "闻旦" in page
    assert "王清清" not in page
    assert "data-select-all" in page
    assert 'value="2026" checked>' in page
    assert "闻旦" not in await text_of(head_nurse_browser, "/staff/records?status=retired")
    assert (await nurse_browser.get("/staff/records")).status_code == 403


async def test_a_batch_is_looked_at_confirmed_and_told(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    fields = [*RETIRED.items(), ("staff", NURSE), ("staff", COLLEAGUE)]
    status, page = await send(head_nurse_browser, "/staff/records/preview", fields)
    assert status == 200
    assert say("standing-warning") in page
    assert "闻旦" in page
    assert say("standing-sum", changed=2, felt=2, unchanged=0, refused=0) in page
    assert await status_of(desk, NURSE) == "active"
    status, made = await send(head_nurse_browser, "/staff/records", hidden(page))
    assert status == 200
    assert say("standing-sum-made", changed=2, felt=2, unchanged=0, refused=0) in made
    assert await status_of(desk, NURSE) == "retired"
    _, again = await send(head_nurse_browser, "/staff/records", hidden(page))
    assert say("standing-sum-made", changed=0, felt=0, unchanged=0, refused=2) in again


async def test_all_that_the_filter_finds_is_one_batch(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    fields = [*RETIRED.items(), ("all", "1"), ("department", cast.NURSING.id)]
    _, page = await send(unit_administrator_browser, "/staff/records/preview", fields)
    assert len(named(page, "seen")) == 3
    assert "王清清" not in page


async def test_nobody_outside_the_scope_is_named_or_changed(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    fields = [*RETIRED.items(), ("staff", PHYSICIAN), ("staff", NURSE)]
    _, page = await send(head_nurse_browser, "/staff/records/preview", fields)
    assert say("standing-somebody") in page
    assert "王清清" not in page
    assert [one.partition(".")[0] for one in named(page, "seen")] == [NURSE]
    forged = [*hidden(page), ("seen", f"{PHYSICIAN}.{'0' * 32}")]
    _, made = await send(head_nurse_browser, "/staff/records", forged)
    assert "王清清" not in made
    assert await status_of(desk, PHYSICIAN) == "active"


async def test_who_was_changed_by_somebody_else_meanwhile_is_left_alone_and_told(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    fields = [*RETIRED.items(), ("staff", NURSE), ("staff", COLLEAGUE)]
    _, page = await send(head_nurse_browser, "/staff/records/preview", fields)
    wanted, who = Standing(2026, status="residency"), cast.UNIT_ADMINISTRATOR.actor
    (seen,) = await standing.preview_standing(desk, who, [NURSE], wanted)
    assert seen.preview
    await standing.change_standing(desk, who, wanted, {NURSE: seen.preview.digest})
    _, made = await send(head_nurse_browser, "/staff/records", hidden(page))
    assert say("standing-sum-made", changed=1, felt=1, unchanged=0, refused=1) in made
    assert say("refusal-preview-changed") in made
    assert await status_of(desk, NURSE) == "residency"
    assert await status_of(desk, COLLEAGUE) == "retired"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"for_year": "2026"}, "refusal-no-standing-chosen"),
        ({"for_year": "2026", "new_title": "chief-nurse"}, "refusal-award-day-needed"),
        (RETIRED | {"awarded_on": "2026-02-30"}, "refusal-field-unreadable"),
        (RETIRED | {"for_year": "２０２６年"}, "refusal-field-unreadable"),
        (RETIRED | {"for_year": "1999"}, "refusal-year-not-open"),
        (RETIRED | {"staff": ""}, "refusal-nobody-ticked"),
    ],
)
async def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    head_nurse_browser: Browser, fields: dict[str, str], key: str
) -> None:
    whom = [] if fields.get("staff") == "" else [("staff", NURSE)]
    sent = [(name, value) for name, value in fields.items() if value] + whom
    status, page = await send(head_nurse_browser, "/staff/records/preview", sent)
    assert status == 422
    assert 'role="alert"' in page
    assert (f'value="{NURSE}" checked' in page) is bool(whom)
    if "new_status" in fields:
        assert 'value="retired" selected' in page
    said = say(key, year=1999, first=2019, last=2027, field="")
    assert said.split("：")[0][:8] in page


@pytest.mark.parametrize("value", ["x" * 10_000, "wi\u200bzard", "\ue000", "＜b＞", "12"])
async def test_odd_titles_are_refused_with_a_sentence(
    head_nurse_browser: Browser, value: str
) -> None:
    sent = [("for_year", "2026"), ("new_title", value), ("awarded_on", "2020-01-01")]
    status, page = await send(
        head_nurse_browser, "/staff/records/preview", [*sent, ("staff", NURSE)]
    )
    assert status in (200, 422)
    assert "seen" not in dict(hidden(page))


async def test_a_persons_records_are_shown_with_their_places_and_the_hint(
    head_nurse_browser: Browser, nurse_browser: Browser
) -> None:
    page = await text_of(head_nurse_browser, f"/staff/{NURSE}/records")
    for words in ("主管护师", "330922", "海晏医院", "市直属医疗卫生单位", "护理"):
        assert words in page
    assert say("records-hint") in page
    assert say("records-explained-add") in page
    assert page.count("<section") == len(cast.YEARS)
    for path in ("", "/new", "/2026", "/2026/removal"):
        missing = await head_nurse_browser.get(f"/staff/{PHYSICIAN}/records{path}")
        assert missing.status_code == 404
        assert (await nurse_browser.get(f"/staff/{NURSE}/records{path}")).status_code == 403
    assert (await head_nurse_browser.get(f"/staff/{NURSE}/records/2018")).status_code == 404


async def test_a_record_is_edited_taken_away_and_added_again(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    path = f"/staff/{NURSE}/records"
    form = [
        *(("new_title", "chief-nurse"), ("new_status", "maternity-leave")),
        *(("awarded_on", "1999-12-01"), ("remark", "转正")),
    ]
    assert 'value="nurse-in-charge" selected' in await text_of(head_nurse_browser, f"{path}/2026")
    status, page = await send(head_nurse_browser, f"{path}/2026", form)
    assert status == 200
    assert say("preview-title") in page
    assert "主任护师" in page
    status, made = await send(head_nurse_browser, f"{path}/2026", hidden(page))
    assert (status, say("records-made") in made) == (200, True)
    async with desk.store.reading() as tx:
        record = (await tx.people.records(NURSE))[-1]
    assert (record.title, record.status, record.remark) == (
        "chief-nurse",
        "maternity-leave",
        "转正",
    )
    assert str(record.title_awarded_on) == "1999-12-01"

    removal = await text_of(head_nurse_browser, f"{path}/2026/removal")
    _, made = await send(head_nurse_browser, f"{path}/2026/removal", hidden(removal))
    assert say("records-made") in made
    again = await text_of(head_nurse_browser, f"{path}/new")
    assert 'value="2026" checked>' in again
    status, page = await send(head_nurse_browser, f"{path}/new", [("for_year", "2026"), *form])
    status, made = await send(head_nurse_browser, f"{path}/new", hidden(page))
    assert (status, await status_of(desk, NURSE)) == (200, "maternity-leave")
    status, page = await send(head_nurse_browser, f"{path}/new", [("for_year", "2026"), *form])
    assert status == 409
    assert say("refusal-record-there", year=2026) in page
    assert "转正" in page


async def test_the_second_of_two_editors_sees_what_the_first_changed(
    head_nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    path = f"/staff/{NURSE}/records/2026"
    mine = [("new_title", "chief-nurse"), ("new_status", "active"), ("awarded_on", "2020-01-01")]
    yours = [("new_title", "nurse"), ("new_status", "retired"), ("awarded_on", "")]
    _, my_page = await send(head_nurse_browser, path, mine)
    _, your_page = await send(unit_administrator_browser, path, yours)
    await send(unit_administrator_browser, path, hidden(your_page))
    status, page = await send(head_nurse_browser, path, hidden(my_page))
    assert status == 409
    assert say("refusal-preview-changed") in page
    assert "退休" in page
    status, made = await send(head_nurse_browser, path, hidden(page))
    assert (status, say("records-made") in made) == (200, True)

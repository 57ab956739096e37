"""The organiser's room: the live list, marks by hand, walk-ins, spot checks, the stream."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.domain.attendance.check_in import Headcount
from core.domain.attendance.schedules import Phase
from core.ports import CheckIns, Desk
from core.texts import say
from core.usecases.attendance.marks import mark_presence
from core.usecases.attendance.presence import read_room
from core.usecases.register import sessions, sign_in
from core.usecases.trainings.awards import read_awards
from core.usecases.trainings.plans import read_training
from pwa.attendance.room_stream import RoomStream
from pwa.frame.headcounts import Headcounts
from pwa.frame.streams import BEAT, GONE, OVER, last_event
from pwa.frame.web_app import WebApp
from storage.models import AccountRow
from storage.system import MovableClock
from tests import cast
from tests.pwa.conftest import Browser, BrowserOf
from tests.pwa.rooms import (
    COLLEAGUE,
    HEAD,
    NURSE,
    OUTSIDE,
    PHYSICIAN,
    STRANGER,
    Held,
    approved,
    awarded,
    everybody,
    text_of,
)
from tests.trainings import scan
from tests.waiting import PATIENCE_SECONDS

ID = "a" * 16


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database: what these pages show does not depend on it."""
    return sqlite_url


@pytest.fixture
async def held(desk: Desk) -> Held:
    return await approved(desk)


async def room_text(browser: Browser, held: Held, asked: str = "") -> str:
    answer = await browser.get(held.room + asked)
    assert answer.status_code == 200
    return await text_of(answer)


async def mark(
    browser: Browser, held: Held, staff_id: str, phase: str = "sign-in", **form: str
) -> tuple[int, str]:
    """Press a button under somebody's record; return the status, and the page or where it leads."""
    sent = {"phase": phase, "quick": said("mark-reason-battery")} | form
    answer = await browser.post(f"{held.room}/{staff_id}/marks", sent)
    return answer.status_code, answer.headers.get("Location") or await text_of(answer)


async def test_only_who_runs_the_cycle_gets_into_the_room(
    held: Held, guest: Browser, browser_of: BrowserOf
) -> None:
    for caller, browser in (await everybody(guest, browser_of)).items():
        for path in ("", f"/{NURSE.id}", "/walk-ins?q=x", "/spot-check"):
            answer = await browser.get(held.room + path)
            assert answer.status_code == OUTSIDE.get(caller, 200), (caller, path)
        if caller in OUTSIDE:
            for path in ("/live", "/sheet.pdf"):
                assert (await browser.get(held.room + path)).status_code == OUTSIDE[caller], path
            for path in (f"/{NURSE.id}/marks", f"/{NURSE.id}/marks/sign-in/removal"):
                answer = await browser.post(held.room + path, {"phase": "sign-in", "reason": "x"})
                assert answer.status_code == OUTSIDE[caller], path


async def test_an_address_of_another_training_leads_nowhere(
    held: Held, head_nurse_browser: Browser
) -> None:
    wrong = held.room.replace(held.training.id, ID)
    for path in ("", f"/{NURSE.id}", "/walk-ins", "/spot-check?call=" + ID):
        assert (await head_nurse_browser.get(wrong + path)).status_code == 404
    assert (await head_nurse_browser.get(f"{held.room}/{ID}")).status_code == 404


async def test_the_room_shows_who_came_when_and_whom_to_look_at_twice(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    for who in (cast.NURSE.actor, cast.COLLEAGUE.actor):
        await scan(desk, who, held.cycle, device="the same")
    page = await room_text(head_nurse_browser, held)
    for words in (
        "静脉输液安全与并发症处理",
        said("cycle-number", number=1),
        "门诊楼 5 楼示教室",
        "闻旦",
        "蔡李铭",
        "10:00",
        said("signal-shared-device"),
        said("room-there"),
        "/board/",
        'data-headcount="arrived">2<',
    ):
        assert words in page, words


NARROWED = {
    "": {"闻旦", "葛莺莺", "蔡李铭", "王清清"},
    "?group=missing": {"葛莺莺", "蔡李铭"},
    "?group=arrived": {"闻旦", "王清清"},
    "?group=left": set(),
    "?group=flagged": {"王清清"},
    "?q=%E9%97%BB": {"闻旦"},
    "?q=8200000002": {"葛莺莺"},
    "?q=nobody": set(),
    "?page=9": set(),
}


async def test_tabs_and_search_narrow_the_list(desk: Desk, browser_of: BrowserOf) -> None:
    held = await approved(desk, walk_ins="1")
    for who in (cast.NURSE.actor, cast.PHYSICIAN.actor):
        await scan(desk, who, held.cycle)
    browser = await browser_of(cast.UNIT_ADMINISTRATOR)
    for asked, names in NARROWED.items():
        page = await room_text(browser, held, asked)
        assert {name for name in NARROWED[""] if f">{name}</a>" in page} == names, asked


async def test_what_no_page_of_ours_asks_for_is_refused_in_words(
    held: Held, head_nurse_browser: Browser
) -> None:
    for asked in ("?group=none", "?page=x"):
        answer = await head_nurse_browser.get(held.room + asked)
        assert answer.status_code == 422
        assert said("refusal-field-unreadable") in await text_of(answer)


async def test_somebody_is_marked_by_hand_and_the_mark_taken_back(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    status, place = await mark(head_nurse_browser, held, NURSE.id, reason="已核对工牌")
    assert status == 303
    page = await text_of(await head_nurse_browser.get(place))
    assert said("room-marked", name="闻旦", phase=said("phase-sign-in")) in page
    assert said("room-by-hand") in page
    page = await text_of(await head_nurse_browser.get(f"{held.room}/{NURSE.id}"))
    assert said("mark-by-hand", reason="手机没电；已核对工牌") in page
    undo = f"{held.room}/{NURSE.id}/marks/sign-in/removal"
    assert (await head_nurse_browser.post(undo)).status_code == 303
    assert (
        await read_room(desk, HEAD, held.cycle.training_id, held.cycle.id)
    ).headcount.arrived == 0
    answer = await head_nurse_browser.post(undo)
    assert answer.status_code == 409
    assert said("refusal-not-marked") in await text_of(answer)
    history = (await read_training(desk, HEAD, held.training.id)).history
    assert [event.verb for event in history][-2:] == ["marked", "unmarked"]


async def test_after_a_mark_the_list_is_as_it_was(held: Held, head_nurse_browser: Browser) -> None:
    back = f"{held.room}?group=missing"
    _, place = await mark(head_nurse_browser, held, NURSE.id, back=back)
    assert place.startswith(f"{back}&marked={NURSE.id}")
    _, place = await mark(head_nurse_browser, held, COLLEAGUE.id, back="https://evil.example/")
    assert place.startswith(f"{held.room}?marked=")


async def test_who_is_on_record_is_not_marked_again(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    await scan(desk, cast.NURSE.actor, held.cycle)
    status, page = await mark(head_nurse_browser, held, NURSE.id, reason="再来一次")
    assert status == 409
    assert said("refusal-scanned-already") in page
    answer = await head_nurse_browser.post(f"{held.room}/{NURSE.id}/marks/sign-in/removal")
    assert answer.status_code == 409


TIMES = {"opens": "2026-06-15 09:40", "closes": "2026-06-15 13:40"}
UNFIT: tuple[tuple[dict[str, str], str, dict[str, object]], ...] = (
    ({"quick": "", "reason": ""}, "text-needed", {}),
    ({"quick": "", "reason": "长" * 181}, "text-too-long", {"longest": 180, "length": 181}),
    ({"at": "99:99", "day": "2026-06-15"}, "not-a-moment", {}),
    ({"at": "09:50", "day": ""}, "not-a-moment", {}),
    ({"at": "09:10", "day": "2026-06-15"}, "moment-outside-cycle", {**TIMES}),
    ({"at": "10:30", "day": "2026-06-15"}, "moment-outside-cycle", {**TIMES}),
)


async def test_a_mark_that_cannot_be_kept_is_refused_and_what_was_typed_stays(
    held: Held, head_nurse_browser: Browser
) -> None:
    for form, code, blanks in UNFIT:
        status, page = await mark(head_nurse_browser, held, NURSE.id, **form)
        assert status == 422
        assert said(f"refusal-{code}", **blanks) in page, code
        assert form.get("reason", "") in page
        assert form.get("at", "") in page


async def test_nobody_is_signed_in_by_hand_after_they_left(
    desk: Desk, clock: MovableClock, held: Held, browser_of: BrowserOf
) -> None:
    clock.move(minutes=185)
    await scan(desk, cast.NURSE.actor, held.cycle, Phase.SIGN_OUT)
    clock.move(minutes=10)
    browser = await browser_of(cast.HEAD_NURSE)
    form = {"at": "13:10", "day": "2026-06-15"}
    status, page = await mark(browser, held, NURSE.id, **form)
    assert status == 422
    left = {"phase": said("phase-sign-out"), "at": "2026-06-15 13:05"}
    assert said("refusal-moments-crossed", **left) in page
    assert (await mark(browser, held, NURSE.id))[0] == 303
    page = await room_text(browser, held)
    assert said("standing-present") in page
    assert "10:10" in page


async def test_a_mark_may_be_of_an_earlier_moment(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    form = {"at": "09:52", "day": "2026-06-15"}
    assert (await mark(head_nurse_browser, held, NURSE.id, **form))[0] == 303
    assert "09:52" in await room_text(head_nurse_browser, held)


async def test_nobody_is_marked_before_the_doors_open(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    held = await approved(desk, starts_in=timedelta(days=2))
    assert (await mark(head_nurse_browser, held, NURSE.id))[0] == 422


async def test_a_walk_in_is_found_in_the_whole_unit_and_nowhere_else(
    held: Held, head_nurse_browser: Browser
) -> None:
    page = await text_of(await head_nurse_browser.get(f"{held.room}/walk-ins?q=%E7%8E%8B"))
    assert f"{held.room}/{PHYSICIAN.id}" in page
    page = await text_of(await head_nurse_browser.get(f"{held.room}/walk-ins?q=%E5%88%98"))
    assert "刘一秀" not in page
    assert said("walk-in-none-title") in page
    assert (await head_nurse_browser.get(f"{held.room}/{STRANGER.id}")).status_code == 404
    assert (await mark(head_nurse_browser, held, STRANGER.id))[0] == 404
    assert (await mark(head_nurse_browser, held, PHYSICIAN.id))[0] == 303
    assert "王清清" in await room_text(head_nurse_browser, held)


async def test_a_spot_check_calls_those_who_came_and_keeps_the_answers(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    assert said("spot-empty-title") in await text_of(
        await head_nurse_browser.get(f"{held.room}/spot-check")
    )
    for who in (cast.NURSE.actor, cast.COLLEAGUE.actor):
        await scan(desk, who, held.cycle)
    answer = await head_nurse_browser.get(f"{held.room}/spot-check")
    place = answer.headers["Location"]
    page = await text_of(await head_nurse_browser.get(place))
    assert "闻旦" in page
    assert '<b class="spot-name">蔡李铭' not in page
    for staff, said_so in ((NURSE, "gone"), (COLLEAGUE, "here")):
        answer = await head_nurse_browser.post(
            f"{held.room}/spot-check/{staff.id}", {"answer": said_so, "call": NURSE.id}
        )
        assert answer.status_code == 303
    proposals = (await read_awards(desk, HEAD, held.training.id)).proposals
    choices = {one.staff_id: one.choice.is_included for one in proposals if one.choice}
    assert choices == {NURSE.id: False}
    assert said("room-excluded", reason=said("spot-gone-reason")) in await room_text(
        head_nurse_browser, held
    )


async def test_a_spot_check_knows_nobody_of_another_unit(
    held: Held, head_nurse_browser: Browser
) -> None:
    path = f"{held.room}/spot-check/{STRANGER.id}"
    assert (await head_nurse_browser.post(path, {"answer": "gone"})).status_code == 404
    path = f"{held.room}/spot-check/{NURSE.id}"
    assert (await head_nurse_browser.post(path, {"answer": "maybe"})).status_code == 422


async def test_the_boards_link_is_renewed(held: Held, head_nurse_browser: Browser) -> None:
    before = _board_on(await room_text(head_nurse_browser, held))
    answer = await head_nurse_browser.post(f"{held.path}/cycles/{held.cycle.id}/board")
    assert answer.status_code == 303
    page = await text_of(await head_nurse_browser.get(answer.headers["Location"]))
    assert said("room-board-renewed") in page
    assert _board_on(page) != before


def _board_on(page: str) -> str:
    return page.partition("/board/")[2].partition('"')[0]


async def test_once_awarded_the_room_is_only_to_be_read(
    desk: Desk, clock: MovableClock, browser_of: BrowserOf
) -> None:
    held = await awarded(desk, clock)
    browser = await browser_of(cast.HEAD_NURSE)
    page = await room_text(browser, held)
    assert said("room-closed") in page
    assert "/board/" not in page
    assert (await mark(browser, held, PHYSICIAN.id))[0] == 409


async def test_the_sheet_lists_who_is_expected_and_what_is_on_record(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    await mark_presence(
        desk,
        HEAD,
        held.cycle.training_id,
        held.cycle.id,
        NURSE.id,
        Phase.SIGN_IN,
        reason="手机没电",
    )
    answer = await head_nurse_browser.get(f"{held.room}/sheet.pdf")
    assert answer.mimetype == "application/pdf"
    pages = PdfReader(BytesIO(await answer.get_data(as_text=False))).pages
    text = "".join(page.extract_text() for page in pages)
    for words in ("海晏医院", "静脉输液安全与并发症处理", "闻旦", "8200000003", "10:00 / — 手工"):
        assert words in text, words
    assert len(pages) == 1


class Watched:
    """An check_ins that counts how often somebody looks, and says what it is told to."""

    def __init__(self) -> None:
        self.headcount_now = Headcount(0, 0, 0, ())
        self.looks = 0
        self.is_broken = False

    async def headcount(self, cycle_id: str) -> Headcount:
        self.looks += 1
        if self.is_broken:
            raise OSError("no database")
        return self.headcount_now


async def _closed(changes: AsyncIterator[Headcount | None]) -> None:
    await changes.aclose()  # type: ignore[attr-defined]


def _headcounts(check_ins: Watched, **how: float) -> Headcounts:
    as_check_ins: CheckIns = check_ins  # type: ignore[assignment]
    return Headcounts(as_check_ins, **{"look": 0.01, "heartbeat": 5.0} | how)


async def test_all_who_watch_a_room_share_one_look() -> None:
    check_ins = Watched()
    headcounts = _headcounts(check_ins, look=60)
    watching = [headcounts.changes("c") for _ in range(20)]
    first = await asyncio.gather(*(anext(one) for one in watching))
    assert {one.arrived for one in first if one} == {0}
    assert check_ins.looks == 1
    assert headcounts.watched == {"c"}
    for one in watching:
        await _closed(one)
    assert headcounts.watched == frozenset()


async def test_a_change_is_told_once_and_silence_is_broken_by_a_heartbeat() -> None:
    check_ins = Watched()
    headcounts = _headcounts(check_ins, heartbeat=0.1)
    changes = headcounts.changes("c")
    assert await anext(changes) == Headcount(0, 0, 0, ())
    assert await anext(changes) is None
    check_ins.headcount_now = Headcount(1, 0, 1, ())
    assert await anext(changes) == Headcount(1, 0, 1, ())
    assert await anext(changes) is None
    await _closed(changes)


async def test_a_look_that_fails_ends_the_watching_and_the_next_begins_anew() -> None:
    check_ins = Watched()
    headcounts = _headcounts(check_ins)
    changes = headcounts.changes("c")
    await anext(changes)
    check_ins.is_broken = True
    with pytest.raises(OSError, match="no database"):
        await anext(changes)
    check_ins.is_broken = False
    again = headcounts.changes("c")
    assert await anext(again) == Headcount(0, 0, 0, ())
    await _closed(again)


async def _stream(desk: Desk, app: WebApp, held: Held) -> RoomStream:
    signed_in = await sign_in.sign_in(
        desk, cast.HEAD_NURSE.login, cast.PASSWORD, ip="127.0.0.1", device="test"
    )
    headcounts = Headcounts(desk.check_ins, look=0.01, heartbeat=0.05)
    cycle, token = held.cycle, signed_in.token
    return RoomStream(
        *(desk, headcounts, signed_in.who, token, "zh-CN"),
        *(cycle.training_id, cycle.id, app.closing),
    )


async def _next(events: AsyncIterator[bytes]) -> dict[str, int]:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            text = (await anext(events)).decode()
            if text.startswith("event: headcount\n"):
                counts: dict[str, int] = json.loads(text.partition("data: ")[2])
                return counts


async def test_the_stream_tells_how_full_the_room_is_and_who_comes(
    desk: Desk, app: WebApp, held: Held
) -> None:
    events = (await _stream(desk, app, held)).events()
    assert await _next(events) == {"arrived": 0, "left": 0}
    await scan(desk, cast.NURSE.actor, held.cycle)
    assert await _next(events) == {"arrived": 1, "left": 0}
    await events.aclose()  # type: ignore[attr-defined]


async def test_the_stream_ends_for_who_runs_the_room_no_longer(
    desk: Desk, app: WebApp, held: Held
) -> None:
    events = (await _stream(desk, app, held)).events()
    await _next(events)
    async with desk.store.transaction():
        await AccountRow.filter(id=cast.HEAD_NURSE.account.id).update(roles=" staff ")
    async with asyncio.timeout(PATIENCE_SECONDS):
        told = [event async for event in events if event != BEAT]
    assert told == [last_event(GONE, say("refusal-not-found"))]


async def test_the_stream_ends_with_the_session(desk: Desk, app: WebApp, held: Held) -> None:
    stream = await _stream(desk, app, held)
    events = stream.events()
    await _next(events)
    found = await sessions.recognise(desk, stream.token, ip="", language="zh-CN")
    assert found is not None
    await sessions.sign_out(desk, *found)
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert [event async for event in events if event != BEAT] == [last_event(OVER)]
    assert stream.headcounts.watched == frozenset()


async def test_the_stream_ends_where_a_code_has_to_be_given_first(
    desk: Desk, app: WebApp, held: Held
) -> None:
    stream = await _stream(desk, app, held)
    events = stream.events()
    await _next(events)
    found = await sessions.recognise(desk, stream.token, ip="", language="zh-CN")
    assert found is not None
    async with desk.store.transaction() as tx:
        await tx.sessions.ask_code([found[1].id], asks=True)
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert [event async for event in events if event != BEAT] == [last_event(OVER)]


async def test_the_stream_ends_when_the_server_stops(desk: Desk, app: WebApp, held: Held) -> None:
    stream = await _stream(desk, app, held)
    events = stream.events()
    await _next(events)
    app.close_streams()
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert [event async for event in events if event != BEAT] == []
    assert stream.headcounts.watched == frozenset()

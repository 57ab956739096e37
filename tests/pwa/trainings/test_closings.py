"""The closing in the web app: report, photos, and what the unit says to them."""

from io import BytesIO

import pytest
from PIL import Image
from quart import Response
from quart.datastructures import FileStorage

from core.domain.review import Decision
from core.domain.trainings.training import TrainingStage
from core.ports import Desk
from core.texts import say
from core.usecases.review import decide
from core.usecases.trainings.closings import read_closing
from storage.system import MovableClock
from tests import cast, pictures
from tests.pwa.conftest import HERE, Browser, BrowserOf
from tests.pwa.entering import certificate
from tests.pwa.rooms import (
    HEAD,
    OUTSIDE,
    UNIT,
    Held,
    approved,
    awarded,
    closing_waits,
    everybody,
    seen_on,
    text_of,
)

ID = "a" * 16
REPORT = {"text": "按计划举办，效果良好。", "guests": "3", "passed": "12"}


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database: what these pages show does not depend on it."""
    return sqlite_url


@pytest.fixture
async def held(desk: Desk, clock: MovableClock) -> Held:
    """A training whose credits are awarded."""
    return await awarded(desk, clock)


async def report(browser: Browser, held: Held, **form: str) -> tuple[int, str]:
    """Press 保存, or 提交核销 with `submit`; return the status, and the page or where it leads."""
    sent = REPORT | {"seen": await seen_on(browser, held.closing)} | form
    answer = await browser.post(held.closing, sent)
    return answer.status_code, answer.headers.get("Location") or await text_of(answer)


async def send(
    browser: Browser,
    held: Held,
    content: bytes,
    name: str = "photo.jpg",
    kind: str = "photo",
    accept: str = "application/json",
) -> Response:
    """Let the uploader send a file."""
    return await browser.client.post(
        f"{held.path}/files?kind={kind}",
        files={"file": FileStorage(BytesIO(content), filename=name)},
        headers=HERE | {"Accept": accept},
    )


async def sent_id(answer: Response) -> str:
    assert answer.status_code == 201, await text_of(answer)
    return str((await answer.get_json())["file"]["id"])


async def test_who_sees_and_who_writes_the_closing(
    held: Held, guest: Browser, browser_of: BrowserOf, head_nurse_browser: Browser
) -> None:
    file_id = await sent_id(await send(head_nurse_browser, held, certificate()))
    browsers = await everybody(guest, browser_of)
    for caller, browser in browsers.items():
        for path in (held.closing, f"{held.path}/files/{file_id}/view"):
            assert (await browser.get(path)).status_code == OUTSIDE.get(caller, 200), caller
    refused = OUTSIDE | {"unit administrator": 403}
    for caller, browser in browsers.items():
        seen = await seen_on(head_nurse_browser, held.closing)
        answer = await browser.post(held.closing, REPORT | {"seen": seen})
        assert answer.status_code == refused.get(caller, 303), caller
        answer = await browser.post(f"{held.path}/files/{file_id}/removal")
        assert answer.status_code == refused.get(caller, 303), caller


async def test_before_the_award_there_is_nothing_to_report(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    held = await approved(desk)
    page = await text_of(await head_nurse_browser.get(held.closing))
    assert said("closing-too-early-title") in page
    assert 'name="text"' not in page
    answer = await head_nurse_browser.post(held.closing, REPORT | {"seen": "4"})
    assert answer.status_code == 409


async def test_the_plan_stands_beside_what_came_of_it(
    held: Held, head_nurse_browser: Browser
) -> None:
    page = await text_of(await head_nurse_browser.get(held.closing))
    for label, number in (
        ("expected", "3"),
        ("arrived", "2"),
        ("fulfilling", "1"),
        ("awarded", "1"),
        ("points", "0.2"),
    ):
        assert f"<dt>{said(f'closing-{label}')}</dt><dd>{number}</dd>" in page, label


async def test_the_report_is_kept_and_then_put_before_the_unit(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    status, place = await report(head_nurse_browser, held)
    assert status == 303
    page = await text_of(await head_nurse_browser.get(place))
    assert said("closing-told-saved") in page
    assert REPORT["text"] in page
    status, place = await report(head_nurse_browser, held, submit="1")
    assert status == 303
    page = await text_of(await head_nurse_browser.get(place))
    assert said("closing-told-submitted") in page
    assert 'name="text"' not in page
    kept = (await read_closing(desk, HEAD, held.training.id)).training
    assert kept.stage is TrainingStage.CLOSING_REVIEW
    assert (kept.report.guests, kept.report.passed) == (3, 12)


async def test_all_pages_of_a_long_screenshot_are_shown_while_reporting_and_to_who_reviews(
    desk: Desk,
    held: Held,
    head_nurse_browser: Browser,
    unit_administrator_browser: Browser,
) -> None:
    long = pictures.png(Image.new("RGB", (400, 4000), (255, 255, 255)))
    file_id = await sent_id(await send(head_nurse_browser, held, long, "chat.png"))
    (file,) = (await read_closing(desk, HEAD, held.training.id)).files
    assert file.pages > 2
    view = f"{held.path}/files/{file_id}/view"
    await report(head_nurse_browser, held)
    reporting = await text_of(await head_nurse_browser.get(held.closing))
    await report(head_nurse_browser, held, submit="1")
    reported = await text_of(await head_nurse_browser.get(held.closing))
    reviewed = await text_of(await unit_administrator_browser.get("/review?kind=trainings"))
    for page in (reporting, reported, reviewed):
        for number in range(2, file.pages + 1):
            assert f'href="{view}?page={number}"' in page
        assert f"?page={file.pages + 1}" not in page
    first, last = [
        await unit_administrator_browser.get(f"{view}?page={number}") for number in (1, file.pages)
    ]
    assert (first.status_code, last.status_code) == (200, 200)
    assert await first.get_data() != await last.get_data()
    beyond = await unit_administrator_browser.get(f"{view}?page={file.pages + 1}")
    assert beyond.status_code == 404


AWARDED = say("training-stage-awarded")
UNFIT: tuple[tuple[dict[str, str], int, str, dict[str, object]], ...] = (
    ({"text": "", "submit": "1"}, 422, "report-needed", {}),
    ({"text": "长" * 1001}, 422, "text-too-long", {"longest": 1000, "length": 1001}),
    ({"guests": "很多"}, 422, "number-out-of-range", {"least": 0, "most": 10_000}),
    ({"passed": "-1"}, 422, "number-out-of-range", {"least": 0, "most": 10_000}),
    ({"passed": "10001", "submit": "1"}, 422, "number-out-of-range", {"least": 0, "most": 10_000}),
    ({"seen": "1"}, 409, "training-changed", {"training_stage": AWARDED}),
)


async def test_a_report_that_will_not_do_is_refused_and_stays_as_it_was_typed(
    held: Held, head_nurse_browser: Browser
) -> None:
    for form, expected, code, blanks in UNFIT:
        status, page = await report(head_nurse_browser, held, **form)
        assert status == expected, form
        assert said(f"refusal-{code}", **blanks) in page
        for name in REPORT:
            assert (REPORT | form)[name] in page, form


async def test_a_returned_closing_shows_why_and_goes_again(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    waiting = await closing_waits(desk, held)
    await decide(
        desk,
        UNIT,
        held.training.subject,
        Decision.RETURN,
        seen=waiting.version,
        reason="照片不清楚",
    )
    page = await text_of(await head_nurse_browser.get(held.closing))
    assert "照片不清楚" in page
    assert said("closing-why-closing-returned") in page
    assert (await report(head_nurse_browser, held, submit="1"))[0] == 303


async def test_photos_are_kept_shown_and_taken_away(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    file_id = await sent_id(await send(head_nurse_browser, held, certificate(), kind="sheet"))
    page = await text_of(await head_nurse_browser.get(held.closing))
    assert f"{held.path}/files/{file_id}/thumbnail" in page
    assert f'action="{held.path}/files/{file_id}/removal"' in page
    for picture in ("original", "view", "thumbnail"):
        answer = await head_nurse_browser.get(f"{held.path}/files/{file_id}/{picture}")
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "photo" not in answer.headers["Content-Disposition"]
    again = await sent_id(await send(head_nurse_browser, held, certificate(), kind="sheet"))
    assert again == file_id
    answer = await head_nurse_browser.send("DELETE", f"{held.path}/files/{file_id}")
    assert answer.status_code in {200, 303}
    assert (await read_closing(desk, HEAD, held.training.id)).files == []
    removed = await head_nurse_browser.post(f"{held.path}/files/{file_id}/removal")
    assert removed.status_code == 303
    gone = await head_nurse_browser.get(f"{held.path}/files/{file_id}/view")
    assert gone.status_code == 404


async def test_a_plain_form_leads_back_to_the_page(held: Held, head_nurse_browser: Browser) -> None:
    answer = await send(head_nurse_browser, held, certificate(), accept="text/html")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{held.closing}#files"


async def test_files_that_will_not_do_are_refused_with_a_sentence(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    for content, kind, status in (
        (b"PK\x03\x04 a document" * 99, "photo", 415),
        (b"", "photo", 422),
        (certificate(), "selfie", 404),
    ):
        answer = await send(head_nurse_browser, held, content, kind=kind)
        assert answer.status_code == status
        assert (await answer.get_json())["message"]
    assert (await read_closing(desk, HEAD, held.training.id)).files == []


async def test_a_photo_may_be_larger_than_other_forms(
    held: Held, head_nurse_browser: Browser
) -> None:
    photo = certificate() + bytes(600 * 1024)
    assert (await send(head_nurse_browser, held, photo)).status_code == 201


async def test_once_with_the_unit_files_stay_as_they_are(
    desk: Desk, held: Held, head_nurse_browser: Browser, browser_of: BrowserOf
) -> None:
    file_id = await sent_id(await send(head_nurse_browser, held, certificate()))
    await closing_waits(desk, held)
    assert (await send(head_nurse_browser, held, certificate(2))).status_code == 409
    answer = await head_nurse_browser.post(f"{held.path}/files/{file_id}/removal")
    assert answer.status_code == 409
    page = await text_of(await (await browser_of(cast.UNIT_ADMINISTRATOR)).get(held.closing))
    assert f"{held.path}/files/{file_id}/view" in page
    assert "按计划完成" in page


async def test_a_file_of_another_training_is_not_found(
    desk: Desk, held: Held, head_nurse_browser: Browser
) -> None:
    file_id = await sent_id(await send(head_nurse_browser, held, certificate()))
    other = await approved(desk)
    for path in (f"{other.path}/files/{file_id}/view", f"{held.path}/files/{ID}/view"):
        assert (await head_nurse_browser.get(path)).status_code == 404
    await head_nurse_browser.post(f"{other.path}/files/{file_id}/removal")
    assert len((await read_closing(desk, HEAD, held.training.id)).files) == 1

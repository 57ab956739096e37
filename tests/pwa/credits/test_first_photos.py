"""A credit begins with its photos: chosen, taken, or shared by another app."""

from io import BytesIO

import pytest
from quart import Response
from quart.datastructures import FileStorage
from werkzeug.datastructures import MultiDict
from werkzeug.test import encode_multipart

from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from core.usecases.credits.sheets import read_credit
from tests import cast
from tests.pwa.conftest import HERE, Browser, BrowserOf
from tests.pwa.entering import RULE, begin, certificate, credits_of, id_in, submitted, text_of

SHARED = {"Origin": "null", "Sec-Fetch-Site": "none", "Accept": "text/html"}


async def hand_in(
    browser: Browser, *contents: bytes, headers: dict[str, str] = HERE, **form: str
) -> Response:
    """Send photos to begin with, as the plain form and a share do."""
    photos = [FileStorage(BytesIO(one), filename=f"{at}.jpg") for at, one in enumerate(contents, 1)]
    boundary, body = encode_multipart(MultiDict([*form.items(), *(("file", it) for it in photos)]))
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return await browser.client.post("/credits/photos", data=body, headers=headers | kind)


async def test_entry_asks_for_the_photo_first_and_goes_without(nurse_browser: Browser) -> None:
    page = await text_of(await nurse_browser.get("/credits/new"))
    assert say("begin-title") in page
    assert "/credits/new?year=2026" in page
    assert "赴外省获得学分" not in page
    assert "赴外省获得学分" in await text_of(await nurse_browser.get("/credits/new?year=2026"))


async def test_the_draft_is_there_with_its_photos_before_its_kind(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    answer = await hand_in(nurse_browser, certificate(1), certificate(2), key="once")
    draft = id_in(answer)
    assert answer.headers["Location"] == f"/credits/{draft}/rule"
    page = await text_of(await nurse_browser.get(f"/credits/{draft}/rule"))
    assert page.count("evidence-tile") == 2
    assert "赴外省获得学分" in page
    assert id_in(await hand_in(nurse_browser, certificate(1), key="once")) == draft
    form = {"year": "2026", "rule": RULE, "seen": "1"}
    await nurse_browser.post(f"/credits/{draft}/rule", form)
    sheet = await read_credit(desk, nurse, draft)
    assert [file.kind for file in sheet.evidence] == ["certificate", "approval-form"]


async def test_what_another_app_shares_is_ours_though_it_comes_from_no_page(
    desk: Desk, nurse: Actor, nurse_browser: Browser, guest: Browser
) -> None:
    assert (await hand_in(nurse_browser, certificate(), headers=SHARED)).status_code == 303
    [draft] = await credits_of(desk, nurse)
    assert len((await read_credit(desk, nurse, draft.id)).evidence) == 1
    feigned = SHARED | {"Sec-Fetch-Site": "cross-site"}
    assert (await hand_in(nurse_browser, certificate(), headers=feigned)).status_code == 403
    elsewhere = await nurse_browser.post("/credits/new", {}, Origin="null", Sec_Fetch_Site="none")
    assert elsewhere.status_code == 403
    answer = await hand_in(guest, certificate(), headers=SHARED)
    assert answer.headers["Location"].startswith("/sign-in?next=/credits/new?shared")
    told = await (await guest.get("/manifest.webmanifest")).get_json()
    assert told["share_target"]["action"].startswith("/credits/photos")


async def test_what_is_no_photo_is_told_and_the_others_are_kept(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    answer = await hand_in(nurse_browser, certificate(), b"no picture", key="k")
    page = await text_of(answer)
    assert answer.status_code == 415
    assert "2.jpg" in page
    assert say("begin-go-on") in page
    [draft] = await credits_of(desk, nurse)
    assert len((await read_credit(desk, nurse, draft.id)).evidence) == 1
    nothing = await hand_in(nurse_browser, key="k")
    assert nothing.status_code == 422
    assert say("refusal-no-file") in await text_of(nothing)


async def test_photos_are_for_those_one_may_enter_for(browser_of: BrowserOf) -> None:
    head_nurse, nurse = cast.HEAD_NURSE, cast.NURSE
    browser = await browser_of(head_nurse)
    assert nurse.staff is not None
    assert cast.PHYSICIAN.staff is not None
    chosen = await text_of(await browser.get(f"/credits/new?for={nurse.staff.id}"))
    assert f'value="{nurse.staff.id}"' in chosen
    assert (await hand_in(browser, certificate(), **{"for": nurse.staff.id})).status_code == 303
    outside = {"for": cast.PHYSICIAN.staff.id}
    assert (await hand_in(browser, certificate(), **outside)).status_code == 404


@pytest.mark.parametrize("whose", [cast.NURSE, cast.HEAD_NURSE])
async def test_what_was_answered_before_is_offered_again(
    browser_of: BrowserOf, whose: cast.Person
) -> None:
    """To the person; whoever may enter for them sees nothing of it."""
    nurse_browser = await browser_of(cast.NURSE)
    await submitted(nurse_browser)
    assert cast.NURSE.staff is not None
    browser = await browser_of(whose)
    is_own = whose is cast.NURSE
    whom = f"&for={cast.NURSE.staff.id}"
    kinds = await text_of(await browser.get(f"/credits/new?year=2026{whom}"))
    assert (say("begin-used-before") in kinds) == is_own
    entry = await begin(browser, key="k2", whom="" if is_own else cast.NURSE.staff.id)
    form = await text_of(await browser.get(f"{entry.path}/edit"))
    offered = 'data-fill="organiser" data-value="江苏省护理学会"'
    assert (offered in form) == is_own
    assert 'data-fill="project-name"' not in form

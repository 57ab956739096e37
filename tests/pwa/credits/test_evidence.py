"""Sending evidence: what is taken, what is refused with a sentence, who gets to see it."""

import pytest

from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from core.usecases.credits.sheets import read_credit
from tests import pictures
from tests.pwa.conftest import Browser
from tests.pwa.entering import Entry, begin, certificate, submitted, text_of

MEGABYTE = 1024 * 1024
MANY_PAGES = 5_000


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


def _truncated() -> bytes:
    whole = certificate()
    return whole[: len(whole) // 3]


BAD = {
    "not a picture": (b"PK\x03\x04 a document" * 99, "letter.docx", 415, "not-a-picture"),
    "truncated": (_truncated, "cut.jpg", 422, "broken-file"),
    "empty": (b"", "empty.jpg", 422, "empty-file"),
    "pixel bomb": (pictures.pixel_bomb, "bomb.png", 422, "too-many-pixels"),
    "26 MB": (lambda: certificate() + bytes(26 * MEGABYTE), "big.jpg", 413, "file-too-large"),
    "encrypted": (pictures.encrypted_pdf, "locked.pdf", 422, "file-encrypted"),
    "looping": (pictures.looping_pdf, "loop.pdf", 422, "broken-file"),
}


@pytest.mark.parametrize("kind", BAD)
async def test_a_file_that_will_not_do_is_refused_with_a_sentence(
    desk: Desk, nurse: Actor, nurse_browser: Browser, kind: str
) -> None:
    content, name, status, code = BAD[kind]
    entry = await begin(nurse_browser)
    answer = await entry.send(content() if callable(content) else content, name)
    body = await answer.get_json()
    assert (answer.status_code, body["code"]) == (status, code)
    assert body["message"]
    assert "{" not in body["message"]
    assert (await read_credit(desk, nurse, entry.credit_id)).evidence == []


async def test_five_thousand_pages_are_too_many(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    answer = await entry.send(pictures.pdf(pages=MANY_PAGES), "book.pdf")
    assert answer.status_code == 422
    assert (await answer.get_json())["code"] in {"too-many-pages", "broken-file"}


async def test_more_than_any_file_is_answered_with_a_sentence(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    answer = await entry.send(bytes(27 * MEGABYTE), "huge.jpg")
    assert answer.status_code == 413
    assert (await answer.get_json())["code"] == "file-too-large"


async def test_the_content_counts_and_not_the_name(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    answer = await entry.send(certificate(), "really.pdf")
    told = (await answer.get_json())["file"]
    assert answer.status_code == 201
    shown = await nurse_browser.get(told["href"])
    assert shown.content_type == "image/jpeg"


async def test_the_same_upload_twice_is_kept_once(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    entry = await begin(nurse_browser)
    first = await entry.send(certificate(), key="the same")
    second = await entry.send(certificate(), key="the same")
    assert (await first.get_json())["file"]["id"] == (await second.get_json())["file"]["id"]
    assert len((await read_credit(desk, nurse, entry.credit_id)).evidence) == 1


async def test_groups_that_are_missing_are_told_with_each_file(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    told = await (await entry.send(certificate())).get_json()
    assert [group["is_met"] for group in told["groups"]] == [True, False]
    told = await (await entry.send(certificate(2), "2.jpg", "approval-form")).get_json()
    assert [group["is_met"] for group in told["groups"]] == [True, True]


async def test_a_file_is_named_by_kind_and_removed(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    entry = await begin(nurse_browser)
    told = (await (await entry.send(certificate(), kind="")).get_json())["file"]
    assert told["kind"] is None
    path = f"{entry.path}/evidence/{told['id']}"
    assert (await nurse_browser.post(f"{path}/kind", {"kind": "invoice"})).status_code == 303
    sheet = await read_credit(desk, nurse, entry.credit_id)
    assert [file.kind for file in sheet.evidence] == ["invoice"]
    assert (await nurse_browser.post(f"{path}/kind", {"kind": "nonsense"})).status_code == 404
    for _ in range(2):
        assert (await nurse_browser.post(f"{path}/removal")).status_code == 303
    assert (await read_credit(desk, nurse, entry.credit_id)).evidence == []


async def test_files_are_private_and_harmless(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    told = (await (await entry.send(pictures.pdf(), "王亚兰 330106.pdf")).get_json())["file"]
    original = await nurse_browser.get(f"{entry.path}/evidence/{told['id']}/original")
    assert original.content_type == "application/pdf"
    assert original.headers["Content-Disposition"].endswith('.pdf"')
    assert "330106" not in original.headers["Content-Disposition"]
    assert original.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in original.headers["Content-Security-Policy"]
    assert "no-store" in original.headers["Cache-Control"]
    thumbnail = await nurse_browser.get(told["thumbnail"])
    assert "private" in thumbnail.headers["Cache-Control"]
    assert "Cookie" in thumbnail.headers["Vary"]  # on this computer another nurse may sign in
    assert thumbnail.content_type == "image/jpeg"


async def test_only_who_sees_the_credit_sees_its_files(
    nurse_browser: Browser,
    stranger_browser: Browser,
    head_nurse_browser: Browser,
    guest: Browser,
) -> None:
    entry = await submitted(nurse_browser)
    page = await text_of(await nurse_browser.get(entry.path))
    file = page.split(f"{entry.path}/evidence/")[1][:16]
    path = f"{entry.path}/evidence/{file}/view"
    assert (await head_nurse_browser.get(path)).status_code == 200
    assert (await stranger_browser.get(path)).status_code == 404
    assert (await guest.get(path)).status_code == 303
    other = await begin(nurse_browser, key="other")
    foreign = f"{other.path}/evidence/{file}"
    assert (await nurse_browser.get(f"{foreign}/view")).status_code == 404
    assert (await nurse_browser.post(f"{foreign}/kind", {"kind": "other"})).status_code == 404


async def test_nobody_sends_files_to_somebody_elses_draft(
    nurse_browser: Browser, stranger_browser: Browser
) -> None:
    entry = await begin(nurse_browser)
    answer = await Entry(stranger_browser, entry.credit_id).send(certificate())
    assert answer.status_code == 404


async def test_nothing_is_added_while_it_is_reviewed(nurse_browser: Browser) -> None:
    entry = await submitted(nurse_browser)
    answer = await entry.send(certificate(7), "late.jpg")
    assert (answer.status_code, (await answer.get_json())["code"]) == (409, "not-editable")


async def test_a_plain_form_comes_back_to_its_page(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    answer = await nurse_browser.post(f"{entry.path}/evidence", {"key": "x"})
    assert answer.status_code == 422
    assert said("refusal-no-file") in await text_of(answer)


async def test_the_thirteenth_file_is_one_too_many(nurse_browser: Browser) -> None:
    entry = await begin(nurse_browser)
    for number in range(12):
        assert (await entry.send(certificate(number + 1), f"{number}.jpg")).status_code == 201
    answer = await entry.send(certificate(99), "13.jpg")
    assert (answer.status_code, (await answer.get_json())["code"]) == (422, "too-many-files")

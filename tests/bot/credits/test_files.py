"""Files that are no evidence, or too large for a chat: a clear sentence, and the draft stays."""

import pytest

from bot.sandbox.files import MEGABYTE
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import CreditSheet, read_credit
from tests import cast, pictures
from tests.bot.world import World, photo, words_of


async def the_draft(world: World) -> CreditSheet:
    page = await list_own_credits(world.desk, cast.NURSE.actor)
    [credit] = [line.credit for line in page.rows]
    return await read_credit(world.desk, cast.NURSE.actor, credit.id)


BAD = {
    "empty": (b"", "空的"),
    "no picture": (b"PK\x03\x04 a document", "不是照片或 PDF"),
    "truncated": (pictures.jpeg(pictures.drawn(pictures.Certificate(), 900))[:9000], "打不开"),
    "pixel bomb": (pictures.pixel_bomb(), "百万像素"),
    "encrypted": (pictures.encrypted_pdf(), "密码"),
}


@pytest.mark.parametrize("kind", BAD)
async def test_what_is_no_evidence_is_explained_and_the_draft_stays(chat: World, kind: str) -> None:
    content, why = BAD[kind]
    await chat.nurse.sends(photo(1))
    await chat.nurse.presses("2026")
    said = await chat.nurse.sends_file("证书.jpg", content)
    assert why in said
    assert "哪一类学分" in said
    assert len((await the_draft(chat)).evidence) == 1


async def test_26_megabytes_are_too_many(on_telegram: World) -> None:
    said = await on_telegram.nurse.sends_file("扫描.pdf", bytes(26 * MEGABYTE))
    assert "超过 25 MB" in said
    assert "哪一类" in await on_telegram.nurse.sends(photo())
    assert len((await the_draft(on_telegram)).evidence) == 1


async def test_beyond_20_megabytes_the_web_app_takes_over(chat: World) -> None:
    await chat.nurse.sends_file("扫描.pdf", bytes(21 * MEGABYTE))
    assert "超过 20 MB" in "".join(words_of(one) for one in chat.nurse.phone.heard)
    assert chat.nurse.token


async def test_heic_and_pdf_come_as_documents(chat: World) -> None:
    picture = pictures.drawn(pictures.some_certificate(4), 800)
    await chat.nurse.sends_file("IMG_0001.HEIC", pictures.heic(picture))
    await chat.nurse.sends_file("证书.pdf", pictures.pdf(pictures.some_certificate(5)))
    kinds = {file.media_type for file in (await the_draft(chat)).evidence}
    assert kinds == {"image/heic", "application/pdf"}


async def test_more_than_twelve_files_are_refused_and_said(chat: World) -> None:
    for seed in range(12):
        await chat.nurse.sends(pictures.jpeg(pictures.drawn(pictures.some_certificate(seed), 300)))
    assert "最多 12 个文件" in await chat.nurse.sends(photo(99))
    assert len((await the_draft(chat)).evidence) == 12


async def test_an_album_is_one_claim_and_a_bad_file_in_it_is_named(chat: World) -> None:
    await chat.nurse.sends(*(photo(seed) for seed in range(4)))
    assert len((await the_draft(chat)).evidence) == 4
    assert len(chat.nurse.phone.heard) == 1
    assert "4 份" in chat.nurse.text


async def test_a_file_that_telegram_lost_is_asked_for_again(on_telegram: World) -> None:
    on_telegram.telegram.inject("getFile", 400, "Bad Request: file is temporarily unavailable")
    assert "重新发一次" in await on_telegram.nurse.sends(photo())
    assert "1 份" in await on_telegram.nurse.sends(photo())


async def test_a_lost_connection_while_fetching_loses_no_photo(on_telegram: World) -> None:
    on_telegram.telegram.inject("getFile", 0, times=2)
    assert "1 份" in await on_telegram.nurse.sends(photo())


async def test_a_long_caption_is_refused_and_a_senseless_one_ignored(chat: World) -> None:
    assert "太长" in await chat.nurse.sends(photo(1), caption="长" * 200)
    await chat.nurse.sends(photo(2), caption="123")
    assert (await the_draft(chat)).credit.claim.remark == ""


async def test_what_is_written_beside_a_second_photo_is_kept_too(chat: World) -> None:
    await chat.nurse.sends(photo(1), caption="护理新进展")
    await chat.nurse.sends(photo(2), caption="在杭州")
    await chat.nurse.sends(photo(3), caption="在杭州")
    assert (await the_draft(chat)).credit.claim.remark == "护理新进展、在杭州"


async def test_a_photo_after_the_draft_went_elsewhere_begins_another(chat: World) -> None:
    await chat.nurse.sends(photo(1))
    sheet = await the_draft(chat)
    async with chat.desk.store.transaction() as tx:
        await tx.credits.remove(sheet.credit)
    assert "哪一类" in await chat.nurse.sends(photo(2))
    assert (await the_draft(chat)).credit.id != sheet.credit.id


async def test_a_file_that_is_gone_is_asked_for_again(on_telegram: World) -> None:
    on_telegram.telegram.inject("getFile", 404, "Not Found")
    assert "重新发一次" in await on_telegram.nurse.sends(photo())

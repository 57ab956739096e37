"""The papers of a case in the chat: whatever is wrong with one, the card arrives, and the next."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from core.usecases.credits.entry import submit_credit
from core.usecases.credits.evidence import attach_evidence
from core.usecases.messages.chats import remember
from tests import cast, pictures
from tests.bot.world import World, complete_draft, submitted


async def submitted_with(world: World, name: str, *files: bytes) -> str:
    """Submit a claim with more files; its reviewer hears of it."""
    draft = await complete_draft(world, name)
    for number, file in enumerate(files):
        who, key = cast.NURSE.actor, f"more {number}"
        await attach_evidence(world.desk, who, draft.id, "截图.png", file, key=key)
    await submit_credit(world.desk, cast.NURSE.actor, draft.id, seen=draft.version)
    world.bot.deliveries.poke()
    await world.head_nurse.hears(name)
    return draft.id


async def test_a_picture_too_steep_for_a_photo_comes_as_a_document(on_telegram: World) -> None:
    steep = pictures.png(pictures.drawn(pictures.Certificate(), 1500).resize((1500, 60)))
    await submitted_with(on_telegram, "陡峭的图", steep)
    heard = on_telegram.head_nurse.phone.heard
    assert len([one for one in heard if "document" in one]) == 1
    assert len([one for one in heard if "photo" in one]) == 2
    assert "✅ 通过" in on_telegram.head_nurse.labels


async def test_who_sent_a_steep_picture_is_asked_what_it_is(on_telegram: World) -> None:
    draft = await complete_draft(on_telegram)
    steep = pictures.png(pictures.drawn(pictures.Certificate(), 1500).resize((1500, 60)))
    await remember(
        on_telegram.desk,
        cast.NURSE.actor,
        on_telegram.channel,
        draft_id=draft.id,
        asking="summary@0",
    )
    await on_telegram.nurse.sends_file("截图.png", steep)
    assert [one for one in on_telegram.nurse.phone.heard if "document" in one]
    assert "证书" in str(on_telegram.nurse.labels)


async def test_a_long_screenshot_is_read_page_by_page(chat: World) -> None:
    long = Image.new("RGB", (540, 6000), (255, 255, 255))
    await submitted_with(chat, "长截图", pictures.png(long))
    photos = [one for one in chat.head_nurse.phone.heard if "photo" in one]
    assert len(photos) == 2 + 8
    heights = [Image.open(BytesIO(chat.nurse.photo_of(one))).height for one in photos]
    assert min(heights) > 300


@pytest.mark.parametrize("how", ["refused", "lost"])
async def test_a_card_arrives_whatever_its_pictures_do(on_telegram: World, how: str) -> None:
    if how == "refused":
        for method in ("sendMediaGroup", "sendPhoto", "sendDocument"):
            on_telegram.telegram.inject(method, 400, "Bad Request: IMAGE_PROCESS_FAILED", times=9)
        credit_id = await submitted(on_telegram, "坏图的学分")
    else:
        credit_id = await lost_pictures(on_telegram)
    card = await on_telegram.head_nurse.hears("坏图的学分")
    assert "没能发到聊天里" in card["text"]
    assert f"/credits/{credit_id}" in card["text"]
    assert "通过" in await on_telegram.head_nurse.presses("✅ 通过")


def lose_views(home: Path) -> None:
    for view in home.rglob("*-view"):
        view.unlink()


async def lost_pictures(world: World) -> str:
    """Submit a claim whose pictures the store of files has lost by the time it is looked at."""
    draft = await complete_draft(world, "坏图的学分")
    lose_views(world.desk.settings.home)
    await submit_credit(world.desk, cast.NURSE.actor, draft.id, seen=draft.version)
    world.bot.deliveries.poke()
    await world.head_nurse.hears("坏图的学分")
    return draft.id


async def test_the_queue_goes_on_behind_a_claim_that_cannot_be_shown(on_telegram: World) -> None:
    await submitted(on_telegram, "读不出的学分")
    on_telegram.clock.move(minutes=1)
    await submitted(on_telegram, "后面的学分")
    on_telegram.telegram.inject("sendMessage", 400, "Bad Request: can't parse entities")
    assert "暂时打不开" in await on_telegram.head_nurse.says("/review")
    assert "后面的学分" in await on_telegram.head_nurse.presses("跳过")

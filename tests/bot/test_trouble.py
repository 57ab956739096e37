"""A full disk, a held database, forged ids: the chat says so, and goes on where it was."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.domain.credits.claims import Claim, field_of
from core.domain.rulebook import shipped
from core.texts import say
from core.usecases.credits.entry import revise_draft, start_draft
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import read_credit
from core.usecases.messages.chats import remember
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.bot.world import ANSWERS, World, photo, words_of, world_on
from tests.conftest import settings_for
from tests.trouble import a_full_disk, a_held_database

NURSE = cast.NURSE.actor


async def test_a_full_disk_is_said_and_the_photo_is_taken_when_there_is_room(
    postgres_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    settings = settings_for(tmp_path / "home", postgres_url)
    async with open_desk(settings, clock=clock) as desk, world_on(desk, clock) as world:
        with a_full_disk():
            assert say("refusal-disk-full") in await world.nurse.sends(photo())
        [line] = (await list_own_credits(desk, NURSE)).rows
        credit = line.credit
        assert (await read_credit(desk, NURSE, credit.id)).evidence == []
        await world.nurse.sends(photo())
        assert len((await read_credit(desk, NURSE, credit.id)).evidence) == 1


async def test_what_is_said_while_the_database_is_held_is_answered_afterwards(
    sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    settings = settings_for(tmp_path / "home", f"{sqlite_url}&busy_timeout=100")
    async with open_desk(settings, clock=clock) as desk, world_on(desk, clock) as world:
        async with a_held_database(sqlite_url):
            world.nurse.phone.says("我达标了吗")
            await world.until(lambda: world.telegram.updates)
        await world.settled()
        assert "25.0" in world.nurse.text


async def test_what_is_said_while_the_disk_is_full_is_answered_when_there_is_room(
    sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    settings = settings_for(tmp_path / "home", sqlite_url)
    brought = {"update_id": 7_000, "message": {"chat": {"id": 1001}, "text": "我达标了吗"}}
    async with open_desk(settings, clock=clock) as desk, world_on(desk, clock) as world:
        with a_full_disk():
            assert await world.bot.receive(brought) == 503
            world.nurse.phone.says("我达标了吗")
            await world.until(lambda: world.telegram.updates)
        await world.settled()
        assert "25.0" in world.nurse.text


async def test_nothing_is_sent_again_and_again_while_nobody_can_note_that_it_was(
    sqlite_url: str, tmp_path: Path, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_for(tmp_path / "home", sqlite_url)
    async with open_desk(settings, clock=clock) as desk, world_on(desk, clock) as world:
        now, later = clock.now(), clock.now() + timedelta(minutes=1)
        async with desk.store.transaction() as tx:
            details = {"points": 200, "year": 2026}
            await tx.notices.add(
                [NURSE.account_id], "took-effect", now=now, due_at=later, details=details
            )
        with a_full_disk():
            await world.passes(61)
            await world.until(lambda: "delivering: disk-full" in caplog.text)
            assert not world.nurse.phone.heard
        await world.until(lambda: world.nurse.phone.heard)
        await world.nurse.says("/help")
        told = [words_of(one) for one in world.nurse.phone.heard]
        assert len([one for one in told if "已生效" in one]) == 1


async def test_what_a_webhook_brings_is_not_thanked_for_before_it_is_kept(
    sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    settings = settings_for(tmp_path / "home", f"{sqlite_url}&busy_timeout=100")
    brought = {"update_id": 7_000, "message": {"chat": {"id": 1001}, "text": "我达标了吗"}}
    async with open_desk(settings, clock=clock) as desk, world_on(desk, clock) as world:
        async with a_held_database(sqlite_url):
            assert await world.bot.receive(brought) == 503
        assert await world.bot.receive(brought) == 200
        await world.settled()
        assert await world.bot.receive(brought) == 200


FORGED = (
    "next:\x00",
    "open:ABCDEFGHIJKLMNOP",
    "open:' OR 1=1 --",
    "send:aaaaaaaaaaaaaaaa:99999999999",
    "kind:aaaaaaaaaaaaaaaa:\x00:other",
    "pick:aaaaaaaaaaaaaaaa:1:\x00:\x00",
    "queue:999999999",
    "form:\x00",
    "lang:\x00",
)


async def nothing_breaks(world: World) -> None:
    await world.head_nurse.says("/start")
    for data in FORGED:
        told = (await world.head_nurse.forges(data)) or world.head_nurse.text
        assert say("chat-defect") not in told, data


async def test_a_forged_button_is_not_found_and_breaks_nothing(with_buttons: World) -> None:
    await nothing_breaks(with_buttons)


async def test_nor_does_it_on_either_database(world: World) -> None:
    await nothing_breaks(world)


async def test_an_answer_that_is_too_long_is_asked_for_again_and_odd_signs_do_no_harm(
    chat: World,
) -> None:
    draft = await start_draft(chat.desk, NURSE)
    known = {question: ANSWERS[question] for question in ("category", "rule", "quantity")}
    await revise_draft(chat.desk, NURSE, draft.id, known)
    await remember(chat.desk, NURSE, chat.channel, draft_id=draft.id, asking="project-name@0")
    blank = field_of(Claim(2026, category=ANSWERS["category"]), "project-name", shipped().of(2026))
    assert blank
    assert "太长" in await chat.nurse.says("长" * (blank.max_length + 1))
    assert blank.names["zh-CN"] in chat.nurse.text
    assert "太长" in await chat.nurse.says("长" * 4096)
    await chat.nurse.says("危重\u202e症\x00护理<b>\U0001f600</b>")
    claim = (await read_credit(chat.desk, NURSE, draft.id)).credit.claim
    assert claim.activity == "危重症护理<b>\U0001f600</b>"

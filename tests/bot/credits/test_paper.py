"""What was read of a photo stands on one card in the chat: taken, changed, or left alone."""

from dataclasses import replace

import pytest

from core.domain.credits.credit import Stage
from core.domain.credits.readings import ReadField, ReadingStage
from core.ports import Desk
from core.records.messages import Channel
from core.texts import say
from core.usecases.credits.entry import revise_draft, submit_credit
from tests import cast
from tests.bot.credits.test_wizard import claim_of, drafts, the_draft
from tests.bot.world import ANSWERS, Player, World, complete_draft, photo, world_on
from tests.certificates.odd import cat
from tests.clocks import TickingClock
from tests.conftest import TODAY
from tests.engine import OWN, READ_WITHIN_SECONDS, own_certificate, really_reading
from tests.readings import CERTIFICATE, read_as, values_of


async def sends_what_is_read(world: World, *photos: bytes, **how: object) -> str:
    """Send photos and wait for the card."""
    await world.nurse.sends(*(photos or (photo(1),)))
    draft = await the_draft(world)
    await read_as(world.desk, draft.credit.id, **how)  # type: ignore[arg-type]
    await world.nurse.hears("照片上读到这些")
    return draft.credit.id


class Taps:
    """A player whose every act is counted."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.count = 0

    async def presses(self, label: str) -> str:
        self.count += 1
        return await self.player.presses(label)


async def test_from_a_photo_that_was_read_to_a_decision_in_six_taps(chat: World) -> None:
    """Sending the photos is one; the reviewer has one of their own."""
    nurse = Taps(chat.nurse)
    nurse.count += 1
    await sends_what_is_read(chat, photo(1), photo(2))
    card = chat.nurse.text
    assert say("read-name-same") in card
    assert all(text in card for text in ("浙江省护理学会", "2026-06-12", "6", "2026-14-02-118"))
    assert (await claim_of(chat)).details == {}
    assert "第 2 / 2 份材料是什么" in await nurse.presses("都对")
    assert "6 学时 ÷ 3 = 2.0 学分" in await nurse.presses("审批单")
    assert "已上报" in await nurse.presses("保存并上报")
    assert nurse.count <= 9
    [credit] = await drafts(chat)
    assert credit.stage is Stage.DEPARTMENT_REVIEW
    assert credit.claim.rule == "out-of-province-national"
    assert credit.claim.details["organiser"] == CERTIFICATE[ReadField.ORGANISER]
    await chat.head_nurse.hears("有新的学分等待您审核")
    assert "审核通过" in await chat.head_nurse.presses("通过")


async def test_a_photo_that_is_really_read_comes_to_a_decision_in_six_taps(
    sqlite_desk: Desk,
) -> None:
    """The clock tells which photo came first."""
    clock = TickingClock(TODAY)
    ticking = replace(sqlite_desk, clock=clock)
    async with really_reading(ticking) as desk, world_on(desk, clock) as world:
        nurse = Taps(world.nurse)
        nurse.count += 1
        await nurse.player.sends(own_certificate(), cat())
        await nurse.player.hears("照片上读到这些", within_seconds=READ_WITHIN_SECONDS)
        card = nurse.player.text
        assert say("read-name-same") in card
        assert all(str(OWN[it]) in card for it in ("number", "project", "organiser", "hours"))
        assert (await claim_of(world)).details == {}
        assert "第 2 / 2 份材料是什么" in await nurse.presses("都对")
        assert "6 学时 ÷ 3 = 2.0 学分" in await nurse.presses("审批单")
        assert "已上报" in await nurse.presses("保存并上报")
        assert nurse.count <= 6
        await world.head_nurse.hears("有新的学分等待您审核")
        assert "审核通过" in await world.head_nurse.presses("通过")
        [credit] = await drafts(world)
    assert (credit.stage, credit.claim.details["project-number"]) == (
        Stage.UNIT_REVIEW,
        OWN["number"],
    )


async def test_one_value_is_changed_by_its_number_and_the_card_has_the_rest(
    chat: World,
) -> None:
    nurse = chat.nurse
    await sends_what_is_read(chat, said=CERTIFICATE | {ReadField.ORGANISER: "读错了"})
    await nurse.presses("改一项")
    await nurse.presses("1  ")
    await nurse.presses("赴外省获得学分")
    assert "读错了" in await nurse.presses("国家级")
    await nurse.presses("改一项")
    assert "项目举办单位？" in await nurse.presses("项目举办单位")
    card = await nurse.says("江苏省护理学会")
    assert "照片上读到这些" in card
    assert "读错了" not in card
    await nurse.presses("都对")
    assert (await claim_of(chat)).details["organiser"] == "江苏省护理学会"


async def test_a_card_takes_only_what_it_has_shown(chat: World) -> None:
    draft = await sends_what_is_read(chat)
    shown = await chat.nurse.found("都对")
    other = values_of(CERTIFICATE | {ReadField.PROJECT_NAME: "别的学习班"})
    async with chat.desk.store.transaction() as tx:
        [file] = await tx.evidence.of(draft)
        await tx.readings.save(replace(file.read, values=other), chat.clock.now())
    chat.nurse.phone.presses(*shown)
    await chat.settled()
    assert (await claim_of(chat)).details == {}
    assert "别的学习班" in chat.nurse.text


async def test_who_wants_none_of_it_is_asked_as_before(chat: World) -> None:
    await sends_what_is_read(chat)
    assert "哪一类" in await chat.nurse.presses("都不用")
    await chat.nurse.presses("赴外省")
    assert "一共多少学时" in await chat.nurse.presses("国家级")
    assert "请按" not in await chat.nurse.says("6")


async def test_words_at_the_card_lose_nothing(chat: World) -> None:
    await sends_what_is_read(chat)
    said = await chat.nurse.says("六学时吧")
    assert say("chat-press-please") in said
    assert "照片上读到这些" in said


async def test_somebody_elses_certificate_and_one_used_before_are_told_before_sending(
    chat: World,
) -> None:
    earlier = await complete_draft(chat)
    await read_as(chat.desk, earlier.id)
    await submit_credit(chat.desk, cast.NURSE.actor, earlier.id, seen=earlier.version)
    await chat.nurse.sends(photo(7))
    draft = next(one for one in await drafts(chat) if one.stage is Stage.DRAFT)
    await read_as(chat.desk, draft.id)
    await chat.nurse.hears("您已经用过")
    await chat.nurse.sends(photo(8))
    await read_as(chat.desk, draft.id, CERTIFICATE | {ReadField.NAME: "张三"})
    await chat.nurse.hears("证书上的姓名是“张三”，与您的姓名“闻旦”不一致")


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (ReadingStage.NOTHING, "reading-stage-nothing"),
        (ReadingStage.SEVERAL, "reading-stage-several"),
        (ReadingStage.BLURRED, "reading-stage-blurred"),
    ],
)
async def test_what_could_not_be_read_is_said_and_asked_as_before(
    chat: World, stage: ReadingStage, said: str
) -> None:
    await chat.nurse.sends(photo(1))
    await read_as(chat.desk, (await the_draft(chat)).credit.id, stage=stage)
    await chat.nurse.hears(say(said))
    assert "哪一类" in chat.nurse.text
    await chat.nurse.presses("赴外省")


async def test_a_reader_that_died_or_is_not_there_says_nothing(chat: World) -> None:
    asked = await chat.nurse.sends(photo(1))
    draft = (await the_draft(chat)).credit.id
    await read_as(chat.desk, draft, stage=ReadingStage.UNREADABLE)
    await chat.nurse.sends(photo(2))
    await read_as(chat.desk, draft, stage=ReadingStage.NOTHING)
    await chat.nurse.hears(say("reading-stage-nothing"))
    assert asked.splitlines()[-1] in chat.nurse.text


async def test_of_a_paper_without_a_date_only_the_days_are_asked_for(on_telegram: World) -> None:
    undated = {field: it for field, it in CERTIFICATE.items() if field is not ReadField.DATES}
    await sends_what_is_read(on_telegram, photo(1), photo(2), said=undated)
    assert "起止日期" in await on_telegram.nurse.presses("都对")
    assert "第 2 / 2 份材料是什么" in await on_telegram.nurse.says("2026-06-12 至 06-14")
    claim = await claim_of(on_telegram)
    assert claim.details["dates"] == "2026-06-12/2026-06-14"
    assert claim.details["organiser"] == CERTIFICATE[ReadField.ORGANISER]


async def test_what_was_read_is_said_before_the_kind_is_chosen_and_the_likely_one_comes_first(
    chat: World,
) -> None:
    """Without a project's number nothing tells the rule, so there is nothing to take yet."""
    said = {field: it for field, it in CERTIFICATE.items() if field is not ReadField.PROJECT_NUMBER}
    await chat.nurse.sends(photo(1))
    await read_as(chat.desk, (await the_draft(chat)).credit.id, said=said)
    await chat.nurse.hears("照片上读到：危重症护理新进展")
    assert "哪一类" in chat.nurse.text
    assert "照片上读到这些" in await chat.nurse.presses("像是：赴外省获得学分(国家级)")
    assert (await claim_of(chat)).rule == "out-of-province-national"


async def test_of_a_certificate_without_a_level_the_kind_is_offered(on_telegram: World) -> None:
    said = {ReadField.PROJECT_NAME: "危重症护理新进展", ReadField.HOURS: "6"}
    await on_telegram.nurse.sends(photo(1))
    await read_as(on_telegram.desk, (await the_draft(on_telegram)).credit.id, said=said)
    await on_telegram.nurse.hears("照片上读到：危重症护理新进展、6 学时")
    asked = await on_telegram.nurse.presses("像是：赴外省获得学分")
    assert "照片上读到" in asked
    assert "国家级" in asked


async def test_of_what_is_no_certificate_no_kind_is_offered(on_telegram: World) -> None:
    said = {ReadField.PROJECT_NAME: "危重症护理新进展"}
    await on_telegram.nurse.sends(photo(1))
    await read_as(on_telegram.desk, (await the_draft(on_telegram)).credit.id, said=said)
    await on_telegram.nurse.hears("照片上读到：危重症护理新进展")
    assert "像是" not in "".join(on_telegram.nurse.labels)


async def test_twelve_photos_make_one_card(chat: World) -> None:
    photos = [photo(seed) for seed in range(1, 13)]
    await chat.nurse.sends(*photos)
    draft = (await the_draft(chat)).credit.id
    before = len(chat.nurse.phone.heard)
    await read_as(chat.desk, draft)
    await chat.nurse.hears("照片上读到这些")
    if chat.channel is Channel.TELEGRAM:  # elsewhere the card cannot take the question's place
        assert len(chat.nurse.phone.heard) == before
    before = len(chat.nurse.phone.heard)
    for _ in range(11):
        await read_as(chat.desk, draft, stage=ReadingStage.NOTHING)
    assert len(chat.nurse.phone.heard) == before
    await revise_draft(chat.desk, cast.NURSE.actor, draft, ANSWERS)
    assert "都对" not in "".join(await chat.nurse.presses("都对"))

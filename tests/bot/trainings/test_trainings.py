"""Trainings in the chat: what is coming, a scanned code, reminders, the unit's decisions."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from core import qr
from core.domain.attendance.check_in import ScanMethod, Stamp
from core.domain.attendance.presence import Scan
from core.domain.attendance.schedules import Phase, step_at
from core.domain.attendance.signals import Signal
from core.domain.register import Actor
from core.domain.review import Decision
from core.domain.trainings.training import Cycle, Report, Training, TrainingStage
from core.records.messages import Channel
from core.texts import say
from core.tokens import typed_code
from core.usecases.attendance.check_in import judge_code
from core.usecases.attendance.coming import coming_trainings, send_reminders
from core.usecases.attendance.excuses import read_own_cycle
from core.usecases.attendance.presence import read_room
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import read_credit
from core.usecases.register.links import read_link
from core.usecases.review import decide
from core.usecases.trainings.awards import award_credits
from core.usecases.trainings.closings import submit_closing
from core.usecases.trainings.cycles import save_cycle
from core.usecases.trainings.plans import cancel_training, read_training, submit_training
from tests import cast
from tests.bot.test_presses import twice
from tests.bot.world import Player, World, links, photo, words_of
from tests.trainings import (
    NURSING,
    PLAN,
    POLICY,
    a_plan,
    an_approved_training,
    code_now,
    local,
    scan,
)

NURSE, HEAD_NURSE = cast.NURSE.actor, cast.HEAD_NURSE.actor
UNIT, OTHER_UNIT_ADMINISTRATOR = (
    cast.UNIT_ADMINISTRATOR.actor,
    cast.SECOND_UNIT_ADMINISTRATOR.actor,
)
TITLE = "静脉输液安全与并发症处理"


async def approved(world: World, **plan: object) -> tuple[Training, Cycle]:
    training, cycle = await an_approved_training(world.desk, HEAD_NURSE, UNIT, **plan)
    return training, cycle


async def link_to(world: World, cycle: Cycle, phase: Phase = Phase.SIGN_IN) -> str:
    """Scan the board with a camera; return the link to the chat that the web page offers.

    Where no link leads into a chat, return the letters on the board.
    """
    if world.channel is not Channel.TELEGRAM:
        return letters_on(world, cycle, phase)
    judged = await judge_code(world.desk, code_now(world.desk, cycle, phase), "somebody's phone")
    return f"/start a-{judged.chat_note}"


def letters_on(world: World, cycle: Cycle, phase: Phase) -> str:
    """Return what is to be typed from the board."""
    at = step_at(world.desk.clock.now(), cycle.policy.step_seconds)
    return typed_code(world.desk.settings.secret, Stamp(cycle.point, phase, at))


async def scans_of(world: World, cycle: Cycle) -> list[Scan]:
    async with world.desk.store.transaction() as tx:
        return await tx.attendance.scans([cycle.id])


async def minute(world: World) -> int:
    """Let the minute's job run and what it wrote go out."""
    reminded = await send_reminders(world.desk, Actor.system())
    world.bot.deliveries.poke()
    return reminded


async def all_sent(world: World, player: Player) -> list[str]:
    """Return what the person has been told once nothing more is to be sent."""
    await world.passes(0)
    async with world.desk.store.transaction() as tx:
        assert await tx.deliveries.next_due() is None
    return [words_of(message) for message in player.phone.heard]


# ---- what is coming


async def test_what_is_coming_is_listed_with_what_one_has_signed(chat: World) -> None:
    assert "没有安排您参加的培训" in await chat.nurse.says("/trainings")
    _, cycle = await approved(chat)
    said = await chat.nurse.says("/trainings")
    assert TITLE in said
    assert "2026-06-15 10:10–13:10" in said
    assert "门诊楼 5 楼示教室" in said
    assert "现在可以签到，13:10 截止" in said
    await scan(chat.desk, NURSE, cycle)
    assert "10:00 已签到，12:55 起可以签退" in await chat.nurse.says("我的培训")
    chat.clock.move(minutes=190)
    assert "现在可以签退，13:40 截止" in await chat.nurse.says("/trainings")
    await scan(chat.desk, NURSE, cycle, Phase.SIGN_OUT)
    assert "10:00 签到，13:10 签退" in await chat.nurse.says("/trainings")


async def test_while_it_is_open_a_button_leads_to_the_camera(chat: World) -> None:
    await approved(chat, starts_in=timedelta(hours=2))
    await chat.nurse.says("/trainings")
    assert chat.nurse.labels == ["🙋 请假"]
    assert "2026-06-15 11:30 起可以签到" in chat.nurse.text
    chat.clock.move(minutes=100)
    await chat.nurse.says("/trainings")
    await chat.nurse.presses("扫码签到")
    assert await read_link(chat.desk, chat.nurse.token) == ("闻旦", "/scan")


async def test_who_is_nobody_of_the_register_is_told_where_to_go(chat: World) -> None:
    assert "没有对应的人员" in await chat.unit.says("/trainings")
    _, cycle = await approved(chat)
    assert "不能签到" in await chat.unit.says(await link_to(chat, cycle))


async def test_who_cannot_come_says_so_and_why(with_buttons: World) -> None:
    assert "没有可以请假的培训" in await with_buttons.nurse.says("请假")
    _, cycle = await approved(with_buttons, starts_in=timedelta(hours=2))
    assert TITLE in await with_buttons.nurse.says("我明天去不了")
    assert "没有请假" in await with_buttons.nurse.presses("我能参加")
    assert "没听懂" in await with_buttons.nurse.says("夜班")  # nothing waits for a reason any more
    await with_buttons.nurse.says("/trainings")
    await with_buttons.nurse.presses("请假")
    assert "太长" in await with_buttons.nurse.says("长" * 600)
    said = await with_buttons.nurse.says("当天值夜班")
    assert "已请假" in said
    assert "当天值夜班" in said
    own = await read_own_cycle(with_buttons.desk, NURSE, cycle.id)
    assert own.excuse is not None
    assert own.excuse.reason == "当天值夜班"
    assert "已请假" in await with_buttons.nurse.presses("我能参加")  # what stands is shown
    assert "没有对应的人员" in await with_buttons.unit.says("请假")


async def test_of_several_trainings_one_chooses_and_what_is_over_is_told(chat: World) -> None:
    for hours in (2, 30):
        await approved(chat, starts_in=timedelta(hours=hours))
    assert "哪一场" in await chat.nurse.says("请假")
    assert len(chat.nurse.labels) == 2
    early = chat.nurse.labels[0]
    assert "请写一下原因" in await chat.nurse.presses(early)
    chat.clock.move(minutes=60 * 8)
    assert "已经结束" in await chat.nurse.says("值班")


# ---- a scanned code


async def test_a_scanned_code_is_recorded_when_one_says_so(chat: World) -> None:
    _, cycle = await approved(chat)
    said = await chat.nurse.says(await link_to(chat, cycle))
    for part in ("签到", TITLE, "2026-06-15 10:10–13:10", "门诊楼 5 楼示教室", "10:00", "闻旦"):
        assert part in said
    assert await scans_of(chat, cycle) == []
    said = await chat.nurse.presses("✅ 签到")
    assert f"10:00 已签到 · 《{TITLE}》" in said
    assert "12:55 至 13:40" in said
    [kept] = await scans_of(chat, cycle)
    device = f"chat {chat.nurse.id}"
    assert (kept.staff_id, kept.way, kept.device) == (NURSE.staff_id, ScanMethod.CHAT, device)
    chat.clock.move(minutes=190)
    await chat.nurse.says(await link_to(chat, cycle, Phase.SIGN_OUT))
    assert "13:10 已签退" in await chat.nurse.presses("✅ 签退")
    [coming] = await coming_trainings(chat.desk, NURSE)
    assert coming.signed_in_at
    assert coming.signed_out_at


async def test_the_letters_on_the_board_sign_in_too_when_typed(chat: World) -> None:
    _, cycle = await approved(chat)
    code = letters_on(chat, cycle, Phase.SIGN_IN)
    assert "闻旦" in await chat.nurse.says(f" {code} ")
    assert "已签到" in await chat.nurse.presses("✅ 签到")
    wrong = "A1B2C3" if code != "A1B2C3" else "A1B2C4"
    assert TITLE not in await chat.nurse.says(wrong)
    assert len(await scans_of(chat, cycle)) == 1


async def test_a_board_photographed_signs_in_and_no_other_picture_does(chat: World) -> None:
    _, cycle = await approved(chat)
    board = f"{chat.desk.settings.public_url}/a/{code_now(chat.desk, cycle, Phase.SIGN_IN)}"
    assert TITLE in await chat.nurse.sends(qr.png(board))
    assert "已签到" in await chat.nurse.presses("✅ 签到")
    assert len(await scans_of(chat, cycle)) == 1
    assert (await list_own_credits(chat.desk, NURSE)).rows == []
    others = ("https://elsewhere.example/a/abc", f"{chat.desk.settings.public_url}/v/ABC")
    for other in (*others, f"{board[:-2]}zz"):
        await chat.nurse.sends(qr.png(other))
    [draft] = (await list_own_credits(chat.desk, NURSE)).rows
    assert len((await read_credit(chat.desk, NURSE, draft.credit.id)).evidence) == 3


async def test_a_board_of_yesterday_is_explained_but_stays_evidence_of_a_draft(
    chat: World,
) -> None:
    _, cycle = await approved(chat)
    code = code_now(chat.desk, cycle, Phase.SIGN_IN)
    board = f"{chat.desk.settings.public_url}/a/{code}"
    chat.clock.move(days=1)
    assert say("refusal-code-expired") in await chat.nurse.sends(qr.png(board))
    assert (await list_own_credits(chat.desk, NURSE)).rows == []
    await chat.nurse.sends(photo())
    await chat.nurse.sends(qr.png(board))
    [draft] = (await list_own_credits(chat.desk, NURSE)).rows
    assert len((await read_credit(chat.desk, NURSE, draft.credit.id)).evidence) == 2


async def test_pressed_twice_it_is_one_scan(chat: World) -> None:
    _, cycle = await approved(chat)
    await chat.nurse.says(await link_to(chat, cycle))
    await twice(chat.nurse, "✅ 签到")
    assert len(await scans_of(chat, cycle)) == 1
    assert "10:00 已签到" in chat.nurse.text


async def test_killed_between_deed_and_answer_it_is_one_scan(on_telegram: World) -> None:
    _, cycle = await approved(on_telegram)
    await on_telegram.nurse.says(await link_to(on_telegram, cycle))
    before = len(on_telegram.telegram.calls)
    on_telegram.telegram.inject("editMessageText", 0, times=10_000)
    on_telegram.nurse.phone.presses(*on_telegram.nurse.find("✅ 签到"))
    await on_telegram.until(
        lambda: ("editMessageText", 1001) in list(on_telegram.telegram.calls)[before:]
    )
    await on_telegram.kill()
    on_telegram.telegram.faults.clear()
    await on_telegram.start()
    await on_telegram.settled()
    await on_telegram.nurse.hears("10:00 已签到")
    assert len(await scans_of(on_telegram, cycle)) == 1


async def test_an_earlier_scan_stays_and_coming_late_is_said(chat: World) -> None:
    _, cycle = await approved(chat)
    await scan(chat.desk, NURSE, cycle)
    chat.clock.move(minutes=40)
    assert "会记为迟到" in await chat.nurse.says(await link_to(chat, cycle))
    said = await chat.nurse.presses("✅ 签到")
    assert "10:00 已签到" in said
    assert "记录已经在了" in said
    await chat.head_nurse.hears("已审核通过")
    await chat.head_nurse.says(await link_to(chat, cycle))
    assert "10:40 已签到（迟到）" in await chat.head_nurse.presses("✅ 签到")


async def test_chats_share_no_device(chat: World) -> None:
    _, cycle = await approved(chat)
    link = await link_to(chat, cycle)
    for player in (chat.nurse, chat.head_nurse):
        await player.says(link)
        await player.presses("✅ 签到")
    room = await read_room(chat.desk, HEAD_NURSE, cycle.training_id, cycle.id)
    assert len(await scans_of(chat, cycle)) == 2
    assert not any(Signal.SHARED_DEVICE in one.signals for one in room.attendees)


async def test_a_code_that_cannot_be_recorded_says_why(on_telegram: World) -> None:
    training, cycle = await approved(on_telegram)
    link = await link_to(on_telegram, cycle)
    forged = link[:-1] + ("a" if link[-1] != "a" else "b")
    for wrong in (forged, link[:-5], "/start a-x", "/start a-签到"):
        assert "不是本系统的签到码" in await on_telegram.nurse.says(wrong)
    await on_telegram.physician.says(link)
    await on_telegram.physician.presses("✅ 签到")
    assert "不在这一期的名单里" in on_telegram.physician.phone.answers[-1]["text"]
    assert "不在这一期的名单里" in on_telegram.physician.text
    await on_telegram.nurse.says(link)
    on_telegram.clock.move(minutes=11)
    await on_telegram.nurse.presses("✅ 签到")
    assert "已经过期" in on_telegram.nurse.text
    assert "已经过期" in await on_telegram.nurse.says(link)
    link = await link_to(on_telegram, cycle)
    await on_telegram.nurse.says(link)
    await cancel(on_telegram, training)
    await on_telegram.nurse.presses("✅ 签到")
    assert "考勤已经结束或活动已取消" in on_telegram.nurse.phone.answers[-1]["text"]
    assert await scans_of(on_telegram, cycle) == []


async def test_a_stranger_links_first_and_the_same_link_works_then(on_telegram: World) -> None:
    _, cycle = await approved(on_telegram)
    link = await link_to(on_telegram, cycle)
    said = await on_telegram.stranger.says(link)
    assert "还没有绑定账号，这次扫码还没有记录" in said
    assert TITLE not in said
    await links(on_telegram.stranger, cast.COLLEAGUE)
    on_telegram.clock.move(minutes=9)
    assert "葛莺莺，10:00 扫码" in await on_telegram.stranger.says(link)
    assert "10:00 已签到" in await on_telegram.stranger.presses("✅ 签到")


async def test_forged_buttons_record_nothing(with_buttons: World) -> None:
    await with_buttons.nurse.says("/start")
    for data in ("in:abc", "in:" + "a" * 29, "in:" + "a" * 22, "see:x", "pass:training:x"):
        told = await with_buttons.nurse.forges(data)
        assert "没有找到" in told or "不是本系统的签到码" in told, data


# ---- reminders, changes, cancellations


async def test_one_is_reminded_a_day_and_an_hour_before_once_each(chat: World) -> None:
    await approved(chat, starts_in=timedelta(hours=30))
    assert await minute(chat) == 0
    chat.clock.move(minutes=420)
    assert await minute(chat) == 1
    await chat.nurse.hears("明天 2026-06-16 16:00，《静脉输液安全与并发症处理》，门诊楼 5 楼示教室")
    assert "现在" not in await chat.nurse.presses("我的培训")
    assert await minute(chat) == 0
    chat.clock.move(minutes=1325)
    assert await minute(chat) == 1
    await chat.nurse.hears("一小时内开始")
    await chat.nurse.presses("扫码签到")
    assert await read_link(chat.desk, chat.nurse.token) == ("闻旦", "/scan")
    assert await minute(chat) == 0
    said = await all_sent(chat, chat.nurse)
    assert sum("明天" in one for one in said) == sum("一小时内" in one for one in said) == 1
    assert not [one for one in await all_sent(chat, chat.physician) if TITLE in one]


async def test_what_is_planned_for_the_same_day_is_not_called_tomorrow(chat: World) -> None:
    await approved(chat, starts_in=timedelta(hours=5))
    await minute(chat)
    await chat.nurse.hears("今天 2026-06-15 15:00")


async def moved(world: World, training: Training, cycle: Cycle, later: timedelta) -> None:
    times: Mapping[str, str] = {
        "starts_at": local(cycle.starts_at + later),
        "ends_at": local(cycle.ends_at + later),
    }
    texts = {**POLICY, **times, "place": "外科楼 2 楼会议室", "capacity": ""}
    revision = await save_cycle(world.desk, HEAD_NURSE, training.id, cycle.id, texts, NURSING)
    assert revision.cycle


async def cancel(world: World, training: Training) -> None:
    now = (await read_training(world.desk, HEAD_NURSE, training.id)).training
    await cancel_training(
        world.desk, HEAD_NURSE, training.id, seen=now.version, reason="主讲老师生病"
    )
    world.bot.deliveries.poke()


async def test_who_is_expected_hears_of_a_move_and_is_reminded_anew(chat: World) -> None:
    training, cycle = await approved(chat, starts_in=timedelta(hours=20))
    await minute(chat)
    await chat.nurse.hears("明天 2026-06-16 06:00")
    await moved(chat, training, cycle, timedelta(days=1))
    assert await minute(chat) == 0
    await chat.nurse.hears("改为 2026-06-17 06:00，外科楼 2 楼会议室")
    chat.clock.move(minutes=1260)
    assert await minute(chat) == 1
    await chat.nurse.hears("明天 2026-06-17 06:00")


async def test_nobody_is_reminded_of_what_was_cancelled(chat: World) -> None:
    training, _ = await approved(chat, starts_in=timedelta(hours=30))
    await cancel(chat, training)
    await chat.nurse.hears(f"《{TITLE}》已取消：主讲老师生病")
    chat.clock.move(minutes=1770)
    assert await minute(chat) == 0


# ---- the unit decides


async def submitted(world: World, *, name: str = TITLE) -> Training:
    """Put a plan before the unit; its administrator sees the card."""
    plan = {**PLAN, "name": name}
    training = await a_plan(world.desk, HEAD_NURSE, plan=plan)
    after = await submit_training(world.desk, HEAD_NURSE, training.id, seen=training.version)
    world.bot.deliveries.poke()
    await world.unit.hears(name)
    return after


async def stage_of(world: World, training: Training) -> TrainingStage:
    return (await read_training(world.desk, UNIT, training.id)).training.stage


async def test_the_card_tells_all_of_the_plan(chat: World) -> None:
    await submitted(chat)
    card = words_of(await chat.unit.hears("有院内培训等待您审核"))
    for part in (
        f"培训计划《{TITLE}》",
        "护理 · 330922001 蔡李铭\n2026-06-15 10:00 提交",
        "学分级别：理论培训 · 0.2 学分",
        "学时：3",
        "三级学科：",
        "举办方式：",
        "第 1 期 2026-06-15 10:10–13:10",
        "门诊楼 5 楼示教室",
        "参加人员：护理",
        "出席要求：签到、签退都扫码，在场满 120 分钟",
        "外渗的处理（周老师，3 学时",
    ):
        assert part in card, card


async def test_a_plan_is_approved_and_its_planner_hears_of_it(chat: World) -> None:
    training = await submitted(chat)
    await twice(chat.unit, "✅ 通过")
    assert await stage_of(chat, training) is TrainingStage.APPROVED
    await chat.unit.hears("330922 刘独秀 审核通过（已通过）")
    await chat.passes(11)
    await chat.head_nurse.hears("已审核通过，可以按计划举办")
    await chat.head_nurse.presses("在网页上查看")
    goes_to = (await read_link(chat.desk, chat.head_nurse.token))[1]
    assert goes_to == f"/trainings/{training.id}"


async def test_a_usual_reason_returns_a_plan(chat: World) -> None:
    training = await submitted(chat)
    await chat.unit.presses("退回")
    await chat.unit.presses("返回")
    await chat.unit.presses("退回")
    assert "与其他活动时间冲突，请改时间" in await chat.unit.presses("与其他活动时间冲突，请改时间")
    assert await stage_of(chat, training) is TrainingStage.RETURNED
    await chat.passes(11)
    await chat.head_nurse.hears("被退回：与其他活动时间冲突，请改时间")


async def test_a_typed_reason_rejects_a_plan(chat: World) -> None:
    training = await submitted(chat)
    await chat.unit.presses("不通过")
    await chat.unit.presses("自己写原因")
    assert "太长" in await chat.unit.says("长" * 181)
    await chat.restart()
    assert "上月已办过" in await chat.unit.says("上月已办过")
    assert await stage_of(chat, training) is TrainingStage.REJECTED
    await chat.passes(11)
    await chat.head_nurse.hears("审核不通过：上月已办过")


@pytest.mark.parametrize("reason", [("不通过", "与已有培训重复"), ("退回", "参加人员范围不合适")])
async def test_a_decision_on_a_plan_is_undone_within_ten_seconds(
    chat: World, reason: tuple[str, str]
) -> None:
    training = await submitted(chat)
    for label in reason:
        await chat.unit.presses(label)
    chat.clock.move(seconds=9)
    await chat.unit.presses("撤销")
    assert await stage_of(chat, training) is TrainingStage.UNIT_REVIEW
    await chat.unit.presses("✅ 通过")
    chat.clock.move(seconds=11)
    await chat.unit.presses("撤销")
    assert "超过 10 秒" in chat.unit.phone.answers[-1]["text"]
    chat.bot.deliveries.poke()
    await chat.head_nurse.hears("已审核通过")
    told = [words_of(message) for message in chat.head_nurse.phone.heard]
    assert not [one for one in told if reason[1] in one]


async def test_a_colleague_was_quicker_with_a_plan(chat: World) -> None:
    training = await submitted(chat)
    await decide(
        chat.desk,
        OTHER_UNIT_ADMINISTRATOR,
        training.subject,
        Decision.APPROVE,
        seen=training.version,
    )
    await chat.unit.presses("✅ 通过")
    assert "现在是“已通过”" in chat.unit.phone.answers[-1]["text"]
    assert "方闻 审核通过" in str(chat.unit.phone.heard)
    assert "✅ 通过" not in chat.unit.labels


async def test_trainings_stand_behind_the_credits_in_the_queue(chat: World) -> None:
    assert "没有等待您审核" in await chat.unit.says("/review")
    for name in ("手卫生", "心肺复苏"):
        await submitted(chat, name=name)
        chat.clock.move(minutes=1)
    assert "待审核 2 条，第 1 条" in await chat.unit.says("/review")
    assert "手卫生" in chat.unit.text
    assert "心肺复苏" in await chat.unit.presses("跳过")
    assert "后面没有了" in await chat.unit.presses("跳过")
    await chat.unit.presses("从头再看")
    await chat.unit.presses("✅ 通过")
    assert "心肺复苏" in await chat.unit.presses("下一条")
    await chat.unit.presses("✅ 通过")
    assert "没有等待您审核" in await chat.unit.presses("下一条")


async def test_a_closing_shows_who_came_and_what_was_awarded(chat: World) -> None:
    training, cycle = await approved(chat)
    await scan(chat.desk, NURSE, cycle)
    await scan(chat.desk, HEAD_NURSE, cycle)
    chat.clock.move(minutes=190)
    await scan(chat.desk, NURSE, cycle, Phase.SIGN_OUT)
    chat.clock.move(minutes=60)
    now = (await read_training(chat.desk, HEAD_NURSE, training.id)).training
    await award_credits(chat.desk, HEAD_NURSE, training.id, seen=now.version)
    now = (await read_training(chat.desk, HEAD_NURSE, training.id)).training
    report = Report("按计划完成，反应良好", guests=2)
    await submit_closing(chat.desk, HEAD_NURSE, training.id, report, seen=now.version)
    chat.bot.deliveries.poke()
    card = words_of(await chat.unit.hears("培训核销《"))
    for part in (
        "应到 3 人，签到 2 人，符合出席要求 1 人，考勤存疑 0 人",
        "授分 1 人",
        "院外人员 2 人",
        "执行情况反馈：按计划完成，反应良好",
    ):
        assert part in card, card
    await chat.unit.presses("退回")
    assert "签到表或照片不全，请补充" in chat.unit.labels
    await chat.unit.presses("返回")
    assert "授分 1 人" in await chat.unit.presses("✅ 通过")
    assert "授分 1 人" in await chat.unit.presses("撤销")
    assert await stage_of(chat, training) is TrainingStage.CLOSING_REVIEW
    await chat.unit.presses("✅ 通过")
    assert await stage_of(chat, training) is TrainingStage.CLOSED
    await chat.passes(11)
    await chat.nurse.hears(f"《{TITLE}》的学分 2026-06-16 生效")
    assert TITLE in await chat.nurse.presses("我的学分")


async def test_others_cannot_decide_on_a_plan(with_buttons: World) -> None:
    training = await submitted(with_buttons)
    await with_buttons.nurse.says("/start")
    for verb in ("pass:{}:{}:0", "for:{}:{}:0:return:1", "undo:{}:{}:0", "why:{}:{}:0:return"):
        data = verb.format(training.subject, training.version)
        assert "没有找到" in await with_buttons.nurse.forges(data)
    await with_buttons.head_nurse.says("/start")
    data = f"pass:{training.subject}:{training.version}:0"
    assert "没有这项权限" in await with_buttons.head_nurse.forges(data)
    assert "没有找到" in await with_buttons.unit.forges(
        f"why:{training.subject}:{training.version}:0:fly"
    )
    assert await stage_of(with_buttons, training) is TrainingStage.UNIT_REVIEW

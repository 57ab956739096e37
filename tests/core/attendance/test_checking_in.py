"""Signing in and out, on both databases, and all that may be wrong with it."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.domain.attendance.check_in import (
    AttendanceClosed,
    CodeExpired,
    CodeNotOurs,
    NoOwnAttendance,
    NotExpected,
    NotOpenYet,
    OtherAccount,
    Stamp,
    WindowOver,
)
from core.domain.attendance.schedules import Phase, step_at
from core.domain.attendance.signals import Signal
from core.domain.errors import NotFound, Refusal, SignInNeeded
from core.domain.limits import TYPED_BY_GUESTS, TooManyFailures
from core.domain.register import Actor
from core.domain.trainings.planning import CycleOutsideYear
from core.domain.trainings.training import Cycle, Expected
from core.ports import Desk
from core.tokens import code_of, typed_code
from core.usecases.attendance.boards import board_of, read_board, renew_board
from core.usecases.attendance.check_in import IN_CHAT, check_in, enter, judge_code, read_own
from core.usecases.attendance.presence import PresenceGroup, read_room
from core.usecases.register.sign_in import sign_in
from core.usecases.trainings.cycles import save_cycle
from core.usecases.trainings.plans import cancel_training, read_training, start_training
from storage.system import MovableClock
from tests import cast
from tests.trainings import (
    PLAN,
    a_plan,
    an_approved_training,
    an_entry,
    code_now,
    local,
    more_nurses,
    scan,
)

OPEN = Expected(is_open=True)
HERE = "her phone"


@pytest.fixture
async def cycle(desk: Desk, head_nurse: Actor, unit_administrator: Actor) -> Cycle:
    """A cycle of 护理 that begins in ten minutes; signing in is open."""
    _, cycle = await an_approved_training(desk, head_nurse, unit_administrator)
    return cycle


async def refused(work: object, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        await work  # type: ignore[misc]


async def arrived(desk: Desk, cycle: Cycle) -> int:
    return (await desk.check_ins.headcount(cycle.id)).arrived


async def test_the_moment_on_record_is_that_of_the_codes_time_step(
    desk: Desk, clock: MovableClock, nurse: Actor, cycle: Cycle
) -> None:
    code = code_now(desk, cycle)
    step = step_at(clock.now(), 15)
    clock.move(seconds=29)
    record = await check_in(desk, nurse, an_entry(code))
    assert (record.admitted.at, record.admitted.is_first) == (step, True)


async def test_a_second_scan_answers_with_the_first_moment_from_whatever_phone(
    desk: Desk, clock: MovableClock, nurse: Actor, cycle: Cycle
) -> None:
    first = await scan(desk, nurse, cycle, device="one")
    clock.move(minutes=5)
    second = await scan(desk, nurse, cycle, device="another")
    assert (second.admitted.at, second.admitted.is_first) == (first.admitted.at, False)
    assert await arrived(desk, cycle) == 1


async def test_of_twenty_scans_of_one_person_at_once_one_row_is_kept(
    desk: Desk, nurse: Actor, cycle: Cycle
) -> None:
    records = await asyncio.gather(*(scan(desk, nurse, cycle) for _ in range(20)))
    assert sum(record.admitted.is_first for record in records) == 1
    assert await arrived(desk, cycle) == 1
    async with desk.store.transaction() as tx:
        assert len(await tx.attendance.scans([cycle.id])) == 20


async def test_two_codes_of_one_person_sent_at_once_are_answered_with_one_moment(
    desk: Desk, clock: MovableClock, nurse: Actor, colleague: Actor, cycle: Cycle
) -> None:
    earlier = code_now(desk, cycle)
    clock.move(seconds=16)
    later = code_now(desk, cycle)
    both = [(who, code) for code in (later, earlier) for who in (nurse, colleague, nurse)]
    records = await asyncio.gather(*(check_in(desk, who, an_entry(code)) for who, code in both))
    for who in (nurse, colleague):
        theirs = [one.admitted for one, (it, _) in zip(records, both, strict=True) if it == who]
        again = await check_in(desk, who, an_entry(later))
        assert sum(one.is_first for one in theirs) == 1
        assert {one.at for one in theirs} == {again.admitted.at}
    assert await arrived(desk, cycle) == 2


async def test_an_entry_sent_again_is_answered_and_not_kept_again(
    desk: Desk, clock: MovableClock, nurse: Actor, cycle: Cycle
) -> None:
    entry = an_entry(code_now(desk, cycle), kept=True)
    first = await check_in(desk, nurse, entry)
    clock.move(days=3)
    again = await check_in(desk, nurse, entry)
    assert (again.admitted.at, again.admitted.is_first) == (first.admitted.at, False)
    async with desk.store.transaction() as tx:
        assert len(await tx.attendance.scans([cycle.id])) == 1


async def test_a_code_is_refused_when_it_is_old_forged_cut_or_of_another_door(
    desk: Desk, clock: MovableClock, nurse: Actor, cycle: Cycle
) -> None:
    code = code_now(desk, cycle)
    strange = code_of("another secret", Stamp(cycle.point, Phase.SIGN_IN, clock.now()))
    nowhere = code_of(desk.settings.secret, Stamp((cycle.point + 1) % 2**24, Phase.SIGN_IN,
                                                  step_at(clock.now(), 15)))  # fmt: skip
    for wrong in (strange, nowhere, code[:-1], code[:-1] + ("a" if code[-1] != "a" else "b")):
        await refused(check_in(desk, nurse, an_entry(wrong)), CodeNotOurs)
    clock.move(seconds=36)
    await refused(check_in(desk, nurse, an_entry(code)), CodeExpired)
    assert await arrived(desk, cycle) == 0


async def test_only_those_expected_are_let_in_and_strangers_learn_nothing(
    desk: Desk, physician: Actor, stranger: Actor, unit_administrator: Actor, cycle: Cycle
) -> None:
    for who in (physician, stranger):
        with pytest.raises(NotExpected) as refusal:
            await scan(desk, who, cycle)
        assert refusal.value.details == {}
    await refused(scan(desk, unit_administrator, cycle), NoOwnAttendance)


async def test_walk_ins_of_the_unit_come_in_where_they_may_and_are_flagged(
    desk: Desk, physician: Actor, stranger: Actor, head_nurse: Actor, unit_administrator: Actor
) -> None:
    _, cycle = await an_approved_training(desk, head_nurse, unit_administrator, walk_ins="1")
    assert (await scan(desk, physician, cycle)).admitted.is_first
    await refused(scan(desk, stranger, cycle), NotExpected)
    room = await read_room(desk, head_nurse, cycle.training_id, cycle.id)
    flagged = {one.staff.id: one.signals for one in room.of(PresenceGroup.FLAGGED)}
    assert flagged == {physician.staff_id: {Signal.WALK_IN}}


async def test_an_open_cycle_lets_in_its_whole_unit_and_nobody_else(
    desk: Desk, physician: Actor, stranger: Actor, head_nurse: Actor, unit_administrator: Actor
) -> None:
    _, cycle = await an_approved_training(desk, head_nurse, unit_administrator, expected=OPEN)
    assert (await scan(desk, physician, cycle)).admitted.is_first
    await refused(scan(desk, stranger, cycle), NotExpected)


async def test_nobody_signs_in_to_what_was_cancelled(
    desk: Desk, nurse: Actor, head_nurse: Actor, cycle: Cycle
) -> None:
    training = (await read_training(desk, head_nurse, cycle.training_id)).training
    await cancel_training(desk, head_nurse, training.id, seen=training.version, reason="讲师生病")
    await refused(scan(desk, nurse, cycle), AttendanceClosed)


async def test_signing_out_is_possible_from_a_quarter_of_an_hour_before_the_end(
    desk: Desk, clock: MovableClock, nurse: Actor, cycle: Cycle
) -> None:
    await refused(scan(desk, nurse, cycle, Phase.SIGN_OUT), NotOpenYet)
    clock.move(minutes=10 + 165)
    assert (await scan(desk, nurse, cycle, Phase.SIGN_OUT)).admitted.is_first
    clock.move(minutes=46)
    await refused(scan(desk, nurse, cycle, Phase.SIGN_OUT), WindowOver)


async def test_an_entry_of_another_account_stays_where_it_is(
    desk: Desk, nurse: Actor, cycle: Cycle
) -> None:
    entry = an_entry(code_now(desk, cycle), account_id="somebodyelse2222")
    session = await sign_in(desk, cast.NURSE.login, cast.PASSWORD, ip="10.0.0.1", device="phone")
    await refused(enter(desk, session.token, entry, ip="10.0.0.1"), OtherAccount)
    await refused(enter(desk, "no such token", entry, ip="10.0.0.1"), SignInNeeded)
    own = replace(entry, account_id=nurse.account_id)
    assert (await enter(desk, session.token, own, ip="10.0.0.1")).admitted.is_first


async def test_a_phone_whose_clock_is_two_days_off_is_recorded_at_the_codes_moment(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor, cycle: Cycle
) -> None:
    for days in (-2, 2):
        device_at = clock.now() + timedelta(days=days)
        record = await scan(desk, nurse, cycle, device_at=device_at)
        assert record.admitted.at == step_at(clock.now(), 15)
    room = await read_room(desk, head_nurse, cycle.training_id, cycle.id)
    assert room.of(PresenceGroup.FLAGGED)[0].signals == {Signal.PHONE_CLOCK}


async def test_what_waited_for_a_network_counts_from_its_code_and_says_so(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor, cycle: Cycle
) -> None:
    code, then = code_now(desk, cycle), step_at(clock.now(), 15)
    clock.move(minutes=170)
    record = await check_in(desk, nurse, an_entry(code, kept=True))
    assert record.admitted.at == then
    room = await read_room(desk, head_nurse, cycle.training_id, cycle.id)
    assert room.of(PresenceGroup.FLAGGED)[0].signals == {Signal.LATE_SYNC}


async def test_twenty_over_the_capacity_at_once_are_admitted_and_exactly_they_are_flagged(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor
) -> None:
    _, cycle = await an_approved_training(desk, head_nurse, unit_administrator, capacity="5")
    people = await more_nurses(desk, 25)
    await asyncio.gather(*(scan(desk, who, cycle) for who in people))
    room = await read_room(desk, head_nurse, cycle.training_id, cycle.id)
    assert room.counts[PresenceGroup.ARRIVED] == 25
    over = [one for one in room.of(PresenceGroup.FLAGGED) if Signal.OVER_CAPACITY in one.signals]
    assert len(over) == 20


# ------------------------------------------------------------------ typed codes, notes, boards


def typed_now(desk: Desk, cycle: Cycle, at: datetime | None = None) -> str:
    moment = step_at(at or desk.clock.now(), cycle.policy.step_seconds)
    return typed_code(desk.settings.secret, Stamp(cycle.point, Phase.SIGN_IN, moment))


async def test_six_letters_do_for_those_without_a_camera(
    desk: Desk, clock: MovableClock, nurse: Actor, cycle: Cycle
) -> None:
    code = typed_now(desk, cycle)
    clock.move(seconds=20)
    assert (await check_in(desk, nurse, an_entry(code))).admitted.is_first
    clock.move(seconds=20)
    await refused(check_in(desk, nurse, an_entry(code)), CodeExpired)


async def test_six_letters_typed_without_a_network_are_found_within_the_day(
    desk: Desk, clock: MovableClock, nurse: Actor, cycle: Cycle
) -> None:
    code, then = typed_now(desk, cycle), step_at(clock.now(), 15)
    clock.move(minutes=150)
    record = await check_in(desk, nurse, an_entry(code, kept=True))
    assert record.admitted.at == then


async def test_guessing_six_letters_is_stopped(desk: Desk, nurse: Actor, cycle: Cycle) -> None:
    for _ in range(10):
        await refused(check_in(desk, nurse, an_entry("ZZZZZZ")), CodeExpired)
    await refused(check_in(desk, nurse, an_entry(typed_now(desk, cycle))), TooManyFailures)


async def test_a_made_up_session_is_told_nothing_about_six_letters(
    desk: Desk, cycle: Cycle
) -> None:
    for letters in ("ZZZZZZ", typed_now(desk, cycle)):
        await refused(enter(desk, "made up", an_entry(letters), ip="10.0.0.1"), SignInNeeded)


async def test_guests_who_guess_let_nobody_wait_who_has_signed_in(
    desk: Desk, nurse: Actor, cycle: Cycle
) -> None:
    for _ in range(TYPED_BY_GUESTS.free):
        await refused(judge_code(desk, "ZZZZZZ", HERE, ip="10.0.0.1"), CodeExpired)
    await refused(judge_code(desk, typed_now(desk, cycle), HERE, ip="10.0.0.9"), TooManyFailures)
    assert await judge_code(
        desk, typed_now(desk, cycle), HERE, ip="10.0.0.9", account_id=nurse.account_id
    )


async def test_looking_at_a_code_writes_nothing_and_keeps_it_ten_minutes(
    desk: Desk, clock: MovableClock, nurse: Actor, cycle: Cycle
) -> None:
    step = step_at(clock.now(), 15)
    judged = await judge_code(desk, code_now(desk, cycle), HERE)
    assert (judged.at, judged.point.name) == (step, PLAN["name"])
    assert await arrived(desk, cycle) == 0
    clock.move(minutes=9)
    again = await judge_code(desk, judged.note, HERE)
    assert again.at == step
    record = await check_in(desk, nurse, an_entry(judged.note, device=HERE))
    assert record.admitted.at == step
    assert (await read_own(desk, nurse, cycle.id, Phase.SIGN_IN)).admitted.at == step
    clock.move(minutes=2)
    await refused(check_in(desk, nurse, an_entry(judged.note, device=HERE)), CodeExpired)


async def test_a_note_handed_to_a_friend_opens_nothing(desk: Desk, cycle: Cycle) -> None:
    judged = await judge_code(desk, code_now(desk, cycle), HERE)
    await refused(judge_code(desk, judged.note, "a friend's phone"), CodeNotOurs)
    await refused(judge_code(desk, judged.note, IN_CHAT), CodeNotOurs)


async def test_a_board_shows_the_code_of_this_step_and_never_the_next(
    desk: Desk, clock: MovableClock, head_nurse: Actor, cycle: Cycle
) -> None:
    link = await board_of(desk, head_nurse, cycle.training_id, cycle.id)
    board, reload = await read_board(desk, link), await read_board(desk, link)
    assert board.code
    assert board.code == reload.code
    assert board.code.typed == typed_now(desk, cycle)
    assert board.code.until == step_at(clock.now(), 15) + timedelta(seconds=15)
    clock.move(seconds=15)
    after = await read_board(desk, link)
    assert after.code
    assert after.code.typed != board.code.typed
    clock.move(minutes=10 + 166)
    assert (await read_board(desk, link)).phase is Phase.SIGN_OUT


async def test_a_board_of_a_short_cycle_lets_people_in_first(
    desk: Desk, clock: MovableClock, head_nurse: Actor, unit_administrator: Actor
) -> None:
    _, cycle = await an_approved_training(
        desk,
        head_nurse,
        unit_administrator,
        lasts=timedelta(minutes=12),
        plan={**PLAN, "hours": "0.2"},
    )
    link = await board_of(desk, head_nurse, cycle.training_id, cycle.id)
    phases = []
    for minutes in (10, 8, 1):
        clock.move(minutes=minutes)
        board = await read_board(desk, link)
        assert board.code
        phases.append(board.phase)
    assert phases == [Phase.SIGN_IN, Phase.SIGN_IN, Phase.SIGN_OUT]


async def test_a_board_shows_no_code_outside_its_window(
    desk: Desk, clock: MovableClock, head_nurse: Actor, unit_administrator: Actor
) -> None:
    ahead = timedelta(hours=2)
    _, cycle = await an_approved_training(desk, head_nurse, unit_administrator, starts_in=ahead)
    link = await board_of(desk, head_nurse, cycle.training_id, cycle.id)
    assert (await read_board(desk, link)).code is None
    clock.move(minutes=90)
    assert (await read_board(desk, link)).code


async def test_a_renewed_or_made_up_board_link_shows_nothing(
    desk: Desk, clock: MovableClock, head_nurse: Actor, nurse: Actor, stranger: Actor, cycle: Cycle
) -> None:
    link = await board_of(desk, head_nurse, cycle.training_id, cycle.id)
    await refused(board_of(desk, nurse, cycle.training_id, cycle.id), NotFound)
    await refused(board_of(desk, stranger, cycle.training_id, cycle.id), NotFound)
    await renew_board(desk, head_nurse, cycle.training_id, cycle.id)
    await refused(read_board(desk, link), CodeNotOurs)
    await refused(read_board(desk, "a" * 18), CodeNotOurs)
    fresh = await board_of(desk, head_nurse, cycle.training_id, cycle.id)
    clock.move(days=1)
    await refused(read_board(desk, fresh), CodeNotOurs)


async def test_a_cycle_may_pass_midnight_but_not_new_year(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor, unit_administrator: Actor
) -> None:
    clock.move(minutes=13 * 60)  # 23:00
    _, cycle = await an_approved_training(desk, head_nurse, unit_administrator)
    await scan(desk, nurse, cycle)
    clock.move(minutes=190)
    assert (await scan(desk, nurse, cycle, Phase.SIGN_OUT)).admitted.is_first
    begun = await start_training(desk, head_nurse, PLAN)
    times = {"starts_at": "2026-12-31T22:00", "ends_at": "2027-01-01T01:00", "place": "示教室"}
    revision = await save_cycle(desk, head_nurse, begun.training.id, None, times, OPEN)
    assert [type(refusal) for refusal in revision.refused.values()] == [CycleOutsideYear]


async def test_scans_keep_their_moments_when_our_clock_is_put_back(
    desk: Desk, clock: MovableClock, nurse: Actor, cycle: Cycle
) -> None:
    first = await scan(desk, nurse, cycle)
    clock.move(minutes=-20)
    again = await scan(desk, nurse, cycle)
    assert (again.admitted.at, again.admitted.is_first) == (first.admitted.at, False)


async def test_a_plan_shorter_than_its_hours_is_refused(desk: Desk, head_nurse: Actor) -> None:
    plan = await a_plan(desk, head_nurse)
    starts = desk.clock.now() + timedelta(days=1)
    times = {"starts_at": local(starts), "ends_at": local(starts + timedelta(hours=2))}
    revision = await save_cycle(desk, head_nurse, plan.id, None, {**times, "place": "示教室"}, OPEN)
    assert revision.cycle is None
    assert [refusal.code for refusal in revision.refused.values()] == ["cycle-too-short"]


async def test_who_signs_in_at_two_cycles_of_one_time_is_seen_at_both(
    desk: Desk, nurse: Actor, head_nurse: Actor, unit_administrator: Actor, cycle: Cycle
) -> None:
    planned = (head_nurse, unit_administrator)
    _, beside = await an_approved_training(desk, *planned)
    _, later = await an_approved_training(desk, *planned, starts_in=timedelta(hours=30))
    for one in (cycle, beside):
        await scan(desk, nurse, one)
    await scan(desk, head_nurse, cycle)
    async with desk.store.reading() as tx:
        found = [await tx.attendance.elsewhere(one) for one in (cycle, beside, later)]
    assert found == [{nurse.staff_id}, {nurse.staff_id}, set()]

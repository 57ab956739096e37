"""What scans come to: windows, presence, signals. No database, no clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.attendance.check_in import (
    GRACE,
    KEPT_FOR,
    CheckInPoint,
    CheckInRequest,
    CodeExpired,
    CodeFromFuture,
    KeptTooLong,
    NotExpected,
    NotOpenYet,
    OtherAccount,
    Registrant,
    ScanMethod,
    Stamp,
    WindowOver,
    admit,
)
from core.domain.attendance.presence import Scan, Standing, presence, presence_between, usual_moment
from core.domain.attendance.schedules import TWO_THIRDS, Phase, Policy, Schedule, step_at
from core.domain.attendance.signals import Signal, Surroundings, signals
from core.domain.errors import Refusal
from core.domain.points import NotANumber
from core.domain.trainings.plans import AmountOutOfRange, read_share


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


START = datetime(2026, 6, 15, 6, tzinfo=UTC)
END = START + timedelta(hours=3)
SCHEDULE = Schedule(START, END, Policy())
SCANS_ONLY = Schedule(START, END, Policy(share=0))
TWO_HOURS = Schedule(START, START + timedelta(hours=2), Policy())
MOMENTS = some.integers(-2 * 3600, 5 * 3600).map(lambda s: START + timedelta(seconds=s))
PHASES = some.sampled_from(list(Phase))
SCHEDULES = some.builds(
    lambda lasts, policy: Schedule(START, START + minutes(lasts), policy),
    some.integers(1, 600),
    some.builds(
        Policy,
        late_after_minutes=some.integers(0, 1440),
        out_opens_minutes_before_end=some.integers(0, 1440),
        step_seconds=some.integers(5, 60),
        share=some.integers(0, 100_00),
    ),
)


def a_scan(phase: Phase, at: datetime, **other: object) -> Scan:
    values = {
        "number": 1,
        "cycle_id": "c",
        "staff_id": "nurse",
        "received_at": at,
        "judged_at": at,
        "way": ScanMethod.CAMERA,
    }
    return Scan(phase=phase, at=at, **(values | other))  # type: ignore[arg-type]


SCANS = some.lists(some.builds(a_scan, PHASES, MOMENTS), max_size=6)


@given(scans=SCANS)
def test_presence_does_not_depend_on_the_order_in_which_scans_reach_us(scans: list[Scan]) -> None:
    assert presence(scans, SCHEDULE) == presence(reversed(scans), SCHEDULE)


@given(scans=SCANS)
def test_a_scan_sent_twice_changes_nothing(scans: list[Scan]) -> None:
    assert presence(scans + scans, SCHEDULE) == presence(scans, SCHEDULE)


@given(scans=SCANS, schedule=SCHEDULES)
def test_nobody_is_there_longer_than_the_cycle_lasts(scans: list[Scan], schedule: Schedule) -> None:
    found = presence(scans, schedule)
    assert 0 <= found.minutes <= schedule.minutes


@given(scans=SCANS)
def test_who_fulfils_the_rule_has_signed_in_and_out(scans: list[Scan]) -> None:
    found = presence(scans, SCHEDULE)
    if found.fulfils:
        assert found.signed_in_at
        assert found.signed_out_at
        assert found.signed_in_at <= found.signed_out_at


@given(scans=SCANS)
def test_whoever_was_seen_at_all_is_not_absent(scans: list[Scan]) -> None:
    assert (presence(scans, SCHEDULE).standing is Standing.ABSENT) == (not scans)


@pytest.mark.parametrize(
    ("signed_in", "signed_out", "standing"),
    [
        (START - minutes(5), END, Standing.PRESENT),
        (START + minutes(15), END, Standing.PRESENT),
        (START + minutes(16), END, Standing.LATE),
        (START, END - minutes(40), Standing.LEFT_EARLY),
        (START, END - minutes(15), Standing.PRESENT),
        (START, END + minutes(30), Standing.PRESENT),
    ],
)
def test_late_and_early_are_judged_by_the_windows(
    signed_in: datetime, signed_out: datetime, standing: Standing
) -> None:
    scans = [a_scan(Phase.SIGN_IN, signed_in), a_scan(Phase.SIGN_OUT, signed_out)]
    assert presence(scans, SCHEDULE).standing is standing


def test_one_scan_alone_is_incomplete() -> None:
    for phase in Phase:
        found = presence([a_scan(phase, START)], SCHEDULE)
        assert (found.standing, found.fulfils) == (Standing.INCOMPLETE, False)


def test_both_scans_and_two_thirds_of_the_minutes_are_needed() -> None:
    for late_minutes, fulfils in ((40, True), (41, False), (119, False)):
        found = presence_between(START + minutes(late_minutes), TWO_HOURS.ends_at, TWO_HOURS)
        assert (found.minutes, found.needed) == (120 - late_minutes, 80)
        assert found.fulfils is fulfils
    for at in (START, TWO_HOURS.ends_at):
        assert not presence_between(START, None, TWO_HOURS).fulfils
        assert not presence_between(None, at, TWO_HOURS).fulfils


def test_where_no_share_is_set_both_scans_are_enough() -> None:
    last_minute = END - minutes(1)
    assert presence_between(last_minute, END, SCANS_ONLY).fulfils
    assert not presence_between(last_minute, END, SCHEDULE).fulfils
    assert not presence_between(last_minute, None, SCANS_ONLY).fulfils


@given(lasts=some.integers(1, 9999))
def test_two_thirds_are_exact_to_the_minute(lasts: int) -> None:
    schedule = Schedule(START, START + minutes(lasts), Policy())
    assert schedule.policy.share == TWO_THIRDS
    assert schedule.needed_minutes == 2 * lasts // 3


@given(schedule=SCHEDULES, early=some.integers(0, 90), over=some.integers(0, 90))
def test_who_comes_on_time_and_leaves_within_the_window_was_there_all_the_time(
    schedule: Schedule, early: int, over: int
) -> None:
    opens = schedule.window(Phase.SIGN_OUT)[0]
    for signed_in in (START - minutes(early), schedule.on_time_until):
        for signed_out in (opens, schedule.ends_at + minutes(over)):
            found = presence_between(signed_in, signed_out, schedule)
            assert (found.standing, found.minutes) == (Standing.PRESENT, schedule.minutes)
            assert found.fulfils


@given(schedule=SCHEDULES, moments=some.tuples(MOMENTS, MOMENTS), more=some.integers(0, 7200))
def test_coming_earlier_or_leaving_later_is_never_to_ones_loss(
    schedule: Schedule, moments: tuple[datetime, datetime], more: int
) -> None:
    came, left = sorted(moments)
    found, extra = presence_between(came, left, schedule), timedelta(seconds=more)
    for longer in (
        presence_between(came - extra, left, schedule),
        presence_between(came, left + extra, schedule),
    ):
        assert longer.minutes >= found.minutes
        assert longer.fulfils >= found.fulfils


@given(schedule=SCHEDULES)
def test_what_counts_as_having_been_there_is_a_quarter_at_either_end(schedule: Schedule) -> None:
    quarter = (schedule.ends_at - schedule.starts_at) / 4
    assert schedule.on_time_until - schedule.starts_at <= quarter
    assert schedule.ends_at - schedule.window(Phase.SIGN_OUT)[0] <= quarter
    assert schedule.phase_at(schedule.starts_at) is Phase.SIGN_IN


@given(schedule=SCHEDULES, moments=some.tuples(MOMENTS, MOMENTS))
def test_credit_needs_the_share_and_nothing_else(
    schedule: Schedule, moments: tuple[datetime, datetime]
) -> None:
    came, left = sorted(moments)
    found = presence_between(came, left, schedule)
    assert found.fulfils == (found.minutes >= schedule.minutes * schedule.policy.share // 100_00)


def test_a_note_by_hand_without_a_time_is_of_now_or_of_the_start() -> None:
    during, afterwards = START + minutes(60), END + minutes(20)
    for phase, signed_out, now, moment in (
        (Phase.SIGN_IN, None, during, during),
        (Phase.SIGN_IN, END - minutes(10), END - minutes(5), START),
        (Phase.SIGN_IN, None, afterwards, START),
        (Phase.SIGN_OUT, None, during, during),
        (Phase.SIGN_OUT, None, afterwards, END),
    ):
        assert usual_moment(phase, signed_out, SCHEDULE, now) == moment


def test_a_share_is_read_in_percent() -> None:
    for text, share in (("66.67", TWO_THIRDS), ("80 %", 80_00), ("０", 0), ("100％", 100_00)):
        assert read_share(text) == share
    for text, refusal in (("100.5", AmountOutOfRange), ("-1", NotANumber), ("2/3", NotANumber)):
        with pytest.raises(refusal):
            read_share(text)


def test_a_cycle_over_new_year_counts_its_minutes_through_midnight() -> None:
    start = datetime(2026, 12, 31, 14, tzinfo=UTC)  # 22:00 in Shanghai
    schedule = Schedule(start, start + timedelta(hours=4), Policy())
    scans = [a_scan(Phase.SIGN_IN, start), a_scan(Phase.SIGN_OUT, start + timedelta(hours=4))]
    assert presence(scans, schedule).minutes == 240


# ------------------------------------------------------------------ who is let in

DOOR = CheckInPoint(
    "c", "t", "《静脉输液》", "示教室", "unit", SCHEDULE, is_open=False, is_taking=True
)
NAMED = Registrant("account", "nurse", "unit", is_named=True)
UNNAMED = Registrant("account", "nurse", "unit", is_named=False)


def an_arrival(at: datetime, judged_at: datetime | None = None, **other: object) -> CheckInRequest:
    values = {"received_at": judged_at or at, "way": ScanMethod.CAMERA, "key": "k"}
    stamp = Stamp(1, Phase.SIGN_IN, step_at(at, 15))
    return CheckInRequest(
        stamp, "nurse", "", judged_at=judged_at or at, **(values | other)  # type: ignore[arg-type]
    )  # fmt: skip


@given(age=some.integers(0, 120), into=some.integers(0, 14))
def test_a_code_is_good_for_its_step_the_next_one_and_five_seconds(age: int, into: int) -> None:
    at = START + timedelta(seconds=into)
    begun = step_at(at, 15)
    request = an_arrival(at, begun + timedelta(seconds=age))
    if age < 35:
        admit(DOOR, request, NAMED)
    else:
        with pytest.raises(CodeExpired):
            admit(DOOR, request, NAMED)


def test_a_code_of_the_future_is_refused_when_our_clock_was_put_back() -> None:
    admit(DOOR, an_arrival(START, START - GRACE), NAMED)
    with pytest.raises(CodeFromFuture):
        admit(DOOR, an_arrival(START, START - timedelta(seconds=6)), NAMED)


def test_a_scan_that_waited_for_a_network_is_good_for_a_day() -> None:
    for waited, refusal in ((KEPT_FOR, None), (KEPT_FOR + timedelta(seconds=1), KeptTooLong)):
        request = an_arrival(START, START + waited, kept=True)
        if refusal is None:
            admit(DOOR, request, NAMED)
        else:
            with pytest.raises(refusal):
                admit(DOOR, request, NAMED)


@pytest.mark.parametrize(
    ("at", "refusal"),
    [
        (START - minutes(31), NotOpenYet),
        (START - minutes(30), None),
        (END, None),
        (END + minutes(1), WindowOver),
    ],
)
def test_a_code_counts_only_while_its_window_is_open(
    at: datetime, refusal: type[Refusal] | None
) -> None:
    if refusal is None:
        admit(DOOR, an_arrival(at), NAMED)
    else:
        with pytest.raises(refusal):
            admit(DOOR, an_arrival(at), NAMED)


def test_who_is_not_expected_comes_in_only_where_walk_ins_do() -> None:
    with pytest.raises(NotExpected):
        admit(DOOR, an_arrival(START), UNNAMED)
    schedule = Schedule(START, END, Policy(walk_ins=True))
    lenient = CheckInPoint("c", "t", "", "", "unit", schedule, is_open=False, is_taking=True)
    admit(lenient, an_arrival(START), UNNAMED)
    with pytest.raises(NotExpected):
        admit(lenient, an_arrival(START), Registrant("a", "s", "another unit", is_named=False))


def test_a_scan_is_never_recorded_for_another_account_than_it_was_made_under() -> None:
    with pytest.raises(OtherAccount):
        admit(
            DOOR,
            CheckInRequest(
                Stamp(1, Phase.SIGN_IN, START),
                "nurse",
                "somebody",
                START,
                START,
                ScanMethod.CAMERA,
                "k",
            ),
            NAMED,
        )


# ------------------------------------------------------------------ signals

AROUND = Surroundings(step_seconds=15)


def test_a_hundred_people_behind_one_address_are_not_suspicious() -> None:
    scans = [
        a_scan(Phase.SIGN_IN, START, staff_id=f"s{n}", device=f"d{n}", ip="10.0.0.1", number=n)
        for n in range(100)
    ]
    assert signals(scans, AROUND) == {}


def test_one_phone_for_two_people_is_flagged_on_both() -> None:
    scans = [a_scan(Phase.SIGN_IN, START, staff_id=who, device="one") for who in ("a", "b")]
    shared = frozenset({Signal.SHARED_DEVICE})
    assert signals(scans, AROUND) == {"a": shared, "b": shared}


@given(minutes_off=some.sampled_from([15, -15, 2 * 24 * 60, -2 * 24 * 60]), kept=some.booleans())
def test_a_phone_whose_clock_is_wrong_is_flagged_and_no_more(minutes_off: int, kept: bool) -> None:
    one = a_scan(Phase.SIGN_IN, START, device_at=START + minutes(minutes_off), kept=kept)
    found = signals([one], AROUND)["nurse"]
    assert Signal.PHONE_CLOCK in found
    assert presence([one], SCHEDULE).signed_in_at == START


def test_a_code_used_late_in_its_life_is_flagged_and_one_sent_later_says_so() -> None:
    slow = a_scan(Phase.SIGN_IN, START, judged_at=START + timedelta(seconds=21))
    assert signals([slow], AROUND)["nurse"] == {Signal.SLOW_SCAN}
    kept = a_scan(Phase.SIGN_IN, START, judged_at=START + timedelta(hours=2), kept=True)
    assert signals([kept], AROUND)["nurse"] == {Signal.LATE_SYNC}


@given(people=some.integers(1, 30), capacity=some.integers(1, 30))
def test_exactly_those_beyond_the_capacity_are_flagged(people: int, capacity: int) -> None:
    scans = [a_scan(Phase.SIGN_IN, START, staff_id=f"s{n}", number=n) for n in range(people)]
    found = signals(scans, Surroundings(15, capacity=capacity))
    assert set(found) == {f"s{n}" for n in range(capacity, people)}


def test_places_networks_and_walk_ins_are_flagged_where_they_are_known() -> None:
    one = a_scan(Phase.SIGN_IN, START, ip="172.16.0.9")
    around = Surroundings(15, networks=("10.0.0.0/8",), elsewhere={"nurse"}, expected=set())
    assert signals([one], around)["nurse"] == {
        Signal.OUTSIDE_NETWORK,
        Signal.TWO_PLACES,
        Signal.WALK_IN,
    }
    inside = a_scan(Phase.SIGN_IN, START, ip="10.3.4.5")
    assert signals([inside], Surroundings(15, networks=("10.0.0.0/8",))) == {}

"""What came of many trainings: sums, rates, months, reviews; and the same from the database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.attendance.presence import presence_between
from core.domain.attendance.schedules import Phase, Policy
from core.domain.lists import ListQuery
from core.domain.register import Actor, YearRecord
from core.domain.trainings.awards import Attended
from core.domain.trainings.statistics import (
    CLOSINGS,
    PLANS,
    Activity,
    AtStage,
    Awarded,
    Tally,
    by_month,
    grouped,
    show_rate,
    tally_of,
    total_of,
)
from core.domain.trainings.training import Course, Cycle, Expected, Plan, Training, TrainingStage
from core.ports import Desk
from core.presence import attended, attended_at
from core.usecases.attendance.marks import mark_presence
from core.usecases.trainings.activities import list_activities
from core.usecases.trainings.lists import list_trainings
from storage.models import TrainingRow
from storage.system import MovableClock
from tests import cast
from tests.trainings import an_approved_training, scan

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
PEOPLE = tuple("abcdefgh")
WARD = (cast.NURSING.unit_id, cast.NURSING.id)
assert cast.PHYSICIAN.staff is not None
PHYSICIAN = cast.PHYSICIAN.staff
stays = st.dictionaries(
    st.sampled_from(PEOPLE), st.tuples(st.booleans(), st.booleans()), max_size=8
)
names = st.sets(st.sampled_from(PEOPLE))
marks = st.tuples(stays, names, st.sets(st.sampled_from((*PEOPLE, "somebody from outside"))))


def a_cycle(number: int, teachers: set[str]) -> Cycle:
    ends = START + timedelta(hours=2)
    courses = tuple(
        Course(one, "topic", one, one if one in PEOPLE else None, 200, "teaching", START, ends)
        for one in sorted(teachers)
    )
    cycle = Cycle(f"c{number}", "t", number, START, ends, "room", None, Expected(), Policy())
    return replace(cycle, courses=courses)


def attended_cycle(
    number: int,
    came: dict[str, tuple[bool, bool]],
    expected: set[str],
    teachers: set[str],
) -> Attended:
    cycle = a_cycle(number, teachers)
    presences = {
        one: presence_between(
            cycle.starts_at if signed_in else None,
            cycle.ends_at if signed_out else None,
            cycle.schedule,
        )
        for one, (signed_in, signed_out) in came.items()
    }
    return Attended(cycle, presences, expected=sorted(expected))


def a_training(month: int, stage: TrainingStage = TrainingStage.CLOSED) -> Training:
    starts_at = datetime(2026, month, 5, 6, tzinfo=UTC)
    return Training(
        f"t{month}", "unit", "ward", "office", Plan(2026), stage, 20, starts_at, starts_at
    )


@given(st.lists(marks, max_size=4), st.integers(0, 50), st.integers(0, 5000))
def test_an_activity_counts_people_not_scans(
    cycles: list[tuple[dict[str, tuple[bool, bool]], set[str], set[str]]], credits: int, points: int
) -> None:
    here = [attended_cycle(number, *one) for number, one in enumerate(cycles, 1)]
    tally = tally_of(here, Awarded(credits, points))
    scanned = {name for came, _, _ in cycles for name in came}
    teachers = {name for _, _, ones in cycles for name in ones}
    assert tally.cycles == len(cycles)
    assert tally.came <= tally.present <= len(scanned - teachers)
    assert tally.came <= tally.expected <= len(PEOPLE)
    assert tally.speakers == len(teachers)
    assert tally.rate is None or 0 <= tally.rate <= 1000
    assert (tally.credits, tally.points) == (credits, points)


@given(st.lists(st.tuples(st.integers(1, 12), marks), max_size=8))
def test_totals_are_the_sums_of_the_rows_and_of_the_months(
    held: list[tuple[int, tuple[dict[str, tuple[bool, bool]], set[str], set[str]]]],
) -> None:
    activities = [
        Activity(a_training(month), tally_of([attended_cycle(1, *one)], Awarded(2, 40)))
        for month, one in held
    ]
    total = total_of(one.tally for one in activities)
    assert total.activities == len(held)
    assert total.points == 40 * len(held)
    assert total.expected == sum(one.tally.expected for one in activities)
    assert total_of(month.tally for month in by_month(activities)) == total
    assert [month.number for month in by_month(activities)] == list(range(1, 13))
    assert total.rate is None or 0 <= total.rate <= 1000


def test_a_month_is_shanghais() -> None:
    training = a_training(2)
    late = replace(training, starts_at=datetime(2026, 1, 31, 17, tzinfo=UTC))
    assert by_month([Activity(late, Tally(activities=1))])[1].tally.activities == 1


def test_every_stage_is_counted_once_as_a_plan_and_at_most_once_as_a_closing() -> None:
    once = dict.fromkeys(TrainingStage, AtStage(1, 1))
    assert sum(grouped(once, PLANS).values()) == len(TrainingStage)
    assert grouped(once, CLOSINGS) == dict.fromkeys(CLOSINGS, 1)


def test_a_rate_is_printed_with_one_decimal() -> None:
    assert [show_rate(one) for one in (None, 0, 925, 1000)] == ["—", "0.0%", "92.5%", "100.0%"]


async def test_many_at_once_are_read_as_one_by_one(
    desk: Desk,
    clock: MovableClock,
    nurse: Actor,
    colleague: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
) -> None:
    first, cycle = await an_approved_training(desk, head_nurse, unit_administrator)
    second, other = await an_approved_training(
        desk,
        head_nurse,
        unit_administrator,
        teacher={"teacher_id": PHYSICIAN.id},
    )
    await scan(desk, nurse, cycle)
    await scan(desk, colleague, other)
    clock.move(minutes=190)
    await scan(desk, nurse, cycle, Phase.SIGN_OUT)
    await mark_presence(
        desk,
        head_nurse,
        other.training_id,
        other.id,
        str(nurse.staff_id),
        Phase.SIGN_OUT,
        reason="值班医生证明",
    )
    async with desk.store.transaction() as tx:
        many = await attended_at(tx, [cycle, other])
        for training, one in ((first, cycle), (second, other)):
            (alone,) = await attended(tx, training, [one])
            assert replace(alone, signals={}) == many[one.id]
        assert many[other.id].expected == [staff.id for staff in await tx.cycles.expected(other)]
        assert many[cycle.id].presences[str(nurse.staff_id)].fulfils


async def test_a_past_year_expects_those_who_were_of_the_department_then(
    desk: Desk, head_nurse: Actor, unit_administrator: Actor
) -> None:
    _, cycle = await an_approved_training(desk, head_nurse, unit_administrator)
    record = YearRecord(PHYSICIAN.id, 2018, PHYSICIAN.title, "active", *WARD)
    async with desk.store.transaction() as tx:
        now = await tx.cycles.expected_at([cycle])
        assert now == await tx.cycles.expected_at([cycle], 2025)
        assert await tx.cycles.expected_at([cycle], 2018) == {cycle.id: []}
        await tx.people.add_record(record)
        assert await tx.cycles.expected_at([cycle], 2018) == {cycle.id: [PHYSICIAN.id]}
        assert now == await tx.cycles.expected_at([cycle], 2025)


async def test_a_unit_counts_what_it_returned_but_no_drafts(
    desk: Desk, clock: MovableClock, head_nurse: Actor, unit_administrator: Actor
) -> None:
    await an_approved_training(desk, head_nurse, unit_administrator)
    clock.move(days=1)
    asked = ListQuery(filters={"year": 2026})
    held = await list_activities(desk, unit_administrator, asked)
    found = held.statistics
    assert found.plans == dict.fromkeys(PLANS, 0) | {"approved": 1}
    assert [line.tally.expected for line in held.rows] == [3]
    assert found.total.rate == 0


async def test_what_has_no_time_or_lies_ahead_is_not_held(
    desk: Desk, clock: MovableClock, head_nurse: Actor, unit_administrator: Actor
) -> None:
    trainings = [
        (await an_approved_training(desk, head_nurse, unit_administrator))[0] for _ in range(3)
    ]
    clock.move(days=1)
    async with desk.store.transaction():
        for training, ends_at in zip(
            trainings[:2], (None, START + timedelta(days=365)), strict=True
        ):
            await TrainingRow.filter(id=training.id).update(ends_at=ends_at)
    asked = ListQuery(filters={"year": 2026})
    found = (await list_activities(desk, unit_administrator, asked)).statistics
    assert found.progress == {"all": 3, "held": 1, "planned": 2, "awaiting-award": 1}
    assert found.progress == (await list_trainings(desk, unit_administrator, asked)).counts

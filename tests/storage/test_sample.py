"""The sample hospital has something to show on every screen, and keeps the rules of a real one."""

import shutil
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.attendance.schedules import Phase, Policy, Schedule
from core.domain.credits.compliance import Outcome
from core.domain.credits.credit import EDITABLE, UNDER_REVIEW, Credit, FlagKind, Origin, Stage
from core.domain.dates import SHANGHAI, day_of
from core.domain.lists import ListQuery, Window
from core.domain.projects.application import ApplicationStage
from core.domain.register import Actor, Role, Sex, actor_of
from core.domain.rulebook import shipped
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.training import Progress, TrainingStage
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter
from core.records.messages import Channel, ChatId
from core.results import judged
from core.usecases.attendance.presence import PresenceGroup, read_room
from core.usecases.credits.compliance import read_year, take_effect
from core.usecases.credits.review import list_reviewed
from core.usecases.credits.sheets import read_credit
from core.usecases.projects.delegations import list_delegations
from core.usecases.projects.lists import list_applications, list_reviewed_applications
from core.usecases.projects.published import list_projects
from core.usecases.register.sign_in import sign_in
from core.usecases.trainings.activities import list_activities
from core.usecases.trainings.assessments import read_assessments
from core.usecases.trainings.lists import list_reviewed_trainings, list_trainings
from storage.desk import open_desk
from storage.sample import PASSWORD, ROSTER, chat_people, fill, is_filled
from storage.sample.accounts import actor
from storage.sample.people import AUTHORITY, HOSPITAL, UNITS, WEIGHTS, everybody, someone
from storage.sample.timing import running_since
from storage.system import MovableClock
from tests.conftest import TODAY, settings_for

TOMORROW = TODAY + timedelta(days=1)
ALL_CREDITS = CreditFilter()
MANY = ListQuery(window=Window(size=100))


async def _filled(home: Path) -> None:
    async with open_desk(settings_for(home), clock=MovableClock(TODAY)) as desk:
        assert not await is_filled(desk)
        await fill(desk, desk.today())
        assert await is_filled(desk)
        assert desk.clock.now() == TODAY


@pytest.fixture(scope="module")
def sample_home(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample hospital."""
    return Path(shutil.copytree(filled_sample, tmp_path_factory.mktemp("sample") / "home"))


@pytest.fixture
async def sample(sample_home: Path) -> AsyncIterator[Desk]:
    async with open_desk(settings_for(sample_home), clock=MovableClock(TODAY)) as desk:
        yield desk


async def credits_of(desk: Desk, wanted: CreditFilter = ALL_CREDITS) -> list[Credit]:
    """Return the credits of all units, with the drafts of those whom one can play."""
    found: dict[str, Credit] = {}
    async with desk.store.transaction() as tx:
        for unit in UNITS:
            found |= {it.id: it for it in await tx.credits.find(Area(unit_id=unit.id), wanted)}
        for life in everybody():
            area = Area(staff_id=life.staff_id)
            found |= {it.id: it for it in await tx.credits.find(area, wanted)}
    return list(found.values())


async def test_there_is_a_credit_in_every_stage_and_of_every_origin(sample: Desk) -> None:
    credits = await credits_of(sample)
    assert {credit.stage for credit in credits} == set(Stage) - {Stage.AUTHORITY_ELSEWHERE}
    assert {credit.origin for credit in credits} == set(Origin) - {Origin.TAKEN_OVER}
    assert {credit.year for credit in credits} == set(range(2019, 2027))


async def test_every_result_of_a_year_is_there_and_agrees_with_the_engine(sample: Desk) -> None:
    outcomes: Counter[tuple[int, Outcome]] = Counter()
    async with sample.store.transaction() as tx:
        for life in everybody():
            for record in await tx.people.records(life.staff_id):
                (stored,) = await tx.results.of([life.staff_id], record.year)
                result = await judged(tx, life.staff_id, record.year, sample.today())
                assert (stored.outcome, stored.points, stored.counting_points) == (
                    result.outcome,
                    result.credits.all,
                    result.credits.counting,
                )
                assert (stored.hours, stored.counting_hours) == (
                    result.hours.all,
                    result.hours.counting,
                )
                outcomes[record.year, stored.outcome] += 1
    assert {outcome for year, outcome in outcomes if year == 2026} == set(Outcome)
    assert outcomes[2024, Outcome.MET] > outcomes[2024, Outcome.NOT_MET] > 0


async def test_some_lack_hours_only_and_some_class_one_only(sample: Desk) -> None:
    async with sample.store.transaction() as tx:
        people = [life.staff_id for life in everybody()]
        lacking = {
            tuple(check for check, _, _ in result.shortfalls)
            for year in range(2019, 2027)
            for result in await tx.results.of(people, year)
        }
    assert {("hours",), ("class-1",), ("credits", "hours")} <= lacking


@pytest.mark.parametrize("login", ["330922001", "330922002", "330922", "330922-2", "330000"])
async def test_every_reviewer_has_something_to_decide(sample: Desk, login: str) -> None:
    queue = await list_reviewed(sample, actor(login, "here"))
    assert queue.total
    assert all(line.marks and line.marks.evidence for line in queue.rows)


async def test_the_flags_are_the_three_that_were_planted(sample: Desk) -> None:
    head_nurse = actor("330922001", "here")
    queue = await list_reviewed(sample, head_nurse)
    flags: Counter[tuple[FlagKind, str]] = Counter()
    for credit in [line.credit for line in queue.rows]:
        sheet = await read_credit(sample, head_nurse, credit.id)
        flags.update((flag.kind, sheet.staff.name) for flag in sheet.flags)
    assert flags == {
        (FlagKind.SAME_FILE, "葛莺莺"): 1,
        (FlagKind.SAME_FILE, "王清清"): 1,
        (FlagKind.SIMILAR_PICTURE, "闻旦"): 1,
        (FlagKind.SAME_PROJECT, "王清清"): 1,
    }


async def test_a_draft_from_the_chat_has_evidence_and_no_answers(sample: Desk) -> None:
    async with sample.store.transaction() as tx:
        nurse = Area(staff_id=someone("闻旦").staff_id)
        (draft,) = await tx.credits.find(nurse, CreditFilter(stages=[Stage.DRAFT]))
        (file,) = await tx.evidence.of(draft.id)
    assert draft.claim.category is None
    assert (file.kind, file.has_view) == (None, True)


async def test_the_last_weeks_are_told_in_the_journal_and_the_chain_holds(sample: Desk) -> None:
    async with sample.store.transaction() as tx:
        assert await tx.journal.broken_at() is None
        nurse = Area(staff_id=someone("闻旦").staff_id)
        wanted = CreditFilter(stages=[Stage.RETURNED])
        (returned,) = await tx.credits.find(nurse, wanted)
        events = await tx.journal.of(Subject(SubjectKind.CREDIT, returned.id))
    told = [event.verb for event in events if event.verb != "evidence-added"]
    assert told == ["entered", "submitted", "decided-return"]
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert all(event.at <= TODAY for event in events)
    assert returned.reason


async def test_messages_wait_for_those_who_are_linked(sample: Desk) -> None:
    async with sample.store.transaction() as tx:
        chats = {int(one.chat.id.address) for one in await tx.deliveries.due(TODAY, 100)}
        linked = {one.chat_id for one in ROSTER if one.is_linked}
        for one in ROSTER:
            chat_id = ChatId(Channel.TELEGRAM, str(one.chat_id))
            chat = await tx.chats.get(chat_id)
            assert (chat is not None) == one.is_linked
    assert {820001, 820002, 820003} <= chats <= linked


async def test_credits_under_review_were_entered_recently(sample: Desk) -> None:
    for credit in await credits_of(sample):
        if credit.stage in UNDER_REVIEW | EDITABLE:
            assert (TODAY - credit.created_at).days < 15
        elif credit.stage is Stage.APPROVED:
            assert (credit.decided_at or credit.submitted_at or TOMORROW) <= TODAY


async def test_nobody_has_decided_on_their_own_credit(sample: Desk) -> None:
    async with sample.store.transaction() as tx:
        for credit in await credits_of(sample, CreditFilter(year=2026)):
            if credit.decided_by:
                assert (await tx.accounts.get(credit.decided_by)).staff_id != credit.staff_id


def test_document_numbers_are_valid_and_fit_the_person() -> None:
    documents = [life.document for life in everybody()]
    assert len(set(documents)) == len(documents) == 40
    for life in everybody():
        number = life.document
        total = sum(int(d) * w for d, w in zip(number[:17], WEIGHTS, strict=True))
        assert number[17] == "10X98765432"[total % 11]
        assert number[6:14] == f"{life.born_on:%Y%m%d}"
        assert (int(number[16]) % 2 == 1) == (life.sex is Sex.MALE)


def test_no_document_number_is_readable_in_the_database(sample_home: Path) -> None:
    content = b"".join(path.read_bytes() for path in sample_home.glob("xuefen.db*"))
    assert not [life.name for life in everybody() if life.document.encode() in content]
    assert not [life.name for life in everybody() if life.mobile.encode() in content]


async def test_titles_of_all_levels_and_changes_of_title_occur(sample: Desk) -> None:
    book = shipped().of(2026)
    levels, changed = set(), 0
    async with sample.store.transaction() as tx:
        for life in everybody():
            records = await tx.people.records(life.staff_id)
            levels |= {book.title(record.title).level for record in records}
            changed += len({record.title for record in records}) > 1
    assert levels == {level for level, _ in book.levels}
    assert changed > 10


@pytest.mark.parametrize("one", ROSTER, ids=lambda one: one.key)
async def test_everybody_on_the_start_page_can_sign_in(sample: Desk, one: object) -> None:
    played = next(it for it in ROSTER if it is one)
    signed_in = await sign_in(
        sample, played.login, played.password, ip="::1", device="test", mobile=played.mobile
    )
    assert signed_in.who.name == played.name
    assert signed_in.session.only_password == (played.password != PASSWORD)


async def test_the_authority_sees_what_came_to_it(sample: Desk) -> None:
    async with sample.store.transaction() as tx:
        accounts = await tx.accounts.holding(Role.AUTHORITY_REVIEWER, unit_id=AUTHORITY.id)
    queue = await list_reviewed(sample, actor_of(accounts[0], via="here"))
    assert {line.credit.unit_id for line in queue.rows} == {HOSPITAL.id}
    assert len(queue.rows) == 2


async def files_of(desk: Desk) -> list[tuple[str, str]]:
    """Return the files that belong to credits of the running year."""
    credits = await credits_of(desk, CreditFilter(year=2026))
    async with desk.store.transaction() as tx:
        files = [file for credit in credits for file in await tx.evidence.of(credit.id)]
    return sorted((file.name, file.sha256) for file in files)


async def test_the_same_day_is_filled_the_same_way_again(sample: Desk, empty_home: Path) -> None:
    await _filled(empty_home)
    async with open_desk(settings_for(empty_home), clock=MovableClock(TODAY)) as other:
        first = {credit.id: credit for credit in await credits_of(sample)}
        second = {credit.id: credit for credit in await credits_of(other)}
        assert first == second
        assert await files_of(sample) == await files_of(other)


def test_chat_people_are_those_with_a_chat() -> None:
    people = chat_people(lambda number, name, note, language, started: (number, name, started))
    assert (820001, "闻旦", True) in people
    assert (820005, "葛莺莺", False) in people


async def test_the_day_after_a_nurse_meets_the_standard(sample: Desk) -> None:
    nurse, staff_id = actor("闻旦", "here"), someone("闻旦").staff_id
    before = (await read_year(sample, nurse, staff_id, 2026)).result
    clock = sample.clock
    assert isinstance(clock, MovableClock)
    clock.move(days=1)
    assert await take_effect(sample, Actor.system()) == 3
    after = (await read_year(sample, nurse, staff_id, 2026)).result
    assert (before.outcome, after.outcome) == (Outcome.NOT_MET, Outcome.MET)
    assert await take_effect(sample, Actor.system()) == 0


async def test_trainings_stand_everywhere_and_one_is_running(sample: Desk) -> None:
    head_nurse = actor("330922001", "here")
    page = await list_trainings(sample, head_nurse, MANY)
    others = await list_trainings(sample, actor("330922002", "here"), MANY)
    stages = {one.training.stage for one in (*page.rows, *others.rows)}
    assert stages == set(TrainingStage) - {TrainingStage.REJECTED, TrainingStage.CLOSING_REJECTED}
    assert page.counts[Progress.AWAITING_AWARD] == 1
    assert (await list_reviewed_trainings(sample, actor("330922", "here"))).total == 3
    (running,) = (
        cycle
        for line in page.rows
        for cycle in line.cycles
        if cycle.starts_at <= TODAY < cycle.ends_at
    )
    room = await read_room(sample, head_nurse, running.training_id, running.id)
    assert (room.counts[PresenceGroup.ALL], room.counts[PresenceGroup.ARRIVED]) == (20, 12)
    assert room.counts[PresenceGroup.FLAGGED] == 2
    assert running.schedule.phase_at(TODAY) is Phase.SIGN_IN
    nurse = next(one for one in room.attendees if one.staff.name == "闻旦")
    assert nurse.is_in(PresenceGroup.MISSING)


async def test_projects_stand_in_every_list(sample: Desk) -> None:
    head_nurse, unit = actor("330922001", "here"), actor("330922", "here")
    nurse = actor("闻旦", "here")
    listed = await list_projects(sample, nurse)
    assert listed.total > 10
    ours = await list_projects(sample, head_nurse, ListQuery("ours"))
    assert [one.number for one in ours.rows] == ["2026-SJ-018"]
    stages = {one.application.stage for one in (await list_applications(sample, head_nurse)).rows}
    assert stages == {ApplicationStage.ESTABLISHED, ApplicationStage.UNIT_REVIEW}
    (waiting,) = (await list_reviewed_applications(sample, unit)).rows
    assert waiting.application.name == "静脉治疗专科护理新进展学习班"
    given = (await list_delegations(sample, unit)).rows
    assert {one.training.stage if one.training else None for one in given} == {
        None,
        TrainingStage.DRAFT,
    }


async def test_a_series_excuses_and_results_are_there_to_look_at(sample: Desk) -> None:
    head_nurse = actor("330922001", "here")
    lines = (await list_trainings(sample, head_nurse, MANY)).rows
    trainings = {line.training.plan.name: line for line in lines}
    assert len(trainings["护患沟通与人文关怀"].cycles) == 5
    stoma = trainings["造口护理与患者教育"]
    room = await read_room(sample, head_nurse, stoma.training.id, stoma.cycles[0].id)
    assert sum(one.is_in(PresenceGroup.EXCUSED) for one in room.attendees) == 2
    sheet = await read_assessments(sample, head_nurse, trainings["脓毒症早期识别"].training.id)
    assert (sheet.count("failed"), len(sheet.results)) == (1, len(sheet.people))


async def test_trainings_of_two_years_have_given_credits(sample: Desk) -> None:
    unit = actor("330922", "here")
    for year in (2025, 2026):
        asked = ListQuery(filters={"year": year})
        found = (await list_activities(sample, unit, asked)).statistics
        assert found.total.activities >= 4
        assert 600 < (found.total.rate or 0) < 1000
        assert found.total.points > 0


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(SHANGHAI)))
def test_whenever_the_demonstration_starts_a_training_is_running(now: datetime) -> None:
    lasts = timedelta(hours=3)
    starts_at = running_since(now, lasts)
    assert day_of(starts_at) == day_of(now)
    assert starts_at <= now <= starts_at + lasts
    assert day_of(starts_at + lasts - timedelta(seconds=1)) == day_of(now)
    first, last = Schedule(starts_at, starts_at + lasts, Policy()).window(Phase.SIGN_IN)
    assert first <= now <= last

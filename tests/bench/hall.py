"""A lecture hall full of people who are all signed in, behind a real server process."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from core.domain.attendance.check_in import Stamp
from core.domain.attendance.schedules import Phase, Policy, step_at
from core.domain.credits.compliance import PersonYear
from core.domain.credits.warnings import threshold
from core.domain.register import Account, Actor, PostType, Role, Session, Sex, Staff
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.training import Cycle, Expected, Plan, Training, TrainingStage
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import recount_years
from core.sessions import hashed
from core.settings import Settings
from core.tokens import board_link, code_of
from core.usecases.credits.completion import count_groups
from core.usecases.credits.entry import start_draft
from core.usecases.trainings.tallying import count_trainings
from storage.desk import open_desk
from storage.system import RandomIds
from tests import cast
from tests.bench.beginnings import begin
from tests.conftest import SECRET, settings_for
from tests.test_front_door import address_told_by, environment, free_port
from tests.waiting import PATIENCE_SECONDS

BATCH, DRAFTS = 500, 400
SYSTEM = Actor.system()
FRONT_DOOR = Path(__file__).parents[2] / "cme.py"


@dataclass(frozen=True, slots=True)
class Hall:
    """Where it is, whom it is for, and what stands on its door."""

    address: str
    settings: Settings
    cycle: Cycle
    tokens: list[str]
    organisers: list[str]
    drafts: list[str]

    def code(self) -> str:
        """Return the code that the board shows now."""
        at = step_at(datetime.now(UTC), self.cycle.policy.step_seconds)
        return code_of(SECRET, Stamp(self.cycle.point, Phase.SIGN_IN, at))

    @property
    def board(self) -> str:
        return f"/board/{board_link(SECRET, self.cycle.point, self.cycle.board)}"

    @property
    def room(self) -> str:
        return f"/trainings/{self.cycle.training_id}/cycles/{self.cycle.id}/attendance"


@asynccontextmanager
async def hall(home: Path, database_url: str, people: int) -> AsyncIterator[Hall]:
    """Fill a database with people and a running cycle, and serve it until the end."""
    place = await filled(home, database_url, people)
    with serving(place) as (place, _):
        yield place


async def filled(home: Path, database_url: str, people: int) -> Hall:
    """Return a hall with its people in the database, not served yet."""
    settings = settings_for(home, database_url)
    await begin(settings)
    async with open_desk(settings) as desk:
        async with desk.store.transaction() as tx:
            if await tx.people.unit_with(cast.UNIT.code) is None:
                await cast.add_cast(tx)
        tokens = await _signed_in(desk, people)
        both = (cast.HEAD_NURSE.account.id, cast.UNIT_ADMINISTRATOR.account.id)
        organisers = [await _session(desk, account_id) for account_id in both for _ in range(5)]
        drafts = [(await start_draft(desk, cast.NURSE.actor)).id for _ in range(DRAFTS)]
        cycle = await _running_cycle(desk)
        await _settled(desk)
    return Hall("", settings, cycle, tokens, organisers, drafts)


@contextmanager
def serving(hall: Hall) -> Iterator[tuple[Hall, "subprocess.Popen[str]"]]:
    """Serve the hall in a process of its own; yield it with its address."""
    more = {
        "CME_SECRET": SECRET,
        "CME_DATABASE_URL": hall.settings.database_url,
        "CME_PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(
        [sys.executable, str(FRONT_DOOR), "serve"],
        env=environment(hall.settings.home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield replace(hall, address=address_told_by(process)), process
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


async def _signed_in(desk: Desk, people: int) -> list[str]:
    """Return the sessions of so many more members of the nursing staff."""
    tokens = []
    for first in range(0, people, BATCH):
        async with desk.store.transaction() as tx:
            for number in range(first, min(first + BATCH, people)):
                staff = _nurse(number)
                await tx.people.add(staff, f"bench{number}", f"{number}")
                account = _account(staff)
                await tx.accounts.add(account, f"bench{number}")
                tokens.append(await _session_in(tx, account.id))
    return tokens


async def _settled(desk: Desk) -> None:
    """Do what a server does in its first hours: what is measured are its days."""
    today, years = desk.today(), list[PersonYear]()
    while True:
        async with desk.store.transaction() as tx:
            years = await tx.results.missing(today.year, BATCH, everybody=True)
            if not years:
                break
            await tx.results.begin(years)
            await recount_years(tx, years, today)
    if told := threshold(today):
        async with desk.store.transaction() as tx:
            await tx.warnings.note([Subject(SubjectKind.DEPARTMENT, cast.NURSING.id)], told)
    while await count_trainings(desk, SYSTEM) + await count_groups(desk, SYSTEM):
        pass


def _nurse(number: int) -> Staff:
    return Staff(
        id=RandomIds().new(),
        unit_id=cast.UNIT.id,
        department_id=cast.NURSING.id,
        staff_number=f"83{number:08}",
        name=f"学员{number:04}",
        sex=Sex.FEMALE,
        born_on=date(1990, 1, 1),
        title="senior-nurse",
        status="active",
        post_type=PostType.PERMANENT,
        specialty="nursing",
    )


def _account(staff: Staff) -> Account:
    return Account(
        id=RandomIds().new(),
        name=staff.name,
        roles=frozenset({Role.STAFF}),
        unit_id=staff.unit_id,
        department_id=staff.department_id,
        staff_id=staff.id,
        office=None,
        language=None,
        password_hash="unused",
    )


async def _session(desk: Desk, account_id: str) -> str:
    async with desk.store.transaction() as tx:
        return await _session_in(tx, account_id)


async def _session_in(tx: Transaction, account_id: str) -> str:
    token, now = RandomIds().token(), datetime.now(UTC)
    session = Session(
        RandomIds().new(), account_id, now, now, "127.0.0.1", "bench", only_password=False
    )
    await tx.sessions.add(session, hashed(token), now + timedelta(days=1))
    return token


async def _running_cycle(desk: Desk) -> Cycle:
    now, head_nurse = datetime.now(UTC), cast.HEAD_NURSE
    training = Training(
        id=desk.ids.new(),
        unit_id=cast.UNIT.id,
        department_id=cast.NURSING.id,
        entered_by=head_nurse.account.id,
        plan=Plan(now.year, "全院大课", "training-theory", 300, "01-01", "lecture"),
        stage=TrainingStage.APPROVED,
        points=20,
        created_at=now,
        starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(hours=3),
    )
    cycle = Cycle(
        id=desk.ids.new(),
        training_id=training.id,
        number=1,
        starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(hours=3),
        place="报告厅",
        capacity=None,
        expected=Expected(is_open=True),
        policy=Policy(),
    )
    async with desk.store.transaction() as tx:
        await tx.trainings.add(training)
        return await tx.cycles.add(cycle)


async def counted(settings: Settings, cycle_id: str) -> tuple[int, int]:
    """Return how many people are on record, and how many rows there are of them."""
    async with open_desk(settings) as desk:
        headcount = await desk.check_ins.headcount(cycle_id)
        async with desk.store.transaction() as tx:
            scans = await tx.attendance.scans([cycle_id])
    return headcount.arrived, len({scan.staff_id for scan in scans})

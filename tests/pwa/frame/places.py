"""Two hospitals with one of everything that an address can name, and somebody who moved away."""

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from core.domain.lists import EVERYTHING
from core.domain.register import Actor, Role, actor_of
from core.domain.review import Decision
from core.domain.standing import Standing
from core.domain.trainings.training import Expected
from core.ports import Desk
from core.records.register import LinkPurpose
from core.usecases.attendance.boards import board_of
from core.usecases.attendance.guests import add_guest
from core.usecases.credits.taken_over import ask_to_preview_taking_back, list_imports
from core.usecases.forms import registration_form_pdf
from core.usecases.projects.applications import read_application, submit_application
from core.usecases.projects.delegations import delegate
from core.usecases.projects.outcomes import set_window
from core.usecases.projects.published import list_projects
from core.usecases.register import standing_all
from core.usecases.register.administrators import Contact, appoint_administrator
from core.usecases.register.imports import ask_for_check
from core.usecases.register.links import make_link
from core.usecases.register.photos import set_photo
from core.usecases.register.sessions import list_sessions
from core.usecases.register.sign_in import sign_in
from core.usecases.register.transfer import find_newcomer, release, take_over
from core.usecases.review import decide
from core.usecases.rulebook.previews import ask_for_rule_preview
from core.usecases.trainings.calendars import renew_calendar
from core.usecases.trainings.closings import attach_training_file
from core.usecases.trainings.sharing import share
from pwa.app import create_app
from pwa.frame.web_app import WebApp
from storage.desk import open_desk
from storage.models import AccountRow, IssueRow
from storage.phone_messages import Console
from storage.system import MovableClock
from tests import cast, projects
from tests.bot.world import photo
from tests.cast import Person
from tests.conftest import TODAY, once, run, settings_for
from tests.core.register.test_transfer import OTHER
from tests.credit_books import a_row, checked
from tests.credit_books import taken_over as credits_taken_over
from tests.people_books import book_of, newcomer
from tests.pwa.conftest import Browser
from tests.pwa.entering import certificate
from tests.scopes import ANY, FOREIGN, MISSING, MOVED, OWN
from tests.stories import PAPER, a_submitted_credit
from tests.trainings import an_approved_training, code_now, scan

MOVER = cast.member("mover", "沈迁", 6, title="nurse", born_on=date(1991, 2, 3))
SECOND_OF_OTHERS = replace(
    cast.OTHER_DEPARTMENT, id="deptsecond222222", code="330923002", name="外科"
)
OTHER_OFFICE = Person(OTHER, OTHER.office or "")
HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
MOBILE = "13900000001"
PEOPLE: dict[str, Person | None] = {
    "stranger": None,
    "first-password": cast.COLLEAGUE,
    "staff": cast.NURSE,
    "department": cast.HEAD_NURSE,
    "other-department": cast.PHYSICIAN,
    "unit": cast.UNIT_ADMINISTRATOR,
    "other-unit": OTHER_OFFICE,
    "authority": cast.AUTHORITY,
}
Ids = dict[str, str]
PLAIN = {
    "text": "wrong",
    "code": "wrong",
    "link": "wrong",
    "token": "wrong",
    "shared": "wrong",
    "feed": "wrong",
    "roll": "results",
    "kind": "credits",
    "name": "people",
    "ending": "xlsx",
    "year": "2026",
    "phase": "sign-in",
    "role": "participant",
    "picture": "original",
    "place": "1",
    "step": "project",
    "rule_table": "standards",
    "rule_code": "junior",
}


@dataclass(frozen=True, slots=True)
class Places:
    """A folder with both hospitals, the ids of each kind, and everybody's cookies."""

    home: Path
    ids: dict[str, Ids]

    @asynccontextmanager
    async def opened(
        self, at: Path, *names: str
    ) -> AsyncIterator[tuple[WebApp, dict[str, Browser]]]:
        """Open a copy of it as these people."""
        shutil.copytree(self.home, at)
        url = f"sqlite://{at / 'xuefen.db'}?synchronous=OFF"
        async with open_desk(settings_for(at, url), clock=MovableClock(TODAY)) as desk:
            app = create_app(replace(desk, sender=Console()))
            app.close_streams()  # each ends at once
            yield app, {name: await _signed_in(app, PEOPLE[name]) for name in names}


async def _signed_in(app: WebApp, person: Person | None) -> Browser:
    browser = Browser(app.test_client())
    if person is cast.COLLEAGUE:
        await browser.sign_in(person.login, person.document[-6:], person.mobile)
    elif person:
        assert (await browser.sign_in(person.login)).status_code == 303
    return browser


async def places(template: Path, home: Path) -> Places:
    """Fill a folder."""
    shutil.copy(template, home / "xuefen.db")
    url = f"sqlite://{home / 'xuefen.db'}?synchronous=OFF"
    async with open_desk(settings_for(home, url), clock=MovableClock(TODAY)) as desk:
        await _add_people(desk)
        own = await _of(desk, cast.NURSE, HEAD, UNIT, cast.NURSING.id)
        foreign = await _of(
            desk, cast.STRANGER, _planner(), _unit_of_others(), cast.OTHER_DEPARTMENT.id
        )
        moved = own | await _claims(desk, MOVER)
        await _move(desk, MOVER)
        nowhere = {name: desk.ids.new() for name in own}
        missing = nowhere | {name: PLAIN[name] for name in own.keys() & PLAIN.keys()}
        ids = {ANY: own, OWN: own, FOREIGN: foreign, MISSING: missing, MOVED: moved}
    return Places(home, {name: PLAIN | one for name, one in ids.items()})


@pytest.fixture(scope="session")
def hospitals(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The folder, filled once for all tests, which open copies of it."""

    def make(home: Path) -> None:
        made = run(places(sqlite_template, home))
        (home / "places.json").write_text(json.dumps(made.ids))

    home = once(tmp_path_factory, "hospitals", make)
    return Places(home, json.loads((home / "places.json").read_text()))


def _planner() -> Actor:
    return replace(HEAD, unit_id=cast.OTHER_UNIT.id, department_id=cast.OTHER_DEPARTMENT.id)


def _unit_of_others() -> Actor:
    return actor_of(OTHER, via="127.0.0.1")


async def _add_people(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        await cast.add_person(tx, MOVER)
        await tx.people.add_department(SECOND_OF_OTHERS)
        await tx.accounts.add(OTHER, OTHER.office or "")
        password = (await tx.accounts.get(cast.NURSE.account.id)).password_hash or ""
        for account in (OTHER, MOVER.account):
            await tx.accounts.set_password(account.id, password)
        roles = f" {Role.STAFF} {Role.DEPARTMENT_ADMINISTRATOR} "
        await AccountRow.filter(id=cast.PHYSICIAN.account.id).update(roles=roles)


async def _of(desk: Desk, person: Person, planner: Actor, unit: Actor, department: str) -> Ids:
    """Return the ids of one hospital."""
    people = Expected(departments=frozenset({department}))
    training, cycle = await an_approved_training(desk, planner, unit, expected=people)
    file = await attach_training_file(desk, planner, training.id, "photo", "a.jpg", photo())
    job = await ask_for_check(desk, unit, book_of([newcomer(1)]))
    batch = await standing_all.ask_for_check(
        desk, unit, EVERYTHING, Standing(2026, status="retired")
    )
    imported = await _import(desk, unit, person)
    present = [person.actor, MOVER.actor] if person is cast.NURSE else [person.actor]
    for who in present:
        await scan(desk, who, cycle)
    return await _claims(desk, person) | {
        "department_id": department,
        "account_id": await _holder(desk, unit, department),
        "training_id": training.id,
        "cycle_id": cycle.id,
        "course_id": cycle.courses[0].id,
        "file_id": file.id,
        "job_id": job.id,
        "batch_id": batch.id,
        **imported,
        **await _projects(desk, person, planner, unit, department),
        "change_id": await _change(desk, unit),
        "link": await board_of(desk, planner, training.id, cycle.id),
        "text": code_now(desk, cycle),
        "shared": (await share(desk, planner, training.id)).link.rpartition("/")[2],
        "feed": await renew_calendar(desk, person.actor),
        "guest_id": (await add_guest(desk, planner, training.id, cycle.id, "欧阳远", "")).id,
        "code": await _code(desk, person),
        "token": await make_link(desk, person.actor, LinkPurpose.SIGN_IN),
        "session_id": await _session(desk, person),
    }


async def _projects(
    desk: Desk, person: Person, planner: Actor, unit: Actor, department: str
) -> Ids:
    """Publish a project that a department runs, and return an application, so that it goes on."""
    check = await projects.checked(desk, projects.a_project(), who=unit)
    await projects.entered(desk, check, who=unit)
    (project,) = (await list_projects(desk, unit)).rows
    delegation = await delegate(desk, unit, project.id, department)
    await set_window(desk, unit, "2026", date(2026, 6, 1), date(2026, 6, 30))
    application = await projects.an_application(desk, planner, person)
    sent = await submit_application(desk, planner, application.id, seen=application.version)
    back = await decide(desk, unit, sent.subject, Decision.RETURN, seen=sent.version, reason="改")
    (paper,) = (await read_application(desk, planner, back.id)).files
    return {
        "project_id": project.id,
        "delegation_id": delegation.id,
        "application_id": application.id,
        "paper_id": paper.id,
    }


async def _import(desk: Desk, unit: Actor, person: Person) -> Ids:
    """Take credits over, and ask what taking them back would do, and what others would do."""
    staff = person.staff
    assert staff
    row = a_row(人员编号=staff.staff_number, 姓名=staff.name)
    check = await checked(desk, unit, row)
    await credits_taken_over(desk, unit, check)
    (made,) = (await list_imports(desk, unit)).rows
    back = await ask_to_preview_taking_back(desk, unit, made.id)
    other = await checked(desk, unit, row | {"活动名称": "另一次活动"})
    return {"import_id": made.id, "back_id": back.id, "check_id": other.job.id}


async def _holder(desk: Desk, unit: Actor, department: str) -> str:
    """Appoint somebody where nobody's claim is kept waiting by it."""
    is_own = department == cast.NURSING.id
    office = department if is_own else SECOND_OF_OTHERS.id
    made = await appoint_administrator(desk, unit, office, Contact("金一", MOBILE))
    return made.account.id


async def _code(desk: Desk, person: Person) -> str:
    """Issue a form."""
    staff_id = person.account.staff_id or ""
    await registration_form_pdf(desk, person.actor, staff_id, 2026)
    async with desk.store.reading():
        return (await IssueRow.get(staff_id=staff_id)).code


async def _change(desk: Desk, unit: Actor) -> str:
    """Ask what a change of rules would do."""
    wanted = (2026, "standards", "none", {"min_credits": "20"})
    asked = await ask_for_rule_preview(desk, unit, *wanted, seen=0, reason="按院务会决定")
    return asked.job.id if asked.job else ""


async def _session(desk: Desk, person: Person) -> str:
    """Sign in on another phone."""
    known = {"ip": "127.0.0.1", "device": "another phone"}
    await sign_in(desk, person.login, cast.PASSWORD, **known)
    return (await list_sessions(desk, person.actor))[0].id


async def _claims(desk: Desk, person: Person) -> Ids:
    """Return the ids of what is known of a person: a returned claim with a file, a waiting one."""
    who = person.actor
    waiting = await a_submitted_credit(desk, who, PAPER, subject="1")
    sent = await a_submitted_credit(desk, who, PAPER | {"date": "2026-03-02"}, subject="2")
    reviewer = replace(UNIT, unit_id=who.unit_id, department_id=who.department_id)
    reviewer = replace(reviewer, roles=UNIT.roles | HEAD.roles - {Role.STAFF})
    returned = await decide(
        desk, reviewer, sent.subject, Decision.RETURN, seen=sent.version, reason="请补照片"
    )
    async with desk.store.reading() as tx:
        evidence = (await tx.evidence.of(returned.id))[0].id
        staff = await tx.people.get(person.account.staff_id or "")
    await set_photo(desk, reviewer, staff.id, certificate(), seen=staff.version)
    return {
        "staff_id": staff.id,
        "credit_id": returned.id,
        "case_id": waiting.id,
        "evidence_id": evidence,
    }


async def _move(desk: Desk, person: Person) -> None:
    """Let the one hospital release somebody and the other one take them over, today."""
    there, name = _unit_of_others(), person.account.name
    staff_id = person.account.staff_id or ""
    async with desk.store.reading() as tx:
        seen = (await tx.people.get(staff_id)).version
    await release(desk, HEAD, staff_id, desk.today(), seen=seen)
    found = await find_newcomer(desk, there, person.document, name)
    place = (cast.OTHER_DEPARTMENT.id, found.staff.version)
    await take_over(desk, there, person.document, name, place[0], seen=place[1])

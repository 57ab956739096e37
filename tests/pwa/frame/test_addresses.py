"""An address names a thing within another: one that does not belong there leads nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from werkzeug.routing import Rule

from core.domain.register import Actor
from core.domain.trainings.training import Expected
from core.ports import Desk
from core.usecases.attendance.guests import add_guest
from core.usecases.credits.entry import start_draft
from core.usecases.credits.evidence import attach_evidence
from core.usecases.projects.applications import read_application
from core.usecases.trainings.closings import attach_training_file
from pwa.frame.web_app import WebApp
from tests import cast
from tests.bot.world import photo
from tests.cast import Person
from tests.projects import an_application
from tests.pwa.conftest import Browser
from tests.pwa.forms_of import BLINDLY
from tests.pwa.rooms import HEAD, NURSE, STRANGER, UNIT
from tests.trainings import an_approved_training

Ids = dict[str, str]
PARTS = {"phase": "sign-in", "role": "participant", "picture": "original", "place": 1}
# Nobody has been awarded anything yet; see test_awards.
NOTHING_THERE = {"awards.reverse"}
# Taking away what is not there is no mistake; but what is elsewhere stays.
NO_MISTAKE = {"closings.remove", "closings.delete", "evidence.remove", "application_files.remove"}


@dataclass(frozen=True, slots=True)
class Home:
    """What is one's own, another of one's own, and another hospital's: ids by their names."""

    own: Ids
    another: Ids
    foreign: Ids

    def misnamed(self, names: set[str]) -> Iterator[Ids]:
        """Return one's own ids with one of them out of place, in every way there is."""
        own = {name: self.own[name] for name in names}
        is_of_one = not names - {"training_id", "staff_id"}  # people take part in many trainings
        for elsewhere in (self.foreign, {} if is_of_one else self.another):
            for name in names & elsewhere.keys():
                yield own | {name: elsewhere[name]}


async def _training(desk: Desk, planner: Actor, unit: Actor, expected: Expected) -> Ids:
    training, cycle = await an_approved_training(desk, planner, unit, expected=expected)
    file = await attach_training_file(desk, planner, training.id, "photo", "a.jpg", photo())
    course = cycle.courses[0]
    guest = await add_guest(desk, planner, training.id, cycle.id, "周客", "县医院")
    ids = {"training_id": training.id, "cycle_id": cycle.id, "guest_id": guest.id}
    return {**ids, "course_id": course.id, "file_id": file.id}


async def _credit(desk: Desk, who: Actor) -> Ids:
    draft = await start_draft(desk, who)
    file = await attach_evidence(desk, who, draft.id, "a.jpg", photo(), key="a", kind=None)
    return {"credit_id": draft.id, "evidence_id": file.id}


async def _application(desk: Desk, who: Actor, leader: Person) -> Ids:
    application = await an_application(desk, who, leader)
    (paper,) = (await read_application(desk, who, application.id)).files
    return {"application_id": application.id, "paper_id": paper.id}


@pytest.fixture
async def home(desk: Desk) -> Home:
    """Trainings that are open for attendance, and drafts with a file."""
    there = {"unit_id": cast.OTHER_UNIT.id, "department_id": cast.OTHER_DEPARTMENT.id}
    planner, unit = replace(HEAD, **there), replace(UNIT, **there)
    people = Expected(departments=frozenset({cast.NURSING.id}))
    others = Expected(departments=frozenset({cast.OTHER_DEPARTMENT.id}))
    nurse, stranger = cast.NURSE.actor, cast.STRANGER.actor
    own = await _training(desk, HEAD, UNIT, people) | await _credit(desk, nurse)
    own |= await _application(desk, HEAD, cast.HEAD_NURSE)
    another = await _training(desk, HEAD, UNIT, people) | await _credit(desk, nurse)
    another |= await _application(desk, HEAD, cast.HEAD_NURSE)
    foreign = await _training(desk, planner, unit, others) | await _credit(desk, stranger)
    foreign |= await _application(desk, planner, cast.STRANGER)
    return Home(own | {"staff_id": NURSE.id}, another, foreign | {"staff_id": STRANGER.id})


def _nested(app: WebApp) -> list[tuple[Rule, str, set[str]]]:
    """Return the routes that name one thing within another; those that take away come last."""
    found = [
        (rule, method, {name for name in rule.arguments if name.endswith("_id")})
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    nested = [one for one in found if len(one[2]) > 1]
    return sorted(nested, key=lambda one: (one[0].endpoint in NO_MISTAKE, one[1], one[0].rule))


def _path(app: WebApp, rule: Rule, ids: Ids) -> str:
    parts = {name: PARTS[name] for name in rule.arguments - ids.keys()}
    return app.url_map.bind("localhost").build(rule.endpoint, {**ids, **parts})


async def test_what_does_not_belong_to_what_the_address_names_is_not_found(
    app: WebApp, home: Home, head_nurse_browser: Browser, nurse_browser: Browser
) -> None:
    async def status_of(method: str, rule: Rule, ids: Ids) -> int:
        plans = {"training_id", "application_id"} & ids.keys()
        browser = head_nurse_browser if plans else nurse_browser
        return (await browser.send(method, _path(app, rule, ids), BLINDLY)).status_code

    nested = _nested(app)
    assert len(nested) > 20
    for rule, method, names in nested:
        expected = {404, 200, 303} if rule.endpoint in NO_MISTAKE else {404}
        for ids in home.misnamed(names):
            assert await status_of(method, rule, ids) in expected, (method, rule.rule, ids)
    for rule, method, names in nested:  # all of it is still there
        if rule.endpoint not in NOTHING_THERE | {"presence.live"}:
            ids = {name: home.own[name] for name in names}
            assert await status_of(method, rule, ids) != 404, (method, rule.rule)

"""Tells the projects of the sample hospital: applied for, published, run by a department."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from core.domain.dates import SHANGHAI, day_of
from core.domain.projects.application import Application, ApplicationStage
from core.domain.projects.project import Project, ProjectLevel, number_key
from core.domain.review import Decision
from core.domain.subjects import Subject, SubjectKind
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter
from core.usecases.projects.applications import (
    read_application,
    start_application,
    submit_application,
)
from core.usecases.projects.delegations import begin_project, delegate
from core.usecases.projects.files import attach_application_file
from core.usecases.projects.leading import add_lecture, name_leader
from core.usecases.projects.outcomes import record_outcome, set_window
from core.usecases.projects.papers import application_pdf
from core.usecases.review import decide
from core.usecases.trainings.plans import revise_training
from storage.sample.accounts import actor
from storage.sample.applied import (
    ANSWERS,
    APPLICATIONS,
    ESTABLISHED,
    HELD,
    LISTED,
    OF_PHYSICIANS,
    Applied,
)
from storage.sample.evidence import days_of, project_number
from storage.sample.holding import OFFICE_ADDRESS, add_cycle, answers_of
from storage.sample.people import HOSPITAL, INTERNAL, NURSING
from storage.sample.steps import Act, SampleIds, Step
from storage.sample.story import STORY
from storage.sample.timing import times_of

UNIT = "330922"
OFFICE_HOUR = time(9, 50)
OPENED, PUBLISHED, GIVEN = 35, 18, 15


class Projects:
    """The projects as they are told; `end` is the present moment of the sample."""

    def __init__(self, desk: Desk, end: datetime) -> None:
        self.desk = replace(desk, ids=SampleIds(random.Random("projects"), desk.ids))
        self.end, self.today, self.unit = end, day_of(end), actor(UNIT, OFFICE_ADDRESS)
        self.projects: dict[str, Project] = {}

    def steps(self) -> Iterator[Step]:
        """Return what is done about projects, each at its time."""
        yield Step(self._at(OPENED), self._open)
        for one in APPLICATIONS:
            yield Step(self._at(one.days_ago), self._applying(one))
        yield Step(self._at(PUBLISHED), self._publish)
        yield Step(self._at(GIVEN), self._delegate)

    def _at(self, days_ago: int) -> datetime:
        day = self.today - timedelta(days=days_ago)
        return datetime.combine(day, OFFICE_HOUR, SHANGHAI).astimezone(UTC)

    async def _open(self) -> None:
        days = (self.today - timedelta(days=OPENED), self.today + timedelta(days=20))
        await set_window(self.desk, self.unit, str(self.today.year), *days)

    def _applying(self, one: Applied) -> Act:
        async def apply() -> None:
            prepared = await self._prepare(one)
            if one.until is ApplicationStage.DRAFT:
                return
            who = actor(one.by, OFFICE_ADDRESS)
            paper = (await application_pdf(self.desk, who, prepared.id)).content
            signed = ("signature", "签字盖章页.pdf", paper)
            await attach_application_file(self.desk, who, prepared.id, *signed)
            sent = await submit_application(self.desk, who, prepared.id, seen=prepared.version)
            if one.until is ApplicationStage.ESTABLISHED:
                await self._establish(sent)

        return apply

    async def _prepare(self, one: Applied) -> Application:
        desk, who = self.desk, actor(one.by, OFFICE_ADDRESS)
        texts = ANSWERS | {"name": one.name}
        begun = await start_application(desk, who, str(self.today.year), texts)
        if begun.refused:
            raise ValueError(f"{one.name}: {dict(begun.refused)}")
        key = begun.application.id
        await name_leader(desk, who, key, one.leader)
        for topic in one.topics:
            lecture = {"topic": topic, "teacher": one.leader, "hours": "3"}
            await add_lecture(desk, who, key, lecture)
        return (await read_application(desk, who, key)).application

    async def _establish(self, sent: Application) -> None:
        passed = await decide(
            self.desk, self.unit, sent.subject, Decision.APPROVE, seen=sent.version
        )
        number = ESTABLISHED.format(year=self.today.year)
        await record_outcome(self.desk, self.unit, sent.id, number, seen=passed.version)

    async def _publish(self) -> None:
        """List what was established, and every project that a claim of this year names."""
        wanted = CreditFilter(year=self.today.year)
        async with self.desk.store.transaction() as tx:
            found = await tx.credits.find(Area(unit_id=HOSPITAL.id), wanted)
            named = [(one.claim.rule or "", one.claim.details) for one in found]
            for project in self._own() + [self._named(*one) for one in named + self._told()]:
                if project.number:
                    self.projects.setdefault(project.number_key, project)
            await tx.projects.put(list(self.projects.values()), [])
            unit = Subject(SubjectKind.UNIT, HOSPITAL.id)
            counts = {"new": len(self.projects), "changed": 0, "same": 0, "wrong": 0}
            tx.journal.add(self.unit, "projects-imported", unit, after=counts)

    def _own(self) -> list[Project]:
        held = day_of(times_of(HELD, self.end).ends_at)
        return [
            self._project(number.format(year=self.today.year), name, level, points, held)
            for number, name, level, points in LISTED
        ]

    def _told(self) -> list[tuple[str, dict[str, str]]]:
        """Return the projects of claims that are still to be entered."""
        return [
            (told.rule, {"project-number": project_number(told, self.today.year)}
             | {"project-name": told.title, "organiser": told.place})
            for told in STORY
            if told.number and days_of(told, self.today)[1].year == self.today.year
        ]  # fmt: skip

    def _named(self, rule: str, details: dict[str, str]) -> Project:
        level = ProjectLevel.NATIONAL if "national" in rule else ProjectLevel.PROVINCIAL
        _, _, last = details.get("dates", "").partition("/")
        project = self._project(
            details.get("project-number", ""), details.get("project-name", ""), level, 0, None
        )
        held = date.fromisoformat(last) if last else None
        return replace(
            project, organiser=details.get("organiser", ""), place="", starts_on=held, ends_on=held
        )

    def _project(
        self, number: str, name: str, level: ProjectLevel, points: int, held: date | None
    ) -> Project:
        return Project(
            id=self.desk.ids.new(),
            unit_id=HOSPITAL.id,
            year=self.today.year,
            number=number,
            name=name,
            level=level,
            organiser=HOSPITAL.name,
            place="门诊楼5楼示教室",
            starts_on=held,
            ends_on=held,
            points=points,
        )

    async def _delegate(self) -> None:
        """Let two departments run a project; one of them has begun to prepare it."""
        own, other = (
            self.projects[number_key(number.format(year=self.today.year))]
            for number in (ESTABLISHED, OF_PHYSICIANS)
        )
        given = await delegate(self.desk, self.unit, own.id, NURSING.id)
        await delegate(self.desk, self.unit, other.id, INTERNAL.id)
        who, times = actor(HELD.planner, OFFICE_ADDRESS), times_of(HELD, self.end)
        training = await begin_project(self.desk, who, given.id)
        await revise_training(self.desk, who, training.id, answers_of(HELD, times))
        for span in times.cycles:
            await add_cycle(self.desk, who, training.id, HELD, span)

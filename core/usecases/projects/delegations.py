"""代办项目管理: which department runs a published project, until it is taken back (manual 3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.domain.errors import NotFound
from core.domain.lists import EVERYTHING, Column, ListQuery, Page, Pill
from core.domain.projects.delegation import (
    DelegatedAlready,
    Delegation,
    DepartmentNeeded,
    check_stands,
    plan_of,
    taken_back,
)
from core.domain.projects.project import Project
from core.domain.register import Actor, Department, Role
from core.domain.trainings.planning import credit_of
from core.domain.trainings.training import PLANNING, Training, TrainingStage
from core.domain.typed import LONGEST_REASON, typed
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.transaction import Transaction
from core.texts import say
from core.wording.projects import days_held, level_name
from core.wording.trainings import training_pill

CAME_TO_NOTHING = frozenset({TrainingStage.CANCELLED, TrainingStage.REJECTED})


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """A project that a department may run, and how far its training is."""

    delegation: Delegation
    project: Project
    department: Department
    training: Training | None

    @property
    def pill(self) -> Pill:
        if self.training is not None:
            return training_pill(self.training)
        if not self.delegation.stands:
            return Pill(say("delegation-taken-back"), "bad")
        return Pill(say("delegation-not-begun"), "warn")


async def list_delegations(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[DelegationLine]:
    """List the projects that one's department may run, or that one's unit has delegated."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        area = area_of(who)
        found = await tx.delegations.page(area, query.window)
        projects = await tx.projects.some({one.project_id for one in found.rows})
        departments = await tx.people.some_departments({one.department_id for one in found.rows})
        trainings = await tx.trainings.some({one.training_id or "" for one in found.rows})
        lines = found.of(lambda one: _line(one, projects, departments, trainings))
        return Page(lines, await tx.delegations.count(area))


def _line(
    one: Delegation,
    projects: Mapping[str, Project],
    departments: Mapping[str, Department],
    trainings: Mapping[str, Training],
) -> DelegationLine:
    training = trainings.get(one.training_id or "")
    return DelegationLine(one, projects[one.project_id], departments[one.department_id], training)


DELEGATIONS = Listing[DelegationLine](
    "delegations",
    "delegations-title",
    (
        Column("project-name", lambda it: it.project.name, card="title", width=80),
        Column("project-number", lambda it: it.project.number, width=34),
        Column("project-level", lambda it: level_name(it.project.level), card="none", width=20),
        Column("project-days", lambda it: days_held(it.project), width=38),
        Column("delegation-department", lambda it: it.department.name, width=28),
        Column("delegation-at", lambda it: it.delegation.delegated_at, "moment", "none", 34),
        Column("delegation-state", lambda it: (it.pill,), "pills", "pills", 30),
    ),
    list_delegations,
)


async def delegate(desk: Desk, who: Actor, project_id: str, department_id: str) -> Delegation:
    """Let a department run a project; its administrators are told.

    Raises NotFound for a department elsewhere or closed, DelegatedAlready, DepartmentNeeded.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        project = await tx.projects.hold(project_id)
        authorize(who, Permission.PROJECT_PUBLISH, project)
        if not department_id:
            raise DepartmentNeeded
        department = await tx.people.department(department_id)
        if department.unit_id != project.unit_id or department.closed_on is not None:
            raise NotFound
        for other in await tx.delegations.of_project(project_id):
            if other.stands:
                there = await tx.people.department(other.department_id)
                raise DelegatedAlready(department=there.name)
        made = Delegation(
            id=desk.ids.new(),
            project_id=project.id,
            unit_id=project.unit_id,
            department_id=department.id,
            delegated_at=now,
            delegated_by=who.label,
        )
        await tx.delegations.add(made)
        told = {"number": project.number, "department": department.name}
        tx.journal.add(who, "delegated", project.subject, after=told)
        await _tell(desk, tx, made, project, "delegation-given")
    return made


async def take_back(desk: Desk, who: Actor, delegation_id: str, reason: str) -> Delegation:
    """Let a department run a project no longer; its administrators are told why.

    What they are still preparing ends with it; what they have submitted goes its way. Raises
    DelegationTakenBack, ReasonNeeded.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await tx.delegations.hold(delegation_id)
        authorize(who, Permission.PROJECT_PUBLISH, before)
        why = typed(reason, LONGEST_REASON) if reason.strip() else ""
        after = taken_back(before, why, now)
        await tx.delegations.save(after)
        project = await tx.projects.get(before.project_id)
        tx.journal.add(who, "delegation-taken-back", project.subject, after={"reason": why})
        if before.training_id is not None:
            await _end_preparing(tx, who, before.training_id, why)
        await _tell(desk, tx, after, project, "delegation-taken-back", reason=why)
    return after


async def _end_preparing(tx: Transaction, who: Actor, training_id: str, reason: str) -> None:
    training = (await tx.trainings.some({training_id})).get(training_id)
    if training is None:
        return
    training = await tx.trainings.hold(training_id)
    if training.stage in PLANNING:
        undecided: dict[str, Any] = dict.fromkeys(("decided_at", "decided_by", "decided_from"))
        ended = replace(training, stage=TrainingStage.CANCELLED, reason=reason, **undecided)
        await tx.trainings.save(ended)
        tx.journal.add(who, "cancelled", training.subject, after={"reason": reason})


async def begin_project(desk: Desk, who: Actor, delegation_id: str) -> Training:
    """Begin the training that holds a project, or return the one that was begun before.

    After one that was called off or rejected another may begin. What the list says stands in its
    plan already. Raises DelegationTakenBack.
    """
    async with desk.store.transaction() as tx:
        delegation = await tx.delegations.hold(delegation_id)
        authorize(who, Permission.PROJECT_RUN, delegation)
        begun = await tx.trainings.some({delegation.training_id or ""})
        going_on = [one for one in begun.values() if one.stage not in CAME_TO_NOTHING]
        if going_on:
            return going_on[0]
        check_stands(delegation)
        project = await tx.projects.get(delegation.project_id)
        plan = plan_of(project)
        book = await tx.rulebooks.of(project.unit_id, project.year)
        training = Training(
            id=desk.ids.new(),
            unit_id=project.unit_id,
            department_id=delegation.department_id,
            entered_by=who.account_id,
            plan=plan,
            stage=TrainingStage.DRAFT,
            points=project.points or credit_of(plan, book),
            project_number=project.number,
            created_at=desk.clock.now(),
        )
        await tx.trainings.add(training)
        await tx.delegations.save(replace(delegation, training_id=training.id))
        tx.journal.add(who, "planned", training.subject, after={"name": plan.name})
    return training


async def _tell(
    desk: Desk, tx: Transaction, one: Delegation, project: Project, key: str, **more: object
) -> None:
    """Tell the administrators of the department."""
    role = Role.DEPARTMENT_ADMINISTRATOR
    accounts = await tx.accounts.holding(role, department_id=one.department_id)
    await tx.notices.add(
        [account.id for account in accounts],
        key,
        now=desk.clock.now(),
        subject=project.subject,
        details={"title": project.name, **more},
    )

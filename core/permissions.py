"""May they? One table of permissions, one function that answers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from core.domain.credits.credit import CREDIT_REVIEW, Credit, Stage
from core.domain.credits.taken_over import CreditImport
from core.domain.errors import NotAllowed, NotFound
from core.domain.projects.application import Application, ApplicationStage
from core.domain.projects.project import Project
from core.domain.register import Actor, Role, Staff
from core.domain.review import Case
from core.domain.trainings.training import TRAINING_REVIEW, Training, TrainingStage
from core.permission_names import Permission as Permission  # noqa: PLC0414 - named here, too
from core.records.area import Area


class Placed(Protocol):
    """Anything that has its place in the register: a person, a credit, a training (nobody's)."""

    @property
    def staff_id(self) -> str | None: ...
    @property
    def unit_id(self) -> str: ...
    @property
    def department_id(self) -> str: ...


def authorize(who: Actor, permission: Permission, record: Placed | None = None) -> None:
    """Refuse unless `who` may do this to the record.

    Raises NotFound where the record lies outside the person's sight, before anything else is
    said about it; NotAllowed where they may see it and no more.
    """
    if record is not None and not _reaches(who, permission, record):
        raise NotFound
    if not MAY[permission](who, record):
        raise NotAllowed(permission=permission.value)


def may(who: Actor, permission: Permission, record: Placed) -> bool:
    """Return whether `authorize` would agree: for showing a button, never instead of asking."""
    return _reaches(who, permission, record) and MAY[permission](who, record)


def _reaches(who: Actor, permission: Permission, record: Placed) -> bool:
    """To enter for somebody one need not see what else is known of them."""
    return sees(who, record) or (permission is Permission.CREDIT_ENTER and _enters_for(who, record))


def sees(who: Actor, record: Placed) -> bool:
    """Return whether the record lies in the person's scope (decisions: people, scope).

    Where its person is today decides; having entered it gives no lasting right to it.
    """
    if _is_own(who, record) or Role.SYSTEM in who.roles:
        return True
    if isinstance(record, Credit):
        if record.stage is Stage.DRAFT and record.entered_by != who.account_id:
            return False
        if decides_for_authority(who, record):
            return True
    if _has_entered(who, record) and _enters_for(who, record):
        return True
    if isinstance(record, Project):
        return who.unit_id == record.unit_id
    if _is_draft(record):
        return _is_of_department(who, record)
    return _is_in_area(who, record)


def decides_for_authority(who: Actor, credit: Credit) -> bool:
    """Return whether the person belongs to the authority before which a credit came."""
    return Role.AUTHORITY_REVIEWER in who.roles and _came_to_authority(credit)


def _is_draft(record: Placed) -> bool:
    """What a department is still preparing is nobody else's to see."""
    if isinstance(record, Training):
        return record.stage is TrainingStage.DRAFT
    return isinstance(record, Application) and record.stage is ApplicationStage.DRAFT


def _came_to_authority(credit: Credit) -> bool:
    return Stage.AUTHORITY_REVIEW in {credit.stage, credit.decided_from}


def _is_own(who: Actor, record: Placed) -> bool:
    return who.staff_id is not None and who.staff_id == record.staff_id


def _is_in_area(who: Actor, record: Placed) -> bool:
    return _is_over_unit(who, record) or _is_of_department(who, record)


def _is_over_unit(who: Actor, record: Placed) -> bool:
    return Role.UNIT_ADMINISTRATOR in who.roles and who.unit_id == record.unit_id


def _has_entered(who: Actor, record: Placed) -> bool:
    return isinstance(record, Credit | CreditImport) and record.entered_by == who.account_id


def _enters_for(who: Actor, record: Placed) -> bool:
    """Return whether the unit lets them enter credits for this person of their department."""
    is_about_people = isinstance(record, Staff | Credit | CreditImport)
    return is_about_people and is_granted(who) and who.department_id == record.department_id


def _is_of_department(who: Actor, record: Placed) -> bool:
    in_department = who.department_id == record.department_id
    return Role.DEPARTMENT_ADMINISTRATOR in who.roles and in_department


def area_of(who: Actor) -> Area:
    """Return whose records lists show to this person; the same scope as `sees`."""
    return Area(
        unit_id=who.unit_id if Role.UNIT_ADMINISTRATOR in who.roles else None,
        department_id=who.department_id if Role.DEPARTMENT_ADMINISTRATOR in who.roles else None,
        staff_id=who.staff_id,
        account_id=who.account_id,
        is_authority=Role.AUTHORITY_REVIEWER in who.roles,
    )


def area_to_enter(who: Actor) -> Area:
    """Return for whom lists let this person enter credits; the same scope as CREDIT_ENTER."""
    area = area_of(who)
    return replace(area, department_id=who.department_id) if is_granted(who) else area


def is_granted(who: Actor) -> bool:
    """Return whether the unit lets the person enter for others of their department (被授权)."""
    return Role.CREDIT_ENTERER in who.roles


def enters_for_others(who: Actor) -> bool:
    """Return whether the person enters credits for others, too."""
    return is_administrator(who) or is_granted(who)


def is_administrator(who: Actor) -> bool:
    """Return whether the person looks after others, in a department or a unit."""
    return bool({Role.DEPARTMENT_ADMINISTRATOR, Role.UNIT_ADMINISTRATOR} & who.roles)


def is_unit_administrator(who: Actor) -> bool:
    """Return whether the person looks after a whole unit."""
    return Role.UNIT_ADMINISTRATOR in who.roles


def review_stages(who: Actor) -> frozenset[Stage]:
    """Return the stages of credits that the person decides on."""
    return frozenset(map(Stage, CREDIT_REVIEW.stages_of(who.roles)))


def reviews_trainings(who: Actor) -> bool:
    """Return whether plans and closings of trainings come before the person."""
    return bool(TRAINING_REVIEW.stages_of(who.roles))


def plans_trainings(who: Actor) -> bool:
    """Return whether the person plans trainings of a department."""
    return Role.DEPARTMENT_ADMINISTRATOR in who.roles


def _decides(who: Actor, record: Placed | None) -> bool:
    """Nobody decides on what is about themselves, or on what is about nobody and they entered."""
    if not isinstance(record, Case):
        return False
    role = record.procedure.reviewers.get(record.stage)
    is_theirs = record.staff_id is None and record.entered_by == who.account_id
    return role in who.roles and not (is_theirs or _is_own(who, record))


def _records(who: Actor, record: Placed | None) -> bool:
    """One's own too: the authority has decided, and its letter shows it."""
    if not isinstance(record, Case) or not _is_over_unit(who, record):
        return False
    return record.procedure.recorders.get(record.stage) in who.roles


def _entered(who: Actor, record: Placed | None) -> bool:
    return isinstance(record, Credit) and record.entered_by == who.account_id


def _plans(who: Actor, record: Placed | None) -> bool:
    return isinstance(record, Training) and _is_of_department(who, record)


def _applies(who: Actor, record: Placed | None) -> bool:
    return isinstance(record, Application) and _is_of_department(who, record)


def _publishes(who: Actor, record: Placed | None) -> bool:
    """A unit keeps its list of projects, delegates them and says what came of applications."""
    if record is None:
        return is_unit_administrator(who)
    return _is_over_unit(who, record)


def _runs(who: Actor, record: Placed | None) -> bool:
    return isinstance(record, Training) and _is_in_area(who, record)


def _reverses(who: Actor, record: Placed | None) -> bool:
    return record is not None and _is_over_unit(who, record) and not _is_own(who, record)


def _corrects(who: Actor, record: Placed | None) -> bool:
    """Administrators correct what is their people's, never what is their own."""
    if record is None:
        return is_administrator(who)
    return _is_in_area(who, record) and not _is_own(who, record)


def _may_enter(who: Actor, record: Placed | None) -> bool:
    if record is None:
        return False
    return _is_own(who, record) or _is_in_area(who, record) or _enters_for(who, record)


NO_OFFICE = frozenset({Role.STAFF, Role.CREDIT_ENTERER, Role.SYSTEM})
_May = Callable[[Actor, Placed | None], bool]
MAY: dict[Permission, _May] = {
    Permission.ACCOUNT_OPEN: lambda who, record: record is not None and _is_in_area(who, record),
    Permission.ACCOUNT_USE: lambda who, _: Role.SYSTEM not in who.roles,
    Permission.ADMINISTRATOR_APPOINT: lambda who, _: is_administrator(who),
    Permission.ADMINISTRATOR_LET_IN: lambda who, _: Role.UNIT_ADMINISTRATOR in who.roles,
    Permission.ATTENDANCE_CHECK_IN: lambda who, _: Role.SYSTEM not in who.roles,
    Permission.ATTENDANCE_RUN: _runs,
    Permission.AUTHORITY_PLACE: lambda who, _: Role.UNIT_ADMINISTRATOR in who.roles,
    Permission.AWARD_REVERSE: _reverses,
    Permission.CASE_DECIDE: _decides,
    Permission.CASE_READ: lambda who, record: record is not None,
    Permission.CASE_RECORD: _records,
    Permission.CREDIT_CORRECT: _corrects,
    Permission.CREDIT_ENTER: _may_enter,
    Permission.CREDIT_ENTER_FOR_OTHERS: lambda who, _: enters_for_others(who),
    Permission.CREDIT_READ: lambda who, record: record is not None,
    Permission.CREDIT_REVISE: _entered,
    Permission.CREDIT_TAKE_OVER: lambda who, _: Role.UNIT_ADMINISTRATOR in who.roles,
    Permission.DEPARTMENT_CHANGE: lambda who, _: Role.UNIT_ADMINISTRATOR in who.roles,
    Permission.ENTERING_GRANT: lambda who, record: (
        record is not None and _is_over_unit(who, record)
    ),
    Permission.PROJECT_APPLY: _applies,
    Permission.PROJECT_LIST: lambda who, _: bool(who.roles - {Role.SYSTEM}),
    Permission.PROJECT_PUBLISH: _publishes,
    Permission.PROJECT_READ: lambda who, record: record is not None,
    Permission.PROJECT_RUN: lambda who, record: (
        record is not None and _is_of_department(who, record)
    ),
    Permission.QUEUE_READ: lambda who, _: bool(review_stages(who)),
    Permission.RECORD_CHANGE: lambda who, record: record is not None and _is_in_area(who, record),
    Permission.REVIEW_REASONS: lambda who, _: Role.UNIT_ADMINISTRATOR in who.roles,
    Permission.SECOND_FACTOR: lambda who, _: bool(who.roles - NO_OFFICE),
    Permission.SECOND_FACTOR_RESET: lambda who, _: bool(
        {Role.SYSTEM, Role.UNIT_ADMINISTRATOR} & who.roles
    ),
    Permission.STAFF_CHANGE: lambda who, record: record is not None and _is_in_area(who, record),
    Permission.STAFF_LIST: lambda who, _: is_administrator(who),
    Permission.STAFF_READ: lambda who, record: record is not None,
    Permission.STAFF_TAKE_OVER: lambda who, _: is_administrator(who),
    Permission.SYSTEM_RUN: lambda who, _: Role.SYSTEM in who.roles,
    Permission.TRAINING_LIST: lambda who, _: is_administrator(who),
    Permission.TRAINING_PLAN: _plans,
    Permission.TRAINING_READ: lambda who, record: record is not None,
    Permission.RULEBOOK_CHANGE: lambda who, _: Role.UNIT_ADMINISTRATOR in who.roles,
    Permission.TRAINING_SETTINGS: lambda who, _: Role.UNIT_ADMINISTRATOR in who.roles,
}

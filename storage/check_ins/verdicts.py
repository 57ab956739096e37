"""What both databases share: a door from its columns, and who may pass it."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from core.domain.attendance.check_in import (
    Admitted,
    CheckInPoint,
    CheckInRequest,
    CodeNotOurs,
    Registrant,
    admit,
)
from core.domain.attendance.schedules import Schedule
from core.domain.errors import Refusal, SignInNeeded
from core.domain.register import Account, Session
from core.domain.trainings.training import OPEN_FOR_ATTENDANCE, TrainingStage
from storage.instants import ms_of
from storage.queries.register.accounts import roles_of
from storage.queries.trainings.rows import policy_of

COMER = (
    "s.until, s.only_password, s.asks_code, a.id AS account_id, a.language, p.id AS staff_id, "
    "p.unit_id, "
    "EXISTS (SELECT 1 FROM expected e WHERE e.cycle_id = {cycle} "
    "AND (e.staff_id = p.id OR e.department_id = p.department_id)) "
    "OR EXISTS (SELECT 1 FROM course k WHERE k.cycle_id = {cycle} AND k.teacher_staff_id = p.id) "
    "AS is_named"
)
DOOR = (
    "c.point, c.id, c.training_id, t.name, c.place, c.starts_at, c.ends_at, c.policy, c.is_open, "
    "t.stage, t.unit_id FROM cycle c JOIN training t ON t.id = c.training_id"
)
VISITOR = (
    "s.token_hash, s.until, s.id AS session_id, s.created_at, s.seen_at, s.ip, s.device, "
    "s.only_password, s.asks_code, a.id, a.name, a.roles, a.unit_id, a.department_id, "
    "a.staff_id, a.office, "
    "a.language, a.password_hash FROM session s JOIN account a ON a.id = s.account_id"
)


A_MINUTE = timedelta(minutes=1)


def counted_already(
    requests: Iterable[CheckInRequest], answers: Iterable[Admitted | Exception]
) -> list[str]:
    """Return the trainings that may have been counted as over before these came, by whose clock."""
    return sorted(
        {
            one.point.training_id
            for request, one in zip(requests, answers, strict=True)
            if isinstance(one, Admitted)
            and request.received_at > one.point.schedule.ends_at - A_MINUTE
        }
    )


def moment_in(value: Any) -> datetime:
    """Return a moment as either database gives it: SQLite keeps text."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def point_of(row: Mapping[str, Any]) -> CheckInPoint:
    return CheckInPoint(
        cycle_id=row["id"],
        training_id=row["training_id"],
        name=row["name"],
        place=row["place"],
        unit_id=row["unit_id"],
        schedule=Schedule(
            moment_in(row["starts_at"]),
            moment_in(row["ends_at"]),
            policy_of(json.loads(row["policy"])),
        ),
        is_open=bool(row["is_open"]),
        is_taking=TrainingStage(row["stage"]) in OPEN_FOR_ATTENDANCE,
    )


def comer_of(row: Mapping[str, Any], request: CheckInRequest) -> Registrant | None:
    """Return who comes; nobody where a session has run out or has something to do first."""
    if request.token_hash and (
        row["only_password"] or row["asks_code"] or moment_in(row["until"]) <= request.received_at
    ):
        return None
    return Registrant(
        account_id=row["account_id"] or request.account_id,
        staff_id=row["staff_id"],
        unit_id=row["unit_id"],
        is_named=bool(row["is_named"]),
        language=row["language"],
    )


def visitor(row: Mapping[str, Any]) -> tuple[Account, Session]:
    session = Session(
        id=row["session_id"],
        account_id=row["id"],
        created_at=moment_in(row["created_at"]),
        seen_at=moment_in(row["seen_at"]),
        ip=row["ip"],
        device=row["device"],
        only_password=bool(row["only_password"]),
        asks_code=bool(row["asks_code"]),
    )
    account = Account(
        id=row["id"],
        name=row["name"],
        roles=roles_of(row["roles"]),
        unit_id=row["unit_id"],
        department_id=row["department_id"],
        staff_id=row["staff_id"],
        office=row["office"],
        language=row["language"],
        password_hash=row["password_hash"],
    )
    return account, session


def refusal_of(
    request: CheckInRequest, point: CheckInPoint | None, registrant: Registrant | None
) -> Refusal | None:
    """Return why somebody is not let in, None if they are."""
    if point is None:
        return CodeNotOurs()
    if registrant is None:
        return SignInNeeded()
    try:
        admit(point, request, registrant)
    except Refusal as refusal:
        return refusal
    return None


def scan_values(
    request: CheckInRequest, point: CheckInPoint, registrant: Registrant
) -> tuple[Any, ...]:
    """Return the columns of a scan in the order of SCAN."""
    device_ms = None if request.device_at is None else ms_of(request.device_at)
    return (
        point.cycle_id,
        registrant.staff_id,
        request.stamp.phase.value,
        ms_of(request.stamp.at),
        ms_of(request.received_at),
        ms_of(request.judged_at),
        request.way.value,
        request.key,
        request.device,
        request.ip,
        device_ms,
        request.kept,
        registrant.account_id,
        "",
    )


SCAN = (
    "cycle_id, staff_id, phase, at_ms, received_ms, judged_ms, way, entry_key, device, ip, "
    "device_ms, kept, by_account, reason"
)

"""What both databases share: a door from its columns, and who may pass it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.domain.attendance import Arrival, CodeNotOurs, Comer, Door, admit
from core.domain.errors import Refusal, SignInNeeded
from core.domain.people import Account, Session
from core.domain.schedules import Schedule
from core.domain.trainings import OPEN_FOR_ATTENDANCE, TrainingStage
from storage.instants import ms_of
from storage.queries.accounts import roles_of
from storage.queries.training_rows import policy_of

COMER = (
    "s.until, s.only_password, a.id AS account_id, a.language, p.id AS staff_id, p.unit_id, "
    "EXISTS (SELECT 1 FROM expected e WHERE e.cycle_id = {cycle} "
    "AND (e.staff_id = p.id OR e.department_id = p.department_id)) "
    "OR EXISTS (SELECT 1 FROM course k WHERE k.cycle_id = {cycle} AND k.teacher_staff_id = p.id) "
    "AS is_named"
)
DOOR = (
    "c.door, c.id, c.training_id, t.name, c.place, c.starts_at, c.ends_at, c.policy, c.is_open, "
    "t.stage, t.unit_id FROM cycle c JOIN training t ON t.id = c.training_id"
)
VISITOR = (
    "s.token_hash, s.until, s.id AS session_id, s.created_at, s.seen_at, s.ip, s.device, "
    "s.only_password, a.id, a.name, a.roles, a.unit_id, a.department_id, a.staff_id, a.office, "
    "a.language, a.password_hash FROM session s JOIN account a ON a.id = s.account_id"
)


def moment_in(value: Any) -> datetime:
    """Return a moment as either database gives it: SQLite keeps text."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def door_of(row: Mapping[str, Any]) -> Door:
    return Door(
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


def comer_of(row: Mapping[str, Any], arrival: Arrival) -> Comer | None:
    """Return who comes; nobody where a session has run out or has still to set its password."""
    if arrival.token_hash and (
        row["only_password"] or moment_in(row["until"]) <= arrival.received_at
    ):
        return None
    return Comer(
        account_id=row["account_id"] or arrival.account_id,
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


def refusal_of(arrival: Arrival, door: Door | None, comer: Comer | None) -> Refusal | None:
    """Return why somebody is not let in, None if they are."""
    if door is None:
        return CodeNotOurs()
    if comer is None:
        return SignInNeeded()
    try:
        admit(door, arrival, comer)
    except Refusal as refusal:
        return refusal
    return None


def scan_values(arrival: Arrival, door: Door, comer: Comer) -> tuple[Any, ...]:
    """Return the columns of a scan in the order of SCAN."""
    device_ms = None if arrival.device_at is None else ms_of(arrival.device_at)
    return (
        door.cycle_id,
        comer.staff_id,
        arrival.stamp.phase.value,
        ms_of(arrival.stamp.at),
        ms_of(arrival.received_at),
        ms_of(arrival.judged_at),
        arrival.way.value,
        arrival.key,
        arrival.device,
        arrival.ip,
        device_ms,
        arrival.kept,
        comer.account_id,
        "",
    )


SCAN = (
    "cycle_id, staff_id, phase, at_ms, received_ms, judged_ms, way, entry_key, device, ip, "
    "device_ms, kept, by_account, reason"
)

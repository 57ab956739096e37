"""What both databases share: a door from its columns, and who may pass it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.domain.attendance import (
    Admitted,
    Arrival,
    CodeNotOurs,
    Door,
    NoOwnAttendance,
    Schedule,
    admit,
)
from core.domain.errors import Refusal
from core.domain.people import Account, Session
from core.domain.trainings import OPEN_FOR_ATTENDANCE, TrainingStage
from storage.instants import moment_of, ms_of
from storage.queries.accounts import roles_of
from storage.queries.training_rows import policy_of

DOOR = (
    "c.door, c.id, c.training_id, t.name, c.place, c.starts_at, c.ends_at, c.policy, c.is_open, "
    "t.stage, t.unit_id FROM cycle c JOIN training t ON t.id = c.training_id"
)
VISITOR = (
    "s.token_hash, s.until, s.id AS session_id, s.created_at, s.seen_at, s.ip, s.device, "
    "s.only_password, a.id, a.name, a.roles, a.unit_id, a.department_id, a.staff_id, a.office, "
    "a.language, a.password_hash FROM session s JOIN account a ON a.id = s.account_id"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A door with what decides who may pass."""

    door: Door
    is_open: bool
    unit_id: str


@dataclass(frozen=True, slots=True)
class Comer:
    """What the register says of somebody at a door: their unit, and whether they are named."""

    unit_id: str
    is_named: bool


def moment_in(value: Any) -> datetime:
    """Return a moment as either database gives it: SQLite keeps text."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def opened(row: Mapping[str, Any]) -> Opened:
    policy = policy_of(json.loads(row["policy"]))
    schedule = Schedule(moment_in(row["starts_at"]), moment_in(row["ends_at"]), policy)
    door = Door(
        cycle_id=row["id"],
        training_id=row["training_id"],
        name=row["name"],
        place=row["place"],
        schedule=schedule,
        is_taking=TrainingStage(row["stage"]) in OPEN_FOR_ATTENDANCE,
    )
    return Opened(door, bool(row["is_open"]), row["unit_id"])


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


def refusal_of(arrival: Arrival, at: Opened | None, comer: Comer | None) -> Refusal | None:
    """Return why somebody is not let in, None if they are."""
    if at is None:
        return CodeNotOurs()
    if comer is None:
        return NoOwnAttendance()
    of_unit = comer.unit_id == at.unit_id
    expected = comer.is_named or (at.is_open and of_unit)
    try:
        admit(at.door, arrival, is_expected=expected, is_of_unit=of_unit)
    except Refusal as refusal:
        return refusal
    return None


def admitted(at: Opened, at_ms: int, *, is_first: bool) -> Admitted:
    return Admitted(at.door, moment_of(at_ms), is_first)


def scan_values(arrival: Arrival, cycle_id: str) -> tuple[Any, ...]:
    """Return the columns of a scan in the order of SCAN."""
    device_ms = None if arrival.device_at is None else ms_of(arrival.device_at)
    return (
        cycle_id,
        arrival.staff_id,
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
        arrival.account_id,
        "",
    )


SCAN = (
    "cycle_id, staff_id, phase, at_ms, received_ms, judged_ms, way, entry_key, device, ip, "
    "device_ms, kept, by_account, reason"
)

"""Whom an organiser should look at twice: hints from the scans, never refusals."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_address, ip_network

from core.domain.attendance.check_in import GRACE, ScanMethod
from core.domain.attendance.presence import Scan
from core.domain.attendance.schedules import Phase

CLOCK_TOLERANCE = timedelta(minutes=5)


class Signal(StrEnum):
    """Why an organiser should look twice at somebody. Hints, never refusals."""

    SHARED_DEVICE = "shared-device"
    SLOW_SCAN = "slow-scan"
    PHONE_CLOCK = "phone-clock"
    LATE_SYNC = "late-sync"
    TWO_PLACES = "two-places"
    OUTSIDE_NETWORK = "outside-network"
    OVER_CAPACITY = "over-capacity"
    WALK_IN = "walk-in"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What signals are judged against, beside the scans themselves.

    `elsewhere` are those who signed in at another training held at the same time.
    """

    step_seconds: int
    capacity: int | None = None
    networks: Sequence[str] = ()
    elsewhere: Collection[str] = ()
    expected: Collection[str] | None = None


def signals(scans: Sequence[Scan], around: Surroundings) -> dict[str, frozenset[Signal]]:
    """Return the signals of a cycle's scans by person. The address is none: a hospital has one."""
    found: dict[str, set[Signal]] = defaultdict(set)
    for staff_id in _sharing_a_device(scans):
        found[staff_id].add(Signal.SHARED_DEVICE)
    for staff_id in _over_capacity(scans, around.capacity):
        found[staff_id].add(Signal.OVER_CAPACITY)
    for scan in scans:
        found[scan.staff_id] |= _signals_of(scan, around)
    return {staff_id: frozenset(theirs) for staff_id, theirs in found.items() if theirs}


def _sharing_a_device(scans: Sequence[Scan]) -> set[str]:
    people: dict[str, set[str]] = defaultdict(set)
    for scan in scans:
        if scan.device and scan.way is not ScanMethod.HAND:
            people[scan.device].add(scan.staff_id)
    return {staff_id for sharing in people.values() if len(sharing) > 1 for staff_id in sharing}


def _over_capacity(scans: Sequence[Scan], capacity: int | None) -> list[str]:
    if capacity is None:
        return []
    ins = [scan for scan in scans if scan.phase is Phase.SIGN_IN]
    arrived = list(dict.fromkeys(scan.staff_id for scan in sorted(ins, key=lambda s: s.number)))
    return arrived[capacity:]


def _signals_of(scan: Scan, around: Surroundings) -> set[Signal]:
    if scan.way is ScanMethod.HAND:
        return set()
    slow = scan.judged_at - scan.at > timedelta(seconds=around.step_seconds) + GRACE
    told = {
        Signal.LATE_SYNC: scan.kept,
        Signal.SLOW_SCAN: slow and not scan.kept,
        Signal.PHONE_CLOCK: _is_clock_off(scan),
        Signal.TWO_PLACES: scan.staff_id in around.elsewhere,
        Signal.OUTSIDE_NETWORK: _is_outside(scan, around.networks),
        Signal.WALK_IN: around.expected is not None and scan.staff_id not in around.expected,
    }
    return {signal for signal, is_so in told.items() if is_so}


def _is_outside(scan: Scan, networks: Sequence[str]) -> bool:
    """A scan that waited, or came through a chat, says nothing about where it was made."""
    return not scan.kept and scan.way is not ScanMethod.CHAT and is_outside(scan.ip, networks)


def _is_clock_off(scan: Scan) -> bool:
    if scan.device_at is None:
        return False
    moment = scan.at if scan.kept else scan.judged_at
    return abs(scan.device_at - moment) > CLOCK_TOLERANCE


def is_outside(ip: str, networks: Sequence[str]) -> bool:
    """Return whether an address lies in none of the networks; without networks none does."""
    if not networks:
        return False
    try:
        address = ip_address(ip)
    except ValueError:
        return True
    return not any(address in ip_network(network) for network in networks)

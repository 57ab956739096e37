"""Admitting a batch of people: what is asked of the database, one thing after the other.

A generator yields each question with its rows and is sent the answer, so that both databases take
the same way: one awaits its answers, the other has them in its connection's thread.
"""

from collections.abc import Generator, Mapping, Sequence
from enum import Enum, auto
from operator import attrgetter
from typing import Any

from core.domain.attendance.check_in import Admitted, CheckInPoint, CheckInRequest, Registrant
from storage.check_ins.verdicts import (
    comer_of,
    counted_already,
    point_of,
    refusal_of,
    scan_values,
)
from storage.instants import moment_of, ms_of

Place = tuple[str, str, str]
Rows = Sequence[Sequence[Any]]
Answer = Sequence[Mapping[str, Any]]


class Ask(Enum):
    """What is asked of the database, and the columns of the rows that go with it."""

    DOORS = auto()
    """The number of a door."""
    COMERS = auto()
    """The number of a request, its cycle, who comes or None, the hash of their token or None."""
    ARRIVE = auto()
    """Cycle, person, phase, milliseconds: written. The answer tells of those who are new."""
    KEEP = auto()
    """The columns of SCAN: written where they are not there yet."""
    KNOWN = auto()
    """Person and key of an entry. The answer tells of those that were recorded."""
    ARRIVED = auto()
    """Cycle, person, phase. The answer tells when."""
    UNCOUNTED = auto()
    """A training: marked."""


Question = tuple[Ask, Rows]


def admitting(
    requests: Sequence[CheckInRequest],
) -> Generator[Question, Answer, list[Admitted | Exception]]:
    """Return an answer to each request, in their order; an exception is that one's refusal."""
    doors = yield from _asked(Ask.DOORS, [(it,) for it in {one.stamp.point for one in requests}])
    points = {row["point"]: point_of(row) for row in doors}
    registrants = yield from _registrants(requests, points)
    asked = [
        _Asked(one, points.get(one.stamp.point), registrants.get(n))
        for n, one in enumerate(requests)
    ]
    admissible = [one for one in asked if one.refusal is None]
    # always in one order, so that no two batches block each other
    arriving = sorted((*one.place, ms_of(one.request.stamp.at)) for one in admissible)
    fresh = {_place(row) for row in (yield from _asked(Ask.ARRIVE, arriving))}
    keeping = [one.columns for one in sorted(admissible, key=attrgetter("key"))]
    yield from _asked(Ask.KEEP, keeping)
    refused = [one.key for one in asked if one.refusal and one.is_somebody]
    recorded = yield from _asked(Ask.KNOWN, refused)
    known = {(row["staff_id"], row["entry_key"]) for row in recorded}
    earlier = [one.place for one in asked if one.is_somebody and one.place not in fresh]
    times = {_place(row): row["at_ms"] for row in (yield from _asked(Ask.ARRIVED, earlier))}
    times |= {(cycle, who, phase): at_ms for cycle, who, phase, at_ms in reversed(arriving)
              if (cycle, who, phase) in fresh}  # fmt: skip
    answers: list[Admitted | Exception] = []
    for one in asked:
        if one.refusal and not (one.is_somebody and one.key in known):
            answers.append(one.refusal)
            continue
        is_first = one.refusal is None and one.place in fresh
        fresh.discard(one.place)
        answers.append(one.admitted(times, is_first=is_first))
    yield from _asked(Ask.UNCOUNTED, [(one,) for one in counted_already(requests, answers)])
    return answers


class _Asked:
    """One of a batch: the request, the door it came to, who it is, and why not if not."""

    def __init__(
        self, request: CheckInRequest, point: CheckInPoint | None, registrant: Registrant | None
    ) -> None:
        self.request, self.point, self.registrant = request, point, registrant
        self.refusal = refusal_of(request, point, registrant)
        self.is_somebody = bool(point and registrant and registrant.staff_id)

    @property
    def place(self) -> Place:
        assert self.point
        assert self.registrant
        return self.point.cycle_id, self.registrant.staff_id or "", self.request.stamp.phase.value

    @property
    def key(self) -> tuple[str, str]:
        return self.place[1], self.request.key

    @property
    def columns(self) -> Sequence[Any]:
        assert self.point
        assert self.registrant
        return scan_values(self.request, self.point, self.registrant)

    def admitted(self, times: Mapping[Place, int], *, is_first: bool) -> Admitted:
        assert self.point
        assert self.registrant
        at_ms = times.get(self.place, ms_of(self.request.stamp.at))
        return Admitted(self.point, moment_of(at_ms), is_first, self.registrant.language)


def _asked(ask: Ask, rows: Rows) -> Generator[Question, Answer, Answer]:
    """Return the answer to a question; without rows it is not asked."""
    return (yield ask, rows) if rows else ()


def _registrants(
    requests: Sequence[CheckInRequest], points: Mapping[int, CheckInPoint]
) -> Generator[Question, Answer, dict[int, Registrant | None]]:
    coming = [
        (n, point.cycle_id, one.staff_id, one.token_hash or None)
        for n, one in enumerate(requests)
        if (point := points.get(one.stamp.point))
    ]
    comers = yield from _asked(Ask.COMERS, coming)
    return {
        row["n"]: comer_of(row, requests[row["n"]])
        for row in comers
        if row["account_id"] is not None or row["staff_id"] is not None
    }


def _place(row: Mapping[str, Any]) -> Place:
    return row["cycle_id"], row["staff_id"], row["phase"]

"""Trainings, their cycles and files."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from core.domain.lists import Slice, Window
from core.domain.register import Staff
from core.domain.trainings.statistics import AtStage
from core.domain.trainings.training import (
    Choice,
    Cycle,
    Progress,
    Training,
    TrainingFile,
    TrainingSettings,
    TrainingStage,
)
from core.records.area import Area


class TrainingOrder(StrEnum):
    """Which trainings a list begins with."""

    LATEST_ENTERED = "latest-entered"
    LATEST_HELD = "latest-held"
    LONGEST_WAITING = "longest-waiting"


@dataclass(frozen=True, slots=True)
class TrainingFilter:
    """The filters of manual 4.1. Empty values do not filter; `now` is needed beside a progress."""

    now: datetime | None = None
    progress: Progress = Progress.ALL
    stages: Collection[TrainingStage] = ()
    year: int | None = None
    rule: str = ""
    mode: str = ""
    discipline: str = ""
    name: str = ""
    starts_from: date | None = None
    starts_to: date | None = None
    has_report: bool | None = None
    department_id: str = ""
    month: int | None = None
    not_entered_by: str | None = None
    order: TrainingOrder = TrainingOrder.LATEST_ENTERED


class Trainings(Protocol):
    async def get(self, training_id: str) -> Training: ...
    async def some(self, training_ids: Collection[str]) -> dict[str, Training]:
        """Return those of these trainings that there still are."""

    async def hold(self, training_id: str) -> Training:
        """Read a training that nobody else may hold or change until the transaction ends."""

    async def add(self, training: Training) -> None: ...
    async def save(self, training: Training) -> Training:
        """Write the training; return it with its new version. Raises TrainingChanged."""

    async def remove(self, training: Training) -> None: ...
    async def unfinished(self, department_id: str) -> list[Training]:
        """Return the trainings of a department that are not over, drafts among them."""

    async def page(self, area: Area, wanted: TrainingFilter, window: Window) -> Slice[Training]:
        """Return a page of the list. Drafts show in their department only."""

    async def search(self, area: Area, text: str, *, limit: int) -> list[Training]:
        """Return the latest few trainings that have every word, or a number that begins so."""

    async def counts(self, area: Area, wanted: Sequence[TrainingFilter]) -> list[int | None]:
        """Return how many trainings pass each filter, MOST_COUNTED + 1 at most.

        None where a name would have to be looked for among more than MOST_COUNTED_AMONG.
        """

    async def stages(self, area: Area, wanted: TrainingFilter) -> dict[TrainingStage, AtStage]:
        """Return how many trainings stand where; a unit counts what was returned, too."""

    async def choices(self, training_id: str) -> list[Choice]: ...
    async def choose(self, training_id: str, choice: Choice) -> None: ...
    async def forget_choice(self, training_id: str, choice: Choice) -> None: ...
    async def files(self, training_id: str) -> list[TrainingFile]: ...
    async def file(self, file_id: str) -> TrainingFile: ...
    async def add_file(self, file: TrainingFile) -> None: ...
    async def remove_file(self, file_id: str) -> None: ...
    async def settings(self, unit_id: str) -> TrainingSettings: ...
    async def set_settings(self, unit_id: str, settings: TrainingSettings) -> None: ...


class Cycles(Protocol):
    """The cycles of trainings, whole: with their courses and who is expected."""

    async def get(self, cycle_id: str) -> Cycle: ...
    async def at_point(self, point: int) -> Cycle:
        """Return the cycle whose codes bear this number."""

    async def of(self, training_id: str) -> list[Cycle]: ...
    async def of_many(self, training_ids: Collection[str]) -> dict[str, list[Cycle]]: ...
    async def add(self, cycle: Cycle) -> Cycle:
        """Keep a new cycle; return it with its point's number."""

    async def save(self, cycle: Cycle) -> None: ...
    async def remove(self, cycle_id: str) -> None: ...
    async def renew_board(self, cycle_id: str) -> None: ...
    async def coming(
        self, staff: Staff, ends_after: datetime, starts_before: datetime
    ) -> list[tuple[Training, Cycle]]:
        """Return the cycles of approved trainings at which the person is expected or teaches.

        With who is excused, but neither their courses nor who else is expected.
        """

    async def calendar(
        self, staff: Staff, ends_after: datetime, starts_before: datetime
    ) -> list[tuple[Training, Cycle]]:
        """Return as `coming` does, of trainings that take place, took place or are called off."""

    async def been_at(
        self, staff_id: str, since: datetime, until: datetime, *, limit: int
    ) -> list[tuple[Training, Cycle]]:
        """Return the cycles that ended between two moments and saw the person, the latest first.

        Of their parts as `coming` does.
        """

    async def open_to(
        self, people: Collection[Staff], starts_after: datetime, starts_before: datetime
    ) -> dict[str, list[tuple[Training, Cycle]]]:
        """Return what people may still go to, by person, the earliest first."""

    async def open_between(self, first: datetime, last: datetime) -> list[Cycle]:
        """Return the cycles of approved trainings that are held between two moments."""

    async def to_remind(
        self, starts_before: datetime, now: datetime, *, is_hour: bool
    ) -> list[tuple[Training, Cycle]]:
        """Return approved cycles about to begin of which nobody was reminded so far ahead."""

    async def set_invited(self, cycle_id: str, now: datetime) -> bool:
        """Note that people were invited; False where they had been before."""

    async def set_reminded(self, cycle_id: str, *, is_hour: bool) -> None: ...
    async def expect_instead(self, department_id: str, into_id: str, now: datetime) -> None:
        """Let cycles that are not over expect another department in the place of one."""

    async def expected(self, cycle: Cycle, unit_id: str = "") -> list[Staff]:
        """Return everybody expected by department or by name, and the speakers.

        With a unit, an open cycle expects everybody of it.
        """

    async def expected_at(
        self, cycles: Collection[Cycle], year: int | None = None, *, in_order: bool = True
    ) -> dict[str, list[str]]:
        """Return the ids of those expected at each of many cycles, as `expected` does.

        With a year, departments are those of that year's records. Who only counts them needs no
        order.
        """

"""Credits and their evidence, as use cases read and write them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from core.domain.credits.compliance import Outcome, PersonYear, Total, YearResult
from core.domain.credits.counting import Entry
from core.domain.credits.credit import Credit, Evidence, Origin, Stage
from core.domain.credits.sums import Sum
from core.domain.lists import Slice, Window
from core.domain.register import PostType
from core.domain.trainings.statistics import Awarded
from core.domain.trainings.training import Training
from core.records.area import Area


class CreditOrder(StrEnum):
    """Which credits a list begins with."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LONGEST_WAITING = "longest-waiting"


@dataclass(frozen=True, slots=True)
class CreditFilter:
    """The filters of manual 5.1 to 5.3. Empty values do not filter.

    `activity` is a part of what it is called, or the whole number of its project;
    `project_part` is a part of that number, `project_number` all of it.
    With `upcoming`, a day, what is in effect by then is left out; with `in_effect` all else.
    """

    stages: Collection[Stage] = ()
    origins: Collection[Origin] = ()
    year: int | None = None
    staff_id: str | None = None
    name: str = ""
    staff_number: str = ""
    rule: str = ""
    subtype: str = ""
    activity: str = ""
    project_number: str = ""
    project_part: str = ""
    training_id: str | None = None
    upcoming: date | None = None
    in_effect: date | None = None
    held_from: date | None = None
    held_to: date | None = None
    entered_by: str | None = None
    decided_by: str | None = None
    not_of: str | None = None
    order: CreditOrder = CreditOrder.NEWEST


class AwardingTraining(NamedTuple):
    """A training that has given credits: what it is called, how many, its last day."""

    id: str
    name: str
    credits: int
    last_day: date | None


class Credits(Protocol):
    async def get(self, credit_id: str) -> Credit: ...
    async def hold(self, credit_id: str) -> Credit:
        """Read a credit that nobody else may hold or change until the transaction ends."""

    async def by_key(self, account_id: str, key: str) -> Credit | None: ...
    async def add(self, credit: Credit, key: str | None = None) -> None: ...
    async def save(self, credit: Credit) -> Credit:
        """Write the credit and return it with its new version.

        Raises CreditChanged when somebody has written it since it was read.
        """

    async def remove(self, credit: Credit) -> None: ...
    async def find(self, area: Area, wanted: CreditFilter) -> list[Credit]:
        """Return all of them: for filters that leave a handful."""

    async def under_review(self, staff_ids: Collection[str]) -> list[Credit]:
        """Return what of these people waits for a decision, the newest first."""

    async def page(self, area: Area, wanted: CreditFilter, window: Window) -> Slice[Credit]: ...
    async def trainings(
        self, area: Area, wanted: CreditFilter, limit: int
    ) -> list[AwardingTraining]:
        """Return which trainings have given the latest of these credits, the last held first.

        They are looked for among a hundred credits for each; all that pass are counted.
        """

    async def counts(self, area: Area, wanted: Sequence[CreditFilter]) -> list[int | None]:
        """Return how many credits pass each filter, MOST_COUNTED + 1 at most.

        None where more than MOST_COUNTED_AMONG would have to be looked at.
        """

    async def of_year(self, staff_id: str, year: int) -> list[Credit]:
        """Return all of a person's credits of a year, the newest first, drafts among them."""

    async def entries(self, years: Collection[PersonYear]) -> dict[PersonYear, list[Entry]]:
        """Return the credits of many person-years as the engine takes them, in one statement."""

    async def sums(
        self, staff_ids: Collection[str], as_of: date
    ) -> dict[PersonYear, tuple[Sum, ...] | None]:
        """Return what the credits of these people come to, in every year that has some.

        None where they have to be looked at one by one.
        """

    async def years(self, staff_id: str) -> list[int]: ...
    async def due(self, today: date, limit: int) -> list[Credit]:
        """Return some of the approved credits whose day has come and that do not count yet."""

    async def due_in(self, years: Collection[PersonYear], today: date) -> list[Credit]:
        """Return those of these person-years."""

    async def set_counted(self, credit_ids: Collection[str]) -> None: ...
    async def same_projects(self, credits: Sequence[Credit]) -> dict[str, list[Credit]]:
        """Return, by credit, the person's other submitted ones that name the same project."""

    async def some(self, credit_ids: Collection[str]) -> list[Credit]: ...
    async def of_training(self, training_id: str) -> list[Credit]: ...
    async def awarded(self, training_ids: Collection[str]) -> dict[str, Awarded]:
        """Return what trainings have given and not taken back."""

    async def add_many(self, credits: Sequence[Credit]) -> None: ...
    async def settle_awards(
        self, training: Training, before: Stage, after: Stage, who: str | None, at: datetime | None
    ) -> None:
        """Put all of a training's credits of one stage into another, as its closing was decided."""

    async def reverse(self, credit: Credit, on: date) -> Credit:
        """Let a credit in effect count no more from this day on. Raises CreditChanged."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A submitted file with its credit, and the ids of the files that it looks like."""

    file: Evidence
    credit: Credit
    looks_like: frozenset[str]

    def is_same(self, other: Evidence) -> bool:
        return self.file.sha256 == other.sha256

    def has_paper_of(self, other: Evidence) -> bool:
        """Return whether both show the same certificate, as far as that was read."""
        return self.file.read.paper is not None and self.file.read.paper == other.read.paper

    def is_alike(self, other: Evidence) -> bool:
        return other.id in self.looks_like

    def has_part_in(self, files: Sequence[Evidence]) -> bool:
        """Return whether it has anything in common with one of these files."""
        ways = (self.is_same, self.has_paper_of, self.is_alike)
        return any(way(file) for way in ways for file in files)


class EvidenceRecords(Protocol):
    async def get(self, evidence_id: str) -> Evidence: ...
    async def of(self, credit_id: str) -> list[Evidence]: ...
    async def of_many(self, credit_ids: Collection[str]) -> dict[str, list[Evidence]]:
        """Return the files of several credits by the credit's id; an empty list for none."""

    async def by_key(self, credit_id: str, key: str) -> Evidence | None: ...
    async def add(self, evidence: Evidence, key: str) -> None: ...
    async def set_kind(self, evidence_id: str, kind: str | None) -> None: ...
    async def remove(self, evidence_id: str) -> None: ...
    async def elsewhere(self, credit_ids: Collection[str]) -> list[Elsewhere]:
        """Return the submitted files that are, look like or show the paper of these credits'.

        Anybody's, the earliest first; drafts claim nothing. Their own are among them once they are
        submitted. A page that asks for this has read the credits' files along with it.
        """

    async def to_compare(self) -> Evidence | None:
        """Return the earliest file of which it is not known yet what it looks like."""

    async def others_of(self, evidence: Evidence, limit: int) -> list[Evidence]:
        """Return the latest pictures of the same person's other credits, drafts included."""

    async def note_likeness(self, evidence_id: str, others: Collection[str]) -> None:
        """Note which others a file looks like, of those that are still there."""


@dataclass(frozen=True, slots=True)
class StoredResult:
    """The stored answer of the engine for one person-year; amounts in hundredths.

    Title, level, status, 在编, unit and department are those of the year; without a record the
    place is where the person works now and the rest is None. `hoped` is the outcome once all that
    waits is approved.

    One that `is_dirty` is being counted again and must not be shown as the truth.
    """

    staff_id: str
    year: int
    outcome: Outcome
    hoped: Outcome
    points: int
    counting_points: int
    hours: int
    counting_hours: int
    shortfalls: Sequence[tuple[str, int, int]] = ()
    by_class: Mapping[int, Total] = field(default_factory=dict)
    by_subject: Mapping[str, Total] = field(default_factory=dict)
    by_subtype: Mapping[str, Total] = field(default_factory=dict)
    title: str | None = None
    level: str | None = None
    status: str | None = None
    post_type: PostType | None = None
    unit_id: str | None = None
    department_id: str | None = None
    is_dirty: bool = False


class Results(Protocol):
    async def hold(self, years: Sequence[PersonYear]) -> None:
        """Take person-years in this order until the transaction ends, and mark them dirty.

        The rules that they are counted by do not change meanwhile either.
        """

    async def mark_unit(self, unit_id: str, from_year: int) -> None:
        """Mark dirty all that is counted by a unit's rules of a year or a later one."""

    async def dirty_of(self, unit_id: str) -> int:
        """Return how many years that count by a unit's rules have still to be counted again."""

    async def people_of(self, unit_id: str, from_year: int) -> list[str]:
        """Return whose years may count by a unit's rules of a year or a later one, by id."""

    async def dirty(self, limit: int) -> list[PersonYear]:
        """Return person-years that have still to be counted again."""

    async def missing(self, year: int, limit: int, *, everybody: bool) -> list[PersonYear]:
        """Return this year of people for whom it has not begun yet.

        They are those whom a record of the year or an earlier one tells of, or `everybody` of the
        register; none who had left before the year began.
        """

    async def begin(self, years: Collection[PersonYear]) -> None:
        """Let years begin, dirty, where these people work now; one that has begun stays."""

    async def years_of(self, staff_ids: Collection[str]) -> list[PersonYear]:
        """Return the person-years that are stored of these people."""

    async def differing(
        self, alike: Collection[tuple[YearResult, Collection[PersonYear]]]
    ) -> list[PersonYear]:
        """Return of which years something else is stored than their result, or nothing yet.

        Years that are alike come together, with the result of one of them.
        """

    async def save(self, results: Mapping[PersonYear, YearResult]) -> None:
        """Put the answers in the place of those before, all at once."""

    async def of(self, staff_ids: Collection[str], year: int) -> list[StoredResult]: ...
    async def years(self, staff_ids: Collection[str]) -> dict[str, set[int]]:
        """Return which years of these people are counted."""

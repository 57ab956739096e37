"""What a transaction can read and write: one protocol a subject, plain core values only.

Reading one thing that is not there raises NotFound. Storage implements these; nobody else does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from core.domain.compliance import Entry, Outcome, YearResult
from core.domain.credits import Credit, Evidence, Origin, Stage
from core.domain.limits import Failures
from core.domain.people import (
    Account,
    Actor,
    Department,
    Role,
    Session,
    Staff,
    Unit,
    YearRecord,
)
from core.domain.presence import Scan, Stay
from core.domain.schedules import Phase
from core.domain.training_statistics import Awarded
from core.domain.trainings import (
    Choice,
    Cycle,
    Progress,
    Training,
    TrainingFile,
    TrainingSettings,
    TrainingStage,
)


@dataclass(frozen=True, slots=True)
class Area:
    """Whose records a list may show: the union of the unit, department and person named here.

    Drafts of others show only to who entered them (`account_id`) and still looks after the person;
    `is_authority` adds the credits that are or were before the authority.
    """

    unit_id: str | None = None
    department_id: str | None = None
    staff_id: str | None = None
    account_id: str | None = None
    is_authority: bool = False


@dataclass(frozen=True, slots=True)
class CreditFilter:
    """The filters of manual 5.2 and 5.3. Empty values do not filter."""

    stages: Collection[Stage] = ()
    origins: Collection[Origin] = ()
    year: int | None = None
    staff_id: str | None = None
    name: str = ""
    staff_number: str = ""
    rule: str = ""
    held_from: date | None = None
    held_to: date | None = None
    entered_by: str | None = None
    decided_by: str | None = None
    not_of: str | None = None
    oldest_first: bool = False
    limit: int = 20
    offset: int = 0


class People(Protocol):
    async def get(self, staff_id: str) -> Staff: ...
    async def search(
        self, area: Area, text: str = "", *, department_id: str = "", limit: int = 200
    ) -> list[Staff]: ...
    async def some(self, staff_ids: Collection[str]) -> list[Staff]: ...
    async def records(self, staff_id: str) -> list[YearRecord]: ...
    async def unit(self, unit_id: str) -> Unit: ...
    async def unit_with(self, code: str) -> Unit | None: ...
    async def department(self, department_id: str) -> Department: ...
    async def departments(self, unit_id: str) -> list[Department]: ...
    async def document(self, staff_id: str) -> str: ...
    async def mobile(self, staff_id: str) -> str: ...
    async def add_unit(self, unit: Unit) -> None: ...
    async def add_department(self, department: Department) -> None: ...
    async def add(self, staff: Staff, document: str, mobile: str) -> None: ...
    async def add_record(self, record: YearRecord) -> None: ...


class Accounts(Protocol):
    async def get(self, account_id: str) -> Account: ...
    async def hold(self, account_id: str) -> Account:
        """Read an account that nobody else may hold or change until the transaction ends."""

    async def by_login(self, login: str) -> Account | None: ...
    async def of_staff(self, staff_id: str) -> list[Account]: ...
    async def of_people(self, staff_ids: Collection[str]) -> list[Account]: ...
    async def holding(
        self, role: Role, *, unit_id: str | None = None, department_id: str | None = None
    ) -> list[Account]: ...
    async def unused(self, area: Area) -> list[Account]: ...
    async def open_again(self, account_id: str, now: datetime) -> None: ...
    async def add(self, account: Account, login: str) -> None: ...
    async def set_password(self, account_id: str, password_hash: str) -> None: ...
    async def set_language(self, account_id: str, language: str) -> None: ...


class Sessions(Protocol):
    async def add(self, session: Session, token_hash: str, until: datetime) -> None: ...
    async def by_token(self, token_hash: str, now: datetime) -> Session | None: ...
    async def touch(self, session_id: str, now: datetime, until: datetime) -> None: ...
    async def of(self, account_id: str, now: datetime) -> list[Session]: ...
    async def end(self, account_id: str, session_ids: Collection[str]) -> None: ...
    async def open(self, session_id: str) -> None: ...
    async def sweep(self, now: datetime) -> int: ...


class Devices(Protocol):
    """Where accounts have signed in before, by a hash of account and device."""

    async def knows(self, key_hash: str) -> bool: ...
    async def remember(self, account_id: str, key_hash: str, now: datetime) -> None: ...
    async def sweep(self, unseen_since: datetime) -> int: ...


class FailureRecords(Protocol):
    """What has failed how often; a key is kept as a keyed hash only."""

    async def of(self, key: str, now: datetime) -> Failures: ...
    async def hold(self, key: str, now: datetime) -> Failures:
        """Read failures that nobody else may hold or change until the transaction ends."""

    async def save(self, key: str, failures: Failures, until: datetime) -> None: ...
    async def forget(self, key: str) -> None: ...
    async def sweep(self, now: datetime) -> int: ...


class LinkPurpose(StrEnum):
    """What a link, handed out once and used once, is for.

    CHAT leads from a signed-in browser to a chat and, once the chat has agreed, back again.
    """

    SIGN_IN = "sign-in"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Link:
    """Whose it is and where it leads; of a chat that has agreed, its number and what it is called.

    A chat agrees once: nobody else can answer for the same link.
    """

    purpose: LinkPurpose
    account_id: str
    goes_to: str
    until: datetime
    chat_id: int | None = None
    chat_name: str = ""


class Links(Protocol):
    async def add(self, link: Link, token_hash: str) -> None: ...
    async def get(self, purpose: LinkPurpose, token_hash: str, now: datetime) -> Link | None: ...
    async def take(self, token_hash: str, now: datetime) -> bool: ...
    async def agree(self, token_hash: str, chat_id: int, chat_name: str, now: datetime) -> bool:
        """Note which chat has agreed; False where another one has, or the link is over."""

    async def agreed(self, account_id: str, now: datetime) -> Link | None:
        """Return the account's link that a chat has agreed to, if one waits."""

    async def end(self, account_id: str, now: datetime, purpose: LinkPurpose | None = None) -> None:
        """Make the account's unused links void: all of them, or those of one purpose."""

    async def sweep(self, over_since: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Chat:
    """A Telegram chat and the person it belongs to.

    `asking` says what the next message in words answers; `draft_id` is the draft it works on.
    """

    id: int
    account_id: str
    draft_id: str | None = None
    asking: str = ""
    is_blocked: bool = False


class Chats(Protocol):
    async def get(self, chat_id: int) -> Chat | None: ...
    async def of(self, account_id: str) -> Chat | None: ...
    async def link(self, chat_id: int, account_id: str) -> None: ...
    async def unlink(self, chat_id: int) -> None: ...
    async def set(self, chat_id: int, *, draft_id: str | None, asking: str) -> None: ...
    async def set_blocked(self, chat_id: int, *, is_blocked: bool) -> None: ...


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
    async def find(self, area: Area, wanted: CreditFilter) -> list[Credit]: ...
    async def count(self, area: Area, wanted: CreditFilter) -> int: ...
    async def out_of(self, area: Area, credit_ids: Collection[str]) -> set[str]:
        """Return which of these credits are there and lie outside the area."""

    async def entries(self, staff_id: str, year: int) -> list[Entry]: ...
    async def years(self, staff_id: str) -> list[int]: ...
    async def due(self, today: date, limit: int) -> list[Credit]: ...
    async def set_counted(self, credit_id: str) -> None: ...
    async def same_project(self, credit: Credit) -> list[Credit]: ...
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


class EvidenceRecords(Protocol):
    async def get(self, evidence_id: str) -> Evidence: ...
    async def of(self, credit_id: str) -> list[Evidence]: ...
    async def by_key(self, credit_id: str, key: str) -> Evidence | None: ...
    async def add(self, evidence: Evidence, key: str) -> None: ...
    async def set_kind(self, evidence_id: str, kind: str | None) -> None: ...
    async def remove(self, evidence_id: str) -> None: ...
    async def same_files(
        self, sha256: Collection[str], credit_id: str
    ) -> list[tuple[Evidence, Credit]]: ...
    async def others_of(self, staff_id: str, credit_id: str) -> list[Evidence]: ...


@dataclass(frozen=True, slots=True)
class TrainingFilter:
    """The filters of manual 4.1. Empty values do not filter; `now` tells what has been held."""

    now: datetime
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
    limit: int = 20
    offset: int = 0


class Trainings(Protocol):
    async def get(self, training_id: str) -> Training: ...
    async def hold(self, training_id: str) -> Training:
        """Read a training that nobody else may hold or change until the transaction ends."""

    async def add(self, training: Training) -> None: ...
    async def save(self, training: Training) -> Training:
        """Write the training; return it with its new version. Raises TrainingChanged."""

    async def remove(self, training: Training) -> None: ...
    async def find(self, area: Area, wanted: TrainingFilter) -> list[Training]:
        """List trainings, the latest first. Drafts show in their department only."""

    async def count(self, area: Area, wanted: TrainingFilter) -> int: ...
    async def stages(self, area: Area, wanted: TrainingFilter) -> dict[TrainingStage, int]:
        """Return how many trainings stand where; a unit counts what was returned, too."""

    async def waiting(self, area: Area, not_of: str) -> list[Training]:
        """Return plans and closings before the unit, oldest first; none entered by `not_of`."""

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
    async def at_door(self, door: int) -> Cycle:
        """Return the cycle whose codes bear this number."""

    async def of(self, training_id: str) -> list[Cycle]: ...
    async def of_many(self, training_ids: Collection[str]) -> dict[str, list[Cycle]]: ...
    async def add(self, cycle: Cycle) -> Cycle:
        """Keep a new cycle; return it with its door's number."""

    async def save(self, cycle: Cycle) -> None: ...
    async def remove(self, cycle_id: str) -> None: ...
    async def renew_board(self, cycle_id: str) -> None: ...
    async def coming(
        self, staff: Staff, ends_after: datetime, starts_before: datetime
    ) -> list[tuple[Training, Cycle]]:
        """Return the cycles of approved trainings at which the person is expected or teaches."""

    async def open_between(self, first: datetime, last: datetime) -> list[Cycle]:
        """Return the cycles of approved trainings that are held between two moments."""

    async def to_remind(
        self, starts_before: datetime, now: datetime, *, is_hour: bool
    ) -> list[tuple[Training, Cycle]]:
        """Return approved cycles about to begin of which nobody was reminded so far ahead."""

    async def set_reminded(self, cycle_id: str, *, is_hour: bool) -> None: ...
    async def expected(self, cycle: Cycle, unit_id: str = "") -> list[Staff]:
        """Return everybody expected by department or by name, and the speakers.

        With a unit, an open cycle expects everybody of it.
        """

    async def expected_at(
        self, cycles: Collection[Cycle], year: int | None = None
    ) -> dict[str, list[str]]:
        """Return the ids of those expected at each of many cycles, as `expected` does.

        With a year, departments are those of that year's records.
        """


@dataclass(frozen=True, slots=True)
class Mark:
    """What an organiser notes by hand: somebody came or left at a moment, and why it is known."""

    cycle_id: str
    staff_id: str
    phase: Phase
    at: datetime
    by: str
    reason: str


class Attendance(Protocol):
    """Scans as they were kept. They come in through `Desk.door`; here they are read and marked."""

    async def scans(self, cycle_ids: Collection[str]) -> list[Scan]: ...
    async def stays(self, cycle_ids: Collection[str]) -> list[Stay]:
        """Return one line a person and cycle, in the order they came."""

    async def mark(self, mark: Mark, now: datetime) -> bool:
        """Note by hand what was not scanned; False when there is a scan of that phase already."""

    async def unmark(self, cycle_id: str, staff_id: str, phase: Phase) -> bool:
        """Take a mark by hand back; False when there is none (scans are never taken back)."""

    async def elsewhere(self, cycle: Cycle) -> set[str]:
        """Return who signed in at another cycle held at the same time."""


@dataclass(frozen=True, slots=True)
class Event:
    """A journal entry as it is read back."""

    at: datetime
    account_id: str
    who: str
    via: str
    verb: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class Journal(Protocol):
    def add(
        self,
        who: Actor,
        verb: str,
        subject: str,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Note a change; it is written, chained to the entry before it, as the transaction ends."""

    async def of(self, subject: str) -> list[Event]: ...
    async def since(self, verb: str, moment: datetime) -> list[Event]:
        """Return what was noted under a verb since a moment."""

    async def broken_at(self) -> int | None:
        """Return the number of the first entry that does not fit the chain, None if all fit."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to a person: in the inbox always, in their chat when they have linked one."""

    id: int
    account_id: str
    key: str
    details: Mapping[str, Any]
    credit_id: str | None
    created_at: datetime
    due_at: datetime
    training_id: str | None = None
    read_at: datetime | None = None
    sent_at: datetime | None = None
    attempts: int = 0


class Notices(Protocol):
    async def add(
        self,
        account_ids: Collection[str],
        key: str,
        *,
        now: datetime,
        due_at: datetime | None = None,
        credit_id: str | None = None,
        training_id: str | None = None,
        details: Mapping[str, Any] | None = None,
        chat_id: int | None = None,
    ) -> None:
        """Write to people; `chat_id` names a chat other than their own, one they have left."""

    async def cancel(self, subject_id: str, since: datetime) -> None:
        """Take back what has not become due yet about a credit or training (it was undone)."""

    async def settle(self, subject_id: str, key: str, now: datetime) -> None:
        """What `key` asked people to do about a credit or training is done: read, not sent."""

    async def reopen(self, subject_id: str, key: str, settled_at: datetime) -> None:
        """What was settled at this moment is to be done after all: unread, and sent if not yet."""

    async def due(self, now: datetime, limit: int) -> list[tuple[Notice, Chat]]:
        """Return what is to be sent now, for each chat in the order it was written."""

    async def sent(self, notice_id: int, now: datetime) -> None: ...
    async def retry(self, notice_id: int, at: datetime) -> None: ...
    async def give_up(self, notice_id: int, why: str, now: datetime) -> None: ...
    async def next_due(self) -> datetime | None: ...
    async def inbox(self, account_id: str, now: datetime, limit: int = 50) -> list[Notice]: ...
    async def unread(self, account_id: str, now: datetime) -> int: ...
    async def mark_read(
        self, account_id: str, notice_ids: Collection[int] | None, now: datetime
    ) -> None: ...


PersonYear = tuple[str, int]
"""A member of staff, by id, and a calendar year."""


@dataclass(frozen=True, slots=True)
class StoredResult:
    """The stored answer of the engine for one person-year; amounts in hundredths.

    One that `is_dirty` is being counted again and must not be shown as the truth.
    """

    staff_id: str
    year: int
    outcome: Outcome
    points: int
    counting_points: int
    hours: int
    counting_hours: int
    shortfalls: Sequence[tuple[str, int, int]] = ()
    is_dirty: bool = False


class Results(Protocol):
    async def hold(self, years: Sequence[PersonYear]) -> None:
        """Take person-years in this order until the transaction ends, and mark them dirty."""

    async def dirty(self, limit: int) -> list[PersonYear]:
        """Return person-years that have still to be counted again."""

    async def save(self, staff_id: str, result: YearResult) -> None: ...
    async def of(self, staff_ids: Collection[str], year: int) -> list[StoredResult]: ...


@dataclass(frozen=True, slots=True)
class Issue:
    """A form that was issued: what it said, so that anyone may check it by its code."""

    code: str
    staff_id: str
    year: int
    content_hash: str
    issued_at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


class Issues(Protocol):
    async def get(self, code: str) -> Issue | None: ...
    async def by_content(self, content_hash: str) -> Issue | None: ...
    async def add(self, issue: Issue) -> Issue:
        """Keep the issue; the same content issued at the same moment twice stays one."""


@dataclass(frozen=True, slots=True)
class Received:
    """An update of the chat service, kept until it has been acted on."""

    update_id: int
    chat_id: int
    body: Mapping[str, Any]


class Updates(Protocol):
    async def add(self, received: Received, now: datetime) -> bool:
        """Keep an update; False when it was kept before."""

    async def open(self) -> list[Received]: ...
    async def done(self, update_id: int) -> None: ...
    async def set_aside(self, update_id: int, now: datetime) -> None:
        """Keep an update that cannot be read as it came; it holds nothing up any more."""

    async def count_set_aside(self, since: datetime) -> int: ...


class Duty(Protocol):
    async def take(self, holder: str, now: datetime, until: datetime) -> bool:
        """Take the duty if it is free, has run out, or is the holder's already."""

    async def leave(self, holder: str) -> None: ...


class Transaction(Protocol):
    """All record groups of one transaction."""

    @property
    def people(self) -> People: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def devices(self) -> Devices: ...
    @property
    def failures(self) -> FailureRecords: ...
    @property
    def links(self) -> Links: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def credits(self) -> Credits: ...
    @property
    def evidence(self) -> EvidenceRecords: ...
    @property
    def trainings(self) -> Trainings: ...
    @property
    def cycles(self) -> Cycles: ...
    @property
    def attendance(self) -> Attendance: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def results(self) -> Results: ...
    @property
    def issues(self) -> Issues: ...
    @property
    def updates(self) -> Updates: ...
    @property
    def duty(self) -> Duty: ...

"""People, units, accounts, sessions and links."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from core.domain.limits import Failures
from core.domain.lists import Slice, Window
from core.domain.register import (
    Account,
    AuthorityPlace,
    Department,
    Posting,
    Role,
    Session,
    Staff,
    Unit,
    YearRecord,
)
from core.records.area import Area
from core.records.messages import ChatId


class Placed(NamedTuple):
    """Who somebody of the register is, and where they work now: for work on everybody."""

    id: str
    staff_number: str
    unit_id: str
    department_id: str


@dataclass(frozen=True, slots=True)
class StaffFilter:
    """The filters of manual 2.1 and 9.2. Empty values do not filter.

    `text` is a part of a name, its pinyin or initials, or a staff number; `titles`, where it is
    set, are those of a level. A newcomer has never signed in.
    """

    text: str = ""
    department_id: str = ""
    title: str = ""
    status: str = ""
    titles: Collection[str] | None = None
    specialty: str = ""
    post_type: str = ""
    name: str = ""
    staff_number: str = ""
    is_newcomer: bool = False


class Beginning(NamedTuple):
    """How far a unit has come: how many of each there are, MOST_COUNTED + 1 at most.

    `leaderless` are open departments without an administrator, `unused` people's accounts that
    nobody has signed in with, `backups` those of the whole installation, `imports` what was taken
    over.
    """

    departments: int
    leaderless: int
    people: int
    unused: int
    backups: int
    imports: int


class People(Protocol):
    async def get(self, staff_id: str) -> Staff: ...
    async def search(self, area: Area, text: str, *, limit: int) -> list[Staff]:
        """Return the first few people of a name, its pinyin or initials, or a staff number.

        Those come first of whom the text says most; of no text, who has the first numbers.
        """

    async def holding(self, area: Area, number: str, mobile: str) -> list[Staff]:
        """Return who of the area has exactly this staff number, document or mobile."""

    async def page(self, area: Area, wanted: StaffFilter, window: Window) -> Slice[Staff]:
        """Return a page by staff number; of those looked for, whom a word says most of first."""

    async def count(self, area: Area, wanted: StaffFilter) -> int | None:
        """Return how many pass a filter, MOST_COUNTED + 1 at most; None: too many to look at."""

    async def some(self, staff_ids: Collection[str]) -> list[Staff]: ...
    async def named(self, area: Area, names: Collection[str]) -> list[Staff]:
        """Return the people of an area who are called exactly so, by staff number."""

    async def of_department(self, department_id: str, limit: int) -> list[Staff]:
        """Return the first few people who work in a department."""

    async def after(self, staff_id: str, limit: int) -> list[Placed]:
        """Return the next people of the whole register, by their ids; "" begins."""

    async def records(self, staff_id: str) -> list[YearRecord]: ...
    async def records_of(self, staff_ids: Collection[str]) -> dict[str, list[YearRecord]]:
        """Return the records of many people, in one statement."""

    async def unit(self, unit_id: str) -> Unit: ...
    async def unit_with(self, code: str) -> Unit | None: ...
    async def department(self, department_id: str) -> Department: ...
    async def some_departments(self, ids: Collection[str]) -> dict[str, Department]: ...
    async def departments(self, unit_id: str) -> list[Department]: ...
    async def first_departments(self, unit_id: str, limit: int) -> list[Department]:
        """Return the first few departments of a unit, by number."""

    async def departments_like(self, unit_id: str, words: str, limit: int) -> list[Department]:
        """Return the first few departments of a unit with these words in their name.

        The shortest names first; also those of which they are the id or the number.
        """

    async def document(self, staff_id: str) -> str: ...
    async def mobile(self, staff_id: str) -> str: ...
    async def documents(self, staff_ids: Collection[str]) -> dict[str, str]:
        """Return many people's document numbers in clear, to be masked; likewise `mobiles`."""

    async def mobiles(self, staff_ids: Collection[str]) -> dict[str, str]: ...
    async def with_documents(self, numbers: Collection[str]) -> dict[str, Staff]:
        """Return who has these documents, by the number, wherever they work."""

    async def with_numbers(self, staff_numbers: Collection[str]) -> dict[str, Staff]:
        """Return who has these staff numbers, wherever they work."""

    async def allocate_numbers(self, count: int) -> list[str]:
        """Return staff numbers that nobody has or gets, from the range of this system."""

    async def add_unit(self, unit: Unit) -> None: ...
    async def demand_second_factor(self, unit_id: str, *, is_demanded: bool) -> None: ...
    async def set_authority(self, unit_id: str, place: AuthorityPlace) -> None: ...
    async def add_department(self, department: Department) -> None:
        """Keep a new department. Raises RegisterChanged where its number has just been taken."""

    async def save_department(self, before: Department, after: Department) -> None:
        """Write name and end of a department. Raises RegisterChanged if it is not as before."""

    async def beginning(self, unit_id: str) -> Beginning:
        """Count how far a unit has come, in one statement."""

    async def headcounts(self, unit_id: str) -> dict[str, int]:
        """Return how many people work in each department of a unit, by its id."""

    async def add(
        self, staff: Staff, document: str, mobile: str, since: date | None = None
    ) -> None:
        """Keep somebody new, who works here since a day. Raises NumberTaken."""

    async def save(
        self, staff: Staff, *, document: str | None = None, mobile: str | None = None
    ) -> Staff:
        """Write what the register says of somebody, all but where they work; see `move`.

        Document and mobile only where they are given. Returns it with its new version. Raises
        RegisterChanged, NumberTaken.
        """

    async def move_all(
        self, people: Sequence[Staff], department: Department, on: date
    ) -> list[Staff]:
        """Let people work in a department from a day on; their credits and accounts go along.

        Years without a record are counted again, by the rules of the new place. Returns them with
        their new versions. Raises RegisterChanged.
        """

    async def postings(self, staff_id: str) -> list[Posting]:
        """Return where somebody has worked, the first place first."""

    async def add_record(self, record: YearRecord) -> None:
        """Keep a new record; results that it changes become dirty."""


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
    async def with_mobile(self, mobile: str) -> list[Account]:
        """Return whose mobile, as administrators, this is; it may be several people's."""

    async def mobiles(self, account_ids: Collection[str]) -> dict[str, str]:
        """Return the registered mobiles of administrators, in clear."""

    async def sharing_mobiles(self, account_ids: Collection[str]) -> set[str]: ...
    async def set_details(
        self, account_id: str, *, name: str, office_phone: str, mobile: str | None = None
    ) -> None:
        """Write what is registered of an administrator; the mobile only where it is given."""

    async def hold_unit_administrators(self, unit_id: str) -> list[Account]:
        """Read who administers a unit; until the end nobody else gives or takes its office."""

    async def open_again(self, account_id: str, now: datetime) -> None: ...
    async def add(self, account: Account, login: str) -> None:
        """Keep a new account. Raises DocumentTaken where somebody signs in with this login."""

    async def rename(self, account_id: str, name: str, login: str | None = None) -> None:
        """Let an account be called, and signed in to, otherwise. Raises DocumentTaken."""

    async def leave_office(self, account: Account, staff: Staff | None, login: str) -> None:
        """Make an office's account the person's own; of who is not of the register, nobody's."""

    async def set_roles(self, account_id: str, roles: frozenset[Role]) -> None: ...
    async def set_password(self, account_id: str, password_hash: str | None) -> None: ...
    async def set_language(self, account_id: str, language: str) -> None: ...
    async def set_reminders(self, account_id: str, *, wanted: bool) -> None: ...


class Sessions(Protocol):
    async def add(self, session: Session, token_hash: str, until: datetime) -> None: ...
    async def by_token(self, token_hash: str, now: datetime) -> Session | None: ...
    async def touch(self, session_id: str, now: datetime, until: datetime) -> None: ...
    async def of(self, account_id: str, now: datetime) -> list[Session]: ...
    async def end(self, account_id: str, session_ids: Collection[str]) -> None: ...
    async def open(self, session_id: str) -> None: ...
    async def ask_code(self, session_ids: Collection[str], *, asks: bool) -> None: ...
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
    NEW_PASSWORD signs in, too: the password that was is forgotten and another one set.
    """

    SIGN_IN = "sign-in"
    NEW_PASSWORD = "new-password"  # noqa: S105 - what the link is for
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Link:
    """Whose it is and where it leads; of a chat that has agreed, which it is and what it is called.

    A chat agrees once: nobody else can answer for the same link.
    """

    purpose: LinkPurpose
    account_id: str
    goes_to: str
    until: datetime
    chat_id: ChatId | None = None
    chat_name: str = ""


class Links(Protocol):
    async def add(self, link: Link, token_hash: str) -> None: ...
    async def get(self, purpose: LinkPurpose, token_hash: str, now: datetime) -> Link | None: ...
    async def take(self, token_hash: str, now: datetime) -> bool: ...
    async def bring(self, token_hash: str, chat_id: ChatId, chat_name: str, now: datetime) -> None:
        """Note which chat has brought a code last, and what its person is called there."""

    async def name_brought(self, token_hash: str, chat_id: ChatId, now: datetime) -> str:
        """Return what the chat was called when it brought the code, "" if another brought it."""

    async def agree(self, token_hash: str, chat_id: ChatId, chat_name: str, now: datetime) -> bool:
        """Note which chat has agreed; False where another one has, or the link is over."""

    async def agreed(self, account_id: str, now: datetime) -> Link | None:
        """Return the account's link that a chat has agreed to, if one waits."""

    async def end(self, account_id: str, now: datetime, purpose: LinkPurpose | None = None) -> None:
        """Make the account's unused links void: all of them, or those of one purpose."""

    async def sweep(self, over_since: datetime) -> int: ...

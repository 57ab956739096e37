"""Units, departments, staff, and the accounts that people sign in with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from core.domain.errors import Refusal
from core.domain.subjects import Subject, SubjectKind


class Role(StrEnum):
    """What an account may act as; one account may hold several.

    A `CREDIT_ENTERER` may enter for others of their department without looking after them.
    """

    STAFF = "staff"
    CREDIT_ENTERER = "credit_enterer"
    DEPARTMENT_ADMINISTRATOR = "department_administrator"
    UNIT_ADMINISTRATOR = "unit_administrator"
    AUTHORITY_REVIEWER = "authority_reviewer"
    SYSTEM = "system"


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class DocumentKind(StrEnum):
    """身份证, 港澳台居民居住证, 外国人永久居留证, 来往内地（大陆）通行证, 护照."""

    RESIDENT = "resident"
    RESIDENCE_PERMIT = "residence-permit"
    PERMANENT_RESIDENCE = "permanent-residence"
    HONG_KONG_MACAU = "hong-kong-macau"
    TAIWAN = "taiwan"
    PASSPORT = "passport"


class PostType(StrEnum):
    PERMANENT = "permanent"
    CONTRACT = "contract"


class AuthorityLevel(StrEnum):
    """省 and 市: how far an authority's decisions reach."""

    PROVINCE = "province"
    CITY = "city"


class AuthorityPlace(StrEnum):
    """Where a unit's authority decides; elsewhere, the unit records its letters."""

    HERE = "here"
    ELSEWHERE = "elsewhere"


class RegisterChanged(Refusal):
    """Somebody was quicker: the register no longer says what the person had before them."""

    code = "register-changed"
    status = 409


class NumberTaken(Refusal):
    """The province gave this staff number to somebody else; it is one person's everywhere."""

    code = "number-taken"
    status = 409


class DocumentTaken(Refusal):
    """The register has somebody with this document: one person, one row."""

    code = "document-taken"
    status = 409


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: a hospital, with its six-digit number, or the authority, which alone has its level.

    `authority` is where a hospital's authority decides, None until the unit has said.
    """

    id: str
    code: str
    name: str
    level: str
    authority_level: AuthorityLevel | None = None
    authority: AuthorityPlace | None = None
    demands_second_factor: bool = False


class FormerName(NamedTuple):
    """What a department was called before a day."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Department:
    """科室. `former_names` are what it was called before, the earliest first.

    `enters_credits`: its administrators may enter credits for its people (被授权, manual 5.2).
    """

    id: str
    unit_id: str
    code: str
    name: str
    closed_on: date | None = None
    merged_into_id: str | None = None
    former_names: tuple[FormerName, ...] = ()
    enters_credits: bool = True

    def named_in(self, year: int) -> "Department":
        """Return it under the name that it had at the end of a year."""
        last = date(year, 12, 31)
        then = next((it.name for it in self.former_names if last < it.until), self.name)
        return replace(self, name=then)


@dataclass(frozen=True, slots=True)
class Staff:
    """A person of the register (manual 2.1). Document number and mobile are kept apart, encrypted.

    `appointed_in` is 聘任年度, None for 未聘任; `staff_kind` 西医/中医/疾控, "" where nobody said;
    `photo` is the key of the picture among the files.
    """

    id: str
    unit_id: str
    department_id: str
    staff_number: str
    name: str
    sex: Sex
    born_on: date
    title: str
    status: str
    post_type: PostType
    specialty: str
    position: str = ""
    title_awarded_on: date | None = None
    appointed_in: int | None = None
    left_on: date | None = None
    document_kind: DocumentKind = DocumentKind.RESIDENT
    staff_kind: str = ""
    photo: str | None = None
    version: int = 1

    @property
    def staff_id(self) -> str:
        return self.id

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.STAFF, self.id)


class Posting(NamedTuple):
    """Where somebody worked, from a day on to before a day.

    Without a first day, since before the register began; without a last, still.
    """

    unit_id: str
    department_id: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class YearRecord:
    """Title, status and place of one person in one year (manual 2.2); it decides the standard.

    `title_awarded_on` is 评定时间, `post_type` 在编, `remark` 备注; `staff_kind`
    is 西医, 中医 or 疾控, which may have standards of their own, "" where nobody said.
    """

    staff_id: str
    year: int
    title: str
    status: str
    unit_id: str
    department_id: str
    title_awarded_on: date | None = None
    post_type: PostType | None = None
    staff_kind: str = ""
    remark: str = ""
    version: int = 1

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.RECORD, f"{self.staff_id}-{self.year}")


@dataclass(frozen=True, slots=True)
class Account:
    """Credentials of one named person.

    `office` is the organisational account (330922001) that an administrator holds, `office_phone`
    its 办公电话. An account
    without a password hash has never been used: its first password is open for a while from
    `opened_at` on.
    """

    id: str
    name: str
    roles: frozenset[Role]
    unit_id: str | None
    department_id: str | None
    staff_id: str | None
    office: str | None
    language: str | None
    password_hash: str | None
    opened_at: datetime | None = None
    office_phone: str = ""
    wants_reminders: bool = True

    @property
    def is_unused(self) -> bool:
        """Whether a person of the register has never set a password of their own."""
        return self.password_hash is None and self.office is None and self.staff_id is not None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking, as what, and from where (an IP address or a chat)."""

    account_id: str
    name: str
    roles: frozenset[Role]
    unit_id: str | None = None
    department_id: str | None = None
    staff_id: str | None = None
    office: str | None = None
    language: str = "zh-CN"
    via: str = ""

    @property
    def label(self) -> str:
        """How the journal names an account: the office and the person who holds it."""
        return f"{self.office} {self.name}" if self.office else self.name

    @classmethod
    def system(cls) -> "Actor":
        """Jobs without a person: midnight, outbox, sign-in before anybody is known."""
        return cls("system", "system", frozenset({Role.SYSTEM}), via="system")


def actor_of(account: Account, *, via: str, language: str = "zh-CN") -> Actor:
    """Return the person behind an account; the account's own language goes first."""
    return Actor(
        account_id=account.id,
        name=account.name,
        roles=account.roles,
        unit_id=account.unit_id,
        department_id=account.department_id,
        staff_id=account.staff_id,
        office=account.office,
        language=account.language or language,
        via=via,
    )


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser.

    While it `asks_code` it may do nothing but give the code of the second factor, or set one up;
    then, while `only_password` is set, nothing but set a password.
    """

    id: str
    account_id: str
    created_at: datetime
    seen_at: datetime
    ip: str
    device: str
    only_password: bool
    asks_code: bool = False

    @property
    def is_confined(self) -> bool:
        """Whether something has to be done first."""
        return self.only_password or self.asks_code


def record_for(records: Iterable[YearRecord], year: int) -> YearRecord | None:
    """Return the record of the year, else the latest earlier one (decisions: Time)."""
    earlier = [record for record in records if record.year <= year]
    return max(earlier, key=lambda record: record.year, default=None)

"""The people of the tests: one hospital, its authority, and a stranger from another hospital."""

from dataclasses import dataclass
from datetime import date, datetime

from argon2 import PasswordHasher

from core.domain.dates import SHANGHAI
from core.domain.register import (
    Account,
    Actor,
    AuthorityLevel,
    Department,
    PostType,
    Role,
    Sex,
    Staff,
    Unit,
    YearRecord,
    actor_of,
)
from core.records.transaction import Transaction

YEARS = range(2019, 2027)
QUICKLY = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # they are no secrets
OPENED_AT = datetime(2026, 6, 1, 8, tzinfo=SHANGHAI)
PASSWORD = "an apple a day 2026"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

UNIT = Unit("unithaiyan222222", "330922", "海晏医院", "municipal")
OTHER_UNIT = Unit("unitwangchun2222", "330923", "望春医院", "county")
AUTHORITY_UNIT = Unit(
    "unitauthority222", "330900", "海晏市卫生健康委员会", "health-authority", AuthorityLevel.CITY
)
NURSING = Department("deptnursing22222", UNIT.id, "330922001", "护理")
INTERNAL = Department("deptinternal2222", UNIT.id, "330922002", "内科")
OTHER_DEPARTMENT = Department("deptother2222222", OTHER_UNIT.id, "330923001", "内科")


@dataclass(frozen=True, slots=True)
class Person:
    """An account, and the member of staff behind it if there is one.

    Everybody but 葛莺莺 has PASSWORD; she has never signed in, and may until the end of August.
    """

    account: Account
    login: str
    staff: Staff | None = None
    document: str = ""
    mobile: str = ""

    @property
    def actor(self) -> Actor:
        return actor_of(self.account, via="127.0.0.1")


def document_number(born_on: date, sequence: int, area: str = "330106") -> str:
    """Return a resident's number with the right check digit (GB 11643); odd sequence: male."""
    body = f"{area}{born_on:%Y%m%d}{sequence:03}"
    checksum = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[checksum % 11]


def member(
    key: str,
    name: str,
    number: int,
    *roles: Role,
    department: Department = NURSING,
    title: str,
    born_on: date,
    sex: Sex = Sex.FEMALE,
    office: str | None = None,
) -> Person:
    """Return somebody of the register with their account."""
    staff = Staff(
        id=f"{key}staff".ljust(16, "2")[:16],
        unit_id=department.unit_id,
        department_id=department.id,
        staff_number=f"82000000{number:02}",
        name=name,
        sex=sex,
        born_on=born_on,
        title=title,
        status="active",
        post_type=PostType.PERMANENT,
        specialty="nursing" if department is NURSING else "internal-medicine",
    )
    document = document_number(born_on, 2 * number + (sex is Sex.MALE))
    account = Account(
        id=f"{key}account".ljust(16, "2")[:16],
        name=name,
        roles=frozenset({Role.STAFF, *roles}),
        unit_id=staff.unit_id,
        department_id=staff.department_id,
        staff_id=staff.id,
        office=office,
        language=None,
        password_hash=None,
        opened_at=None if office else OPENED_AT,
    )
    return Person(account, office or document, staff, document, f"138000000{number:02}")


def _officer(key: str, name: str, role: Role, unit: Unit, *, login: str) -> Person:
    account = Account(
        id=f"{key}account".ljust(16, "2")[:16],
        name=name,
        roles=frozenset({role}),
        unit_id=unit.id,
        department_id=None,
        staff_id=None,
        office=unit.code,
        language=None,
        password_hash=None,
    )
    return Person(account, login)


NURSE = member("nurse", "闻旦", 1, title="nurse-in-charge", born_on=date(1988, 3, 12))
COLLEAGUE = member("colleague", "葛莺莺", 2, title="senior-nurse", born_on=date(1995, 7, 1))
HEAD_NURSE = member(
    "headnurse",
    "蔡李铭",
    3,
    Role.DEPARTMENT_ADMINISTRATOR,
    title="associate-chief-nurse",
    born_on=date(1985, 11, 30),
    sex=Sex.MALE,
    office=NURSING.code,
)
PHYSICIAN = member(
    "physician",
    "王清清",
    4,
    department=INTERNAL,
    title="attending-physician",
    born_on=date(1984, 1, 9),
)
STRANGER = member(
    "stranger",
    "刘一秀",
    5,
    department=OTHER_DEPARTMENT,
    title="physician",
    born_on=date(1990, 5, 20),
    sex=Sex.MALE,
)
UNIT_ADMINISTRATOR = _officer("unitadmin", "刘独秀", Role.UNIT_ADMINISTRATOR, UNIT, login=UNIT.code)
SECOND_UNIT_ADMINISTRATOR = _officer(
    "secondad", "方闻", Role.UNIT_ADMINISTRATOR, UNIT, login=f"{UNIT.code}-2"
)
AUTHORITY = _officer(
    "authority",
    "陆省之",
    Role.AUTHORITY_REVIEWER,
    AUTHORITY_UNIT,
    login=AUTHORITY_UNIT.code,
)
CAST = (
    NURSE,
    COLLEAGUE,
    HEAD_NURSE,
    PHYSICIAN,
    STRANGER,
    UNIT_ADMINISTRATOR,
    SECOND_UNIT_ADMINISTRATOR,
    AUTHORITY,
)


async def add_cast(tx: Transaction) -> None:
    """Write everybody with their places and their records of 2019 to 2026."""
    password_hash = QUICKLY.hash(PASSWORD)
    for unit in (UNIT, OTHER_UNIT, AUTHORITY_UNIT):
        await tx.people.add_unit(unit)
    for department in (NURSING, INTERNAL, OTHER_DEPARTMENT):
        await tx.people.add_department(department)
    for person in CAST:
        await add_person(tx, person)
        if person is not COLLEAGUE:
            await tx.accounts.set_password(person.account.id, password_hash)


async def add_person(tx: Transaction, person: Person) -> None:
    """Write somebody with their records; they have no password yet."""
    if staff := person.staff:
        await tx.people.add(staff, person.document, person.mobile)
        for year in YEARS:
            place = (staff.unit_id, staff.department_id)
            record = YearRecord(
                staff.id, year, staff.title, staff.status, *place, post_type=staff.post_type
            )
            await tx.people.add_record(record)
    await tx.accounts.add(person.account, person.login)

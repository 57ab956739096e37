"""Everybody of the sample hospitals: places, people, their records of each year."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files

from core.domain.credits.answers import FIRST_YEAR
from core.domain.register import (
    AuthorityLevel,
    AuthorityPlace,
    Department,
    PostType,
    Sex,
    Staff,
    Unit,
    YearRecord,
)
from core.domain.rulebook.rules import Rulebook


def fixed_id(name: str) -> str:
    """Return the id that something of this name gets in every filling."""
    return base64.b32encode(sha256(f"sample {name}".encode()).digest()).decode()[:16].lower()


HOSPITAL = Unit(
    fixed_id("unit 330922"),
    "330922",
    "宁波市潮湾医院",
    "municipal",
    authority=AuthorityPlace.HERE,
)
CLINIC = Unit(
    fixed_id("unit 330923"),
    "330923",
    "宁波市桂溪街道社区卫生服务中心",
    "township",
    authority=AuthorityPlace.HERE,
)
AUTHORITY = Unit(
    fixed_id("unit 330000"),
    "330000",
    "浙东继续医学教育管理中心",
    "health-authority",
    AuthorityLevel.PROVINCE,
)
UNITS = (HOSPITAL, CLINIC, AUTHORITY)
NURSING = Department(fixed_id("department 330922001"), HOSPITAL.id, "330922001", "护理")
INTERNAL = Department(fixed_id("department 330922002"), HOSPITAL.id, "330922002", "内科")
CLINIC_WARD = Department(fixed_id("department 330923001"), CLINIC.id, "330923001", "全科")
DEPARTMENTS = (NURSING, INTERNAL, CLINIC_WARD)

AREA = "330201"  # the city as a whole: nobody's number begins like this
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SEXES = {"男": Sex.MALE, "女": Sex.FEMALE}
POSTS = {"在编": PostType.PERMANENT, "不在编": PostType.CONTRACT}
SPECIALTIES = {
    "nursing": "nursing",
    "pharmacy": "pharmacy",
    "technology": "laboratory-medicine",
    "chinese-medicine": "chinese-medicine",
    "research": "research",
}


@dataclass(frozen=True, slots=True)
class Life:
    """One line of people.tsv. `titles` and `statuses` by how many years ago they began or were.

    `years` tells of each year, seven years ago to this one, how it went: see history.py.
    """

    number: str
    name: str
    sex: Sex
    born_on: date
    department: Department
    titles: Mapping[int, str]
    statuses: Mapping[int, str]
    post_type: PostType
    position: str
    years: str
    has_signed_in: bool

    @property
    def staff_id(self) -> str:
        return fixed_id(f"staff {self.number}")

    @property
    def account_id(self) -> str:
        return fixed_id(f"account {self.number}")

    @property
    def document(self) -> str:
        """A resident's number with the right check digit (GB 11643); odd 17th place: male."""
        sequence = 2 * (int(self.number) % 400) + (self.sex is Sex.MALE)
        body = f"{AREA}{self.born_on:%Y%m%d}{sequence:03}"
        total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
        return body + "10X98765432"[total % 11]

    @property
    def mobile(self) -> str:
        return f"1990000{self.number[-4:]}"

    def title(self, years_ago: int) -> str | None:
        """Return the title held then, None before the first one."""
        begun = [since for since in self.titles if since >= years_ago]
        return self.titles[min(begun)] if begun else None

    def status(self, years_ago: int) -> str:
        return self.statuses.get(years_ago, "active")


@cache
def everybody() -> tuple[Life, ...]:
    """Return the people of people.tsv, in its order."""
    table = (files(__package__) / "people.tsv").read_text("utf-8")
    return tuple(_life(line.split("\t")) for line in table.splitlines()[1:])


def someone(name: str) -> Life:
    return next(life for life in everybody() if life.name == name)


def _life(cells: list[str]) -> Life:
    number, name, sex, born, department, titles, statuses, post, position, years, account = cells
    return Life(
        number=number,
        name=name,
        sex=SEXES[sex],
        born_on=date.fromisoformat(born),
        department=next(place for place in DEPARTMENTS if place.code == department),
        titles=_by_years_ago(titles),
        statuses=_by_years_ago(statuses),
        post_type=POSTS[post],
        position=position,
        years=years,
        has_signed_in=account == "used",
    )


def _by_years_ago(words: str) -> dict[int, str]:
    pairs = (word.partition(":") for word in words.split() if word != "-")
    return {int(years_ago): code for code, _, years_ago in pairs}


def staff_of(life: Life, today: date, book: Rulebook) -> Staff:
    """Return the person as the register shows them today."""
    since, title = min(life.titles.items())
    return Staff(
        id=life.staff_id,
        unit_id=life.department.unit_id,
        department_id=life.department.id,
        staff_number=life.number,
        name=life.name,
        sex=life.sex,
        born_on=life.born_on,
        title=title,
        status=life.status(0),
        post_type=life.post_type,
        specialty=SPECIALTIES.get(book.title(title).series, "internal-medicine"),
        position=life.position,
        title_awarded_on=date(today.year - since, 1, 15),
        appointed_in=today.year - since,
    )


def records_of(life: Life, today: date) -> list[YearRecord]:
    """Return the records of the years since 2019 in which the person had a title here."""
    place = (life.department.unit_id, life.department.id)
    return [
        YearRecord(
            *(life.staff_id, year, title, life.status(today.year - year), *place),
            post_type=life.post_type,
        )
        for year in range(FIRST_YEAR, today.year + 1)
        if (title := life.title(today.year - year))
    ]

"""A claim held against the papers that show it, and papers against one another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.domain import points
from core.domain.credits.credit import Credit
from core.domain.credits.readings import ReadField, Reading, ReadValue
from core.domain.rulebook.earning import Measured, asks_for
from core.domain.rulebook.rules import Rulebook
from core.domain.typed import normal_number

TELLING = (ReadField.NAME, ReadField.PROJECT_NUMBER, ReadField.DATES, ReadField.CREDITS)
WITHOUT_NUMBER = (ReadField.NAME, ReadField.PROJECT_NAME, ReadField.DATES)


class NameFit(StrEnum):
    """Whether the name on the papers is the person's: 姓名与证书一致, 不一致, or none was read."""

    SAME = "same"
    DIFFERENT = "different"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a paper says otherwise than the claim; `claimed` is kept as the value of `read` is."""

    field: ReadField
    claimed: str
    read: ReadValue
    evidence_id: str


def name_fit(readings: Iterable[Reading], name: str) -> NameFit:
    """Return whether every name that was read is the person's."""
    read = [value.value for one in readings if (value := one.of(ReadField.NAME))]
    if not read:
        return NameFit.UNREAD
    return NameFit.SAME if all(_plain(it) == _plain(name) for it in read) else NameFit.DIFFERENT


def differences(
    readings: Iterable[Reading], credit: Credit, name: str, book: Rulebook
) -> list[Difference]:
    """Return what papers say otherwise than the claim, of all that both say."""
    claimed = dict(_claimed(credit, name, book))
    return [
        Difference(field, said, value, one.evidence_id)
        for one in readings
        for field, said in claimed.items()
        if (value := one.of(field)) and _plain(value.value) != _plain(said)
    ]


def _claimed(credit: Credit, name: str, book: Rulebook) -> Iterator[tuple[ReadField, str]]:
    claim = credit.claim
    rule = book.rule(claim.rule) if claim.rule else None
    yield ReadField.NAME, name
    if number := claim.details.get("project-number"):
        yield ReadField.PROJECT_NUMBER, number
    if claim.days:
        yield ReadField.DATES, "/".join(day.isoformat() for day in claim.days)
    is_by_hours = rule and rule.measure and asks_for(rule.measure) is Measured.HOURS
    if is_by_hours and claim.quantity:
        yield ReadField.HOURS, points.show_quantity(claim.quantity)
    if credit.points:
        yield ReadField.CREDITS, points.show_quantity(credit.points)


def are_same(one: Reading, other: Reading) -> bool | None:
    """Return whether two photographs show one certificate, None where too little was read.

    What differs in number, name, days or credits is another; the same in what names it is the same.
    """
    said = {
        field: (_plain(mine.value), _plain(theirs.value))
        for field in ReadField
        if (mine := one.of(field)) and (theirs := other.of(field))
    }
    if any(mine != theirs for field, (mine, theirs) in said.items() if field in TELLING):
        return False
    has_number = ReadField.PROJECT_NUMBER in said
    if has_number and (ReadField.NAME in said or ReadField.DATES in said):
        return True
    same = all(field in said and said[field][0] == said[field][1] for field in WITHOUT_NUMBER)
    return True if same else None


def _plain(text: str) -> str:
    return normal_number(text)

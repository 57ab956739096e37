"""What people type to plan a training, read field by field (manual 4.1)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from core.domain import points
from core.domain.attendance.schedules import LONGEST_STEP, SHORTEST_STEP, WHOLE_SHARE, Policy
from core.domain.credits.answers import NotAChoice
from core.domain.credits.faults import AnswerMissing
from core.domain.dates import SHANGHAI
from core.domain.errors import Refusal
from core.domain.points import NotANumber
from core.domain.rulebook.earning import QuantityOutOfRange
from core.domain.rulebook.rules import Rulebook
from core.domain.trainings.training import Plan
from core.domain.typed import typed

Filled = TypeVar("Filled", Plan, Policy)

LONGEST = {
    "name": 120,
    "other_number": 30,
    "remark": 180,
    "place": 100,
    "topic": 120,
    "teacher": 40,
}
MOST_HOURS = 150 * points.ONE
REQUIRED = ("name", "rule", "hours", "discipline", "mode")
TRAINING_CATEGORY = "training"


class NotAMoment(Refusal):
    """No day with a time can be read from this."""

    code = "not-a-moment"


class NumberOutOfRange(Refusal):
    """A whole number between two bounds is wanted."""

    code = "number-out-of-range"


class AmountOutOfRange(Refusal):
    """A number between two bounds is wanted, which may have decimals."""

    code = "amount-out-of-range"


class TrainingYearClosed(Refusal):
    """Trainings are planned for the running year and the next."""

    code = "training-year-closed"


def planned(plan: Plan, field: str, text: str, book: Rulebook, this_year: int) -> Plan:
    """Return the plan with one more field filled in; an empty text empties what need not be there.

    Raises TrainingYearClosed, TextTooLong, NotANumber, QuantityOutOfRange, NotAChoice,
    AnswerMissing for a required field that is emptied.
    """
    if not text.strip() and field != "year":
        if field in REQUIRED:
            raise AnswerMissing(question=f"training-{field}")
        return _with(plan, field, "")
    return _with(plan, field, _READ[field](text, book, this_year))


def _with(value: Filled, field: str, filled: Any) -> Filled:
    changed: dict[str, Any] = {field: filled}
    return replace(value, **changed)


def _year(text: str, _: Rulebook, this_year: int) -> int:
    if not text.isdecimal() or not this_year <= int(text) <= this_year + 1:
        raise TrainingYearClosed(first=this_year, last=this_year + 1)
    return int(text)


def _text(field: str) -> Callable[[str, Rulebook, int], str]:
    return lambda text, *_: typed(text, LONGEST[field])


def _rule(text: str, book: Rulebook, _: int) -> str:
    return _one_of(text, [rule.code for rule in book.rules_of(TRAINING_CATEGORY)])


def _hours(text: str, *_: object) -> int:
    return read_hours(text)


def _discipline(text: str, book: Rulebook, _: int) -> str:
    return _one_of(text, [one.code for one in book.disciplines if one.parent_code])


def _listed(name: str) -> Callable[[str, Rulebook, int], str]:
    return lambda text, book, _: _one_of(text, dict(book.lists[name]))


_READ: Mapping[str, Callable[[str, Rulebook, int], object]] = {
    "year": _year,
    "name": _text("name"),
    "rule": _rule,
    "hours": _hours,
    "discipline": _discipline,
    "mode": _listed("delivery-modes"),
    "assessment": _listed("assessment-methods"),
    "other_number": _text("other_number"),
    "remark": _text("remark"),
}
PLAN_FIELDS = tuple(_READ)


def _one_of(text: str, codes: Collection[str]) -> str:
    if text not in codes:
        raise NotAChoice(text=text[:40])
    return text


def read_hours(text: str) -> int:
    """Return contact hours in hundredths. Raises NotANumber, QuantityOutOfRange."""
    hours = points.parse(text)
    if not 0 < hours <= MOST_HOURS:
        raise QuantityOutOfRange(most=points.show_quantity(MOST_HOURS), unit="hours")
    return hours


def open_fields(plan: Plan) -> list[Refusal]:
    """Return the required fields that are still empty."""
    return [
        AnswerMissing(question=f"training-{field}")
        for field in REQUIRED
        if not getattr(plan, field)
    ]


def read_each(
    texts: Mapping[str, str], readers: Mapping[str, Callable[[str], Any]]
) -> tuple[dict[str, Any], dict[str, Refusal]]:
    """Return what the fields hold, and by field what is refused."""
    read, refused = dict[str, Any](), dict[str, Refusal]()
    for name, reads in readers.items():
        try:
            read[name] = reads(texts.get(name, ""))
        except Refusal as refusal:
            refused[name] = refusal
    return read, refused


def read_moment(text: str) -> datetime:
    """Return the moment of a date-and-time field, which shows Shanghai's clock, in UTC.

    Raises NotAMoment.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NotAMoment from None
    if moment.tzinfo is not None or not 2000 <= moment.year <= 2099:
        raise NotAMoment
    return moment.replace(tzinfo=SHANGHAI).astimezone(UTC)


def read_whole(text: str, least: int, most: int) -> int:
    """Return a whole number. Raises NumberOutOfRange."""
    if not text.strip().isdecimal() or not least <= int(text) <= most:
        raise NumberOutOfRange(least=least, most=most)
    return int(text)


def read_place(text: str) -> str:
    """Return where it is held. Raises TextNeeded, TextTooLong."""
    return typed(text, LONGEST["place"])


def read_capacity(text: str) -> int | None:
    """Return how many find room, None where nobody counts. Raises NumberOutOfRange."""
    return read_whole(text, 1, 10_000) if text.strip() else None


BOUNDS = {
    "opens_minutes_before": (0, 24 * 60),
    "late_after_minutes": (0, 24 * 60),
    "out_opens_minutes_before_end": (0, 24 * 60),
    "out_closes_minutes_after_end": (0, 24 * 60),
    "step_seconds": (SHORTEST_STEP, LONGEST_STEP),
}
POLICY_FIELDS = (*BOUNDS, "share", "walk_ins")


def read_policy(texts: Mapping[str, str], usual: Policy) -> tuple[Policy, dict[str, Refusal]]:
    """Return how attendance is taken, as far as it can be read, and what cannot be read.

    A number that is not given stays as usual; `walk_ins` is a box that is ticked or not.
    """
    policy, refused = usual, dict[str, Refusal]()
    for name in (*BOUNDS, "share"):
        if text := texts.get(name, "").strip():
            try:
                number = read_share(text) if name == "share" else read_whole(text, *BOUNDS[name])
                policy = _with(policy, name, number)
            except (NotANumber, NumberOutOfRange, AmountOutOfRange) as refusal:
                refused[name] = refusal
    return replace(policy, walk_ins=bool(texts.get("walk_ins"))), refused


def read_share(text: str) -> int:
    """Return a share of the time, typed in percent, in hundredths of a percent.

    Raises NotANumber, AmountOutOfRange.
    """
    return read_amount(text.strip().rstrip("%％"), 0, WHOLE_SHARE)


def read_amount(text: str, least: int, most: int) -> int:
    """Return a number between bounds, all in hundredths. Raises NotANumber, AmountOutOfRange."""
    amount = points.parse(text)
    if not least <= amount <= most:
        bounds = {"least": points.show_quantity(least), "most": points.show_quantity(most)}
        raise AmountOutOfRange(**bounds)
    return amount


@dataclass(frozen=True, slots=True)
class Teacher:
    """A course's teacher: somebody of the register by id, or somebody from outside by name."""

    staff_id: str | None
    name: str


def read_topic(text: str) -> str:
    return typed(text, LONGEST["topic"])


def read_method(text: str, book: Rulebook) -> str:
    """Return 教学方法. Raises NotAChoice."""
    return _one_of(text, dict(book.lists["teaching-methods"]))

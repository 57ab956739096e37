"""What a form asks of a row of the rulebook: one table, so that no kind of row has its own form."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from core.domain import points
from core.domain.rulebook.measures import KINDS, UNITS


class Asked(StrEnum):
    """How a blank is filled in; `amounts` are several in a row, `steps` pairs like “3=5”."""

    AMOUNT = "amount"
    AMOUNTS = "amounts"
    STEPS = "steps"
    CHOICE = "choice"
    FLAG = "flag"


class Blank(NamedTuple):
    """One value of a row; `of` are the kinds of measure that have it, empty for every row."""

    name: str
    asked: Asked = Asked.AMOUNT
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    of: frozenset[str] = frozenset()


QUANTITIES = frozenset({"per-quantity", "steps"})
POINTS = frozenset({"per-quantity", "per-time", "fixed"})
CLOSED = "closed"
MEASURE = (
    Blank("kind", Asked.CHOICE, True, (CLOSED, *KINDS)),
    Blank("unit", Asked.CHOICE, True, tuple(UNITS), QUANTITIES),
    Blank("every", Asked.AMOUNT, True, (), frozenset({"per-quantity"})),
    Blank("points", Asked.AMOUNT, True, (), POINTS),
    Blank("ranks", Asked.AMOUNTS, True, (), frozenset({"by-author-rank"})),
    Blank("steps", Asked.STEPS, True, (), frozenset({"steps"})),
    Blank("cap", of=frozenset(KINDS)),
    Blank("most", of=QUANTITIES),
)
BLANKS: Mapping[str, tuple[Blank, ...]] = {
    "standards": (
        *(Blank(name) for name in ("min_credits", "min_hours")),
        *(Blank(name) for name in ("min_class_1", "min_class_2", "max_class_1", "max_class_2")),
        *(Blank(name) for name in ("min_professional_hours", "min_public_hours")),
        Blank("max_self_study_credits"),
    ),
    "rules": (
        *MEASURE,
        Blank("needs_authority", Asked.FLAG),
        Blank("satisfies_year", Asked.FLAG),
        Blank("belongs_to_end_year", Asked.FLAG),
    ),
    "subtypes": (
        Blank("credit_class", Asked.CHOICE, True, ("1", "2")),
        Blank("subject", Asked.CHOICE, True, ("professional", "public")),
        Blank("hours_per_credit", Asked.AMOUNT, True),
        Blank("yearly_cap"),
    ),
    "statuses": (Blank("counts_for_standard", Asked.FLAG),),
}
EITHER = ("credit_class", "subject")
YES, BETWEEN, EQUALS = "yes", "、", "="


def blanks_of(table: str, row: Mapping[str, Any]) -> tuple[Blank, ...]:
    """Return the blanks of a row; a subtype has either a class or a subject."""
    return tuple(one for one in BLANKS[table] if one.name not in EITHER or one.name in row)


def texts_of(table: str, row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row, as a file would write it, as it is typed into its form."""
    values = {"kind": CLOSED, **row, **row.get("measure", {})}
    return {one.name: _text(one, values.get(one.name)) for one in blanks_of(table, row)}


def _text(blank: Blank, value: Any) -> str:
    match blank.asked:
        case Asked.FLAG:
            return YES if value else ""
        case Asked.AMOUNTS:
            return BETWEEN.join(map(_amount, value or ()))
        case Asked.STEPS:
            return BETWEEN.join(EQUALS.join(map(_amount, pair)) for pair in value or ())
        case Asked.AMOUNT:
            return "" if value is None else _amount(value)
    return "" if value is None else str(value)


def _amount(value: Any) -> str:
    return points.show_quantity(points.parse(str(value)))

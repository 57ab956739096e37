"""What a form asks of a row of the rulebook: one table, so that no kind of row has its own form."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from core.domain import points
from core.domain.rulebook.entries import UNIT_LISTS
from core.domain.rulebook.measures import KINDS, UNITS


class Asked(StrEnum):
    """How a blank is filled in; `amounts` are several in a row, `steps` pairs like “3=5”.

    `several` are as many of the choices as one likes.
    """

    AMOUNT = "amount"
    AMOUNTS = "amounts"
    STEPS = "steps"
    CHOICE = "choice"
    FLAG = "flag"
    TEXT = "text"
    SEVERAL = "several"


class Blank(NamedTuple):
    """One value of a row; `of` are the kinds of measure that have it, empty for every row.

    `listed` is the list of the rulebook that its choices stand in. `field` are the names of the
    claim's blank that it is about.
    """

    name: str
    asked: Asked = Asked.AMOUNT
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    of: frozenset[str] = frozenset()
    listed: str = ""
    field: Mapping[str, str] | None = None


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
NAMES = (Blank("zh-CN", Asked.TEXT, True), Blank("en", Asked.TEXT))
OFFERED = Blank("is_closed", Asked.FLAG)
BLANKS: Mapping[str, tuple[Blank, ...]] = {
    "standards": (
        *(Blank(name) for name in ("min_credits", "min_hours")),
        *(Blank(name) for name in ("min_class_1", "min_class_2", "max_class_1", "max_class_2")),
        *(Blank(name) for name in ("min_professional_hours", "min_public_hours")),
        Blank("max_self_study_credits"),
    ),
    "rules": (
        *NAMES,
        *MEASURE,
        Blank("subtype", Asked.CHOICE, True, listed="subtypes"),
        Blank("needs_authority", Asked.FLAG),
        Blank("satisfies_year", Asked.FLAG),
        Blank("belongs_to_end_year", Asked.FLAG),
    ),
    "subtypes": (
        *NAMES,
        Blank("credit_class", Asked.CHOICE, True, ("1", "2")),
        Blank("subject", Asked.CHOICE, True, ("professional", "public")),
        Blank("hours_per_credit", Asked.AMOUNT, True),
        Blank("yearly_cap"),
    ),
    "statuses": (*NAMES, Blank("counts_for_standard", Asked.FLAG), OFFERED),
    "categories": NAMES,
    "titles": (
        *NAMES,
        Blank("series", Asked.CHOICE, True, listed="lists.series"),
        Blank("level", Asked.CHOICE, True, listed="levels"),
        OFFERED,
    ),
    **dict.fromkeys(UNIT_LISTS, (*NAMES, OFFERED)),
}
TITLE_FIELDS = ("project-name", "matter", "paper-title", "book-title", "school")
"""What an activity is called stands in one of these, so that none may stay empty."""
DAYS = frozenset({"date", "dates"})
EITHER = ("credit_class", "subject")
YES, BETWEEN, EQUALS = "yes", "、", "="


def blanks_of(table: str, row: Mapping[str, Any]) -> tuple[Blank, ...]:
    """Return the blanks of a row; a subtype has either a class or a subject."""
    if table == "categories":
        return (*NAMES, *_blanks_of_claims(row))
    return tuple(one for one in BLANKS[table] if one.name not in EITHER or one.name in row)


def _blanks_of_claims(row: Mapping[str, Any]) -> Iterator[Blank]:
    """Yield what may be set of a kind of activity; what it is called and a day are needed always.

    The year follows from the day.
    """
    for one in row["fields"]:
        yield Blank(f"{one['code']}.name", Asked.TEXT, True, field=one["names"])
        if one.get("kind") not in DAYS and one["code"] not in TITLE_FIELDS:
            yield Blank(f"{one['code']}.required", Asked.FLAG, field=one["names"])
    for number in range(1, len(row["evidence"]) + 2):
        yield Blank(f"evidence.{number}", Asked.SEVERAL, listed="lists.evidence-kinds")


def texts_of(table: str, row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row, as a file would write it, as it is typed into its form."""
    values = {"kind": CLOSED, **row, **row.get("measure", {}), **row.get("names", {})}
    if values.get("en") == values.get("zh-CN"):
        values["en"] = None
    if table == "categories":
        values |= _of_claims(row)
    return {one.name: _text(one, values.get(one.name)) for one in blanks_of(table, row)}


def _of_claims(row: Mapping[str, Any]) -> dict[str, Any]:
    names = {f"{one['code']}.name": one["names"]["zh-CN"] for one in row["fields"]}
    needed = {f"{one['code']}.required": one.get("required", True) for one in row["fields"]}
    groups = {f"evidence.{number}": group for number, group in enumerate(row["evidence"], 1)}
    return names | needed | groups


def _text(blank: Blank, value: Any) -> str:
    match blank.asked:
        case Asked.FLAG:
            return YES if value else ""
        case Asked.SEVERAL:
            return BETWEEN.join(value or ())
        case Asked.AMOUNTS:
            return BETWEEN.join(map(_amount, value or ()))
        case Asked.STEPS:
            return BETWEEN.join(EQUALS.join(map(_amount, pair)) for pair in value or ())
        case Asked.AMOUNT:
            return "" if value is None else _amount(value)
    return "" if value is None else str(value)


def _amount(value: Any) -> str:
    return points.show_quantity(points.parse(str(value)))

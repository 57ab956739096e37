"""What an administrator types for a row of the rulebook, as the year's file would write it."""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from core.domain import points
from core.domain.errors import Refusal
from core.domain.points import ONE
from core.domain.rulebook.blanks import (
    BETWEEN,
    CLOSED,
    EQUALS,
    MEASURE,
    Asked,
    Blank,
    blanks_of,
    texts_of,
)
from core.domain.typed import TextNeeded


class AmountNotPositive(Refusal):
    """A rule gives, and a standard asks for, more than nothing; an empty blank asks for nothing."""

    code = "amount-not-positive"


class NotOffered(Refusal):
    """A choice that the form does not have."""

    code = "not-offered"


class NotRising(Refusal):
    """The amounts of author ranks must fall, those of steps must rise."""

    code = "amounts-not-in-order"


class MostBelowLeast(Refusal):
    """More of a class is asked for than may count of it."""

    code = "most-below-least"


def read_row(
    table: str, texts: Mapping[str, str], beneath: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Refusal]]:
    """Return the values that differ from the row beneath, and what is refused, by blank.

    A value of None takes the row's value away. A rule's measure is one value, whole.
    """
    after, refused = _read(table, texts, beneath)
    before, _ = _read(table, texts_of(table, beneath), beneath)
    return {name: value for name, value in after.items() if value != before.get(name)}, refused


def _read(
    table: str, texts: Mapping[str, str], beneath: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Refusal]]:
    values, refused = dict[str, Any](), dict[str, Refusal]()
    kind = texts.get("kind", "")
    for blank in blanks_of(table, beneath):
        if blank.of and kind not in blank.of:
            continue
        try:
            values[blank.name] = _value(blank, texts.get(blank.name, "").strip())
        except Refusal as refusal:
            refused[blank.name] = refusal
    if table == "standards":
        refused |= _below_least(values)
    return (_with_measure(values) if table == "rules" else values), refused


def _with_measure(values: dict[str, Any]) -> dict[str, Any]:
    inner = {one.name: values.pop(one.name, None) for one in MEASURE}
    measure = {name: value for name, value in inner.items() if value is not None}
    return values | {"measure": None if inner["kind"] == CLOSED else measure}


def _below_least(values: Mapping[str, Any]) -> dict[str, Refusal]:
    def hundredths(name: str) -> int | None:
        value = values.get(name)
        return None if value is None else points.parse(str(value))

    refused = dict[str, Refusal]()
    for number in (1, 2):
        most, least = hundredths(f"max_class_{number}"), hundredths(f"min_class_{number}")
        if most is not None and most < (least or 0):
            refused[f"max_class_{number}"] = MostBelowLeast()
    return refused


def _value(blank: Blank, text: str) -> Any:
    if blank.asked is Asked.FLAG:
        return bool(text)
    if not text:
        if blank.is_needed:
            raise TextNeeded
        return None
    return READ[blank.asked](blank, text)


def _choice(blank: Blank, text: str) -> str | int:
    if text not in blank.choices:
        raise NotOffered
    return int(text) if text.isdecimal() else text


def _amounts(_: Blank, text: str) -> list[int | str]:
    amounts = [_hundredths(part) for part in _parts(text)]
    if any(later >= earlier for earlier, later in pairwise(amounts)):
        raise NotRising
    return [_written(one) for one in amounts]


def _steps(_: Blank, text: str) -> list[list[int | str]]:
    halves = [part.replace("＝", EQUALS).partition(EQUALS) for part in _parts(text)]
    pairs = [(_hundredths(start), _hundredths(earned)) for start, _, earned in halves]
    if any(now[0] >= then[0] or now[1] >= then[1] for now, then in pairwise(pairs)):
        raise NotRising
    return [[_written(one) for one in pair] for pair in pairs]


def _parts(text: str) -> list[str]:
    parts = [part for part in re.split(f"[{BETWEEN},，;；\\s]+", text) if part]
    if not parts:
        raise TextNeeded
    return parts


def _hundredths(text: str) -> int:
    amount = points.parse(text)
    if not amount:
        raise AmountNotPositive
    return amount


def _written(hundredths: int) -> int | str:
    """Return an amount as the files write it: a whole number, or a decimal in quotes."""
    whole, part = divmod(hundredths, ONE)
    return points.show_quantity(hundredths) if part else whole


READ: Mapping[Asked, Callable[[Blank, str], Any]] = {
    Asked.AMOUNT: lambda _, text: _written(_hundredths(text)),
    Asked.AMOUNTS: _amounts,
    Asked.STEPS: _steps,
    Asked.CHOICE: _choice,
}

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
    NAMES,
    Asked,
    Blank,
    blanks_of,
    texts_of,
)
from core.domain.rulebook.offers import offered
from core.domain.rulebook.rules import Rulebook
from core.domain.typed import TextNeeded, typed

LONGEST_NAME = 120


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


class MostBelowFirst(Refusal):
    """Nobody could claim as much as the rule begins to give for."""

    code = "most-below-first"


def read_row(
    table: str, texts: Mapping[str, str], beneath: Mapping[str, Any], book: Rulebook
) -> tuple[dict[str, Any], dict[str, Refusal]]:
    """Return the values that differ from the row beneath, and what is refused, by blank.

    A value of None takes the row's value away. A rule's measure is one value, whole, as are names
    and what a kind of activity asks for. `book` has the lists to choose from.
    """
    after, refused = _read(table, texts, beneath, book)
    before, _ = _read(table, texts_of(table, beneath), beneath, book)
    return {name: value for name, value in after.items() if value != before.get(name)}, refused


def _read(
    table: str, texts: Mapping[str, str], beneath: Mapping[str, Any], book: Rulebook
) -> tuple[dict[str, Any], dict[str, Refusal]]:
    values, refused = dict[str, Any](), dict[str, Refusal]()
    kind, blanks, before = (
        texts.get("kind", ""),
        blanks_of(table, beneath),
        texts_of(table, beneath),
    )
    texts = {one.name: before[one.name] for one in blanks if _stays(one)} | {**texts}
    for blank in blanks:
        if blank.of and kind not in blank.of:
            continue
        try:
            values[blank.name] = _value(_filled(blank, book), texts.get(blank.name, "").strip())
        except Refusal as refusal:
            refused[blank.name] = refusal
    if table == "standards":
        refused |= _below_least(values)
    if refused:
        return values, refused
    if table == "categories":
        return _with_names(_with_claims(values, beneath)), refused
    if table == "rules":
        refused |= _below_first(values)
        return _with_names(_with_measure(values)), refused
    return _with_names(values), refused


def _stays(blank: Blank) -> bool:
    """Whether a blank that was not sent says what it said; an empty one was emptied."""
    return blank.asked is Asked.TEXT or (blank.asked is Asked.CHOICE and bool(blank.listed))


def _filled(blank: Blank, book: Rulebook) -> Blank:
    """Return a blank with the choices of its list."""
    if not blank.listed:
        return blank
    return blank._replace(choices=tuple(code for code, _ in offered(book, blank.listed)))


def _with_names(values: dict[str, Any]) -> dict[str, Any]:
    """Put both names into one value; without an English one the Chinese stands for it."""
    if "zh-CN" not in values:
        return values
    chinese, english = values.pop("zh-CN"), values.pop("en", None)
    return values | {"names": {"zh-CN": chinese, "en": english or chinese}}


def _with_claims(values: dict[str, Any], beneath: Mapping[str, Any]) -> dict[str, Any]:
    names = {one.name: values[one.name] for one in NAMES}
    fields = [_field(one, values) for one in beneath["fields"]]
    groups = [group for name, group in values.items() if name.startswith("evidence.") and group]
    return names | {"fields": fields, "evidence": groups}


def _field(before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    names = {**before["names"], "zh-CN": values[f"{before['code']}.name"]}
    needed = values.get(f"{before['code']}.required", True)
    bare = {key: value for key, value in before.items() if key != "required"}
    return {**bare, "names": names, **({} if needed else {"required": False})}


def _below_first(values: Mapping[str, Any]) -> dict[str, Refusal]:
    """Refuse a most of one claim that no claim could reach anything with."""
    steps = values.get("steps") or [[values.get("every")]]
    first, most = steps[0][0], values.get("most")
    if first is None or most is None or points.parse(str(most)) >= points.parse(str(first)):
        return {}
    return {"most": MostBelowFirst(first=first)}


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


def _several(blank: Blank, text: str) -> list[str]:
    codes = list(dict.fromkeys(_parts(text)))
    if not set(codes) <= set(blank.choices):
        raise NotOffered
    return codes


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
    Asked.SEVERAL: _several,
    Asked.TEXT: lambda _, text: typed(text, LONGEST_NAME),
}

"""The ways a rule can count, as the files write them."""

from collections.abc import Callable
from itertools import pairwise

from core.domain.rulebook.earning import (
    ByAuthorRank,
    Fixed,
    Measure,
    Measured,
    PerQuantity,
    PerTime,
    Steps,
)
from core.domain.rulebook.rows import Row

UNITS = (Measured.HOURS, Measured.DAYS)


def read_measure(rule: Row) -> Measure | None:
    """Return how the row counts; a row without a measure is closed."""
    if "measure" not in rule.data:
        return None
    row = Row(rule.file, rule.name, rule.take("measure"), rule.faults)
    read = KINDS.get(row.one_of("kind", KINDS))
    measure = read(row) if read else None
    if read:
        row.finish()
    return measure


def _per_quantity(row: Row) -> Measure:
    measure = PerQuantity(
        unit=_unit(row),
        every=row.amount("every"),
        points=row.amount("points"),
        cap=row.amount_or_none("cap"),
        most=row.amount_or_none("most"),
    )
    return _reachable(row, measure, measure.every)


def _reachable(row: Row, measure: PerQuantity | Steps, first: int) -> Measure:
    if measure.most is not None and measure.most < first:
        row.refuse("“most” is below what the rule begins to give for")
    return measure


def _per_time(row: Row) -> Measure:
    return PerTime(row.amount("points"), row.amount_or_none("cap"))


def _fixed(row: Row) -> Measure:
    return Fixed(row.amount("points"), row.amount_or_none("cap"))


def _by_author_rank(row: Row) -> Measure:
    ranks = tuple(row.as_amount("ranks", value) for value in row.items("ranks"))
    if not ranks:
        row.refuse("“ranks” must name at least one amount")
    if any(later >= earlier for earlier, later in pairwise(ranks)):
        row.refuse("“ranks” must fall from the first author on")
    return ByAuthorRank(ranks, row.amount_or_none("cap"))


def _steps(row: Row) -> Measure:
    steps = tuple(_step(row, value) for value in row.items("steps"))
    if not steps:
        row.refuse("“steps” must name at least one pair of quantity and credits")
    if any(not _rises(lower, upper) for lower, upper in pairwise(steps)):
        row.refuse("“steps” must rise, in quantity and in credits")
    measure = Steps(_unit(row), steps, row.amount_or_none("cap"), row.amount_or_none("most"))
    return _reachable(row, measure, steps[0][0] if steps else 0)


def _step(row: Row, value: object) -> tuple[int, int]:
    match value:
        case [start, points]:
            return row.as_amount("steps", start), row.as_amount("steps", points)
        case _:
            row.refuse("“steps” must be pairs of quantity and credits")
            return 1, 1


def _rises(lower: tuple[int, int], upper: tuple[int, int]) -> bool:
    return lower[0] < upper[0] and lower[1] < upper[1]


def _unit(row: Row) -> Measured:
    unit = row.one_of("unit", UNITS)
    return Measured(unit) if unit in UNITS else Measured.HOURS


KINDS: dict[str, Callable[[Row], Measure]] = {
    "per-quantity": _per_quantity,
    "per-time": _per_time,
    "by-author-rank": _by_author_rank,
    "fixed": _fixed,
    "steps": _steps,
}

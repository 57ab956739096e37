"""What a rule gives for how much: hours, days, times, an author's rank."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.errors import Refusal
from core.domain.points import MOST, half_up, show_quantity


class QuantityNeeded(Refusal):
    """The rule counts hours, days or an author's rank, and none was given."""

    code = "quantity-needed"


class QuantityOutOfRange(Refusal):
    """Nothing at all was done, or more than the rule admits in one credit (rules.md §2)."""

    code = "quantity-out-of-range"


class NotARank(Refusal):
    """The rule gives nothing for this author rank."""

    code = "not-a-rank"


class Measured(StrEnum):
    """What a person is asked for, so that a rule can be counted."""

    HOURS = "hours"
    DAYS = "days"
    RANK = "rank"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class PerQuantity:
    """“Every 3 hours, 1 credit, 10 at most”; `every` and `most` in hundredths of the unit."""

    unit: Measured
    every: int
    points: int
    cap: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class PerTime:
    """“25 credits each time”."""

    points: int
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class ByAuthorRank:
    """“First or corresponding author 25, second 15, third 10”."""

    ranks: tuple[int, ...]
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """An amount that the subtype itself names, as for an in-house training."""

    points: int
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """“From 3 days 5, from 10 days 10”: pairs of (quantity from, credits), rising."""

    unit: Measured
    steps: tuple[tuple[int, int], ...]
    cap: int | None = None
    most: int | None = None


Measure = PerQuantity | PerTime | ByAuthorRank | Fixed | Steps


@dataclass(frozen=True, slots=True)
class Earned:
    """What a rule gives: before the cap, and after it."""

    uncapped: int
    points: int

    @property
    def is_capped(self) -> bool:
        return self.points < self.uncapped


def asks_for(measure: Measure) -> Measured:
    """Return what must be asked before `earned` can be computed."""
    match measure:
        case PerQuantity(unit=unit) | Steps(unit=unit):
            return unit
        case ByAuthorRank():
            return Measured.RANK
        case _:
            return Measured.NOTHING


def earned(measure: Measure, quantity: int | None = None, rank: int | None = None) -> Earned:
    """Return the hundredths of a credit that `quantity` (hundredths of a unit) or `rank` earn.

    Raises QuantityNeeded or NotARank. Source: manual 5.2, rounding per rules.md §2.
    """
    uncapped = _uncapped(measure, quantity, rank)
    return Earned(uncapped, uncapped if measure.cap is None else min(uncapped, measure.cap))


def _uncapped(measure: Measure, quantity: int | None, rank: int | None) -> int:
    match measure:
        case PerTime(points=points) | Fixed(points=points):
            return points
        case ByAuthorRank(ranks=ranks):
            if rank is None:
                raise QuantityNeeded
            if not 1 <= rank <= len(ranks):
                raise NotARank(last=len(ranks))
            return ranks[rank - 1]
        case PerQuantity(every=every, points=points):
            return half_up(_given(quantity) * points, every)
        case Steps(steps=steps):
            done = _given(quantity)
            return max((points for start, points in steps if done >= start), default=0)


def largest(measure: Measure) -> int | None:
    """Return the most hundredths of a credit that one credit may earn, None without an end."""
    match measure:
        case PerTime(points=points) | Fixed(points=points):
            return points
        case ByAuthorRank(ranks=ranks):
            return max(ranks)
        case Steps(steps=steps):
            return measure.cap or max(points for _, points in steps)
    return measure.cap


def quantity_for(measure: PerQuantity, points: int) -> int:
    """Return the quantity (hundredths) that earns so many hundredths of a credit."""
    return half_up(points * measure.every, measure.points)


def _given(quantity: int | None) -> int:
    if quantity is None:
        raise QuantityNeeded
    return quantity


def admitted(measure: Measure, quantity: int) -> int:
    """Return the quantity (hundredths) if one credit by this rule may claim so much.

    Raises QuantityOutOfRange for nothing, and for more than the rule's `most`.
    """
    unit = asks_for(measure)
    most = measure.most if isinstance(measure, PerQuantity | Steps) else None
    if not 0 < quantity <= (most or MOST):
        raise QuantityOutOfRange(most=show_quantity(most or MOST), unit=unit.value)
    return quantity

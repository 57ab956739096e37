"""Lists: what is asked for, where a page begins, what a page shows of each row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Literal, NamedTuple, TypeVar

# Generic classes that are called by their parameters cannot have slots in this Python.
Row = TypeVar("Row")
Made = TypeVar("Made")
Shown_contra = TypeVar("Shown_contra", contravariant=True)

ROWS = 20
SIZES = (20, 50, 100)
MOST_COUNTED = 1000
"""Up to here lists say how many rows there are; beyond, only that there are more."""
MOST_COUNTED_AMONG = 2000
"""Among so many rows it is counted how many fit: a page counts them for each of its tabs."""
MOST_LOOKED_AT = 20_000
"""Among so many rows a page looks for those that a filter asks for; the next one goes on there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: beside a row that was seen, by its id, else at its number.

    Rows that come or go meanwhile move nothing on a page that begins beside one.
    """

    number: int = 1
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A page of so many rows."""

    place: Place = Place()
    size: int = ROWS


FIRST_PAGE = Window()


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """The rows of a page in their order; `previous` and `following` are the pages beside it.

    One that is partial ends where MOST_LOOKED_AT rows had been looked at, not where it was full.
    """

    rows: Sequence[Row]
    number: int = 1
    previous: Place | None = None
    following: Place | None = None
    is_partial: bool = False

    def of(self, made: Callable[[Row], Made]) -> "Slice[Made]":
        """Return the same page with something made of each row."""
        rows = [made(row) for row in self.rows]
        return Slice(rows, self.number, self.previous, self.following, self.is_partial)


def numbered(rows: Sequence[Row], window: Window) -> Slice[Row]:
    """Return a page, by its number, of rows that are all there; the last one beyond."""
    last = max(1, -(-len(rows) // window.size))
    number = min(window.place.number, last)
    return Slice(
        rows[(number - 1) * window.size : number * window.size],
        number,
        previous=Place(number - 1) if number > 1 else None,
        following=Place(number + 1) if number < last else None,
    )


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A list as it is asked for. Filters that are not set are missing or empty."""

    tab: str = ""
    filters: Mapping[str, Any] = field(default_factory=dict)
    sort: str = ""
    window: Window = Window()

    def text(self, name: str) -> str:
        """Return what a filter of words or choices is set to, "" where it is not."""
        return str(self.filters.get(name) or "")

    def texts(self, name: str) -> tuple[str, ...]:
        """Return what a filter of several choices is set to."""
        value = self.filters.get(name) or ()
        return (value,) if isinstance(value, str) else tuple(map(str, value))

    def year(self, name: str = "year") -> int | None:
        return self.filters.get(name) or None

    def day(self, name: str) -> date | None:
        return self.filters.get(name) or None


EVERYTHING = ListQuery()

Choices = Sequence[tuple[str, str]]
"""What a filter offers: its value in the address, and its words."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A filter with too many choices to offer them all: it is typed into.

    `words` are the name of what is chosen, else what was typed; then `is_open`: nothing is chosen.
    """

    words: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list. `counts` by tab and `total`: MOST_COUNTED + 1 at most.

    Where counting would mean to look at all there is, a tab has no number, a list no total.
    `columns` are further ones, which depend on what is asked: for workbooks only. `searched` are
    the filters whose `choices` are only some of all that there are.
    """

    slice: Slice[Row]
    total: int | None
    counts: Mapping[str, int] = field(default_factory=dict)
    choices: Mapping[str, Choices] = field(default_factory=dict)
    columns: Sequence["Column[Row]"] = ()
    searched: Mapping[str, Searched] = field(default_factory=dict)

    @property
    def rows(self) -> Sequence[Row]:
        return self.slice.rows

    @property
    def is_counted(self) -> bool:
        return self.total is not None


class Pill(NamedTuple):
    """A state in a word or two; `tone` is good, info, warn, bad or plain."""

    words: str
    tone: str = ""


Kind = Literal["text", "day", "moment", "whole", "rate", "points", "quantity", "pills"]
Card = Literal["title", "detail", "pills", "side", "none"]
NUMBERS: frozenset[Kind] = frozenset({"whole", "rate", "points", "quantity"})
Value = str | date | datetime | int | Sequence[Pill] | None


@dataclass(frozen=True)
class Column(Generic[Shown_contra]):
    """What a list shows of each row; `key` is the sentence of its heading.

    `card` is its place on a phone. `width` is in millimetres of the paper, 0 where it is not
    printed. `heading` stands in the place of a sentence where the heading is a name.
    """

    key: str
    of: Callable[[Shown_contra], Value]
    kind: Kind = "text"
    card: Card = "detail"
    width: float = 24
    is_on_desk: bool = True
    heading: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS


FilterKind = Literal["text", "year", "month", "day", "choice", "choices", "record"]


@dataclass(frozen=True, slots=True)
class Filter:
    """A field of the filter sheet; `key` is the sentence that names it, `name` stands in addresses.

    The choices come with each page: they may depend on who asks. Of `choices` several may be set,
    and any of them fits. Of one that is required the first choice is the usual one. A record was
    looked for elsewhere; its name comes with the page.
    """

    name: str
    key: str
    kind: FilterKind = "text"
    longest: int = 60
    is_required: bool = False

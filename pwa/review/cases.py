"""One case as its reviewer sees it, whatever its kind, and what each kind adds."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.credits.counting import Line
from core.domain.credits.credit import Flag
from core.domain.reasons import Kind as ReasonKind
from core.domain.review import Case, Decision, Procedure
from core.lists import Listing


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One case in full. `sheet` is for the card of its kind, `href` its own page."""

    case: Case
    heading: str
    href: str
    reasons: ReasonKind
    may_decide: bool
    sheet: Any


@dataclass(frozen=True, slots=True)
class Brief:
    """One case in a line, with what should stop a hand; amounts in hundredths of a credit."""

    case: Case
    heading: str
    points: int
    reasons: ReasonKind
    flags: Sequence[Flag] = ()
    counts: Line | None = None
    hints: Sequence[str] = ()

    @property
    def is_flagged(self) -> bool:
        return bool(self.flags or self.hints) or (
            self.counts is not None and self.counts.why_not is not None
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of case adds to the pages of the review.

    `segment` names it in addresses, `card` is the template that shows one in full. `read` raises
    NotFound; `brief` leaves out what lies outside the scope. `done` says what was decided.
    """

    procedure: Procedure
    segment: str
    card: str
    listing: Listing[Any]
    case_of: Callable[[Any], Case]
    read: Callable[[str], Awaitable[ShownCase]]
    brief: Callable[[Sequence[str]], Awaitable[Sequence[Brief]]]
    done: Callable[[ShownCase, Decision], str]

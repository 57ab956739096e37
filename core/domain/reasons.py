"""The reasons of reviewers, by what is decided and how: a unit's own, else the usual ones."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from core.domain.errors import Refusal
from core.domain.review import Decision
from core.domain.typed import LONGEST_REASON, PrivateCharacter, TextNeeded, TextTooLong, typed


class Kind(StrEnum):
    """What a reviewer decides on: a credit, the plan of a training, its closing (核销)."""

    CREDIT = "credit"
    PLAN = "plan"
    CLOSING = "closing"


USUAL: Mapping[tuple[Kind, Decision], tuple[str, ...]] = {
    (Kind.CREDIT, Decision.RETURN): (
        "review-reason-blurred",
        "review-reason-missing",
        "review-reason-amount",
        "review-reason-name",
        "review-reason-rule",
    ),
    (Kind.CREDIT, Decision.REJECT): (
        "review-reason-scope",
        "review-reason-duplicate",
        "review-reason-person",
        "review-reason-year",
    ),
    (Kind.PLAN, Decision.RETURN): (
        "review-reason-clash",
        "review-reason-people",
        "review-reason-teachers",
        "review-reason-hours",
    ),
    (Kind.PLAN, Decision.REJECT): (
        "review-reason-outside",
        "review-reason-repeated",
        "review-reason-content",
        "review-reason-unplanned",
    ),
    (Kind.CLOSING, Decision.RETURN): (
        "review-reason-report",
        "review-reason-photos",
        "review-reason-numbers",
        "review-reason-doubtful",
    ),
    (Kind.CLOSING, Decision.REJECT): (
        "review-reason-not-held",
        "review-reason-records",
        "review-reason-absent",
        "review-reason-untrue",
    ),
}

Reasons = Mapping[tuple[Kind, Decision], Sequence[str]]
NAMES: Mapping[tuple[Kind, Decision], str] = {key: "-".join(key) for key in USUAL}
MOST_REASONS = 12


class LineRefused(Refusal):
    """One of the typed lines cannot be a reason; `line` counts from 1, `why` is the refusal."""

    code = "line-refused"


class TooManyReasons(Refusal):
    code = "too-many-reasons"


class ReasonsChanged(Refusal):
    """The reason that somebody chose is not among those offered any more."""

    code = "reasons-changed"
    status = 409


def read_lines(text: str) -> tuple[str, ...]:
    """Return the reasons typed one a line, each once; lines that say nothing are left out.

    Raises LineRefused for a line that is too long or cannot be read, TooManyReasons.
    """
    reasons: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        try:
            reasons[typed(line, LONGEST_REASON)] = None
        except TextNeeded:
            continue
        except (TextTooLong, PrivateCharacter) as why:
            raise LineRefused(line=number, why=why) from None
    if len(reasons) > MOST_REASONS:
        raise TooManyReasons(most=MOST_REASONS, count=len(reasons))
    return tuple(reasons)


def read_lists(texts: Mapping[str, str]) -> tuple[Reasons, dict[str, Refusal]]:
    """Return a unit's own lists as typed, by `NAMES`, and what cannot be read, by name.

    A field that says nothing keeps no list: there the usual reasons stand.
    """
    own: dict[tuple[Kind, Decision], Sequence[str]] = {}
    refused: dict[str, Refusal] = {}
    for key, name in NAMES.items():
        try:
            if reasons := read_lines(texts.get(name, "")):
                own[key] = reasons
        except (LineRefused, TooManyReasons) as refusal:
            refused[name] = refusal
    return own, refused


def offered(own: Reasons, said: Callable[[str], str]) -> Reasons:
    """Return the reasons in words: the unit's own, else the usual ones as the reader says them."""
    return {key: own.get(key) or tuple(map(said, usual)) for key, usual in USUAL.items()}


def by_name(reasons: Reasons) -> dict[str, list[str]]:
    """Return lists of reasons as they are stored and journaled."""
    return {NAMES[key]: list(words) for key, words in reasons.items()}


def from_names(stored: Mapping[str, Sequence[str]]) -> Reasons:
    """Return lists of reasons as they were stored."""
    return {key: tuple(stored[name]) for key, name in NAMES.items() if name in stored}

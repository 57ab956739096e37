"""What a change would do, in words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from core.domain import points
from core.domain.changes import Change, Preview, Turn, YearChange
from core.domain.credits.compliance import YearResult
from core.domain.rulebook.rules import Rulebook, StaffStatus, Title
from core.texts import knows, say
from core.wording.compliance import outcome_name, shortfall
from core.wording.credits import blank_of, blank_text, question_name
from core.wording.names import named

VALUES: Mapping[str, Callable[[Any], str]] = {
    "hours": points.show_quantity,
    "points": points.show,
    "quantity": points.show_quantity,
    "rank": lambda rank: say("author-rank", rank=rank),
    "stage": lambda stage: say(f"stage-{stage}"),
}
ROWS: Mapping[str, Callable[[Rulebook], Sequence[Title | StaffStatus]]] = {
    "title": lambda book: book.titles,
    "status": lambda book: book.statuses,
}


class Told(NamedTuple):
    """A value before and after, and in how many records it changes so."""

    name: str
    before: str
    after: str
    times: int = 1


def changes_told(preview: Preview, book: Rulebook | None = None) -> list[Told]:
    """Return each change of a value once, with how many records it is made in.

    `book` has the names of titles and statuses.
    """
    same = Counter(
        (_name(one, book), _value(one.field, one.before, book), _value(one.field, one.after, book))
        for one in preview.changes
    )
    return [Told(*told, times) for told, times in same.items()]


def _name(change: Change, book: Rulebook | None) -> str:
    """Return what a field is called; the blanks of claims are named by the rules."""
    key = f"change-{change.subject.kind}-{change.field.replace('_', '-')}"
    if book and not knows(key):
        blank = blank_of(book, change.field)
        return question_name(change.field, blank.names if blank else None)
    return say(f"change-{change.subject.kind}-{change.field.replace('_', '-')}")


def _value(field: str, value: object, book: Rulebook | None) -> str:
    if value in (None, ""):
        return say("change-none")
    if book and field not in VALUES and (blank := blank_of(book, field)):
        return blank_text(blank, str(value), book)
    if book and field in ROWS:
        return row_name(book, field, str(value))
    return VALUES.get(field, str)(value)


def row_name(book: Rulebook, field: str, code: str) -> str:
    """Return what the rules call a title or a status; its code where they do not know it."""
    found = (one.names for one in ROWS[field](book) if one.code == code)
    return next(map(named, found), code)


def turns_told(year: YearChange) -> list[tuple[str, Turn]]:
    """Return what comes out otherwise today, and what once all is approved if that differs."""
    turns = {"now": year.now}
    if year.hoped.told != year.now.told:
        turns["hoped"] = year.hoped
    return [(say(f"preview-{when}"), turn) for when, turn in turns.items() if turn.is_felt]


def felt_told(preview: Preview) -> list[Told]:
    """Return each year that comes out otherwise, before and after, in a word or two."""
    return [
        Told(f"{say('preview-year', year=year.year)} {label}", _result(was), _result(will))
        for year in preview.felt
        for label, (was, will) in turns_told(year)
    ]


def _result(result: YearResult) -> str:
    missing = [shortfall(checked) for checked in result.failing]
    return say("word-dot").join((outcome_name(result), *missing))


def turn_in_words(turn: Sequence[str]) -> str:
    """Return a value before and after in one line."""
    return say("import-turn", field=turn[0], before=turn[1], after=turn[2])


def missing_after(turn: Turn) -> list[str]:
    """Return what will be missing: “还差 2.0 学分”, “还差 6.0 学时”."""
    return [shortfall(checked) for checked in turn.after.failing]


def amounts_told(turn: Turn) -> list[Told]:
    """Return what counts before and after, in credits and hours, where it comes out otherwise."""
    before, after = turn
    pairs = {
        "credits": (before.credits.counting, after.credits.counting),
        "hours": (before.hours.counting, after.hours.counting),
    }
    return [
        Told(say(f"change-counts-{name}"), points.show(first), points.show(then))
        for name, (first, then) in pairs.items()
        if first != then
    ]

"""Changes that were seen before they are made: read set by set, told and counted in one place."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from core.domain.changes import Edit, Preview, preview, reach, with_credits, with_records
from core.domain.credits.compliance import PersonYear, YearFacts
from core.domain.credits.credit import Credit
from core.domain.register import Actor, YearRecord
from core.domain.subjects import Subject
from core.records.transaction import Transaction
from core.results import recount_years, years_of
from core.rulebooks import books_of


async def preview_of_credits(
    tx: Transaction, edits: Sequence[Edit[Credit]], today: date
) -> Preview:
    """Return what edits of credits would do, in two statements for however many people."""
    credits = [one for edit in edits for one in (edit.before, edit.after) if one is not None]
    years = await years_of(tx, {(credit.staff_id, credit.year) for credit in credits})
    return _of_credits(edits, years, today)


async def previews_of_people(
    tx: Transaction, edits: Mapping[str, Sequence[Edit[Credit]]], today: date
) -> dict[str, Preview]:
    """Return what edits of people's credits would do, to each person by themselves."""
    years = {
        staff_id: {
            (staff_id, credit.year)
            for edit in theirs
            for credit in (edit.before, edit.after)
            if credit is not None
        }
        for staff_id, theirs in edits.items()
    }
    before = await years_of(tx, {one for theirs in years.values() for one in theirs})
    return {
        staff_id: _of_credits(theirs, {one: before[one] for one in years[staff_id]}, today)
        for staff_id, theirs in edits.items()
    }


def _of_credits(
    edits: Sequence[Edit[Credit]], years: Mapping[PersonYear, YearFacts], today: date
) -> Preview:
    return preview(edits, years, with_credits(years, [edit.record for edit in edits]), today)


async def previews_of_records(
    tx: Transaction, edits: Mapping[str, Sequence[Edit[Any]]], today: date
) -> dict[str, Preview]:
    """Return what edits of people's records of years would do, to each person by themselves.

    `edits` are by person. Beside records they may hold what the register says of the person now,
    which judges no year.
    """
    people = await tx.people.some(edits)
    books = await books_of(tx, people)
    years = await touched_years(tx, edits, today)
    before = await years_of(tx, {one for theirs in years.values() for one in theirs}, people)
    records = [edit for theirs in edits.values() for edit in theirs if _is_of_a_year(edit)]
    after = with_records(before, records, books.judging)
    return {
        staff_id: preview(theirs, {one: before[one] for one in years[staff_id]}, after, today)
        for staff_id, theirs in edits.items()
    }


async def touched_years(
    tx: Transaction, edits: Mapping[str, Sequence[Edit[Any]]], today: date
) -> dict[str, set[PersonYear]]:
    """Return, by person, which years the edited records stand in: stored ones, and this one."""
    stored = await tx.results.years(edits)
    records = await tx.people.records_of(edits)
    return {
        staff_id: {
            (staff_id, year)
            for edit in theirs
            if _is_of_a_year(edit)
            for year in reach(records[staff_id], edit.record.year, {*stored[staff_id], today.year})
        }
        for staff_id, theirs in edits.items()
    }


def _is_of_a_year(edit: Edit[Any]) -> bool:
    return isinstance(edit.record, YearRecord)


def tell(
    tx: Transaction,
    who: Actor,
    made: Preview,
    verb: str,
    *,
    about: Subject | None = None,
    **facts: object,
) -> None:
    """Tell the journal of the changes that were made.

    Each record's entry holds its fields, before and after, from the values that were seen, and
    stands under the record, or under what else it is `about`.
    """
    for subject, changes in groupby(made.changes, key=lambda change: change.subject):
        fields = [(change.field, change.before, change.after) for change in changes]
        before = {field: value for field, value, _ in fields}
        after = {field: value for field, _, value in fields}
        tx.journal.add(who, verb, about or subject, before=before, after={**after, **facts})


async def conclude(
    tx: Transaction, who: Actor, made: Preview, verb: str, today: date, *, reason: str
) -> None:
    """Tell the journal of the changes that were made, and count their held years again."""
    tell(tx, who, made, verb, reason=reason)
    await recount_years(tx, [(one.staff_id, one.year) for one in made.years], today)

"""Changes that were seen before they are made: read set by set, told and counted in one place."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from core.domain.changes import Edit, Preview, preview, with_credits
from core.domain.credits.credit import Credit
from core.domain.register import Actor
from core.records.transaction import Transaction
from core.results import recount_years, years_of


async def preview_of_credits(
    tx: Transaction, edits: Sequence[Edit[Credit]], today: date
) -> Preview:
    """Return what edits of credits would do, in two statements for however many people."""
    credits = [one for edit in edits for one in (edit.before, edit.after) if one is not None]
    years = await years_of(tx, {(credit.staff_id, credit.year) for credit in credits})
    return preview(edits, years, with_credits(years, [edit.after for edit in edits]), today)


async def conclude(
    tx: Transaction, who: Actor, made: Preview, verb: str, today: date, *, reason: str
) -> None:
    """Tell the journal of the changes that were made, and count their held years again.

    Each record's entry holds its fields, before and after, from the values that were seen.
    """
    for subject, changes in groupby(made.changes, key=lambda change: change.subject):
        fields = [(change.field, change.before, change.after) for change in changes]
        before = {field: value for field, value, _ in fields}
        after = {field: value for field, _, value in fields}
        tx.journal.add(who, verb, subject, before=before, after={**after, "reason": reason})
    await recount_years(tx, [(one.staff_id, one.year) for one in made.years], today)

"""What a year would come to if what waits were approved."""

from dataclasses import replace
from datetime import date

from core.domain.credits.compliance import Outcome, YearResult, year_result
from core.domain.credits.counting import NEVER, Entry, Line, NotCounted, entry_of, shut_out
from core.domain.credits.credit import PENDING, Credit, Stage
from core.domain.rulebook.rules import Rulebook

WAITING = (NotCounted.UNDER_REVIEW, NotCounted.NOT_IN_EFFECT)


def forecast(result: YearResult, book: Rulebook, *, only_approved: bool = False) -> YearResult:
    """Return the result as it would be if everything under review were approved and in effect.

    What counts today counts first, then what is approved, then what waits, as it was submitted.
    With `only_approved`, nothing else than what is approved already takes effect.
    """
    out = {NotCounted.NOT_APPROVED} | ({NotCounted.UNDER_REVIEW} if only_approved else set())
    hopeful = (_hopeful(line) for line in result.lines if line.why_not not in out)
    hoped = year_result(result.year, result.record, hopeful, book, NEVER)
    return replace(hoped, as_of=result.as_of)


def _hopeful(line: Line) -> Entry:
    entry = line.entry
    is_approved = entry.stage is Stage.APPROVED
    return entry._replace(
        stage=Stage.APPROVED,
        effective_on=(entry.effective_on if is_approved else None) or NEVER,
        reversed_on=entry.reversed_on if line.why_not is NotCounted.REVERSED else None,
    )


def awaited(result: YearResult, hoped: YearResult) -> dict[NotCounted, int]:
    """Return what is under review, and what is not in effect yet, by what it would count.

    With what counts today it adds up to the forecast; hundredths of a credit. Where nothing
    waits there is no sum.
    """
    would = {line.entry.credit_id: line.points for line in hoped.lines}
    waits = {why: [one for one in result.lines if one.why_not is why] for why in WAITING}
    return {
        why: sum(would[line.entry.credit_id] for line in lines)
        for why, lines in waits.items()
        if lines
    }


def met_from(result: YearResult, book: Rulebook) -> date | None:
    """Return the day from which what is approved already meets the standard, None without one.

    Of a year that is met today there is none to tell.
    """
    if result.outcome is not Outcome.NOT_MET:
        return None
    entries = [line.entry for line in result.lines]
    ahead = [line.entry for line in result.lines if line.why_not is NotCounted.NOT_IN_EFFECT]
    days = sorted({entry.effective_on for entry in ahead if entry.effective_on is not None})
    return next(
        (
            day
            for day in days
            if year_result(result.year, result.record, entries, book, day).outcome is Outcome.MET
        ),
        None,
    )


def with_claim(result: YearResult, credit: Credit, book: Rulebook) -> YearResult:
    """Return the forecast of the year in which a claim, submitted or not, is approved, too.

    One that is not submitted takes its turn after all that waits.
    """
    lines = [line for line in result.lines if line.entry.credit_id != credit.id]
    if credit.subtype:
        is_open = credit.stage not in PENDING and credit.stage is not Stage.APPROVED
        entry = entry_of(credit)
        entry = entry._replace(submitted_at=None, stage=Stage.UNIT_REVIEW) if is_open else entry
        why = shut_out(entry, result.as_of, counts=True)
        lines.append(Line(entry, 0, 0, why))
    return forecast(replace(result, lines=tuple(lines)), book)


def would_count(result: YearResult, credit: Credit, book: Rulebook) -> Line | None:
    """Return what a claim counts, or would count beside the year's other credits.

    Approved ones and those that wait come first. None for what is out: no rule chosen, rejected,
    reversed.
    """
    if credit.stage is Stage.REJECTED or credit.reversed_on is not None:
        return None
    hoped = with_claim(result, credit, book)
    return next((line for line in hoped.lines if line.entry.credit_id == credit.id), None)

"""Claims in the rows of a workbook: what each answers, and what is wrong with it (manual 5.2).

The columns are the questions of all kinds of claims; of a row those are read that its kind asks.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from core.domain.credits.answers import answered, year_in
from core.domain.credits.claims import Claim, hours_of, is_open, questions, rule_of, worth
from core.domain.credits.credit_rows import YEAR, People, ReadRow, whose
from core.domain.credits.evidence import kinds_needed
from core.domain.credits.faults import AnswerMissing, InFuture, OutsideYear, RuleDisabled, faults
from core.domain.errors import Refusal
from core.domain.handed_rows import HandedRow
from core.domain.particulars import FieldNeeded
from core.domain.reading_days import parse_days
from core.domain.reading_particulars import chosen, plain_name
from core.domain.register import Staff
from core.domain.rulebook.rules import Rulebook

WHOSE = ("staff_number", "name", "document")
FIELDS = (
    *(*WHOSE, "year", "rule", "quantity", "rank", "days", "activity", "project_number"),
    *("place", "content", "degree", "remark"),
)
REQUIRED = ("rule", "days", "activity")
ACTIVITY = ("project-name", "matter", "paper-title", "book-title", "school")
PLACE = ("organiser", "host", "journal", "publisher")
COLUMNS: Mapping[str, str] = {
    **{name: name for name in ("year", "rule", "quantity", "rank", "content", "degree", "remark")},
    **dict.fromkeys(ACTIVITY, "activity"),
    **dict.fromkeys(PLACE, "place"),
    **dict.fromkeys(("dates", "date"), "days"),
    "project-number": "project_number",
}
"""In which column a question is answered; categories have one of several alike."""


class ClaimOfRow(NamedTuple):
    """The claim of a row, and what it comes to; points and hours in hundredths."""

    staff: Staff
    claim: Claim
    subtype: str
    points: int
    hours: int

    @property
    def year(self) -> int:
        return self.claim.year

    @property
    def awarded_on(self) -> date:
        """Return the last day of the activity; a claim of a row always names one."""
        days = self.claim.days
        return days[1] if days else date(self.year, 12, 31)

    @property
    def project_number(self) -> str:
        return self.claim.details.get("project-number", "")

    @property
    def activity(self) -> str:
        return self.claim.activity


def read_claim(
    row: HandedRow, people: People, book_of: Callable[[int], Rulebook], today: date
) -> ReadRow:
    """Read a row as the claim that it is; the amount follows from the rule, nobody types it.

    A year that is not named is that of the days. The workbook is what shows it: no other file is
    asked for. Everything that is wrong is told at once, beside its column.
    """
    staff, found = whose(row, people)
    try:
        claim = Claim(year=_year(row, today))
    except Refusal as fault:
        wrong = {**found, "year": fault, **row.faults}
        return ReadRow(None, staff, _in_order(wrong))
    book = book_of(claim.year)
    claim, unanswered = _answered(row, claim, book, today)
    wrong = {**unanswered, **found, **row.faults}
    if wrong or staff is None:
        return ReadRow(None, staff, _in_order(wrong))
    rule, earned = rule_of(claim, book), worth(claim, book)
    assert rule is not None
    points = earned.points if earned else 0
    hours = hours_of(claim, rule, points, book)
    return ReadRow(ClaimOfRow(staff, claim, rule.subtype, points, hours), staff, {})


def _in_order(wrong: Mapping[str, Refusal]) -> dict[str, Refusal]:
    return {name: wrong[name] for name in FIELDS if name in wrong}


def _year(row: HandedRow, today: date) -> int:
    words = plain_name(row.texts.get("year", ""))
    if words:
        year = YEAR.fullmatch(words)
        return year_in(year[1] if year else words, today)
    try:
        return year_in(str(parse_days(row.texts.get("days", ""), today)[1].year), today)
    except Refusal:  # what is wrong is told beside the days
        return today.year


def _answered(
    row: HandedRow, claim: Claim, book: Rulebook, today: date
) -> tuple[Claim, dict[str, Refusal]]:
    wrong = dict[str, Refusal]()
    try:
        claim = answered(claim, "rule", _rule(row.texts.get("rule", ""), book), book, today)
    except Refusal as fault:
        return claim, {"rule": fault}
    for question in questions(claim, book):
        column = COLUMNS.get(question)
        if column is None or column in {"year", "rule"}:
            continue
        text = row.texts.get(column, "")
        try:
            if plain_name(text):
                claim = answered(claim, question, text, book, today)
            elif is_open(claim, question, book):
                wrong[column] = FieldNeeded()
        except Refusal as fault:
            wrong[column] = fault
    for one in faults(claim, kinds_needed(claim, book), book, today):
        if not isinstance(one, AnswerMissing):
            wrong.setdefault(_column_of(one, claim), one)
        elif one.details["question"] not in COLUMNS:
            wrong.setdefault("rule", one)
    return claim, wrong


def _rule(text: str, book: Rulebook) -> str:
    if not plain_name(text):
        raise FieldNeeded
    return chosen(text, ((one.code, one.names) for one in book.rules))


def _column_of(fault: Refusal, claim: Claim) -> str:
    if column := COLUMNS.get(str(fault.details.get("question"))):
        return column
    if isinstance(fault, RuleDisabled):
        return "rule"
    if isinstance(fault, InFuture | OutsideYear):
        return "days"
    return "quantity" if claim.rank is None else "rank"

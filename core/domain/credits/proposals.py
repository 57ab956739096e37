"""What the files of a claim propose to its questions; a person changes or takes it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.domain.credits.claims import Claim, questions, rule_of
from core.domain.credits.readings import ReadField, Reading, ReadValue
from core.domain.rulebook.earning import Measured, asks_for
from core.domain.rulebook.rules import Rulebook


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that a file proposes to a question of the claim, in the words answers are given."""

    question: str
    answer: str
    evidence_id: str
    read: ReadValue


ANSWERING: Mapping[str, ReadField] = {
    "project-number": ReadField.PROJECT_NUMBER,
    "project-name": ReadField.PROJECT_NAME,
    "matter": ReadField.PROJECT_NAME,
    "organiser": ReadField.ORGANISER,
    "host": ReadField.ORGANISER,
    "dates": ReadField.DATES,
    "quantity": ReadField.HOURS,
}
"""Which question of a claim is answered by what of a certificate; the name never is."""


def proposals(readings: Iterable[Reading], claim: Claim, book: Rulebook) -> dict[str, Proposal]:
    """Return what the files propose to the claim as it stands, by its question.

    The rule follows from the level of a project; what two files say differently is not proposed.
    """
    proposed = dict[str, Proposal]()
    unsure = set[str]()
    for reading in readings:
        for one in _proposed(reading, claim, book):
            other = proposed.setdefault(one.question, one)
            if other.answer != one.answer:
                unsure.add(one.question)
    return {question: one for question, one in proposed.items() if question not in unsure}


def _proposed(reading: Reading, claim: Claim, book: Rulebook) -> Iterator[Proposal]:
    asked = questions(claim, book)
    days = reading.of(ReadField.DATES)
    if days and (year := days.days[1].year) != claim.year:
        yield Proposal("year", str(year), reading.evidence_id, days)
    if rule := _rule_proposed(reading, claim, book):
        yield rule
    for question in asked:
        field = ANSWERING.get(question)
        read = reading.of(field) if field else None
        if read is not None and (question != "quantity" or _counts_hours(claim, book)):
            yield Proposal(question, read.value, reading.evidence_id, read)


def _rule_proposed(reading: Reading, claim: Claim, book: Rulebook) -> Proposal | None:
    """Only projects outside the province are claimed by a certificate (manual 5.2)."""
    level = reading.of(ReadField.LEVEL)
    if claim.rule or level is None or reading.of(ReadField.PROJECT_NUMBER) is None:
        return None
    code = f"out-of-province-{level.value}"
    is_open = any(rule.code == code and rule.is_enabled for rule in book.rules)
    return Proposal("rule", code, reading.evidence_id, level) if is_open else None


def _counts_hours(claim: Claim, book: Rulebook) -> bool:
    rule = rule_of(claim, book)
    if rule is None or rule.measure is None:
        return False
    return asks_for(rule.measure) is Measured.HOURS

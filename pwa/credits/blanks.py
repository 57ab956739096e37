"""The blanks of the entry form: what is asked, what stands in them, what was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain import points
from core.domain.credits.answers import LONGEST_REMARK
from core.domain.credits.claims import Claim, field_of, questions, value_of
from core.domain.credits.faults import EvidenceMissing, answer_missing
from core.domain.errors import Refusal
from core.domain.rulebook.earning import ByAuthorRank, asks_for
from core.domain.rulebook.offers import offered
from core.domain.rulebook.rules import FieldRule, Rulebook
from core.texts import say
from core.usecases.credits.sheets import CreditSheet
from core.wording.names import named
from pwa.frame.fields import Fields

ELSEWHERE = frozenset({"year", "category", "rule", "evidence"})
LONGEST_TYPED = 100_000
QUANTITY_PLACES = 20


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank as the form shows it. `kind`: quantity, rank, text, long, date, dates, choice."""

    question: str
    kind: str
    label: str
    value: str
    required: bool
    longest: int
    choices: tuple[tuple[str, str, str], ...] = ()
    unit: str = ""
    refused: Refusal | None = None

    def name_of(self, text: str) -> str:
        """Return an answer as it is shown: a choice by its name."""
        return next((name for value, name, _ in self.choices if value == text), text)

    @property
    def days(self) -> tuple[str, str]:
        """Return the first and last day of a range as date fields take them."""
        first, _, last = self.value.partition("/")
        return first, last or first


def asked_in_form(claim: Claim, book: Rulebook) -> list[str]:
    """Return the questions that are answered in the form itself, in their order."""
    return [question for question in questions(claim, book) if question not in ELSEWHERE]


def typed_answers(sheet: CreditSheet, form: Fields) -> dict[str, str]:
    """Return what was typed into each blank; a range comes as two days."""
    claim, book = sheet.credit.claim, sheet.book
    typed = {}
    for question in asked_in_form(claim, book):
        first = form.text(f"first-{question}", longest=LONGEST_TYPED).strip()
        last = form.text(f"last-{question}", longest=LONGEST_TYPED).strip()
        plain = form.text(f"answer-{question}", longest=LONGEST_TYPED)
        days = f"{first}/{last}" if first and last else first or last
        typed[question] = days or plain
    return typed


def kept(sheet: CreditSheet) -> dict[str, str]:
    """Return what the credit holds, in the same words as the form sends it."""
    claim = sheet.credit.claim
    return {question: _text(claim, question) for question in asked_in_form(claim, sheet.book)}


def _text(claim: Claim, question: str) -> str:
    value = value_of(claim, question)
    if value is None:
        return ""
    if question == "quantity":
        return points.show_quantity(int(value))
    first, _, last = str(value).partition("/")
    return first if last == first else str(value)


def to_save(
    sheet: CreditSheet, typed: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Refusal]]:
    """Return the answers to keep, and a refusal for each that was emptied and is needed.

    A blank that was never filled is no mistake before submission.
    """
    answers, emptied = {}, dict[str, Refusal]()
    held = kept(sheet)
    for question, text in typed.items():
        if text.strip() or not _is_required(sheet, question):
            answers[question] = text
        elif held[question]:
            emptied[question] = answer_missing(sheet.credit.claim, question, sheet.book)
    return answers, emptied


def _is_required(sheet: CreditSheet, question: str) -> bool:
    if question == "remark":
        return False
    rule = field_of(sheet.credit.claim, question, sheet.book)
    return rule is None or rule.required


def blanks_of(
    sheet: CreditSheet,
    typed: Mapping[str, str],
    refused: Mapping[str, Refusal],
) -> list[Blank]:
    """Return the form's blanks; what was typed goes before what is kept."""
    claim, values = sheet.credit.claim, kept(sheet) | dict(typed)
    return [
        _blank(sheet, question, values[question], refused.get(question))
        for question in asked_in_form(claim, sheet.book)
    ]


def _blank(sheet: CreditSheet, question: str, value: str, refused: Refusal | None) -> Blank:
    match question:
        case "quantity":
            return _quantity(sheet, value, refused)
        case "rank":
            return _rank(sheet, value, refused)
        case "remark":
            label = say("question-remark")
            return Blank(
                question, "long", label, value, required=False, longest=LONGEST_REMARK,
                refused=refused,
            )  # fmt: skip
    rule = field_of(sheet.credit.claim, question, sheet.book)
    assert rule is not None
    return Blank(
        question=question,
        kind=rule.kind if rule.kind != "text" or rule.max_length <= 100 else "long",
        label=named(rule.names),
        value=value,
        required=rule.required,
        longest=rule.max_length,
        choices=_choices(rule, sheet.book, value),
        refused=refused,
    )


def _choices(rule: FieldRule, book: Rulebook, value: str) -> tuple[tuple[str, str, str], ...]:
    items = offered(book, f"lists.{rule.choices}", value) if rule.choices else ()
    return tuple((code, named(names), "") for code, names in items)


def _quantity(sheet: CreditSheet, value: str, refused: Refusal | None) -> Blank:
    measure = sheet.book.rule(sheet.credit.claim.rule or "").measure
    unit = asks_for(measure).value if measure else "hours"
    return Blank(
        question="quantity",
        kind="quantity",
        label=say(f"entry-quantity-{unit}"),
        value=value,
        required=True,
        longest=QUANTITY_PLACES,
        unit=unit,
        refused=refused,
    )


def _rank(sheet: CreditSheet, value: str, refused: Refusal | None) -> Blank:
    measure = sheet.book.rule(sheet.credit.claim.rule or "").measure
    ranks = measure.ranks if isinstance(measure, ByAuthorRank) else ()
    return Blank(
        question="rank",
        kind="rank",
        label=say("entry-rank"),
        value=value,
        required=True,
        longest=QUANTITY_PLACES,
        choices=tuple(
            (str(rank), say("author-rank", rank=rank), points.show(earned))
            for rank, earned in enumerate(ranks, 1)
        ),
        refused=refused,
    )


@dataclass(frozen=True, slots=True)
class FormFault:
    """A line of the list at the top: what is wrong, and the blank it is mended in, if it is one."""

    refusal: Refusal
    question: str

    @property
    def place(self) -> str:
        """Return the id of the spot on the page where it is mended."""
        if isinstance(self.refusal, EvidenceMissing):
            return "evidence"
        return f"answer-{self.question}" if self.question else "answers"


def fault_list(refused: Mapping[str, Refusal], missing: Sequence[Refusal] = ()) -> list[FormFault]:
    """Return everything at once; what was just refused goes before what is still open."""
    found = [FormFault(refusal, question) for question, refusal in refused.items()]
    for refusal in missing:
        question = str(refusal.details.get("question", ""))
        if question not in refused:
            found.append(FormFault(refusal, question))
    return found
